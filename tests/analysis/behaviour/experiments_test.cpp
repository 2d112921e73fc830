// Experiments: what they change, and that what is read of people agrees with what runs observe.
#include "analysis/behaviour/experiments.hpp"

#include <mutex>

#include "analysis/behaviour/behaviour.hpp"
#include "sim/base/parallel.hpp"
#include "tests/analysis/behaviour/made_up_panel.hpp"
#include "tests/paths.hpp"
#include "tests/sim/run/made_up_plan.hpp"

namespace cptsim {
namespace {

double indemnity(Scenario const& scenario, int month, int profession)
{
    return lever_value(scenario, lever::hourly_indemnity, month, profession, Territory{});
}

std::vector<ExperimentRun> run_all(Scenario scenario, int months, std::vector<int> snapshots, int draws)
{
    auto plan = made_up_plan({scenario}, made_up_table(), months, 1);
    scenario.end_month = months - 1;
    std::vector<ExperimentDraw> points;
    for (int draw = 0; draw < draws; ++draw) points.push_back({default_point(), draw});
    std::vector<ExperimentRun> runs(points.size());
    run_experiment(plan, draw_frame(plan, 0), {scenario, std::move(snapshots)}, points,
                   [&](std::size_t draw, ExperimentRun const& run) { runs[draw] = run; });
    return runs;
}

bool same_people(Snapshot const& a, Snapshot const& b)
{
    auto const same = [](PersonState const& x, PersonState const& y) {
        return x.role == y.role && x.generation == y.generation && x.entry == y.entry &&
               same_bits(x.exhaustion, y.exhaustion) && same_bits(x.hours, y.hours) &&
               same_bits(x.year_hours, y.year_hours) && same_bits(x.theta, y.theta) && same_bits(x.age, y.age);
    };
    return a.month == b.month && std::equal(a.people.begin(), a.people.end(), b.people.begin(), b.people.end(), same);
}

}  // namespace

TEST_CASE("an indemnity of a GP moves the others in proportion, from the policy month on")
{
    auto const baseline = read_behaviour_setup("alsace", 1).baseline;
    int const start = baseline.policy_month;
    for (double const gp : {0.0, 30.0, 100.0}) {
        auto const scenario = with_indemnity(baseline, gp);
        for (int p = 0; p < kProfessions; ++p) {
            CHECK(indemnity(scenario, start - 1, p) == indemnity(baseline, start - 1, p));
            for (int month : {start, start + 60})
                CHECK(indemnity(scenario, month, p) == Approx(gp / 65 * indemnity(baseline, start, p)));
        }
    }
    auto same = with_indemnity(baseline, 65);
    for (int p = 0; p < kProfessions; ++p)
        for (int month = 0; month < 180; ++month) CHECK(indemnity(same, month, p) == indemnity(baseline, month, p));
}

TEST_CASE("a later change of the indemnity in a scenario does not come back")
{
    auto scenario = busy_scenario("busy", 24);
    add_lever(scenario, lever::hourly_indemnity, 36, 90);
    CHECK(indemnity(with_indemnity(scenario, 10), 40, 0) == 10);
    CHECK(indemnity(with_indemnity(scenario, 10), 23, 0) == 60);
}

TEST_CASE("an interval between reviews is set whatever the draw says")
{
    auto const scenario = with_review_interval(busy_scenario("busy", 24), 3);
    CHECK(run_all(scenario, 12, {}, 1)[0].parameters[parameter::participation_review_interval] == 3);
}

TEST_CASE("people of a snapshot add up to what the run observes in that month")
{
    auto const runs = run_all(busy_scenario("busy", 24), 36, {11, 35}, 3);
    auto const threshold = static_cast<float>(default_point()[parameter::strain_severe_threshold]);
    for (auto const& run : runs)
        for (int const month : {11, 35}) {
            std::array<double, kProfessions> board{}, present_{};
            double hours = 0, exhaustion = 0, everyone = 0, severe = 0, sat = 0, presided = 0;
            for (auto const& s : snapshot_of(run.panel, month).people) {
                if (!present(s)) continue;
                ++present_[s.profession], board[s.profession] += s.role == kBoard;
                hours += static_cast<double>(s.hours), exhaustion += static_cast<double>(s.exhaustion), ++everyone;
                severe += s.exhaustion >= threshold, sat += s.ever_board, presided += s.ever_president;
            }
            auto const m = static_cast<std::size_t>(month);
            for (std::size_t p = 0; p < kProfessions; ++p) {
                CHECK(present_[p] == value(run.observation, observable::eligible, m, p));
                CHECK(board[p] == value(run.observation, observable::board, m, p));
            }
            CHECK(severe == value(run.observation, observable::severe, m, kAll));
            CHECK(sat == value(run.observation, observable::ever_board, m / 12, kAll));
            CHECK(presided == value(run.observation, observable::ever_president, m / 12, kAll));
            CHECK((hours > 0 && sat > presided && presided > 0));
            CHECK(hours == Approx(value(run.observation, observable::hours_paid, m, kAll) +
                                  value(run.observation, observable::hours_unpaid, m, kAll))
                               .epsilon(1e-4));
            CHECK(exhaustion / everyone ==
                  Approx(value(run.observation, observable::exhaustion, m, kAll)).epsilon(1e-4));
        }
    CHECK_THROWS_AS(snapshot_of(runs[0].panel, 23), std::logic_error);
}

TEST_CASE("a run that goes on for a month has the same people in December, and others a month later")
{
    auto const scenario = busy_scenario("busy", 12);
    auto const shorter = run_all(scenario, 24, {23}, 2), longer = run_all(scenario, 25, {23, 24}, 2);
    for (std::size_t draw = 0; draw < 2; ++draw) {
        CHECK(same_people(shorter[draw].panel[0], longer[draw].panel[0]));
        CHECK(longer[draw].panel[1].month == 24);
        auto next = longer[draw].panel[1];
        next.month = 23;
        CHECK_FALSE(same_people(longer[draw].panel[0], next));
    }
    CHECK_FALSE(same_people(longer[0].panel[0], longer[1].panel[0]));
}

TEST_CASE("patterns are the same on one thread and on two, and whatever other draws run beside")
{
    auto const setup = read_behaviour_setup(test::source_folder() + "/tests/digests/territories.csv", 7);
    std::vector<ExperimentDraw> draws;
    for (int draw = 0; draw < 3; ++draw) draws.push_back({prior_point(7, draw), draw});
    std::vector<PatternValues> one, two, alone;
    double last = 0;
    with_threads(1, [&] { one = behaviour_values(setup, draws, [&](double done) { last = done; }); });
    with_threads(2, [&] { two = behaviour_values(setup, draws, [](double) {}); });
    with_threads(2, [&] { alone = behaviour_values(setup, {draws[0]}, [](double) {}); });
    CHECK(last == Approx(1));
    auto const same = [](PatternValues const& a, PatternValues const& b) {
        for (std::size_t row = 0; row < behaviour::count; ++row)
            if (!(std::isnan(a[row]) && std::isnan(b[row])) && a[row] != b[row]) return false;
        return true;
    };
    for (std::size_t draw = 0; draw < 3; ++draw) CHECK(same(one[draw], two[draw]));
    CHECK(same(one[0], alone[0]));
    CHECK_FALSE(same(one[0], one[1]));
}

}  // namespace cptsim
