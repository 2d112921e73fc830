#include "sim/run/chosen_packs.hpp"

#include <map>
#include <set>
#include <utility>

#include "sim/run/ensemble.hpp"
#include "sim/run/pack.hpp"

namespace cptsim {
namespace {

/// Hands runs on; a launch begins and ends without it.
class Taker final : public Recorder {
  public:
    explicit Taker(std::function<void(Run const&, Observation const&)> const& take) : take_(take) {}
    void begin(Plan const&) override {}
    void write(Run const& run, Observation const& observation) override { take_(run, observation); }
    void finish() override {}

  private:
    std::function<void(Run const&, Observation const&)> const& take_;
};

}  // namespace

std::vector<PackAddress> packs_of(Plan const& plan)
{
    std::vector<PackAddress> packs;
    for (int frame = 0; frame < frames_of(plan); ++frame) {
        auto const of_frame = packs_of_frame(plan, frame).size();
        for (std::size_t pack = 0; pack < of_frame; ++pack) packs.push_back({frame, pack});
    }
    return packs;
}

std::vector<Run> runs_of(Plan const& plan, PackAddress const& address)
{
    return packs_of_frame(plan, address.frame).at(address.pack).runs;
}

void run_chosen_packs(Plan const& plan, std::vector<PackAddress> const& packs, int threads,
                      std::function<void(Run const&, Observation const&)> const& take,
                      std::atomic<bool> const* interrupted)
{
    if (packs.empty()) return;
    std::map<int, std::vector<std::size_t>> of_frame;
    for (auto const& pack : packs) of_frame[pack.frame].push_back(pack.pack);
    std::set<std::pair<int, int>> chosen;
    for (auto const& [frame, places] : of_frame) {
        auto const all = packs_of_frame(plan, frame);
        for (auto const place : places)
            for (auto const& run : all.at(place).runs) chosen.emplace(run.scenario, run.replicate);
    }
    Taker taker(take);
    run_ensemble(plan, taker, threads, {}, interrupted, [&](Run const& run) {
        return chosen.contains({run.scenario, run.replicate});
    });
}

}  // namespace cptsim
