// The stored draws of a launch that a decision is judged by: what each option came to, and with which parameters.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/decision/question.hpp"
#include "sim/results/results_reader.hpp"

namespace cptsim {

/// A quantity that was drawn: its values over the draws.
struct DrawnParameter {
    int row = 0;  ///< in parameter_fields()
    std::vector<double> values;
};

/// Draws in which every option has the indicator, in ascending order of replicates.
struct Draws {
    Plan plan;
    Question question;
    int planned = 0;                          ///< replicates of the launch
    std::vector<int> replicates;              ///< [draw]
    std::vector<std::vector<double>> values;  ///< [option][draw] the indicator; of a paired one, 0 for the reference
    [[nodiscard]] std::size_t size() const { return replicates.size(); }
    [[nodiscard]] std::vector<int> frames() const;  ///< [draw]: those of one frame share their people
    /// What is gained by an option over another: [draw].
    [[nodiscard]] std::vector<double> gain(std::size_t option, std::size_t over) const;
    /// Parameters that differ between the draws.
    [[nodiscard]] std::vector<DrawnParameter> parameters() const;
    /// Draws with the same parameters, as lists of two or more.
    [[nodiscard]] std::vector<std::vector<std::size_t>> twins() const;
};

/// Sees each run of an option as it is read: its option, replicate and observation.
using SeeRun = std::function<void(std::size_t option, int replicate, Observation const&)>;

/// Reads the draws of a launch. Throws InputError for a merged sweep, and for fewer than `least` draws.
[[nodiscard]] Draws read_draws(ResultsFile const&, Question const&, std::size_t least, SeeRun const& see = {});

/// The same before any data: what the launch kept of its twin from the priors. Nothing where there is no twin, or not
/// of these options at this date.
[[nodiscard]] std::optional<Draws> read_prior_draws(ResultsFile const&, Question const&);

/// Decembers at which the launch kept that twin.
[[nodiscard]] std::vector<int> prior_dates(ResultsFile const&);

/// "FILE: 500 draws of the parameters (posterior), 63 populations".
[[nodiscard]] std::string sample_words(std::string const& file, Draws const&, Language);

/// A question, a sample, a method and an error, as each answer begins.
[[nodiscard]] std::string preface(std::string const& question, std::string const& sample, std::string const& method,
                                  std::string const& error, Language);

}  // namespace cptsim
