// Packs of a sweep that go on from a common history give what each would give alone.
#include "analysis/sweep/shared_history.hpp"

#include <catch2/catch.hpp>

#include <set>

#include "analysis/sweep/pilot.hpp"
#include "sim/run/frame.hpp"
#include "sim/run/pack.hpp"
#include "sim/run/reference_runs.hpp"
#include "tests/analysis/sweep/made_up_sweep.hpp"

using namespace cptsim;
using namespace cptsim::test;

namespace {

/// Four scenarios over four years that part from each other in 2021 at the earliest.
Sweep parting_sweep(std::string const& factors, int points, int replicates)
{
    auto sweep = made_up_sweep(1, replicates);
    auto const name = [](char const* text) { return busy_scenario(text, 24); };
    auto a = name("a"), b = name("b"), c = name("c"), d = name("d");
    add_lever(b, lever::lump_sum, 30, 2000, 9);
    add_lever(c, lever::attachment, 24, 1);
    add_lever(d, lever::hourly_indemnity, 47, 90);
    sweep.plan = made_up_plan({a, b, c, d}, readable_table(), 48, replicates);
    sweep.plan.points.clear();
    for (int r = 0; r < replicates; ++r) sweep.plan.points.push_back(prior_point(7, r));
    sweep.factors = read_known_study("[factors]\n" + factors, "made_up.toml", sweep.plan.scenarios, {}).factors;
    sweep.design.clear();
    for (int p = 0; p < points; ++p) {
        sweep.design.emplace_back();
        for (auto const& factor : sweep.factors)
            sweep.design.back().push_back(factor_value(factor, (p + 0.5) / points));
    }
    return sweep;
}

constexpr char const* kParameter = "\"strain.base_rate\" = { uniform = [0.008, 0.028] }\n";
constexpr char const* kLever = "\"levers.hourly_indemnity.2021-06\" = { uniform = [30, 100], scenarios = [\"b\"] }\n";

/// Every run as a pack computed it that shared nothing.
std::map<std::uint32_t, SweepResult> run_apart(Sweep const& sweep)
{
    std::map<std::uint32_t, SweepResult> results;
    for (auto const pack : all_packs(sweep)) {
        MemoryLedger ledger(sweep);
        run_sweep(sweep, std::vector<std::size_t>{pack}, ledger, {});
        results.merge(ledger.kept);
    }
    return results;
}

void require_same(std::map<std::uint32_t, SweepResult> const& a, std::map<std::uint32_t, SweepResult> const& b)
{
    REQUIRE(a.size() == b.size());
    for (auto const& [run, result] : a) {
        INFO("run " << run << ' ' << result.failure);
        REQUIRE_FALSE(result.failed());
        REQUIRE(same_values(result.values, b.at(run).values));
    }
}

}  // namespace

TEST_CASE("runs that share a history give the same, bit for bit, as runs that do not")
{
    for (auto const& [factors, points, replicates] :
         {std::tuple(std::string(kParameter), 3, 9), std::tuple(std::string(kLever), 3, 11),
          std::tuple(std::string(kParameter) + kLever, 2, 8)}) {
        auto const sweep = parting_sweep(factors, points, replicates);
        SharedHistory const history(sweep);
        INFO(factors << points << ' ' << replicates);
        CHECK(history.year() == 2);
        CHECK(history.units() < SweepPacks(sweep).size());
        auto const together = run_all(sweep);
        REQUIRE(together.size() == sweep.runs());
        require_same(together, run_apart(sweep));
    }
}

TEST_CASE("a unit holds at most sixteen histories, and no unit is in two frames")
{
    auto const sweep = parting_sweep(kParameter, 5, 19);
    SharedHistory const history(sweep);
    SweepPacks const packs(sweep);
    std::map<std::size_t, std::set<SharedHistory::History>> of_unit;
    std::map<std::size_t, int> frame;
    for (std::size_t pack = 0; pack < packs.size(); ++pack) {
        auto const unit = history.unit_of(pack);
        CHECK((pack == 0 || unit - history.unit_of(pack - 1) <= 1));
        CHECK(frame.emplace(unit, packs[pack].frame).first->second == packs[pack].frame);
        for (std::size_t i = 0; i < packs[pack].count; ++i)
            of_unit[unit].insert(history.of(sweep.run(packs[pack].first + i)));
    }
    CHECK(of_unit.size() == history.units());
    for (auto const& [unit, histories] : of_unit) CHECK(histories.size() <= kLanes);
}

