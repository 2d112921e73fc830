#include "sim/base/number.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>

namespace cptsim {

template <class Number>
std::optional<Number> take_number(std::string_view& text)
{
    Number number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || !std::isfinite(static_cast<double>(number))) return {};
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

template <class Number>
std::optional<Number> parse_number(std::string_view text)
{
    auto const number = take_number<Number>(text);
    return text.empty() ? number : std::nullopt;
}

template std::optional<int> take_number(std::string_view&);
template std::optional<std::uint32_t> take_number(std::string_view&);
template std::optional<std::uint64_t> take_number(std::string_view&);
template std::optional<double> take_number(std::string_view&);
template std::optional<int> parse_number(std::string_view);
template std::optional<std::uint32_t> parse_number(std::string_view);
template std::optional<std::uint64_t> parse_number(std::string_view);
template std::optional<double> parse_number(std::string_view);

bool is_digits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

namespace {

/// Takes digits off the front of a text and returns them.
std::string_view take_digits(std::string_view& text)
{
    auto const digits = text.substr(0, std::min(text.find_first_not_of("0123456789"), text.size()));
    text.remove_prefix(digits.size());
    return digits;
}

/// Takes a blank between thousands off the front of a text, where three digits and no more follow it.
bool take_group_mark(std::string_view& text)
{
    constexpr std::string_view kMarks[] = {" ", "\xC2\xA0", "\xE2\x80\xAF"};  // U+00A0, U+202F
    for (auto const mark : kMarks) {
        if (!text.starts_with(mark)) continue;
        auto rest = text.substr(mark.size());
        if (take_digits(rest).size() != 3) return false;
        text.remove_prefix(mark.size());
        return true;
    }
    return false;
}

}  // namespace

std::optional<double> local_number(std::string_view text)
{
    std::string plain;
    auto rest = text;
    if (rest.starts_with('-')) {
        plain = "-";
        rest.remove_prefix(1);
    }
    auto const first = take_digits(rest);
    if (first.empty()) return parse_number<double>(text);
    plain += first;
    bool in_groups = false;
    while (first.size() <= 3 && take_group_mark(rest)) {
        plain += take_digits(rest);
        in_groups = true;
    }
    if (rest.starts_with(',') || (in_groups && rest.starts_with('.'))) {
        bool const comma = rest.front() == ',';
        rest.remove_prefix(1);
        auto const decimals = take_digits(rest);
        bool const either_way = comma && !in_groups && first[0] != '0' && first.size() <= 3 && decimals.size() == 3;
        if (decimals.empty() || either_way) return {};
        plain += '.';
        plain += decimals;
    }
    if (rest.empty()) return parse_number<double>(plain);
    return in_groups ? std::nullopt : parse_number<double>(text);
}

}  // namespace cptsim
