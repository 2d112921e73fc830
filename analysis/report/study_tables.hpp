// The tables that the page of a study is drawn from.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "analysis/report/summary_tables.hpp"
#include "analysis/sweep/outcomes.hpp"

namespace cptsim {

struct StudyReportInput {
    StudyOutcomes const* outcomes = nullptr;
    std::string method;                       ///< a word of the study's [design]
    std::vector<std::vector<double>> design;  ///< [point][factor] in probability; of a list the points themselves
    std::size_t failed = 0, missing = 0;      ///< runs
    ReportIdentity identity;
};

/// Whether its values are rows of a list of words.
[[nodiscard]] bool is_choice(SweepFactor const&);

[[nodiscard]] std::vector<ReportTable> study_tables(StudyReportInput const&, Language);

}  // namespace cptsim
