// The best mix within a budget, by an optimiser without derivatives. The one door to NLopt.
#pragma once
#include <functional>
#include <vector>

namespace cptsim {

/// Whether this build has NLopt.
[[nodiscard]] bool has_optimiser();

/// What a mix does: how much is gained, and what it costs beyond the reference.
struct MixValue {
    double gain = 0, cost = 0;
};
/// A mix as shares of the most of its levers, each in [0, 1].
using Mix = std::vector<double>;
using EvaluateMix = std::function<MixValue(Mix const&)>;

/// Improves a mix whose cost may not exceed a budget, with so many evaluations at most (COBYLA: Powell 1994, linear
/// models of gain and cost in a shrinking region). What was tried goes through `evaluate`, which keeps it.
void improve_mix(EvaluateMix const& evaluate, double budget, Mix start, int evaluations);

}  // namespace cptsim
