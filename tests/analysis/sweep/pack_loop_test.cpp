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

/// Made-up results of all packs, one after the other, of which the runs that are `bad` throw.
std::map<std::uint32_t, SweepResult> made_up_runs(Sweep const& sweep, std::set<std::uint32_t> const& bad,
                                                  SweepOptions const& options = {})
{
    MemoryLedger ledger(sweep);
    auto const packs = all_packs(sweep);
    run_packs(
        packs, 1, ledger,
        [&](auto const& runs, auto const& stopped) -> std::optional<std::vector<SweepResult>> {
            if (stopped()) return {};
            std::vector<SweepResult> results;
            for (auto const run : runs) {
                if (bad.contains(run)) throw std::runtime_error("no good");
                results.push_back(made_up_result(sweep, run));
            }
            return results;
        },
        options);
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
    auto const packs = all_packs(sweep);
    MemoryLedger ledger(sweep);
    RunTogether const no_memory = [](auto const&, auto const&) -> std::optional<std::vector<SweepResult>> {
        throw std::bad_alloc();
    };
    CHECK_THROWS_AS(run_packs(packs, 1, ledger, no_memory, {}), std::bad_alloc);
    RunTogether const wrong = [](auto const&, auto const&) -> std::optional<std::vector<SweepResult>> {
        throw InputError("wrong");
    };
    CHECK_THROWS_AS(run_packs(packs, 1, ledger, wrong, {}), InputError);
    CHECK(ledger.kept.empty());
}
