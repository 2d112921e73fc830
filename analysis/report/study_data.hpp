// The numbers of a study's report, as the JSON that its page draws from.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "analysis/report/data.hpp"
#include "analysis/sweep/outcomes.hpp"

namespace cptsim {

struct StudyReportInput {
    StudyOutcomes const* outcomes = nullptr;
    std::string method;                             ///< a word of the study's [design]
    std::vector<std::vector<double>> design;        ///< [point][factor] in probability; of a list the points themselves
    std::vector<std::string> units;                 ///< [factor] in words, "" for a bare number
    std::vector<std::vector<std::string>> choices;  ///< [factor][row of its word] in words; empty unless it is a choice
    std::size_t failed = 0, missing = 0;            ///< runs
    std::vector<AskedScenario> asked;               ///< one for each scenario
    ReportIdentity identity;
};

/// All that the page of a study shows, as JSON that may stand inside a <script> element.
[[nodiscard]] std::string study_json(StudyReportInput const&, Language);

}  // namespace cptsim
