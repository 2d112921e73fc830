#include "analysis/verification/sample.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "analysis/effects/effects.hpp"
#include "analysis/sweep/run.hpp"
#include "sim/input/launch.hpp"
#include "sim/run/chosen_packs.hpp"

namespace cptsim {
namespace {

constexpr double kShare = 0.05;

/// Packs of a launch, or of its twin from the priors, that hold a run that is done.
std::vector<PackAddress> packs_done(Plan const& plan, std::function<bool(Run const&)> const& done, std::size_t& runs)
{
    auto packs = packs_of(plan);
    std::erase_if(packs, [&](PackAddress const& pack) {
        auto const all = runs_of(plan, pack);
        auto const count = std::count_if(all.begin(), all.end(), done);
        runs += static_cast<std::size_t>(count);
        return count == 0;
    });
    return packs;
}

/// Takes what is computed again, and looks at it in the order of the file.
class Computed {
  public:
    void take(Run const& run, Observation const& observation)
    {
        std::lock_guard const held(mutex_);
        all_.emplace(std::pair(run.scenario, run.replicate), observation);
    }
    [[nodiscard]] Observation const* find(Run const& run) const
    {
        auto const found = all_.find({run.scenario, run.replicate});
        return found == all_.end() ? nullptr : &found->second;
    }
    [[nodiscard]] std::size_t size() const { return all_.size(); }

  private:
    std::mutex mutex_;
    std::map<std::pair<int, int>, Observation> all_;
};

void note_difference(Verification& found, std::optional<Difference> const& where)
{
    if (!where || found.verdict != Verification::identical) return;
    found.verdict = Verification::different;
    found.where[0] = where->en;
    found.where[1] = where->fr;
}

bool stopped(VerificationOptions const& options) { return options.interrupted && options.interrupted->load(); }

/// Computes packs again, a few at a time so that memory holds few of them, and compares them with the file.
void compare_packs(ResultsFile const& file, Plan const& plan, std::vector<PackAddress> const& packs,
                   VerificationOptions const& options, Verification& found)
{
    constexpr std::size_t kAtOnce = 64;
    for (std::size_t first = 0; first < packs.size() && !stopped(options); first += kAtOnce) {
        std::vector<PackAddress> const some(
            packs.begin() + static_cast<std::ptrdiff_t>(first),
            packs.begin() + static_cast<std::ptrdiff_t>(std::min(packs.size(), first + kAtOnce)));
        Computed computed;
        run_chosen_packs(
            plan, some, options.threads,
            [&](Run const& run, Observation const& observation) { computed.take(run, observation); },
            options.interrupted);
        if (stopped(options)) return;
        file.of_runs([&](Run const& run) { return computed.find(run) != nullptr; },
                     [&](StoredRun const& stored, Observation const& in_file) {
                         ++found.again;
                         note_difference(found,
                                         compare_run(file.grid(), stored.run, in_file, *computed.find(stored.run)));
                     });
    }
}

/// The indicators of the twin from the priors, where they are those that this program keeps.
void compare_prior(IndicatorTable const& table, Plan const& twin, std::vector<PackAddress> const& packs,
                   VerificationOptions const& options, Verification& found)
{
    SummaryRecorder recorder;
    recorder.begin(twin);
    run_chosen_packs(
        twin, packs, options.threads,
        [&](Run const& run, Observation const& observation) { recorder.write(run, observation); }, options.interrupted);
    if (stopped(options)) return;
    auto const& summary = recorder.summary();
    auto const width = summary.dates.size() * indicators().size();
    bool same = table.dates == summary.dates && table.values.size() == summary.values.size();
    for (std::size_t i = 0; same && i < table.values.size(); ++i) {
        if (summary.done[i / width] == 0) continue;
        auto const a = table.values[i], b = summary.values[i];
        same = a == b || (std::isnan(a) && std::isnan(b));
    }
    found.again += static_cast<std::size_t>(summary.runs_done());
    if (!same)
        note_difference(found, Difference{"/prior/value is not what the priors give",
                                          "/prior/value n'est pas ce que donnent les lois a priori"});
}

/// Keeps the results of packs that are computed again.
class Ledger final : public SweepLedger {
  public:
    explicit Ledger(Sweep const& sweep) : packs_(sweep) {}
    std::map<std::uint32_t, SweepResult> kept;
    [[nodiscard]] std::vector<std::uint32_t> claim(std::size_t pack) override
    {
        std::vector<std::uint32_t> runs(packs_[pack].count);
        std::iota(runs.begin(), runs.end(), static_cast<std::uint32_t>(packs_[pack].first));
        return runs;
    }
    void keep(std::size_t, std::vector<SweepResult> results) override
    {
        std::lock_guard const held(mutex_);
        for (auto& result : results) kept[result.run] = std::move(result);
    }

