#include "sim/run/frame.hpp"

#include <algorithm>
#include <set>

#include "sim/base/cgroups.hpp"
#include "sim/base/error.hpp"
#include "sim/base/parallel.hpp"
#include "sim/base/text.hpp"
#include "sim/model/kernel/interface.hpp"
#include "sim/run/pack.hpp"
#include "sim/run/reference_runs.hpp"

namespace cptsim {
namespace {

/// Bytes that a frame in work holds: one pack, and what its packs take over from the first.
std::size_t frame_bytes(Plan const& plan)
{
    auto const bytes = pack_bytes(plan);
    auto const packs = packs_of_frame(plan, 0);
    if (packs.size() == 1) return bytes;
    std::set<int> januaries;
    for (auto const& pack : packs)
        if (pack.first_year > 0) januaries.insert(pack.first_year);
    auto const replicates = static_cast<std::size_t>(std::min(plan.replicates, kStreams));
    return bytes + slots_of(plan) * replicates *
                       (januaries.size() * kJanuaryBytes + static_cast<std::size_t>(plan.years()) * kDecemberBytes);
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

std::size_t pack_bytes(Plan const& plan)
{
    constexpr std::size_t kSlotBytes = (kernel::kColumns + 2) * kLanes * 4;
    return slots_of(plan) * kSlotBytes + plan.territories.rows.size() * kernel::kCptsBytes;
}

std::size_t units_at_once(std::size_t bytes)
{
    auto const each = std::max<std::size_t>(1, bytes);
    auto const granted = granted_memory();
    if (granted > 0 && each > granted)
        throw InputError(both({"these runs need {} MiB of memory, and {} MiB are granted (by the control group, or "
                               "ulimit -v) a part of the population, or more memory?",
                               "ces simulations demandent {} Mio de mémoire, et {} Mio sont accordés (par le groupe de "
                               "contrôle, ou ulimit -v) une partie de la population, ou plus de mémoire ?"},
                              each >> 20, granted >> 20));
    auto const room = granted > 0 ? std::min(kStateMemory, granted / 2) : kStateMemory;
    return std::clamp<std::size_t>(room / each, 1, static_cast<std::size_t>(current_threads()));
}

std::size_t packs_at_once(Plan const& plan) { return units_at_once(frame_bytes(plan)); }

}  // namespace cptsim
