#include "analysis/decision/draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/effects/indicators.hpp"
#include "analysis/stats/statistics.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

bool is_paired(Question const& question)
{
    return indicators()[static_cast<std::size_t>(question.indicator)].kind == IndicatorKind::paired;
}

/// Values [option][replicate], NaN where a run is missing or the quantity does not exist.
using AllValues = std::vector<std::vector<double>>;

Draws complete_draws(Plan plan, Question const& question, AllValues all)
{
    Draws draws;
    draws.planned = static_cast<int>(all.front().size());
    draws.question = question;
    draws.plan = std::move(plan);
    draws.values.resize(all.size());
    if (is_paired(question))
        for (std::size_t r = 0; r < all.front().size(); ++r) all.front()[r] = 0;
    for (std::size_t r = 0; r < all.front().size(); ++r) {
        bool const whole =
            std::none_of(all.begin(), all.end(), [&](auto const& option) { return std::isnan(option[r]); });
        if (!whole) continue;
        draws.replicates.push_back(static_cast<int>(r));
        for (std::size_t option = 0; option < all.size(); ++option) draws.values[option].push_back(all[option][r]);
    }
    return draws;
}

/// Row of a value in a list, or -1.
template <class List, class Value>
std::ptrdiff_t place_of(List const& list, Value const& value)
{
    auto const found = std::find(list.begin(), list.end(), value);
    return found == list.end() ? -1 : found - list.begin();
}

}  // namespace

std::vector<int> Draws::frames() const
{
    std::vector<int> frames;
    for (int const r : replicates) frames.push_back(r / kStreams);
    return frames;
}

std::vector<double> Draws::gain(std::size_t option, std::size_t over) const
{
    std::vector<double> gains;
    for (std::size_t i = 0; i < size(); ++i) gains.push_back(question.sign() * (values[option][i] - values[over][i]));
    return gains;
}

std::vector<DrawnParameter> Draws::parameters() const
{
    std::vector<DrawnParameter> drawn;
    if (plan.points.size() < 2) return drawn;
    for (std::size_t p = 0; p < parameter_fields().size(); ++p) {
        DrawnParameter one{static_cast<int>(p), {}};
        for (int const r : replicates) one.values.push_back(plan.points[static_cast<std::size_t>(r)][p]);
        auto const differs = [&](double value) { return value != one.values.front(); };
        if (std::any_of(one.values.begin(), one.values.end(), differs)) drawn.push_back(std::move(one));
    }
    return drawn;
}

std::vector<std::vector<std::size_t>> Draws::twins() const
{
    std::map<std::vector<double>, std::vector<std::size_t>> by_point;
    for (std::size_t i = 0; i < size() && plan.points.size() > 1; ++i)
        by_point[plan.points[static_cast<std::size_t>(replicates[i])]].push_back(i);
    std::vector<std::vector<std::size_t>> twins;
    for (auto const& [point, draws] : by_point)
        if (draws.size() > 1) twins.push_back(draws);
    return twins;
}

Draws read_draws(ResultsFile const& file, Question const& question, std::size_t least, SeeRun const& see)
{
    if (file.grid().is_sweep())
        throw InputError(
            {file.path()},
            {"is a merged sweep (a decision is judged by the draws of one launch) cptsim run -o FILE.h5?",
             "est un balayage fusionné (une décision se juge sur les tirages d'un lancement) cptsim run -o FILE.h5 ?"});
    auto const& plan = file.plan();
    AllValues all(question.options.size(), std::vector<double>(static_cast<std::size_t>(plan.replicates), kNaN));
    file.for_each([&](StoredRun const& stored, Observation const& observation) {
        auto const option = place_of(question.options, stored.run.scenario);
        if (option < 0) return;
        all[static_cast<std::size_t>(option)][static_cast<std::size_t>(stored.run.replicate)] =
            indicator_value(plan, observation, question.indicator, question.month);
        if (see) see(static_cast<std::size_t>(option), stored.run.replicate, observation);
    });
    auto draws = complete_draws(plan, question, std::move(all));
    if (draws.size() < least)
        throw InputError({file.path()},
                         both({"holds {} draws in which all options have the indicator (this needs {} at least, and "
                               "hundreds to be precise) cptsim run --replicates 500?",
                               "contient {} tirages où tous les choix ont l'indicateur (il en faut {} au moins, et des "
                               "centaines pour être précis) cptsim run --replicates 500 ?"},
                              draws.size(), least));
    return draws;
}

std::optional<Draws> read_prior_draws(ResultsFile const& file, Question const& question)
{
    auto const table = file.prior();
    if (!table) return {};
    auto const date = place_of(table->dates, question.month);
    auto const column =
        place_of(table->indicators, std::string(indicators()[static_cast<std::size_t>(question.indicator)].id));
    if (date < 0 || column < 0) return {};
    AllValues all;
    auto const replicates = static_cast<std::size_t>(table->replicates);
    for (int const option : question.options) {
        auto const row = place_of(table->scenarios, name_of(file.plan(), option));
        if (row < 0) return {};
        auto& values = all.emplace_back();
        for (std::size_t r = 0; r < replicates; ++r) {
            auto const run = static_cast<std::size_t>(row) * replicates + r;
            auto const cell = run * table->dates.size() + static_cast<std::size_t>(date);
            values.push_back(table->values[cell * table->indicators.size() + static_cast<std::size_t>(column)]);
        }
    }
    Plan twin = file.plan();
    twin.points.clear();  // those of the twin are not kept
    return complete_draws(std::move(twin), question, std::move(all));
}

std::vector<int> prior_dates(ResultsFile const& file)
{
    auto const table = file.prior();
    return table ? table->dates : std::vector<int>{};
}

std::string sample_words(std::string const& file, Draws const& draws, Language language)
{
    auto const source = draws.plan.parameter_source;
    Text const kind = source == ParameterSource::posterior ? Text{"posterior", "calées sur les données"}
                      : source == ParameterSource::prior   ? Text{"priors", "lois a priori"}
                                                           : Text{"defaults", "valeurs par défaut"};
    auto frames = draws.frames();
    frames.erase(std::unique(frames.begin(), frames.end()), frames.end());
    auto text = format(language,
                       {"{}: {} draws of the parameters ({}), {} populations of people",
                        "{} : {} tirages des paramètres ({}), {} populations"},
                       file, draws.size(), kind.in(language), frames.size());
    if (auto const left = static_cast<std::size_t>(draws.planned) - draws.size(); left > 0)
        text += format(
            language,
            {"; {} left out, unfinished or without the indicator", " ; {} écartés, inachevés ou sans l'indicateur"},
            left);
    return text;
}

std::string preface(std::string const& question, std::string const& sample, std::string const& method,
                    std::string const& error, Language language)
{
    constexpr Text kHeads[] = {
        {"QUESTION", "QUESTION"}, {"SAMPLE", "ÉCHANTILLON"}, {"METHOD", "MÉTHODE"}, {"ERROR", "ERREUR"}};
    std::string const* const bodies[] = {&question, &sample, &method, &error};
    std::string text;
    for (std::size_t i = 0; i < 4; ++i) text += fmt::format("{:<12}{}\n", kHeads[i].in(language), *bodies[i]);
    return text + '\n';
}

}  // namespace cptsim
