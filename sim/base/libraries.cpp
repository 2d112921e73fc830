#include "sim/base/libraries.hpp"

#include <fmt/format.h>
#include <oneapi/tbb/version.h>

#include <boost/version.hpp>

namespace cptsim {

std::string base_libraries()
{
    return fmt::format("Boost {}.{}.{}, oneTBB {}.{}.{}, fmt {}.{}.{}", BOOST_VERSION / 100000,
                       BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100, TBB_VERSION_MAJOR, TBB_VERSION_MINOR,
                       TBB_VERSION_PATCH, FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100);
}

}  // namespace cptsim
