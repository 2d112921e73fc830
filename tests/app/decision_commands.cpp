// voi, conditions and frontier as users call them.
#include <catch2/catch.hpp>

#include "analysis/decision/optimiser.hpp"
#include "tests/app/program.hpp"
#include "tests/paths.hpp"

using namespace cptsim;
using namespace cptsim::test;

namespace {

/// 40 draws of the shipped places of Alsace, for two policies, with draws from the priors.
std::string const kLaunch =
    "run baseline valletoux coordinators --population cpts:67-strasbourg --replicates 40 --until 2026-12 --no-placebo "
    "--quiet";

void refuses(Folder const& folder, std::string const& arguments, std::vector<std::string> const& words)
{
    auto const outcome = run_program(folder, arguments);
    CAPTURE(arguments, outcome.out, outcome.err);
    CHECK(outcome.status == 2);
    CHECK(outcome.out.empty());
    for (auto const& word : words) CHECK_THAT(outcome.err, Catch::Contains(word));
}

}  // namespace

TEST_CASE("voi and conditions answer from a stored launch, in both languages, and refuse what it does not have")
{
    Folder const folder;
    auto const ran = run_program(folder, kLaunch + " --prior-replicates 24 -o f.h5");
    CAPTURE(ran.err);
    REQUIRE(ran.status == 0);

    auto const voi = run_program(folder, "voi f.h5 --lang en");
    CAPTURE(voi.err);
    REQUIRE(voi.status == 0);
    for (auto const* words :
         {"QUESTION", "which of baseline, valletoux", "December 2026", "SAMPLE", "40 draws", "METHOD", "ERROR",
          "Best on average", "If one knew", "Left out: pilot", "If one collected", "(a) survey"})
        CHECK_THAT(voi.out, Catch::Contains(words));
    CHECK(run_program(folder, "voi f.h5 --lang en --threads 1").out == voi.out);  // whatever the threads
    CHECK_THAT(
        run_program(folder, "voi f.h5 --lang fr --policy all --lower").out,
        Catch::Contains("moins vaut mieux") && Catch::Contains("Si l'on connaissait") && !Catch::Contains("If one"));

    auto const conditions = run_program(folder, "conditions f.h5 --lang en --at 2024-12 --policy coordinators");
    CAPTURE(conditions.err);
    REQUIRE(conditions.status == 0);
    for (auto const* words :
         {"coordinators: holds in", "Conditions: none", "Regret", "Before data: 24 draws from the priors"})
        CHECK_THAT(conditions.out, Catch::Contains(words));
    CHECK_THAT(run_program(folder, "conditions f.h5 --lang fr --at 2025-12").out,
               Catch::Contains("Avant calage : non gardé à cette date (le fichier l'a en 2024-12"));

    refuses(folder, "voi f.h5 --indicator activ", {"no indicator is called \"activ\"", "did you mean \"active\"?"});
    refuses(folder, "voi f.h5 --at 2030-12", {"--at is \"2030-12\"", "2026-12?"});
    refuses(folder, "voi f.h5 --at 2025-06", {"Decembers) 2025-12?"});
    refuses(folder, "voi f.h5 --at soon", {"\"soon\" is not a month"});
    refuses(folder, "conditions f.h5 --policy valetoux", {"has no policy \"valetoux\"", "did you mean \"valletoux\"?"});
    refuses(folder, "voi f.h5 --policy baseline", {"has no policy \"baseline\""});
    refuses(folder, "voi f.h5 --data planned_data", {"data pilot: ", "no region is called \"occitanie\""});
    refuses(folder, "voi f.h5 --data nothing.toml", {"nothing.toml"});
    refuses(folder, "voi missing.h5", {"missing.h5"});
    folder.write("text.h5", "not a result");
    refuses(folder, "conditions text.h5", {"text.h5"});
}

