#include "analysis/effects/answer_said.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/text.hpp"

namespace cptsim {

std::string Sentences::say(PolicyEffects const& policy, SaidQuantity const& q)
{
    note(policy, q);
    return policy.say(q, language_);
}

void Sentences::note(PolicyEffects const& policy, SaidQuantity const& q)
{
    said_.emplace(&policy, &q);
    next_.emplace_back(&policy, &q);
}

std::string Sentences::number_of_level(Estimate const& level, SaidQuantity const& q, Text const* pattern) const
{
    Effect whole;
    static_cast<Estimate&>(whole) = level;
    auto const form = form_of(s_, q, whole);
    auto const number = cptsim::said(q.scale * level.mean.mean, language_, q.digits, form);
    Interval const range{q.scale * level.predictive.low, q.scale * level.predictive.high};
    return (pattern ? with_number(in(*pattern), number, q.scale * level.mean.mean, language_) : number) +
           said_range(range, 1, language_, q.digits, form);
}

std::string Sentences::level_words(SaidQuantity const& q) const
{
    return number_of_level(level(s_, 0, policies_.front().date(), q.indicator), q, &q.plain) +
           in({" under the law as it is", " à droit constant"});
}

std::string Sentences::level_behind(PolicyEffects const& policy, SaidQuantity const& q)
{
    bool const needed = &q == &quantity::nominal || &q == &quantity::dormant;
    if (!needed || !policy.is_clear(q) || !levels_.insert(&q).second) return {};
    return format(language_, {", against {} under the law as it is", ", contre {} à droit constant"},
                  number_of_level(level(s_, 0, policy.date(), q.indicator), q, nullptr));
}

std::string Sentences::names_of(std::vector<PolicyEffects const*> const& members, std::string AnswerRow::*part) const
{
    auto const names = named(
        members, [&](auto const& policy) { return policy.row().*part; }, language_);
    return fmt::format("{}", fmt::join(names, pause()));
}

void Sentences::add(std::string claim, std::string text)
{
    AnswerSentence sentence;
    sentence.claim = std::move(claim);
    sentence.text = std::move(text);
    mark(sentence, std::move(next_));
    next_.clear();
    all_.push_back(std::move(sentence));
}

/// Where the confidence of what is said comes from: once for all, or each mark with what it is about. What no
/// simulation changes has no source to ask for.
void Sentences::mark(AnswerSentence& sentence, std::vector<Said> which) const
{
    which.erase(std::remove_if(which.begin(), which.end(),
                               [](auto const& x) { return x.first->reading(*x.second) == Reading::identical; }),
                which.end());
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
                               (sentence.about[i].empty() ? "" : colon() + sentence.about[i]);
}

}  // namespace cptsim
