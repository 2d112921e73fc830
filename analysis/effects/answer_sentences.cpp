#include "analysis/effects/answer_sentences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "analysis/effects/answer_policy.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kMostSentences = 5, kFewestSentences = 3;
constexpr std::size_t kMostInSentence = 2;  ///< policies with their numbers
constexpr std::size_t kMostNamed = 4;       ///< policies by name
constexpr std::size_t kMostClauses = 4;
constexpr double kFarMore = 4;  ///< times the next one

class Sentences {
  public:
    Sentences(Summary const& s, Summary const* prior, std::vector<AnswerRow> const& rows, Language language)
        : s_(s), language_(language)
    {
        for (auto const& row : rows) policies_.emplace_back(s, prior, row);
    }

    std::vector<AnswerSentence> make()
    {
        Kinds kinds;
        for (auto const& policy : policies_)
            if (policy.row().cells[kAnswerActive].has_mean()) kinds[policy.kind()].push_back(&policy);
        if (kinds.empty()) return {};
        for (auto& [kind, members] : kinds) {
            auto const& first = *members.front()->quantities().front();
            std::stable_sort(members.begin(), members.end(),
                             [&](auto const* a, auto const* b) { return size(*a, first) > size(*b, first); });
        }
        set_apart(kinds);
        make_room(kinds);
        for (auto const& [kind, members] : kinds) group(kind, members);
        burden();
        if (has_room()) membership();
        if (has_room()) cost();
        return std::move(all_);
    }

  private:
    using Kinds = std::map<PolicyKind, std::vector<PolicyEffects const*>>;
    using Said = std::pair<PolicyEffects const*, SaidQuantity const*>;

    [[nodiscard]] std::string in(Text words) const { return words.in(language_); }
    [[nodiscard]] std::string pause() const { return in({"; ", " ; "}); }
    [[nodiscard]] bool is_alone() const { return policies_.size() == 1; }
    [[nodiscard]] bool has_room() const { return all_.size() < (is_alone() ? kMostSentences : kFewestSentences); }
    [[nodiscard]] static double size(PolicyEffects const& policy, SaidQuantity const& q)
    {
        return std::abs(policy.on(q).mean.mean);
    }

    /// The one that moves several times what any other does, after as many years, gets a sentence of its own.
    void set_apart(Kinds& kinds) const
    {
        auto const found = kinds.find(PolicyKind::more_active);
        if (found == kinds.end() || found->second.size() < 2) return;
        auto& members = found->second;
        auto const* const first = members.front();
        bool const is_far_more = std::all_of(policies_.begin(), policies_.end(), [&](auto const& other) {
            return &other == first || (other.row().years == first->row().years &&
                                       size(*first, quantity::active) >= kFarMore * size(other, quantity::active) &&
                                       size(*first, quantity::hours) >= size(other, quantity::hours));
        });
        if (!is_far_more || first->reading(quantity::active) != Reading::higher) return;
        kinds[PolicyKind::most_active] = {first};
        members.erase(members.begin());
    }

    /// The last kinds share a sentence where there are too many, so that no policy is passed over. Those of activity
    /// are three at most, once the one that was set apart is back.
    static void make_room(Kinds& kinds)
    {
        if (kinds.size() >= kMostSentences && kinds.count(PolicyKind::opposed_activity) > 0)
            if (auto const most = kinds.find(PolicyKind::most_active); most != kinds.end()) {
                auto& more = kinds[PolicyKind::more_active];
                more.insert(more.begin(), most->second.front());
                kinds.erase(most);
            }
        while (kinds.size() + 1 > kMostSentences) {
            auto last = std::move(std::prev(kinds.end())->second);
            kinds.erase(std::prev(kinds.end()));
            auto both = std::move(std::prev(kinds.end())->second);
            kinds.erase(std::prev(kinds.end()));
            both.insert(both.end(), last.begin(), last.end());
            kinds[PolicyKind::mixed] = std::move(both);
        }
    }

