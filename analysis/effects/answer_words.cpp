// Readings and marks in words and signs.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

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
            return in({"probably higher", "hausse probable"});
        case Reading::rather_lower:
            return in({"probably lower", "baisse probable"});
        case Reading::uncertain:
            return share_in_words(cell.effect, language, true);
        case Reading::small:
            return in({"at most a small effect", "au plus un petit effet"});
        case Reading::open:
            break;
    }
    auto const share = range_of_base(cell.effect.predictive, cell.base, language);
    return in({"unknown", "inconnu"}) + (share.empty() ? "" : in({": ", " : "}) + share);
}

Text confidence_words(Confidence c)
{
    switch (c) {
        case Confidence::imposed:
            return {"sign imposed by the model", "sens imposé par le modèle"};
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
            return {"given before any data, it is no finding; the size rests on assumptions",
                    "donné avant tout calage, ce sens n'est pas un résultat ; la taille repose sur nos hypothèses"};
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
    constexpr std::array<std::pair<std::size_t, Text>, 4> kRules = {
        {{2, {"{} with its range, as backed by data", "{} avec fourchette, appuyé sur les données"}},
         {1, {"{} with its range, as an assumption", "{} avec fourchette, comme hypothèse"}},
         {0,
          {"{} with its range, as the size of what the model assumes",
           "{} avec fourchette, comme taille de ce que le modèle suppose"}},
         {3, {"{} not assessed", "{} non évalué"}}}};
    std::vector<std::string> rules;
    for (auto const& [mark, words] : kRules)
        if (!marks[mark].empty()) rules.push_back(fmt::format(fmt::runtime(words.in(language)), marks[mark]));
    return format(language, {"To quote: {}", "Pour citer : {}"},
                  fmt::format("{}", fmt::join(rules, Text{"; ", " ; "}.in(language))));
}

bool occurs(Answer const& answer, Confidence confidence)
{
    auto const in_cell = [&](AnswerCell const& x) {
        return x.has_mean() && x.reading != Reading::identical && x.confidence == confidence;
    };
    return std::any_of(answer.policies.begin(), answer.policies.end(),
                       [&](auto const& row) { return std::any_of(row.cells.begin(), row.cells.end(), in_cell); }) ||
           std::any_of(answer.sentences.begin(), answer.sentences.end(), [&](auto const& sentence) {
               return std::count(sentence.marks.begin(), sentence.marks.end(), confidence) > 0;
           });
}

std::vector<std::string> sign_words(Answer const& answer, std::span<AnswerColumn const> columns, Language language)
{
    struct Sign {
        std::array<Reading, 2> readings;
        Text words;
    };
    constexpr std::array kSigns = {
        Sign{{Reading::higher, Reading::lower},
             {"▲ ▼ clear: half or more on this side, at most 5 % on the other",
              "▲ ▼ net : la moitié au moins de ce côté, au plus 5 % de l'autre"}},
        Sign{{Reading::rather_higher, Reading::rather_lower},
             {"△ ▽ probable: 75 % on this side", "△ ▽ probable : 75 % de ce côté"}},
        Sign{{Reading::uncertain, Reading::uncertain},
             {"? n %: uncertain, n % on the mean's side", "? n % : incertain, n % du côté de la moyenne"}},
        Sign{{Reading::open, Reading::open}, {"?: unknown", "? : inconnu"}},
        Sign{{Reading::small, Reading::small}, {"≈: within ±5 % of the law as it is", "≈ : à ±5 % du droit constant"}}};
    std::vector<std::string> out;
    for (auto const& sign : kSigns) {
        bool const is_there = std::any_of(answer.policies.begin(), answer.policies.end(), [&](auto const& row) {
            return std::any_of(columns.begin(), columns.end(), [&](AnswerColumn column) {
                auto const own = row.cells[column].reading;
                return column < kAnswerEffects && (own == sign.readings[0] || own == sign.readings[1]);
            });
        });
        if (is_there) out.emplace_back(sign.words.in(language));
    }
    return out;
}

std::string reading_sign(Reading reading)
{
    if (reading == Reading::uncertain || reading == Reading::open) return "?";
    return reading == Reading::small ? "≈" : reading_mark(reading);
}

std::string sign_behind(AnswerCell const& x, Language language)
{
    auto const sign = reading_sign(x.reading);
    if (x.reading != Reading::uncertain) return sign.empty() ? sign : ' ' + sign;
    return fmt::format(" {} {} %", sign, whole_percent(share_of_mean_sign(x.effect), language));
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
