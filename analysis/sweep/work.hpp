// A process's part of a sweep: passes over the packs of its shard, until nothing is left to it; and what is said of it.
#pragma once
#include <functional>
#include <string>

#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/pack_loop.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

struct WorkOptions {
    int threads = 0;  ///< as SweepOptions
    Shard shard;
    bool fail_fast = false;
    std::function<bool()> stopped;       ///< asked often, from any thread
    std::function<Progress()> progress;  ///< of a pass, as long as it lasts
};
/// Does what is to do in a folder. Where it is stopped, and whatever is thrown, what is in segments is safe.
SweepOutcome work(Sweep const&, SweepFolder&, WorkOptions const&);

/// Runs and `packs` to do, before the work; it took `seconds` to get there.
[[nodiscard]] std::string beginning_words(Sweep const&, SweepState const&, std::size_t packs, double seconds, Language);
/// A line for each run that failed, with the command that runs it alone.
[[nodiscard]] std::string failure_words(std::string const& folder, Sweep const&, SweepState const&, Language);
/// What is done, and how fast it went over `seconds` in all.
[[nodiscard]] std::string outcome_words(Sweep const&, SweepFolder const&, SweepOutcome const&, double seconds,
                                        Language);
/// Why it ended.
struct WorkEnd {
    bool late = false, interrupted = false;
};
/// What is left, and how to go on.
[[nodiscard]] std::string next_words(std::string const& folder, SweepFolder const&, WorkEnd, Language);

/// The last value of each kept observable of a run, and its digest.
[[nodiscard]] std::string result_words(Sweep const&, SweepResult const&, Language);

}  // namespace cptsim
