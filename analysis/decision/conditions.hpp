// What would have to be true for a policy to raise an indicator, and which policy is regretted least; in words.
#pragma once
#include <optional>
#include <string>

#include "analysis/decision/draws.hpp"
#include "analysis/decision/prim.hpp"

namespace cptsim {

struct ConditionsOptions {
    double by = 0;        ///< a case is a draw in which the policy gains more than this
    int resamples = 199;  ///< of the cases in another order, and of the draws with replacement
};

/// A box is told where cases without pattern give one as good with less than this probability.
inline constexpr double kBoxByChance = 0.05;
/// Draws that are cases, and that are none, below which no box is looked for.
inline constexpr std::size_t kLeastCases = 20;
/// Draws that a table of regrets, or a box, needs at least.
inline constexpr std::size_t kLeastDrawsForConditions = 40;

/// The conditions of one policy.
struct Conditions {
    std::size_t option = 1;  ///< of the draws' question
    std::size_t cases = 0;
    Quantities quantities;  ///< the parameters that were drawn
    std::vector<int> rows;  ///< their rows in parameter_fields()
    Box box;                ///< no side: there is none
    BoxMeasures found;      ///< at the draws that it was found in
    BoxTrust trust;
    [[nodiscard]] bool is_sought() const { return !box.sides.empty(); }
    [[nodiscard]] bool stands() const { return is_sought() && trust.chance < kBoxByChance; }
};
[[nodiscard]] Conditions find_conditions(Draws const&, std::size_t option, ConditionsOptions const&);

/// What the draws are of, and what there is before any data.
struct ConditionsFrame {
    std::string file;
    std::optional<Draws> prior;
    std::vector<int> prior_dates;  ///< at which there would be some
};

/// Question, sample, method and error, the boxes, and the table of regrets over all options of the question.
/// `asked` are the options whose conditions were asked for.
[[nodiscard]] std::string conditions_text(ConditionsFrame const&, Draws const&, std::vector<Conditions> const& asked,
                                          ConditionsOptions const&, Language);

}  // namespace cptsim
