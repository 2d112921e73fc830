// What policies that were tried say together: their runs, put beside each other as the launch of all of them.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "analysis/explore/trial.hpp"

namespace cptsim {

/// A policy under its name; several may share a trial.
struct Tried {
    std::shared_ptr<Trial> trial;
    Scenario named;
};

/// A launch of them on their land that was stopped where each is now. Asked while no trial advances.
class Findings {
  public:
    explicit Findings(std::vector<Tried> tried);
    [[nodiscard]] int end_month() const { return launch_.end_month; }
    /// As if the runs ended with that month, a December.
    [[nodiscard]] Summary summary(int end_month) const;
    /// The twin from the priors.
    [[nodiscard]] Summary prior(int end_month) const;
    [[nodiscard]] ReportSeries series() const;
    /// The file digest that `cptsim run` gives for these runs.
    [[nodiscard]] std::string digest() const;

  private:
    /// The trial behind each scenario, and its row there: of the reference the one that is furthest on.
    struct Source {
        Trial const* trial;
        int row;
    };
    [[nodiscard]] Summary gathered(Plan plan, bool prior) const;

    std::vector<Tried> tried_;
    std::vector<Source> sources_;  ///< [scenario]
    Plan launch_, prior_launch_;
};

}  // namespace cptsim
