// SHA-256, the one hash of inputs, runs and files.
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace cptsim {

/// SHA-256 of `bytes` as 64 lower-case hexadecimal digits. Throws std::runtime_error if libcrypto fails.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// The same in base64, as browsers know it.
[[nodiscard]] std::string sha256_base64(std::string_view bytes);

/// The same of bytes that come piece by piece.
class Sha256 {
  public:
    Sha256();
    Sha256(Sha256&&) noexcept;
    ~Sha256();
    void add(std::string_view bytes);
    /// Of all that was added; nothing can be added or asked afterwards.
    [[nodiscard]] std::string hex();
    [[nodiscard]] std::string base64();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace cptsim
