#include "sim/base/calendar.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>

#include "sim/base/number.hpp"

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

std::optional<int> parse_month(std::string_view text)
{
    if (text.size() != 7 || text[4] != '-') return {};
    auto const year = parse_number<std::uint32_t>(text.substr(0, 4));
    auto const month = parse_number<std::uint32_t>(text.substr(5));
    if (!year || !month || *month < 1 || *month > 12) return {};
    return month_index(static_cast<int>(*year), static_cast<int>(*month));
}

std::string month_words(int month, Language language)
{
    return fmt::format("{} {}", kMonths[static_cast<std::size_t>(month % 12)].in(language), kFirstYear + month / 12);
}

}  // namespace cptsim