    /// The first clauses of a policy.
    [[nodiscard]] std::string clauses(PolicyEffects const& policy, std::size_t most)
    {
        std::string text;
        auto all = policy.quantities();
        all.resize(std::min(most, all.size()));
        for (auto const* q : all) text += (text.empty() ? "" : pause()) + say(policy, *q) + level_behind(policy, *q);
        return text;
    }
    /// The first claim of a policy that others stand before, and what it costs.
    [[nodiscard]] std::string brief_clauses(PolicyEffects const& policy, std::size_t most)
    {
        auto text = clauses(policy, most);
        auto const all = policy.quantities();
        auto const money = std::find(all.begin(), all.end(), &quantity::money);
        if (money - all.begin() >= static_cast<std::ptrdiff_t>(most) && money != all.end())
            text += pause() + say(policy, quantity::money);
        return text;
    }
    /// ", on top of 15,000 (from 8,000 to 24,000)": what stands in no table and is not said at the top. Once.
    [[nodiscard]] std::string level_behind(PolicyEffects const& policy, SaidQuantity const& q)
    {
        bool const needed = &q == &quantity::nominal || &q == &quantity::dormant;
        if (!needed || !policy.is_clear(q) || !levels_.insert(&q).second) return {};
        auto const today = level(s_, 0, policy.date(), q.indicator);
        return format(language_, {", against {}{} under the law as it is", ", contre {}{} à droit constant"},
                      said(today.mean.mean, language_, q.digits), said_range(today.predictive, 1, language_, q.digits));
    }
    [[nodiscard]] std::string say(PolicyEffects const& policy, SaidQuantity const& q)
    {
        said_.emplace(&policy, &q);
        return policy.say(q, language_);
    }
    [[nodiscard]] bool is_said(PolicyEffects const& policy, SaidQuantity const& q) const
    {
        return said_.count({&policy, &q}) > 0;
    }

    void group(PolicyKind kind, std::vector<PolicyEffects const*> const& members)
    {
        AnswerSentence sentence;
        sentence.claim = names_of(members) + " – " + in(claim_of(kind)) + assumed(kind, members);
        bool const one = members.size() == 1;
        // Whatever is said to move activity has its cost beside it.
        auto const with_numbers = moves_activity(kind) ? kMostNamed : kMostInSentence;
        for (std::size_t i = 0; i < std::min(members.size(), with_numbers); ++i) {
            if (!sentence.text.empty()) sentence.text += ' ';
            auto const own = kind == PolicyKind::no_difference ? none_of_all()
                             : one || i == 0                   ? clauses(*members[i], kMostClauses)
                                             : brief_clauses(*members[i], kind == PolicyKind::mixed ? 2 : 1);
            sentence.text += one ? capital(own) : members[i]->row().brief + in({": ", " : "}) + own;
            sentence.text += '.';
            if (kind == PolicyKind::no_difference) break;
        }
        std::vector<Said> which;
        for (std::size_t i = 0; i < std::min<std::size_t>(members.size(), 2); ++i) {
            auto const own = members[i]->quantities();
            which.emplace_back(members[i], own[0]);
            if (i == 0) which.emplace_back(members[i], own[1]);
        }
        mark(sentence, which);
        all_.push_back(std::move(sentence));
    }

    [[nodiscard]] static bool moves_activity(PolicyKind kind) { return kind <= PolicyKind::opposed_activity; }

    /// A claim on activity whose every sign the model has put in is no result, and says so.
    [[nodiscard]] std::string assumed(PolicyKind kind, std::vector<PolicyEffects const*> const& members) const
    {
        bool const all = std::all_of(members.begin(), members.end(), [](auto const* policy) {
            return policy->confidence(*policy->quantities().front()) == Confidence::imposed;
        });
        return moves_activity(kind) && all ? in({", as the model assumes", ", comme le modèle le suppose"}) : "";
    }

    /// "A; B; C and 3 more", in full.
    [[nodiscard]] std::string names_of(std::vector<PolicyEffects const*> const& members) const
    {
        std::vector<std::string> names;
        bool const all_named = members.size() <= kMostNamed;
        for (std::size_t i = 0; i < (all_named ? members.size() : kMostNamed - 1); ++i)
            names.push_back(members[i]->row().label);
        if (!all_named) names.push_back(format(language_, {"{} more", "{} autres"}, members.size() - kMostNamed + 1));
        return fmt::format("{}", fmt::join(names, pause()));
    }

