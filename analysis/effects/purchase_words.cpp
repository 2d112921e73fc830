#include "analysis/effects/answer_quantities.hpp"
#include "sim/base/text.hpp"

namespace cptsim {

AnswerPurchase purchase_in_words(std::vector<Dose> const& doses, double spending, Language language)
{
    auto const bought = purchase(doses, spending);
    auto const asked = said(spending, language);
    AnswerPurchase out;
    if (bought.gain) {
        out.is_refused = false;
        out.text = format(language,
                          {"{} M€ a year would bring, between “{}” and “{}”: {}.",
                           "{} M€ par an apporteraient, entre « {} » et « {} » : {}."},
                          asked, bought.below, bought.above, clause(quantity::hours, *bought.gain, language));
        return out;
    }
    switch (bought.why) {
        case NoPurchase::one_dose:
            out.text = format(
                language,
                {"What would {} M€ a year buy? That takes a measure run with two amounts at least; here each has one.",
                 "Que donneraient {} M€ par an ? Il faudrait simuler au moins deux montants d'une même mesure ; ici, "
                 "un "
                 "seul."},
                asked);
            break;
        case NoPurchase::beyond:
            out.text = format(
                language,
                {"What would {} M€ a year buy? No answer: the doses from “{}” on cost between {} and {} M€ a year.",
                 "Que donneraient {} M€ par an ? Pas de réponse : les doses de « {} » coûtent de {} à {} M€ par an."},
                asked, doses.front().name, said(bought.span.low, language), said(bought.span.high, language));
            break;
        case NoPurchase::not_told:
            out.text = format(language,
                              {"What would {} M€ a year buy? No answer: “{}” and “{}” do not clearly differ in cost.",
                               "Que donneraient {} M€ par an ? Pas de réponse : les coûts de « {} » et de « {} » ne se "
                               "distinguent pas."},
                              asked, bought.below, bought.above);
            break;
        case NoPurchase::too_few:
            out.text =
                format(language,
                       {"What would {} M€ a year buy? No answer: fewer than {} simulations of each dose.",
                        "Que donneraient {} M€ par an ? Pas de réponse : moins de {} simulations de chaque dose."},
                       asked, kDrawsForSign);
            break;
    }
    return out;
}

}  // namespace cptsim
