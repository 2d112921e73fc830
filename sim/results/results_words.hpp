// What a result file holds and was made from, in words: `cptsim info` and `cptsim cite`.
#pragma once
#include <string>

#include "sim/base/language.hpp"
#include "sim/results/results_reader.hpp"

namespace cptsim {

/// Lines of a name and what is to say of it.
[[nodiscard]] std::string results_words(ResultsFile const&, Language);

/// The same for scripts (docs/json.md).
[[nodiscard]] std::string results_json(ResultsFile const&);

/// How to cite the file: a text and a BibTeX entry. The digest is computed anew.
[[nodiscard]] std::string citation(ResultsFile const&);

}  // namespace cptsim
