// The tables of `cptsim sensitivity`: which of them are asked for, for a terminal and as lines of CSV.
#pragma once
#include <string>
#include <vector>

#include "analysis/sweep/study_results.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// What is asked for, in the words of the options of the same names; "" and none: not said.
struct SensitivityChoice {
    std::vector<std::string> outcomes;  ///< else the headlines, or all where there is none of these
    std::string scenario;               ///< else all but the reference
    std::string month;                  ///< a kept December, else the last
    bool levels = false;                ///< of scenarios themselves, not of their differences from the reference
};

/// One table: an outcome of a scenario at a date.
struct SensitivityTable {
    int scenario = 0, outcome = 0, date = 0;  ///< rows of plan, outcomes().list() and outcomes().dates()
    bool effect = false;                      ///< of the difference from the reference
};
/// The tables that are asked for, scenario by scenario; the runs need not be read yet. Throws InputError for what the
/// file does not hold.
[[nodiscard]] std::vector<SensitivityTable> sensitivity_tables(std::string const& file, StudyResults const&,
                                                               SensitivityChoice const&);

/// Throws InputError where no factor moves anything of these tables: each replicate has one value at all points. The
/// runs were read.
void refuse_without_variance(std::string const& file, StudyResults const&, std::vector<SensitivityTable> const&);

inline constexpr char const* kSensitivityHeader = "scenario,effect,outcome,month,factor,figure,value\n";
/// A table in both forms, of results whose runs were read.
struct SensitivityTexts {
    std::string table, csv;  ///< `csv` without the header
};
[[nodiscard]] SensitivityTexts sensitivity_texts(StudyResults const&, SensitivityTable const&, Language);

}  // namespace cptsim
