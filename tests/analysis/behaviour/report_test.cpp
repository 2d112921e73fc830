// The list of patterns and its table.
#include <cmath>
#include <set>

#include "analysis/behaviour/behaviour_report.hpp"
#include "tests/analysis/behaviour/made_up_panel.hpp"

namespace cptsim {
namespace {

std::size_t times(std::string const& text, std::string const& word)
{
    std::size_t n = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++n;
    return n;
}

/// Four draws: 0.25, 0.35, 0.55, 0.75 of everything but of the first pattern, which one draw only has.
std::vector<PatternValues> four_draws()
{
    constexpr std::array kValues = {0.25, 0.35, 0.55, 0.75};
    std::vector<PatternValues> draws(4);
    for (std::size_t d = 0; d < 4; ++d) {
        draws[d].fill(kValues[d]);
        draws[d][behaviour::boards_worse] = d == 0 ? 1 : 0;
        if (d > 0) draws[d][0] = std::nan("");
    }
    return draws;
}

}  // namespace

TEST_CASE("each pattern has words and a source in both languages, a name of its own and a range that is one")
{
    std::set<std::string_view> names;
    for (auto const& p : behaviour_patterns()) {
        INFO(std::string(p.name));
        CHECK(names.insert(p.name).second);
        for (auto const language : {Language::en, Language::fr}) {
            CHECK(*p.definition.in(language) != 0);
            CHECK(*p.source.in(language) != 0);
        }
        CHECK((std::isnan(p.low) ? std::isnan(p.high) : p.low < p.high));
    }
    CHECK(behaviour_patterns().size() == behaviour::count);
}

TEST_CASE("draws are summed up by median, middle nine tenths and share in the range, what holds or not by its share")
{
    auto const s = summarise_behaviour(four_draws());
    CHECK(s[0].draws == 1);
    CHECK(s[behaviour::bonus_12].draws == 4);
    CHECK(s[behaviour::bonus_12].median == Approx(0.45));
    CHECK(s[behaviour::bonus_12].low == Approx(0.25));
    CHECK(s[behaviour::bonus_12].high == Approx(0.75));
    CHECK(s[behaviour::bonus_12].inside == Approx(0.75));  // 0.2 to 0.6
    CHECK(std::isnan(s[behaviour::bonus_24 + 1].inside));
    CHECK(s[behaviour::boards_worse].median == Approx(0.25));
}

TEST_CASE("the table names groups and columns in both languages, and has the priors only where there are any")
{
    BehaviourTable table;
    table.population = "here", table.draws = 4, table.draws_asked = summarise_behaviour(four_draws());
    auto const alone = behaviour_markdown(table, Language::en);
    CHECK(times(alone, "\n## Patterns of behaviour\n") == 1);
    CHECK(times(alone, "\n### ") == pattern_groups().size());
    CHECK(times(alone, " before data |") == 0);
    CHECK(times(alone, "| 20.0 – 60.0 % | 45.0 [25.0 – 75.0] % | 75 % |") == 2);
    CHECK(times(alone, "| 0.25 [0.25 – 0.25] (1) |") == 1);
    table.before_data = table.draws_asked;
    auto const both = behaviour_markdown(table, Language::fr);
    CHECK(times(both, "\n## Motifs de comportement\n") == 1);
    CHECK(times(both, " avant données |") == pattern_groups().size());
    CHECK(times(both, "| 20,0 – 60,0 % | 45,0 [25,0 – 75,0] % | 75 % | 45,0 [25,0 – 75,0] % | 75 % |") == 2);
    CHECK(times(behaviour_csv(table), "\n") == 1 + 2 * behaviour_patterns().size());
    CHECK(times(behaviour_csv(table), "bonus_12,contracts,share,0.2,0.6,prior,0.45,") == 1);
}

}  // namespace cptsim
