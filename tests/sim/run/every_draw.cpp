// What must hold whatever the parameters: checked in forty draws from their priors.
#include <catch2/catch.hpp>

#include "sim/input/scenario_file.hpp"
#include "tests/paths.hpp"
#include "tests/sim/run/made_up_plan.hpp"

using namespace cptsim;

namespace {

constexpr std::size_t kPolicy = 24, kRepeal = 42, kMonthsRun = 60;
constexpr int kDraws = 40;

Plan with_prior_points(Plan plan)
{
    plan.parameter_source = ParameterSource::prior;
    plan.points.clear();
    for (int r = 0; r < plan.replicates; ++r) plan.points.push_back(prior_point(plan.seed, r));
    return plan;
}

/// Signed from the start, and never ended: whoever is asked is asked because of the policy.
Scenario settled(std::string const& name)
{
    Scenario s;
    s.name = name;
    s.policy_month = static_cast<int>(kPolicy);
    set(s, parameter::lifecycle_end_dormant, 0);
    add_lever(s, lever::lump_sum, 0, 400);
    add_lever(s, lever::hourly_indemnity, 0, 50);
    return s;
}

Scenario with_lever(std::string const& name, int lever, double value)
{
    auto s = settled(name);
    add_lever(s, lever, static_cast<int>(kPolicy), value);
    return s;
}

struct Draws {
    Memory memory;
    Draws()
    {
        auto repealed = with_lever("repealed", lever::attachment, 1);
        add_lever(repealed, lever::attachment, static_cast<int>(kRepeal), 0);
        TerritoryTable table;
        table.rows = {made_up_territory("oak", 30000, kSigned), made_up_territory("elm", 26000, kSigned)};
        run_into(memory,
                 with_prior_points(made_up_plan({settled("voluntary"), with_lever("automatic", lever::attachment, 1),
                                                 with_lever("mandatory", lever::attachment, 2), repealed,
                                                 with_lever("euro", lever::membership_bonus, 1),
                                                 with_lever("no_euro", lever::membership_bonus, 0)},
                                                table, static_cast<int>(kMonthsRun), kDraws)));
    }
};

Memory const& draws()
{
    static Draws const all;
    return all.memory;
}

double arrivals(Observation const& o, std::size_t month)
{
    double n = 0;
    for (int role = 0; role < kVacant; ++role) n += flow(o, month, kVacant, static_cast<Role>(role));
    return n;
}
double exits(Observation const& o, std::size_t month)
{
    return value(o, observable::exits_organisational, month, kAll) + value(o, observable::exits_didactic, month, kAll) +
           value(o, observable::exits_material, month, kAll);
}
bool same_flows(Observation const& a, Observation const& b)
{
    auto const k = std::size_t{observable::flows};
    return a.own[k] == b.own[k];
}

}  // namespace

TEST_CASE("in every draw, oppositions follow notifications, within two years, and most of them soon")
{
    constexpr std::size_t kLongest = 23;  // months until a notification is read
    double first_half_year = 0, within_two_years = 0, at_once = 0, later = 0, rests = 0;
    for (int r = 0; r < kDraws; ++r)
        for (char const* name : {"automatic", "repealed"}) {
            auto const& o = draws().at(name, r);
            // Notified are those who came, and those who left the CPTS, this month or last.
            auto const notified = [&](std::size_t m) { return arrivals(o, m) + exits(o, m) + exits(o, m - 1); };
            for (std::size_t m = kPolicy; m < (name[0] == 'r' ? kRepeal : kMonthsRun); ++m) {
                INFO(name << ", draw " << r << ", month " << m);
                double const oppose = value(o, observable::oppositions, m, kAll);
                rests += value(o, observable::opposed, m, kAll);
                at_once += m == kPolicy ? oppose : 0;
                if (m < kPolicy + 6) first_half_year += oppose;
                if (m <= kPolicy + kLongest) {
                    within_two_years += oppose;
                    continue;
                }
                double asked = 0;
                for (std::size_t k = m - kLongest; k <= m; ++k) asked += notified(k);
                REQUIRE(oppose <= asked);
                later += oppose;
            }
        }
    CHECK(at_once > 20);
    CHECK(first_half_year > 100);
    CHECK(first_half_year > 0.6 * within_two_years);
    CHECK(first_half_year < 0.98 * within_two_years);
    CHECK(later > 0);
    CHECK(rests > 100);
}

TEST_CASE("in every draw, nobody is opposed where attachment is mandatory, and nobody outside who is not asked")
{
    double attached = 0;
    for (int r = 0; r < kDraws; ++r)
        for (std::size_t m = kPolicy; m < kMonthsRun; ++m) {
            auto const& o = draws().at("mandatory", r);
            REQUIRE(value(o, observable::opposed, m, kAll) == 0);
            REQUIRE(value(o, observable::oppositions, m, kAll) == 0);
            // Outside are those who resigned from their leave this month, after the asking.
            REQUIRE(value(o, observable::outside, m, kAll) <= flow(o, m, kOnLeave, kOutside));
            attached += value(o, observable::attached, m, kAll);
        }
    CHECK(attached > 1000);
}

