#include "analysis/effects/answer_sentences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include "analysis/effects/answer_said.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kMostSentences = 5, kFewestSentences = 3;
constexpr std::size_t kMostInSentence = 2;  ///< policies with their numbers
constexpr std::size_t kMostClauses = 4;
constexpr double kFarMore = 4;  ///< times the next one

using Kinds = std::map<PolicyKind, std::vector<PolicyEffects const*>>;

bool moves_activity(PolicyKind kind) { return kind <= PolicyKind::opposed_activity; }

double size(PolicyEffects const& policy, SaidQuantity const& q) { return std::abs(policy.on(q).mean.mean); }

/// The one that moves several times what any other does, after as many years, gets a sentence of its own.
void set_apart(Kinds& kinds, std::vector<PolicyEffects> const& policies)
{
    auto const found = kinds.find(PolicyKind::more_active);
    if (found == kinds.end() || found->second.size() < 2) return;
    auto& members = found->second;
    auto const place = std::max_element(members.begin(), members.end(), [](auto const* a, auto const* b) {
        return size(*a, quantity::active) < size(*b, quantity::active);
    });
    auto const* const first = *place;
    bool const is_far_more = std::all_of(policies.begin(), policies.end(), [&](auto const& other) {
        return &other == first || (other.row().years == first->row().years &&
                                   size(*first, quantity::active) >= kFarMore * size(other, quantity::active) &&
                                   size(*first, quantity::hours) >= size(other, quantity::hours));
    });
    if (!is_far_more || first->reading(quantity::active) != Reading::higher) return;
    kinds[PolicyKind::most_active] = {first};
    members.erase(place);
}

/// The last kinds share a sentence where there are too many, so that no policy is passed over. Those of activity are
/// three at most, once the one that was set apart is back.
void make_room(Kinds& kinds)
{
    if (kinds.size() >= kMostSentences && kinds.count(PolicyKind::opposed_activity) > 0)
        if (auto const most = kinds.find(PolicyKind::most_active); most != kinds.end()) {
            auto& more = kinds[PolicyKind::more_active];
            more.push_back(most->second.front());
            std::sort(more.begin(), more.end());  // all lie in one list: their places are the order as given
            kinds.erase(most);
        }
    while (kinds.size() + 1 > kMostSentences) {
        auto last = std::move(std::prev(kinds.end())->second);
        kinds.erase(std::prev(kinds.end()));
        auto both = std::move(std::prev(kinds.end())->second);
        kinds.erase(std::prev(kinds.end()));
        both.insert(both.end(), last.begin(), last.end());
        std::sort(both.begin(), both.end());
        kinds[PolicyKind::mixed] = std::move(both);
    }
}

/// What is said of activity names what moves.
Text claim_on_activity(PolicyKind kind, std::vector<PolicyEffects const*> const& members)
{
    auto const all = [&](SaidQuantity const& q) {
        return std::all_of(members.begin(), members.end(), [&](auto const* x) { return x->is_clear(q); });
    };
    bool const more = kind == PolicyKind::more_active, active = all(quantity::active), hours = all(quantity::hours);
    if (active && hours)
        return more ? Text{"more activity", "plus d'activité"} : Text{"less activity", "moins d'activité"};
    if (active)
        return more ? Text{"more active members", "plus de membres actifs"}
                    : Text{"fewer active members", "moins de membres actifs"};
    if (hours)
        return more ? Text{"more hours for the CPTS", "plus d'heures consacrées"}
                    : Text{"fewer hours for the CPTS", "moins d'heures consacrées"};
    return more ? Text{"more active members or more hours", "plus de membres actifs ou plus d'heures"}
                : Text{"fewer active members or fewer hours", "moins de membres actifs ou moins d'heures"};
}

/// A claim on activity whose every sign the model has put in is no finding, and says so.
Text assumed(PolicyKind kind, std::vector<PolicyEffects const*> const& members)
{
    bool const all = std::all_of(members.begin(), members.end(), [](auto const* policy) {
        return policy->confidence(*policy->quantities().front()) == Confidence::imposed;
    });
    return moves_activity(kind) && all ? kAsAssumed : Text{"", ""};
}

/// The first clauses of a policy.
std::string clauses(Sentences& out, PolicyEffects const& policy, std::size_t most)
{
    std::string text;
    auto all = policy.quantities();
    all.resize(std::min(most, all.size()));
    for (auto const* q : all)
        text += (text.empty() ? "" : out.pause()) + out.say(policy, *q) + out.level_behind(policy, *q);
    return text;
}

/// The first claims of a policy that others stand before, what it does to lists, and what it costs.
std::string brief_clauses(Sentences& out, PolicyEffects const& policy, std::size_t most)
{
    auto text = clauses(out, policy, most);
    auto const all = policy.quantities();
    for (auto const* q : {&quantity::nominal, &quantity::money}) {
        auto const at = std::find(all.begin(), all.end(), q);
        bool const is_left = at != all.end() && at - all.begin() >= static_cast<std::ptrdiff_t>(most);
        if (is_left && (q == &quantity::money || policy.is_clear(*q))) text += out.pause() + out.say(policy, *q);
    }
    return text;
}

Text none_of_all()
{
    return {
        "Active members, hours, membership, dormant CPTS, exhaustion, care and public cost are those of the law as it "
        "is.",
        "Membres actifs, heures, adhésion, CPTS en sommeil, épuisement, soins et coût public sont ceux du droit "
        "constant."};
}

void add_group(Sentences& out, PolicyKind kind, std::vector<PolicyEffects const*> members)
{
    if (moves_activity(kind)) largest_first(members);
    bool const of_activity = kind == PolicyKind::more_active || kind == PolicyKind::less_active;
    auto claim = out.names_of(members) + " – " +
                 out.in(of_activity ? claim_on_activity(kind, members) : claim_of(kind)) +
                 out.in(assumed(kind, members));
    if (kind == PolicyKind::no_difference) return out.add(std::move(claim), out.in(none_of_all()));
    bool const one = members.size() == 1;
    bool const two_claims = moves_activity(kind) || kind == PolicyKind::mixed || kind == PolicyKind::fills_lists;
    // Whatever is said to move activity has its cost beside it.
    auto const with_numbers = moves_activity(kind) ? kMostNamed : kMostInSentence;
    std::string text;
    for (std::size_t i = 0; i < std::min(members.size(), with_numbers); ++i) {
        auto const own = one || (i == 0 && !moves_activity(kind)) ? clauses(out, *members[i], kMostClauses)
                                                                  : brief_clauses(out, *members[i], two_claims ? 2 : 1);
        text += (i == 0 ? "" : " ") + (one ? capital(own) : members[i]->row().brief + out.colon() + own) + '.';
    }
    out.add(std::move(claim), std::move(text));
}

}  // namespace

std::vector<AnswerSentence> answer_sentences(Summary const& s, std::vector<PolicyEffects> const& policies,
                                             Language language)
{
    Kinds kinds;
    for (auto const& policy : policies)
        if (policy.row().cells[kAnswerActive].has_mean()) kinds[policy.kind()].push_back(&policy);
    if (kinds.empty()) return {};
    set_apart(kinds, policies);
    make_room(kinds);
    Sentences out(s, policies, language);
    for (auto const& [kind, members] : kinds) add_group(out, kind, members);
    add_burden(out);
    auto const wanted = out.is_alone() ? kMostSentences : kFewestSentences;
    if (out.size() < wanted) add_membership(out);
    if (out.size() < wanted) add_cost(out);
    return out.take();
}

}  // namespace cptsim
