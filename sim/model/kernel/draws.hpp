// Addresses of random draws: counter = (territory, row | generation << 16, time | purpose << 16 | part << 24, r),
// where r is the replicate, or the frame with its top bit set for what belongs to the people themselves. The month's
// draws have generation 0: they belong to the slot, whoever occupies it.
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

    /// Behaviour of `time` of the rows from `row` on, once per chance stream: lane j * streams + s holds row + j in
    /// stream s.
    [[nodiscard]] CPT_INLINE Words streams(int row, int time, Purpose purpose) const
    {
        return at(Int(row) + Int::load(runs.stream_row), Int(0), Int(time), purpose, 0,
                  Int::load(runs.stream_replicate));
    }

  private:
    [[nodiscard]] CPT_INLINE Words at(Int row, Int generation, Int time, Purpose purpose, int part, Int who) const
    {
        Int const what(static_cast<std::int32_t>(static_cast<std::uint32_t>(purpose) << 16) | (part << 24));
        return philox(territory, row | shl<16>(generation), time | what, who, runs.seed[0], runs.seed[1]);
    }
};

/// The random words of a month, row after row: runs that share a chance stream share its words, so one block serves as
/// many rows as there are lanes to each stream.
class MonthWords {
  public:
    CPT_INLINE MonthWords(Draws const& draws, int month)
        : draws_(draws), stream_(Int::load(draws.runs.stream_of_lane)), month_(month), at_(draws.runs.streams_rows)
    {
    }
    /// Goes on to `row`, which follows the row before.
    CPT_INLINE void next(int row)
    {
        if (++at_ >= draws_.runs.streams_rows) {
            block_ = draws_.streams(row, month_, Purpose::month);
            at_ = 0;
        }
        lane_ = stream_ + Int(at_ * draws_.runs.streams);
    }
    [[nodiscard]] CPT_INLINE Int operator[](int word) const { return spread(block_.v[word], lane_); }

  private:
    Draws const& draws_;
    Words block_{};  // drawn by the first next(), which compilers do not see
    Int stream_, lane_;
    int month_, at_;
};

/// The draws of demography, row after row: they belong to the people, so one block serves sixteen rows in all runs.
class DemographyDraws {
  public:
    CPT_INLINE DemographyDraws(Draws const& draws, int month) : draws_(draws), month_(month) {}
    /// Goes on to `row`, which follows the row before.
    CPT_INLINE void next(int row)
    {
        if (++at_ < kLanes) return;
        alignas(64) std::int32_t rows[kLanes];
        for (int l = 0; l < kLanes; ++l) rows[l] = row + l;
        Words const w = draws_.people(Int::load(rows), Int(0), Int(month_), Purpose::demography);
        uniform(w.v[0]).store(exits_), uniform(w.v[1]).store(arrivals_);
        at_ = 0;
    }
    [[nodiscard]] CPT_INLINE Real exit() const { return Real(exits_[at_]); }
    [[nodiscard]] CPT_INLINE Real arrival() const { return Real(arrivals_[at_]); }

  private:
    alignas(64) float exits_[kLanes], arrivals_[kLanes];
    Draws const& draws_;
    int month_, at_ = kLanes;
};

}  // namespace cptsim::CPT_TARGET