TEST_CASE("nothing is shared where nothing is gained")
{
    auto early = parting_sweep("\"levers.lump_sum.2019-06\" = { uniform = [0, 1000] }\n", 3, 8);
    CHECK(SharedHistory(early).year() == 0);
    CHECK(SharedHistory(early).unit_bytes() == pack_bytes(early.plan));
    auto alone = parting_sweep(kParameter, 20, 8);
    alone.plan.scenarios.resize(1);
    for (auto& factor : alone.factors) factor.scenarios.resize(1);
    CHECK(SharedHistory(alone).year() == 0);  // each run has parameters of its own
    auto own = parting_sweep(kParameter, 3, 8);
    own.plan.scenarios[1].parameters[0] = 0.5;
    auto const classes = SharedHistory(own);
    CHECK(classes.of({1, 0, 0}) != classes.of({0, 0, 0}));
    CHECK(classes.of({2, 0, 0}) == classes.of({0, 0, 0}));
}

TEST_CASE("a lever that moves projects parts histories where a known signature comes after it")
{
    auto sweep = parting_sweep(kParameter, 3, 8);
    add_lever(sweep.plan.scenarios[2], lever::start_impulse, 24, 3);
    auto const shares = [&](int signature) {
        sweep.plan.territories.rows[1].signature = signature;
        SharedHistory const history(sweep);
        return history.of({2, 0, 0}) == history.of({0, 0, 0});
    };
    CHECK(shares(kUnknownMonth));
    CHECK_FALSE(shares(30));
    CHECK(shares(23));
}

TEST_CASE("whatever lever differs, known signatures after the fork are those of runs that share nothing")
{
    auto sweep = parting_sweep(kParameter, 1, 1);
    sweep.plan.territories.rows[3].signature = 41;
    sweep.plan.scenarios.resize(1);
    auto const base = sweep.plan.scenarios.front();
    for (std::size_t lever = 0; lever < lever_fields().size(); ++lever) {
        auto& other = sweep.plan.scenarios.emplace_back(base);
        auto const& field = lever_fields()[lever];
        add_lever(other, static_cast<int>(lever), 24, field.default_value == field.max ? field.min : field.max);
    }
    for (auto& factor : sweep.factors) factor.scenarios.assign(sweep.plan.scenarios.size(), true);
    CHECK(SharedHistory(sweep).year() == 2);
    CHECK(SharedHistory(sweep).unit_bytes() == pack_bytes(sweep.plan) + slots_of(sweep.plan) * kLanes * kJanuaryBytes);
    CHECK(SharedHistory(sweep).units() < SweepPacks(sweep).size());
    require_same(run_all(sweep), run_apart(sweep));
}

TEST_CASE("what a sweep left at a stop, and what its shards did, is what it gives in one go")
{
    auto const sweep = parting_sweep(kParameter, 3, 9);
    auto const whole = run_all(sweep);
    Folder const folder;
    std::map<std::uint32_t, SweepResult> parts;
    SweepPacks const packs(sweep);
    SharedHistory const history(sweep);
    for (std::size_t part = 0; part < 2; ++part) {
        MemoryLedger ledger(sweep);
        auto const own = packs_to_do(packs, history, {part, 2}, [](std::size_t) { return true; });
        run_sweep(sweep, own, ledger, {});
        for (auto const& [run, result] : ledger.kept) CHECK(parts.emplace(run, result).second);
    }
    require_same(whole, parts);

    // Stopped in the middle of a unit: the rest is another unit's beginning, of fewer packs and histories.
    MemoryLedger ledger(sweep);
    auto const all = all_packs(sweep);
    run_sweep(sweep, std::span(all).first(1), ledger, {});
    run_sweep(sweep, std::span(all).subspan(1), ledger, {});
    require_same(whole, ledger.kept);
}

TEST_CASE("a pilot runs whole units: a part of one would pay for the history of all its packs")
{
    auto const packs_of = [](Sweep const& sweep, std::size_t units) {
        SharedHistory const history(sweep);
        std::size_t packs = 0;
        while (packs < SweepPacks(sweep).size() && history.unit_of(packs) < units) ++packs;
        return packs;
    };
    auto const shared = parting_sweep(kLever, 5, 24);
    REQUIRE(SharedHistory(shared).units() > 2);
    REQUIRE(packs_of(shared, 1) > 2);
    CHECK(measure_pilot(shared, 1).packs == packs_of(shared, 1));
    CHECK(measure_pilot(shared, 2).packs == packs_of(shared, 2));
    auto const apart = parting_sweep("\"levers.lump_sum.2019-06\" = { uniform = [0, 1000] }\n", 3, 8);
    REQUIRE(packs_of(apart, 1) == 1);
    CHECK(measure_pilot(apart, 1).packs == 2);  // one alone is a poor measure
}
