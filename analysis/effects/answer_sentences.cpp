#include "analysis/effects/answer_sentences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <utility>

#include "analysis/effects/answer_cells.hpp"
#include "analysis/effects/answer_numbers.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kMostSentences = 5, kFewestSentences = 3;
constexpr std::size_t kMostInSentence = 2;  ///< policies with their numbers
constexpr std::size_t kMostNamed = 4;       ///< policies by name
constexpr double kFarMore = 4;              ///< times the next one
constexpr double kListsFill = 2;  ///< members on paper for each voluntary one, above which the law filled lists

/// What a policy does, in the order of the sentences.
enum Kind {
    kMostActive,
    kMoreActive,
    kLessActive,
    kFillsLists,
    kMoreVolunteers,
    kFewerVolunteers,
    kCostOnly,
    kNothingClear,
    kMixed  ///< of several kinds of which none has an effect on activity, where each cannot have its own
};

Text claim_of(Kind kind)
{
    switch (kind) {
        case kMostActive:
            return {"by far the most activity", "de loin le plus d'activité"};
        case kMoreActive:
            return {"more activity", "plus d'activité"};
        case kLessActive:
            return {"less activity", "moins d'activité"};
        case kFillsLists:
            return {"more members on paper, but not necessarily more activity",
                    "plus de membres sur le papier, mais pas forcément plus d'activité"};
        case kMoreVolunteers:
            return {"more voluntary members", "plus d'adhérents volontaires"};
        case kFewerVolunteers:
            return {"fewer voluntary members", "moins d'adhérents volontaires"};
        case kCostOnly:
            return {"another public cost, and no clear effect beside it",
                    "un autre coût public, sans autre effet clair"};
        case kMixed:
            return {"no clear effect on activity", "pas d'effet clair sur l'activité"};
        case kNothingClear:
            break;
    }
    return {"no effect of a clear sign", "aucun effet clair"};
}

class Sentences {
  public:
    Sentences(Summary const& s, Summary const* prior, std::vector<AnswerRow> const& rows, Language language)
        : s_(s), prior_(prior), rows_(rows), language_(language)
    {
    }

    std::vector<AnswerSentence> make()
    {
        std::map<Kind, std::vector<AnswerRow const*>> kinds;
        for (auto const& row : rows_) {
            auto const reading = row.cells[kAnswerActive].reading;
            if (reading > Reading::range_only) kinds[kind_of(row)].push_back(&row);
        }
        if (kinds.empty()) return {};
        for (auto& [kind, members] : kinds) {
            auto const& first = *quantities(kind).front();
            std::stable_sort(members.begin(), members.end(),
                             [&](auto const* a, auto const* b) { return size(*a, first) > size(*b, first); });
        }
        set_apart(kinds);
        make_room(kinds);
        for (auto const& [kind, members] : kinds) group(kind, members);
        burden();
        if (all_.size() < kFewestSentences || (rows_.size() == 1 && all_.size() < kMostSentences)) membership();
        if (all_.size() < kFewestSentences || (rows_.size() == 1 && all_.size() < kMostSentences)) cost();
        return std::move(all_);
    }

  private:
    using Quantities = std::vector<SaidQuantity const*>;

    [[nodiscard]] int date_of(AnswerRow const& row) const
    {
        return static_cast<int>(std::find(s_.dates.begin(), s_.dates.end(), row.date) - s_.dates.begin());
    }
    [[nodiscard]] Effect effect_on(AnswerRow const& row, SaidQuantity const& q) const
    {
        return effect(s_, row.scenario, date_of(row), q.indicator);
    }
    [[nodiscard]] double size(AnswerRow const& row, SaidQuantity const& q) const
    {
        return std::abs(effect_on(row, q).mean.mean);
    }
    /// The one that moves several times what the next one does gets a sentence of its own.
    void set_apart(std::map<Kind, std::vector<AnswerRow const*>>& kinds) const
    {
        auto const found = kinds.find(kMoreActive);
        if (found == kinds.end() || found->second.size() < 2) return;
        auto& members = found->second;
        if (size(*members[0], quantity::active) < kFarMore * size(*members[1], quantity::active)) return;
        kinds[kMostActive] = {members.front()};
        members.erase(members.begin());
    }
    /// The last kinds share a sentence where there are too many, so that no policy is passed over. Those of more or of
    /// less activity are three at most.
    static void make_room(std::map<Kind, std::vector<AnswerRow const*>>& kinds)
    {
        while (kinds.size() + 1 > kMostSentences) {
            auto last = std::move(std::prev(kinds.end())->second);
            kinds.erase(std::prev(kinds.end()));
            auto both = std::move(std::prev(kinds.end())->second);
            kinds.erase(std::prev(kinds.end()));
            both.insert(both.end(), last.begin(), last.end());
            kinds[kMixed] = std::move(both);
        }
    }
    [[nodiscard]] Reading reading(AnswerRow const& row, SaidQuantity const& q) const { return read(effect_on(row, q)); }
    [[nodiscard]] std::string in(Text words) const { return words.in(language_); }
    [[nodiscard]] SaidQuantity const& money_of(AnswerRow const& row) const
    {
        auto const e = effect_on(row, quantity::money);
        double const most = std::max(std::abs(e.predictive.low), std::abs(e.predictive.high));
        return most < 1 ? quantity::euros : quantity::money;
    }
    [[nodiscard]] std::string say(AnswerRow const& row, SaidQuantity const& q) const
    {
        auto const& own = &q == &quantity::money ? money_of(row) : q;
        return clause(own, effect_on(row, q), language_);
    }

