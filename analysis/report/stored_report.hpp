// What a report is made from, read back from a result file.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "analysis/report/data.hpp"

namespace cptsim {

/// The runs of a result file as a report needs them; throws InputError as ResultsFile does.
class StoredReport {
  public:
    explicit StoredReport(std::string const& file);
    /// All but what was asked. Points into this object.
    [[nodiscard]] ReportInput input() const;

  private:
    SummaryRecorder summary_;
    ReportRecorder series_;
    std::optional<Summary> prior_;
    ReportIdentity identity_;
};

/// Rows of the shipped table of observed patterns that speak of this population and of what a report draws.
[[nodiscard]] std::vector<ObservedPoint> observed_points(std::string const& population);

}  // namespace cptsim
