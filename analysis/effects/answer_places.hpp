// The places that an answer is about, in words.
#pragma once
#include <string>

#include "sim/model/scenario.hpp"

namespace cptsim {

/// "the CPTS of Alsace", "the CPTS of the department 67"; of a table with one row its name: "CPTS des Trois Vallées".
[[nodiscard]] std::string answer_subject(TerritoryTable const&, Language);

/// A sentence on what of the places is real and what estimated; "" where all are made up.
[[nodiscard]] std::string what_is_real(TerritoryTable const&, Language);

}  // namespace cptsim
