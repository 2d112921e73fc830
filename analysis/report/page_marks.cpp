// Marks, colours and text of the first page.
#include <fmt/format.h>

#include <array>

#include "analysis/report/escape.hpp"
#include "analysis/report/first_page.hpp"
#include "analysis/report/words.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kColours = 7;

}  // namespace

std::string mark_html(Confidence confidence, Language language)
{
    constexpr std::array kShapes = {
        "<rect x=\"1.75\" y=\"1.75\" width=\"8.5\" height=\"8.5\" fill=\"none\" stroke=\"currentColor\" "
        "stroke-width=\"1.5\"/>"
        "<path d=\"M2 10L10 2M2 6L6 2M6 10L10 6\" stroke=\"currentColor\" stroke-width=\"1.1\" fill=\"none\"/>",
        "<rect x=\"1.75\" y=\"1.75\" width=\"8.5\" height=\"8.5\" fill=\"none\" stroke=\"currentColor\" "
        "stroke-width=\"1.5\"/>",
        "<rect x=\"1\" y=\"1\" width=\"10\" height=\"10\" fill=\"currentColor\"/>",
        "<rect x=\"1.75\" y=\"1.75\" width=\"8.5\" height=\"8.5\" fill=\"none\" stroke=\"currentColor\" "
        "stroke-width=\"1.5\" "
        "stroke-dasharray=\"2 1.6\"/>"};
    return fmt::format(
        "<svg class=\"mk\" viewBox=\"0 0 12 12\" aria-hidden=\"true\">{}</svg><span class=\"sr\">{}: </span>",
        kShapes[static_cast<std::size_t>(confidence)], html(confidence_words(confidence).in(language)));
}

std::string html(std::string_view text) { return escape_html(typeset(text)); }

std::string colour_class(std::size_t row) { return 'c' + std::to_string(row < kColours ? row + 1 : 0); }

}  // namespace cptsim
