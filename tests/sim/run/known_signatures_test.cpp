// Signatures that the table of territories knows: facts of every run, and the law's own way to them.
#include "sim/run/known_signatures.hpp"

#include <catch2/catch.hpp>

#include "sim/base/philox.hpp"
#include "tests/sim/run/made_up_plan.hpp"

using namespace cptsim;

namespace {

using kernel::KnownStep;
using Counts = std::vector<double>;

constexpr int kBy = month_index(2021, 6), kExact = month_index(2020, 11), kMonthsRun = 36;

/// Chi-square of two samples of counts, with one degree of freedom less than there are bins.
double chi_square(Counts const& a, Counts const& b)
{
    double all_a = 0, all_b = 0, sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) all_a += a[i], all_b += b[i];
    for (std::size_t i = 0; i < a.size(); ++i) {
        double const gap = std::sqrt(all_b / all_a) * a[i] - std::sqrt(all_a / all_b) * b[i];
        if (a[i] + b[i] > 0) sum += gap * gap / (a[i] + b[i]);
    }
    return sum;
}

/// Quantile 0.999 of chi-square with seven degrees of freedom.
constexpr double kSevenDegrees = 24.32;

TerritoryTable places(int count, Stage stage, int signature, bool or_before)
{
    TerritoryTable table;
    table.name = "made_up";
    for (int k = 0; k < count; ++k) {
        auto& place = table.rows.emplace_back(made_up_territory("place_" + std::to_string(k), 20000, stage));
        place.density.fill(1);  // hardly anybody: what is looked at does not depend on people
        place.stage_months = 0;
        place.signature = signature;
        place.signature_or_before = or_before;
    }
    return table;
}

/// Fast enough for a few per cent of nothings to sign within two years, and a region that holds nobody up.
Scenario quick(std::string const& name, double letter_rate = 0.1)
{
    Scenario scenario;
    scenario.name = name;
    scenario.policy_month = 12;
    set(scenario, parameter::lifecycle_start_rate, 0.05);
    set(scenario, parameter::lifecycle_letter_rate, letter_rate);
    set(scenario, parameter::lifecycle_abandon_rate, 0.03);
    set(scenario, parameter::lifecycle_regional_capacity, 100);
    return scenario;
}

/// Signatures of the months up to kBy in eight bins of three months, over all runs.
Counts signatures(TerritoryTable const& table, double letter_rate, std::uint64_t seed)
{
    auto plan = made_up_plan({quick("quick", letter_rate)}, table, kBy + 1, 40);
    plan.seed = seed;
    Memory memory;
    run_into(memory, plan, 2);
    Counts counts(8);
    for (auto const& [key, observation] : memory.kept)
        for (int m = kFirstSignature; m <= kBy; ++m)
            counts[static_cast<std::size_t>(m - kFirstSignature) / 3] +=
                value(observation, observable::signatures, static_cast<std::size_t>(m));
    return counts;
}

StageLaw law_with(double letter)
{
    StageLaw law;
    for (int m = 0; m < kMonthsRun; ++m) law.hazards.push_back({0.05, letter, 0.15 + 0.005 * m, m < 12 ? 0.2 : 0.4});
    law.abandon = 0.04;
    law.writing_wait = 3;
    return law;
}

std::vector<float> draws(PhiloxEngine& engine)
{
    std::vector<float> u;
    for (int m = 0; m < kMonthsRun; ++m) u.push_back((static_cast<float>(engine() >> 9) + 0.5f) / 8388608.0f);
    return u;
}

