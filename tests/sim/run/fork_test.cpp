// Runs that go on from a January of the reference are the runs that began in 2019, bit for bit.
#include <catch2/catch.hpp>

#include <functional>

#include "sim/run/chosen_packs.hpp"
#include "sim/run/pack_run.hpp"
#include "tests/sim/run/made_up_plan.hpp"

using namespace cptsim;

namespace {

constexpr int kMonthsRun = 53;  // ends in a May: the last December is that of the fourth year

Scenario policy(std::string const& name) { return busy_scenario(name, 24); }

Scenario with_lever(std::string const& name, int lever, int month, double value, int ramp = 0,
                    Target const& target = {})
{
    auto s = policy(name);
    add_lever(s, lever, month, value, ramp, target);
    return s;
}

Target there()
{
    Target target;
    target.regions = {"there"};
    return target;
}

/// A reference under which attachment, contracts and a ceiling are at work before anything forks.
Scenario base()
{
    auto s = policy("base");
    add_lever(s, lever::contract_bonus, 5, 200);
    add_lever(s, lever::budget, 12, 9);
    return s;
}

/// The reference with more in it.
Scenario more(Scenario const& law)
{
    auto s = base();
    s.name = law.name;
    for (auto const& entry : law.levers)
        if (entry.month >= 12) add_lever(s, entry.lever, entry.month, entry.value[0], entry.ramp, entry.target);
    s.parameters = law.parameters;
    s.policy_month = law.policy_month;
    return s;
}

/// Starts in January, July and December; targeted and ramped levers, a ceiling, a parameter, another cohort.
std::vector<Scenario> policies()
{
    auto parameter = with_lever("parameter", lever::attachment, 30, 1), cohort = policy("cohort");
    set(parameter, parameter::participation_norm_value, 3);
    add_lever(cohort, lever::lump_sum, 36, 0), cohort.policy_month = 36;
    std::vector<Scenario> all{with_lever("january", lever::attachment, 24, 1),
                              with_lever("july", lever::lump_sum, 30, 0),
                              with_lever("december", lever::activity_bonus, 35, 2400),
                              with_lever("targeted", lever::hourly_indemnity, 38, 120, 0, there()),
                              with_lever("ramped", lever::membership_bonus, 26, 1200, 20),
                              with_lever("ceiling", lever::budget, 24, 3, 0, there()),
                              with_lever("last_months", lever::attachment, 50, 2),
                              policy("nothing"),
                              parameter,
                              cohort};
    for (auto& s : all) s = more(s);
    return all;
}

TerritoryTable table()
{
    auto t = made_up_table();
    t.rows.push_back(made_up_territory("bay", 20000, kPreProject));  // still on its way when others fork
    t.rows.push_back(made_up_territory("fen", 20000, kPreProject));
    t.rows[1].signature = 30;  // known, after some of the forks
    t.rows[3].signature = 20, t.rows[3].signature_or_before = true;
    return t;
}

Plan plan_of(std::vector<Scenario> scenarios, int replicates)
{
    auto plan = made_up_plan(std::move(scenarios), table(), kMonthsRun, replicates);
    plan.points.clear();
    for (int r = 0; r < replicates; ++r) plan.points.push_back(prior_point(plan.seed, r));
    return plan;
}

/// The reference and all policies, in one launch.
Plan launch(int replicates, int copies = 1)
{
    std::vector<Scenario> scenarios{base()};
    for (int copy = 0; copy < copies; ++copy)
        for (auto scenario : policies()) {
            scenario.name += copy == 0 ? "" : "_" + std::to_string(copy);
            scenarios.push_back(scenario);
        }
    return plan_of(scenarios, replicates);
}

/// Each policy in a launch of its own, beside the reference in one pack: nothing forks.
void run_apart(Plan const& plan, Memory& memory)
{
    for (int s = 1; s < static_cast<int>(plan.scenarios.size()); ++s) {
        auto pair = plan;
        pair.scenarios = {plan.scenarios[0], plan.scenarios[static_cast<std::size_t>(s)]};
        pair.placebo_scenario = s == plan.placebo_scenario ? 1 : -1;
        for (int frame = 0; frame < frames_of(pair); ++frame) REQUIRE(packs_of_frame(pair, frame).size() == 1);
        Memory own;
        run_into(own, pair);
        memory.kept.merge(own.kept);
    }
}

void require_same(Plan const& plan, int threads)
{
    Memory together, apart;
    run_into(together, plan, threads);
    run_apart(plan, apart);
    auto const found = compare(together, apart);
    CHECK(found.difference == "");
    CHECK(found.shared == static_cast<int>(planned_runs(plan).size()));
    CHECK(together.written_again == 0);
    CHECK(together.kept.size() == apart.kept.size());
}

int year_of(Plan const& plan, std::string const& name)
{
    for (std::size_t s = 0; s < plan.scenarios.size(); ++s)
        if (plan.scenarios[s].name == name) return fork_year(plan, static_cast<int>(s));
    throw std::logic_error(name);
}

}  // namespace

