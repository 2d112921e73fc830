#include <algorithm>
#include <array>

#include "analysis/effects/answer_cells.hpp"
#include "analysis/effects/answer_numbers.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kShortestBrief = 4;

/// A title up to its first pause.
std::string beginning_of(std::string const& title)
{
    constexpr std::array kPauses = {":", " :", "\u00A0:", "\u202F:", ",", ";", " ;", " (", " \u2013 ", " \u2014 "};
    std::size_t end = title.size();
    for (std::string_view const pause : kPauses)
        for (auto at = title.find(pause); at != std::string::npos; at = title.find(pause, at + 1)) {
            auto const next = at + pause.size();  // "26,50" and "1:2" have no pause
            if (pause.back() != ' ' && pause.back() != '(' && next < title.size() && title[next] != ' ') continue;
            end = std::min(end, at);
            break;
        }
    return end < kShortestBrief ? title : title.substr(0, end);
}

}  // namespace

void name_rows(std::vector<AnswerRow>& rows)
{
    auto const count = [&](std::string AnswerRow::*part, std::string const& text) {
        return std::count_if(rows.begin(), rows.end(), [&](auto const& row) { return row.*part == text; });
    };
    std::vector<std::string> labels;
    for (auto const& row : rows)
        labels.push_back(count(&AnswerRow::label, row.label) > 1 ? shortened(row.label, kLabelLength / 2) + " (" +
                                                                       shortened(row.name, kLabelLength / 2) + ')'
                                                                 : row.label);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].label = labels[i];
        rows[i].brief = beginning_of(labels[i]);
    }
    std::vector<bool> shared;
    for (auto const& row : rows) shared.push_back(count(&AnswerRow::brief, row.brief) > 1);
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (shared[i]) rows[i].brief = rows[i].label;
}

}  // namespace cptsim
