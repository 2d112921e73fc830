// The stories of all professionals are the run that counts them, and each tells of his own reviews.
#include <array>
#include <catch2/catch.hpp>
#include <set>

#include "sim/base/error.hpp"
#include "tests/sim/run/made_up_plan.hpp"

using namespace cptsim;

namespace {

constexpr std::size_t kMonthsTold = 36;

/// A signed CPTS in which no policy changes, the first month included, so that nobody reviews but at his anniversary.
Plan quiet_plan()
{
    auto scenario = busy_scenario("quiet", 12);
    TerritoryTable table;
    table.rows = {made_up_territory("A", 30000, kSigned)};
    return made_up_plan({scenario}, table, kMonthsTold, 1);
}

std::vector<std::vector<StoryMonth>> all_stories(Plan const& plan)
{
    std::vector<std::vector<StoryMonth>> stories;
    try {
        for (long agent = 0;; ++agent) stories.push_back(run_story(plan, agent).months.at(0));
    } catch (InputError const&) {  // beyond the last
    }
    return stories;
}

std::vector<std::vector<StoryMonth>> const& stories()
{
    static auto const all = all_stories(quiet_plan());
    return all;
}

bool is_here(StoryMonth const& m) { return m.role != kVacant && m.role != kOnLeave; }

}  // namespace

TEST_CASE("the roles that stories tell are those that the run counts")
{
    Memory memory;
    run_into(memory, quiet_plan());
    auto const& o = memory.at("quiet");
    REQUIRE(stories().size() > 100);
    for (std::size_t month = 0; month < kMonthsTold; ++month) {
        std::array<double, kRoles> people{};
        for (auto const& story : stories()) ++people[static_cast<std::size_t>(story.at(month).role)];
        for (int role = 0; role < kVacant; ++role) {
            INFO("month " << month << ", role " << role);
            CHECK(people[static_cast<std::size_t>(role)] ==
                  value(o, static_cast<observable::Row>(observable::outside + role), month, kAll));
        }
    }
}

TEST_CASE("a professional reviews his role in the same month of each year, and differs from others in it")
{
    std::size_t people = 0;
    std::set<int> months;
    for (auto const& story : stories()) {
        auto const& last = story.back();
        if (!std::all_of(story.begin(), story.end(),
                         [&](auto const& m) { return is_here(m) && m.generation == last.generation; }))
            continue;
        std::vector<int> reviews;
        for (auto const& m : story)
            if (m.reviewed) reviews.push_back(m.month);
        REQUIRE(reviews.size() == kMonthsTold / 12);
        for (int const month : reviews) CHECK(month % 12 == reviews[0] % 12);
        ++people;
        months.insert(reviews[0]);
    }
    CHECK(people > 50);
    CHECK(months.size() == 12);
}
