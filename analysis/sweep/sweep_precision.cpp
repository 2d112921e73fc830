#include "analysis/sweep/sweep_precision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "analysis/effects/indicators.hpp"
#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/merge.hpp"
#include "analysis/sweep/outcomes.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/files/toml_reader.hpp"

namespace cptsim {
namespace {

std::string id_of(PrecisionAim const& aim)
{
    return std::string(indicators()[static_cast<std::size_t>(aim.indicator)].id);
}

int date_of(PrecisionAim const& aim, std::vector<int> const& dates)
{
    auto const found = std::find(dates.begin(), dates.end(), aim.month);
    return found == dates.end() ? -1 : static_cast<int>(found - dates.begin());
}

}  // namespace

Sweep with_replicates(Sweep sweep, int replicates)
{
    sweep.plan = with_replicates(std::move(sweep.plan), replicates);
    return sweep;
}

void require_kept(std::vector<PrecisionAim> const& aims, Sweep const& sweep)
{
    Sweep const one = with_replicates(sweep, 1);
    StudyOutcomes const outcomes(one);
    for (auto const& aim : aims) {
        std::vector<std::string> ids, months;
        for (auto const& outcome : outcomes.list()) ids.push_back(outcome.id);
        for (int const month : outcomes.dates()) months.push_back(month_name(month));
        if (outcomes.find(id_of(aim)) < 0)
            throw InputError(
                both({"--precision is \"{}\" (what the study keeps allows {}) more [keep] observables?",
                      "--precision vaut \"{}\" (ce que garde l'étude permet {}) plus d'observables dans [keep] ?"},
                     aim.text, join(ids)));
        if (date_of(aim, outcomes.dates()) < 0)
            throw InputError(both({"--precision is \"{}\" (Decembers that the study keeps are {})",
                                   "--precision vaut \"{}\" (les décembres que garde l'étude sont {})"},
                                  aim.text, join(months)));
    }
}

PrecisionState sweep_precision(std::vector<PrecisionAim> const& aims, std::string const& folder, Sweep const& sweep)
{
    SweepSegments const segments({folder}, manifest_of(folder));
    StudyOutcomes outcomes(sweep);
    auto const source = segments.source();
    for (std::size_t run = 0; run < sweep.runs(); ++run)
        if (segments.status(run) == MergedRun::done) outcomes.add(run, source.values(run));
    std::vector<AimEstimate> estimates;
    for (std::size_t a = 0; a < aims.size(); ++a) {
        int const row = outcomes.find(id_of(aims[a])), date = date_of(aims[a], outcomes.dates());
        int const scenarios = static_cast<int>(sweep.plan.scenarios.size());
        for (int s = scenarios == 1 ? 0 : 1; s < scenarios; ++s) {
            auto const values = s == 0 ? outcomes.levels(row, date, s) : outcomes.effects(row, date, s);
            for (std::size_t p = 0; p < values.size(); ++p)
                estimates.push_back({a, fmt::format("{}:{}", sweep.plan.scenarios[static_cast<std::size_t>(s)].name, p),
                                     mean_over_frames(values[p])});
        }
    }
    return precision_state(aims, estimates, sweep.plan.replicates);
}

}  // namespace cptsim
