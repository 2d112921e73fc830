#include "sim/base/number.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>

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

}  // namespace cptsim
