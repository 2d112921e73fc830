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

/// Whether someone holds the seat or ever did.
using Seat = std::function<bool(PersonState const&)>;

/// Follows those who took the seat for the first time in the year that ends with a December, and the peers who never
/// had by then: in the December before (`base`) they had the same band of exhaustion (a tenth), of hours (none, up to
/// 4, up to 10, more a month), of age (under 40, to 54, more) and the same setting. Both are looked at `after` months
/// after that first December, whether the seat is still held or not, if they are still in practice. Peers are weighted
/// as the entrants lie among the strata. Pooled over all Decembers of the panel.
[[nodiscard]] Contrast matched_contrast(Panel const&, Seat const& ever, double threshold, int after);

}  // namespace cptsim
