#include "sim/io/digest.hpp"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace cptsim {
namespace {

std::array<unsigned char, 32> sha256(std::string_view bytes)
{
    std::array<unsigned char, 32> hash{};
    if (EVP_Digest(bytes.data(), bytes.size(), hash.data(), nullptr, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("libcrypto cannot compute SHA-256");
    return hash;
}

}  // namespace

std::string sha256_hex(std::string_view bytes)
{
    constexpr char kDigits[] = "0123456789abcdef";
    std::string hex;
    for (unsigned const byte : sha256(bytes)) {
        hex += kDigits[byte >> 4];
        hex += kDigits[byte & 15];
    }
    return hex;
}

std::string sha256_base64(std::string_view bytes)
{
    auto const hash = sha256(bytes);
    std::array<unsigned char, 45> text{};  // 44 characters and a zero
    EVP_EncodeBlock(text.data(), hash.data(), static_cast<int>(hash.size()));
    return {text.begin(), text.begin() + 44};
}

}  // namespace cptsim
