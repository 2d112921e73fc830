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
/// Of a policy whose author says that its cost is not all new.
extern SaidQuantity const counted_money, counted_euros;
}  // namespace quantity

/// "higher in 35 % of the simulations", or "lower in 35 %" where the mean is negative; with the share of those without
/// any effect, if there are such: the side that the mean lies on says more than that the other one is rare. `brief`,
/// for a cell: "higher 35 %".
[[nodiscard]] std::string share_in_words(Effect const&, Language, bool brief = false);
/// The share, in percent, of simulations whose sign is the mean's.
[[nodiscard]] double share_of_mean_sign(Effect const&);

/// An effect as sentences say it.
struct SaidEffect {
    Effect effect;       ///< in the unit of its indicator
    Reading reading;     ///< by which it is said
    double base = kNaN;  ///< the reference's mean level
    NumberForm form;
};

/// ", but the mean lies within its error", of a likely sign that 95 % of the simulations have; "" of others.
[[nodiscard]] std::string not_yet_clear(Effect const&, Language);

/// "−19 % to +11 %" of a level; "" where there is none to compare with.
[[nodiscard]] std::string range_of_base(Interval, double base, Language);

/// One effect in words, each number with its range: never stronger than its reading.
[[nodiscard]] std::string clause(SaidQuantity const&, SaidEffect const&, Language);
/// The same of an effect without a base, which no table shows.
[[nodiscard]] std::string clause(SaidQuantity const&, Effect const&, Language);

}  // namespace cptsim
