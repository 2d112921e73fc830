// What the parameters of a run must satisfy beyond their ranges, whatever they come from: a file, --set, a draw, a
// design.
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/language.hpp"

namespace cptsim {

/// Whether a parameter takes some whole numbers only: seats, months between reviews.
[[nodiscard]] bool takes_whole_numbers(int row);

/// What is wrong with a value that lies in its range: " (must be a whole number)"; or "".
[[nodiscard]] Words value_fault(int row, double value);

/// Rows of parameters that are shares of one whole and leave something to the rest: at most 1 together.
[[nodiscard]] std::vector<std::vector<int>> const& shares_of_one();

/// Looks at the parameters that runs end up with: those that are set over those of each point.
class FinalParameters {
  public:
    /// `points`: as in a Plan, whose they stay.
    explicit FinalParameters(std::vector<std::vector<double>> const& points) : points_(points) {}
    /// What is wrong with the runs of these settings, and how to mend it; "" where nothing is.
    [[nodiscard]] Words fault(std::map<int, double> const& set);

  private:
    struct Most {
        double sum = 0;
        std::size_t point = 0;
    };
    [[nodiscard]] Most most_left(std::size_t group, std::map<int, double> const& set);
    [[nodiscard]] Words words(std::size_t group, std::map<int, double> const& set, double sum, Most const&) const;

    std::vector<std::vector<double>> const& points_;
    std::map<std::pair<std::size_t, unsigned>, Most> known_;  ///< by group, and which of it are set
};

}  // namespace cptsim
