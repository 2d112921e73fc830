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

}  // namespace

Trial::Trial(std::shared_ptr<Land> land, std::string toml)
    : land_(std::move(land)),
      toml_(std::move(toml)),
      launch_(land_->launch({read_policy(toml_)})),
      prior_launch_(land_->prior_launch(launch_)),
      all_(land_->plan())
{
    all_.scenarios = launch_.scenarios;
    fork_ = fork_year(all_, 1);
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

bool Trial::advance(GiveUp const& give_up)
{
    int const number = done_ / kStreams;
    auto* const reference = land_->frame(number, fork_, give_up);
    if (!reference) return false;
    Pack pack;
    pack.apart = true;
    for (std::size_t l = 0; l < reference->runs.size(); ++l) {
        auto const& run = reference->runs[l];
        pack.runs.push_back({1, run.replicate, run.point});
        pack.reference_lane[l] = static_cast<int>(l);
    }
    for (auto const& january : reference->kept->januaries)
        if (january.year <= fork_) pack.first_year = std::max(pack.first_year, january.year);
    PackRun runs(all_, reference->frame, pack, reference->kept.get());
    runs.initialise();
    for (int year = pack.first_year; year < years_begun(all_); ++year) {
        if (give_up()) return false;
        runs.advance_year(year);
    }
    RunGrid const grid(launch_);
    bool const hash_reference = reference->digests.empty();
    for (std::size_t l = 0; l < pack.runs.size(); ++l) {
        auto const observation = runs.take_observation(static_cast<int>(l));
        auto const& of_reference = reference->kept->observed[l];
        take(reference->runs[l], of_reference);
        take(pack.runs[l], observation);
        if (pack.runs[l].point >= kMostReplicates) continue;
        if (hash_reference) reference->digests.push_back(run_digest(grid.observations(), of_reference));
        digests_.emplace_back(run_key(launch_, reference->runs[l]), reference->digests[l]);
        digests_.emplace_back(run_key(launch_, pack.runs[l]), run_digest(grid.observations(), observation));
        ++done_;
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
