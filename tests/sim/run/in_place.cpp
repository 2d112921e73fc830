// Runs that leave their values where a recorder says leave the same as those that hand them over.
#include <catch2/catch.hpp>

#include <algorithm>

#include "sim/run/pack.hpp"
#include "tests/sim/run/made_up_plan.hpp"

using namespace cptsim;

namespace {

/// Gives a place to the runs of odd replicates, and takes the others as they are handed over.
class Placing final : public Recorder {
  public:
    explicit Placing(Memory const& like) : like_(like) {}
    Memory memory;
    std::atomic<int> placed{0}, handed{0}, both{0};

    void begin(Plan const& plan) override
    {
        plan_ = &plan;
        memory.begin(plan);
    }
    std::optional<ObservationPlace> place_for(Run const& run) override
    {
        if (run.replicate % 2 == 0) return {};
        std::scoped_lock const lock(mutex_);
        auto& values = values_[key(run)];
        ObservationPlace place;
        for (auto const& field : like_.kept.at(key(run)).own) values.own.emplace_back(field.size());
        for (auto const& field : like_.kept.at(key(run)).paired) values.paired.emplace_back(field.size());
        return ObservationPlace{{values.own.begin(), values.own.end()}, {values.paired.begin(), values.paired.end()}};
    }
    void write(Run const& run, Observation const& observation) override
    {
        if (run.replicate % 2 == 0) {
            ++handed;
            memory.write(run, observation);
            return;
        }
        ++placed;
        both += !observation.own.empty() || !observation.paired.empty();
        Observation whole;
        {
            std::scoped_lock const lock(mutex_);
            whole = values_.at(key(run));
        }
        whole.professional_months = observation.professional_months;
        memory.write(run, whole);
    }
    void finish() override { memory.finish(); }

  private:
    [[nodiscard]] Memory::Key key(Run const& run) const
    {
        return {plan_->scenarios[static_cast<std::size_t>(run.scenario)].name, run.replicate};
    }

    Memory const& like_;
    Plan const* plan_ = nullptr;
    std::map<Memory::Key, Observation> values_;
    std::mutex mutex_;
};

}  // namespace

TEST_CASE("values that runs leave in place are those that they would have handed over")
{
    // Policies of the third and fourth year: packs that go on from a January of the reference are among these.
    std::vector<Scenario> scenarios{busy_scenario("base", 24)};
    for (int const year : {2, 3}) {
        scenarios.push_back(busy_scenario("from_" + std::to_string(year), 24));
        add_lever(scenarios.back(), lever::lump_sum, year * 12, 500);
    }
    auto const plan = made_up_plan(scenarios, made_up_table(), 53, 20);
    auto const packs = packs_of_frame(plan, 0);
    REQUIRE(std::any_of(packs.begin(), packs.end(), [](auto const& pack) { return pack.first_year > 0; }));
    Memory handed;
    run_into(handed, plan);
    for (int const threads : {1, 3}) {
        Placing placing(handed);
        auto const timing = run_ensemble(plan, placing, threads, {}, nullptr);
        CHECK(placing.placed == 30);
        CHECK(placing.handed == 30);
        CHECK(placing.both == 0);
        double months = 0;
        for (auto const& [key, observation] : handed.kept) {
            INFO(key.first << ' ' << key.second);
            CHECK(difference(observation, placing.memory.kept.at(key)).empty());
            CHECK(observation.professional_months == placing.memory.kept.at(key).professional_months);
            months += observation.professional_months;
        }
        CHECK(timing.professional_months == Approx(months));
    }
}
