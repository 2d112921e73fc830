// What is behind cptsim::library::Results: a recorder that puts each run into arrays over all runs.
#pragma once
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "bindings/library/cptsim.hpp"
#include "sim/model/recorder.hpp"
#include "sim/results/run_grid.hpp"

namespace cptsim::library {

/// Variables of results that were let go, for the next of the same launch: new ones would be pages that the system has
/// to clear, which took as long as four runs in a hundred.
class Spare {
  public:
    struct Variables {
        std::vector<Variable> observations, effects;
    };
    /// Either is empty, or has all variables; shapes and values are those of the results before.
    [[nodiscard]] Variables take();
    void give(Variables variables);

  private:
    std::mutex mutex_;
    Variables variables_;
};

/// Runs as they come in: each writes to its place in the values of every variable, so nothing is copied and threads
/// need no lock.
struct Results::State final : Recorder {
    /// Variables are those of `spare` where it has any, and go back to it in the end; it may be null. `threads`: as in
    /// Launch.
    State(Plan plan, std::shared_ptr<Spare> spare, int threads);
    ~State() override;
    State(State const&) = delete;
    State& operator=(State const&) = delete;

    void begin(Plan const&) override;
    std::optional<ObservationPlace> place_for(Run const&) override;
    void write(Run const&, Observation const&) override;
    /// Values of what was not run are NaN from here on.
    void finish() override;

    RunGrid grid;
    std::shared_ptr<Spare> spare;
    int threads;
    std::vector<Variable> observations, effects;
    std::vector<char> is_done;  ///< [row of the grid]
    std::vector<Run> runs;      ///< the same
    std::atomic<int> done{0};
    int planned = 0;
    double seconds = 0;
};

}  // namespace cptsim::library
