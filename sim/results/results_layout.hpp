// What stands where in a result file (docs/results.md).
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "sim/files/netcdf_file.hpp"
#include "sim/model/recorder.hpp"

namespace cptsim {

inline constexpr char const* kResultsFormat = "cptsim-results";
inline constexpr int kFormatMajor = 1;  ///< rises when readers of the files before would misread
inline constexpr int kFormatMinor = 0;  ///< rises with additions

/// State of a run in /runs/status.
inline constexpr char const* kRunDone = "done";
inline constexpr char const* kRunMissing = "missing";         ///< planned, but the launch was interrupted
inline constexpr char const* kRunNotPlanned = "not planned";  ///< the placebo twin runs for fewer replicates

/// A result file ends with this, the SHA-256 of all bytes before it and a newline; HDF5 does not look there.
inline constexpr char const* kSealMark = "\ncptsim sha256 ";
inline constexpr std::size_t kSealLength = 15 + 64 + 1;

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
[[nodiscard]] AxisLabels scenario_axis(Plan const&);
[[nodiscard]] AxisLabels replicate_axis(Plan const&);
[[nodiscard]] std::string axis_name(Axis);

/// Days from 2019-01-01 to the first day of a month.
[[nodiscard]] int days_since_2019(int month);

/// The month that begins so many days after 2019-01-01, or the first one after them.
[[nodiscard]] int month_after_days(int days);

/// The month of "2024-01"; -1 when the text is none.
[[nodiscard]] int month_of(std::string const& text);

}  // namespace cptsim
