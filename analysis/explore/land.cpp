#include "analysis/explore/land.hpp"

#include <algorithm>

#include "analysis/explore/policy_form.hpp"
#include "sim/base/calendar.hpp"
#include "sim/input/launch.hpp"
#include "sim/input/territory_file.hpp"
#include "sim/run/pack.hpp"
#include "sim/run/pack_run.hpp"

namespace cptsim {
namespace {

constexpr int kUsualStart = 2026;                          ///< that of a new policy in the page
constexpr int kEarlyFrames = kFirstReplicates / kStreams;  ///< those that a first answer waits for

LaunchOptions options_of(LandOrigin const& origin)
{
    LaunchOptions options;
    options.population = origin.csv.empty() ? origin.population : "";
    options.replicates = kMostReplicates;
    return options;
}

}  // namespace

Land::Land(LandOrigin origin) : origin_(std::move(origin))
{
    auto options = options_of(origin_);
    if (!origin_.csv.empty()) options.population = "alsace";  // a small table, in whose place the own one comes
    launch_ = plan_of({shipped_baseline()}, options);
    if (!origin_.csv.empty()) launch_.territories = read_territories_text(origin_.csv, origin_.population);
    prior_ = cptsim::prior_twin(launch_, kPriorReplicates);
    plan_ = launch_;
    plan_.points.insert(plan_.points.end(), prior_.points.begin(), prior_.points.end());
}

Plan Land::launch(std::vector<Scenario> policies) const
{
    Plan plan = launch_;
    for (auto& policy : policies) plan.scenarios.push_back(std::move(policy));
    require_targets(plan.scenarios, plan.territories);
    return plan;
}

Plan Land::prior_launch(Plan const& launch) const
{
    Plan plan = prior_;
    plan.scenarios = launch.scenarios;
    return plan;
}

std::size_t Land::january_bytes(std::size_t lanes) const { return slots_of(plan_) * lanes * kJanuaryBytes; }

bool Land::keeps_januaries() const { return 4 * january_bytes(kLanes) < kStateMemory; }

/// Early frames serve changes of the start at once: they keep as many Januaries as a quarter of the memory takes.
std::vector<int> Land::januaries(int number, int fork) const
{
    std::vector<int> years;
    if (fork > 0) years.push_back(fork);
    if (number >= kEarlyFrames) return years;
    std::size_t const most = kStateMemory / 4 / std::max<std::size_t>(1, january_bytes(kLanes));
    for (int year = plan_.scenarios.front().policy_month / kernel::kMonths; year < years_begun(plan_) - 1; ++year)
        if (year != fork && years.size() < most) years.push_back(year);
    return years;
}

bool Land::make_ready(GiveUp const& give_up)
{
    for (int number = 0; number < kEarlyFrames; ++number)
        if (!frame(number, kUsualStart - kFirstYear, give_up)) return false;
    return true;
}

/// Its people and runs.
ReferenceFrame Land::empty_frame(int number) const
{
    ReferenceFrame made;
    made.frame = draw_frame(plan_, number);
    for (int r = number * kStreams; r < std::min(kMostReplicates, (number + 1) * kStreams); ++r)
        made.runs.push_back({0, r, r});
    if (number * kStreams < kPriorReplicates && keeps_januaries())
        for (int r = number * kStreams; r < (number + 1) * kStreams; ++r)
            made.runs.push_back({0, r, kMostReplicates + r});
    return made;
}

ReferenceFrame* Land::frame(int number, int fork, GiveUp const& give_up, Passenger const* passenger)
{
    if (auto const found = frames_.find(number); found != frames_.end()) {
        found->second.used = ++clock_;
        return &found->second;
    }
    auto made = empty_frame(number);
    auto const own = made.runs.size();
    if (number < kEarlyFrames || 2 * own > kLanes) passenger = nullptr;
    Plan const& plan = passenger ? passenger->plan : plan_;
    Pack pack;
    pack.runs = made.runs;
    for (std::size_t l = 0; passenger && l < own; ++l)
        pack.runs.push_back({passenger->scenario, made.runs[l].replicate, made.runs[l].point});
    for (std::size_t l = 0; l < pack.runs.size(); ++l) pack.reference_lane[l] = static_cast<int>(l % own);
    made.kept = std::make_unique<ReferenceRuns>(plan);
    made.kept->asked = januaries(number, fork);
    PackRun run(plan, made.frame, pack);
    run.keep(*made.kept);
    run.initialise();
    for (int year = 0; year < years_begun(plan); ++year) {
        if (give_up()) return nullptr;
        run.advance_year(year);
    }
    for (std::size_t l = 0; l < pack.runs.size(); ++l) {
        auto observation = run.take_observation(static_cast<int>(l));
        if (l >= own) passenger->made.emplace_back(pack.runs[l], std::move(observation));
    }
    made.bytes = made.kept->bytes();
    made.used = ++clock_;
    auto& kept = frames_.emplace(number, std::move(made)).first->second;
    if (number == kEarlyFrames - 1) is_ready_ = true;
    return &kept;
}

std::size_t Land::bytes() const
{
    std::size_t sum = 0;
    for (auto const& [number, frame] : frames_) sum += frame.bytes;
    return sum;
}

bool Land::forget_oldest(int kept)
{
    auto oldest = frames_.end();
    for (auto frame = frames_.begin(); frame != frames_.end(); ++frame)
        if (frame->first != kept && (oldest == frames_.end() || frame->second.used < oldest->second.used))
            oldest = frame;
    if (oldest == frames_.end()) return false;
    frames_.erase(oldest);
    return true;
}

}  // namespace cptsim
