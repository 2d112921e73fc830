// From the sums of a pack to the observations of its runs.
#pragma once
#include "sim/model/recorder.hpp"
#include "sim/run/pack_sums.hpp"

namespace cptsim {

/// An observation with room for all that a run of this plan leaves behind; `paired` as well unless it is one of the
/// reference.
[[nodiscard]] Observation empty_observation(Plan const& plan, bool paired);

/// The arrays of an observation, as a place to write to.
[[nodiscard]] ObservationPlace place_in(Observation& observation);

/// What lies in a place, as an observation of its own.
[[nodiscard]] Observation observation_in(ObservationPlace const& place);

/// Occupied slots x months of what a place holds.
[[nodiscard]] double professional_months(ObservationPlace const& place);

/// Keeps what a year of territory `territory` left in a lane.
void observe_territory(Plan const& plan, kernel::YearOutput const& output, int year, std::size_t territory,
                       std::size_t lane, ObservationPlace const& to);

/// Keeps the sums of a year over all territories in a lane; means are taken here.
void observe_year(Plan const& plan, PackSums const& sums, int year, std::size_t lane, ObservationPlace const& to);

/// Keeps the ends of membership spells of all years in a lane, [2][kMaxYears][kSpellAges][kLanes].
void observe_spells(Plan const& plan, std::vector<std::int32_t> const& spells, std::size_t lane,
                    ObservationPlace const& to);

}  // namespace cptsim
