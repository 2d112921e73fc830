#include "analysis/sweep/shared_history.hpp"

#include <algorithm>
#include <set>

#include "sim/run/frame.hpp"
#include "sim/run/known_signatures.hpp"
#include "sim/run/pack.hpp"
#include "sim/run/reference_runs.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kMostPacks = 8;  ///< of a unit: a ninth would save a seventy-second of a history

/// The year of the first month in which a factor of levers may act.
int first_year_of(SweepFactor const& factor, Plan const& plan)
{
    if (factor.kind == SweepFactor::Kind::lever) return factor.entry.month / 12;
    // A date takes the place of all entries from the start of policies on.
    auto month = static_cast<int>(*std::min_element(factor.values.begin(), factor.values.end()));
    for (auto const& scenario : plan.scenarios) month = std::min(month, scenario.policy_month);
    return month / 12;
}

/// The last January before which no factor acts on a lever; 0 where the ways to signatures known for the first
/// `known_years` rest on one.
int last_common_january(Sweep const& sweep, int known_years)
{
    int year = years_begun(sweep.plan) - 1;
    for (auto const& factor : sweep.factors) {
        if (factor.kind == SweepFactor::Kind::parameter) continue;
        int const first = first_year_of(factor, sweep.plan);
        year = std::min(year, moves_projects(factor.entry.lever) && first < known_years ? 0 : first);
    }
    return year;
}

std::vector<LeverEntry> of_projects(std::vector<LeverEntry> levers)
{
    std::erase_if(levers, [](LeverEntry const& entry) { return !moves_projects(entry.lever); });
    return levers;
}

/// Whether two scenarios are the same until the January of `year` at every point.
bool share(Sweep const& sweep, int known_years, std::size_t a, std::size_t b, int year)
{
    for (auto const& factor : sweep.factors)
        if (factor.kind == SweepFactor::Kind::parameter && factor.scenarios[a] != factor.scenarios[b]) return false;
    auto const& scenarios = sweep.plan.scenarios;
    int const known = 12 * known_years;
    return fork_year(sweep.plan, static_cast<int>(a), static_cast<int>(b)) >= year &&
           first_difference(of_projects(scenarios[a].levers), of_projects(scenarios[b].levers), known) >= known;
}

/// Of each scenario, the first with which it shares its history.
std::vector<int> classes_of(Sweep const& sweep, int known_years, int year)
{
    std::vector<int> classes;
    for (std::size_t s = 0; s < sweep.plan.scenarios.size(); ++s) {
        std::size_t first = 0;
        while (first < s && !share(sweep, known_years, first, s, year)) ++first;
        classes.push_back(static_cast<int>(first));
    }
    return classes;
}

}  // namespace

SharedHistory::SharedHistory(Sweep const& sweep)
    : points_differ_(std::any_of(sweep.factors.begin(), sweep.factors.end(),
                                 [](auto const& factor) { return factor.kind == SweepFactor::Kind::parameter; })),
      packs_(sweep)
{
    parting_.classes.resize(sweep.plan.scenarios.size());
    for (std::size_t pack = 0; pack < std::min(packs_.size(), packs_.frame_packs()); ++pack)
        parting_.units.push_back(pack);
    int const known_years = KnownSignatures(sweep.plan).years();
    std::size_t const january = slots_of(sweep.plan) * kLanes * kJanuaryBytes;
    int const last = january > kStateMemory ? 0 : last_common_january(sweep, known_years);
    std::vector<int> longer;
    for (int year = last; year > 0; --year) {
        Parting parting{year, classes_of(sweep, known_years, year), {}, 0};
        if (parting.classes == longer) continue;  // no more runs share the shorter history
        longer = parting.classes;
        bool const all_apart =
            std::set<int>(parting.classes.begin(), parting.classes.end()).size() == parting.classes.size();
        if (points_differ_ && all_apart) continue;  // each run has a history of its own
        form_units(sweep, parting);
        if (parting.saved > parting_.saved) parting_ = std::move(parting);
    }
    unit_bytes_ = pack_bytes(sweep.plan) + (parting_.year > 0 ? january : 0);
}

void SharedHistory::form_units(Sweep const& sweep, Parting& parting) const
{
    std::set<History> histories;
    std::size_t unit = 0, size = 0;
    for (std::size_t pack = 0; pack < std::min(packs_.size(), packs_.frame_packs()); ++pack) {
        std::set<History> own;
        for (std::size_t i = 0; i < packs_[pack].count; ++i)
            own.insert(of(sweep.run(packs_[pack].first + i), parting.classes));
        auto both = histories;
        both.insert(own.begin(), own.end());
        bool const fits = size < kMostPacks && both.size() <= kLanes;
        if (size > 0 && !fits) ++unit, size = 0;
        histories = size > 0 ? std::move(both) : std::move(own);
        ++size;
        parting.units.push_back(unit);
    }
    parting.saved = parting.year * static_cast<double>(parting.units.size() - unit - 1);
}

SharedHistory::History SharedHistory::of(Run const& run) const { return of(run, parting_.classes); }

SharedHistory::History SharedHistory::of(Run const& run, std::vector<int> const& classes) const
{
    return {run.replicate, points_differ_ ? run.point : 0, classes[static_cast<std::size_t>(run.scenario)]};
}

std::size_t SharedHistory::units() const { return packs_.size() == 0 ? 0 : unit_of(packs_.size() - 1) + 1; }

std::size_t SharedHistory::unit_of(std::size_t pack) const
{
    auto const& units = parting_.units;
    return pack / packs_.frame_packs() * (units.back() + 1) + units[pack % packs_.frame_packs()];
}

std::vector<std::size_t> packs_to_do(SweepPacks const& packs, SharedHistory const& history, Shard shard,
                                     std::function<bool(std::size_t run)> const& is_to_do)
{
    std::vector<std::size_t> found;
    for (std::size_t pack = 0; pack < packs.size(); ++pack) {
        if (history.unit_of(pack) % shard.of != shard.part) continue;
        auto const range = packs[pack];
        std::size_t run = range.first;
        while (run < range.first + range.count && !is_to_do(run)) ++run;
        if (run < range.first + range.count) found.push_back(pack);
    }
    return found;
}

}  // namespace cptsim
