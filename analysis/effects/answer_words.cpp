// Readings and marks in words and signs.
#include <array>

#include "analysis/effects/answer_quantities.hpp"
#include "sim/base/text.hpp"

namespace cptsim {

std::string reading_words(AnswerCell const& cell, Language language)
{
    auto const in = [&](Text words) { return std::string(words.in(language)); };
    switch (cell.reading) {
        case Reading::missing:
        case Reading::too_few:
            return in(cell.why);
        case Reading::range_only:
            return in({"too few for a mean", "trop peu pour une moyenne"});
        case Reading::identical:
            return in({"no effect", "aucun effet"});
        case Reading::higher:
            return in({"higher", "hausse"});
        case Reading::lower:
            return in({"lower", "baisse"});
        case Reading::rather_higher:
            return in({"rather higher", "plutôt hausse"});
        case Reading::rather_lower:
            return in({"rather lower", "plutôt baisse"});
        case Reading::uncertain:
            return share_in_words(cell.effect, language, true);
        case Reading::not_visible:
            break;
    }
    return in({"not visible", "non visible"});
}

Text confidence_words(Confidence c)
{
    switch (c) {
        case Confidence::imposed:
            return {"sign imposed by the model, size resting on assumptions",
                    "sens imposé par le modèle, taille fondée sur des hypothèses"};
        case Confidence::assumptions:
            return {"rests on assumptions", "repose sur nos hypothèses"};
        case Confidence::data:
            return {"backed by data", "appuyé sur les données"};
        case Confidence::unknown:
            break;
    }
    return {"not assessed", "non évalué"};
}

Text confidence_meaning(Confidence c)
{
    switch (c) {
        case Confidence::imposed:
            return {"its assumptions give this sign before any data: it is no result",
                    "ses hypothèses donnent ce sens avant tout calage : ce n'est pas un résultat"};
        case Confidence::assumptions:
            return {"the data observed have hardly narrowed what was assumed, or leave the sign open",
                    "les données observées n'ont guère réduit l'incertitude, ou laissent le sens ouvert"};
        case Confidence::data:
            return {"the data observed have narrowed what was assumed",
                    "les données observées ont réduit l'incertitude"};
        case Confidence::unknown:
            break;
    }
    return {"too few simulations, or none from before the data beside them",
            "trop peu de simulations, ou aucune non calée pour témoin"};
}

std::string quoting_rule(std::array<std::string, 4> const& marks, Language language)
{
    return format(language,
                  {"Quote with its range: {} as backed by data; {} as assumed; {} (sign imposed) its size alone, as "
                   "assumed; {} not assessed",
                   "À citer avec fourchette : {} appuyé sur les données ; {} supposé ; {} (sens imposé) taille "
                   "seule, supposée ; {} non évalué"},
                  marks[2], marks[1], marks[0], marks[3]);
}

char const* reading_mark(Reading reading)
{
    switch (reading) {
        case Reading::higher:
            return "▲";
        case Reading::lower:
            return "▼";
        case Reading::rather_higher:
            return "△";
        case Reading::rather_lower:
            return "▽";
        default:
            return "";
    }
}

char const* confidence_mark(Confidence c)
{
    constexpr std::array kMarks = {"▨", "□", "■", "·"};
    return kMarks[static_cast<std::size_t>(c)];
}

}  // namespace cptsim
