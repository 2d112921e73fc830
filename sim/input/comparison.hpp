// What one scenario says beyond another: the parameters and the dated entries of levers that differ.
#pragma once
#include <cstdint>
#include <vector>

#include "sim/model/scenario.hpp"

namespace cptsim {

struct ParameterChange {
    int row = 0;  ///< in parameter_fields()
    double before = 0;
    double after = 0;
};

/// From `month` on, for `professions` of `target`, what a lever becomes.
struct LeverChange {
    int lever = 0;
    int month = 0;
    int ramp = 0;
    std::uint32_t professions = 0;
    Target target;
    double before = 0;  ///< in the scenario, the month before
    double after = 0;   ///< in the scenario, when the ramp is over
    double other = 0;   ///< in the scenario that it is compared with, in the month of `after`
};

/// Parameters that have another value in `scenario` than in `other`; one that is not set has its default.
[[nodiscard]] std::vector<ParameterChange> parameter_changes(Scenario const& other, Scenario const& scenario);

/// Entries of `scenario` that `other` does not have and that change something, by lever and month, the professions of
/// equal values together. Where territories differ, the values are those of the first territory that is concerned.
[[nodiscard]] std::vector<LeverChange> lever_changes(Scenario const& other, Scenario const& scenario);

/// The lever of a change in a month of any scenario, for the first of those that the change is about.
[[nodiscard]] double value_in_month(Scenario const&, LeverChange const&, int month);

}  // namespace cptsim
