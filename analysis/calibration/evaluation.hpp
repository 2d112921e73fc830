// What a calibration asks of a simulator: how far a point lies from the targets, with chance of its own.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace cptsim {

/// A point at which to simulate.
struct Proposal {
    std::vector<double> z;         ///< standard scores of all uncertain quantities: independent N(0, 1) a priori
    std::uint32_t evaluation = 0;  ///< a number used once in a calibration: the address of the simulation's chance
};

/// What one simulation said: finite numbers, however strange the world that was simulated.
struct Evaluation {
    std::vector<double> summaries;  ///< simulated values of the targets, in any units
    std::vector<double> residuals;  ///< L^-1 (summaries - observed), where L L' is the declared covariance
};

/// Simulates all proposals, in any order, and returns their evaluations in the order of the proposals.
using Simulator = std::function<std::vector<Evaluation>(std::span<Proposal const>)>;

}  // namespace cptsim
