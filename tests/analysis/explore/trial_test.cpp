#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "analysis/explore/policy_form.hpp"
#include "analysis/explore/tried.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/parallel.hpp"
#include "sim/results/results_digest.hpp"
#include "sim/results/run_grid.hpp"
#include "sim/run/ensemble.hpp"

using namespace cptsim;

namespace {

std::shared_ptr<Land> small_land()
{
    return std::make_shared<Land>(LandOrigin{"department:48", ""});  // the smallest department
}

MadePolicy policy(char const* start, char const* field, char const* value)
{
    auto made = make_policy(
        {{"name", "x"}, {"start", start}, {"zone_ZIP", "1"}, {"zone_ZAC", "1"}, {"zone_other", "1"}, {field, value}},
        shipped_baseline());
    REQUIRE(made.problems.empty());
    return made;
}

std::shared_ptr<Trial> trial_of(std::shared_ptr<Land> const& land, MadePolicy const& made)
{
    return std::make_shared<Trial>(land, read_policy(made.toml), made.rules);
}

void advance(Trial& trial, int frames)
{
    with_threads(0, [&] {
        for (int frame = 0; frame < frames; ++frame) REQUIRE(trial.advance([] { return false; }));
    });
}

/// Digests of a launch as `cptsim run` makes it, in one go.
class Digests final : public Recorder {
  public:
    void begin(Plan const& plan) override { grid_ = RunGrid(plan); }
    void write(Run const& run, Observation const& observation) override
    {
        std::scoped_lock const lock(mutex_);
        pairs_.emplace_back(run_key(grid_.plan(), run), run_digest(grid_.observations(), observation));
    }
    void finish() override {}
    [[nodiscard]] std::string digest() const
    {
        return file_digest(std::vector<std::pair<std::string_view, std::string_view>>(pairs_.begin(), pairs_.end()));
    }

  private:
    RunGrid grid_;
    std::mutex mutex_;
    std::vector<std::pair<std::string, std::string>> pairs_;
};

/// The launch of `cptsim run` with the results of report and digest.
struct Launched {
    Summary summary;
    ReportSeries series;
    std::string digest;
};
Launched launched(Land const& land, std::vector<std::string> const& tomls, int replicates)
{
    std::vector<Scenario> policies;
    for (auto const& toml : tomls) policies.push_back(read_policy(toml));
    auto plan = land.launch(std::move(policies));
    plan.replicates = replicates;
    plan.points.resize(static_cast<std::size_t>(replicates));
    Digests digests;
    SummaryRecorder summary;
    ReportRecorder series;
    Recorders all;
    all.add(digests), all.add(summary), all.add(series);
    run_ensemble(
        plan, all, 0, [](double) {}, nullptr);
    return {summary.summary(), series.series(), digests.digest()};
}

template <class Values>
bool same(Values const& a, Values const& b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](auto x, auto y) {
               return x == y || (std::isnan(static_cast<double>(x)) && std::isnan(static_cast<double>(y)));
           });
}

}  // namespace

TEST_CASE("policies that are tried frame by frame have the digest and the numbers of their launch")
{
    auto const land = small_land();
    // The first ends its table with 2033, the others with 2034: tables of several hold the dates of all.
    auto const early = policy("01/2024", "coordinators", "1"), usual = policy("01/2026", "indemnity_nurse", "70"),
               late = policy("07/2029", "coordinators", "2");
    std::vector<Tried> all;
    std::vector<std::string> tomls;
    for (auto const& made : {early, usual, late}) {
        auto const trial = trial_of(land, made);
        advance(*trial, 2);
        CHECK(trial->done() == 16);
        all.push_back({trial, read_policy(made.toml)});
        tomls.push_back(made.toml);
    }
    for (std::ptrdiff_t const count : {1, 3}) {
        Findings const findings({all.begin(), all.begin() + count});
        auto const launch = launched(*land, {tomls.begin(), tomls.begin() + count}, 16);
        auto const summary = findings.summary(findings.end_month());
        auto const series = findings.series();
        CHECK(findings.digest() == launch.digest);
        CHECK(summary.dates == launch.summary.dates);
        CHECK(summary.done == launch.summary.done);
        CHECK(same(summary.values, launch.summary.values));
        CHECK(same(summary.money, launch.summary.money));
        CHECK(same(summary.spell_exits, launch.summary.spell_exits));
        CHECK(same(summary.spell_censored, launch.summary.spell_censored));
        CHECK(series.dates == launch.series.dates);
        for (auto const rows : {&ReportSeries::months, &ReportSeries::history, &ReportSeries::professions,
                                &ReportSeries::by_place, &ReportSeries::territories, &ReportSeries::territory_years})
            CHECK(same((series.*rows).values, (launch.series.*rows).values));
        CHECK(findings.prior(findings.end_month()).runs_done() == 16 * static_cast<int>(count + 1));
    }
}

TEST_CASE("policies that are not as far have the simulations that they have, and years end where they are asked to")
{
    auto const land = small_land();
    auto const first = policy("01/2026", "indemnity_nurse", "70"), second = policy("07/2024", "coordinators", "1");
    auto const far = trial_of(land, first), near = trial_of(land, second);
    advance(*far, 2);
    advance(*near, 1);
    Findings const findings({{far, read_policy(first.toml)}, {near, read_policy(second.toml)}});
    auto const whole = findings.summary(findings.end_month());
    CHECK(whole.plan.replicates == 16);
    CHECK(finished_replicates(whole, {0, 1}).size() == 16);
    CHECK(finished_replicates(whole, {0, 2}).size() == 8);
    int const december = month_index(2027, 12);
    auto const cut = findings.summary(december);
    CHECK(cut.dates.back() == december);
    auto const dates = whole.dates;
    CHECK(std::find(dates.begin(), dates.end(), december) == dates.end());  // no table of a launch has it
    auto const row = static_cast<int>(cut.dates.size()) - 1;
    CHECK(cut.value(1, 3, row, indicator::active_) == far->runs().value(1, 3, december / 12 - 5, indicator::active_));
    CHECK(far->runs().dates[static_cast<std::size_t>(december / 12 - 5)] == december);
}

TEST_CASE("lanes that the reference leaves idle are a policy's, and change nothing")
{
    auto const land = small_land();
    auto const first = policy("01/2026", "indemnity_nurse", "70"), second = policy("07/2024", "coordinators", "1");
    for (auto const& made : {first, second}) {  // the first goes along, the second beside what is kept
        auto const trial = trial_of(land, made);
        advance(*trial, 6);
        CHECK(trial->done() == kPriorReplicates + 8);
        Findings const findings({{trial, read_policy(made.toml)}});
        CHECK(findings.digest() == launched(*land, {made.toml}, kPriorReplicates + 8).digest);
        CHECK(findings.prior(findings.end_month()).runs_done() == 2 * kPriorReplicates);
    }
}

TEST_CASE("what was given up leaves nothing behind, and memory is given back")
{
    auto const land = small_land();
    auto const made = policy("01/2026", "indemnity_nurse", "70");
    auto const trial = trial_of(land, made);
    int years = 0;
    with_threads(0, [&] { CHECK_FALSE(trial->advance([&] { return ++years > 3; })); });
    CHECK(trial->done() == 0);
    advance(*trial, 1);
    CHECK(land->bytes() > 0);
    CHECK(land->forget_oldest(-1));
    CHECK(land->bytes() == 0);
    CHECK_FALSE(land->forget_oldest(-1));
    advance(*trial, 1);
    CHECK(Findings({{trial, read_policy(made.toml)}}).digest() == launched(*land, {made.toml}, 16).digest);
}
