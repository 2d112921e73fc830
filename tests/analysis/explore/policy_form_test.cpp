#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "analysis/explore/policy_form.hpp"
#include "sim/base/calendar.hpp"
#include "sim/model/fields.hpp"

using namespace cptsim;

namespace {

Scenario const& law()
{
    static Scenario const baseline = shipped_baseline();
    return baseline;
}

/// A form as a page sends it that changes nothing.
PolicyForm form()
{
    return {{"name", "Essai"},     {"start", "01/2026"}, {"years", ""},     {"attachment", "voluntary"},
            {"scope", "all"},      {"zone_ZIP", "1"},    {"zone_ZAC", "1"}, {"zone_other", "1"},
            {"campaign_from", ""}, {"campaign_to", ""},  {"opposition", ""}};
}

PolicyForm form(PolicyForm changes)
{
    changes.merge(form());
    return changes;
}

Scenario read(PolicyForm const& changes)
{
    auto const made = make_policy(form(changes), law());
    for (auto const& problem : made.problems) FAIL(problem.field + ": " + problem.text.en);
    return read_policy(made.toml);
}

std::string first_problem(PolicyForm const& changes)
{
    auto const made = make_policy(form(changes), law());
    REQUIRE(made.toml.empty() != made.problems.empty());
    return made.problems.empty() ? "none" : made.problems.front().field;
}

double value(Scenario const& scenario, int lever, int year, int profession, char const* zone = "ZIP")
{
    Territory place;
    place.zone = zone;
    return lever_value(scenario, lever, month_index(year, 6), profession, place);
}

constexpr int kNurseRow = 2, kGpRow = 0, kPharmacistRow = 4;

}  // namespace

TEST_CASE("the law beside a field is that of all its professions, from the first start on")
{
    for (auto const& field : policy_fields())
        for (int m = first_start(law()); m <= law().end_month; ++m)
            for (int p = 0; p < kProfessions; ++p)
                if (field.professions >> p & 1U)
                    REQUIRE(law_of(field, law(), m) ==
                            field.scale * lever_value(law(), field.lever, m, p, Territory{}));
}

TEST_CASE("70 EUR for nurses in ZIP zones from 2026 and a campaign in 2027 are that, and nothing else")
{
    auto const policy = read({{"zone_ZAC", ""},
                              {"zone_other", ""},
                              {"indemnity_nurse", "70"},
                              {"campaign", "100"},
                              {"campaign_from", "01/2027"},
                              {"campaign_to", "12/2027"}});
    CHECK(value(policy, lever::hourly_indemnity, 2025, kNurseRow) == 42);
    CHECK(value(policy, lever::hourly_indemnity, 2026, kNurseRow) == 70);
    CHECK(value(policy, lever::hourly_indemnity, 2034, kNurseRow) == 70);
    CHECK(value(policy, lever::hourly_indemnity, 2026, kNurseRow, "other") == 42);
    CHECK(value(policy, lever::hourly_indemnity, 2026, kGpRow) == 65);
    CHECK(value(policy, lever::information, 2026, kGpRow) == 0);
    CHECK(value(policy, lever::information, 2027, kGpRow) == 1);
    CHECK(value(policy, lever::information, 2028, kGpRow) == 0);
    for (auto const& entry : policy.levers)
        if (entry.month >= month_index(2024, 1)) {
            auto const& same = law().levers;
            bool const known = std::any_of(same.begin(), same.end(), [&](auto const& x) {
                return x.lever == entry.lever && x.month == entry.month;
            });
            CHECK((known || entry.lever == lever::hourly_indemnity || entry.lever == lever::information));
        }
}

TEST_CASE("a policy outlasts what the law would change, and gives way to the law at its end")
{
    auto const policy =
        read({{"start", "2025-01"}, {"years", "3"}, {"lump_doctors", "4 214"}, {"attachment", "automatic"}});
    CHECK(value(policy, lever::lump_sum, 2024, kGpRow) == 840);
    CHECK(value(policy, lever::lump_sum, 2025, kGpRow) == 4214);
    CHECK(value(policy, lever::lump_sum, 2027, kGpRow) == 4214);  // the law ends it in 2026
    CHECK(value(policy, lever::lump_sum, 2028, kGpRow) == 0);
    CHECK(value(policy, lever::lump_sum, 2026, kPharmacistRow) == 75);
    CHECK(value(policy, lever::attachment, 2027, kGpRow) == 1);
    CHECK(value(policy, lever::attachment, 2028, kGpRow) == 0);
}

TEST_CASE("an opposition that is made easy is a parameter of the policy")
{
    auto const policy = read({{"attachment", "automatic"}, {"opposition", "2,5"}});
    CHECK(policy.parameters.at(parameter::coercion_opposition_effort) == 2.5);
    CHECK(first_problem({{"opposition", "2"}}) == "opposition");
}

