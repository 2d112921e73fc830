#include "analysis/report/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/report/numbers.hpp"
#include "analysis/report/words.hpp"

namespace cptsim {
namespace {

constexpr std::array kMonthKeys = {"month_1", "month_2", "month_3", "month_4",  "month_5",  "month_6",
                                   "month_7", "month_8", "month_9", "month_10", "month_11", "month_12"};

/// What a sentence says of an indicator: a subject, singular in both languages, and the unit of a change in it.
struct Subject {
    char const* indicator;
    char const* words;
    char const* unit;
};
constexpr std::array kMembership = {Subject{"nominal", "subject_nominal", "unit_points"},
                                    Subject{"chosen", "subject_chosen", "unit_points"}};
constexpr std::array kActivity = {Subject{"active", "subject_active", "unit_per_100"},
                                  Subject{"hours", "subject_hours", "unit_hours"}};
constexpr std::array kFidelity = {Subject{"cohort_chosen", "subject_cohort", "unit_points"},
                                  Subject{"would_stay", "subject_would_stay", "unit_points"}};
constexpr std::array kEmptiness = {Subject{"free_riders", "subject_free_riders", "unit_points"},
                                   Subject{"nominal_only", "subject_nominal_only", "unit_points"},
                                   Subject{"dormant", "subject_dormant", "unit_points"}};
constexpr std::array kCost = {Subject{"public_cost", "subject_public_cost", "unit_money"},
                              Subject{"care_displaced", "subject_care", "unit_hours"},
                              Subject{"severe_board", "subject_severe_board", "unit_points"}};

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
    [[nodiscard]] std::string about(char const* topic, std::array<Subject, N> const& subjects) const
    {
        std::string text;
        for (auto const& subject : subjects) text += (text.empty() ? "" : word("clause_separator")) + clause(subject);
        return fill("sentence", word(topic), month_text(s_.dates.back(), language_), text);
    }

  private:
    [[nodiscard]] std::string word(char const* key) const { return report_word(key, language_); }
    template <class... Args>
    [[nodiscard]] std::string fill(char const* key, Args const&... args) const
    {
        return fmt::format(fmt::runtime(report_word(key, language_)), args...);
    }
    [[nodiscard]] std::string difference(double value, int decimals) const
    {
        auto const text = format_number(value, decimals, language_);
        return value > 0 && text.find_first_of("123456789") != std::string::npos ? '+' + text : text;
    }

    [[nodiscard]] std::string clause(Subject const& subject) const
    {
        int const indicator = indicator_index(subject.indicator);
        auto const e = effect(s_, scenario_, date_, indicator);
        int const decimals = decimals_for(std::max(std::abs(e.predictive.low), std::abs(e.predictive.high)));
        auto const low = difference(e.predictive.low, decimals), high = difference(e.predictive.high, decimals);
        auto const about_this = word(subject.words), unit = word(subject.unit);
        switch (verdict(e)) {
            case Verdict::missing:
                return fill("clause_missing", about_this);
            case Verdict::identical:
                return fill("clause_identical", about_this);
            case Verdict::too_few:
                return fill("clause_too_few", about_this, e.mean.values, low, high, unit);
            case Verdict::unclear:
                return fill("clause_unclear", about_this, low, high, unit) + reserve(e, indicator);
            case Verdict::higher:
            case Verdict::lower:
                break;
        }
        auto const size = format_number(std::abs(e.mean.mean), decimals, language_);
        return fill(verdict(e) == Verdict::higher ? "clause_higher" : "clause_lower", about_this, size, unit, low,
                    high) +
               reserve(e, indicator);
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

std::string month_text(int month, Language language)
{
    return fmt::format("{} {}", report_word(kMonthKeys[static_cast<std::size_t>(month % 12)], language),
                       kFirstYear + month / 12);
}

std::vector<std::string> answer_sentences(Summary const& summary, Summary const* prior, int scenario, Language language)
{
    if (summary.dates.empty() || summary.dates.back() < policy_start(summary.plan)) return {};
    Sentences const sentences(summary, prior, scenario, language);
    return {sentences.about("topic_membership", kMembership), sentences.about("topic_activity", kActivity),
            sentences.about("topic_fidelity", kFidelity), sentences.about("topic_emptiness", kEmptiness),
            sentences.about("topic_cost", kCost)};
}

std::vector<std::string> cautions(Summary const& summary, Summary const* prior, Language language)
{
    auto const& plan = summary.plan;
    std::vector<std::string> all;
    auto const say = [&](char const* key, auto const&... args) {
        all.push_back(fmt::format(fmt::runtime(report_word(key, language)), args...));
    };
    switch (plan.parameter_source) {
        case ParameterSource::defaults:
            say("caution_defaults");
            break;
        case ParameterSource::prior:
            say("caution_prior");
            break;
        case ParameterSource::posterior:
            say("caution_posterior");
            if (!prior) say("caution_no_prior");
            break;
    }
    int const replicates = fewest_replicates(summary);
    if (replicates < kDrawsForSign)
        say("caution_few", replicates, kDrawsForSign);
    else if (replicates < kDrawsForFirmSign)
        say("caution_some", replicates);
    auto const planned = static_cast<int>(planned_runs(plan).size());
    if (summary.runs_done() < planned) say("caution_unfinished", summary.runs_done(), planned);
    auto const synthetic = std::count_if(plan.territories.rows.begin(), plan.territories.rows.end(),
                                         [](auto const& row) { return row.synthetic; });
    if (synthetic > 0) say("caution_synthetic", synthetic, plan.territories.rows.size());
    if (placebo_of(plan) < 0 && plan.scenarios.size() > 1) say("caution_no_placebo");
    return all;
}

}  // namespace cptsim
