#include "sim/run/chosen_packs.hpp"

#include <map>

#include "sim/base/parallel.hpp"
#include "sim/run/pack.hpp"
#include "sim/run/pack_run.hpp"

namespace cptsim {

std::vector<PackAddress> packs_of(Plan const& plan)
{
    std::vector<PackAddress> packs;
    for (int frame = 0; frame < frames_of(plan); ++frame)
        for (std::size_t pack = 0; pack < packs_of_frame(plan, frame).size(); ++pack) packs.push_back({frame, pack});
    return packs;
}

std::vector<Run> runs_of(Plan const& plan, PackAddress const& address)
{
    auto const pack = packs_of_frame(plan, address.frame).at(address.pack);
    std::vector<Run> runs;
    for (std::size_t lane = 0; lane < pack.runs.size(); ++lane)
        if (pack.written[lane]) runs.push_back(pack.runs[lane]);
    return runs;
}

void run_chosen_packs(Plan const& plan, std::vector<PackAddress> const& packs, int threads,
                      std::function<void(Run const&, Observation const&)> const& take,
                      std::atomic<bool> const* interrupted)
{
    check_addresses(plan.territories);
    std::map<int, std::vector<std::size_t>> by_frame;
    for (auto const& one : packs) by_frame[one.frame].push_back(one.pack);
    std::vector<std::pair<int, std::vector<std::size_t>>> const frames(by_frame.begin(), by_frame.end());
    auto const stopped = [&] { return interrupted && interrupted->load(); };
    auto const run = [&](std::size_t i) {
        if (stopped()) return;
        auto const frame = draw_frame(plan, frames[i].first);
        auto const all = packs_of_frame(plan, frames[i].first);
        for (auto const number : frames[i].second) {
            auto const& pack = all.at(number);
            PackRun run(plan, frame, pack);
            run.initialise();
            for (int year = 0; year * 12 < plan.months(); ++year) {
                if (stopped()) return;
                run.advance_year(year);
            }
            for (std::size_t lane = 0; lane < pack.runs.size(); ++lane)
                if (pack.written[lane]) take(pack.runs[lane], run.take_observation(static_cast<int>(lane)));
        }
    };
    with_threads(threads, [&] { parallel_in_order(frames.size(), packs_at_once(plan), run); });
}

}  // namespace cptsim
