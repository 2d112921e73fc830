// What a report is made from, read back from a result file.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "analysis/report/study_tables.hpp"
#include "analysis/report/summary_tables.hpp"
#include "analysis/sweep/study_results.hpp"
#include "sim/results/results_layout.hpp"

namespace cptsim {

/// The runs of a result file as a report needs them; throws InputError as ResultsFile does.
class StoredReport {
  public:
    explicit StoredReport(std::string const& file, Seal = Seal::required);
    /// Points into this object.
    [[nodiscard]] ReportInput input() const;

  private:
    SummaryRecorder summary_;
    ReportRecorder series_;
    std::optional<Summary> prior_;
    ReportIdentity identity_;
};

/// The same of the merged file of a study; throws InputError as StudyResults does.
class StoredStudy {
  public:
    explicit StoredStudy(std::string const& file, Seal = Seal::required);
    /// Points into this object.
    [[nodiscard]] StudyReportInput input() const;

  private:
    StudyResults results_;
    ReportIdentity identity_;
};

/// What this program is, of runs that it has made itself.
[[nodiscard]] ReportIdentity own_identity(Plan const&);

/// Indicators as the result file keeps them.
[[nodiscard]] IndicatorTable indicator_table(Summary const&);

/// Rows of the shipped table of observed patterns that speak of this population and of what a report draws.
[[nodiscard]] std::vector<ObservedPoint> observed_points(std::string const& population);

}  // namespace cptsim
