#include "analysis/explore/trial.hpp"

#include <algorithm>

#include "analysis/explore/policy_form.hpp"
#include "sim/results/results_digest.hpp"
#include "sim/run/pack.hpp"
#include "sim/run/pack_run.hpp"

namespace cptsim {
namespace {

/// The first `kept` of `of` replicates of rows [scenario, replicate, cell].
template <class Values>
void keep_first(Values& values, std::size_t scenarios, int of, int kept)
{
    if (values.empty()) return;
    std::size_t const cells = values.size() / scenarios / static_cast<std::size_t>(of);
    Values cut;
    cut.reserve(scenarios * static_cast<std::size_t>(kept) * cells);
    for (std::size_t s = 0; s < scenarios; ++s) {
        auto const from = values.begin() + static_cast<std::ptrdiff_t>(s * static_cast<std::size_t>(of) * cells);
        cut.insert(cut.end(), from, from + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(kept) * cells));
    }
    values = std::move(cut);
}

Summary first_replicates(Summary summary, int kept)
{
    int const of = summary.plan.replicates;
    std::size_t const scenarios = summary.plan.scenarios.size();
    keep_first(summary.values, scenarios, of, kept);
    keep_first(summary.done, scenarios, of, kept);
    keep_first(summary.money, scenarios, of, kept);
    summary.plan.replicates = kept;
    summary.plan.points.resize(static_cast<std::size_t>(kept));
    return summary;
}

void keep_first(RunRows& rows, std::size_t scenarios, int kept)
{
    if (rows.values.empty()) return;
    // History is kept of the reference alone.
    std::size_t const held = rows.values.size() / rows.cells / static_cast<std::size_t>(rows.replicates);
    keep_first(rows.values, std::min(held, scenarios), rows.replicates, kept);
    rows.replicates = kept;
}

/// As the files say, but for names that two of them share.
std::vector<Scenario> policies_of(std::vector<std::string> const& tomls)
{
    std::vector<Scenario> policies;
    for (auto const& toml : tomls) {
        auto policy = read_policy(toml);
        auto const has_name = [&](Scenario const& other) { return other.name == policy.name; };
        if (std::any_of(policies.begin(), policies.end(), has_name))
            policy.name += '_' + std::to_string(policies.size() + 1);
        policies.push_back(std::move(policy));
    }
    return policies;
}

}  // namespace

Trial::Trial(std::shared_ptr<Land> land, std::vector<std::string> tomls)
    : land_(std::move(land)),
      tomls_(std::move(tomls)),
      launch_(land_->launch(policies_of(tomls_))),
      prior_launch_(land_->prior_launch(launch_)),
      all_(land_->plan())
{
    all_.scenarios = launch_.scenarios;
    for (int scenario = 1; scenario < static_cast<int>(all_.scenarios.size()); ++scenario)
        forks_.push_back(fork_year(all_, scenario));
    now_.begin(launch_);
    before_.begin(prior_launch_);
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

bool Trial::run(int scenario, ReferenceFrame& reference, std::vector<std::pair<Run, Observation>>& made,
                GiveUp const& give_up) const
{
    int const fork = forks_[static_cast<std::size_t>(scenario - 1)];
    Pack pack;
    pack.apart = true;
    for (std::size_t l = 0; l < reference.runs.size(); ++l) {
        auto const& run = reference.runs[l];
        pack.runs.push_back({scenario, run.replicate, run.point});
        pack.reference_lane[l] = static_cast<int>(l);
    }
    for (auto const& january : reference.kept->januaries)
        if (january.year <= fork) pack.first_year = std::max(pack.first_year, january.year);
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
    auto* const reference = land_->frame(number, *std::min_element(forks_.begin(), forks_.end()), give_up,
                                         forks_.size() == 1 ? &alone : nullptr);
    if (!reference) return false;
    if (made.empty())
        for (int scenario = 1; scenario <= static_cast<int>(forks_.size()); ++scenario)
            if (!run(scenario, *reference, made, give_up)) return false;
    RunGrid const grid(launch_);
    bool const hash_reference = reference->digests.empty();
    for (std::size_t l = 0; l < reference->runs.size(); ++l) {
        auto const& run = reference->runs[l];
        auto const& observed = reference->kept->observed[l];
        take(run, observed);
        if (run.point >= kMostReplicates) continue;
        if (hash_reference) reference->digests.push_back(run_digest(grid.observations(), observed));
        digests_.emplace_back(run_key(launch_, run), reference->digests[l]);
        ++done_;
    }
    for (auto const& [run, observation] : made) {
        take(run, observation);
        if (run.point < kMostReplicates)
            digests_.emplace_back(run_key(launch_, run), run_digest(grid.observations(), observation));
    }
    return true;
}

Summary Trial::summary() const { return first_replicates(now_.summary(), std::max(1, done_)); }

Summary Trial::prior() const { return first_replicates(before_.summary(), std::clamp(done_, 1, kPriorReplicates)); }

ReportSeries Trial::series() const
{
    auto series = series_.series();
    for (auto* rows : {&series.months, &series.history, &series.professions, &series.by_place, &series.territories,
                       &series.territory_years})
        if (rows->cells > 0 && rows->replicates > 0) keep_first(*rows, launch_.scenarios.size(), std::max(1, done_));
    return series;
}

std::string Trial::digest() const
{
    std::vector<std::pair<std::string_view, std::string_view>> pairs(digests_.begin(), digests_.end());
    return digests_.empty() ? "" : file_digest(std::move(pairs));
}

}  // namespace cptsim
