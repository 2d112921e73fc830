#include "analysis/effects/table_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/calendar.hpp"
#include "sim/base/count.hpp"
#include "sim/base/text.hpp"
#include "sim/model/fields.hpp"
#include "sim/model/places.hpp"

namespace cptsim {
namespace {

template <class... Args>
std::string say(Language language, FormatOf<Args const&...> text, Args const&... args)
{
    return format<Args...>(language, text, args...) + '\n';
}

Text nature(TerritoryTable const& table)
{
    auto const synthetic =
        std::count_if(table.rows.begin(), table.rows.end(), [](auto const& t) { return t.synthetic; });
    if (synthetic == 0) return {"real places, numbers partly derived", "lieux réels, chiffres en partie estimés"};
    if (static_cast<std::size_t>(synthetic) == table.rows.size()) return {"synthetic", "synthétiques"};
    return {"partly synthetic", "en partie synthétiques"};
}

Text parameters(ParameterSource source)
{
    switch (source) {
        case ParameterSource::defaults:
            return {
                "Parameters: fixed at their defaults, not calibrated on data; intervals hold chance alone.",
                "Paramètres : fixés à leurs valeurs par défaut, non calés sur des données ; les intervalles ne portent "
                "que le hasard."};
        case ParameterSource::posterior:
            return {
                "Parameters: a draw from the posterior for each replicate; intervals hold what the data left open, and "
                "chance.",
                "Paramètres calés sur les données de 2019-2023, un tirage par simulation ; les intervalles "
                "reflètent\nl'incertitude restante, et le hasard."};
        case ParameterSource::prior:
            break;
    }
    return {"Parameters: a draw from the priors for each replicate, not calibrated on data.",
            "Paramètres : un tirage a priori par simulation, non calés sur des données."};
}

/// What so few frames or replicates leave unknown.
std::string small_samples(Plan const& plan, Plan const& before_data, int frames, Language language)
{
    std::string out;
    if (int const rest = plan.replicates % kStreams; frames > 1 && rest > 0)
        out +=
            say(language,
                {"The last frame holds {} of {} replicates, yet weighs as much as the others: ask for multiples "
                 "of {}.",
                 "La dernière population tirée ne porte que {} simulations sur {}, mais pèse autant que les autres : "
                 "préférer les multiples de {}."},
                rest, kStreams, kStreams);
    if (plan.replicates > 1 && frames == 1)
        out += say(
            language,
            {"One frame: ± takes its replicates as units and lacks what differs between populations.",
             "Une seule population tirée : ± prend ses simulations pour unités, sans ce qui varie entre populations."});
    if (frames > 1 && frames < 5)
        out += say(language,
                   {"Fewer than 5 frames: ± rests on {} populations, so it is wide and rough.",
                    "Moins de 5 populations tirées : ± ne repose que sur {}, il est donc large et grossier."},
                   frames);
    if (plan.replicates > 1 && plan.replicates < 19)
        out +=
            say(language,
                {"Fewer than 19 replicates: [ ] is their range; the next one falls outside with probability {} %.",
                 "Moins de 19 simulations : [ ] est leur étendue ; la suivante en sort avec une probabilité de {} %."},
                format_number(200.0 / (plan.replicates + 1), 0, language));
    if (before_data.parameter_source == ParameterSource::prior && before_data.replicates < kDrawsForSign)
        out += say(language,
                   {"Not enough draws to say which signs are assumed, or what is driven by assumption ({} needed).",
                    "Pas assez de tirages pour dire quels sens sont imposés par le modèle, ou ce qui repose sur nos "
                    "hypothèses (il en faut {})."},
                   kDrawsForSign);
    if (before_data.parameter_source == ParameterSource::posterior)
        out += say(language, {"No draws from the priors: nothing says which signs are assumed, or what is driven by "
                              "assumption.",
                              "Pas de simulations non calées pour témoin : rien ne dit quels sens sont imposés par le "
                              "modèle, ni ce qui repose sur nos hypothèses."});
    return out;
}

}  // namespace

std::string table_header(Summary const& s, Summary const* prior, Language language)
{
    Plan const& plan = s.plan;
    int const frames = (plan.replicates + kStreams - 1) / kStreams;
    std::string out = say(
        language, {"Population {}: {} ({}), {}", "Population {} : {} ({}), {}"}, place_title(plan.territories.name),
        counted(static_cast<double>(plan.territories.rows.size()), {"territory", "territoire"},
                {"territories", "territoires"}, language),
        nature(plan.territories).in(language),
        counted(plan.territories.inhabitants(), {"inhabitant", "habitant"}, {"inhabitants", "habitants"}, language));
    if (int const known = plan.territories.known_signatures(); known > 0)
        out += say(language,
                   {"Known dates of signature: {} of the territories, the same in every scenario",
                    "Dates de signature connues : {} des territoires, les mêmes dans tous les scénarios"},
                   known);
    out += say(language,
               {"Replicates: {}; frames (populations drawn): {}; seed: {}; months: {} to {}; policies from {}",
                "Simulations : {} ; populations tirées : {} ; graine : {} ; mois : {} à {} ; politiques dès {}"},
               plan.replicates, frames, plan.seed, month_name(0), month_name(plan.end_month),
               month_name(policy_start(plan)));
    if (plan.own_sample.empty())
        out += parameters(plan.parameter_source).in(language) + std::string("\n");
    else
        out +=
            say(language,
                {"Parameters: a draw for each replicate from the own sample {}; intervals hold what it left open, and "
                 "chance.",
                 "Paramètres : un tirage par simulation de l'échantillon propre {} ; les intervalles portent ce qu'il "
                 "laisse\nouvert, et le hasard."},
                plan.own_sample);
    if (prior)
        out += say(language,
                   {"Also {} replicates with parameters from the priors: what one would say before any data.",
                    "{} simulations non calées servent de témoin."},
                   prior->plan.replicates);
    auto const planned = static_cast<int>(planned_runs(plan).size());
    if (s.runs_done() < planned)
        out += say(language,
                   {"Interrupted: {} of {} runs are finished, and the table holds those.",
                    "Interrompu : {} des {} simulations sont finies, et le tableau porte sur elles."},
                   s.runs_done(), planned);
    return out + small_samples(plan, prior ? prior->plan : plan, frames, language);
}

std::string TableNotes::where(int date, int indicator) const
{
    return fmt::format("{}, {}", indicators()[static_cast<std::size_t>(indicator)].title.in(language_),
                       month_name(s_.dates[static_cast<std::size_t>(date)]));
}

void TableNotes::left_out(Estimate const& e, int date, int indicator)
{
    if (e.left_out == 0 || e.mean.values == 0) return;  // the cell says so where none is left
    left_out_.push_back(say(language_, {"  {}: {} of {}", "  {} : {} sur {}"}, where(date, indicator), e.left_out,
                            e.left_out + e.mean.values));
}

void TableNotes::sign(Effect const& e, SignCall call, int scenario, int date, int indicator)
{
    bool const positive = call == SignCall::assumed_positive;
    if (!positive && call != SignCall::assumed_negative) return;
    std::string driver = Text{"no parameter moves it", "aucun paramètre ne le déplace"}.in(language_);
    if (auto const best = strongest_parameter(before_data_, scenario, date, indicator)) {
        auto const& path = parameter_fields()[static_cast<std::size_t>(best->parameter)].path;
        driver = fmt::format("{} {} ±{}", path, format_number(best->correlation, 2, language_),
                             format_number(best->standard_error, 2, language_));
        if (!best->stands_out())
            driver =
                format(language_, {"none stands out (largest: {})", "aucun ne ressort (le plus fort : {})"}, driver);
    }
    Text const all{", all draws", ", tous les tirages"};
    signs_[indicator] =
        say(language_, {"  {} ({}{}): {}", "  {} ({}{}) : {}"}, where(date, indicator), positive ? "+" : "\u2212",
            (positive ? e.negative : e.positive) == 0 ? all.in(language_) : "", driver);
}

std::string TableNotes::take()
{
    std::string out;
    if (!left_out_.empty())
        out += say(language_, {"\nReplicates left out, because the quantity does not exist in them:",
                               "\nSimulations sans valeur pour cet indicateur :"});
    for (auto const& note : std::exchange(left_out_, {})) out += note;
    if (!signs_.empty())
        out += say(
            language_,
            {"\n* The sign is assumed: the model and its priors give it in over 95 % of the draws, before any data.\n"
             "\"All draws\": none has the other sign, so the structure of the model or its priors decide it. The "
             "parameter\n"
             "named moves the size of the effect most, at the last date with a star (rank correlation over replicates "
             "± its\n"
             "standard error); it need not decide the sign.",
             "\n* Sens imposé par le modèle : le modèle et ses lois a priori le donnent dans plus de 95 % des tirages, "
             "avant tout\n"
             "calage. « Tous les tirages » : aucun n'a l'autre signe ; la structure du modèle ou ses lois a priori en\n"
             "décident. Le paramètre nommé est celui qui déplace le plus la taille de l'effet, à la dernière date "
             "étoilée\n"
             "(corrélation des rangs sur les simulations ± son erreur type) ; il ne décide pas forcément du signe."});
    if (!signs_.empty() && before_data_.plan.replicates < kDrawsForFirmSign)
        out += say(language_,
                   {"With fewer than {} draws a star can be luck.",
                    "Avec moins de {} tirages, une étoile peut tenir à la chance."},
                   kDrawsForFirmSign);
    for (auto const& note : std::exchange(signs_, {})) out += note.second;
    if (std::exchange(assumption_driven_, false))
        out += say(
            language_,
            {"\n† Driven by assumption: it is not sure (95 %) that the data have taken {} % of the variance that the "
             "priors give.",
             "\n† Repose surtout sur nos hypothèses : les données observées n'ont guère réduit l'incertitude (moins de "
             "{} % de la\nvariance, à 95 %)."},
            format_number(100 * kLeastPredictiveContraction, 0, language_));
    return out;
}

}  // namespace cptsim
