// What a policy analyst looks at: a few numbers for each run and date, from the observations. docs/results.md
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/base/language.hpp"
#include "sim/model/recorder.hpp"

namespace cptsim {

/// Where an indicator stands in the table. `flow` and `paired` say who changed and are shown beside the placebo;
/// `paired` ones exist only against the reference: their value is an effect already. A `count` is not in the table: the
/// answer is written from it (answer.hpp), in persons and hours, which no policy divides by what it moves.
enum class IndicatorKind : std::uint8_t { headline, second, flow, paired, count };

struct Indicator {
    std::string_view id;
    IndicatorKind kind;
    int decimals;  ///< shown in tables
    Text title;
    Text unit;
};

/// All indicators, in the order of indicators.inc and of the table.
[[nodiscard]] std::vector<Indicator> const& indicators();

/// Rows of indicators by name: indicator::cost_per_hour_ (signed is a word of C++, so all end with an underscore).
namespace indicator {
enum Row : int {
#define CPT_INDICATOR(id, ...) id##_,
#include "analysis/effects/indicators.inc"
#undef CPT_INDICATOR
    count
};
}  // namespace indicator

/// Values of one run at one date: [row of indicators()]. The date is the month index of a December: stocks are of that
/// month, money and hours of the twelve months that end with it. NaN where a share has no one to be taken over, and
/// for paired indicators in runs of the reference.
[[nodiscard]] std::vector<double> indicator_values(Plan const&, Observation const&, int date);

/// One indicator in any month: NaN too where a sum of twelve months reaches back before the first one, where what it
/// needs is observed in Decembers and the month is none, and, for a single profession, where what it needs is not
/// observed by profession. `profession` is a row of kProfessionNames, or kProfessions for all.
[[nodiscard]] double indicator_value(Plan const&, Observation const&, int indicator, int month,
                                     int profession = kProfessions);

/// The same in each month of a run: [month].
[[nodiscard]] std::vector<double> indicator_series(Plan const&, Observation const&, int indicator);

/// Decembers that a scenario is looked at in: the first that ends a whole year of its policy, and those four and nine
/// years later, so after 1, 5 and 10 years. Runs that end before the tenth have their last December instead of those
/// beyond it; runs without a December have no date.
[[nodiscard]] std::vector<int> table_dates(Plan const&, int scenario);
/// Those of all policies of the plan, in ascending order.
[[nodiscard]] std::vector<int> table_dates(Plan const&);

/// First month of a scenario's own policy: of its first change, and of its time.policy_start where it changes no lever.
[[nodiscard]] int policy_start(Plan const&, int scenario);
/// The earliest of all policies of the plan.
[[nodiscard]] int policy_start(Plan const&);

/// Whether scenario and reference follow the cohort of the same month: else their cohorts are other people, and a
/// difference between them says nothing.
[[nodiscard]] bool shares_cohort(Plan const&, int scenario);
/// Whether an indicator is one of the fixed cohort.
[[nodiscard]] bool is_of_cohort(int indicator);

/// First month in which a lever of the scenario differs from the reference's, for some profession in some territory of
/// the plan; -1 where none does until the end.
[[nodiscard]] int first_change(Plan const&, int scenario);

}  // namespace cptsim
