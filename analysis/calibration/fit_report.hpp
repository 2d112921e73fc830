// What `cptsim calibrate` says when it is done.
#pragma once
#include <string>

#include "analysis/calibration/calibration_store.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// How strong each parameter is, where there was a screening; its posterior against its prior; what is outside the fit;
/// what simulations of the last draws say of the emulator; whether the waves have settled.
[[nodiscard]] std::string fit_report(Calibration const&, std::vector<std::string> const& summaries,
                                     CalibrationProgress const&, Language);

}  // namespace cptsim
