// How far a sweep is, in words.
#pragma once
#include <string>

#include "sim/base/language.hpp"

namespace cptsim {

/// Runs, segments, workers and failures of a sweep's folder. Throws InputError where it is none.
[[nodiscard]] std::string status_words(std::string const& folder, Language);
/// The same for scripts (docs/json.md).
[[nodiscard]] std::string status_json(std::string const& folder);

}  // namespace cptsim
