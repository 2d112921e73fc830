// The numbers of a launch as tables: what its page draws, and what cptsim export --summary writes (docs/results.md).
#pragma once
#include <string>
#include <vector>

#include "analysis/effects/effects.hpp"
#include "analysis/report/contours.hpp"
#include "analysis/report/series.hpp"
#include "analysis/report/table.hpp"

namespace cptsim {

/// A row of the table of observed patterns that belongs beside a history series.
struct ObservedPoint {
    std::size_t series = 0;  ///< row of kHistorySeries
    int month = 0;
    double value = 0;           ///< in the unit of the series
    double error = 0;           ///< standard deviation of what the definition leaves open
    bool was_kept_out = false;  ///< of the calibration, for validation
    std::string source;
};

/// What made the runs, as texts.
struct ReportIdentity {
    std::string version, results_version, commit, build, created;
    std::string file;    ///< the result file, "" where none was kept
    std::string digest;  ///< its file digest, or ""
    std::string command;
};

struct ReportInput {
    Summary const* summary = nullptr;
    Summary const* prior = nullptr;  ///< may be absent
    ReportSeries const* series = nullptr;
    std::vector<ObservedPoint> observed;
    ReportIdentity identity;
    int least_persons = 0;               ///< rows that rest on fewer persons are empty; 0: none
    Contours const* contours = nullptr;  ///< of departments; null: a grid of squares
};

/// Names of the scenarios of a plan.
[[nodiscard]] std::vector<std::string> scenario_names(Plan const&);

/// Columns of quantiles, those of kBand.
[[nodiscard]] std::vector<Column> band_columns();

/// One table for each kind of chart or table, in the order of the page. What the runs do not hold is a table without
/// rows.
[[nodiscard]] std::vector<ReportTable> summary_tables(ReportInput const&);

}  // namespace cptsim
