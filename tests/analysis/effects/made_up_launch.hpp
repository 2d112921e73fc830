// Launches whose policies add known numbers to what is observed.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "analysis/effects/answer.hpp"
#include "tests/analysis/effects/made_up.hpp"

namespace cptsim {

/// What a policy adds to an observable, by its name, in a replicate.
using Adds = std::function<std::map<std::string, double>(int)>;

inline Adds always(std::map<std::string, double> adds)
{
    return [adds](int) { return adds; };
}

/// The reference has 300 active members of 600 in name and 10,000 hours, and 5 of 50 CPTS sleep; each differs a little
/// between replicates.
inline Summary launch(
    std::vector<Adds> const& policies, std::function<void(Plan&)> const& change = [](Plan&) {})
{
    auto plan = made_up_plan(static_cast<int>(policies.size()) + 1, 40);
    for (std::size_t i = 1; i < plan.scenarios.size(); ++i) {
        plan.scenarios[i].title_en = "Policy " + std::to_string(i);
        plan.scenarios[i].title_fr = "Politique " + std::to_string(i);
    }
    change(plan);
    SummaryRecorder recorder;
    recorder.begin(plan);
    for (auto const& run : planned_runs(plan)) {
        std::map<std::string, double> values = {{"active", 300},        {"passive", 200},
                                                {"attached", 100},      {"hours_unpaid", 500},
                                                {"cpts_signed", 50},    {"cpts_dormant", 5},
                                                {"severe", 40},         {"eligible", 1000},
                                                {"public_cost", 50000}, {"care_hours_displaced", 100}};
        for (auto& [name, value] : values) value += run.replicate % 3;
        if (run.scenario > 0)
            for (auto const& [name, more] : policies[static_cast<std::size_t>(run.scenario - 1)](run.replicate))
                values[name] += more;
        auto o = made_up_observation(plan, run.scenario);
        for (auto const& [name, value] : values) fill(o, name, value);
        recorder.write(run, o);
    }
    return recorder.summary();
}

/// Claims and texts, a line for each sentence.
inline std::string all_of(Summary const& s, Language language)
{
    std::string out;
    for (auto const& sentence : make_answer(s, nullptr, language).sentences)
        out += sentence.claim + ". " + sentence.text + '\n';
    return out;
}

}  // namespace cptsim
