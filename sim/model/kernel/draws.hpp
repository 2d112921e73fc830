// Addresses of random draws: counter = (territory, row | generation << 16, time | purpose << 16 | part << 24, r),
// where r is the replicate, or the frame with its top bit set for what belongs to the people themselves.
#pragma once
#include "sim/base/philox.hpp"
#include "sim/model/kernel/interface.hpp"
#include "sim/model/kernel/pack.hpp"

namespace cptsim::CPT_TARGET {

constexpr int kTerritoryRow = 0xFFFF;  ///< the row that stands for the CPTS itself

struct Draws {
    kernel::Runs const& runs;
    Int territory;
    Int replicate, frame;

    CPT_INLINE Draws(kernel::Runs const& r, std::uint32_t key)
        : runs(r),
          territory(static_cast<std::int32_t>(key)),
          replicate(Int::load(r.replicate)),
          frame(static_cast<std::int32_t>(r.frame | 0x80000000u))
    {
    }

    /// Behaviour: differs between replicates, shared by scenarios.
    [[nodiscard]] CPT_INLINE Words behaviour(Int row, Int generation, Int time, Purpose purpose, int part = 0) const
    {
        return at(row, generation, time, purpose, part, replicate);
    }
    /// The people themselves: shared by all runs of the frame.
    [[nodiscard]] CPT_INLINE Words people(Int row, Int generation, Int time, Purpose purpose, int part = 0) const
    {
        return at(row, generation, time, purpose, part, frame);
    }

  private:
    [[nodiscard]] CPT_INLINE Words at(Int row, Int generation, Int time, Purpose purpose, int part, Int who) const
    {
        Int const what(static_cast<std::int32_t>(static_cast<std::uint32_t>(purpose) << 16) | (part << 24));
        return philox(territory, row | shl<16>(generation), time | what, who, runs.seed[0], runs.seed[1]);
    }
};

}  // namespace cptsim::CPT_TARGET
