// A policy that is tried: its runs so far, frame by frame.
#pragma once
#include <atomic>
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
    /// `rules`: what it changes, whatever its name. Throws InputError.
    Trial(std::shared_ptr<Land> land, Scenario policy, std::string rules);
    [[nodiscard]] std::string const& rules() const { return rules_; }
    [[nodiscard]] Land& land() const { return *land_; }
    /// Simulations that are finished; asked from any thread.
    [[nodiscard]] int done() const { return done_; }
    /// Runs the next frame. False where it was given up: nothing of it is kept then.
    bool advance(GiveUp const&);

    // What is finished, as a launch of kMostReplicates has it, in every December: tried.hpp makes it whole.
    [[nodiscard]] Summary const& runs() const { return now_.summary(); }
    [[nodiscard]] Summary const& prior_runs() const { return before_.summary(); }
    [[nodiscard]] ReportSeries const& series() const { return series_.series(); }
    [[nodiscard]] std::vector<std::pair<Run, std::string>> const& digests() const { return digests_; }

  private:
    /// Runs the policy beside the reference; false where it was given up.
    bool run(ReferenceFrame&, std::vector<std::pair<Run, Observation>>& made, GiveUp const&) const;
    void take(Run run, Observation const& observation);

    std::shared_ptr<Land> land_;
    std::string rules_;
    Plan launch_;
    Plan all_;  ///< of the posterior and of the priors, points one behind the other
    SummaryRecorder now_{SummaryDates::every}, before_{SummaryDates::every};
    ReportRecorder series_{SummaryDates::every};
    std::vector<std::pair<Run, std::string>> digests_;
    int fork_;  ///< year in which the policy goes off
    std::atomic<int> done_ = 0;
};

}  // namespace cptsim
