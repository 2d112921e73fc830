#include "analysis/calibration/fit_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "analysis/calibration/coordinates.hpp"
#include "analysis/calibration/identifiability.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

constexpr double kSurprising = 1.25;  ///< surprise over which the last wave has not settled
constexpr double kMoving = 2;         ///< shift over which it has not, in that of independent draws of one posterior
constexpr double kFewDraws = 0.25;    ///< effective share of the last draws under which weights rest on few of them
constexpr double kMissed = 1.645;     ///< deviations beyond which 90 % do not reach

std::string screening_text(Calibration const& calibration, Screening const& screening, Language language)
{
    std::string text = Text{"Screening: strength of each parameter, in declared errors of the summaries\n",
                            "Criblage : poids de chaque paramètre, en erreurs déclarées des résumés\n"}
                           .in(language);
    for (auto const i : screening.ranking)
        text += fmt::format("  {:<44} {:>8} ± {}\n", calibration.coordinates[i].path,
                            format_number(screening.strength[i], 1, language),
                            format_number(screening.strength_error[i], 1, language));
    return text + fmt::format("  {:<44} {:>8}\n", Text{"(chance alone)", "(hasard seul)"}.in(language),
                              format_number(screening.chance(), 1, language));
}

char const* said_text(Said said, Language language)
{
    if (said == Said::unsure) return Text{"  within its error of 20 %", "  à son erreur près de 20 %"}.in(language);
    return said == Said::little ? Text{"  driven by assumption", "  relève de l'hypothèse"}.in(language) : "";
}

/// Posterior against prior of each parameter, the most contracted first.
std::string posterior_text(Calibration const& calibration, SamplerState const& state, Language language)
{
    auto const particles = state.z.size() / calibration.coordinates.size();
    auto const found = identify(state.z, std::vector<double>(particles, 1.0));
    std::string text =
        Text{
            "Posterior: median [5 %, 95 %], contraction of the variance (in the prior's normal "
            "scores) and its Monte Carlo error\n",
            "A posteriori : médiane [5 %, 95 %], contraction de la variance (scores normaux) et son erreur de "
            "Monte-Carlo\n"}
            .in(language);
    for (auto const i : by_contraction(found)) {
        auto const& c = calibration.coordinates[i];
        auto const& m = found.marginals[i];
        text += fmt::format("  {:<44} {:>9.4g} [{:.4g}, {:.4g}]  {} ± {} %{}\n", c.path, value_of(c, m.median),
                            value_of(c, m.low), value_of(c, m.high), format_number(100 * m.contraction, 0, language),
                            format_number(100 * m.contraction_error, 0, language), said_text(m.said(), language));
    }
    return text;
}

std::string outside_text(Calibration const& calibration, Language language)
{
    std::string names;
    for (auto const& c : calibration.outside) names += (names.empty() ? "" : ", ") + c.path;
    return format(language,
                  {"{} parameters fitted, {} outside the fit with their priors{}{}\n",
                   "{} paramètres ajustés, {} hors de l'ajustement avec leur loi a priori{}{}\n"},
                  calibration.coordinates.size(), calibration.outside.size(), names.empty() ? "" : ": ", names);
}

/// What simulations of the last draws say of the emulator, by summary, the worst first.
std::string check_text(std::vector<std::string> const& summaries, FinalCheck const& check, Language language)
{
    auto const draws = static_cast<double>(check.log_weights.size());
    std::vector<std::size_t> order(summaries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return check.distance[a] > check.distance[b]; });
    auto text =
        format(language,
               {"Last draws, simulated again: errors of each summary (less what those before it in one sample or "
                "series explain) against what the emulator expected, in its deviations\n"
                "  {:<56} {:>6} {:>6} {:>8} {:>10} {:>6}\n",
                "Derniers tirages, resimulés : erreurs de chaque résumé (moins ce qu'en expliquent les précédents "
                "d'un même échantillon ou d'une même série) par rapport à l'émulateur, en ses écarts-types\n"
                "  {:<56} {:>6} {:>6} {:>8} {:>10} {:>6}\n"},
               "", Text{"mean", "moy."}.in(language), Text{"sd", "é.-t."}.in(language), "kurtosis",
               Text{"out. 90 %", "hors 90 %"}.in(language), "PIT");
    for (auto const s : order)
        text += fmt::format(
            "  {:<56} {:>6} {:>6} {:>8} {:>8} % {:>6}{}\n", summaries[s], format_number(check.mean[s], 2, language),
            format_number(check.deviation[s], 2, language), format_number(check.kurtosis[s], 1, language),
            format_number(100 * check.outside[s], 0, language), format_number(check.distance[s], 3, language),
            check.distance[s] * std::sqrt(draws) > kSurprisingDistance
                ? Text{"  not uniform", "  non uniforme"}.in(language)
                : "");
    text +=
        format(language,
               {"Weights from the emulator that has seen them: {} effective draws of {}; they move the means by {} "
                "deviations.\n",
                "Poids par l'émulateur qui les a vus : {} tirages effectifs sur {} ; ils déplacent les moyennes de {} "
                "écarts-types.\n"},
               format_number(check.effective_size, 0, language), check.log_weights.size(),
               format_number(check.shift, 2, language));
    if (check.effective_size < kFewDraws * draws)
        text += Text{"FEW DRAWS CARRY THE POSTERIOR: the emulator was still learning; more method.waves?\n",
                     "PEU DE TIRAGES PORTENT L'A POSTERIORI : l'émulateur apprenait encore ; plus de method.waves ?\n"}
                    .in(language);
    return text;
}

