// What policies do to sleeping CPTS, to exhaustion and to care, as counts; membership and money of one policy alone.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/effects/answer_said.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

/// The policy whose effect on `q` is clear and largest.
PolicyEffects const* largest(Sentences const& out, SaidQuantity const& q)
{
    PolicyEffects const* best = nullptr;
    for (auto const& policy : out.policies())
        if (policy.is_clear(q) && (!best || std::abs(policy.on(q).mean.mean) > std::abs(best->on(q).mean.mean)))
            best = &policy;
    return best;
}

/// What no sentence has said yet, as one.
std::string unsaid(Sentences& out, PolicyEffects const& policy, std::initializer_list<SaidQuantity const*> quantities)
{
    std::string text;
    for (auto const* q : quantities) {
        if (out.is_said(policy, *q)) continue;
        text += (text.empty() ? "" : out.pause()) + out.say(policy, *q);
    }
    return text.empty() ? text : capital(text) + '.';
}

/// Policies that do the same to exhaustion.
struct Direction {
    Reading reading;
    Text words;
    bool has_numbers;
};
constexpr std::array kDirections = {
    Direction{Reading::higher, {"clearly higher", "hausse nette"}, true},
    Direction{Reading::rather_higher, {"probably higher", "hausse probable"}, true},
    Direction{Reading::lower, {"clearly lower", "baisse nette"}, true},
    Direction{Reading::rather_lower, {"probably lower", "baisse probable"}, true},
    Direction{Reading::uncertain, {"of uncertain sign", "de sens incertain"}, true},
    Direction{Reading::open, {"effect unknown", "effet inconnu"}, false},
    Direction{Reading::small, {"at most a small effect", "au plus un petit effet"}, false},
    Direction{Reading::identical, {"no effect in any simulation", "aucun effet, quelle que soit la simulation"}, false},
};

/// "at most a small effect under any policy: from −42 to +110 persons", the range that holds those of all of them.
std::string small_words(Sentences& out, Direction const& direction, std::vector<PolicyEffects const*> const& members)
{
    using quantity::severe;
    Interval range = members.front()->on(severe).predictive;
    for (auto const* policy : members) {
        auto const& own = policy->on(severe).predictive;
        range = {std::min(range.low, own.low), std::max(range.high, own.high)};
        out.note(*policy, severe);
    }
    auto const& form = members.front()->said(severe).form;
    auto const number = [&](double x) { return said_difference(x, out.language(), severe.digits, form); };
    bool const all = members.size() == out.policies().size();
    return format(out.language(), {"{} {}: from {} to {}{}", "{} {} : de {} à {}{}"}, out.in(direction.words),
                  all ? out.in({"under any policy", "quelle que soit la politique"})
                      : out.in({"under ", "sous "}) + out.names_of(members, &AnswerRow::brief),
                  number(range.low), number(range.high), out.in(severe.unit));
}

/// "probably higher: Pay activity, +39 persons (from −9 to +110)"
std::string direction_words(Sentences& out, Direction const& direction,
                            std::vector<PolicyEffects const*> const& members)
{
    using quantity::severe;
    if (direction.reading == Reading::small) return small_words(out, direction, members);
    auto const head = out.in(direction.words) + out.colon();
    if (!direction.has_numbers) return head + out.names_of(members, &AnswerRow::brief);
    auto const with_numbers = [&](PolicyEffects const& policy) {
        auto const& own = policy.said(severe);
        out.note(policy, severe);
        return fmt::format("{}, {}{}{}", policy.row().brief,
                           said_difference(own.effect.mean.mean, out.language(), severe.digits, own.form),
                           &policy == members.front() ? out.in(severe.unit) : "",
                           said_signed_range(own.effect.predictive, out.language(), severe.digits, own.form));
    };
    return head + fmt::format("{}", fmt::join(named(members, with_numbers, out.language()), out.pause()));
}

/// Who raises it and who lowers it, the clear and the likely first.
void exhaustion(Sentences& out, std::string& claim, std::string& text)
{
    std::vector<std::string> parts;
    std::size_t moving = 0;
    bool differs = false;
    for (auto const& direction : kDirections) {
        std::vector<PolicyEffects const*> members;
        for (auto const& policy : out.policies())
            if (policy.reading(quantity::severe) == direction.reading) members.push_back(&policy);
        if (members.empty()) continue;
        parts.push_back(direction_words(out, direction, members));
        moving += direction.has_numbers || direction.reading == Reading::small;
        differs = differs || direction.reading != Reading::identical;
    }
    auto const subject = out.in({"Severe exhaustion", "Épuisement sévère"});
    if (!differs) {
        auto const all = static_cast<int>(out.policies().size());
        claim = all == 2 ? out.in({"Severe exhaustion is the same under both policies",
                                   "L'épuisement sévère est le même sous les deux politiques"})
                         : format(out.language(),
                                  {"Severe exhaustion is the same under all {} policies",
                                   "L'épuisement sévère est le même sous les {} politiques"},
                                  counted(all, out.language()));
        parts.clear();
    } else if (moving == 0) {
        claim = subject + out.in({" – no policy moves it in a likely direction",
                                  " – aucune politique ne le fait varier dans un sens probable"});
    } else {
        claim = subject + " – " + parts.front();
        parts.erase(parts.begin());
    }
    for (auto const& part : parts) text += capital(part) + ". ";
    text += capital(out.level_words(quantity::severe)) + '.';
}

}  // namespace

void add_burden(Sentences& out)
{
    if (out.is_alone()) {
        auto const text = unsaid(out, out.policies().front(), {&quantity::dormant, &quantity::severe, &quantity::care});
        if (!text.empty())
            out.add(out.in({"CPTS that sleep, people who are worn out, hours taken from care",
                            "CPTS en sommeil, épuisement, heures prises aux soins"}),
                    text);
        return;
    }
    std::string claim, text;
    exhaustion(out, claim, text);
    for (auto const* q : {&quantity::dormant, &quantity::care})
        if (auto const* const most = largest(out, *q); most && !out.is_said(*most, *q)) {
            auto const words = out.say(*most, *q);
            text += fmt::format(" {}{}{}{}.", most->row().brief, out.colon(), words, out.level_behind(*most, *q));
        } else if (!most && q == &quantity::dormant) {
            text += out.in({" No policy moves the number of dormant CPTS in a clear direction.",
                            " Aucune politique ne fait varier nettement le nombre de CPTS en sommeil."});
        }
    out.add(std::move(claim), std::move(text));
}

namespace {

/// "Money", or "Title – money" of the policy that moves `q` most where there are several.
void add_unsaid(Sentences& out, Text const& subject, std::initializer_list<SaidQuantity const*> quantities)
{
    auto const* const best = largest(out, **quantities.begin());
    auto const& policy = best ? *best : out.policies().front();
    auto const text = unsaid(out, policy, quantities);
    if (text.empty()) return;
    out.add(out.is_alone() ? out.in(subject) : policy.row().label + " – " + out.in(subject), text);
}

}  // namespace

void add_membership(Sentences& out)
{
    add_unsaid(out, {"Membership", "Adhésion"}, {&quantity::nominal, &quantity::chosen});
}

void add_cost(Sentences& out) { add_unsaid(out, {"Money", "Argent"}, {&quantity::money}); }

}  // namespace cptsim
