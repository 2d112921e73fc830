// What an answer does not say: too little was run for it, or the model cannot.
#pragma once
#include "analysis/effects/answer.hpp"

namespace cptsim {

[[nodiscard]] std::vector<std::string> answer_warnings(Summary const&, Summary const* prior,
                                                       std::vector<AnswerRow> const& policies, Language);

[[nodiscard]] std::vector<AnswerNote> answer_limits(Summary const&, std::vector<AnswerRow> const& policies, Language);

}  // namespace cptsim
