#include "sim/run/lanes.hpp"

#include <algorithm>
#include <stdexcept>

#include "sim/base/portable_math.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kRow = static_cast<std::size_t>(kProfessions) * kLanes;  ///< one lever in one month

/// Mean of the age effect of retirement over the ages of January 2019, on 256 quantiles.
float mean_age_effect(float mean, float sd, float retirement_age)
{
    float sum = 0;
    for (int k = 0; k < 256; ++k) {
        float const z = normal_quantile((static_cast<float>(k) + 0.5f) / 256.0f);
        float const age = std::clamp(mean + sd * z, 26.0f, 75.0f);
        sum += std::clamp((age - retirement_age + 10.0f) * 0.1f, 0.0f, 1.0f);
    }
    return sum / 256.0f;
}

/// Writes one scenario's levers into its lanes of a table.
void fill_levers(Scenario const& scenario, Territory const& territory, int months, std::vector<int> const& lanes,
                 LaneArray& table)
{
    for (int l = 0; l < lever::count; ++l)
        for (int p = 0; p < kProfessions; ++p) {
            auto const path = lever_path(scenario, l, months, p, territory);
            for (int m = 0; m < months; ++m) {
                auto const value = static_cast<float>(path[static_cast<std::size_t>(m)]);
                float* const row = table.data() +
                                   (static_cast<std::size_t>(m) * lever::count + static_cast<std::size_t>(l)) * kRow +
                                   static_cast<std::size_t>(p) * kLanes;
                for (int lane : lanes) row[lane] = value;
            }
        }
}

}  // namespace

LaneArray::LaneArray(std::size_t size, Content content) : data_(allocate_floats(size)), size_(size)
{
    if (content == Content::zeros) std::fill_n(data_.get(), size, 0.0f);
}

LaneArray parameter_rows(Plan const& plan, Pack const& pack)
{
    LaneArray rows(parameter_fields().size() * kLanes);
    for (int lane = 0; lane < kLanes; ++lane) {
        auto const values = run_parameters(plan, run_of(pack, lane));
        for (std::size_t k = 0; k < values.size(); ++k)
            rows[k * kLanes + static_cast<std::size_t>(lane)] = static_cast<float>(values[k]);
    }
    return rows;
}

LaneArray retirement_scale(LaneArray const& parameters)
{
    LaneArray scale(kRow);
    using namespace parameter;
    for (std::size_t p = 0; p < kProfessions; ++p)
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            auto const value = [&](std::size_t row) { return parameters[row * kLanes + lane]; };
            float const effect = mean_age_effect(value(demography_mean_age + p), value(demography_age_sd),
                                                 value(demography_retirement_age));
            scale[p * kLanes + lane] = value(demography_exit_rate + p) / 12.0f / std::max(effect, 0.001f);
        }
    return scale;
}

StockTrend::StockTrend(LaneArray const& parameters)
    : monthly_(kRow), year_(static_cast<std::size_t>(kernel::kMonths) * kRow), now_(kRow)
{
    for (std::size_t k = 0; k < kRow; ++k) {
        monthly_[k] = 1.0f + parameters[std::size_t{parameter::demography_stock_trend} * kLanes + k] / 12.0f;
        now_[k] = 1.0f;
    }
}

float const* StockTrend::next_year(int year)
{
    if (year != asked_++) throw std::logic_error("the years of a run go by in their order");
    for (std::size_t m = 0; m < kernel::kMonths; ++m)
        for (std::size_t k = 0; k < kRow; ++k) {
            year_[m * kRow + k] = now_[k];
            now_[k] *= monthly_[k];
        }
    return year_.data();
}

LeverTables::LeverTables(Plan const& plan, Pack const& pack)
{
    std::map<int, std::vector<int>> lanes_of;
    for (int lane = 0; lane < kLanes; ++lane) lanes_of[run_of(pack, lane).scenario].push_back(lane);
    std::map<std::vector<bool>, std::size_t> known;
    int const months = (plan.months() + 11) / 12 * 12;  // whole years: the kernel is given a year at a time
    for (auto const& territory : plan.territories.rows) {
        std::vector<bool> signature;
        for (auto const& [scenario, lanes] : lanes_of)
            for (auto const& entry : plan.scenarios[static_cast<std::size_t>(scenario)].levers)
                if (!entry.target.everywhere()) signature.push_back(concerns(entry.target, territory));
        auto const [found, fresh] = known.emplace(signature, tables_.size());
        if (fresh) {
            tables_.emplace_back(static_cast<std::size_t>(months) * lever::count * kRow);
            for (auto const& [scenario, lanes] : lanes_of)
                fill_levers(plan.scenarios[static_cast<std::size_t>(scenario)], territory, months, lanes,
                            tables_.back());
        }
        table_of_.push_back(found->second);
    }
}

float const* LeverTables::year(int territory, int first_month) const
{
    return tables_[table_of_[static_cast<std::size_t>(territory)]].data() +
           static_cast<std::size_t>(first_month) * lever::count * kRow;
}

}  // namespace cptsim
