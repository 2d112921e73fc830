#include "sim/files/libraries.hpp"

#include <H5public.h>
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/opensslv.h>
#include <toml++/toml.h>

namespace cptsim {

std::string io_libraries()
{
    return fmt::format("HDF5 {}.{}.{}, OpenSSL {}, toml++ {}.{}.{}", H5_VERS_MAJOR, H5_VERS_MINOR, H5_VERS_RELEASE,
                       OpenSSL_version(OPENSSL_VERSION_STRING), TOML_LIB_MAJOR, TOML_LIB_MINOR, TOML_LIB_PATCH);
}

}  // namespace cptsim
