// What a recorder is promised: each run once, whole, and an end, even when the launch is interrupted.
#include <catch2/catch.hpp>

#include "tests/sim/run/made_up_plan.hpp"

using namespace cptsim;

namespace {

/// Asks to stop after some runs.
class Impatient final : public Recorder {
  public:
    Memory memory;
    std::atomic<bool> stop{false};
    explicit Impatient(std::size_t enough) : enough_(enough) {}
    void begin(Plan const& plan) override { memory.begin(plan); }
    void write(Run const& run, Observation const& observation) override
    {
        memory.write(run, observation);
        std::scoped_lock const lock(mutex_);
        if (++written_ >= enough_) stop = true;
    }
    void finish() override { memory.finish(); }

  private:
    std::size_t enough_, written_ = 0;
    std::mutex mutex_;
};

Plan plan_of(int replicates)
{
    return made_up_plan({busy_scenario("base", 12), busy_scenario("law", 12)}, made_up_table(), 24, replicates);
}

}  // namespace

TEST_CASE("every run is written once, between one beginning and one end")
{
    for (int const threads : {1, 3}) {
        Memory memory;
        auto const timing = run_ensemble(plan_of(20), memory, threads, {}, nullptr);
        CHECK(memory.begun == 1);
        CHECK(memory.finished == 1);
        CHECK(memory.written_again == 0);
        CHECK(memory.kept.size() == 40);
        CHECK(timing.runs_done == 40);
        double months = 0;
        for (auto const& [key, observation] : memory.kept) months += observation.professional_months;
        CHECK(timing.professional_months == Approx(months));
    }
}

TEST_CASE("an interrupted launch keeps whole runs only, and is finished")
{
    Memory whole;
    run_into(whole, plan_of(32), 2);
    for (int const threads : {1, 2}) {
        Impatient impatient(5);
        auto const timing = run_ensemble(plan_of(32), impatient, threads, {}, &impatient.stop);
        CHECK(impatient.memory.finished == 1);
        CHECK(impatient.memory.kept.size() >= 5);
        CHECK(impatient.memory.kept.size() < 64);
        CHECK(timing.runs_done == static_cast<int>(impatient.memory.kept.size()));
        auto const same = compare(impatient.memory, whole);
        CHECK(same.difference == "");
        CHECK(same.shared == timing.runs_done);
    }
}

TEST_CASE("a launch that is interrupted before it starts writes nothing, and is finished")
{
    Impatient impatient(0);
    impatient.stop = true;
    run_ensemble(plan_of(8), impatient, 2, {}, &impatient.stop);
    CHECK(impatient.memory.begun == 1);
    CHECK(impatient.memory.finished == 1);
    CHECK(impatient.memory.kept.empty());
}

TEST_CASE("progress rises to at most the whole")
{
    Memory memory;
    std::vector<double> seen;
    run_ensemble(
        plan_of(40), memory, 1, [&](double done) { seen.push_back(done); }, nullptr);
    CHECK(std::is_sorted(seen.begin(), seen.end()));
    CHECK((seen.empty() || (seen.front() > 0 && seen.back() <= 1)));
}
