// What a run says of its CPTS, one by one.
#pragma once
#include <array>
#include <vector>

#include "sim/model/recorder.hpp"

namespace cptsim {

/// A CPTS in a December; all 0 but the inhabitants unless it is signed and awake.
struct PlaceYear {
    bool awake = false;
    double members = 0, active = 0, hours = 0, inhabitants = 0;
};

/// All territories of a run in the December of a year (0 is 2019).
[[nodiscard]] std::vector<PlaceYear> places_in(Plan const&, Observation const&, int year);

/// Why the hours of signed, awake CPTS change between two Decembers: logarithms of the ratios of each factor. The four
/// add up to that of the hours. NaN where at either date there are none.
struct Drift {
    double places = 0, members = 0, active = 0, hours = 0;  ///< CPTS; members of one; active of these; hours of one
    [[nodiscard]] double total() const { return places + members + active + hours; }
};
[[nodiscard]] Drift drift(std::vector<PlaceYear> const& before, std::vector<PlaceYear> const& after);

/// Lowest and highest tenth of hours per inhabitant over their median, among awake CPTS of all years together.
struct Spread {
    double low = 0, high = 0;
};
[[nodiscard]] Spread spread_between(std::vector<std::vector<PlaceYear>> const& years);

/// Of awake CPTS with ten active members or more, the share of those that have less than half of them a year later.
[[nodiscard]] double share_halved(std::vector<std::vector<PlaceYear>> const& years);

}  // namespace cptsim
