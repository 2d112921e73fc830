// What each experiment says of the patterns.
#pragma once
#include <array>

#include "analysis/behaviour/experiments.hpp"
#include "analysis/behaviour/patterns.hpp"

namespace cptsim {

/// Indemnities of a GP that are tried [EUR/h], ascending; the others are compared with that of the baseline.
inline constexpr std::array kIndemnities = {0, 10, 20, 30, 50, 65, 80, 100};
/// Those that are tried without crowding as well: it works at the low end.
inline constexpr std::array kUncrowdedIndemnities = {0, 10, 30, 65};
/// Months between reviews that are tried.
inline constexpr std::array kReviewIntervals = {1, 3, 12};

/// What the runs of one draw gave so far: values of patterns, and what several runs say together.
struct DrawRecord {
    PatternValues values{};
    using Hours = std::array<double, kIndemnities.size()>;
    Hours hours_gp{}, hours_all{};
    std::array<double, kUncrowdedIndemnities.size()> uncrowded_all{};
    /// Retention of members and of the active, by interval.
    using Kept = std::array<std::array<double, 2>, kReviewIntervals.size()>;
    Kept kept{}, kept_policy{};
};

/// Everything that the baseline alone says; snapshots: Decembers of 2022 to 2033, January 2034.
void measure_baseline(ExperimentRun const&, DrawRecord&);
/// Hours of the fifth to tenth year of the policy; without an indemnity also who gives them (December 2033).
void measure_indemnity(ExperimentRun const&, std::size_t level, DrawRecord&);
/// Hours of the fifth to tenth year of the policy, of a profession (kProfessions: of all).
[[nodiscard]] double later_hours(ExperimentRun const&, int profession);
/// GPs under a contract that asks for no hours, on request or unless refused.
void measure_contracts(ExperimentRun const&, bool opt_out, DrawRecord&);
/// GPs who are active under a bonus.
void measure_bonus(ExperimentRun const&, DrawRecord&);
/// GPs opposed to attachment; snapshot: the December after a year.
void measure_opposition(ExperimentRun const&, DrawRecord&);
/// Retention from December 2023 to 2028; snapshots: all these.
[[nodiscard]] std::array<double, 2> measure_retention(ExperimentRun const&);
/// What several runs say together.
void conclude(DrawRecord&);

}  // namespace cptsim
