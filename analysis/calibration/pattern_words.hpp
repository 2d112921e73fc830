// Observed patterns in words.
#pragma once
#include <string>

#include "sim/base/language.hpp"

namespace cptsim {

/// The label of a target (CalibrationTarget::label): in English as the table of patterns names it, so that it can be
/// looked up there; in French in words.
[[nodiscard]] std::string pattern_words(std::string const& label, Language);

}  // namespace cptsim
