// From STUDY.toml to a sweep: its plan, and the points of its design.
#pragma once
#include <string>

#include "sim/model/sweep.hpp"

namespace cptsim::app {

/// Reads a study with all that it names, draws its replicates' parameters and makes its design. Throws InputError with
/// every fault of the study, before anything runs.
[[nodiscard]] Sweep make_sweep(std::string const& file);

/// "valletoux:17:3": scenario, point and replicate of a run.
[[nodiscard]] std::string run_name(Sweep const&, Run const&);
/// The run of such a name. Throws InputError, naming `option`.
[[nodiscard]] Run parse_run(Sweep const&, std::string const& option, std::string const& name);

/// The command that runs one run of the study alone.
[[nodiscard]] std::string command_alone(Sweep const&, Run const&);

/// A duration: "45s", "90m", "8h", "1h30m". Throws InputError, naming `option`; the result is in seconds.
[[nodiscard]] double parse_duration(std::string const& option, std::string const& text);

}  // namespace cptsim::app
