// One policy that is tried: its runs so far, frame by frame, and what they say.
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
    /// `toml`: the file of the policy. Throws InputError.
    Trial(std::shared_ptr<Land> land, std::string toml);
    [[nodiscard]] std::string const& toml() const { return toml_; }
    [[nodiscard]] Land& land() const { return *land_; }
    [[nodiscard]] Scenario const& policy() const { return launch_.scenarios.back(); }
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
    void take(Run run, Observation const& observation);

    std::shared_ptr<Land> land_;
    std::string toml_;
    Plan launch_, prior_launch_;
    Plan all_;  ///< both, points one behind the other
    SummaryRecorder now_, before_;
    ReportRecorder series_;
    std::vector<std::pair<std::string, std::string>> digests_;  ///< key, digest
    int fork_ = 0, done_ = 0;
};

}  // namespace cptsim
