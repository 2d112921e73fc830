#include "analysis/report/study_money.hpp"

#include <fmt/format.h>

#include <cmath>

#include "analysis/effects/answer.hpp"
#include "sim/input/wording.hpp"

namespace cptsim {
namespace {

constexpr double kAskedSpending = 10;  ///< M EUR a year

std::vector<ReplicateValue> of_point(std::vector<double> const& values, double factor)
{
    std::vector<ReplicateValue> all;
    for (std::size_t r = 0; r < values.size(); ++r)
        if (!std::isnan(values[r])) all.push_back({static_cast<int>(r), factor * values[r]});
    return all;
}

}  // namespace

std::vector<std::string> study_purchases(StudyOutcomes const& all, Language language)
{
    auto const& sweep = all.sweep();
    auto const refused = [&](Text why) { return std::vector<std::string>{why.in(language)}; };
    int const cost = all.find("public_cost"), hours = all.find("hours");
    if (cost < 0 || hours < 0 || all.dates().empty())
        return refused(
            {"What would 10 M€ a year buy? No answer: the study does not keep public_cost, hours_paid and "
             "hours_unpaid.",
             "Que donneraient 10 M€ par an ? Pas de réponse : l'étude ne garde pas public_cost, hours_paid et "
             "hours_unpaid."});
    bool const one_amount =
        sweep.factors.size() == 1 && sweep.factors[0].kind == SweepFactor::Kind::lever && !sweep.factors[0].has_words();
    if (!one_amount)
        return refused(
            {"What would 10 M€ a year buy? No answer: that takes a study whose one factor is the amount of a lever.",
             "Que donneraient 10 M€ par an ? Pas de réponse : il faut une étude dont le seul facteur est le montant "
             "d'un "
             "levier."});
    auto const& factor = sweep.factors[0];
    auto const& field = lever_fields()[static_cast<std::size_t>(factor.entry.lever)];
    int const last = static_cast<int>(all.dates().size()) - 1;
    double const people = sweep.plan.territories.inhabitants() / 1000;
    std::vector<std::string> texts;
    for (int scenario = 1; scenario < static_cast<int>(sweep.plan.scenarios.size()); ++scenario) {
        if (!factor.scenarios[static_cast<std::size_t>(scenario)]) continue;
        auto const costs = all.effects(cost, last, scenario), gains = all.effects(hours, last, scenario);
        std::vector<Dose> doses;
        for (std::size_t p = 0; p < costs.size(); ++p)
            doses.push_back(
                {value_words(field, sweep.design[p][0], language), of_point(costs[p], 1), of_point(gains[p], people)});
        texts.push_back(fmt::format("{} – {}",
                                    title(sweep.plan.scenarios[static_cast<std::size_t>(scenario)], language),
                                    purchase_in_words(doses, kAskedSpending, language).text));
    }
    return texts;
}

}  // namespace cptsim
