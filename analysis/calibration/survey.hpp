// What professionals answer to surveys: membership, opinion, coordinated practice, exhaustion. Quantity::predict of
// each.
#pragma once
#include "analysis/calibration/predictions.hpp"

namespace cptsim {

[[nodiscard]] Measured survey_operating(MeasuredRun const&, std::uint32_t professions, int month);
[[nodiscard]] Measured survey_project(MeasuredRun const&, std::uint32_t professions, int month);
[[nodiscard]] Measured survey_women(MeasuredRun const&, std::uint32_t professions, int month);
[[nodiscard]] Measured survey_multiprofessional(MeasuredRun const&, std::uint32_t professions, int month);
[[nodiscard]] Measured opinion_favourable(MeasuredRun const&, std::uint32_t professions, int month);
[[nodiscard]] Measured opinion_hostile(MeasuredRun const&, std::uint32_t professions, int month);
[[nodiscard]] Measured coordinated_anywhere(MeasuredRun const&, std::uint32_t professions, int month);
[[nodiscard]] Measured severe_exhaustion(MeasuredRun const&, std::uint32_t professions, int month);
[[nodiscard]] Measured exhaustion_over_50_hours(MeasuredRun const&, std::uint32_t professions, int month);
[[nodiscard]] Measured exhaustion_group_practice(MeasuredRun const&, std::uint32_t professions, int month);

}  // namespace cptsim
