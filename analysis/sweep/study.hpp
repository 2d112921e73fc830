// From STUDY.toml to a sweep: its plan, and the points of its design.
#pragma once
#include <string>
#include <vector>

#include "analysis/sweep/study_file.hpp"
#include "analysis/sweep/sweep.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// Reads a study with all that it names, draws its replicates' parameters and makes its design; or the sweep of a
/// folder, which needs no other file. Throws InputError with every fault of the study, before anything runs. `advice`
/// is what a valid design is short of. `anywhere`: as for read_study().
[[nodiscard]] Sweep make_sweep(std::string const& file, std::vector<Text>* advice = nullptr, bool anywhere = false);

/// Points of a design in probability, [point][factor]. The method is not csv. Throws InputError for a design that
/// cannot be made.
[[nodiscard]] std::vector<std::vector<double>> design_points(StudyDesign const&, std::vector<SweepFactor> const&);
/// Refuses `design` (in probability, or a list) where it is not that of the sweep in `file`.
void require_design(std::string const& file, Sweep const&, StudyDesign const&,
                    std::vector<std::vector<double>> const& design);

}  // namespace cptsim
