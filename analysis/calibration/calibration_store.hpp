// The file of a calibration: what was asked, how far it is, what came out (docs/results.md, "Calibrations").
#pragma once
#include <optional>
#include <string>

#include "analysis/calibration/sampler.hpp"
#include "analysis/calibration/screening.hpp"
#include "analysis/calibration/targets.hpp"
#include "sim/input/sample_file.hpp"

namespace cptsim {

/// All that a calibration's file holds beside what the calibration asks.
struct CalibrationProgress {
    SamplerState state;
    std::optional<Screening> screening;
};

/// Writes the file, in one step: the whole state, so that the same command goes on from there, and the posterior so
/// far.
void write_calibration(std::string const& path, Calibration const&, Summaries const&, CalibrationProgress const&);

/// Reads the progress again. Throws InputError where the file is damaged, of another calibration, or another version.
[[nodiscard]] CalibrationProgress read_calibration_progress(std::string const& path, Calibration const&,
                                                            SamplerOptions const&);

/// The particles as draws of the same weight, in an order of chance, so that the first ones are a sample too, and
/// beside them draws of what is outside the fit.
[[nodiscard]] ParameterSample posterior_sample(Calibration const&, SamplerState const&);

}  // namespace cptsim
