// Scenario discovery: a box of parameters in which most cases lie (Friedman & Fisher 1999, Stat. Comput. 9; Bryant &
// Lempert 2010, Technol. Forecast. Soc. Change 77).
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analysis/decision/additive_fit.hpp"

namespace cptsim {

/// A quantity kept within bounds; an end that bounds nothing is infinite.
struct BoxSide {
    std::size_t quantity = 0;
    double low = 0, high = 0;
};

struct Box {
    std::vector<BoxSide> sides;  ///< the most telling first
    [[nodiscard]] bool holds(Quantities const&, std::size_t draw) const;
};

/// How a box meets the cases among some draws.
struct BoxMeasures {
    double coverage = 0;  ///< share of the cases that lie in the box
    double density = 0;   ///< share of cases among the draws in the box
    double mass = 0;      ///< share of the draws in the box
};
[[nodiscard]] BoxMeasures measure_box(Box const&, Quantities const&, std::vector<bool> const& is_case,
                                      std::span<std::size_t const> draws);

struct BoxOptions {
    std::size_t most_sides = 3;
    double peel = 0.05;        ///< share of the draws in the box that a step takes off
    double least_mass = 0.08;  ///< share of the draws that a box keeps at least
};

/// The box of highest standing on the path of peeling, with the sides that carry it: standing is by how many standard
/// errors the cases in it exceed what the base rate gives. No side where none raises the density.
[[nodiscard]] Box find_box(Quantities const&, std::vector<bool> const& is_case, std::span<std::size_t const> draws,
                           BoxOptions const& = {});
/// (density - base rate) over its standard error if cases fell by chance.
[[nodiscard]] double standing(Box const&, Quantities const&, std::vector<bool> const& is_case,
                              std::span<std::size_t const> draws);

/// What resampling says of a box.
struct BoxTrust {
    double chance = 1;  ///< probability that cases without pattern give a box of this standing
    std::vector<double> coverage,
        density;                     ///< of boxes found again in samples with replacement, at the draws not in them
    std::vector<double> reproduced;  ///< [side] share of those boxes that bound the same quantity
};
/// Samples with replacement take whole `clusters`, whose draws share their people. Cases without pattern are these
/// cases in another order, draw by draw: parameters know nothing of people.
[[nodiscard]] BoxTrust test_box(Box const&, Quantities const&, std::vector<bool> const& is_case,
                                std::span<int const> clusters, int resamples, BoxOptions const& = {});

}  // namespace cptsim
