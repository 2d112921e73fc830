// The numbers of a report, as the JSON that its page draws from.
#pragma once
#include <string>
#include <vector>

#include "analysis/effects/effects.hpp"
#include "analysis/report/series.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// What a scenario changes, in words of the report's language.
struct AskedItem {
    std::string heading;
    std::vector<std::string> lines;
};
struct AskedScenario {
    std::vector<std::string> notes;
    std::vector<AskedItem> items;  ///< none: nothing differs
};

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
    std::vector<AskedScenario> asked;  ///< one for each scenario of the plan
    std::vector<ObservedPoint> observed;
    ReportIdentity identity;
};

/// All that the page shows, as JSON that may stand inside a <script> element.
[[nodiscard]] std::string report_json(ReportInput const&, Language);

}  // namespace cptsim
