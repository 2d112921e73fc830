#include <catch2/catch.hpp>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "analysis/explore/policy_form.hpp"
#include "analysis/explore/trial.hpp"
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

std::string policy(char const* start, char const* field, char const* value)
{
    auto const made = make_policy(
        {{"name", "x"}, {"start", start}, {"zone_ZIP", "1"}, {"zone_ZAC", "1"}, {"zone_other", "1"}, {field, value}},
        shipped_baseline());
    REQUIRE(made.problems.empty());
    return made.toml;
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

std::string launched(Land const& land, std::string const& toml, int replicates)
{
    auto plan = land.launch({read_policy(toml)});
    plan.replicates = replicates;
    plan.points.resize(static_cast<std::size_t>(replicates));
    Digests digests;
    run_ensemble(
        plan, digests, 0, [](double) {}, nullptr);
    return digests.digest();
}

bool never() { return false; }

}  // namespace

TEST_CASE("a policy that is tried frame by frame has the digest and the answer of the launch")
{
    auto const land = small_land();
    for (auto const& toml : {policy("01/2026", "indemnity_nurse", "70"), policy("07/2024", "coordinators", "1")}) {
        Trial trial(land, {toml});
        with_threads(0, [&] {
            REQUIRE(trial.advance(never));
            REQUIRE(trial.advance(never));
        });
        CHECK(trial.done() == 16);
        CHECK(trial.digest() == launched(*land, toml, 16));
        CHECK(trial.digest() != launched(*land, toml, 8));
        CHECK(trial.summary().plan.replicates == 16);
        CHECK(trial.summary().runs_done() == 32);
        CHECK(trial.prior().runs_done() == 32);
    }
}

TEST_CASE("lanes that the reference leaves idle are a policy's, and change nothing")
{
    auto const land = small_land();
    auto const first = policy("01/2026", "indemnity_nurse", "70"), second = policy("07/2024", "coordinators", "1");
    for (auto const& toml : {first, second}) {  // the first goes along, the second beside what is kept
        Trial trial(land, {toml});
        with_threads(0, [&] {
            for (int frame = 0; frame < 6; ++frame) REQUIRE(trial.advance(never));
        });
        CHECK(trial.done() == kPriorReplicates + 8);
        CHECK(trial.digest() == launched(*land, toml, kPriorReplicates + 8));
        CHECK(trial.prior().runs_done() == 2 * kPriorReplicates);
    }
}

TEST_CASE("what was given up leaves nothing behind, and memory is given back")
{
    auto const land = small_land();
    auto const toml = policy("01/2026", "indemnity_nurse", "70");
    Trial trial(land, {toml});
    int years = 0;
    with_threads(0, [&] {
        CHECK_FALSE(trial.advance([&] { return ++years > 3; }));
        CHECK(trial.done() == 0);
        REQUIRE(trial.advance(never));
        CHECK(land->bytes() > 0);
        CHECK(land->forget_oldest(-1));
        CHECK(land->bytes() == 0);
        CHECK_FALSE(land->forget_oldest(-1));
        REQUIRE(trial.advance(never));
    });
    CHECK(trial.digest() == launched(*land, toml, 16));
}
