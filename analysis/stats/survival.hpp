// How long membership spells last: Kaplan and Meier's estimator over half-years.
#pragma once
#include <span>
#include <vector>

namespace cptsim {

/// The curve at the end of a half-year of age.
struct SurvivalPoint {
    double years = 0;           ///< age of the spell
    double at_risk = 0;         ///< spells that reached this half-year [1]
    double survival = 1;        ///< share of spells that last longer than `years`
    double standard_error = 0;  ///< Greenwood (1926), as if spells were independent; NaN once none is left
};

/// From the spells ended (`exits`) and censored in each half-year of age, for one entry cohort or a sum of several;
/// both have the same length and their last element is open. Spells censored in a half-year were at risk in it.
/// The curve has no point for the open half-year, nor after the last spell at risk.
[[nodiscard]] std::vector<SurvivalPoint> survival_curve(std::span<double const> exits,
                                                        std::span<double const> censored);

}  // namespace cptsim
