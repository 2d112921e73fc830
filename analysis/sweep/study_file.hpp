// Reads STUDY.toml: scenarios, the factors of a design with their distributions, and what to keep of each run.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/sweep/sweep.hpp"
#include "sim/files/toml_document.hpp"

namespace cptsim {

/// What a search for tipping points asks: at which dose an outcome crosses a threshold.
struct StudyTipping {
    std::string dose;      ///< path of a continuous factor; the others have levels
    std::string outcome;   ///< id of an indicator or a kept observable
    std::string month;     ///< a kept December as it was written, or "": the last
    double threshold = 0;  ///< in the unit of the outcome
    bool effect = false;   ///< of the difference from the reference: where its sign turns, at 0
};

/// Two factors whose quantiles go together, by their normal scores.
struct StudyCorrelation {
    std::string one, other;
    double value = 0;
    Place place;
};

/// What a study asks of its design.
struct StudyDesign {
    std::string method;      ///< a word of kDesignMethods
    std::size_t points = 0;  ///< as the method counts them; 0: not said
    int levels = 0;          ///< of continuous factors; 0: not said
    std::uint64_t seed = 0;
    bool second_order = false;
    std::vector<std::vector<std::string>> groups;  ///< paths of factors that share one quantile
    std::vector<StudyCorrelation> correlations;    ///< of points that fill the space
    StudyTipping tipping;
    std::vector<std::vector<double>> listed;  ///< [point][factor] of the method csv
    Place place;                              ///< of the method
};

inline constexpr std::array kDesignMethods = {
    "full_factorial", "fractional_factorial", "latin_hypercube", "sobol", "saltelli", "morris", "csv", "tipping"};

/// What a study says, after reading and validation.
struct Study {
    std::string file, text;
    std::string title_en, title_fr;
    std::string population;  ///< "": that of the scenarios
    std::string parameters;  ///< as --parameters of `cptsim run`
    std::uint64_t seed = 1;
    int replicates = 1;
    std::vector<Scenario> scenarios;
    std::vector<SweepFactor> factors;  ///< in ascending order of their paths
    std::vector<Place> places;         ///< of the factors
    StudyDesign design;
    Kept kept;
};

/// Reads a study: a file, or the name of a shipped one ("strain"). What it names is looked for beside it, then among
/// what is shipped, and must lie there (unless it may be `anywhere`). Throws InputError with every problem of the study
/// and of its scenarios.
[[nodiscard]] Study read_study(std::string const& file, bool anywhere = false);

/// Reads a study again whose scenarios are known: factors, design and what is kept. `factors` are all paths that its
/// design has.
[[nodiscard]] Study read_known_study(std::string const& text, std::string const& label, std::vector<Scenario> scenarios,
                                     std::vector<std::string> const& factors);

}  // namespace cptsim
