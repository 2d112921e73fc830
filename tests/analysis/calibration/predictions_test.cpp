// The measurement operators on a made-up run, against numbers worked out by hand.
#include "analysis/calibration/predictions.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "analysis/calibration/targets.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim {
namespace {

constexpr std::uint32_t kGp = 1, kAllProfessions = 0xFF;

/// Two years of two territories of 60,000 and 40,000 inhabitants. Numbers of the second December differ by a step from
/// those of the first; monthly ones are the number of the month unless they are set.
class MadeUpRun {
  public:
    MadeUpRun()
    {
        population_.name = "here";
        population_.scale = 2;
        for (auto const& [id, inhabitants] : {std::pair("a", 60000.0), std::pair("b", 40000.0)}) {
            Territory t;
            t.id = id;
            t.inhabitants = inhabitants;
            population_.territories.rows.push_back(t);
        }
        Plan plan;
        plan.end_month = 23;
        plan.scenarios.resize(1);
        plan.territories = population_.territories;
        for (auto const& field : observable_fields()) observation_.own.emplace_back(extent(plan, field));
        parameters_ = default_point();
    }
    std::vector<float>& operator[](char const* name)
    {
        return observation_.own[static_cast<std::size_t>(observable_index(name))];
    }
    void cpts(char const* name, int month, double value)
    {
        (*this)[name].at(static_cast<std::size_t>(month)) = static_cast<float>(value);
    }
    void persons(char const* name, int time, int profession, double value)
    {
        (*this)[name].at(static_cast<std::size_t>(time * 9 + profession)) = static_cast<float>(value);
    }
    Measured measure(char const* pattern, std::uint32_t professions, int month) const
    {
        MeasuredRun const run{&observation_, &population_, parameters_, operators_};
        return quantity_of(pattern)->predict(run, professions, month);
    }
    double predict(char const* pattern, std::uint32_t professions, int month) const
    {
        return measure(pattern, professions, month).value;
    }
    void set_operators(double member_signed, double member_project, double multiprofessional)
    {
        operators_ = {member_signed, member_project, multiprofessional};
    }
    std::vector<double>& parameters() { return parameters_; }

  private:
    CalibrationPopulation population_;
    Observation observation_;
    std::vector<double> parameters_, operators_ = {1, 0, 0};
};

/// 1,000 GPs of whom 200 are members, 50 of them of projects; 300 in teams, of whom 90 members; 400 women, 100 members.
MadeUpRun surveyed()
{
    MadeUpRun run;
    for (int year : {0, 1}) {
        run.persons("eligible", 12 * year + 11, 0, 1000);
        run.persons("members_year", year, 0, 200);
        run.persons("project_chosen", year, 0, 50);
        run.persons("multiprofessional", year, 0, 300);
        run.persons("multiprofessional_chosen", year, 0, 90);
        run.persons("women", year, 0, 400);
        run.persons("women_chosen", year, 0, 100);
        run.persons("favourable", year, 0, 350);
        run.persons("hostile", year, 0, 120);
        run.persons("severe", 12 * year + 11, 0, 60);
        run.persons("long_hours", year, 0, 600);
        run.persons("long_hours_severe", year, 0, 50);
        run.persons("group_practice", year, 0, 700);
        run.persons("group_practice_severe", year, 0, 35);
    }
    run.set_operators(0.9, 0.4, 0.25);
    return run;
}

}  // namespace

TEST_CASE("counts of stages are those of the middle of the month, times the scale of the population", "[calibration]")
{
    MadeUpRun run;
    for (int m = 0; m < 24; ++m) {
        run.cpts("cpts_pre_project", m, 100 + m);
        run.cpts("cpts_letter", m, 10);
        run.cpts("cpts_validated", m, 1);
        run.cpts("cpts_signed", m, 2 * m);
        run.cpts("population_signed", m, 1000 * m);
        run.cpts("aci_paid", m, m < 12 ? 1e5 : 3e5);
    }
    CHECK(run.predict("stage_signed", kAllProfessions, 5) == Approx(2 * 9));         // (8 + 10) / 2
    CHECK(run.predict("stage_pre_project", kAllProfessions, 0) == Approx(2 * 100));  // nothing was before
    CHECK(run.predict("stage_project", kAllProfessions, 7) == Approx(2 * 11));       // from the letter of intent on
    CHECK(run.predict("stage_all", kAllProfessions, 7) == Approx(2 * (106.5 + 11 + 13)));
    CHECK(run.predict("population_signed", kAllProfessions, 7) == Approx(6500.0 / 100000));  // no scale: a share
    CHECK(run.predict("aci_paid", kAllProfessions, 17) == Approx(2 * 12 * 0.3));             // MEUR of its year
}

