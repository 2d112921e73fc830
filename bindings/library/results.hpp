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

/// Arrays of results that were let go, for the next of the same launch: new ones would be pages that the system has to
/// clear, which took as long as four runs in a hundred.
class Spare {
  public:
    using Arrays = std::vector<std::vector<float>>;
    [[nodiscard]] Arrays take();
    void give(Arrays arrays);

  private:
    std::mutex mutex_;
    Arrays arrays_;
};

/// Runs as they come in: each has its place in the values of every variable, so threads need no lock.
struct Results::State final : Recorder {
    /// Values go where `spare` has room, and back to it in the end; it may be null. `threads`: as in Launch.
    State(std::shared_ptr<Spare> spare, int threads);
    ~State() override;
    State(State const&) = delete;
    State& operator=(State const&) = delete;

    void begin(Plan const&) override;
    void write(Run const&, Observation const&) override;
    /// Values of what was not run are NaN from here on.
    void finish() override;

    std::shared_ptr<Spare> spare;
    int threads;
    std::optional<RunGrid> grid;
    std::vector<Variable> observations, effects;
    std::vector<char> is_done, is_paired;  ///< [row of the grid]
    std::vector<Run> runs;                 ///< the same
    std::atomic<int> done{0};
    int planned = 0;
    double seconds = 0;
};

}  // namespace cptsim::library
