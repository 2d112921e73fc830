#include "sim/run/frame.hpp"

#include <algorithm>

#include "sim/base/parallel.hpp"
#include "sim/model/kernel/interface.hpp"

namespace cptsim {
namespace {

/// Bytes that a pack of runs of this plan holds.
std::size_t pack_bytes(Plan const& plan)
{
    constexpr double kSlotsPerPerson = 1.15;
    constexpr std::size_t kSlotBytes = (kernel::kColumns + 2) * kLanes * 4;
    double people = 0;
    for (auto const& t : plan.territories.rows)
        for (double const d : t.density) people += d * t.inhabitants / 100000.0;
    return static_cast<std::size_t>(people * kSlotsPerPerson * kSlotBytes) +
           plan.territories.rows.size() * kernel::kCptsBytes;
}

}  // namespace

Frame draw_frame(Plan const& plan, int number)
{
    Frame frame;
    frame.number = number;
    frame.territories.resize(plan.territories.rows.size());
    parallel_for(frame.territories.size(), [&](std::size_t t) {
        frame.territories[t] = draw_slots(plan.territories.rows[t], plan.seed, number);
    });
    return frame;
}

std::size_t packs_at_once(Plan const& plan)
{
    constexpr std::size_t kMemory = std::size_t{1} << 30;
    return std::clamp<std::size_t>(kMemory / std::max<std::size_t>(1, pack_bytes(plan)), 1,
                                   static_cast<std::size_t>(current_threads()));
}

}  // namespace cptsim
