// Those who take a seat beside people who were like them before.
#pragma once
#include <functional>

#include "analysis/behaviour/panel.hpp"

namespace cptsim {

/// Severely exhausted, of those who took a seat and of matched peers who did not.
struct Contrast {
    double entrants = 0, peers = 0;  ///< shares; NaN where nobody could be matched
    double error = 0;                ///< standard error of their difference if both shares were the same
    int matched = 0;                 ///< entrants with at least one peer
};

using Seat = std::function<bool(PersonState const&)>;

/// Follows those who hold the seat in a December and did not in the one before (`base`), and the peers who held none of
/// the two: present in `base` with the same band of exhaustion (a tenth), of hours (none, up to 4, up to 10, more a
/// month), of age (under 40, to 54, more) and the same setting. Both are looked at `after` months after the first
/// December in the seat, whether they still hold it or not, if they are still in practice. Peers are weighted as the
/// entrants lie among the strata. Pooled over all Decembers of the panel.
[[nodiscard]] Contrast matched_contrast(Panel const&, Seat const& holds, double threshold, int after);

}  // namespace cptsim
