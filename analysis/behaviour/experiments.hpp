// Experiments on the model: a scenario, and when its people are looked at.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "analysis/behaviour/panel.hpp"
#include "sim/run/frame.hpp"

namespace cptsim {

/// Month index of the December of a year.
[[nodiscard]] constexpr int december(int year) { return month_index(year, 12); }

struct Experiment {
    Scenario scenario;           ///< end_month is the last month of the run
    std::vector<int> snapshots;  ///< ascending; the last month of a calendar year, or of the run
};

/// What one draw of the parameters gave.
struct ExperimentRun {
    Plan const* plan = nullptr;
    std::vector<double> parameters;  ///< in the order of parameter_fields(), the scenario's own laid over the draw
    Observation observation;
    Panel panel;
};

/// A draw of the parameters, and the address of its chance.
struct ExperimentDraw {
    std::vector<double> parameters;  ///< in the order of parameter_fields()
    int replicate = 0;
};

/// Runs an experiment for up to kLanes draws side by side over the people of a frame; hands them to `take`, in any
/// order and in parallel. What a run gives depends on its draw and the frame alone. Call it within with_threads().
void run_experiment(Plan const& base, Frame const& frame, Experiment const& experiment,
                    std::vector<ExperimentDraw> const& draws,
                    std::function<void(std::size_t draw, ExperimentRun const&)> const& take);

/// From its policy month on, the indemnity of a GP is `gp` EUR/h and those of others follow in proportion.
[[nodiscard]] Scenario with_indemnity(Scenario, double gp);

/// People review their role every `months` months, whatever the draw says.
[[nodiscard]] Scenario with_review_interval(Scenario, int months);

}  // namespace cptsim
