// From what is asked of a launch to its plan.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/input/sample_file.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/model/recorder.hpp"

namespace cptsim {

/// Replicates of a launch, where nothing else is asked: three frames; from 20 on signs can be told from what was
/// assumed.
inline constexpr int kLaunchReplicates = 24;

/// What decides the results of a launch.
struct LaunchOptions {
    ScenarioOptions scenarios;
    std::string population;  ///< name or file; "": that of the scenarios, else france
    std::string parameters;  ///< posterior ("" too), prior, defaults or a file
    std::string until;       ///< YYYY-MM, or "": the end that the scenarios give
    std::uint64_t seed = 1;
    int replicates = 1;
    bool placebo = false;  ///< add a placebo twin of the reference, where there is something to compare with it
};

/// The sample that --parameters asks for: the shipped posterior or a file; none for "prior" and "defaults". Throws
/// InputError where the posterior is missing.
[[nodiscard]] std::optional<ParameterSample> find_sample(std::string const& asked);

/// Reads scenarios and territories and draws the parameters. Throws InputError with every fault of the scenarios.
[[nodiscard]] Plan make_plan(LaunchOptions const& options);

/// The plan of scenarios that were read already; files, --set and --until of the options say nothing.
[[nodiscard]] Plan plan_of(std::vector<Scenario> scenarios, LaunchOptions const& options);

/// The launch of a plan before any data: parameters from the priors, `replicates` of them, no placebo. Parameters that
/// are the same in all points of the plan stay.
[[nodiscard]] Plan prior_twin(Plan const& plan, int replicates);

/// Refuses regions and territories in levers that the population does not have. Throws InputError.
void require_targets(std::vector<Scenario> const& scenarios, TerritoryTable const& table);

}  // namespace cptsim
