// One professional, month by month, in every scenario: the run itself, looked at closely.
#include <bit>
#include <limits>

#include "sim/base/error.hpp"
#include "sim/base/parallel.hpp"
#include "sim/base/text.hpp"
#include "sim/model/person_state.hpp"
#include "sim/run/ensemble.hpp"
#include "sim/run/pack_run.hpp"

namespace cptsim {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

/// A month of lane `lane` from a trace.
StoryMonth read_month(kernel::Trace const& trace, std::size_t lane, int month)
{
    auto const at = [&](kernel::Column c) { return trace.state[c][lane]; };
    auto const status = unpack_status(std::bit_cast<std::int32_t>(at(kernel::kStatus)));
    auto const times = unpack_times(std::bit_cast<std::int32_t>(at(kernel::kTimes)));
    StoryMonth m;
    m.month = month;
    m.role = status.role;
    m.generation = status.generation;
    m.age = static_cast<float>(month - times.birth) / 12.0f;
    m.attitude = at(kernel::kAttitude);
    m.knowledge = at(kernel::kKnowledge);
    m.exhaustion = at(kernel::kExhaustion);
    m.social_capital = at(kernel::kSocialCapital);
    m.hours = at(kernel::kHours);
    m.reviewed = trace.reviewed[lane] != 0;
    auto const of_review = [&](float const* values) { return m.reviewed ? values[lane] : kNaN; };
    m.utility_membership = of_review(trace.utility_membership);
    m.utility_passive = of_review(trace.utility_passive);
    m.surplus_active = of_review(trace.surplus_active);
    m.draw_membership = of_review(trace.draw_membership);
    m.draw_activity = of_review(trace.draw_activity);
    return m;
}

/// Territory and row of the agent-th slot of a frame.
std::pair<int, int> locate(Frame const& frame, long agent)
{
    long left = agent;
    for (std::size_t t = 0; t < frame.territories.size(); ++t) {
        if (left < frame.territories[t].rows) return {static_cast<int>(t), static_cast<int>(left)};
        left -= frame.territories[t].rows;
    }
    throw InputError(
        both({"--agent {} is beyond the last professional ({})", "--agent {} dépasse le dernier professionnel ({})"},
             agent, agent - left - 1));
}

Story follow(Plan const& plan, long agent)
{
    Frame const frame = draw_frame(plan, 0);
    if (agent < 0)
        throw InputError(both({"--agent {} is negative (professionals count from 0)",
                               "--agent {} est négatif (les professionnels se comptent à partir de 0)"},
                              agent));
    auto const [territory, row] = locate(frame, agent);
    auto packs = packs_of_frame(plan, 0);
    Story story;
    story.territory = plan.territories.rows[static_cast<std::size_t>(territory)].name;
    auto const& slots = frame.territories[static_cast<std::size_t>(territory)];
    while (row >= slots.first_row[static_cast<std::size_t>(story.profession) + 1]) ++story.profession;
    story.months.resize(plan.scenarios.size());
    ReferenceRuns reference(plan);
    for (Pack& pack : packs) {
        pack.first_year = 0;  // every month is told
        PackRun run(plan, frame, pack, &reference);
        if (!pack.apart) run.keep(reference);
        run.initialise();
        for (int year = 0; year * 12 < plan.months(); ++year) {
            std::vector<kernel::Trace> trace(kernel::kMonths);
            for (auto& month : trace) month = {}, month.row = row;
            run.advance_year(year, trace.data(), territory);
            for (int m = 0; m < kernel::kMonths && year * 12 + m < plan.months(); ++m)
                for (std::size_t lane = 0; lane < pack.runs.size(); ++lane)
                    if (pack.runs[lane].replicate == 0)
                        story.months[static_cast<std::size_t>(pack.runs[lane].scenario)].push_back(
                            read_month(trace[static_cast<std::size_t>(m)], lane, year * 12 + m));
        }
    }
    return story;
}

}  // namespace

Story run_story(Plan const& plan, long agent)
{
    Plan alone = plan;
    alone.replicates = 1;
    Story story;
    with_threads(0, [&] { story = follow(alone, agent); });
    return story;
}

}  // namespace cptsim
