// What it would be worth to know something before deciding: how much of a variance it removes, and how much better the
// choice becomes. docs/decisions/0021-decisions-from-stored-draws.md
#pragma once
#include <string>
#include <vector>

#include "analysis/decision/additive_fit.hpp"
#include "analysis/decision/draws.hpp"
#include "analysis/stats/statistics.hpp"

namespace cptsim {

/// A number with the half-width of its interval of probability kCoverage, over populations of people.
struct Estimated {
    double value = 0, half_width = 0;
};

/// What is known of a set of quantities once it is observed.
struct Information {
    Estimated cut;        ///< share of the variance of the contrast that goes, on average
    Estimated worth;      ///< gain in the indicator from choosing after, and not before
    bool is_none = true;  ///< nothing tells anything that these draws show
    /// How much narrower an interval becomes, on average, where the normal law holds.
    [[nodiscard]] double narrowing() const;
};

/// What the choice rests on: the option that is best on average, and the next.
struct Contrast {
    std::size_t best = 0, next = 0;
    std::vector<double> gain;  ///< [draw] of the best over the next
};
[[nodiscard]] Contrast contrast_of(Draws const&);

/// The value of knowing quantities, which are values over the same draws. A choice is made for each draw by a fit that
/// has not seen it, and pays what that draw pays: a fit that is poor makes less of it, so that the true value is at
/// least this, on average. None where the cut of variance does not exceed its half-width.
[[nodiscard]] Information information(Draws const&, Contrast const&, Quantities const&);

/// What knowing the outcome of each option would be worth, chance and people included: no information is worth more.
[[nodiscard]] Estimated worth_of_certainty(Draws const&);

/// The larger of two where what the second knows is part of what the first knows: with the whole one can do what can be
/// done with a part.
[[nodiscard]] Information at_least(Information const& whole, Information const& part);

/// Share of the variance of the contrast that chance and people make, from draws with the same parameters; nothing
/// where fewer than ten lists of such draws.
[[nodiscard]] std::optional<Estimated> chance_share(Draws const&, Contrast const&);

}  // namespace cptsim
