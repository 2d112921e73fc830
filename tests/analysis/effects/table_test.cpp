#include "analysis/effects/table.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <sstream>

#include "tests/analysis/effects/made_up.hpp"
#include "tests/paths.hpp"

using namespace cptsim;

namespace {

constexpr std::array kActiveByFrame = {10, 20, 60};

Observation observe(Plan const& plan, Run const& run)
{
    bool const policy = run.scenario == 1;
    auto const frame = static_cast<std::size_t>(run.replicate / kStreams);
    auto o = with_active(plan, run.scenario, 100 + 10 * run.replicate + (policy ? kActiveByFrame[frame] : 0));
    fill(o, "passive", 500);
    fill(o, "hours_paid", policy && run.replicate % 2 == 1 ? 1000 : 500);
    fill(o, "members_year", 600);
    fill(o, "would_stay", policy ? 300 + run.replicate : 540);
    if (run.replicate >= 2) fill(o, "board", 50);  // two replicates without a board
    fill(o, "severe_board", policy && run.replicate < 12 ? 6 : 5);
    fill(o, "public_cost", policy ? 200000 : 150000);
    if (run.scenario > 0) fill(o, "drawn_in", policy ? 2500 : run.replicate % 4);
    if (policy) fill(o, "deadweight", 12500);
    auto const first = static_cast<std::size_t>(5 * kSpellAges);  // spells begun in 2024
    array_of(o, "spell_exits")[first] = policy ? 2 : 1;
    array_of(o, "spell_censored")[first + 3] = policy ? 8 : 9;
    return o;
}

/// A policy against a reference and a placebo, with 24 replicates in 3 frames; parameter 3 decides would_stay.
Summary made_up_summary()
{
    auto plan = made_up_plan(3, 24);
    plan.scenarios[2].name = "placebo";
    plan.placebo_scenario = 2;
    plan.placebo_replicates = 8;
    plan.territories.rows[1].synthetic = true;
    plan.parameter_source = ParameterSource::prior;
    plan.points.assign(24, std::vector<double>(parameter_fields().size(), 0.5));
    for (std::size_t r = 0; r < 24; ++r) plan.points[r][3] = static_cast<double>(r);
    SummaryRecorder recorder;
    recorder.begin(plan);
    for (auto const& run : planned_runs(plan)) recorder.write(run, observe(plan, run));
    recorder.finish();
    return recorder.summary();
}

std::string text_of(char const* name)
{
    std::ifstream file(test::source_folder() + "/tests/analysis/effects/" + name);
    REQUIRE(file);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// Columns on a terminal: code points, none of which is wide.
std::size_t widest_line(std::string const& text)
{
    std::size_t widest = 0, columns = 0;
    for (char const c : text) {
        columns = c == '\n' ? 0 : columns + ((static_cast<unsigned char>(c) & 0xC0) != 0x80);
        widest = std::max(widest, columns);
    }
    return widest;
}

bool holds(std::string const& text, char const* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the table is the text of tests/analysis/effects/table_en.txt and table_fr.txt")
{
    auto const summary = made_up_summary();
    CHECK(format_table(summary, nullptr, Language::en) == text_of("table_en.txt"));
    CHECK(format_table(summary, nullptr, Language::fr) == text_of("table_fr.txt"));
}

TEST_CASE("the table's numbers are those worked out by hand")
{
    auto const text = format_table(made_up_summary(), nullptr, Language::en);
    // Active: frames' means +1, +2, +6 per 100, so +3 ± 2.919986 sqrt(7 / 3); the reference has 10 + 23/2 and, where
    // there is a board (22 of 24 replicates), 5 more.
    CHECK(holds(text, "26.08    +3.00 ±4.46"));
    CHECK(holds(text, "[+1.00; +6.00] 100 %*"));
    // Hours double in every second replicate: 60 -> 120 h per 1,000 inhabitants and year.
    CHECK(holds(text, "60.0    +30.0 ±0.0"));
    CHECK(holds(text, "[0.0; +60.0] 50 % =12"));
    // Twelve spells of each 24 x 10 end or not: 240 spells, 48 exits: 80 ± sqrt(0.8 x 0.2 / 240).
    CHECK(holds(text, "80.0 ±2.6  reference: 90.0 ±1.9"));
    CHECK(holds(text, "severe exhaustion, board, 2026-12: 2 of 24"));
    CHECK(holds(text,
                "would stay if free, 2026-12 (\u2212, all draws): traits.marginal_income.physiotherapist 1.00 ±0.21"));
    CHECK(holds(text, "With fewer than 60 draws a star can be luck."));
}

TEST_CASE("the table shows what was believed before any data, and marks what the data left as it was")
{
    auto summary = made_up_summary();
    auto const prior = summary;
    summary.plan.parameter_source = ParameterSource::posterior;
    // Values of the reference half as far from zero as before: the level contracts, the effect on the active not.
    for (std::size_t i = 0; i < summary.values.size() / 3; ++i) summary.values[i] *= 0.5;
    auto const text = format_table(summary, &prior, Language::en);
    CHECK(holds(text, "Also 24 replicates with parameters from the priors"));
    CHECK(holds(text, "\nthird line: P(+) before any data\n"));
    CHECK(holds(text, "† Driven by assumption: it is not sure (95 %) that the data have taken 20 % of the variance"));
    auto alone = format_table(summary, nullptr, Language::en);
    CHECK(holds(alone, "No draws from the priors: nothing says which signs are assumed"));
    auto const line_of = [&](char const* start) {
        auto const from = text.find(start, text.find("SCENARIO policy_1"));
        return text.substr(from, text.find('\n', from) - from);
    };
    CHECK(holds(line_of("  h/yr per 1,000 inhabitants"), "†"));
    CHECK_FALSE(holds(text.substr(0, text.find("SCENARIO")), "†"));
    CHECK_FALSE(holds(format_table(prior, nullptr, Language::en), "†"));
    // A star is the prior's: draws of a posterior alone bear none.
    CHECK(holds(text, "100 %*"));
    CHECK_FALSE(holds(format_table(summary, nullptr, Language::en), "%*"));
    CHECK(widest_line(text) <= 118);
}

TEST_CASE("the table says what fixed parameters, few frames and few replicates leave unknown")
{
    auto const table = [](int replicates, Language language) {
        auto const plan = made_up_plan(2, replicates);
        SummaryRecorder recorder;
        recorder.begin(plan);
        for (auto const& run : planned_runs(plan)) recorder.write(run, with_active(plan, run.scenario, 100));
        return format_table(recorder.summary(), nullptr, language);
    };
    auto const few = table(4, Language::en);
    CHECK(holds(few, "Parameters: fixed at their defaults, not calibrated on data; intervals hold chance alone.\n"));
    CHECK(holds(few, "One frame: ± takes its replicates as units and lacks what differs between populations.\n"));
    CHECK(holds(few, "the next one falls outside with probability 40 %.\n"));
    CHECK(holds(few, "0 (identical)"));
    CHECK(holds(few, "Without a placebo in the launch their number is unknown."));
    CHECK(holds(table(4, Language::fr), "Une seule population tirée"));
    CHECK(holds(table(16, Language::en), "Fewer than 5 frames: ± rests on 2 populations"));
    auto const many = table(40, Language::en);
    CHECK_FALSE(holds(many, "rame: ±"));
    CHECK_FALSE(holds(many, "Fewer than"));
    CHECK_FALSE(holds(many, "The last frame"));
    CHECK(holds(table(42, Language::en), "The last frame holds 2 of 8 replicates, yet weighs as much as the others"));
    CHECK_FALSE(holds(few, "The last frame"));   // its replicates are the units
    CHECK_FALSE(holds(few, "Cost of an hour"));  // no hours were given
}

TEST_CASE("the table of an interrupted launch says how many runs it holds")
{
    auto const plan = made_up_plan(2, 8);
    SummaryRecorder recorder;
    recorder.begin(plan);
    for (auto const& run : planned_runs(plan))
        if (run.replicate < 3) recorder.write(run, with_active(plan, run.scenario, 100));
    CHECK(holds(format_table(recorder.summary(), nullptr, Language::en), "Interrupted: 6 of 16 runs are finished"));
    SummaryRecorder nothing;
    nothing.begin(plan);
    CHECK(
        holds(format_table(nothing.summary(), nullptr, Language::fr), "Interrompu : 0 des 16 simulations sont finies"));
}

TEST_CASE("runs that end before the policies show the reference's last December alone")
{
    auto const until = [](int end_month) {
        auto plan = made_up_plan(2, 1);
        plan.end_month = end_month;
        SummaryRecorder recorder;
        recorder.begin(plan);
        for (auto const& run : planned_runs(plan)) recorder.write(run, with_active(plan, run.scenario, 100));
        return format_table(recorder.summary(), nullptr, Language::en);
    };
    auto const before = until(65);
    CHECK(holds(before, "No December after the start of the policies: the reference's last one is shown.\n"));
    CHECK(holds(before, " 2023-12\n"));
    CHECK(holds(before, "REFERENCE base"));
    CHECK_FALSE(holds(before, "SCENARIO"));
    CHECK(holds(until(10), "no December: there is nothing to show"));
    CHECK(holds(until(71), "SCENARIO policy_1"));
}

TEST_CASE("a policy that starts later says from when, and has the dates of its own years")
{
    auto plan = made_up_plan(3, 1);
    auto const table = [&] {
        SummaryRecorder recorder;
        recorder.begin(plan);
        for (auto const& run : planned_runs(plan)) recorder.write(run, with_active(plan, run.scenario, 100));
        return format_table(recorder.summary(), nullptr, Language::en);
    };
    LeverEntry bonus;
    bonus.lever = lever::membership_bonus;
    bonus.month = 60;
    bonus.value.fill(100);
    plan.scenarios[1].levers = plan.scenarios[2].levers = {bonus};
    CHECK_FALSE(holds(table(), "policy from"));
    plan.scenarios[2].levers[0].month = 82;
    auto const text = table();
    auto const own = text.substr(text.find("SCENARIO policy_2: As it might be\npolicy from 2025-11\n"));
    CHECK(holds(own, "2026-12"));
    CHECK_FALSE(holds(own, "2024-12"));
    CHECK(holds(text.substr(text.find("SCENARIO policy_1"), text.find("SCENARIO policy_2")), "2024-12"));
}

TEST_CASE("the table is at most 118 columns wide")
{
    for (auto const language : {Language::en, Language::fr})
        CHECK(widest_line(format_table(made_up_summary(), nullptr, language)) <= 118);
}