TEST_CASE("a scenario forks in the January of the first year in which anything differs")
{
    auto const plan = launch(1);
    for (auto const* name : {"january", "july", "december", "ramped", "ceiling"}) {
        INFO(name);
        CHECK(year_of(plan, name) == 2);
    }
    CHECK(year_of(plan, "targeted") == 3);
    CHECK(year_of(plan, "last_months") == 4);
    CHECK(year_of(plan, "nothing") == 4);
    CHECK(year_of(plan, "parameter") == 0);
    CHECK(year_of(plan, "cohort") == 0);
}

TEST_CASE("forked runs are the unforked ones, bit for bit: own, paired, spells, cohort")
{
    for (int const replicates : {8, 11}) {
        auto const plan = launch(replicates);
        INFO(replicates << " replicates");
        auto const packs = packs_of_frame(plan, 0);
        REQUIRE(packs.size() == 6);
        CHECK(packs.front().first_year == 0);
        CHECK(packs.back().first_year >= 3);
        CHECK(std::count_if(packs.begin(), packs.end(), [](auto const& pack) { return pack.first_year > 0; }) >= 4);
        require_same(plan, replicates == 8 ? 1 : 3);
    }
}

TEST_CASE("forked runs are the unforked ones with more scenarios than a pack has lanes, and one replicate")
{
    auto const plan = launch(1, 3);
    CHECK(packs_of_frame(plan, 0).size() == 2);
    require_same(plan, 2);
}

TEST_CASE("forked runs are the unforked ones beside a placebo twin of some replicates")
{
    auto plan = launch(7);
    auto twin = more(with_lever("placebo", lever::membership_bonus, 24, 1));
    plan.scenarios.push_back(twin);
    plan.placebo_scenario = static_cast<int>(plan.scenarios.size()) - 1;
    plan.placebo_replicates = 5;
    require_same(plan, 2);
}

TEST_CASE("each pack alone, with what it goes on from, gives the runs that it gives in a launch")
{
    auto const plan = launch(8);
    Memory together;
    run_into(together, plan);
    std::size_t runs = 0;
    for (auto const& address : packs_of(plan)) {
        Memory alone;
        alone.begin(plan);
        run_chosen_packs(
            plan, {address}, 2, [&](Run const& run, Observation const& of) { alone.write(run, of); }, nullptr);
        INFO("pack " << address.pack);
        CHECK(alone.kept.size() == runs_of(plan, address).size());
        CHECK(compare(together, alone).difference == "");
        runs += alone.kept.size();
    }
    CHECK(runs == together.kept.size());
}