/// The weighted last draws against what was observed, the worst first.
std::string fit_text(std::vector<std::string> const& summaries, SamplerState const& state, Language language)
{
    auto const weights = weights_of(state.check.log_weights);
    auto const n = summaries.size();
    auto const last = std::span(state.residuals).last(weights.size() * n);
    std::vector<double> mean(n, 0), deviation(n, 0);
    for (std::size_t s = 0; s < n; ++s) {
        for (std::size_t i = 0; i < weights.size(); ++i) mean[s] += weights[i] * last[i * n + s];
        for (std::size_t i = 0; i < weights.size(); ++i)
            deviation[s] += weights[i] * (last[i * n + s] - mean[s]) * (last[i * n + s] - mean[s]);
        deviation[s] = std::sqrt(deviation[s]);
    }
    auto const distance = [&](std::size_t s) { return std::abs(mean[s]) / std::sqrt(1 + deviation[s] * deviation[s]); };
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return distance(a) > distance(b); });
    auto const missed = std::count_if(order.begin(), order.end(), [&](auto s) { return distance(s) > kMissed; });
    auto text = format(
        language,
        {"Fit: what the weighted last draws give less what was observed, in declared errors (less what those "
         "before explain); {} of {} summaries lie outside 90 %\n",
         "Ajustement : ce que donnent les derniers tirages pondérés moins l'observé, en erreurs déclarées (moins "
         "ce qu'expliquent les précédents) ; {} résumés sur {} hors de 90 %\n"},
        missed, n);
    for (auto const s : order)
        text += fmt::format("  {:<56} {:>6} ± {}{}\n", summaries[s], format_number(mean[s], 2, language),
                            format_number(deviation[s], 2, language),
                            distance(s) > kMissed ? Text{"  not met", "  manqué"}.in(language) : "");
    return text;
}

/// How much the result can be relied on.
std::string verdict_text(Calibration const& calibration, SamplerState const& state, Language language)
{
    auto const number = [&](double x) { return format_number(x, 2, language); };
    auto const& trace = state.trace;
    auto text = format(language,
                       {"{} evaluations. The emulator leaves {} declared variances of chance and lack "
                        "of fit; surprise of the last wave {} (1: it knows what it does not know); it moved the means "
                        "by {} deviations.\n",
                        "{} évaluations. L'émulateur laisse {} variances déclarées de hasard et "
                        "d'inadéquation ; surprise de la dernière vague {} (1 : il sait ce qu'il ignore) ; déplacement "
                        "{}.\n"},
                       state.evaluations, number(trace.left_variance.back()), number(trace.surprise.back()),
                       number(trace.shift.back()));
    double const noise = std::sqrt(2.0 / calibration.method.particles);
    if (!(trace.surprise.back() < kSurprising && trace.shift.back() < kMoving * noise))
        text += Text{"Not settled: the emulator is surprised, or the posterior still moves; more method.waves?\n",
                     "Pas stabilisé : l'émulateur est surpris, ou l'a posteriori bouge encore ; plus de "
                     "method.waves ?\n"}
                    .in(language);
    return text;
}

}  // namespace

std::string fit_report(Calibration const& calibration, std::vector<std::string> const& summaries,
                       CalibrationProgress const& progress, Language language)
{
    std::string text;
    if (progress.screening) text = screening_text(calibration, *progress.screening, language);
    return text + posterior_text(calibration, progress.state, language) + outside_text(calibration, language) +
           fit_text(summaries, progress.state, language) + check_text(summaries, progress.state.check, language) +
           verdict_text(calibration, progress.state, language);
}

}  // namespace cptsim
