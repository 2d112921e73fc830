// What the benchmarks run: shipped scenarios and populations.
#pragma once
#include <string>

#include "sim/run/pack_run.hpp"

namespace cptsim::benchmarks {

/// The first `scenarios` of baseline and Valletoux on a shipped population, parameters drawn.
[[nodiscard]] Plan shipped_plan(std::string const& population, int scenarios, int replicates);

/// Occupied slots of January 2019.
[[nodiscard]] double occupied(Frame const& frame);

/// Takes observations and keeps nothing.
class Nowhere final : public Recorder {
  public:
    void begin(Plan const&) override {}
    void write(Run const&, Observation const&) override {}
    void finish() override {}
};

inline constexpr int kTypicalYear = 6;  ///< 2025: the scenarios have parted, and the rush of the first year is over

}  // namespace cptsim::benchmarks
