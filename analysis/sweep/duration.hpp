// Times that users give: durations, and time limits of Slurm.
#pragma once
#include <string>

namespace cptsim {

/// A duration: "45s", "90m", "8h", "1h30m". Throws InputError, naming `option`; the result is in seconds.
[[nodiscard]] double parse_duration(std::string const& option, std::string const& text);

/// A time limit as sbatch takes it (minutes, MM:SS, HH:MM:SS, D-HH, D-HH:MM, D-HH:MM:SS), or as 8h and 1h30m. Throws
/// InputError, naming `option`; the result is in seconds.
[[nodiscard]] double parse_time_limit(std::string const& option, std::string const& text);

}  // namespace cptsim
