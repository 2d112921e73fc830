// Policies that are tried, one as a rule: their runs so far, frame by frame, and what they say.
#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "analysis/effects/effects.hpp"
#include "analysis/explore/land.hpp"
#include "analysis/report/series.hpp"

namespace cptsim {

class Trial {
  public:
    /// `tomls`: the files of the policies, in the order of a launch. Those of one name are told apart. Throws
    /// InputError.
    Trial(std::shared_ptr<Land> land, std::vector<std::string> tomls);
    [[nodiscard]] std::vector<std::string> const& tomls() const { return tomls_; }
    [[nodiscard]] std::string const& toml() const { return tomls_.front(); }
    [[nodiscard]] Land& land() const { return *land_; }
    [[nodiscard]] Scenario const& policy() const { return launch_.scenarios[1]; }
    /// Simulations that are finished.
    [[nodiscard]] int done() const { return done_; }
    /// Runs the next frame. False where it was given up: nothing of it is kept then.
    bool advance(GiveUp const&);
    /// What is finished, as a launch of so many replicates has it.
    [[nodiscard]] Summary summary() const;
    [[nodiscard]] Summary prior() const;
    [[nodiscard]] ReportSeries series() const;
    /// The file digest that `cptsim run` gives for these runs.
    [[nodiscard]] std::string digest() const;

  private:
    /// Runs scenario `scenario` beside the reference; false where it was given up.
    bool run(int scenario, ReferenceFrame&, std::vector<std::pair<Run, Observation>>& made, GiveUp const&) const;
    void take(Run run, Observation const& observation);

    std::shared_ptr<Land> land_;
    std::vector<std::string> tomls_;
    Plan launch_, prior_launch_;
    Plan all_;  ///< both, points one behind the other
    SummaryRecorder now_, before_;
    ReportRecorder series_;
    std::vector<std::pair<std::string, std::string>> digests_;  ///< key, digest
    std::vector<int> forks_;                                    ///< [policy] year in which it goes off
    int done_ = 0;
};

}  // namespace cptsim
