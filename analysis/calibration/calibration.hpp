// What a user asks of a calibration, after reading and validation: patterns, uncertain quantities, a budget.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/model/coordinate.hpp"
#include "sim/model/scenario.hpp"

namespace cptsim {

/// A row of the table of observed patterns (docs/data.md, "Observed patterns").
struct Pattern {
    std::string name;
    int month = 0;                     ///< since January 2019
    std::string population;            ///< as named in Calibration::populations
    std::string profession;            ///< as written: one, several joined by '+', or "all"
    std::uint32_t professions = 0xFF;  ///< bit p: profession p
    double value = 0;
    std::string unit;
    double definition_error = 0;  ///< standard deviation of what the definition leaves open, in the unit of the value
    std::string use;              ///< a word of kPatternUses
    std::string source;
};

inline constexpr std::array kPatternUses = {"initial",    "calibrate", "weak",      "validate",
                                            "soft_bound", "prior",     "magnitude", "tail"};

/// A population that patterns speak of, and the territories that stand for it.
struct CalibrationPopulation {
    std::string name;  ///< as in the table of patterns
    TerritoryTable territories;
    double scale = 1;  ///< counts of the run times this are counts of the population
};

/// How a calibration is sampled; the meaning of the numbers is that of the sampler's options.
struct CalibrationMethod {
    int screening_blocks = 0;  ///< 0: no screening
    int particles = 400;
    int waves = 12;
    int resimulated = 800;
    int kept = 400;
};

/// More fitted quantities than this are more than the patterns can say anything about.
inline constexpr std::size_t kManyCoordinates = 70;

struct Calibration {
    std::string title_en, title_fr;
    std::string file, text;  ///< the file, and all that it says
    Scenario scenario;
    std::vector<CalibrationPopulation> populations;
    std::uint64_t seed = 1;
    std::string targets_file, targets_sha256;
    std::vector<std::string> uses;        ///< of the patterns that are fitted
    std::vector<Pattern> patterns;        ///< all rows of the table, in its order
    std::vector<Coordinate> coordinates;  ///< what is fitted of all that has a prior: model first, as in the lists
    /// What has a prior and can change no target: it stays out of the fit, and a posterior draws it from its prior.
    std::vector<Coordinate> outside;
    CalibrationMethod method;
};

}  // namespace cptsim
