// The words and the table of patterns of behaviour.
#pragma once
#include <string>

#include "analysis/behaviour/behaviour.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// What there is to show.
struct BehaviourTable {
    std::string population;
    int draws = 0;
    std::vector<PatternSummary> before_data;  ///< draws from the priors; may be empty
    std::vector<PatternSummary> draws_asked;  ///< those of the parameters asked for
};

/// A section in Markdown.
[[nodiscard]] std::string behaviour_markdown(BehaviourTable const&, Language);

/// One row for each pattern and source of parameters.
[[nodiscard]] std::string behaviour_csv(BehaviourTable const&);

}  // namespace cptsim
