// Which runs of a sweep are the same until the January of a year, and which packs go on from it together.
// docs/decisions/0022.
#pragma once
#include <cstddef>
#include <functional>
#include <tuple>
#include <vector>

#include "analysis/sweep/sweep.hpp"

namespace cptsim {

/// Runs share a history where replicate, parameters, cohort and all levers of earlier years are the same, whatever
/// comes after. Packs are taken together, in units of consecutive packs of a frame, as long as their runs have at most
/// kLanes histories: one pack computes these, and the unit's packs go on from them. The units depend on the sweep
/// alone, not on what is done of it.
class SharedHistory {
  public:
    explicit SharedHistory(Sweep const&);

    /// The January in which packs go on; 0 where there is nothing to share, and each pack is a unit.
    [[nodiscard]] int year() const { return parting_.year; }
    [[nodiscard]] std::size_t units() const;
    /// Bytes of a unit in work: a pack, and the January from which its packs go on.
    [[nodiscard]] std::size_t unit_bytes() const { return unit_bytes_; }
    [[nodiscard]] std::size_t unit_of(std::size_t pack) const;

    using History = std::tuple<int, int, int>;  ///< replicate, point or 0, class of scenarios
    [[nodiscard]] History of(Run const&) const;

  private:
    struct Parting {
        int year = 0;
        std::vector<int> classes;        ///< [scenario]
        std::vector<std::size_t> units;  ///< [pack of a frame]
        double saved = 0;                ///< pack-years of a frame
    };
    void form_units(Sweep const&, Parting&) const;
    [[nodiscard]] History of(Run const&, std::vector<int> const& classes) const;

    bool points_differ_;
    SweepPacks packs_;
    Parting parting_;
    std::size_t unit_bytes_ = 0;
};

/// Every N-th unit: part i of N, from 0.
struct Shard {
    std::size_t part = 0, of = 1;
};
/// Packs of a shard with a run that `is_to_do`, in their order.
[[nodiscard]] std::vector<std::size_t> packs_to_do(SweepPacks const&, SharedHistory const&, Shard,
                                                   std::function<bool(std::size_t run)> const& is_to_do);

}  // namespace cptsim
