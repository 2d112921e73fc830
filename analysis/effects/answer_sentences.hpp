// The headline and three to five sentences from the policies of the answer.
#pragma once
#include "analysis/effects/answer_policy.hpp"

namespace cptsim {

/// Policies of one kind share a sentence, the kinds that move most come first; then what they do to sleeping CPTS and
/// to exhaustion, and money where there is room. None where no policy has enough simulations.
[[nodiscard]] std::vector<AnswerSentence> answer_sentences(Summary const&, std::vector<PolicyEffects> const&, Language);

/// One line above all: which policies move active members, by how much, and how sure that is: never stronger than the
/// sentences. What it cannot say where too little was run.
[[nodiscard]] std::string answer_headline(Summary const&, std::vector<PolicyEffects> const&, Language);

}  // namespace cptsim
