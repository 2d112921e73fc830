// Which packs are computed again, and what came out: the parts of a verification.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "analysis/sweep/sweep.hpp"
#include "analysis/verification/verification.hpp"
#include "sim/base/language.hpp"
#include "sim/results/results_reader.hpp"

namespace cptsim {

/// Numbers below `packs`, ascending: all of them, or 5 % to the nearest whole and one at least, each set of that size
/// with the same probability.
[[nodiscard]] std::vector<std::size_t> draw_packs(std::size_t packs, bool all, std::uint64_t seed);

/// The plan of a launch with what its scenarios set, as they were read then.
[[nodiscard]] Plan plan_to_run(ResultsFile const&);

/// A place where a file and what was computed differ, in English and French.
using Difference = Words;

/// First of the axes' labels, keys of runs and digests that is not what plan and values give; nothing where all are.
[[nodiscard]] std::optional<Difference> find_mislabelled(ResultsFile const&, Plan const&);
/// The same of a merged sweep.
[[nodiscard]] std::optional<Difference> find_mislabelled(ResultsFile const&, Sweep const&);

/// First difference of a run from what was computed: a variable and a place on its axes, with both values.
[[nodiscard]] std::optional<Difference> compare_run(RunGrid const&, Run const&, Observation const& in_file,
                                                    Observation const& computed);

/// Draws, computes and compares; notes what it did in `found`, and its verdict.
void verify_launch(ResultsFile const&, Plan const&, VerificationOptions const&, Verification& found);
void verify_sweep(ResultsFile const&, Sweep const&, VerificationOptions const&, Verification& found);

}  // namespace cptsim
