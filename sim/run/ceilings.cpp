#include "sim/run/ceilings.hpp"

#include <algorithm>

#include "sim/run/pack_sums.hpp"

namespace cptsim {
namespace {

/// The entries that set the ceiling of the nation (an empty name) or of a region: each scope has its own.
Scenario ceiling_of(Scenario const& scenario, std::string const& region)
{
    Scenario own;
    for (auto const& entry : scenario.levers) {
        auto const& named = entry.target.regions;
        bool const concerned =
            region.empty() ? named.empty() : std::find(named.begin(), named.end(), region) != named.end();
        if (entry.lever == lever::budget && concerned) own.levers.push_back(entry);
    }
    return own;
}

/// Share of last year's claims [EUR / kFixedUnit] that a ceiling [MEUR] lets pass.
double share_of(double limit, std::int64_t claims)
{
    double const claimed = static_cast<double>(claims) / kFixedUnit / 1e6;
    return claimed > limit ? limit / claimed : 1.0;
}

}  // namespace

Ceilings::Ceilings(Plan const& plan, Pack const& pack, std::vector<std::string> const& regions)
    : regions_(regions.size()), claims_(regions.size() * kLanes), paid_(regions.size() * kLanes)
{
    int const years = (plan.months() + kernel::kMonths - 1) / kernel::kMonths;
    limits_.resize(static_cast<std::size_t>(years) * (regions_ + 1) * kLanes);
    for (std::size_t scope = 0; scope <= regions_; ++scope) {
        Territory place;
        if (scope > 0) place.region = regions[scope - 1];
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            auto const& scenario =
                plan.scenarios[static_cast<std::size_t>(run_of(pack, static_cast<int>(lane)).scenario)];
            auto const path =
                lever_path(ceiling_of(scenario, place.region), lever::budget, years * kernel::kMonths, 0, place);
            for (int year = 0; year < years; ++year)
                limit(year, scope, lane) = path[static_cast<std::size_t>(year * kernel::kMonths)];
        }
    }
}

void Ceilings::set_january(int year)
{
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        std::int64_t nation = 0;
        for (std::size_t r = 0; r < regions_; ++r) nation += claims_[r * kLanes + lane];
        double const share = share_of(limit(year, 0, lane), nation);
        for (std::size_t r = 0; r < regions_; ++r)
            paid_[r * kLanes + lane] =
                static_cast<float>(std::min(share, share_of(limit(year, r + 1, lane), claims_[r * kLanes + lane])));
    }
}

}  // namespace cptsim