/// Months of the letter of files that signed in kExact, in eight bins: by trying until one does.
Counts letters_by_rejection(StageLaw const& law, int tries)
{
    PhiloxEngine engine(7, 1, 2, 3, 4);
    Counts counts(8);
    for (int k = 0; k < tries; ++k) {
        auto const u = draws(engine);
        int stage = kNone, months = 0, letter = 0, m = 0;
        for (; m <= kExact && stage != kSigned; ++m, ++months) {
            double const draw = static_cast<double>(u[static_cast<std::size_t>(m)]);
            bool const early =
                (stage == kLetter && months < law.writing_wait) || (stage == kValidated && m < kFirstSignature);
            bool const moves =
                !early && draw < law.hazards[static_cast<std::size_t>(m)][static_cast<std::size_t>(stage)];
            bool const abandons = !moves && stage == kPreProject && draw >= 1 - law.abandon;
            if (moves || abandons) stage = moves ? stage + 1 : int{kNone}, months = -1;
            if (moves && stage == kLetter) letter = m;
        }
        if (stage == kSigned && m == kExact + 1) counts[static_cast<std::size_t>(std::max(0, letter - 3) / 2)] += 1;
    }
    return counts;
}

Counts letters_given(StageLaw const& law, int times)
{
    PhiloxEngine engine(8, 1, 2, 3, 4);
    Counts counts(8);
    for (int k = 0; k < times; ++k) {
        ProjectFile file;
        int letter = 0, m = 0;
        for (auto const step : steps_given({kExact, false}, file, law, draws(engine))) {
            file.take(step);
            if (step == kernel::kMovesOn && file.stage == kLetter) letter = m;
            ++m;
        }
        REQUIRE(file.stage == kSigned);
        REQUIRE(m == kExact + 1);
        counts[static_cast<std::size_t>(std::max(0, letter - 3) / 2)] += 1;
    }
    return counts;
}

}  // namespace

TEST_CASE("a signature of a known month falls in it, in every replicate and scenario, whenever policies start")
{
    TerritoryTable table = made_up_table();
    table.rows[3].signature = kExact;  // fir, a pre-project
    table.rows.push_back(made_up_territory("pine", 20000, kNone));
    table.rows.back().signature = kFirstSignature;  // nothing in January 2019, and as early as may be
    std::vector<Scenario> scenarios;
    for (int const start : {0, 8, kExact - 1, kExact + 1}) {
        auto hindered = busy_scenario("hindered " + std::to_string(start), start);
        add_lever(hindered, lever::aci_signature, start, 0);
        auto hurried = busy_scenario("hurried " + std::to_string(start), start);
        add_lever(hurried, lever::progress_impulse, start, 3);
        add_lever(hurried, lever::start_impulse, start, 3);
        scenarios.insert(scenarios.end(), {hindered, hurried});
    }
    auto impossible = busy_scenario("impossible", 0);
    set(impossible, parameter::lifecycle_start_rate, 0);
    set(impossible, parameter::lifecycle_writing_minimum, 36);
    for (auto const& first : {busy_scenario("base", 12), impossible}) {
        auto all = scenarios;
        all.insert(all.begin(), first);
        Memory memory;
        auto alone = table;
        alone.rows = {table.rows[3], table.rows.back()};
        run_into(memory, made_up_plan(all, alone, kMonthsRun, 9), 2);
        REQUIRE(memory.kept.size() == all.size() * 9);
        for (auto const& [key, observation] : memory.kept) {
            INFO(key.first << ' ' << key.second);
            for (int m = 0; m < kMonthsRun; ++m)
                REQUIRE(value(observation, observable::signatures, static_cast<std::size_t>(m)) ==
                        (m == kExact || m == kFirstSignature ? 1 : 0));
        }
    }
}

TEST_CASE("a policy that changes nothing makes no difference where signatures are known, before and after their dates")
{
    auto table = made_up_table();
    table.rows[1].signature = 20, table.rows[3].signature = kBy, table.rows[3].signature_or_before = true;
    table.rows.push_back(made_up_territory("pine", 20000, kNone, "there"));
    table.rows.back().signature = 15, table.rows.back().signature_or_before = true;
    std::vector<Scenario> scenarios{busy_scenario("base", 12)};
    for (int const start : {0, 10, 18, 25}) {
        auto same = busy_scenario("same from " + std::to_string(start), 12);
        add_lever(same, lever::hourly_indemnity, start, 60);
        scenarios.push_back(same);
    }
    Memory memory;
    run_into(memory, made_up_plan(scenarios, table, kMonthsRun, 3), 2);
    for (auto const& scenario : scenarios)
        for (int r = 0; r < 3; ++r) {
            INFO(scenario.name << ' ' << r);
            CHECK(difference(memory.at("base", r), memory.at(scenario.name, r), false) == "");
        }
}

