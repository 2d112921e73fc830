// What a sweep will take, from a few of its packs.
#pragma once
#include <string>

#include "analysis/sweep/sweep.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

struct Pilot {
    std::size_t packs = 0;  ///< that were run
    double seconds = 0;     ///< wall time of all of them, on the threads that the sweep would have
    double memory = 0;      ///< bytes, at most so far
    double run_bytes = 0;   ///< of a run in a segment
};

/// Runs the first packs of a sweep, in whole units, and forgets what comes out.
[[nodiscard]] Pilot measure_pilot(Sweep const&, int threads);

/// Bytes that a process of the sweep needs.
[[nodiscard]] double pilot_memory(Sweep const&, Pilot const&);

/// Numbers of runs, packs and segments, and the estimates of time, memory and disk; of `packs` that are to do.
[[nodiscard]] std::string estimate_words(Sweep const&, Pilot const&, std::size_t packs, double segment_seconds,
                                         Language);

}  // namespace cptsim
