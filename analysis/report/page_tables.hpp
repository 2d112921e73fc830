// Tables that the pages of launches and of studies both have: what ran, what was asked, names.
#pragma once
#include <string>
#include <vector>

#include "analysis/report/summary_tables.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// scenarios: names, titles, roles, and how many replicates there are of each.
[[nodiscard]] ReportTable scenarios_table(Plan const&, std::vector<std::size_t> const& replicates, Language);

/// months: how the first `count` are written and said.
[[nodiscard]] ReportTable months_table(int count, Language);

/// notes and changes: what each scenario changes against the first; a scenario that this version cannot read says so.
/// `more_notes`: [scenario], or empty.
[[nodiscard]] std::vector<ReportTable> asked_tables(Plan const&,
                                                    std::vector<std::vector<std::string>> const& more_notes, Language);

/// identity, one row.
[[nodiscard]] ReportTable identity_table(Plan const&, ReportIdentity const&, std::size_t runs);

}  // namespace cptsim