  private:
    SweepPacks packs_;
    std::mutex mutex_;
};

std::optional<Difference> compare_result(ResultsFile const& file, StoredRun const& stored, Observation const& in_file,
                                         SweepResult const& again)
{
    if (!again.failed())
        return compare_run(file.grid(), stored.run, in_file, observation_of(file.grid(), again.values));
    return Difference{"a run that is done in the file fails: " + again.failure,
                      "une simulation faite dans le fichier échoue : " + again.failure};
}

}  // namespace

std::vector<std::size_t> draw_packs(std::size_t packs, bool all, std::uint64_t seed)
{
    auto const share = std::max(std::lround(kShare * static_cast<double>(packs)), 1L);
    std::vector<std::size_t> numbers(packs);
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    if (all) return numbers;
    std::mt19937_64 engine(seed);
    std::vector<std::size_t> drawn;
    std::sample(numbers.begin(), numbers.end(), std::back_inserter(drawn), share, engine);
    return drawn;
}

void verify_launch(ResultsFile const& file, Plan const& plan, VerificationOptions const& options, Verification& found)
{
    auto const is_done = [&](Run const& run) { return file.runs()[file.grid().row(run)].done(); };
    auto const packs = packs_done(plan, is_done, found.runs);
    auto const prior = file.prior();
    std::vector<PackAddress> prior_packs;
    Plan twin;
    if (prior) {
        twin = prior_twin(plan, prior->replicates);
        prior_packs = packs_done(
            twin, [](Run const&) { return true; }, found.runs);
    }
    found.packs = packs.size() + prior_packs.size();
    auto const drawn = draw_packs(found.packs, options.all, options.seed);
    found.drawn = drawn.size();
    std::vector<PackAddress> own, of_prior;
    for (auto const number : drawn)
        if (number < packs.size())
            own.push_back(packs[number]);
        else
            of_prior.push_back(prior_packs[number - packs.size()]);
    compare_packs(file, plan, own, options, found);
    if (!of_prior.empty() && !stopped(options)) compare_prior(*prior, twin, of_prior, options, found);
    if (stopped(options)) found.verdict = Verification::interrupted;
}

void verify_sweep(ResultsFile const& file, Sweep const& sweep, VerificationOptions const& options, Verification& found)
{
    SweepPacks const all(sweep);
    std::vector<std::size_t> packs;
    for (std::size_t pack = 0; pack < all.size(); ++pack) {
        std::size_t done = 0;
        for (std::size_t run = all[pack].first; run < all[pack].first + all[pack].count; ++run)
            done += file.runs()[file.grid().row(sweep.run(run))].done() ? 1U : 0U;
        found.runs += done;
        if (done > 0) packs.push_back(pack);
    }
    found.packs = packs.size();
    std::vector<std::size_t> drawn;
    for (auto const number : draw_packs(packs.size(), options.all, options.seed)) drawn.push_back(packs[number]);
    found.drawn = drawn.size();
    constexpr std::size_t kAtOnce = 4096;
    for (std::size_t first = 0; first < drawn.size() && !stopped(options); first += kAtOnce) {
        Ledger ledger(sweep);
        SweepOptions how;
        how.threads = options.threads;
        how.stopped = [&] { return stopped(options); };
        run_sweep(sweep, std::span(drawn).subspan(first, std::min(kAtOnce, drawn.size() - first)), ledger, how);
        if (stopped(options)) break;
        auto const number = [&](Run const& run) { return static_cast<std::uint32_t>(sweep.number(run)); };
        file.of_runs([&](Run const& run) { return ledger.kept.contains(number(run)); },
                     [&](StoredRun const& stored, Observation const& in_file) {
                         ++found.again;
                         note_difference(found,
                                         compare_result(file, stored, in_file, ledger.kept.at(number(stored.run))));
                     });
    }
    if (stopped(options)) found.verdict = Verification::interrupted;
}

}  // namespace cptsim