    [[nodiscard]] std::string none_of_all() const
    {
        return in(
            {"active members, hours, membership, dormant CPTS, exhaustion, care and public cost are those of the "
             "law as it is",
             "membres actifs, heures, adhésion, CPTS en sommeil, épuisement, soins et coût public sont ceux du "
             "droit constant"});
    }

    /// Where the confidence of the first quantities comes from: once for all, or each mark with what it is about.
    /// What no simulation changes has no source to ask for.
    void mark(AnswerSentence& sentence, std::vector<Said> which) const
    {
        which.erase(std::remove_if(which.begin(), which.end(),
                                   [](auto const& x) { return x.first->reading(*x.second) == Reading::identical; }),
                    which.end());
        if (which.empty()) return;
        for (auto const& [policy, q] : which) {
            auto const own = policy->confidence(*q);
            auto const at = std::find(sentence.marks.begin(), sentence.marks.end(), own) - sentence.marks.begin();
            if (at == static_cast<std::ptrdiff_t>(sentence.marks.size()))
                sentence.marks.push_back(own), sentence.about.emplace_back();
            auto& about = sentence.about[static_cast<std::size_t>(at)];
            bool const is_apart = std::any_of(which.begin(), which.end(), [&, q = q](auto const& other) {
                return other.second == q && other.first->confidence(*q) != own;
            });
            auto const name = in(q->on) + (is_apart ? " (" + policy->row().brief + ')' : "");
            if (about.find(name) == std::string::npos) about += (about.empty() ? "" : ", ") + name;
        }
        if (sentence.marks.size() == 1) sentence.about.front().clear();
        for (std::size_t i = 0; i < sentence.marks.size(); ++i)
            sentence.confidence += (i == 0 ? "" : pause()) + in(confidence_words(sentence.marks[i])) +
                                   (sentence.about[i].empty() ? "" : in({": ", " : "}) + sentence.about[i]);
    }

    /// The policy whose effect on `q` is clear and largest.
    [[nodiscard]] PolicyEffects const* largest(SaidQuantity const& q) const
    {
        PolicyEffects const* best = nullptr;
        for (auto const& policy : policies_)
            if (policy.is_clear(q) && (!best || size(policy, q) > size(*best, q))) best = &policy;
        return best;
    }

    /// CPTS that sleep, people who can no more, hours taken from care: as counts.
    void burden()
    {
        AnswerSentence sentence;
        std::vector<Said> which;
        if (is_alone()) {
            sentence.claim = in({"CPTS that sleep, people who are worn out, hours taken from care",
                                 "CPTS en sommeil, épuisement, heures prises aux soins"});
            say_unsaid(sentence, which, policies_.front(), {&quantity::dormant, &quantity::severe, &quantity::care});
        } else {
            exhaustion(sentence, which);
            for (auto const* q : {&quantity::dormant, &quantity::care})
                if (auto const* const most = largest(*q); most && !is_said(*most, *q)) {
                    sentence.text += fmt::format(" {}{}{}{}.", most->row().brief, in({": ", " : "}), say(*most, *q),
                                                 level_behind(*most, *q));
                    which.emplace_back(most, q);
                } else if (!most && q == &quantity::dormant) {
                    sentence.text += in({" No policy moves the number of dormant CPTS in a clear direction.",
                                         " Aucune politique ne fait varier nettement le nombre de CPTS en sommeil."});
                }
        }
        if (sentence.text.empty()) return;
        mark(sentence, which);
        all_.push_back(std::move(sentence));
    }

    /// How far it moves under any of several policies.
    void exhaustion(AnswerSentence& sentence, std::vector<Said>& which) const
    {
        double most = 0;
        auto const* widest = &policies_.front();
        for (auto const& policy : policies_) {
            auto const e = policy.on(quantity::severe);
            double const own = std::max(std::abs(e.predictive.low), std::abs(e.predictive.high));
            if (read(e) > Reading::range_only && own > most) most = own, widest = &policy;
        }
        auto const count = counted(static_cast<int>(policies_.size()), language_);
        sentence.claim =
            most > 0
                ? format(language_,
                         {"Severe exhaustion moves by no more than {} persons under any of the {} policies (90 % of "
                          "the simulations)",
                          "L'épuisement sévère varie de {} personnes au plus sous chacune des {} politiques (90 % des "
                          "simulations)"},
                         said(most, language_, Digits::whole), count)
                : format(language_,
                         {"Severe exhaustion is the same under all {} policies (90 % of the simulations)",
                          "L'épuisement sévère est le même sous les {} politiques (90 % des simulations)"},
                         count);
        auto const today = level(s_, 0, policies_.front().date(), indicator::severe_persons_);
        sentence.text = format(language_, {"{} persons under the law as it is{}.", "{} personnes à droit constant{}."},
                               said(today.mean.mean, language_, Digits::whole),
                               said_range(today.predictive, 1, language_, Digits::whole)) +
                        directions();
        which.emplace_back(widest, &quantity::severe);
    }