TEST_CASE("in every draw, nobody is attached or opposed before the policy, without it or after its repeal")
{
    double between = 0;
    for (int r = 0; r < kDraws; ++r)
        for (char const* name : {"voluntary", "automatic", "mandatory", "repealed", "euro"}) {
            auto const& o = draws().at(name, r);
            bool const lasts = name[0] == 'a' || name[0] == 'm';
            for (std::size_t m = 0; m < kMonthsRun; ++m) {
                double const n = value(o, observable::attached, m, kAll) + value(o, observable::opposed, m, kAll);
                bool const in_force = m >= kPolicy && (lasts || (name[0] == 'r' && m < kRepeal));
                if (!in_force) REQUIRE(n == 0);
                between += n;
            }
        }
    CHECK(between > 1000);
}

TEST_CASE("in every draw, a placebo of no euro changes nothing, and one of a euro nothing but that euro")
{
    // "Free riders" have money or services and "nominal only" have neither: the euro turns one into the other.
    auto const beyond_the_euro = [](std::string const& name) {
        return name != "lump_sum_paid" && name != "public_cost" && name != "free_riders" && name != "nominal_only";
    };
    int unmoved = 0, moved = 0;
    for (int r = 0; r < kDraws; ++r) {
        auto const &base = draws().at("voluntary", r), &none = draws().at("no_euro", r), &euro = draws().at("euro", r);
        INFO("draw " << r);
        REQUIRE(difference(base, none, false) == "");
        if (!same_flows(base, euro)) {
            ++moved;
            continue;
        }
        ++unmoved;
        for (std::size_t k = 0; k < base.own.size(); ++k)
            if (beyond_the_euro(observable_fields()[k].name)) {
                INFO(observable_fields()[k].name);
                for (std::size_t i = 0; i < base.own[k].size(); ++i) REQUIRE(same_bits(base.own[k][i], euro.own[k][i]));
            }
        for (std::size_t m = 0; m < kMonthsRun; ++m) {
            double members = 0;
            for (auto const role : {observable::passive, observable::active, observable::board, observable::on_leave})
                members += value(base, role, m, kAll);
            double const paid = m < kPolicy ? 0 : members / 12, cost = value(base, observable::public_cost, m);
            REQUIRE(std::abs(value(euro, observable::public_cost, m) - cost - paid) < 1e-6 * std::abs(cost) + 0.01);
        }
        for (std::size_t year = 0; year < kMonthsRun / 12; ++year)
            REQUIRE(
                value(base, observable::free_riders, year, kAll) + value(base, observable::nominal_only, year, kAll) ==
                value(euro, observable::free_riders, year, kAll) + value(euro, observable::nominal_only, year, kAll));
    }
    CHECK(unmoved > 0);
    INFO("chance at the margin: the euro moves someone in some draw, else it would not be felt at all");
    CHECK(moved > 0);
}

TEST_CASE("in every draw, no CPTS signs before July 2019")
{
    auto baseline = read_scenario(test::source_folder() + "/scenarios/baseline.toml", {"time.end=2020-06"});
    set(baseline, parameter::lifecycle_regional_capacity, 100);
    auto open = baseline;  // no lever needs to say so
    open.name = "open";
    std::erase_if(open.levers, [](LeverEntry const& entry) { return entry.lever == lever::aci_signature; });
    TerritoryTable table;
    for (int k = 0; k < 12; ++k) {
        table.rows.push_back(made_up_territory("v" + std::to_string(k), 30000, k % 3 ? kValidated : kLetter));
        for (double& density : table.rows.back().density) density *= 0.05;
    }
    Memory memory;
    run_into(memory, with_prior_points(made_up_plan({baseline, open}, table, 18, kDraws)));
    auto const first = static_cast<std::size_t>(month_index(2019, 7));
    double at_once = 0;
    for (int r = 0; r < kDraws; ++r)
        for (std::size_t m = 0; m < 18; ++m) {
            double const signatures = value(memory.at(baseline.name, r), observable::signatures, m);
            if (m < first) {
                REQUIRE(signatures == 0);
                REQUIRE(value(memory.at(baseline.name, r), observable::cpts_signed, m) == 0);
                REQUIRE(value(memory.at("open", r), observable::signatures, m) == 0);
            }
            at_once += m == first ? signatures : 0;
        }
    INFO("many would have: they sign as soon as they may");
    CHECK(at_once > 20);
}
