// SHA-256, the one hash of inputs, runs and files.
#pragma once
#include <string>
#include <string_view>

namespace cptsim {

/// SHA-256 of `bytes` as 64 lower-case hexadecimal digits. Throws std::runtime_error if libcrypto fails.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// The same in base64, as browsers know it.
[[nodiscard]] std::string sha256_base64(std::string_view bytes);

}  // namespace cptsim
