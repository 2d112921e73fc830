// What [design] says of several factors at once: groups, correlations, and what a tipping point is sought of.
#pragma once
#include <string>

#include "analysis/sweep/study_file.hpp"
#include "sim/files/toml_reader.hpp"

namespace cptsim {

/// groups = [["a", "b"], ..]: each is a list of factors that share one quantile.
void read_groups(TomlNode const&, StudyDesign&, TomlReader&);
/// correlations = [["a", "b", 0.5], ..]
void read_correlations(TomlNode const&, StudyDesign&, TomlReader&);
/// Reads dose, outcome, month, threshold and effect; false for any other key.
[[nodiscard]] bool reads_tipping(std::string const& key, TomlNode const&, StudyDesign&, TomlReader&);
/// Notes what does not go together, once the factors are known.
void check_joint(Study const&, TomlReader&);

}  // namespace cptsim
