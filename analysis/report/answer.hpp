// The answer in sentences: never stronger than the predictive intervals that they are written from.
#pragma once
#include <string>
#include <vector>

#include "analysis/effects/effects.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// What may be said of an effect.
enum class Verdict {
    missing,    ///< no replicate has the quantity
    identical,  ///< no replicate differs
    too_few,    ///< fewer than kDrawsForSign values: no interval holds 90 %
    unclear,    ///< the predictive interval holds zero
    higher,
    lower,
};
[[nodiscard]] Verdict verdict(Effect const&);

/// Five sentences on a scenario against the reference, at the last date of the table: membership, activity, fidelity,
/// empty membership, cost. `prior` may be absent. None where the runs hold no December of the policy.
[[nodiscard]] std::vector<std::string> answer_sentences(Summary const&, Summary const* prior, int scenario, Language);

/// What the numbers of these runs cannot say, one sentence each: where parameters come from, how many replicates,
/// what was left out.
[[nodiscard]] std::vector<std::string> cautions(Summary const&, Summary const* prior, Language);

}  // namespace cptsim
