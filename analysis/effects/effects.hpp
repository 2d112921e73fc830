// What a launch says about its scenarios: levels, paired effects with two intervals, signs, who changed, spells.
// docs/decisions/0003-intervals.md
#pragma once
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "analysis/effects/indicators.hpp"
#include "analysis/stats/statistics.hpp"
#include "analysis/stats/survival.hpp"
#include "sim/model/recorder.hpp"

namespace cptsim {

/// Indicators of all finished runs of a plan. Scenario, replicate, date and indicator are indices from 0; a date is
/// a row of `dates`, an indicator a row of indicators().
struct Summary {
    Plan plan;
    std::vector<int> dates;              ///< month indices, those of SummaryDates
    std::vector<double> values;          ///< [scenario, replicate, date, indicator]
    std::vector<std::uint8_t> done;      ///< [scenario, replicate] 1: the run is finished
    std::vector<double> spell_exits;     ///< [scenario, entry year, half-year of age] sum over finished runs
    std::vector<double> spell_censored;  ///< the same
    std::vector<double> money;           ///< [scenario, replicate, year, payer] (money.hpp); NaN where no run is
    [[nodiscard]] bool is_done(int scenario, int replicate) const;
    [[nodiscard]] double value(int scenario, int replicate, int date, int indicator) const;
    [[nodiscard]] int runs_done() const;
};

/// Decembers of a summary.
enum class SummaryDates {
    table,          ///< table_dates(plan)
    table_and_end,  ///< and behind them the last December of the runs, which decisions are about (`cptsim conditions`)
    every           ///< each from the first in which a policy may have changed something (`cptsim explore`)
};
[[nodiscard]] std::vector<int> summary_dates(Plan const&, SummaryDates);

/// Keeps the indicators of each run and forgets the rest. Runs may be written from any thread in any order.
class SummaryRecorder : public Recorder {
  public:
    explicit SummaryRecorder(SummaryDates dates = SummaryDates::table) : dates_(dates) {}
    void begin(Plan const& plan) override;
    void write(Run const& run, Observation const& observation) override;
    void finish() override {}
    /// To be read after finish().
    [[nodiscard]] Summary const& summary() const { return summary_; }

  private:
    SummaryDates dates_;
    Summary summary_;
    std::mutex spells_;
};

/// One number of a scenario at a date over its replicates.
struct Estimate {
    MeanEstimate mean;    ///< with its Monte Carlo error: what more replicates would shrink
    Interval predictive;  ///< 5 to 95 % of single replicates: chance, and parameters where they were drawn
    int left_out = 0;     ///< finished replicates in which the quantity does not exist
};

/// A paired difference from the reference: the same replicate, so the same people, chance and parameters.
struct Effect : Estimate {
    int positive = 0;  ///< replicates
    int negative = 0;
    int tied = 0;  ///< exactly zero
    /// No replicate differs.
    [[nodiscard]] bool is_identical() const { return mean.values > 0 && tied == mean.values; }
};

[[nodiscard]] Estimate level(Summary const&, int scenario, int date, int indicator);

/// A value of a replicate; NaN where the quantity does not exist in it.
struct ReplicateValue {
    int replicate = 0;
    double value = 0;
};
/// The same estimates of quantities that are no indicator: of levels, and of paired differences.
[[nodiscard]] Estimate level_of(std::span<ReplicateValue const> values);
[[nodiscard]] Effect effect_of(std::span<ReplicateValue const> differences);

/// Values whose mean is the ratio of the means of two quantities of the same replicates, and has its error to first
/// order: R + (numerator - R denominator) / mean denominator (linearisation; Cochran 1977, 6.3). A ratio of each
/// replicate would be ruled by those with a small denominator. Empty unless the mean denominator is positive.
[[nodiscard]] std::vector<ReplicateValue> linearised_ratio(std::span<ReplicateValue const> numerator,
                                                           std::span<ReplicateValue const> denominator);

/// Rows of Summary::dates that are a scenario's own (table_dates).
[[nodiscard]] std::vector<int> date_rows(Summary const&, int scenario);

/// Replicates that all of these scenarios have finished, in ascending order.
[[nodiscard]] std::vector<int> finished_replicates(Summary const&, std::initializer_list<int> scenarios);

/// Effect over `replicates`, which the scenario and the reference (scenario 0) must have finished; for paired
/// indicators the value itself.
[[nodiscard]] Effect effect(Summary const&, int scenario, int date, int indicator, std::span<int const> replicates);
/// The same over all replicates that both have finished.
[[nodiscard]] Effect effect(Summary const&, int scenario, int date, int indicator);

/// What effect() is taken over: the paired difference of each finished replicate in which it exists.
[[nodiscard]] std::vector<ReplicateValue> replicate_effects(Summary const&, int scenario, int date, int indicator);

/// A prediction of whose variance the data have taken less is driven by assumption.
inline constexpr double kLeastPredictiveContraction = 0.20;
/// Probability with which the data must have contracted it by as much.
inline constexpr double kSureOfContraction = 0.95;

/// Whether a prediction, of the effect or of the level where `scenario` is 0, counts as driven by assumption: unless
/// its variances over the replicates of `posterior` and of `prior`, the twin with parameters from the priors, say with
/// kSureOfContraction (variance_ratio_bound()) that the data have taken more than kLeastPredictiveContraction. Chance
/// is in both. Unknown where either holds fewer than kDrawsForSign values, or the prior's do not vary.
[[nodiscard]] std::optional<bool> is_assumption_driven(Summary const& posterior, Summary const& prior, int scenario,
                                                       int date, int indicator);

/// Draws below which no sign is called assumed.
inline constexpr int kDrawsForSign = 20;

/// Draws below which a star may be luck: 20 of 20 fall on one side with probability 5 % where 86 % of all draws do.
inline constexpr int kDrawsForFirmSign = 60;

/// What the draws from the priors say about a sign before any data.
enum class SignCall {
    identical,         ///< no replicate differs
    parameters_fixed,  ///< nothing was drawn: the counts hold chance alone
    after_data,        ///< the draws are those of a posterior
    too_few_draws,     ///< fewer than kDrawsForSign
    open,              ///< each sign has at least 5 % of the draws, or ties do
    assumed_positive,  ///< over 95 % of the draws: the sign is assumed by the model and its priors
    assumed_negative,
};
[[nodiscard]] SignCall call_sign(Effect const&, ParameterSource);

/// The free parameter with which an effect moves most over replicates.
struct SignDriver {
    int parameter = -1;         ///< row in parameter_fields()
    double correlation = kNaN;  ///< Spearman's
    double standard_error = kNaN;
    double threshold = kNaN;  ///< the largest of so many unrelated parameters exceeds this with probability 5 %
    int candidates = 0;
    [[nodiscard]] bool stands_out() const { return std::abs(correlation) > threshold; }
};
/// All free parameters with which an effect moves, the strongest first.
[[nodiscard]] std::vector<SignDriver> ranked_parameters(Summary const&, int scenario, int date, int indicator);
/// Empty where no parameter was drawn or the effect is constant.
[[nodiscard]] std::optional<SignDriver> strongest_parameter(Summary const&, int scenario, int date, int indicator);

/// The twin that shows what coincidence does: the one that the launch added, or else a scenario that does what it does;
/// or -1.
[[nodiscard]] int placebo_of(Plan const&);

/// Spells of chosen membership that began in `year` (0: kFirstYear), of all finished runs of a scenario together.
[[nodiscard]] std::vector<SurvivalPoint> membership_survival(Summary const&, int scenario, int year);

}  // namespace cptsim
