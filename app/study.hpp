// From STUDY.toml to a sweep: its plan, and the points of its design.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sim/base/language.hpp"
#include "sim/io/study_file.hpp"
#include "sim/model/sweep.hpp"

namespace cptsim::app {

/// Reads a study with all that it names, draws its replicates' parameters and makes its design. Throws InputError with
/// every fault of the study, before anything runs. `advice` is what a valid design is short of.
[[nodiscard]] Sweep make_sweep(std::string const& file, std::optional<Words>* advice = nullptr);

/// Points of a design in probability, [point][factor]. The method is not csv. Throws InputError for a design that
/// cannot be made.
[[nodiscard]] std::vector<std::vector<double>> design_points(StudyDesign const&, std::vector<SweepFactor> const&);
/// Refuses `design` (in probability, or a list) where it is not that of the sweep in `file`.
void require_design(std::string const& file, Sweep const&, StudyDesign const&,
                    std::vector<std::vector<double>> const& design);

/// "valletoux:17:3": scenario, point and replicate of a run.
[[nodiscard]] std::string run_name(Sweep const&, Run const&);
/// The run of such a name. Throws InputError, naming `option`.
[[nodiscard]] Run parse_run(Sweep const&, std::string const& option, std::string const& name);

/// The command that runs one run of the study alone.
[[nodiscard]] std::string command_alone(Sweep const&, Run const&);

/// A duration: "45s", "90m", "8h", "1h30m". Throws InputError, naming `option`; the result is in seconds.
[[nodiscard]] double parse_duration(std::string const& option, std::string const& text);

}  // namespace cptsim::app
