// Finished runs of launches, kept so that a launch goes on where another one, or itself, left off.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "analysis/sweep/segment_file.hpp"
#include "sim/model/recorder.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim {

/// Runs by their keys, in memory or in segments of a folder. What stands in a segment outlives the process. A key says
/// all that decides a run and what it is compared with, so that any launch takes the runs that it has in common with
/// others: more replicates, another policy beside the same reference.
class RunStore {
  public:
    /// "" keeps the runs in memory. Throws InputError for a folder of something else, or of another program.
    RunStore(std::string folder, Plan const&);
    ~RunStore();
    RunStore(RunStore const&) = delete;
    RunStore& operator=(RunStore const&) = delete;

    [[nodiscard]] bool has(Plan const&, Run const&) const;
    /// Runs what a plan lacks; what is finished is kept, also where it is interrupted.
    EnsembleTiming fill(Plan const&, int threads, Progress const&, std::atomic<bool> const* interrupted);
    /// Hands the runs of a plan that are there to a recorder, as a launch does.
    void replay(Plan const&, Recorder&, int threads) const;
    /// How many runs of a plan are there.
    [[nodiscard]] std::size_t count(Plan const&) const;

  private:
    class Taker;
    struct Place {
        std::size_t segment = 0, record = 0;
    };
    void open_folder();
    void add_segment(std::string const& path);
    void take(Plan const&, Run const&, Observation const&);
    void write_segment();
    [[nodiscard]] std::vector<float> values_of(std::string const& key) const;

    std::string folder_, worker_, layout_;
    std::size_t width_ = 0, written_ = 0, waiting_bytes_ = 0;
    std::vector<SegmentReader> segments_;
    std::map<std::string, Place> places_;                ///< by key
    std::map<std::string, std::vector<float>> waiting_;  ///< by key, not in a segment (yet)
    mutable std::mutex mutex_;
};

/// What a program is, for those who must not mix the runs of two: version, results, and its sources.
[[nodiscard]] std::string program_identity();

}  // namespace cptsim
