// Data that one might collect, described in a small TOML, and what they would have shown in each stored draw: through
// the measurement operators of docs/model.md ("Patterns and measurement"), with the errors of the sample.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/calibration/predictions.hpp"
#include "analysis/decision/additive_fit.hpp"
#include "analysis/decision/question.hpp"

namespace cptsim {

/// A collection of data that is planned.
struct PlannedData {
    std::string name, title_en, title_fr;
    Quantity const* quantity = nullptr;  ///< what is measured; null for a pilot
    std::uint32_t professions = 0xFF;
    int month = 0;                ///< of the measurement; of a pilot, its last
    int persons = 0, cpts = 0;    ///< size of the sample: one of the two, or neither for a register
    double definition_error = 0;  ///< standard deviation of what the definition leaves open, in the unit of the value
    std::string scenario;         ///< under which it is collected; "": the reference. Of a pilot, the policy
    std::string region;           ///< of a pilot
    int months = 0;               ///< of a pilot: how long it lasts
    [[nodiscard]] bool is_pilot() const { return !region.empty(); }
    [[nodiscard]] std::string const& title(Language) const;
};

/// Reads a file, or the name of a shipped one ("planned_data"). Throws InputError with everything that is wrong.
[[nodiscard]] std::vector<PlannedData> read_planned_data(std::string const& file);

/// Why a launch cannot show a collection: another region, month or scenario; "" where it can.
[[nodiscard]] Words misfit(PlannedData const&, Plan const&, Question const&);

/// What data would have shown in each replicate of a launch. None of them is a misfit.
class DataRecorder {
  public:
    DataRecorder(std::vector<PlannedData> planned, Plan const& plan, Question question);

    /// Sees a run: its option of the question, as read_draws() hands it on.
    void see(std::size_t option, int replicate, Observation const& observation);

    [[nodiscard]] std::vector<PlannedData> const& planned() const { return planned_; }
    /// Values of a collection over these replicates, on the scale of their errors.
    [[nodiscard]] std::vector<double> values(std::size_t collection, std::vector<int> const& replicates) const;

  private:
    [[nodiscard]] double measure(std::size_t collection, int replicate, Observation const& observation) const;
    void see_pilot(std::size_t collection, std::size_t option, int replicate, Observation const& observation);

    std::vector<PlannedData> planned_;
    Plan const& plan_;
    Question question_;
    CalibrationPopulation population_;
    std::vector<std::size_t> options_;         ///< [collection] of the question, under which it is collected
    std::vector<std::vector<double>> values_;  ///< [collection][replicate]
};

}  // namespace cptsim
