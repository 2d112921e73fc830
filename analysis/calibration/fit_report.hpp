// What `cptsim calibrate` says when it is done.
#pragma once
#include <string>

#include "analysis/calibration/calibration_store.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// How strong each parameter is, where there was a screening; its posterior against its prior; whether the waves have
/// settled.
[[nodiscard]] std::string fit_report(Calibration const&, CalibrationProgress const&, Language);

}  // namespace cptsim
