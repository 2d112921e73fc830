// Predicts a quantity from others by an additive regression whose terms must earn their place, each draw by a fit that
// has not seen it. docs/decisions/0021-decisions-from-stored-draws.md
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace cptsim {

/// Values over draws, one list for each quantity.
using Quantities = std::vector<std::vector<double>>;

/// Fold of each draw: the draws of one cluster share a fold, and there are ten, or as many as there are clusters.
[[nodiscard]] std::vector<std::size_t> folds_of(std::span<int const> clusters);

struct Prediction {
    std::vector<double> values;  ///< [draw] by the fit to the other folds
    std::vector<double> means;   ///< [draw] mean of the other folds: the prediction from nothing
    bool is_empty = true;        ///< no term entered in any fold: values are means
};

/// Each quantity enters through the normal scores of its ranks, as a line and as a curve (natural cubic spline with
/// five knots), quantities that have entered also as products of two lines; forward, the most telling first, while the
/// F test of a term is below kEntry. What enters by chance costs in the draws that the fit has not seen.
[[nodiscard]] Prediction predict(Quantities const&, std::span<double const> y, std::span<std::size_t const> folds);

/// Probability that a term without effect enters a fit: with it a fit of a hundred quantities predicts about best.
inline constexpr double kEntry = 0.01;
/// The same of curves and products, which are many more, and which no first look at an effect suggests.
inline constexpr double kEntryOfOthers = 0.0005;

/// The share of a variance that a line enters with at about one chance in two, with so many draws.
[[nodiscard]] double least_visible_share(std::size_t draws);

}  // namespace cptsim
