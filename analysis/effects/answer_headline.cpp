#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "analysis/effects/answer_said.hpp"
#include "analysis/effects/answer_sentences.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

/// Policies of which the same is known about active members.
struct Finding {
    std::array<Reading, 2> readings;  ///< either of them
    Text words;                       ///< before the names
    bool has_numbers;
};
constexpr std::array kFindings = {
    Finding{{Reading::higher, Reading::higher}, {"more under ", "plus nombreux sous "}, true},
    Finding{{Reading::rather_higher, Reading::rather_higher},
            {"probably more under ", "probablement plus nombreux sous "},
            true},
    Finding{{Reading::lower, Reading::lower}, {"fewer under ", "moins nombreux sous "}, true},
    Finding{{Reading::rather_lower, Reading::rather_lower},
            {"probably fewer under ", "probablement moins nombreux sous "},
            true},
    Finding{{Reading::uncertain, Reading::uncertain}, {"sign uncertain under ", "sens incertain sous "}, false},
    Finding{{Reading::open, Reading::open}, {"effect unknown under ", "effet inconnu sous "}, false},
    Finding{{Reading::small, Reading::small}, {"at most a small effect under ", "au plus un petit effet sous "}, false},
    Finding{{Reading::missing, Reading::too_few}, {"nothing can be said of ", "rien à dire de "}, false},
    Finding{
        {Reading::range_only, Reading::range_only}, {"ranges alone for ", "des fourchettes seulement pour "}, false},
    Finding{{Reading::identical, Reading::identical}, {"no effect under ", "aucun effet sous "}, false},
};

class Headline {
  public:
    Headline(Summary const& s, std::vector<PolicyEffects> const& policies, Language language)
        : s_(s), policies_(policies), language_(language)
    {
    }

    [[nodiscard]] std::string write() const
    {
        if (policies_.empty()) return {};
        bool const has_mean = std::any_of(policies_.begin(), policies_.end(), [](auto const& policy) {
            return policy.row().cells[kAnswerActive].has_mean();
        });
        if (!has_mean) return too_little();
        auto const text = policies_.size() == 1 ? of_one(policies_.front()) : of_several();
        std::vector<AnswerRow> rows;
        for (auto const& policy : policies_) rows.push_back(policy.row());
        return text + ' ' + capital(backing_words(backing_of(rows), language_)) + '.';
    }

  private:
    [[nodiscard]] std::string in(Text words) const { return words.in(language_); }
    [[nodiscard]] std::string pause() const { return in({"; ", " ; "}); }

    [[nodiscard]] std::string too_little() const
    {
        int const runs = fewest_replicates(s_);
        if (runs < kDrawsForAnswer)
            return format(
                language_,
                {"No answer yet: {} simulation{} cannot show an effect ({} give ranges, {} means and signs, {} where "
                 "a sign comes from).",
                 "Pas encore de réponse : trop peu de simulations ({}{}) pour montrer un effet (il en faut {} pour des "
                 "fourchettes, {} "
                 "pour des moyennes et des sens, {} pour l'origine d'un sens)."},
                runs, language_ == Language::fr || runs == 1 ? "" : "s", kDrawsForAnswer, kDrawsForMean, kDrawsForSign);
        return format(
            language_,
            {"Ranges alone: {} simulations show how far an effect may go, neither its mean nor its sign.",
             "Des fourchettes seulement : {} simulations disent jusqu'où un effet peut aller, ni sa moyenne ni "
             "son sens."},
            runs);
    }

    /// Active members first, then what else is clear, and the money.
    [[nodiscard]] std::string of_one(PolicyEffects const& policy) const
    {
        using namespace quantity;
        auto text = policy.say(active, language_) + assumed({&policy});
        auto const reading = policy.said(active).reading;  // of some the clause has the level already
        if (reading != Reading::open && reading != Reading::small && reading != Reading::identical) text += of_base();
        if (policy.is_clear(nominal)) text += pause() + policy.say(nominal, language_);
        text += pause() + policy.say(money, language_);
        return capital(text) + '.';
    }

