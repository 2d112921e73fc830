// Sheets that an adviser looks for are there under their names, in both languages.
#include "analysis/report/sheets.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "analysis/effects/answer.hpp"
#include "tests/analysis/report/made_up_report.hpp"

using namespace cptsim;

namespace {

/// The texts of a column.
std::vector<std::string> column_texts(Sheet const& sheet, std::size_t column)
{
    std::vector<std::string> all;
    for (auto const& row : sheet.rows)
        if (auto const* text = std::get_if<std::string>(&row.at(column))) all.push_back(*text);
    return all;
}

}  // namespace

TEST_CASE("a workbook of a launch has the answer behind its notes, and the budget", "[report]")
{
    MadeUpReport const report;
    struct Names {
        Language language;
        char const *answer, *budget, *hour, *member;
    };
    for (auto const& [language, answer, budget, hour, member] :
         {Names{Language::en, "Answer", "Budget", "cost per additional hour", "cost per additional active member"},
          Names{Language::fr, "Réponse", "Budget", "coût par heure de plus", "coût par membre actif de plus"}}) {
        auto const sheets = run_sheets(report.input(), language);
        REQUIRE(sheets.size() > 2);
        CHECK(sheets[1].name == answer);
        auto const has = [&](char const* name) {
            return std::any_of(sheets.begin(), sheets.end(), [&](auto const& sheet) { return sheet.name == name; });
        };
        CHECK(has(budget));
        CHECK_FALSE(has("Answers"));
        auto const indicators = column_texts(sheets[1], 1);
        for (auto const* one : {hour, member}) CHECK(std::count(indicators.begin(), indicators.end(), one) == 2);
        // A level and an effect of each column, the means as numbers.
        CHECK(sheets[1].rows.size() == 2 * kAnswerColumns);
        CHECK(std::holds_alternative<double>(sheets[1].rows[0].at(4)));
    }
}
