// What stands where in a result file (docs/results.md).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sim/files/netcdf_file.hpp"
#include "sim/model/kept.hpp"
#include "sim/model/recorder.hpp"

namespace cptsim {

inline constexpr char const* kResultsFormat = "cptsim-results";  ///< of a launch
inline constexpr char const* kSweepFormat = "cptsim-sweep";      ///< of a merged sweep: with the axis `point`
inline constexpr int kFormatMajor = 1;  ///< rises when readers of the files before would misread
inline constexpr int kFormatMinor = 2;  ///< rises with additions, and what only other tools read

/// Indicators of runs whose observations are not kept: /prior.
struct IndicatorTable {
    std::vector<std::string> indicators, scenarios;
    std::vector<int> dates;  ///< month indices
    int replicates = 0;
    std::vector<double> values;  ///< [scenario, replicate, date, indicator]
};

struct AxisLabels {
    std::string name;
    Values labels;
    Caption caption;
};

/// Name, labels and caption of an axis of a plan.
[[nodiscard]] AxisLabels axis_labels(Plan const&, Axis);
/// The same of the positions that are kept.
[[nodiscard]] AxisLabels axis_labels(Plan const&, Axis, Kept const&);
[[nodiscard]] AxisLabels scenario_axis(Plan const&);
[[nodiscard]] AxisLabels point_axis(std::size_t points);
[[nodiscard]] AxisLabels replicate_axis(Plan const&);
[[nodiscard]] std::string axis_name(Axis);

/// "1.1": that of the files that this program writes.
[[nodiscard]] std::string format_version();

/// Says in the root what the file is: its format, its version and that of the program.
void add_format(NetcdfWriter&, char const* format);

/// Days from 2019-01-01 to the first day of a month.
[[nodiscard]] int days_since_2019(int month);

/// The month that begins so many days after 2019-01-01; nothing where none does that a scenario may name.
[[nodiscard]] std::optional<int> month_of_days(int days);

}  // namespace cptsim