TEST_CASE("voi says which launch it needs, and conditions which draws")
{
    Folder const folder;
    std::string const small =
        "run baseline valletoux --population cpts:67-strasbourg --until 2024-12 --no-placebo --quiet ";
    REQUIRE(run_program(folder, small + "--replicates 4 --prior-replicates 0 -o few.h5").status == 0);
    refuses(folder, "voi few.h5", {"few.h5: holds 4 draws", "needs 40 at least", "--replicates 500?"});
    refuses(folder, "conditions few.h5", {"needs 40 at least"});
    REQUIRE(run_program(folder, small + "--replicates 40 --parameters defaults -o fixed.h5").status == 0);
    refuses(folder, "voi fixed.h5", {"one set of parameters", "--parameters defaults?"});
    CHECK_THAT(run_program(folder, "conditions fixed.h5 --lang en").out,
               Catch::Contains("all draws have the same parameters"));
    REQUIRE(run_program(folder,
                        "run baseline --population cpts:67-strasbourg --until 2024-12 --quiet --replicates 2 -o one.h5")
                .status == 0);
    refuses(folder, "voi one.h5", {"one.h5: holds no policy"});
}

TEST_CASE("frontier finds mixes of a study, and refuses what cannot be a mix")
{
    if (!has_optimiser()) return;
    Folder const folder;
    std::string const head =
        "scenario = \"baseline\"\npopulation = \"cpts:67-strasbourg\"\nuntil = \"2026-12\"\nat = "
        "\"2026-12\"\nreplicates = 4\n"
        "fresh = 8\nevaluations = 4\n";
    folder.write("good.toml", head +
                                  "budgets = [0.05, 0.2]\n[levers]\nhourly_indemnity = { add = 30 }\n"
                                  "ars_capacity = { add = 1, cost = 0.5 }\n");
    auto const found = run_program(folder, "frontier good.toml --quiet --lang en --csv front.csv");
    CAPTURE(found.out, found.err);
    REQUIRE(found.status == 0);
    for (auto const* words : {"QUESTION", "run again over 8 others", "COBYLA", "0.05", "hourly_indemnity +",
                              "indemnity of an indemnified hour; 42 to 65 in the reference, +30 of it at most from "
                              "January 2025 on"})
        CHECK_THAT(found.out, Catch::Contains(words));
    CHECK(run_program(folder, "frontier good.toml --quiet --lang en --csv front.csv").status == 2);  // it exists
    CHECK_THAT(run_program(folder, "frontier good.toml --quiet --lang fr").out, Catch::Contains("à tirages communs"));

    auto const refuse = [&](std::string const& rest, std::vector<std::string> const& words) {
        folder.write("bad.toml", head + rest);
        refuses(folder, "frontier bad.toml --csv none.csv", words);
        CHECK(run_program(folder, "info none.csv").status == 2);  // nothing was written
    };
    refuse("budgets = [1]\n[levers]\nars_capacity = { add = 1 }\n",
           {"levers.ars_capacity has no cost", "cost = M EUR"});
    refuse("budgets = [1]\n[levers]\nattachment = { add = 1 }\n", {"levers.attachment is a choice"});
    refuse("budgets = [1]\n[levers]\nhourly_indemnty = { add = 30 }\n", {"did you mean \"hourly_indemnity\"?"});
    refuse("budgets = [1]\n[levers]\nhourly_indemnity = { add = 600 }\n", {"hourly_indemnity.add"});
    refuse("budgets = [1]\n[levers]\naci_funding = { add = 9.5 }\n", {"add leads from 1 to 10.5 (must be 0 to 10)"});
    refuse("budgets = [1]\nindicator = \"hour\"\n[levers]\ninformation = { add = 1 }\n", {"did you mean \"hours\"?"});
    refuse("budgets = []\n[levers]\ninformation = { add = 1 }\n", {"budgets must be a list"});
    refuse("[levers]\ninformation = { add = 1, from = \"2027-01\" }\n", {"budgets is missing"});
    refuse("budgets = [1]\n[levers]\ninformation = { add = 1, from = \"2027-01\" }\n", {"begins in 2027-01"});
    refuses(folder, "frontier actvity", {"no such file", "did you mean \"activity.toml\"?"});
}
