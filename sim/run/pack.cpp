#include "sim/run/pack.hpp"

#include <algorithm>

namespace cptsim {
namespace {

/// Scenarios that replicate r runs; the placebo twin serves the first replicates only.
std::vector<int> scenarios_of(Plan const& plan, int replicate)
{
    std::vector<int> scenarios;
    for (int s = 0; s < static_cast<int>(plan.scenarios.size()); ++s)
        if (s != plan.placebo_scenario || replicate < plan.placebo_replicates) scenarios.push_back(s);
    return scenarios;
}

}  // namespace

std::vector<Pack> packs_of_frame(Plan const& plan, int frame)
{
    std::vector<Pack> packs;
    int const points = static_cast<int>(plan.points.size());
    auto const point_of = [&](int replicate) { return points == 1 ? 0 : replicate; };
    int const last = std::min(plan.replicates, (frame + 1) * kStreams);
    for (int replicate = frame * kStreams; replicate < last; ++replicate) {
        auto const scenarios = scenarios_of(plan, replicate);
        std::size_t next = 0;
        while (next < scenarios.size()) {
            // A replicate's runs stay together; if they are too many, the reference is repeated beside each part.
            bool const whole = scenarios.size() <= kLanes;
            bool const joins = whole && !packs.empty() && packs.back().runs.size() + scenarios.size() <= kLanes;
            if (!joins) packs.emplace_back();
            Pack& pack = packs.back();
            auto const first = pack.runs.size();
            if (next > 0) {
                pack.runs.push_back({0, replicate, point_of(replicate)});
                pack.written[first] = false;
            }
            while (next < scenarios.size() && pack.runs.size() < kLanes) {
                pack.written[pack.runs.size()] = true;
                pack.runs.push_back({scenarios[next++], replicate, point_of(replicate)});
            }
            for (auto lane = first; lane < pack.runs.size(); ++lane)
                pack.reference_lane[lane] = static_cast<int>(first);
        }
    }
    return packs;
}

std::vector<double> run_parameters(Plan const& plan, Run const& run)
{
    auto values = plan.points[static_cast<std::size_t>(run.point)];
    for (auto const& [row, value] : plan.scenarios[static_cast<std::size_t>(run.scenario)].parameters)
        values[static_cast<std::size_t>(row)] = value;
    return values;
}

}  // namespace cptsim