TEST_CASE("a date by which every file is signed anyway changes nothing")
{
    auto table = made_up_table();
    auto known = table;
    for (auto& row : known.rows)
        if (row.stage == kValidated) row.signature = month_index(kLastYear, 12), row.signature_or_before = true;
    Memory free, bound;
    run_into(free, made_up_plan({busy_scenario("base", 12)}, table, kMonthsRun, 8));
    run_into(bound, made_up_plan({busy_scenario("base", 12)}, known, kMonthsRun, 8));
    CHECK(compare(free, bound).difference == "");
}

TEST_CASE("signed by a month: all are, and their months are those of the law's runs that signed by then")
{
    // 12,000 ways each, of which some thousand sign unbidden; they are independent, since nobody waits for the region.
    // False alarm: 0.001.
    auto const given = signatures(places(300, kNone, kBy, true), 0.1, 1);
    double all = 0;
    for (double const n : given) all += n;
    REQUIRE(all == 300 * 40);
    auto const free = places(300, kNone, kUnknownMonth, false);
    auto const by_rejection = signatures(free, 0.1, 2);
    CHECK(chi_square(given, by_rejection) < kSevenDegrees);
    // The twin: a law whose letters come a third as fast is found out.
    CHECK(chi_square(given, signatures(free, 0.03, 2)) > kSevenDegrees);
}

TEST_CASE("a region that holds files up acts on the known ones, which wait like any other")
{
    // Thirty known of 300 places, whose region moves less than half of its files; years of signature of the known, and
    // of the same places where nothing is known and they signed by then. Two degrees of freedom; false alarm: 0.001.
    constexpr std::size_t kKnown = 30;
    auto const years_of = [](int signature, double capacity, std::uint64_t seed) {
        auto table = places(300, kPreProject, kUnknownMonth, false);
        for (std::size_t k = 0; k < kKnown; ++k)
            table.rows[k].signature = signature, table.rows[k].signature_or_before = true;
        auto scenario = quick("held up");
        set(scenario, parameter::lifecycle_regional_capacity, capacity);
        set(scenario, parameter::lifecycle_turnover_rate, 0);  // else all places of a replicate have one capacity
        auto plan = made_up_plan({scenario}, table, 36, 40);
        plan.seed = seed;
        Memory memory;
        run_into(memory, plan, 2);
        Counts counts(3);
        for (auto const& [key, observation] : memory.kept)
            for (std::size_t k = 0; k < kKnown; ++k)
                for (std::size_t year = 0; year < 3; ++year)
                    if (value(observation, observable::territory_stage, year * 300 + k) == double{kSigned}) {
                        ++counts[year];
                        break;
                    }
        return counts;
    };
    auto const given = years_of(35, 20, 1);
    REQUIRE(given[0] + given[1] + given[2] == kKnown * 40);
    constexpr double kTwoDegrees = 13.82;
    CAPTURE(given);
    auto const by_rejection = years_of(kUnknownMonth, 20, 2);
    CAPTURE(by_rejection);
    CHECK(chi_square(given, by_rejection) < kTwoDegrees);
    // The twin: the law of a region that holds nobody up is found out.
    CHECK(chi_square(given, years_of(kUnknownMonth, 100, 2)) > kTwoDegrees);
}

TEST_CASE("the way to a signature of a known month is that of the law's runs that signed in it")
{
    // 20,000 ways against those of 400,000 tries that end in the month. False alarm: 0.001.
    auto const given = letters_given(law_with(0.12), 20000);
    CHECK(chi_square(given, letters_by_rejection(law_with(0.12), 400000)) < kSevenDegrees);
    CHECK(chi_square(given, letters_by_rejection(law_with(0.04), 400000)) > kSevenDegrees);
}
