// The quantities that sentences speak of, and an effect on one of them in words.
#pragma once
#include "analysis/effects/answer_numbers.hpp"

namespace cptsim {

struct SaidQuantity {
    int indicator;
    double scale;  ///< from the indicator to what is said
    Digits digits;
    Text more, fewer;  ///< "% more active members": % is the number
    Text plain;        ///< "% active members", of a signed number
    Text on;           ///< "active members", behind "no visible effect on"
    Text unit;         ///< " a year", behind a number of what `on` has named
};
namespace quantity {
extern SaidQuantity const active, hours, care, nominal, chosen, dormant, severe, money, euros;
}

/// "higher in 35 % of the simulations", or "lower in 35 %" where the mean is negative; with the share of those without
/// any effect, if there are such: the side that the mean lies on says more than that the other one is rare. `brief`,
/// for a cell: "higher 35 %".
[[nodiscard]] std::string share_in_words(Effect const&, Language, bool brief = false);
/// The share, in percent, of simulations whose sign is the mean's.
[[nodiscard]] double share_of_mean_sign(Effect const&);

/// One effect in words, each number with its range: never stronger than its reading.
[[nodiscard]] std::string clause(SaidQuantity const&, Effect const&, Language);

}  // namespace cptsim
