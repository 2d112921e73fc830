// cptsim calibrate and validate as users call them, on a population of three territories.
#include <catch2/catch.hpp>

#include "tests/app/program.hpp"
#include "tests/paths.hpp"

namespace cptsim::test {
namespace {

/// A calibration of a few seconds: four uncertain quantities among those of the lists, few particles.
void write_calibration(Folder const& folder, std::string const& more = "", std::string const& outside = "")
{
    std::ifstream territories(test::source_folder() + "/tests/digests/territories.csv");
    folder.write("here.csv", {std::istreambuf_iterator<char>(territories), {}});
    folder.write("observed.csv",
                 "pattern,date,population,profession,value,unit,definition_error,use,source\n"
                 "stage_signed,2021-06,here,all,1,territories,0.7,calibrate,made up\n"
                 "stage_all,2021-06,here,all,2,territories,0.7,calibrate,made up\n"
                 "severe_exhaustion,2021-06,here,gp,0.05,share,0.02,calibrate,made up\n"
                 "stage_signed,2022-06,here,all,2,territories,0.7,validate,made up\n");
    folder.write("c.toml",
                 "scenario = \"baseline\"\ntargets = \"observed.csv\"\nuses = [\"calibrate\"]\n"
                 "populations.here = \"here.csv\"\n"
                 "method.particles = 48\nmethod.waves = 4\nmethod.resimulated = 64\nmethod.kept = 32\n"
                 "outside = [\"coercion.*\", \"information.campaign_rate\"" +
                     outside + "]\n" + more);
}

std::string bytes_of(Folder const& folder, std::string const& name)
{
    std::ifstream in(folder.path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("a calibration that was stopped and killed goes on to the same bits, on any number of threads", "[cli]")
{
    Folder const folder;
    write_calibration(folder);
    auto const whole = run_program(folder, "calibrate c.toml -o whole.h5 --sample whole.csv --threads 1 --lang en");
    CAPTURE(whole.err);
    REQUIRE(whole.status == 0);
    CHECK(whole.out.find("256 evaluations.") != std::string::npos);
    CHECK(whole.out.find("effective draws of 64") != std::string::npos);
    CHECK(whole.err.find("MORE THAN 70 PARAMETERS ARE FITTED") != std::string::npos);
    CHECK(whole.err.find("SMALL BUDGET: the last emulator learns") != std::string::npos);
    CHECK(whole.out.find("Fit: what the weighted last draws give") != std::string::npos);
    CHECK(bytes_of(folder, "whole.csv").find(",coercion.disutility,") != std::string::npos);
    write_calibration(folder, "priors.strain.base_rate = { uniform = [0.01, 0.02] }\n", ", \"strain.base_rate\"");
    auto const wrong = run_program(folder, "calibrate c.toml -o wrong.h5 --lang en");
    CHECK(wrong.status == 2);
    CHECK(wrong.err.find("outside names parameters that the targets depend on: strain.base_rate changes "
                         "severe_exhaustion 2021-06 gp (they must be fitted)") != std::string::npos);
    write_calibration(folder);

    int stopped = 0, status = -1;
    for (int attempt = 0; attempt < 60 && status != 0; ++attempt) {
        // Ever longer, so that the machine's speed does not matter; asked to stop, or killed on the spot.
        auto const seconds = std::to_string(0.15 * (1 + attempt / 2));
        auto const command = "cd '" + folder.path("") + "' && timeout -s " + (attempt % 2 ? "KILL " : "INT ") +
                             seconds + " '" + test::program() +
                             "' calibrate c.toml -o parts.h5 --sample parts.csv "
                             "--threads 2 --quiet >/dev/null 2>&1";
        status = std::system(command.c_str());
        stopped += status != 0;
    }
    CHECK(status == 0);
    CHECK(stopped > 0);
    CHECK(bytes_of(folder, "parts.csv") == bytes_of(folder, "whole.csv"));

    // Once it is finished, the same command says so again, and another calibration is refused.
    CHECK(run_program(folder, "calibrate c.toml -o whole.h5 --lang en").out == whole.out);
    write_calibration(folder, "seed = 7\n");
    auto const other = run_program(folder, "calibrate c.toml -o whole.h5");
    CHECK(other.status == 2);
    CHECK(other.err.find("whole.h5: was begun with another calibration or version") == 0);
    CHECK(run_program(folder, "calibrate c.toml -o observed.csv").status == 2);
}

TEST_CASE("runs and predictions take a sample of parameters", "[cli]")
{
    Folder const folder;
    write_calibration(folder);
    folder.write("sample.csv", "lifecycle.start_rate,survey.member_signed\n0.05,0.9\n0.02,0.8\n");
    auto const population = std::string("--population '" + test::source_folder() + "/tests/digests/territories.csv' ");
    auto const run =
        run_program(folder, "run baseline --until 2021-12 --replicates 3 --table full --quiet -o r.h5 --lang en " +
                                population + "--parameters sample.csv");
    CAPTURE(run.err);
    CHECK(run.status == 0);
    CHECK(run.out.find("own sample sample.csv, SHA-256 ") != std::string::npos);
    CHECK(run.out.find("Also 3 replicates with parameters from the priors") != std::string::npos);
    auto const kept = [&](char const* file) {
        return bytes_of(folder, file).find("indicators with parameters from the priors") != std::string::npos;
    };
    CHECK(kept("r.h5"));
    auto const alone =
        run_program(folder, "run baseline --until 2021-12 --replicates 3 --table full --quiet -o a.h5 --lang en " +
                                population + "--parameters sample.csv --prior-replicates 0");
    CHECK(alone.out.find("before any data") == std::string::npos);
    CHECK_FALSE(kept("a.h5"));
    CHECK(run_program(folder, "digest a.h5").out == run_program(folder, "digest r.h5").out);

    auto const command =
        "validate c.toml --replicates 4 --parameters sample.csv --lang en --experiments 2 --population " +
        test::source_folder() + "/tests/digests/territories.csv";
    auto const table = run_program(folder, command + " -o v.md --csv v.csv --behaviour-csv b.csv");
    CAPTURE(table.err);
    REQUIRE(table.status == 0);
    CHECK(table.out.find("| stage_signed 2022-06 | validate | 2.00 |") != std::string::npos);
    CHECK(table.out.find("| dormant among signed CPTS | before data |") != std::string::npos);
    CHECK(table.out == bytes_of(folder, "v.md"));
    CHECK(bytes_of(folder, "v.csv").find("severe_exhaustion 2021-06 gp,2021-06,calibrate,share,0.05,") !=
          std::string::npos);
    CHECK(table.out.find("\n## Patterns of behaviour\n") != std::string::npos);
    CHECK(bytes_of(folder, "b.csv").find("\nopposed_12,opposition,share,nan,nan,prior,") != std::string::npos);
    CHECK(run_program(folder, command + " --threads 1").out == table.out);
    auto const without = run_program(folder, "validate c.toml --replicates 4 --experiments 0 --behaviour-csv n.csv");
    CHECK(without.status == 2);
    CHECK(without.err.find("--behaviour-csv") != std::string::npos);
    CHECK(run_program(folder, command + " -o v.md").status == 2);
    CHECK(run_program(folder, "validate c.toml --parameters no.csv").status == 2);
    folder.write("odd.csv", "lifecycle.start_rate,traits.female_share.gp\n0.05,0.5\n0.02,0.4\n");
    auto const odd =
        run_program(folder, "validate c.toml --replicates 2 --experiments 0 --lang en --parameters odd.csv");
    CHECK(odd.out.find("Without a prior in this calibration, or twice in the sample: `traits.female_share.gp`.") !=
          std::string::npos);
    CHECK(odd.out.find("| `lifecycle.start_rate` |") != std::string::npos);
    folder.write("one.csv", "lifecycle.start_rate\n0.05\n");
    CHECK(run_program(folder, "validate c.toml --replicates 2 --experiments 0 --lang en --parameters one.csv")
              .out.find("The sample is too small to say.") != std::string::npos);
}

}  // namespace cptsim::test