TEST_CASE("numbers of Decembers are interpolated to the middle of the month", "[calibration]")
{
    MadeUpRun run;
    run["territory_stage"] = {2, 4, 1, 3};  // [year][territory]
    // Projects cover 60 % in the first December, 40 % in the second. Mid-June of the second year is 5.5 months after.
    CHECK(run.predict("population_project", kAllProfessions, 17) == Approx(0.6 - 0.2 * 5.5 / 12));
    CHECK(run.predict("population_project", kAllProfessions, 5) == Approx(0.6));
    CHECK_THROWS_AS(run.predict("population_project", kAllProfessions, 24), std::logic_error);
}

TEST_CASE("the registry counts persons of signed CPTS and structures", "[calibration]")
{
    MadeUpRun run;
    for (int year : {0, 1}) {
        for (int p = 0; p < 8; ++p) {
            run.persons("members_year", year, p, 50 + (p == 0 ? 70 : 0));
            run.persons("project_chosen", year, p, 10);
        }
        run.cpts("structures", 12 * year + 11, 20);
        run.cpts("cpts_signed", 12 * year + 11, year == 0 ? 5 : 10);
    }
    // 120 + 7 x 50 - 8 x 10 = 390 persons and 20 structures.
    CHECK(run.predict("members_per_signed", kAllProfessions, 3) == Approx(410.0 / 5));
    CHECK(run.predict("members_per_signed", kAllProfessions, 23) == Approx((0.5 * 410 / 5 + 11.5 * 410 / 10) / 12));
    CHECK(run.predict("members_share", kGp, 12) == Approx(110.0 / 410));
    CHECK(run.predict("members_share_doctors", 3, 12) == Approx(150.0 / 390));  // of persons alone
    for (int m = 12; m < 24; ++m) {
        run.persons("hours_paid", m, 0, 70);
        run.persons("hours_paid", m, 2, 30);
        run.cpts("cpts_signed", m, m < 18 ? 4 : 6);
    }
    CHECK(run.predict("paid_hours_per_signed", kAllProfessions, 23) == Approx(1200.0 / 5));
    CHECK(run.measure("members_share", kGp, 12).of == Approx(410));
    CHECK(run.measure("members_per_signed", kAllProfessions, 23).of == Approx(5 * 0.5 / 12 + 6 * 11.5 / 12));
}

TEST_CASE("GPs answer by membership, stage and practice", "[calibration]")
{
    auto run = surveyed();
    double const operating = 0.150 * 0.9 + 0.050 * 0.4 + 0.210 * 0.25;  // 0.2075
    CHECK(run.predict("survey_operating", kGp, 12) == Approx(operating));
    CHECK(run.predict("survey_project", kGp, 12) == Approx(0.05 * 0.6));

    // Members answer yes with 0.75 x 0.9 + 0.25 x 0.4 = 0.775; of the non-members 210 of 800 are in teams.
    double const women = 0.25 * 0.775 + 0.75 * 210 / 800 * 0.25, teams = 0.3 * 0.775 + 0.7 * 0.25;
    auto const odds = [](double p) { return (p + 0.0005) / (1 - p + 0.0005); };  // half a person of 1,000
    CHECK(run.predict("survey_women", kGp, 12) == Approx(odds(women) / odds(operating)));
    CHECK(run.predict("survey_multiprofessional", kGp, 12) == Approx(odds(teams) / odds(operating)));

    run.set_operators(1, 0, 0);  // only members of signed CPTS say so
    CHECK(run.predict("survey_operating", kGp, 12) == Approx(0.15));
    CHECK(run.predict("survey_project", kGp, 12) == Approx(0.05));
}

