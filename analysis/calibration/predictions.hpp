// What a run says of a pattern: the two measurement operators between the model and what was observed
// (docs/model.md, "Patterns and measurement").
#pragma once
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "analysis/calibration/calibration.hpp"
#include "sim/model/recorder.hpp"

namespace cptsim {

/// A finished run of a population, and what its numbers need beside it. It does not own what it refers to.
struct MeasuredRun {
    Observation const* observation = nullptr;
    CalibrationPopulation const* population = nullptr;
    std::span<double const> parameters;  ///< of the run, in the order of parameter_fields()
    std::span<double const> operators;   ///< in the order of operator_fields()
};

/// Scale on which the errors of a quantity are declared, and on which it is compared.
enum class ErrorScale {
    linear,      ///< counts, money
    log,         ///< positive numbers
    log_odds,    ///< shares
    composition  ///< shares of one whole: log-ratios to what they leave of it
};

/// What a run says of a quantity. Shares and ratios are counted, so that none is compared as if it were without error
/// where a count is zero: half a person is added on each side (to_scale()).
struct Measured {
    double value = 0;
    double of = std::numeric_limits<double>::infinity();  ///< the number that a share or ratio is out of, if counted

    Measured() = default;
    Measured(double v, double out_of = std::numeric_limits<double>::infinity()) : value(v), of(out_of) {}
};

/// A quantity that patterns speak of.
struct Quantity {
    char const* name;
    ErrorScale scale;
    int sample;  ///< persons in the sample that the patterns come from; 0 for a register
    /// The quantity for some professions in the middle of a month: a finite number in every run, dead ones too
    /// (docs/model.md says what it is where there is nobody). Observables of the end of a month are averaged with those
    /// of the month before; those of December are interpolated between Decembers, and constant before the first one.
    Measured (*predict)(MeasuredRun const&, std::uint32_t professions, int month);
};

/// The quantity that a pattern measures; null where the model has none, and where the pattern is what others of the
/// same whole leave of it (wishes, neither, no opinion). Opinions that the model does not tell apart share a quantity.
[[nodiscard]] Quantity const* quantity_of(std::string const& pattern);

/// All of them.
[[nodiscard]] std::span<Quantity const> quantities();

/// The first word of a name: the whole of which shares are part, "survey" of "survey_project".
[[nodiscard]] std::string whole_of(std::string const& name);

/// Whether a pattern is all that the other shares of its whole leave, as one answer of the same sample: "opinion_none".
[[nodiscard]] bool is_remainder(std::string const& pattern);

}  // namespace cptsim
