#include "analysis/effects/answer_policy.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/base/text.hpp"

namespace cptsim {
namespace {

constexpr double kListsFill = 2;  ///< members on paper for each voluntary one, above which the law filled lists

/// All that a kind may rest on.
constexpr std::array kAllQuantities = {&quantity::active,  &quantity::hours,  &quantity::nominal, &quantity::chosen,
                                       &quantity::dormant, &quantity::severe, &quantity::care,    &quantity::money};

/// Clear signs before likely ones, these before means that are clear of their error.
int rank(Reading reading)
{
    switch (reading) {
        case Reading::higher:
        case Reading::lower:
            return 0;
        case Reading::rather_higher:
        case Reading::rather_lower:
            return 1;
        case Reading::uncertain:
            return 2;
        default:
            return 3;
    }
}

}  // namespace

Text claim_of(PolicyKind kind)
{
    switch (kind) {
        case PolicyKind::most_active:
            return {"by far the most activity", "de loin le plus d'activité"};
        case PolicyKind::more_active:
            return {"more activity", "plus d'activité"};
        case PolicyKind::less_active:
            return {"less activity", "moins d'activité"};
        case PolicyKind::opposed_activity:
            return {"active members and hours move in opposite directions",
                    "membres actifs et heures varient en sens contraire"};
        case PolicyKind::fills_lists:
            return {"more members on paper, but not necessarily more activity",
                    "plus de membres sur le papier, mais pas forcément plus d'activité"};
        case PolicyKind::more_volunteers:
            return {"more voluntary members", "plus d'adhérents volontaires"};
        case PolicyKind::fewer_volunteers:
            return {"fewer voluntary members", "moins d'adhérents volontaires"};
        case PolicyKind::empties_lists:
            return {"fewer members on paper, but not necessarily less activity",
                    "moins de membres sur le papier, mais pas forcément moins d'activité"};
        case PolicyKind::other:
            return {"a clear effect, though neither on activity nor on membership",
                    "un effet net, mais ni sur l'activité ni sur l'adhésion"};
        case PolicyKind::cost_only:
            return {"another public cost, and no other effect of a clear sign",
                    "un autre coût public, sans autre effet de sens net"};
        case PolicyKind::open_sign:
            return {"effects whose sign is open", "des effets de sens incertain"};
        case PolicyKind::nothing_known:
            return {"effect unknown, or small", "effet inconnu ou petit"};
        case PolicyKind::small:
            return {"at most a small effect", "au plus un petit effet"};
        case PolicyKind::no_difference:
            return {"no difference in any simulation", "aucune différence, quelle que soit la simulation"};
        case PolicyKind::mixed:
            break;
    }
    return {"no clear effect on activity", "pas d'effet net sur l'activité"};
}

PolicyEffects::PolicyEffects(Summary const& s, Summary const* prior, AnswerRow const& row)
    : s_(&s),
      prior_(prior),
      row_(&row),
      date_(static_cast<int>(std::find(s.dates.begin(), s.dates.end(), row.date) - s.dates.begin()))
{
    for (auto const* q : kAllQuantities) {
        auto const e = effect(s, row.scenario, date_, q->indicator);
        said_.emplace(q->indicator, SaidEffect{e, one_reading(s, row.scenario, date_, q->indicator),
                                               level(s, 0, date_, q->indicator).mean.mean, form_of(s, *q, e)});
    }
    kind_ = find_kind();
}

Confidence PolicyEffects::confidence(SaidQuantity const& q) const
{
    return one_confidence(*s_, prior_, row_->scenario, date_, q.indicator);
}

std::string PolicyEffects::say(SaidQuantity const& q, Language language) const
{
    if (&q != &quantity::money) return clause(q, said(q), language);
    auto own = said(q);
    bool const in_euros = source_of(*s_, kAnswerCost).divisor < 1;
    auto const& caveat = row_->cost_caveat;
    auto const& unit = caveat.empty() ? in_euros ? quantity::euros : quantity::money
                       : in_euros     ? quantity::counted_euros
                                      : quantity::counted_money;
    own.form = form_of(*s_, unit, own.effect);
    auto const words = clause(unit, own, language);
    if (caveat.empty()) return words;
    return format(language, {"{} – mind: {}", "{} – attention : {}"}, words, caveat);
}

PolicyKind PolicyEffects::find_kind() const
{
    using namespace quantity;
    auto const up = [&](SaidQuantity const& q) { return reading(q) == Reading::higher; };
    auto const down = [&](SaidQuantity const& q) { return reading(q) == Reading::lower; };
    bool const more = up(active) || up(hours), less = down(active) || down(hours);
    if (more && less) return PolicyKind::opposed_activity;
    if (more || less) return more ? PolicyKind::more_active : PolicyKind::less_active;
    bool const by_law = !up(chosen) || on(nominal).mean.mean > kListsFill * on(chosen).mean.mean;
    if (up(nominal) && by_law) return PolicyKind::fills_lists;
    if (up(chosen)) return PolicyKind::more_volunteers;
    if (down(chosen)) return PolicyKind::fewer_volunteers;
    if (down(nominal)) return PolicyKind::empties_lists;
    if (is_clear(dormant) || is_clear(severe) || is_clear(care)) return PolicyKind::other;
    if (is_clear(money)) return PolicyKind::cost_only;
    auto const every = [&](auto const& holds) {
        return std::all_of(kAllQuantities.begin(), kAllQuantities.end(), [&](auto const* q) { return holds(*q); });
    };
    if (every([&](auto const& q) { return reading(q) == Reading::identical; })) return PolicyKind::no_difference;
    if (every([&](auto const& q) { return reading(q) == Reading::identical || reading(q) == Reading::small; }))
        return PolicyKind::small;
    return every([&](auto const& q) { return rank(reading(q)) == 3; }) ? PolicyKind::nothing_known
                                                                       : PolicyKind::open_sign;
}

std::vector<SaidQuantity const*> PolicyEffects::quantities() const
{
    using namespace quantity;
    auto const activity =
        is_clear(hours) && !is_clear(active) ? std::array{&hours, &active} : std::array{&active, &hours};
    std::vector<SaidQuantity const*> all;
    switch (kind_) {
        case PolicyKind::fills_lists:
        case PolicyKind::empties_lists:
            all = {&nominal};
            if (is_clear(chosen)) all.push_back(&chosen);
            break;
        case PolicyKind::more_volunteers:
        case PolicyKind::fewer_volunteers:
            all = {&chosen};
            break;
        case PolicyKind::cost_only:
            return {&money, &hours, &active};
        case PolicyKind::other:
        case PolicyKind::open_sign:
            all.assign(kAllQuantities.begin(), kAllQuantities.end());
            std::stable_sort(all.begin(), all.end(),
                             [&](auto const* a, auto const* b) { return rank(reading(*a)) < rank(reading(*b)); });
            return all;
        default:
            break;
    }
    all.insert(all.end(), activity.begin(), activity.end());
    bool const moves_activity = kind_ <= PolicyKind::opposed_activity;
    // More on paper than are active: what a policy adds to lists is not left to tables.
    if (moves_activity && is_clear(nominal) &&
        std::abs(on(nominal).mean.mean) > kListsFill * std::abs(on(active).mean.mean))
        all.push_back(&nominal);
    if (is_clear(care)) all.push_back(&care);
    if (is_clear(money) || (moves_activity && rank(reading(money)) == 1)) all.push_back(&money);
    return all;
}

void largest_first(std::vector<PolicyEffects const*>& members)
{
    auto const size = [](auto const* policy) { return std::abs(policy->on(quantity::active).mean.mean); };
    std::stable_sort(members.begin(), members.end(), [&](auto const* a, auto const* b) { return size(a) > size(b); });
}

std::vector<std::string> named(std::vector<PolicyEffects const*> const& members,
                               std::function<std::string(PolicyEffects const&)> const& name, Language language)
{
    bool const all = members.size() <= kMostNamed;
    std::size_t const shown = all ? members.size() : kMostNamed - 1;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < shown; ++i) names.push_back(name(*members[i]));
    if (!all) names.push_back(format(language, {"{} more", "{} autres"}, members.size() - shown));
    return names;
}

}  // namespace cptsim