    [[nodiscard]] Kind kind_of(AnswerRow const& row) const
    {
        auto const active = reading(row, quantity::active), hours = reading(row, quantity::hours);
        if ((active == Reading::higher && hours != Reading::lower) ||
            (hours == Reading::higher && active != Reading::lower))
            return kMoreActive;
        if (active == Reading::lower || hours == Reading::lower) return kLessActive;
        auto const nominal = effect_on(row, quantity::nominal), chosen = effect_on(row, quantity::chosen);
        if (read(nominal) == Reading::higher && nominal.mean.mean > kListsFill * std::max(0.0, chosen.mean.mean))
            return kFillsLists;
        if (read(chosen) == Reading::higher) return kMoreVolunteers;
        if (read(chosen) == Reading::lower) return kFewerVolunteers;
        return is_clear(reading(row, quantity::money)) ? kCostOnly : kNothingClear;
    }

    [[nodiscard]] static Quantities quantities(Kind kind)
    {
        using namespace quantity;
        switch (kind) {
            case kFillsLists:
                return {&nominal, &active, &hours, &money};
            case kMoreVolunteers:
            case kFewerVolunteers:
                return {&chosen, &active, &hours, &money};
            case kCostOnly:
                return {&money, &hours, &active};
            case kMostActive:
            case kMoreActive:
            case kLessActive:
            case kNothingClear:
            case kMixed:
                break;
        }
        return {&active, &hours, &money};
    }

    /// The clauses of a policy: all of a lone one, the first two where several share a sentence; money only where it is
    /// clear or nothing else is.
    [[nodiscard]] std::string clauses(AnswerRow const& row, Kind kind, std::size_t most) const
    {
        std::string text;
        std::size_t count = 0;
        for (auto const* q : quantities(kind)) {
            if (count == most) break;
            bool const is_money = q == &quantity::money;
            if (is_money && kind != kCostOnly && !is_clear(reading(row, *q))) continue;
            text += (text.empty() ? "" : in({"; ", " ; "})) + say(row, *q);
            ++count;
        }
        return text;
    }

    void group(Kind kind, std::vector<AnswerRow const*> const& members)
    {
        bool const alone = members.size() == 1;
        AnswerSentence sentence;
        std::vector<std::string> names;
        bool const all_named = members.size() <= kMostNamed;
        for (std::size_t i = 0; i < (all_named ? members.size() : kMostNamed - 1); ++i)
            names.push_back(members[i]->label);
        if (!all_named) names.push_back(format(language_, {"{} more", "{} autres"}, members.size() - kMostNamed + 1));
        std::string joined;
        for (auto const& name : names) joined += (joined.empty() ? "" : in({"; ", " ; "})) + name;
        sentence.claim = joined + " – " + in(claim_of(kind));
        for (std::size_t i = 0; i < std::min(members.size(), kMostInSentence); ++i) {
            if (!sentence.text.empty()) sentence.text += ' ';
            auto const own_kind = kind == kMixed ? kind_of(*members[i]) : kind;
            auto const own = clauses(*members[i], own_kind, alone ? 4 : kind == kMixed ? 2 : i == 0 ? 3 : 1);
            sentence.text += alone ? capital(own) : members[i]->label + in({": ", " : "}) + own;
            sentence.text += '.';
        }
        auto const which = quantities(kind == kMixed ? kind_of(*members.front()) : kind);
        mark(sentence, {{members.front(), which[0]}, {members.front(), which[1]}});
        all_.push_back(std::move(sentence));
    }

    /// Where the confidence of the first quantities comes from: once for all, or one by one.
    /// What no simulation changes has no source to ask for.
    void mark(AnswerSentence& sentence, std::vector<std::pair<AnswerRow const*, SaidQuantity const*>> which) const
    {
        which.erase(std::remove_if(which.begin(), which.end(),
                                   [&](auto const& x) { return reading(*x.first, *x.second) == Reading::identical; }),
                    which.end());
        if (which.empty()) return;
        for (auto const& [row, q] : which)
            sentence.marks.push_back(confidence(s_, prior_, row->scenario, date_of(*row), q->indicator));
        bool const alike = std::all_of(sentence.marks.begin(), sentence.marks.end(),
                                       [&](Confidence c) { return c == sentence.marks.front(); });
        auto const words = [&](Confidence c) { return in(confidence_words(c)); };
        if (alike) {
            sentence.confidence = words(sentence.marks.front());
            return;
        }
        for (std::size_t i = 0; i < which.size(); ++i)
            sentence.confidence += fmt::format("{}{}{}{}", i == 0 ? "" : in({"; ", " ; "}), in(which[i].second->on),
                                               in({": ", " : "}), words(sentence.marks[i]));
    }

