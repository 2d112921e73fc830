// Sweeps with as few replicates as a precision takes.
#pragma once
#include <string>
#include <vector>

#include "analysis/effects/precision.hpp"
#include "analysis/sweep/sweep.hpp"

namespace cptsim {

/// The sweep with fewer replicates: that of a study that asks for so many.
[[nodiscard]] Sweep with_replicates(Sweep, int replicates);

/// Refuses aims at what the sweep does not keep.
void require_kept(std::vector<PrecisionAim> const&, Sweep const&);

/// How far the runs in a folder meet the aims at every point of its sweep.
[[nodiscard]] PrecisionState sweep_precision(std::vector<PrecisionAim> const&, std::string const& folder, Sweep const&);

}  // namespace cptsim
