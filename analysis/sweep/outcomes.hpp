// What the runs of a study came to: indicators and kept observables, by scenario, point and replicate.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/sweep/sweep.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

struct StudyOutcome {
    std::string id;  ///< of an indicator (indicators.inc), or of an observable, then of all professions together
    Text title, unit;
    int decimals = 0;
    int indicator = -1;   ///< row of indicators(), or -1
    int observable = -1;  ///< row of observable_fields(), or -1
    bool headline = false;
};

/// [point][replicate]; NaN where a run is missing or failed, or the quantity does not exist in it.
using PointValues = std::vector<std::vector<double>>;

/// Gathers the outcomes of runs at the kept Decembers, which is when indicators are taken.
class StudyOutcomes {
  public:
    /// The outcomes that follow from what is kept.
    explicit StudyOutcomes(Sweep const&);

    /// Kept values of a run that is done, as SweepResult has them.
    void add(std::size_t run, std::span<float const> kept);

    [[nodiscard]] Sweep const& sweep() const { return sweep_; }
    [[nodiscard]] std::vector<StudyOutcome> const& list() const { return list_; }
    /// Row of an outcome in list(), -1 for an unknown one.
    [[nodiscard]] int find(std::string_view id) const;
    [[nodiscard]] std::vector<int> const& dates() const { return dates_; }  ///< month indices, ascending

    /// Values of a scenario at a date, a row of dates().
    [[nodiscard]] PointValues levels(int outcome, int date, int scenario) const;
    /// Paired differences from the reference at the same point and replicate.
    [[nodiscard]] PointValues effects(int outcome, int date, int scenario) const;
    /// The same where all points have the same replicates: of a study with holes, the replicates that most points have,
    /// at the points that have them all; NaN elsewhere. What is compared between points must not differ in who ran.
    [[nodiscard]] PointValues balanced(PointValues) const;
    /// How many points and replicates that leaves.
    [[nodiscard]] std::size_t balanced_points() const;
    [[nodiscard]] std::size_t balanced_replicates() const;
    /// Frame of each replicate: those of one frame share their people.
    [[nodiscard]] std::vector<int> frames() const;
    [[nodiscard]] std::size_t runs_done() const;

  private:
    void fill(std::span<float const> kept);
    struct Balance {
        std::vector<bool> points, replicates;
    };
    [[nodiscard]] Balance const& balance() const;
    [[nodiscard]] Balance find_balance() const;
    void keep_what_follows(std::vector<StudyOutcome> candidates);
    [[nodiscard]] std::vector<StudyOutcome> indicator_candidates() const;
    [[nodiscard]] std::vector<StudyOutcome> observable_candidates() const;
    [[nodiscard]] std::vector<double> values_at(int month) const;  ///< of list_, of the run that was filled in
    [[nodiscard]] double observed(int observable, int month) const;
    [[nodiscard]] std::size_t place(int outcome, int date, std::size_t run) const;

    Sweep const& sweep_;
    std::vector<KeptField> fields_;
    Observation observation_;  ///< with NaN where nothing is kept
    std::vector<StudyOutcome> list_;
    std::vector<int> dates_;
    std::vector<double> values_;              ///< [outcome, date, run]
    std::vector<bool> is_done_;               ///< [run]
    mutable std::optional<Balance> balance_;  ///< once it was asked for
};

}  // namespace cptsim