TEST_CASE("every part of what a run takes over counts")
{
    auto const plan = launch(8);
    auto const frame = draw_frame(plan, 0);
    auto const packs = packs_of_frame(plan, 0);
    // The pack of the second January, with what the reference left as `meddle` leaves it.
    auto const& pack = *std::find_if(packs.begin(), packs.end(), [](auto const& p) { return p.first_year == 2; });
    auto const run = [&](std::function<void(ReferenceRuns&, January&)> const& meddle) {
        ReferenceRuns reference(plan);
        reference.asked = {2};
        PackRun first(plan, frame, packs.front());
        first.keep(reference);
        first.initialise();
        for (int year = 0; year < years_begun(plan); ++year) first.advance_year(year);
        for (int lane = 0; lane < static_cast<int>(packs.front().runs.size()); ++lane)
            (void)first.take_observation(lane);
        CHECK(reference.bytes() > 100000);
        meddle(reference, reference.januaries.at(0));
        PackRun second(plan, frame, pack, &reference);
        second.initialise();
        for (int year = 2; year < years_begun(plan); ++year) second.advance_year(year);
        std::vector<Observation> lanes;
        for (std::size_t lane = 0; lane < pack.runs.size(); ++lane)
            lanes.push_back(second.take_observation(static_cast<int>(lane)));
        return lanes;
    };
    auto const first_difference = [](auto const& a, auto const& b) {
        std::string found;
        for (std::size_t lane = 0; lane < a.size() && found.empty(); ++lane) found = difference(a[lane], b[lane]);
        return found;
    };
    auto const untouched = run([](auto&, auto&) {});
    CHECK(first_difference(untouched, run([](auto&, auto&) {})) == "");
    auto const changes = [&](char const* what, std::function<void(ReferenceRuns&, January&)> const& meddle) {
        INFO(what);
        CHECK(first_difference(untouched, run(meddle)) != "");
    };
    changes("state", [](auto&, January& j) {
        constexpr std::size_t kRow = std::size_t{kernel::kColumns} * 8;  // of eight runs
        for (std::size_t at = 0; at < j.state.size(); at += kRow)
            std::fill_n(j.state.data() + at + std::size_t{kernel::kAttitude} * 8, 8, 0.25f);
    });
    changes("view", [](auto&, January& j) { std::fill(j.view.begin(), j.view.end(), 0.0f); });
    changes("cpts", [](auto&, January& j) {
        constexpr std::size_t kEfficacy = 9;  // row of struct Cpts
        for (std::size_t k = 0; k < 8; ++k) j.cpts[kEfficacy * 8 + k] *= 0.5f;
    });
    changes("opinion", [](auto&, January& j) { std::fill(j.opinion.begin(), j.opinion.end(), 0.9f); });
    changes("waiting", [](auto&, January& j) { std::fill(j.waiting.begin(), j.waiting.end(), 1000000); });
    changes("claims", [](auto&, January& j) { std::fill(j.claims.begin(), j.claims.end(), std::int64_t{1} << 50); });
    changes("spells", [](auto&, January& j) { std::fill(j.spells.begin(), j.spells.end(), 7); });
    changes("observations", [](ReferenceRuns& r, auto&) {
        for (auto& observation : r.observed) observation.own[observable::active][8] = -1;
    });
    changes("statuses", [](ReferenceRuns& r, auto&) {
        for (auto& december : r.decembers) std::fill(december.status.begin(), december.status.end(), 3);
    });
    changes("offers", [](ReferenceRuns& r, auto&) {
        for (auto& december : r.decembers) std::fill(december.offers.begin(), december.offers.end(), -50.0f);
    });
    changes("known signatures", [&](ReferenceRuns& r, auto&) {
        r.known = KnownSignatures(made_up_plan({base()}, made_up_table(), kMonthsRun, 1));
    });
}

TEST_CASE("a pack that stands apart is not run without its reference")
{
    auto const plan = launch(8);
    auto const frame = draw_frame(plan, 0);
    auto const packs = packs_of_frame(plan, 0);
    CHECK_THROWS_AS(PackRun(plan, frame, packs.back()), std::logic_error);
    ReferenceRuns reference(plan);
    PackRun first(plan, frame, packs.front());
    first.keep(reference);
    PackRun run(plan, frame, packs.back(), &reference);
    CHECK_THROWS_AS(run.initialise(), std::logic_error);
}
