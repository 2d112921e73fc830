// Names of runs, for people and for --only.
#pragma once
#include <string>

#include "analysis/sweep/sweep.hpp"

namespace cptsim {

/// "valletoux:17:3": scenario, point and replicate of a run.
[[nodiscard]] std::string run_name(Sweep const&, Run const&);
/// The run of such a name. Throws InputError, naming `option`.
[[nodiscard]] Run parse_run(Sweep const&, std::string const& option, std::string const& name);

/// The command that runs one run alone, of a study or of a sweep's folder.
[[nodiscard]] std::string command_alone(std::string const& source, Sweep const&, Run const&);

}  // namespace cptsim
