// What a pack of runs is given: parameters, levers and derived rates as rows of lanes.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/memory.hpp"
#include "sim/model/kernel/interface.hpp"
#include "sim/run/pack.hpp"

namespace cptsim {

/// Floats aligned to 64 bytes.
class LaneArray {
  public:
    enum class Content { zeros, unset };  ///< unset: whoever fills it touches its pages first, in parallel
    LaneArray() = default;
    explicit LaneArray(std::size_t size, Content content = Content::zeros);
    [[nodiscard]] float* data() { return data_.get(); }
    [[nodiscard]] float const* data() const { return data_.get(); }
    [[nodiscard]] std::size_t size() const { return size_; }
    float& operator[](std::size_t i) { return data_[i]; }
    float operator[](std::size_t i) const { return data_[i]; }

  private:
    Floats data_;
    std::size_t size_ = 0;
};

/// [parameter][lane]; idle lanes repeat lane 0.
[[nodiscard]] LaneArray parameter_rows(Plan const& plan, Pack const& pack);

/// Monthly hazard of retirement at full age effect [profession][lane], such that the mean hazard over the ages of
/// January 2019 is demography.exit_rate.
[[nodiscard]] LaneArray retirement_scale(LaneArray const& parameters);

/// The expected number of professionals over that of January 2019, after demography.stock_trend.
class StockTrend {
  public:
    explicit StockTrend(LaneArray const& parameters);
    /// [kMonths][profession][lane] of a year (0 is 2019). Years are asked for in their order; throws std::logic_error.
    [[nodiscard]] float const* next_year(int year);

  private:
    int asked_ = 0;
    LaneArray monthly_, year_, now_;
};

/// Levers of every month for the territories of a table. Territories that no entry tells apart share one table.
class LeverTables {
  public:
    LeverTables(Plan const& plan, Pack const& pack);
    /// [kMonths][lever][profession][lane] of a territory, from `first_month` on.
    [[nodiscard]] float const* year(int territory, int first_month) const;

  private:
    std::vector<std::size_t> table_of_;  ///< [territory]
    std::vector<LaneArray> tables_;
};

/// Lane l's run, or lane 0's where l is idle.
[[nodiscard]] inline Run const& run_of(Pack const& pack, int lane)
{
    auto const l = static_cast<std::size_t>(lane);
    return pack.runs[l < pack.runs.size() ? l : 0];
}

}  // namespace cptsim
