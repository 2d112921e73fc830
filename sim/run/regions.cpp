#include "sim/run/regions.hpp"

#include <algorithm>
#include <array>

#include "sim/base/philox.hpp"
#include "sim/base/portable_math.hpp"
#include "sim/run/pack_sums.hpp"

namespace cptsim {
namespace {

constexpr auto kL = static_cast<std::size_t>(kLanes);

float parameter_of(kernel::Runs const& runs, parameter::Row row, std::size_t lane)
{
    return runs.parameters[static_cast<std::size_t>(row) * kL + lane];
}

/// Files that would move on within a year, of the CPTS that wait in a region: [stage][lane].
float files_of(std::int64_t const* waiting, kernel::Runs const& runs, std::size_t lane)
{
    auto const moving = [&](Stage stage, parameter::Row hazard) {
        auto const files = static_cast<float>(waiting[static_cast<std::size_t>(stage) * kL + lane]);
        return files * std::min(1.0f, 12.0f * parameter_of(runs, hazard, lane));
    };
    return moving(kPreProject, parameter::lifecycle_letter_rate) + moving(kLetter, parameter::lifecycle_writing_rate) +
           moving(kValidated, parameter::lifecycle_negotiation_rate);
}

/// The parts of the addresses of a region's draws.
enum Part : std::uint32_t { kTurnover, kLevel, kPace };

/// First January whose pace is unknown: the target of the end of 2023 has passed.
constexpr int kFirstWalk = 2024 - kFirstYear;

/// A draw of a replicate, shared by its scenarios.
float draw(std::uint32_t where, int year, Part part, kernel::Runs const& runs, std::size_t lane)
{
    auto const block =
        philox_block({where, 0, address(Purpose::region, static_cast<std::uint32_t>(year), part), runs.replicate[lane]},
                     {runs.seed[0], runs.seed[1]});
    return uniform(static_cast<std::int32_t>(block[0]));
}

/// What sets a region apart: a normal score of its own, and what is known of Île-de-France.
float level_of(std::string const& region, kernel::Runs const& runs, std::size_t lane)
{
    float const score = normal_quantile(draw(name_hash(region), 0, kLevel, runs, lane));
    float const own =
        region == "ile_de_france" ? parameter_of(runs, parameter::lifecycle_capacity_ile_de_france, lane) : 1.0f;
    return own * portable_exp(parameter_of(runs, parameter::lifecycle_region_sd, lane) * score);
}

/// Files that ARS and CPAM of a region can move on this year: by the millions of inhabitants they serve, less in a year
/// in which their staff changes.
float capacity_of(std::string const& region, int year, double millions, kernel::Runs const& runs, std::size_t lane)
{
    bool const changes = draw(name_hash(region), year, kTurnover, runs, lane) <
                         parameter_of(runs, parameter::lifecycle_turnover_rate, lane);
    return parameter_of(runs, parameter::lifecycle_regional_capacity, lane) * static_cast<float>(millions) *
           level_of(region, runs, lane) *
           (changes ? 1.0f - parameter_of(runs, parameter::lifecycle_turnover_loss, lane) : 1.0f);
}

/// The nation's pace: the exponential of a random walk with a step each January from 2024 on.
float pace_of(int year, kernel::Runs const& runs, std::size_t lane)
{
    float walk = 0;
    for (int y = kFirstWalk; y <= year; ++y) walk += normal_quantile(draw(0, y, kPace, runs, lane));
    return portable_exp(parameter_of(runs, parameter::lifecycle_pace_sd, lane) * walk);
}

}  // namespace

Regions::Regions(TerritoryTable const& table) : table_(table)
{
    for (auto const& territory : table.rows) {
        auto const found = std::find(names_.begin(), names_.end(), territory.region);
        region_of_.push_back(static_cast<std::size_t>(found - names_.begin()));
        if (found == names_.end()) names_.push_back(territory.region);
    }
    capacity_ = LaneArray(names_.size() * kL);
    waiting_.assign(names_.size() * kStages * kL, 0);
    for (std::size_t t = 0; t < table.rows.size(); ++t)
        for (std::size_t lane = 0; lane < kL; ++lane)
            ++waiting_[(region_of_[t] * kStages + static_cast<std::size_t>(table.rows[t].stage)) * kL + lane];
}

void Regions::set_january(int year, LeverTables const& levers, kernel::Runs const& runs)
{
    // Inhabitants weighed by the lever in their territory; in fixed point, so that the order of rows does not matter.
    std::vector<std::array<std::int64_t, kLanes>> served(names_.size());
    for (std::size_t t = 0; t < region_of_.size(); ++t) {
        float const* const factor = levers.year(static_cast<int>(t), year * kernel::kMonths) +
                                    static_cast<std::size_t>(lever::ars_capacity) * kProfessions * kL;
        for (std::size_t lane = 0; lane < kL; ++lane)
            served[region_of_[t]][lane] +=
                static_cast<std::int64_t>(table_.rows[t].inhabitants * static_cast<double>(factor[lane]) * kFixedUnit);
    }
    std::array<float, kLanes> pace{};
    for (std::size_t lane = 0; lane < kL; ++lane) pace[lane] = pace_of(year, runs, lane);
    for (std::size_t r = 0; r < names_.size(); ++r)
        for (std::size_t lane = 0; lane < kL; ++lane) {
            float const files = files_of(waiting_.data() + r * kStages * kL, runs, lane);
            double const millions = static_cast<double>(served[r][lane]) / kFixedUnit / 1e6;
            float const able = capacity_of(names_[r], year, millions, runs, lane);
            capacity_[r * kL + lane] = (files > able ? able / files : 1.0f) * pace[lane];
        }
}

}  // namespace cptsim
