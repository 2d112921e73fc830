#include "sim/base/calendar.hpp"

#include <fmt/format.h>

#include <array>

namespace cptsim {
namespace {

constexpr std::array<Text, 12> kMonths = {{{"January", "janvier"},
                                           {"February", "février"},
                                           {"March", "mars"},
                                           {"April", "avril"},
                                           {"May", "mai"},
                                           {"June", "juin"},
                                           {"July", "juillet"},
                                           {"August", "août"},
                                           {"September", "septembre"},
                                           {"October", "octobre"},
                                           {"November", "novembre"},
                                           {"December", "décembre"}}};

}  // namespace

std::string month_name(int month) { return fmt::format("{}-{:02}", kFirstYear + month / 12, month % 12 + 1); }

std::string month_words(int month, Language language)
{
    return fmt::format("{} {}", kMonths[static_cast<std::size_t>(month % 12)].in(language), kFirstYear + month / 12);
}

}  // namespace cptsim
