#include "sim/files/digest.hpp"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace cptsim {
namespace {

void require(int status)
{
    if (status != 1) throw std::runtime_error("libcrypto cannot compute SHA-256");
}

}  // namespace

struct Sha256::Impl {
    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
    std::array<unsigned char, 32> take()
    {
        std::array<unsigned char, 32> hash{};
        require(EVP_DigestFinal_ex(context.get(), hash.data(), nullptr));
        return hash;
    }
};

Sha256::Sha256() : impl_(std::make_unique<Impl>())
{
    require(EVP_DigestInit_ex(impl_->context.get(), EVP_sha256(), nullptr));
}
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes)
{
    require(EVP_DigestUpdate(impl_->context.get(), bytes.data(), bytes.size()));
}

std::string Sha256::hex()
{
    constexpr char kDigits[] = "0123456789abcdef";
    std::string hex;
    for (unsigned const byte : impl_->take()) {
        hex += kDigits[byte >> 4];
        hex += kDigits[byte & 15];
    }
    return hex;
}

std::string Sha256::base64()
{
    auto const hash = impl_->take();
    std::array<unsigned char, 45> text{};  // 44 characters and a zero
    EVP_EncodeBlock(text.data(), hash.data(), static_cast<int>(hash.size()));
    return {text.begin(), text.begin() + 44};
}

std::string sha256_hex(std::string_view bytes)
{
    Sha256 hash;
    hash.add(bytes);
    return hash.hex();
}

std::string sha256_base64(std::string_view bytes)
{
    Sha256 hash;
    hash.add(bytes);
    return hash.base64();
}

}  // namespace cptsim
