#include "analysis/calibration/fit_report.hpp"

#include <fmt/format.h>

#include <cmath>

#include "analysis/calibration/coordinates.hpp"
#include "analysis/calibration/identifiability.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

constexpr double kSurprising = 1.25;  ///< surprise over which the last wave has not settled
constexpr double kMoving = 2;         ///< shift over which it has not, in that of independent draws of one posterior
constexpr double kFailing = 0.05;     ///< share of failed simulations that is more than an accident

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

/// Posterior against prior of each parameter, the most contracted first.
std::string posterior_text(Calibration const& calibration, SamplerState const& state, Language language)
{
    auto const particles = static_cast<std::size_t>(calibration.method.particles);
    auto const found = identify(state.z, std::vector<double>(particles, 1.0));
    std::string text =
        Text{
            "Posterior: median [5 %, 95 %], contraction of the variance (in the prior's normal "
            "scores)\n",
            "A posteriori : médiane [5 %, 95 %], contraction de la variance (scores normaux)\n"}
            .in(language);
    for (auto const i : by_contraction(found)) {
        auto const& c = calibration.coordinates[i];
        auto const& m = found.marginals[i];
        text += fmt::format("  {:<44} {:>9.4g} [{:.4g}, {:.4g}]  {} %{}\n", c.path, value_of(c, m.median),
                            value_of(c, m.low), value_of(c, m.high), format_number(100 * m.contraction, 0, language),
                            m.contraction < kLeastContraction
                                ? Text{"  driven by assumption", "  relève de l'hypothèse"}.in(language)
                                : "");
    }
    return text;
}

/// How much the result can be relied on.
std::string verdict_text(Calibration const& calibration, SamplerState const& state, Language language)
{
    auto const number = [&](double x) { return format_number(x, 2, language); };
    auto const& trace = state.trace;
    auto text = format(language,
                       {"{} evaluations ({} failed). The emulator leaves {} declared variances of chance and lack "
                        "of fit; surprise of the last wave {} (1: it knows what it does not know); it moved the means "
                        "by {} deviations.\n",
                        "{} évaluations (dont {} en échec). L'émulateur laisse {} variances déclarées de hasard et "
                        "d'inadéquation ; surprise de la dernière vague {} (1 : il sait ce qu'il ignore) ; déplacement "
                        "{}.\n"},
                       state.evaluations, state.failures, number(trace.left_variance.back()),
                       number(trace.surprise.back()), number(trace.shift.back()));
    if (state.failures > kFailing * state.evaluations)
        text += Text{"Many simulations failed; the posterior is that of the others, and knows nothing of them.\n",
                     "Beaucoup de simulations en échec ; l'a posteriori est celui des autres, et ignore les "
                     "premières.\n"}
                    .in(language);
    double const noise = std::sqrt(2.0 / calibration.method.particles);
    if (!(trace.surprise.back() < kSurprising && trace.shift.back() < kMoving * noise))
        text += Text{"Not settled: the emulator is surprised, or the posterior still moves; more method.waves?\n",
                     "Pas stabilisé : l'émulateur est surpris, ou l'a posteriori bouge encore ; plus de "
                     "method.waves ?\n"}
                    .in(language);
    return text;
}

}  // namespace

std::string fit_report(Calibration const& calibration, CalibrationProgress const& progress, Language language)
{
    std::string text;
    if (progress.screening) text = screening_text(calibration, *progress.screening, language);
    return text + posterior_text(calibration, progress.state, language) +
           verdict_text(calibration, progress.state, language);
}

}  // namespace cptsim
