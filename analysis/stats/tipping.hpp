// At which dose a curve crosses a threshold, from replicates of it at a few doses.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "analysis/stats/sensitivity.hpp"

namespace cptsim {

/// Of curves that rise or fall with the dose. Doses at which single replicates cross may be infinite: below or above
/// all doses that were tried.
struct TippingPoint {
    double median = kNaN;    ///< dose at which half of the replicates have crossed; infinite: none among the doses
    Interval of_median;      ///< 90 %: by bootstrap over independent replicates
    Interval of_replicates;  ///< 5 to 95 % of single replicates: chance, and parameters where they were drawn
    double crossing = kNaN;  ///< share of replicates that cross within the doses
    double before = kNaN;    ///< share that has crossed at the lowest dose
    int direction = 0;       ///< 1 rises, -1 falls; 0: no slope beyond chance (5 %), and so no tipping point
    std::size_t replicates = 0, units = 0;
    [[nodiscard]] bool exists() const;
};

/// `outputs` are [dose][replicate], doses ascending, three at least. Each replicate's curve is made monotonic first
/// (the nearest one in squares, in the direction of the mean slope), then crossed by straight lines between doses.
/// Replicates with a missing value are left out. Throws InputError for fewer than two, or doses that do not ascend.
[[nodiscard]] TippingPoint tipping_point(std::span<double const> doses, DesignOutputs outputs, double threshold,
                                         SensitivityOptions const& = {});

}  // namespace cptsim
