// Points of a design whose factors move together.
#pragma once
#include <vector>

#include "analysis/sweep/study_file.hpp"
#include "analysis/sweep/sweep.hpp"

namespace cptsim {

/// [factor] the first factor of its group, or itself.
[[nodiscard]] std::vector<std::size_t> group_leaders(StudyDesign const&, std::vector<SweepFactor> const&);

/// Gives points in probability the correlations of their normal scores (Iman & Conover's aim, by a Gaussian copula):
/// each factor keeps its distribution. The same bits on every machine. Throws InputError where no such correlations can
/// be: together they contradict one another.
void correlate(std::vector<std::vector<double>>& design, StudyDesign const&, std::vector<SweepFactor> const&);

}  // namespace cptsim
