// The doors between the runs and the world: a plan says what will run, a recorder takes what came out.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/model/fields.hpp"
#include "sim/model/scenario.hpp"

namespace cptsim {

enum class ParameterSource { defaults, prior, posterior };

/// Everything that decides the results of a launch.
struct Plan {
    std::vector<Scenario> scenarios;  ///< the first is the reference
    TerritoryTable territories;
    std::uint64_t seed = 1;
    int replicates = 8;
    int end_month = 191;  ///< last month of every run
    ParameterSource parameter_source = ParameterSource::prior;
    /// Values of all parameters for each point: [point][row of parameter_fields()], before the scenario's own.
    /// Point p belongs to replicate p when parameters are drawn, else there is one point.
    std::vector<std::vector<double>> points;
    std::string own_sample;      ///< the user's file that the points are draws of, with its digest; "": none
    int placebo_scenario = -1;   ///< index of the placebo twin that the launch added, or -1
    int placebo_replicates = 0;  ///< it runs for the replicates below this number only
    std::string command_line;
    [[nodiscard]] int months() const { return end_month + 1; }
    [[nodiscard]] int years() const { return (end_month + 1) / 12; }  ///< full calendar years
};

struct Run {
    int scenario = 0;
    int replicate = 0;
    int point = 0;
};

/// All runs of a plan, scenario by scenario.
[[nodiscard]] std::vector<Run> planned_runs(Plan const&);

/// Length of an axis in a plan (profession: 9, the last is "all"; from_role and to_role: 8).
[[nodiscard]] std::size_t extent(Plan const&, Axis);
/// Product of the extents of a field's axes.
[[nodiscard]] std::size_t extent(Plan const&, ObservableField const&);

/// What a run leaves behind: one row-major array per field, in the order of observable_fields() and paired_fields().
/// NaN where a mean has no one to be taken over. `paired` is empty for runs of the reference.
struct Observation {
    std::vector<std::vector<float>> own;
    std::vector<std::vector<float>> paired;
    double professional_months = 0;  ///< occupied slots x months
};

/// Where the values of a run are written: arrays as those of an observation, of the same sizes.
struct ObservationPlace {
    std::vector<std::span<float>> own;
    std::vector<std::span<float>> paired;
};

/// Takes the observations of finished runs. begin() once, write() from any thread in any order, at most once a run,
/// finish() once; after an interruption finish() is called with the runs that were written.
class Recorder {
  public:
    virtual ~Recorder() = default;
    virtual void begin(Plan const&) = 0;
    /// Where a run shall leave its values, zeros so far, instead of with the run until write() is handed them: they are
    /// then not copied, and write() is handed no arrays. Asked before the run, from any thread; who replays runs from
    /// files does not ask.
    [[nodiscard]] virtual std::optional<ObservationPlace> place_for(Run const&) { return {}; }
    virtual void write(Run const&, Observation const&) = 0;
    virtual void finish() = 0;
};

/// Hands what comes to several recorders, which outlive it.
class Recorders final : public Recorder {
  public:
    void add(Recorder& recorder) { all_.push_back(&recorder); }
    void begin(Plan const&) override;
    void write(Run const&, Observation const&) override;
    void finish() override;

  private:
    std::vector<Recorder*> all_;
};

}  // namespace cptsim
