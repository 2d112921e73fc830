// A launch whose files have been read, for many plans that differ in numbers: what a program calls a thousand times.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/files/toml_document.hpp"
#include "sim/input/launch.hpp"
#include "sim/input/sample_file.hpp"

namespace cptsim {

/// A scenario's file with all that it extends, laid over one another, before what --set lays over it.
struct ScenarioLayers {
    TomlNode root;
    std::vector<std::string> files;  ///< the scenario, its base, and so on
};
/// Throws InputError where a file cannot be read, or names one that it may not.
[[nodiscard]] ScenarioLayers read_layers(std::string const& file, ScenarioLimits const&);
/// Throws InputError with every fault of the scenario, in the order of its files and lines.
[[nodiscard]] Scenario scenario_of(ScenarioLayers, std::vector<std::string> const& sets);
/// The same for all scenarios of a launch, whose names must differ. Throws InputError with every fault of any of them.
[[nodiscard]] std::vector<Scenario> scenarios_of(std::vector<ScenarioLayers> const&,
                                                 std::vector<std::string> const& sets);

class PreparedLaunch {
  public:
    /// Reads scenarios, territories and draws. Throws InputError.
    explicit PreparedLaunch(LaunchOptions);
    /// The plan of the options with `sets` laid over theirs, and this seed: what make_plan() would make of them. Reads
    /// no file. Throws InputError.
    [[nodiscard]] Plan plan(std::vector<std::string> const& sets, std::uint64_t seed) const;

  private:
    LaunchOptions options_;
    std::vector<ScenarioLayers> layers_;
    std::string population_;  ///< that the scenarios ask for
    TerritoryTable table_;
    std::optional<ParameterSample> sample_;
    std::string own_sample_;  ///< as Plan::own_sample
};

}  // namespace cptsim
