// One pack of runs over all territories, year by year.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "sim/run/ceilings.hpp"
#include "sim/run/frame.hpp"
#include "sim/run/known_signatures.hpp"
#include "sim/run/lanes.hpp"
#include "sim/run/pack_sums.hpp"
#include "sim/run/regions.hpp"

namespace cptsim {

class PackRun {
  public:
    PackRun(Plan const& plan, Frame const& frame, Pack const& pack);
    PackRun(PackRun const&) = delete;
    PackRun& operator=(PackRun const&) = delete;

    /// Writes traits and the state of January 2019, territories in parallel.
    void initialise();
    /// Advances all territories by a year, in parallel, then takes the national sums.
    /// With `trace` (twelve), follows row `trace[m].row` of territory `traced`.
    void advance_year(int year, kernel::Trace* trace = nullptr, int traced = -1);
    /// The observation of a lane; call it once, after the last year.
    [[nodiscard]] Observation take_observation(int lane);
    /// What the kernel is given, for tests and benchmarks.
    [[nodiscard]] kernel::Block const& block(int territory) const
    {
        return blocks_[static_cast<std::size_t>(territory)];
    }
    [[nodiscard]] kernel::Runs const& runs() const { return *runs_; }

  private:
    void lay_out(Frame const& frame);
    void describe_runs(Frame const& frame);
    void advance_territory(int year, std::size_t territory, float const* trend, PackSums& sums, kernel::Trace* trace);
    void collect(int year, PackSums& total);

    Plan const& plan_;
    Pack const& pack_;
    kernel::Table const& kernel_;
    LaneArray parameters_, retirement_;
    StockTrend trend_;
    LeverTables levers_;
    Regions regions_;
    Ceilings ceilings_;
    KnownSignatures known_;
    std::unique_ptr<kernel::Runs> runs_;
    LaneArray state_, views_, cpts_;  ///< of all blocks, one after the other
    std::vector<kernel::Block> blocks_;
    LaneArray opinion_;                      ///< [lane]
    std::vector<Observation> observations_;  ///< [lane in use]
    std::vector<std::int32_t> spells_;       ///< [2][kMaxYears][kSpellAges][kLanes]
};

}  // namespace cptsim