TEST_CASE("opinions, coordinated practice and exhaustion are shares of all GPs", "[calibration]")
{
    auto run = surveyed();
    CHECK(run.predict("opinion_unavoidable", kGp, 12) == Approx(0.35));
    CHECK(run.predict("opinion_useless", kGp, 12) == Approx(0.12));
    run.parameters()[static_cast<std::size_t>(parameter_index("traits.elsewhere_multiprofessional"))] = 0.5;
    CHECK(run.predict("coordinated_anywhere", kGp, 12) == Approx(0.2 + 0.21 * 0.5));
    // 50 of 600 against 10 of 400; half a person of 1,000.
    auto const ratio = [](double a, double b) { return (a + 0.0005) / (b + 0.0005); };
    CHECK(run.predict("exhaustion_over_50_hours", kGp, 12) == Approx(ratio(50.0 / 600, 10.0 / 400)));
    CHECK(run.predict("exhaustion_group_practice", kGp, 12) == Approx(ratio(35.0 / 700, 25.0 / 300)));
    CHECK(run.measure("opinion_useless", kGp, 12).of == Approx(1000));
    for (int m : {4, 5}) {
        run.persons("eligible", m, 0, 1000);
        run.persons("severe", m, 0, 10 * m);
    }
    CHECK(run.predict("severe_exhaustion", kGp, 5) == Approx(0.045));
}

TEST_CASE("retention is from December to December, of persons, departures lost", "[calibration]")
{
    MadeUpRun run;
    run.persons("passive", 11, 0, 60);
    run.persons("active", 11, 0, 25);
    run.persons("board", 11, 0, 5);
    run.persons("on_leave", 11, 0, 10);
    run.persons("attached", 11, 0, 400);
    run.persons("chosen_kept", 1, 0, 85);
    run.persons("givers", 0, 0, 40);
    run.persons("givers_kept", 1, 0, 26);
    run.persons("active", 23, 0, 30);
    run.persons("passive", 23, 0, 90);
    run.cpts("cpts_signed", 23, 8);
    run.cpts("cpts_dormant", 23, 2);
    for (int month : {12, 17, 23}) {  // of the year, wherever in it
        CHECK(run.predict("retention_nominal", kAllProfessions, month) == Approx(0.85));
        CHECK(run.measure("retention_nominal", kAllProfessions, month).of == 100);
        CHECK(run.predict("retention_active", kAllProfessions, month) == Approx(0.65));
        CHECK(run.measure("retention_active", kAllProfessions, month).of == 40);
    }
    CHECK(run.measure("retention_active", kAllProfessions, 5).of == 0);  // no December before
    CHECK(run.predict("active_per_member", kAllProfessions, 23) == Approx(30.0 / 120));
    CHECK(run.predict("dormant_share", kAllProfessions, 23) == Approx(0.25));
}

TEST_CASE("every quantity is a finite number where there is nobody, nothing, and no CPTS", "[calibration]")
{
    MadeUpRun const empty;
    auto const people = surveyed();  // GPs, and no CPTS signed
    auto alone = surveyed();         // GPs of whom none is a member, in a team, exhausted or of an opinion
    for (char const* name : {"members_year", "project_chosen", "multiprofessional", "multiprofessional_chosen", "women",
                             "women_chosen", "favourable", "hostile", "severe", "long_hours", "long_hours_severe",
                             "group_practice", "group_practice_severe"})
        std::fill(alone[name].begin(), alone[name].end(), 0.0f);
    for (auto const& quantity : quantities())
        for (MadeUpRun const* run : std::initializer_list<MadeUpRun const*>{&empty, &people, &alone}) {
            CAPTURE(quantity.name);
            auto const measured = run->measure(quantity.name, kAllProfessions, 15);
            CHECK(std::isfinite(measured.value));
            CHECK(std::isfinite(to_scale(quantity.scale, measured)));
        }
    CHECK(alone.predict("survey_women", kGp, 15) == Approx(1));
    CHECK(alone.predict("exhaustion_group_practice", kGp, 15) == Approx(1));
    CHECK(empty.predict("paid_hours_per_signed", kAllProfessions, 15) == 0);
}

TEST_CASE("patterns that the model has no quantity for are known as such", "[calibration]")
{
    for (auto const* name : {"letters_of_intent_2023", "halved_within_months", "stage"})
        CHECK(quantity_of(name) == nullptr);
    for (auto const* name : {"survey_wishes", "survey_neither", "opinion_none"}) CHECK(quantity_of(name) == nullptr);
}

}  // namespace cptsim