    [[nodiscard]] std::string of_several() const
    {
        std::string text;
        for (auto const& finding : kFindings) {
            std::vector<PolicyEffects const*> members;
            for (auto const& policy : policies_)
                if (auto const own = policy.reading(quantity::active);
                    own == finding.readings[0] || own == finding.readings[1])
                    members.push_back(&policy);
            if (members.empty()) continue;
            largest_first(members);
            text += (text.empty() ? "" : pause()) + in(finding.words) + names_of(members, finding.has_numbers) +
                    (finding.has_numbers ? assumed(members) : "");
        }
        auto const today = level(s_, 0, policies_.front().date(), indicator::net_active_).mean.mean;
        return format(language_,
                      {"Active members ({} in {} under the law as it is): {}.",
                       "Membres actifs ({} en {} à droit constant) : {}."},
                      said(today, language_), policies_.front().row().date / 12 + kFirstYear, text);
    }

    [[nodiscard]] std::string names_of(std::vector<PolicyEffects const*> const& members, bool has_numbers) const
    {
        auto const name = [&](PolicyEffects const& policy) {
            auto const& e = policy.on(quantity::active);
            auto words = format(language_, {"“{}”", "« {} »"}, policy.row().brief);
            if (has_numbers)
                words += format(language_, {" ({}, from {} to {})", " ({}, de {} à {})"},
                                said_difference(e.mean.mean, language_), said_difference(e.predictive.low, language_),
                                said_difference(e.predictive.high, language_));
            return words;
        };
        return listed(named(members, name, language_), language_);
    }

    /// Where the model has put in every sign.
    [[nodiscard]] std::string assumed(std::vector<PolicyEffects const*> const& members) const
    {
        bool const all = std::all_of(members.begin(), members.end(), [](auto const* policy) {
            return policy->confidence(quantity::active) == Confidence::imposed;
        });
        return all ? in(kAsAssumed) : "";
    }
    [[nodiscard]] std::string of_base() const
    {
        auto const today = level(s_, 0, policies_.front().date(), indicator::net_active_).mean.mean;
        return format(language_, {", against {} under the law as it is", ", contre {} à droit constant"},
                      said(today, language_));
    }

    Summary const& s_;
    std::vector<PolicyEffects> const& policies_;
    Language language_;
};

}  // namespace

Backing backing_of(std::vector<AnswerRow> const& policies)
{
    Backing backing;
    for (auto const& row : policies)
        for (int column = 0; column < kAnswerEffects; ++column) {
            auto const& cell = row.cells[static_cast<std::size_t>(column)];
            if (!cell.has_mean() || cell.reading == Reading::identical) continue;
            ++backing.effects;
            backing.data += cell.confidence == Confidence::data;
            backing.unknown += cell.confidence == Confidence::unknown;
        }
    return backing;
}

std::string backing_words(Backing backing, Language language)
{
    auto const [effects, data, unknown] = backing;
    if (effects == 0) return Text{"no simulation shows any effect", "aucune simulation ne montre d'effet"}.in(language);
    if (unknown == effects)
        return format(language,
                      {"whether data back any of the {} effects looked at is not assessed",
                       "si les données appuient l'un des {} effets examinés n'est pas évalué"},
                      effects);
    if (data == 0)
        return format(language,
                      {"none of the {} effects looked at is backed by data",
                       "aucun des {} effets examinés ne s'appuie sur les données"},
                      effects);
    return format(
        language, {"{} of the {} effects looked at {} backed by data", "{} des {} effets examinés {} sur les données"},
        data, effects, data == 1 ? Text{"is", "s'appuie"}.in(language) : Text{"are", "s'appuient"}.in(language));
}

std::string answer_headline(Summary const& s, std::vector<PolicyEffects> const& policies, Language language)
{
    return Headline(s, policies, language).write();
}

}  // namespace cptsim
