#include "analysis/report/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/report/numbers.hpp"
#include "analysis/report/words.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

/// What a sentence says of an indicator: a subject, singular in both languages, and the unit of a change in it.
struct Subject {
    indicator::Row row;
    Text words, unit;
};
constexpr std::array kMembership = {Subject{indicator::nominal_, word::subject_nominal, word::unit_points},
                                    Subject{indicator::chosen_, word::subject_chosen, word::unit_points}};
constexpr std::array kActivity = {Subject{indicator::active_, word::subject_active, word::unit_per_100},
                                  Subject{indicator::hours_, word::subject_hours, word::unit_hours}};
constexpr std::array kFidelity = {Subject{indicator::cohort_chosen_, word::subject_cohort, word::unit_points},
                                  Subject{indicator::would_stay_, word::subject_would_stay, word::unit_points}};
constexpr std::array kEmptiness = {Subject{indicator::free_riders_, word::subject_free_riders, word::unit_points},
                                   Subject{indicator::nominal_only_, word::subject_nominal_only, word::unit_points},
                                   Subject{indicator::dormant_, word::subject_dormant, word::unit_points}};
constexpr std::array kCost = {Subject{indicator::public_cost_, word::subject_public_cost, word::unit_money},
                              Subject{indicator::care_displaced_, word::subject_care, word::unit_hours},
                              Subject{indicator::severe_board_, word::subject_severe_board, word::unit_points}};

/// Decimals that leave two digits of a number.
int decimals_for(double value)
{
    double const size = std::abs(value);
    return size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 2 : 3;
}

class Sentences {
  public:
    Sentences(Summary const& summary, Summary const* prior, int scenario, Language language)
        : s_(summary),
          prior_(prior),
          scenario_(scenario),
          language_(language),
          date_(static_cast<int>(summary.dates.size()) - 1)
    {
    }

    template <std::size_t N>
    [[nodiscard]] std::string about(Text topic, std::array<Subject, N> const& subjects) const
    {
        std::string text;
        for (auto const& subject : subjects)
            text += (text.empty() ? "" : say(word::clause_separator)) + clause(subject);
        return format(language_, word::sentence, say(topic), month_words(s_.dates.back(), language_), text);
    }

  private:
    [[nodiscard]] std::string say(Text words) const { return words.in(language_); }
    [[nodiscard]] std::string difference(double value, int decimals) const
    {
        auto const text = format_number(value, decimals, language_);
        return value > 0 && text.find_first_of("123456789") != std::string::npos ? '+' + text : text;
    }

    [[nodiscard]] std::string clause(Subject const& subject) const
    {
        int const indicator = subject.row;
        auto const e = effect(s_, scenario_, date_, indicator);
        int const decimals = decimals_for(std::max(std::abs(e.predictive.low), std::abs(e.predictive.high)));
        auto const low = difference(e.predictive.low, decimals), high = difference(e.predictive.high, decimals);
        auto const about_this = say(subject.words), unit = say(subject.unit);
        switch (verdict(e)) {
            case Verdict::missing:
                return format(language_, word::clause_missing, about_this);
            case Verdict::identical:
                return format(language_, word::clause_identical, about_this);
            case Verdict::too_few:
                return format(language_, word::clause_too_few, about_this, e.mean.values, low, high, unit);
            case Verdict::unclear:
                return format(language_, word::clause_unclear, about_this, low, high, unit) + reserve(e, indicator);
            case Verdict::higher:
            case Verdict::lower:
                break;
        }
        auto const size = format_number(std::abs(e.mean.mean), decimals, language_);
        auto const clause = verdict(e) == Verdict::higher
                                ? format(language_, word::clause_higher, about_this, size, unit, low, high)
                                : format(language_, word::clause_lower, about_this, size, unit, low, high);
        return clause + reserve(e, indicator);
    }

    /// Marks of what weakens a finding: the model and its priors had its sign before any data, or the data changed
    /// little.
    [[nodiscard]] std::string reserve(Effect const& e, int indicator) const
    {
        auto const call = call_before_data(s_, prior_, scenario_, date_, indicator);
        bool const assumed = verdict(e) != Verdict::unclear &&
                             (call == SignCall::assumed_positive || call == SignCall::assumed_negative);
        bool const driven = prior_ && is_assumption_driven(s_, *prior_, scenario_, date_, indicator).value_or(false);
        return std::string(driven ? "†" : "") + (assumed ? "*" : "");
    }

    Summary const& s_;
    Summary const* prior_;
    int scenario_;
    Language language_;
    int date_;
};

int fewest_replicates(Summary const& s)
{
    int fewest = s.plan.replicates;
    for (int scenario = 0; scenario < static_cast<int>(s.plan.scenarios.size()); ++scenario)
        if (scenario != s.plan.placebo_scenario)
            fewest = std::min(fewest, static_cast<int>(finished_replicates(s, {0, scenario}).size()));
    return fewest;
}

}  // namespace

Verdict verdict(Effect const& e)
{
    if (e.mean.values == 0) return Verdict::missing;
    if (e.is_identical()) return Verdict::identical;
    if (e.mean.values < kDrawsForSign) return Verdict::too_few;
    if (e.predictive.low > 0) return Verdict::higher;
    if (e.predictive.high < 0) return Verdict::lower;
    return Verdict::unclear;
}

std::vector<std::string> answer_sentences(Summary const& summary, Summary const* prior, int scenario, Language language)
{
    if (summary.dates.empty() || summary.dates.back() < policy_start(summary.plan)) return {};
    Sentences const sentences(summary, prior, scenario, language);
    return {sentences.about(word::topic_membership, kMembership), sentences.about(word::topic_activity, kActivity),
            sentences.about(word::topic_fidelity, kFidelity), sentences.about(word::topic_emptiness, kEmptiness),
            sentences.about(word::topic_cost, kCost)};
}

std::vector<std::string> cautions(Summary const& summary, Summary const* prior, Language language)
{
    auto const& plan = summary.plan;
    std::vector<std::string> all;
    auto const say = [&](Text words) { all.emplace_back(words.in(language)); };
    switch (plan.parameter_source) {
        case ParameterSource::defaults:
            say(word::caution_defaults);
            break;
        case ParameterSource::prior:
            say(word::caution_prior);
            break;
        case ParameterSource::posterior:
            if (plan.own_sample.empty())
                say(word::caution_posterior);
            else
                all.push_back(format(language, word::caution_own_sample, plan.own_sample));
            if (!prior) say(word::caution_no_prior);
            break;
    }
    int const replicates = fewest_replicates(summary);
    if (replicates < kDrawsForSign)
        all.push_back(format(language, word::caution_few, replicates, kDrawsForSign));
    else if (replicates < kDrawsForFirmSign)
        all.push_back(format(language, word::caution_some, replicates));
    auto const planned = static_cast<int>(planned_runs(plan).size());
    if (summary.runs_done() < planned)
        all.push_back(format(language, word::caution_unfinished, summary.runs_done(), planned));
    auto const synthetic = std::count_if(plan.territories.rows.begin(), plan.territories.rows.end(),
                                         [](auto const& row) { return row.synthetic; });
    if (synthetic > 0)
        all.push_back(format(language, word::caution_synthetic, synthetic, plan.territories.rows.size()));
    if (int const known = plan.territories.known_signatures(); known > 0)
        all.push_back(format(language, word::caution_signed, known, plan.territories.rows.size()));
    if (placebo_of(plan) < 0 && plan.scenarios.size() > 1) say(word::caution_no_placebo);
    return all;
}

}  // namespace cptsim
