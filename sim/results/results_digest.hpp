// Digests of runs and of files, and the key of a run: defined for other programs in docs/results.md, "Digests".
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/model/kept.hpp"
#include "sim/results/run_grid.hpp"

namespace cptsim {

/// SHA-256 over the observables of a run, by name: name, type, shape and values.
[[nodiscard]] std::string run_digest(std::vector<GridField> const& fields, Observation const&);
/// The same of values that lie elsewhere: [field].
[[nodiscard]] std::string run_digest(std::vector<GridField> const& fields,
                                     std::vector<std::span<float const>> const& values);

/// The same of a run's `values` as a sweep keeps them: those of the fields, one after the other.
[[nodiscard]] std::string kept_digest(std::vector<KeptField> const& fields, std::vector<float> const& values);

/// SHA-256 over everything that decides a run: resolved scenario, territories, parameters of its point, seed,
/// replicate, last month.
[[nodiscard]] std::string run_key(Plan const&, Run const&);
/// The same for any scenario and parameters in a plan.
[[nodiscard]] std::string run_key(Plan const&, std::string const& resolved_toml, std::vector<double> const& parameters,
                                  int replicate);

/// SHA-256 over the distinct pairs (run key, run digest), in ascending order: the order of runs does not matter.
[[nodiscard]] std::string file_digest(std::vector<std::pair<std::string_view, std::string_view>> runs);

}  // namespace cptsim
