// A signed CPTS, and what the levers of a month mean there.
#pragma once
#include "tests/sim/model/unit.hpp"

namespace cptsim::unit {

inline constexpr int kGp = 0;

struct Case {
    std::unique_ptr<Params> p = parameters();
    LeverRows levers;
    Cpts c = cpts_in(kSigned);

    static constexpr float kInhabitants = 50000.0f;

    Month begin(int month = 60) { return begin_month(*p, c, levers.data(), month, kInhabitants, 0.1f, Int(59)); }
    Offer offer(int profession = kGp, bool first = false)
    {
        Month const m = begin();
        return begin_offer(*p, c, m, levers.data(), profession, first);
    }
};

}  // namespace cptsim::unit
