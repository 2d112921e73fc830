// The cells and rows that the answer is made of.
#pragma once
#include "analysis/effects/answer_quantities.hpp"

namespace cptsim {

/// The row of indicators() behind a column, and what its values are divided by to be in the unit of the column.
struct ColumnSource {
    int indicator;
    double divisor;
};
[[nodiscard]] ColumnSource source_of(Summary const&, AnswerColumn);

/// How the table shows what sentences say, of an effect in the unit of its indicator.
[[nodiscard]] NumberForm form_of(Summary const&, SaidQuantity const&, Effect const&);

/// An effect in another unit.
[[nodiscard]] Effect scaled(Effect, double factor);

/// Reading and mark of an effect, the same wherever it is said: of people who are counted both as persons and per 100
/// professionals the weaker of the two, unless these go apart because a policy moves the number of professionals.
[[nodiscard]] Reading one_reading(Summary const&, int scenario, int date, int indicator);
[[nodiscard]] Confidence one_confidence(Summary const&, Summary const* prior, int scenario, int date, int indicator);

/// Characters of what an author says of the cost.
inline constexpr std::size_t kCaveatLength = 200;

/// The row of a policy, or of the reference for scenario 0, at a date: a row of Summary::dates.
[[nodiscard]] AnswerRow answer_row(Summary const&, Summary const* prior, int scenario, int date, Language);

/// Labels that tell the rows apart, and brief ones: "Valletoux" of "Valletoux: automatic attachment unless opposed".
void name_rows(std::vector<AnswerRow>&);

/// The row of Summary::dates that the answer is about for a scenario: the last of its own; -1 where there is none of
/// its policy.
[[nodiscard]] int answer_date(Summary const&, int scenario);

/// Policies that have one, in the order of the plan.
[[nodiscard]] std::vector<int> answered(Summary const&);

/// Replicates that reference and policies have all finished, at least.
[[nodiscard]] int fewest_replicates(Summary const&);

}  // namespace cptsim
