// What a panel says of how people stay, tire and share the work.
#pragma once
#include "analysis/behaviour/panel.hpp"

namespace cptsim {

/// Share of the variance of a measured exhaustion that is exhaustion itself: the reliability of the scale (0.85-0.9).
inline constexpr double kReliability = 0.875;

/// How much longer hours feel at full exhaustion, relative to none: a property of questionnaires, not of the model;
/// assumption.
inline constexpr double kFeltLoad = 0.25;

/// Who of the people of a December is followed.
enum class Followed { members, active };

/// Gross retention: of those who are members (active) in a December, the share of those who are so a year later. Who
/// retired or moved counts as lost. Pooled over all Decembers of the panel from `first` to `last`; of members, only
/// those whose chosen membership is `tenure_low` to under `tenure_high` months old.
[[nodiscard]] double retention(Panel const&, Followed, int first, int last, int tenure_low = 0,
                               int tenure_high = 10000);

/// Correlation of measured exhaustion with itself `lag` months later, over persons present at both dates: that of
/// exhaustion times kReliability. Stable differences between persons are inside.
[[nodiscard]] double exhaustion_autocorrelation(Panel const&, int lag);

/// Standardised cross-lagged coefficients over a year, of those who are active at both ends, exhaustion measured with
/// kReliability.
struct CrossLag {
    double hours_to_exhaustion = 0, exhaustion_to_hours = 0;
};
/// Hours as they are felt: hours x (1 + load B). A load of 0 takes them as they are.
[[nodiscard]] CrossLag cross_lag(Panel const&, double load);

/// The same from the correlations alone; h, b at the start, h2, b2 at the end.
struct LagCorrelations {
    double hb = 0, hh2 = 0, hb2 = 0, bh2 = 0, bb2 = 0;
};
[[nodiscard]] CrossLag cross_lag(LagCorrelations const&);

/// How the hours of a year lie between the members of its December.
struct Concentration {
    double top_tenth = 0;  ///< share of the hours that the tenth who give most give
    double gini = 0;
    double none = 0;  ///< share of members who gave none
};
[[nodiscard]] Concentration concentration(std::vector<double> hours);
/// Hours since January of the members of a snapshot.
[[nodiscard]] std::vector<double> member_hours(Snapshot const&);

/// Which GPs give hours: mean theta of the active over that of all, and rank correlations of being active with theta
/// and with what an hour is worth elsewhere. Within one profession: values and incomes are scaled alike between
/// professions.
struct Volunteers {
    double theta_ratio = 0, rank_theta = 0, rank_income = 0;
};
[[nodiscard]] Volunteers volunteers(Snapshot const&);

}  // namespace cptsim
