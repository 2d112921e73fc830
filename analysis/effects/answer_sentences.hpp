// Three to five sentences from the rows of the answer.
#pragma once
#include "analysis/effects/answer.hpp"

namespace cptsim {

/// Policies of one kind share a sentence, the kinds that move most come first; then what they do to sleeping CPTS and
/// to exhaustion, and money where there is room. None where no policy has enough simulations.
[[nodiscard]] std::vector<AnswerSentence> answer_sentences(Summary const&, Summary const* prior,
                                                           std::vector<AnswerRow> const&, Language);

}  // namespace cptsim
