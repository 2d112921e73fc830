#include "analysis/explore/trial.hpp"

#include <algorithm>

#include "sim/results/results_digest.hpp"
#include "sim/run/pack.hpp"
#include "sim/run/pack_run.hpp"

namespace cptsim {

Trial::Trial(std::shared_ptr<Land> land, Scenario policy, std::string rules)
    : land_(std::move(land)), rules_(std::move(rules)), launch_(land_->launch({std::move(policy)})), all_(land_->plan())
{
    all_.scenarios = launch_.scenarios;
    fork_ = fork_year(all_, 1);
    now_.begin(launch_);
    before_.begin(land_->prior_launch(launch_));
    series_.begin(launch_);
}

void Trial::take(Run run, Observation const& observation)
{
    if (run.point >= kMostReplicates) {
        run.point -= kMostReplicates;
        return before_.write(run, observation);
    }
    now_.write(run, observation);
    series_.write(run, observation);
}

bool Trial::run(ReferenceFrame& reference, std::vector<std::pair<Run, Observation>>& made, GiveUp const& give_up) const
{
    Pack pack;
    pack.apart = true;
    for (std::size_t l = 0; l < reference.runs.size(); ++l) {
        auto const& run = reference.runs[l];
        pack.runs.push_back({1, run.replicate, run.point});
        pack.reference_lane[l] = static_cast<int>(l);
    }
    for (auto const& january : reference.kept->januaries)
        if (january.year <= fork_) pack.first_year = std::max(pack.first_year, january.year);
    PackRun runs(all_, reference.frame, pack, reference.kept.get());
    runs.initialise();
    for (int year = pack.first_year; year < years_begun(all_); ++year) {
        if (give_up()) return false;
        runs.advance_year(year);
    }
    for (std::size_t l = 0; l < pack.runs.size(); ++l)
        made.emplace_back(pack.runs[l], runs.take_observation(static_cast<int>(l)));
    return true;
}

bool Trial::advance(GiveUp const& give_up)
{
    int const number = done_ / kStreams;
    std::vector<std::pair<Run, Observation>> made;
    Passenger const alone{all_, 1, made};
    auto* const reference = land_->frame(number, fork_, give_up, &alone);
    if (!reference || (made.empty() && !run(*reference, made, give_up))) return false;
    RunGrid const grid(launch_);
    bool const hash_reference = reference->digests.empty();
    int fresh = 0;
    for (std::size_t l = 0; l < reference->runs.size(); ++l) {
        auto const& run = reference->runs[l];
        auto const& observed = reference->kept->observed[l];
        take(run, observed);
        if (run.point >= kMostReplicates) continue;
        if (hash_reference) reference->digests.push_back(run_digest(grid.observations(), observed));
        digests_.emplace_back(run, reference->digests[l]);
        ++fresh;
    }
    for (auto const& [run, observation] : made) {
        take(run, observation);
        if (run.point < kMostReplicates) digests_.emplace_back(run, run_digest(grid.observations(), observation));
    }
    done_ += fresh;
    return true;
}

}  // namespace cptsim
