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
#include "sim/run/reference_runs.hpp"
#include "sim/run/regions.hpp"

namespace cptsim {

class PackRun {
  public:
    /// A pack that stands apart needs the runs of its reference, which outlive it; throws std::logic_error without.
    PackRun(Plan const& plan, Frame const& frame, Pack const& pack, ReferenceRuns const* reference = nullptr);
    PackRun(PackRun const&) = delete;
    PackRun& operator=(PackRun const&) = delete;

    /// Keeps what other packs need of the runs of the reference, those that are compared with themselves, which must
    /// all be in this one; before the first year.
    void keep(ReferenceRuns& kept);
    /// Has a lane leave its values in a place, which is zeros so far and outlives this; before the first year. Its
    /// observation is then without arrays.
    void write_to(std::size_t lane, ObservationPlace place) { places_[lane] = std::move(place); }
    /// Writes the state of the first January, territories in parallel: traits and the state of 2019, or what the runs
    /// of the reference left.
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
    [[nodiscard]] std::size_t first_row(std::size_t territory) const;
    void take_over(January const& january);
    void counterparts(int year, std::size_t territory, LaneArray& status, LaneArray& offers) const;
    void keep_december(int year, std::size_t territory, kernel::YearOutput const& output);
    void keep_january(int year);
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
    std::vector<Observation> observations_;  ///< [lane in use], where no other place was given
    std::vector<ObservationPlace> places_;   ///< [lane in use]
    std::vector<std::int32_t> spells_;       ///< [2][kMaxYears][kSpellAges][kLanes]
    ReferenceRuns const* reference_;         ///< of a pack that stands apart
    std::array<int, kLanes> kept_lane_{};    ///< [lane]: its reference in these
    ReferenceRuns* kept_ = nullptr;
};

}  // namespace cptsim
