// One pack of runs over all territories, year by year.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "sim/model/population.hpp"
#include "sim/run/lanes.hpp"

namespace cptsim {

/// The synthetic people of a frame: shared by all packs of the frame.
struct Frame {
    int number = 0;
    std::vector<TerritorySlots> territories;
};

/// Draws a frame's people, territories in parallel.
[[nodiscard]] Frame draw_frame(Plan const& plan, int number);

/// Bytes that a pack of runs of this plan holds.
[[nodiscard]] std::size_t pack_bytes(Plan const& plan);

/// Packs that may be alive at once: one for each thread of the current with_threads(), as far as a gigabyte goes.
[[nodiscard]] std::size_t packs_at_once(Plan const& plan);

class PackRun {
  public:
    PackRun(Plan const& plan, Frame const& frame, Pack const& pack);
    ~PackRun();
    PackRun(PackRun const&) = delete;
    PackRun& operator=(PackRun const&) = delete;

    /// Writes traits and the state of January 2019, territories in parallel.
    void initialise();
    /// Advances all territories by a year, in parallel, then takes the national sums.
    /// With `trace` (twelve), follows row `trace[m].row` of territory `traced`.
    void advance_year(int year, kernel::Trace* trace = nullptr, int traced = -1);
    /// The observation of a lane; call it once, after the last year.
    [[nodiscard]] Observation take_observation(int lane);
    /// The block of a territory, for tests and stories.
    [[nodiscard]] kernel::Block const& block(int territory) const
    {
        return blocks_[static_cast<std::size_t>(territory)];
    }
    [[nodiscard]] kernel::Runs const& runs() const { return *runs_; }

  private:
    struct Sums;
    void set_january(int year);
    void collect(int year, std::vector<std::unique_ptr<Sums>>& parts);
    void collect_lane(int year, Sums const& sums, int lane);

    Plan const& plan_;
    Pack const& pack_;
    kernel::Table const& kernel_;
    LaneArray parameters_, retirement_;
    StockTrend trend_;
    std::unique_ptr<LeverTables> levers_;
    std::unique_ptr<kernel::Runs> runs_;
    LaneArray state_, views_, cpts_;
    std::vector<kernel::Block> blocks_;
    std::vector<int> region_of_;  ///< [territory]
    std::vector<std::string> regions_;
    LaneArray capacity_;                                     ///< [region][lane]
    LaneArray opinion_;                                      ///< [lane]
    std::vector<std::array<std::int64_t, kLanes>> waiting_;  ///< [region x stage]: CPTS of last December
    std::vector<Observation> observations_;                  ///< [lane in use]
    std::vector<std::int32_t> spells_;                       ///< [2][kMaxYears][kSpellAges][kLanes]
};

}  // namespace cptsim
