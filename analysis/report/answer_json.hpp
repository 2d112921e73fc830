// The answer for scripts: what `cptsim run --format json` prints (docs/json.md).
#pragma once
#include <string>

#include "analysis/effects/answer.hpp"

namespace cptsim {

/// What of a launch stands beside its answer.
struct LaunchFacts {
    int planned = 0;           ///< runs
    std::string file, digest;  ///< of the result file, "" where none was written
};

/// One line. Texts are in `language`, which is that of the answer; names and kinds are those of docs/json.md in any.
[[nodiscard]] std::string answer_json(Answer const&, Summary const&, LaunchFacts const&, Language language);

}  // namespace cptsim
