// From the sums of a pack to the observations of its runs.
#pragma once
#include "sim/model/recorder.hpp"
#include "sim/run/pack_sums.hpp"

namespace cptsim {

/// An observation with room for all that a run of this plan leaves behind; `paired` as well unless it is one of the
/// reference.
[[nodiscard]] Observation empty_observation(Plan const& plan, bool paired);

/// The observation of a run that goes on from the January of `year` of one which it shares what was before.
[[nodiscard]] Observation observation_from(Plan const& plan, Observation const& shared, int year, bool paired);

/// Keeps what a year of territory `territory` left in a lane.
void observe_territory(Plan const& plan, kernel::YearOutput const& output, int year, std::size_t territory,
                       std::size_t lane, Observation& observation);

/// Keeps the sums of a year over all territories in a lane; means are taken here.
void observe_year(Plan const& plan, PackSums const& sums, int year, std::size_t lane, Observation& observation);

/// Keeps the ends of membership spells of all years in a lane, [2][kMaxYears][kSpellAges][kLanes].
void observe_spells(Plan const& plan, std::vector<std::int32_t> const& spells, std::size_t lane,
                    Observation& observation);

}  // namespace cptsim
