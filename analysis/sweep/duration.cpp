#include "analysis/sweep/duration.hpp"

#include <fmt/format.h>

#include <regex>
#include <string_view>

#include "sim/base/error.hpp"
#include "sim/base/number.hpp"
#include "sim/base/text.hpp"

namespace cptsim {

double parse_duration(std::string const& option, std::string const& text)
{
    double seconds = 0;
    std::string_view rest = text;
    bool good = !rest.empty();
    while (good && !rest.empty()) {
        double const value = take_number<double>(rest).value_or(-1);
        double const unit = rest.starts_with('h') ? 3600 : rest.starts_with('m') ? 60 : rest.starts_with('s') ? 1 : 0;
        good = unit > 0 && value >= 0;
        seconds += value * unit;
        if (good) rest.remove_prefix(1);
    }
    if (!good || !(seconds > 0 && seconds < 1e9))
        throw InputError(both({"{} is \"{}\" (must be a time such as 8h, 90m, 45s or 1h30m)",
                               "{} vaut « {} » (il faut une durée comme 8h, 90m, 45s ou 1h30m)"},
                              option, text));
    return seconds;
}

double parse_time_limit(std::string const& option, std::string const& text)
{
    static std::regex const days("(\\d{1,4})-(\\d{1,2})(:(\\d{1,2}))?(:(\\d{1,2}))?");
    static std::regex const clock("(\\d{1,6})(:(\\d{1,2}))?(:(\\d{1,2}))?");
    constexpr std::size_t kLongest = 32;  // regular expressions do not bear any length
    std::smatch part;
    auto const number = [&](std::size_t i) { return parse_number<double>(part.str(i)).value_or(0); };
    double seconds = 0;
    if (text.size() > kLongest)
        seconds = 0;
    else if (text.find_first_of("hms") != std::string::npos)
        seconds = parse_duration(option, text);
    else if (std::regex_match(text, part, days))
        seconds = 86400 * number(1) + 3600 * number(2) + 60 * number(4) + number(6);
    else if (std::regex_match(text, part, clock))  // "90" and "90:00" are minutes, "1:30:00" begins with hours
        seconds = part[5].matched ? 3600 * number(1) + 60 * number(3) + number(5) : 60 * number(1) + number(3);
    if (!(seconds >= 60 && seconds <= 366.0 * 86400))
        throw InputError(both({"{} is \"{}\" (must be a time from a minute to a year, in the form that Slurm takes) as "
                               "in 90, 02:00:00, 1-12:00:00 or 8h",
                               "{} vaut « {} » (il faut une durée d'une minute à un an, comme l'écrit Slurm) par "
                               "exemple 90, 02:00:00, 1-12:00:00 ou 8h"},
                              option, text));
    return seconds;
}

}  // namespace cptsim
