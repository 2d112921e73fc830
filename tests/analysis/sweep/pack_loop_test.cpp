// A run that fails is alone in that, whatever runs it.
#include "analysis/sweep/pack_loop.hpp"

#include <catch2/catch.hpp>

#include <new>
#include <set>
#include <stdexcept>

#include "tests/analysis/sweep/made_up_sweep.hpp"

using namespace cptsim;
using namespace cptsim::test;

namespace {

/// Units of one pack each.
std::vector<std::vector<std::size_t>> each_alone(Sweep const& sweep)
{
    std::vector<std::vector<std::size_t>> units;
    for (auto const pack : all_packs(sweep)) units.push_back({pack});
    return units;
}

/// Made-up results of all packs, one after the other, of which the runs that are `bad` throw.
std::map<std::uint32_t, SweepResult> made_up_runs(Sweep const& sweep, std::set<std::uint32_t> const& bad,
                                                  SweepOptions const& options = {})
{
    MemoryLedger ledger(sweep);
    RunTogether const together = [&](auto const& runs, auto const& stopped) -> std::optional<std::vector<SweepResult>> {
        if (stopped()) return {};
        std::vector<SweepResult> results;
        for (auto const run : runs) {
            if (bad.contains(run)) throw std::runtime_error("no good");
            results.push_back(made_up_result(sweep, run));
        }
        return results;
    };
    run_packs(
        each_alone(sweep), 1, ledger, [&](auto const&) { return together; }, options);
    return std::move(ledger.kept);
}

}  // namespace

TEST_CASE("a run that fails is alone in that")
{
    auto const sweep = made_up_sweep(3, 9);
    auto const some = made_up_runs(sweep, {17, 20});
    REQUIRE(some.size() == sweep.runs());
    for (auto const& [run, result] : some) {
        bool const bad = run == 17 || run == 20;
        CHECK(result.failed() == bad);
        CHECK(result.failure == (bad ? "no good" : ""));
        if (!bad) CHECK(same_values(result.values, made_up_result(sweep, run).values));
    }
}

TEST_CASE("where the first failure is the end, its pack keeps what was done before it")
{
    auto const sweep = made_up_sweep(3, 9);
    SweepOptions options;
    options.fail_fast = true;
    auto const some = made_up_runs(sweep, {17, 20}, options);
    CHECK(some.size() == 18);
    CHECK(some.at(17).failed());
    CHECK_FALSE(some.at(16).failed());
}

TEST_CASE("memory that is not there, and input that is wrong, are no failure of a run")
{
    auto const sweep = made_up_sweep(4, 2);
    auto const units = each_alone(sweep);
    MemoryLedger ledger(sweep);
    RunTogether const no_memory = [](auto const&, auto const&) -> std::optional<std::vector<SweepResult>> {
        throw std::bad_alloc();
    };
    CHECK_THROWS_AS(run_packs(units, 1, ledger, [&](auto const&) { return no_memory; }, {}), std::bad_alloc);
    RunTogether const wrong = [](auto const&, auto const&) -> std::optional<std::vector<SweepResult>> {
        throw InputError("wrong");
    };
    CHECK_THROWS_AS(run_packs(units, 1, ledger, [&](auto const&) { return wrong; }, {}), InputError);
    CHECK(ledger.kept.empty());
}

TEST_CASE("a unit is begun with all its runs, and a pack that is stopped in it leaves what was before")
{
    auto const sweep = made_up_sweep(4, 8);  // 64 runs
    MemoryLedger ledger(sweep);
    std::vector<std::size_t> begun, packs;
    bool stop = false;
    SweepOptions options;
    options.stopped = [&] { return stop; };
    BeginUnit const begin = [&](auto const& all) -> RunTogether {
        begun.push_back(all.size());
        return [&](auto const& runs, auto const&) -> std::optional<std::vector<SweepResult>> {
            if (packs.size() == 3) stop = true;
            if (stop) return {};
            packs.push_back(runs.size());
            std::vector<SweepResult> results;
            for (auto const run : runs) results.push_back(made_up_result(sweep, run));
            return results;
        };
    };
    std::vector<std::vector<std::size_t>> const units{{0, 1}, {2, 3}};
    run_packs(units, 1, ledger, begin, options);
    CHECK(begun == std::vector<std::size_t>{32, 32});
    CHECK(packs == std::vector<std::size_t>{16, 16, 16});
    CHECK(ledger.kept.size() == 48);
}
