// What is to be decided: an indicator at a date, a policy or several, and whether more of it is better.
#pragma once
#include <string>
#include <vector>

#include "sim/base/language.hpp"
#include "sim/model/recorder.hpp"

namespace cptsim {

/// A question as it was typed.
struct QuestionChoice {
    std::string indicator = "active";
    std::string at;                     ///< YYYY-MM, or "": the last December
    std::vector<std::string> policies;  ///< names; none: the first policy; "all": every one
    bool lower = false;                 ///< less of the indicator is better
};

/// The same, of the scenarios of a launch.
struct Question {
    int indicator = 0;         ///< row of indicators()
    int month = 0;             ///< a December, since January 2019
    std::vector<int> options;  ///< rows of Plan::scenarios: the reference first, then the policies asked for
    bool lower = false;
    /// What is gained: the indicator, or what it falls by.
    [[nodiscard]] double sign() const { return lower ? -1 : 1; }
};

/// Throws InputError for an indicator, a date or a policy that the launch does not have, and where it has no policy.
[[nodiscard]] Question ask(std::string const& file, Plan const&, QuestionChoice const&);

/// "active members, per 100 eligible, board included, December 2033".
[[nodiscard]] std::string indicator_words(Question const&, Language);
/// The question as a sentence.
[[nodiscard]] std::string question_words(Plan const&, Question const&, Language);
/// "effect of mandatory, over baseline".
[[nodiscard]] std::string name_of(Plan const&, int scenario);

}  // namespace cptsim
