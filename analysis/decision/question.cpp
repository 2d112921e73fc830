#include "analysis/decision/question.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/effects/effects.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/files/toml_reader.hpp"

namespace cptsim {
namespace {

Indicator const& indicator_of(Question const& question)
{
    return indicators()[static_cast<std::size_t>(question.indicator)];
}

int find_indicator(std::string const& name)
{
    std::vector<std::string> names;
    for (auto const& one : indicators()) {
        names.emplace_back(one.id);
        if (one.id == name) return static_cast<int>(names.size()) - 1;
    }
    throw InputError(both({"--indicator: no indicator is called \"{}\" (there are {}){}",
                           "--indicator : aucun indicateur ne s'appelle « {} » (il y a {}){}"},
                          name, join(names), suggestion(name, names)));
}

int find_date(std::string const& file, Plan const& plan, std::string const& written)
{
    int const last = 12 * plan.years() - 1;
    if (last < 0)
        throw InputError({file}, {"ends before its first December (indicators are taken in Decembers)",
                                  "finit avant son premier décembre (les indicateurs se lisent en décembre)"});
    if (written.empty()) return last;
    TomlReader reader;
    auto const month = reader.month(written, {"--at", 0, 1});
    reader.throw_if_any();
    if (*month % 12 != 11)
        throw InputError(both({"--at is \"{}\" (indicators are taken in Decembers) {}?",
                               "--at vaut « {} » (les indicateurs se lisent en décembre) {} ?"},
                              written, month_name(std::clamp(*month / 12 * 12 + 11, 11, last))));
    if (*month < 0 || *month > last)
        throw InputError(both({"--at is \"{}\" (the runs go from {} to {}) {}?",
                               "--at vaut « {} » (les simulations vont de {} à {}) {} ?"},
                              written, month_name(11), month_name(last), month_name(std::clamp(*month, 11, last))));
    return *month;
}

std::vector<int> find_policies(std::string const& file, Plan const& plan, std::vector<std::string> const& asked)
{
    std::vector<int> all;
    std::vector<std::string> names;
    int const placebo = placebo_of(plan);
    for (int s = 1; s < static_cast<int>(plan.scenarios.size()); ++s)
        if (s != placebo) all.push_back(s), names.push_back(name_of(plan, s));
    if (all.empty())
        throw InputError({file},
                         {"holds no policy (a decision compares one with the reference) cptsim run with two scenarios?",
                          "ne contient aucune politique (une décision en compare une à la référence) cptsim run avec "
                          "deux scénarios ?"});
    if (asked.empty()) return {all.front()};
    if (asked.size() == 1 && asked.front() == "all") return all;
    std::vector<int> found;
    for (auto const& name : asked) {
        auto const at = std::find(names.begin(), names.end(), name);
        if (at == names.end())
            throw InputError(both({"--policy: {} has no policy \"{}\" (it has {}, and all){}",
                                   "--policy : {} n'a pas de politique « {} » (il a {}, et all){}"},
                                  file, name, join(names), suggestion(name, names)));
        int const scenario = all[static_cast<std::size_t>(at - names.begin())];
        if (std::find(found.begin(), found.end(), scenario) == found.end()) found.push_back(scenario);
    }
    return found;
}

}  // namespace

Question ask(std::string const& file, Plan const& plan, QuestionChoice const& choice)
{
    Question question;
    question.indicator = find_indicator(choice.indicator);
    question.month = find_date(file, plan, choice.at);
    question.options = find_policies(file, plan, choice.policies);
    question.options.insert(question.options.begin(), 0);
    question.lower = choice.lower;
    return question;
}

std::string name_of(Plan const& plan, int scenario) { return plan.scenarios[static_cast<std::size_t>(scenario)].name; }

std::string indicator_words(Question const& question, Language language)
{
    auto const& one = indicator_of(question);
    std::string title = one.title.in(language);
    title.erase(0, title.find_first_not_of(' '));
    return fmt::format("{} ({}), {}", title, one.unit.in(language), month_words(question.month, language));
}

std::string question_words(Plan const& plan, Question const& question, Language language)
{
    std::vector<std::string> names;
    for (int const option : question.options) names.push_back(name_of(plan, option));
    Text const better =
        question.lower ? Text{"less is better", "moins vaut mieux"} : Text{"more is better", "plus vaut mieux"};
    return format(language, {"which of {} to choose for {}; {}", "laquelle choisir de {}, pour : {} ; {}"},
                  fmt::format("{}", fmt::join(names, ", ")), indicator_words(question, language), better.in(language));
}

}  // namespace cptsim