TEST_CASE("what is wrong is said at its field")
{
    CHECK(first_problem({{"indemnity_nurse", "70"}}) == "none");
    CHECK(first_problem({}) == "");
    CHECK(first_problem({{"indemnity_nurse", "42"}}) == "");  // the law
    CHECK(first_problem({{"indemnity_nurse", "501"}}) == "indemnity_nurse");
    CHECK(first_problem({{"indemnity_nurse", "-1"}}) == "indemnity_nurse");
    CHECK(first_problem({{"indemnity_nurse", "1e3"}}) == "indemnity_nurse");
    CHECK(first_problem({{"indemnity_nurse", "nan"}}) == "indemnity_nurse");
    CHECK(first_problem({{"indemnity_nurse", "70"}, {"start", "12/2023"}}) == "start");
    CHECK(first_problem({{"indemnity_nurse", "70"}, {"start", "2035"}}) == "start");
    CHECK(first_problem({{"indemnity_nurse", "70"}, {"start", "26"}}) == "start");
    CHECK(first_problem({{"indemnity_nurse", "70"}, {"start", "13/2026"}}) == "start");
    CHECK(first_problem({{"indemnity_nurse", "70"}, {"years", "0"}}) == "years");
    CHECK(first_problem({{"indemnity_nurse", "70"}, {"name", ""}}) == "name");
    CHECK(first_problem({{"indemnity_nurse", "70"}, {"zone_ZIP", ""}, {"zone_ZAC", ""}, {"zone_other", ""}}) ==
          "zone_ZIP");
    CHECK(first_problem({{"attachment", "slavery"}}) == "attachment");
    CHECK(first_problem({{"campaign", "50"}, {"campaign_from", "06/2027"}, {"campaign_to", "01/2027"}}) ==
          "campaign_to");
    CHECK(first_problem({{"campaign", "101"}}) == "campaign");
}

TEST_CASE("a year is its first month where something starts and its last where it ends")
{
    auto const policy =
        read({{"start", "2026"}, {"campaign", "50"}, {"campaign_from", "2027"}, {"campaign_to", " 2028 "}});
    auto const in = [&](int year, int month) {
        return lever_value(policy, lever::information, month_index(year, month), kGpRow, Territory{});
    };
    CHECK(in(2026, 12) == 0);
    CHECK(in(2027, 1) == 0.5);
    CHECK(in(2028, 12) == 0.5);
    CHECK(in(2029, 1) == 0);
    CHECK(value(read({{"start", "2026"}, {"coordinators", "1"}}), lever::coordinator_fte, 2025, kGpRow) == 0);
    CHECK(first_problem({{"campaign", "50"}, {"campaign_to", "2034"}}) == "none");  // to the end of the runs
    CHECK(first_problem({{"campaign", "50"}, {"campaign_to", "2035"}}) == "campaign_to");
    CHECK(make_policy(form({{"indemnity_nurse", "70"}, {"start", "1/2026"}}), law()).rules ==
          make_policy(form({{"indemnity_nurse", "70"}, {"start", "2026"}}), law()).rules);
}

TEST_CASE("names are no part of the rules, and no two policies of a session share one")
{
    auto const first = make_policy(form({{"indemnity_nurse", "70"}}), law());
    auto const renamed = make_policy(form({{"indemnity_nurse", "70"}, {"name", "Other"}}), law());
    CHECK(first.rules == renamed.rules);
    CHECK(first.toml != renamed.toml);
    CHECK(first.name == "essai");
    CHECK(make_policy(form({{"indemnity_nurse", "70"}}), law(), {"essai", "essai_2"}).name == "essai_3");
}

TEST_CASE("a file that was saved is opened again, and no other")
{
    PolicyForm const changes{{"name", "Été = 70 €"}, {"start", "2026"},           {"indemnity_nurse", "70,5"},
                             {"zone_ZAC", ""},       {"attachment", "automatic"}, {"opposition", "2"},
                             {"campaign", "50"},     {"campaign_to", "2027"}};
    auto const made = make_policy(form(changes), law(), {"ete_70_eur"});
    REQUIRE(made.problems.empty());
    auto const again = reopened(made.toml, law());
    REQUIRE(again);
    for (auto const& [field, typed] : form(changes))
        if (!typed.empty()) CHECK(again->at(field) == typed);
    CHECK(make_policy(*again, law()).rules == made.rules);
    CHECK(again->count("zone_ZAC") == 0);
    std::string windows;
    for (char const c : made.toml) windows += c == '\n' ? "\r\n" : std::string(1, c);
    CHECK(reopened(windows, law()));
    CHECK_FALSE(reopened("", law()));
    CHECK_FALSE(reopened(made.toml + "[territories]\nfile = \"/etc/passwd\"\n", law()));
    auto swapped = made.toml;
    swapped.replace(swapped.find("baseline.toml"), 13, "../secret.txt");
    CHECK_FALSE(reopened(swapped, law()));
    auto edited = made.toml;
    edited.replace(edited.rfind("70.5"), 4, "71.5");
    CHECK_FALSE(reopened(edited, law()));
}

TEST_CASE("no name is more than a name")
{
    std::string const hostile = "\"\n[levers.attachment]\n2024-01 = \"mandatory\"\n# \\";
    auto const policy = read({{"name", hostile}, {"indemnity_nurse", "70"}});
    CHECK(policy.title_fr == "\" [levers.attachment] 2024-01 = \"mandatory\" # \\");
    CHECK(value(policy, lever::attachment, 2026, kGpRow) == 0);
    CHECK(read({{"name", "Été à 70 €"}, {"indemnity_nurse", "70"}}).name == "ete_a_70_eur");
    CHECK(read({{"name", "ÑANDÚ, Œuvre – 2"}, {"indemnity_nurse", "70"}}).name == "nandu_oeuvre_2");
    CHECK(read({{"name", "baseline"}, {"indemnity_nurse", "70"}}).name == "policy");
}