    /// Which policies raise or lower exhaustion, at least probably.
    [[nodiscard]] std::string directions() const
    {
        struct Side {
            Reading likely, clear;
            Text words;
        };
        std::array const kSides = {Side{Reading::rather_higher,
                                        Reading::higher,
                                        {" At least probably higher: ", " En hausse au moins probable : "}},
                                   Side{Reading::rather_lower,
                                        Reading::lower,
                                        {" At least probably lower: ", " En baisse au moins probable : "}}};
        std::string text;
        for (auto const& side : kSides) {
            std::vector<std::string> names;
            for (auto const& policy : policies_)
                if (auto const own = policy.reading(quantity::severe); own == side.likely || own == side.clear)
                    names.push_back(policy.row().brief);
            if (names.size() > kMostNamed)
                names = {format(language_, {"{} of the policies", "{} des politiques"}, names.size())};
            if (!names.empty()) text += in(side.words) + fmt::format("{}.", fmt::join(names, pause()));
        }
        return text;
    }

    /// What no sentence has said yet, as one.
    void say_unsaid(AnswerSentence& sentence, std::vector<Said>& which, PolicyEffects const& policy,
                    std::initializer_list<SaidQuantity const*> quantities)
    {
        for (auto const* q : quantities) {
            if (is_said(policy, *q)) continue;
            sentence.text += (sentence.text.empty() ? "" : pause()) + say(policy, *q);
            which.emplace_back(&policy, q);
        }
        if (!sentence.text.empty()) sentence.text = capital(sentence.text) + '.';
    }

    void membership()
    {
        auto const* const best = largest(quantity::nominal);
        auto const& policy = best ? *best : policies_.front();
        AnswerSentence sentence;
        sentence.claim = headed(policy, {"Membership", "Adhésion"});
        std::vector<Said> which;
        say_unsaid(sentence, which, policy, {&quantity::nominal, &quantity::chosen});
        if (sentence.text.empty()) return;
        mark(sentence, which);
        all_.push_back(std::move(sentence));
    }

    void cost()
    {
        auto const* const best = largest(quantity::money);
        auto const& policy = best ? *best : policies_.front();
        AnswerSentence sentence;
        sentence.claim = headed(policy, {"Money", "Argent"});
        std::vector<Said> which;
        say_unsaid(sentence, which, policy, {&quantity::money});
        if (auto const& hour = policy.row().cells[kAnswerHourCost]; hour.has_mean())
            sentence.text += format(language_, {"{}{} € for each hour more{}.", "{}{} € par heure de plus{}."},
                                    sentence.text.empty() ? "" : " ", said(hour.effect.mean.mean, language_),
                                    said_range(hour.effect.predictive, 1, language_));
        if (sentence.text.empty()) return;
        mark(sentence, {{&policy, &quantity::money}});
        all_.push_back(std::move(sentence));
    }

    /// "Money", or "Title – money" where there are several policies.
    [[nodiscard]] std::string headed(PolicyEffects const& policy, Text subject) const
    {
        return is_alone() ? in(subject) : policy.row().label + " – " + in(subject);
    }

    Summary const& s_;
    Language language_;
    std::vector<PolicyEffects> policies_;
    std::set<Said> said_;
    std::set<SaidQuantity const*> levels_;  ///< of the reference, said
    std::vector<AnswerSentence> all_;
};

}  // namespace

std::vector<AnswerSentence> answer_sentences(Summary const& s, Summary const* prior, std::vector<AnswerRow> const& rows,
                                             Language language)
{
    return rows.empty() ? std::vector<AnswerSentence>{} : Sentences(s, prior, rows, language).make();
}

}  // namespace cptsim
