// What is kept of an observation where not all of it is.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/model/recorder.hpp"

namespace cptsim {

/// Which part of an observation is kept.
struct Kept {
    std::vector<int> observables;  ///< rows of observable_fields(), ascending
    std::vector<int> months;       ///< since January 2019, ascending: monthly observables, and the years of Decembers
    std::vector<int> professions;  ///< ascending; kProfessions is "all"
};

/// An observable as it is kept: where its values stand in the whole observation.
struct KeptField {
    int observable = 0;                 ///< row of observable_fields()
    std::vector<std::size_t> shape;     ///< lengths of its axes
    std::vector<std::uint32_t> source;  ///< [value, row-major] position in Observation::own
};

/// Kept positions of an axis in a plan.
[[nodiscard]] std::vector<int> kept_positions(Kept const&, Plan const&, Axis);
[[nodiscard]] std::vector<KeptField> kept_fields(Kept const&, Plan const&);

}  // namespace cptsim