    /// The policy whose effect on `q` is clear and largest.
    [[nodiscard]] AnswerRow const* largest(SaidQuantity const& q) const
    {
        AnswerRow const* best = nullptr;
        for (auto const& row : rows_)
            if (is_clear(reading(row, q)) &&
                (!best || std::abs(effect_on(row, q).mean.mean) > std::abs(effect_on(*best, q).mean.mean)))
                best = &row;
        return best;
    }

    /// CPTS that sleep, and people who can no more, as counts.
    void burden()
    {
        AnswerSentence sentence;
        auto const& first = rows_.front();
        if (rows_.size() == 1) {
            sentence.claim = in({"CPTS that sleep, people who are worn out", "CPTS en sommeil et épuisement"});
            sentence.text =
                capital(say(first, quantity::dormant)) + in({"; ", " ; "}) + say(first, quantity::severe) + '.';
            mark(sentence, {{&first, &quantity::dormant}, {&first, &quantity::severe}});
            all_.push_back(std::move(sentence));
            return;
        }
        double most = 0;
        auto const* widest = &first;
        for (auto const& row : rows_) {
            auto const e = effect_on(row, quantity::severe);
            double const own = std::max(std::abs(e.predictive.low), std::abs(e.predictive.high));
            if (read(e) > Reading::range_only && own > most) most = own, widest = &row;
        }
        auto const today = level(s_, 0, date_of(first), indicator::severe_persons_);
        sentence.claim = format(
            language_,
            {"Severe exhaustion moves by no more than {} persons under any of the {} policies (90 % of the "
             "simulations)",
             "L'épuisement sévère varie de {} personnes au plus sous chacune des {} politiques (90 % des simulations)"},
            said(most, language_, Digits::whole), counted(static_cast<int>(rows_.size()), language_));
        sentence.text = format(language_, {"{} persons under the law as it is{}.", "{} personnes à droit constant{}."},
                               said(today.mean.mean, language_, Digits::whole),
                               said_range(today.predictive, 1, language_, Digits::whole));
        auto const* const sleepy = largest(quantity::dormant);
        if (sleepy)
            sentence.text += fmt::format(" {}{}{}.", sleepy->label, in({": ", " : "}), say(*sleepy, quantity::dormant));
        else
            sentence.text += in({" No policy moves the number of dormant CPTS in a clear direction.",
                                 " Aucune politique ne fait varier nettement le nombre de CPTS en sommeil."});
        std::vector<std::pair<AnswerRow const*, SaidQuantity const*>> which{{widest, &quantity::severe}};
        if (sleepy) which.emplace_back(sleepy, &quantity::dormant);
        mark(sentence, which);
        all_.push_back(std::move(sentence));
    }

    void membership()
    {
        auto const* const best = largest(quantity::nominal);
        auto const& row = best ? *best : rows_.front();
        AnswerSentence sentence;
        sentence.claim = headed(row, {"Membership", "Adhésion"});
        // What the first sentence of a lone policy has said already is not said again.
        auto const kind = rows_.size() == 1 ? kind_of(row) : kNothingClear;
        std::vector<std::pair<AnswerRow const*, SaidQuantity const*>> which;
        if (kind != kFillsLists) which.emplace_back(&row, &quantity::nominal);
        if (kind != kMoreVolunteers && kind != kFewerVolunteers) which.emplace_back(&row, &quantity::chosen);
        for (auto const& [policy, q] : which)
            sentence.text += (sentence.text.empty() ? "" : in({"; ", " ; "})) + say(*policy, *q);
        sentence.text = capital(sentence.text) + '.';
        mark(sentence, which);
        all_.push_back(std::move(sentence));
    }

    void cost()
    {
        auto const* const best = largest(quantity::money);
        auto const& row = best ? *best : rows_.front();
        AnswerSentence sentence;
        sentence.claim = headed(row, {"Money", "Argent"});
        sentence.text = capital(say(row, quantity::money));
        auto const& hour = row.cells[kAnswerHourCost];
        if (hour.has_mean())
            sentence.text +=
                format(language_, {"; {} € for each hour more{}", " ; {} € par heure de plus{}"},
                       said(hour.effect.mean.mean, language_), said_range(hour.effect.predictive, 1, language_));
        sentence.text += '.';
        mark(sentence, {{&row, &quantity::money}});
        all_.push_back(std::move(sentence));
    }

    /// "Money", or "Title: money" where there are several policies.
    [[nodiscard]] std::string headed(AnswerRow const& row, Text subject) const
    {
        if (rows_.size() == 1) return in(subject);
        return row.label + " – " + in(subject);
    }

    Summary const& s_;
    Summary const* prior_;
    std::vector<AnswerRow> const& rows_;
    Language language_;
    std::vector<AnswerSentence> all_;
};

}  // namespace

std::vector<AnswerSentence> answer_sentences(Summary const& s, Summary const* prior, std::vector<AnswerRow> const& rows,
                                             Language language)
{
    return rows.empty() ? std::vector<AnswerSentence>{} : Sentences(s, prior, rows, language).make();
}

}  // namespace cptsim
