// cptsim verify and selftest, called as a user calls them.
#include <catch2/catch.hpp>

#include "analysis/verification/sample.hpp"
#include "tests/app/program.hpp"
#include "tests/app/small_launch.hpp"
#include "tests/app/small_study.hpp"
#include "tests/app/territories.hpp"
#include "tests/sim/results/old_files.hpp"

namespace cptsim::test {
namespace {

/// Changes a file with h5py, as `script` says of `f`, and seals it again.
void forge(Folder const& folder, std::string const& file, std::string const& script)
{
    folder.write("forge.py",
                 "import h5py, hashlib, numpy, sys\npath = sys.argv[1]\nbytes = open(path, 'rb').read()[:-80]\n"
                 "open(path, 'wb').write(bytes)\nwith h5py.File(path, 'r+') as f:\n    " +
                     script +
                     "\nbytes = open(path, 'rb').read()\nopen(path, 'wb').write(bytes + b'\\ncptsim sha256 ' + "
                     "hashlib.sha256(bytes).hexdigest().encode() + b'\\n')\n");
    auto const command = "cd '" + folder.path("") + "' && /usr/bin/python3 forge.py " + file;
    REQUIRE(std::system(command.c_str()) == 0);
}

/// A run's digest after its values were changed, so that nothing in the file contradicts them.
constexpr char const* kHonestForger =
    "f['/observations/active'][1, 1, 5, 8] += 0.5\n"
    "    h = hashlib.sha256()\n"
    "    for n in sorted(n for n in f['/observations'] if f['/observations'][n].dtype == 'f4' and "
    "f['/observations'][n].shape[:2] == (3, 2)):\n"
    "        v = f['/observations'][n][1, 1]\n"
    "        h.update((n + ' float32 ' + 'x'.join(map(str, v.shape)) + '\\n').encode())\n"
    "        v = v.astype('<f4').copy(); v[v == 0] = 0; v[numpy.isnan(v)] = numpy.float32('nan'); "
    "h.update(v.tobytes())\n"
    "    d = f['/runs/digest'][...]; d[3] = h.hexdigest().encode(); f['/runs/digest'][...] = d\n"
    "    k = [x.decode() for x in f['/runs/key'][...]]; d = [x.decode() for x in d]\n"
    "    w = hashlib.sha256(''.join(a + ' ' + b + '\\n' for a, b in sorted(set(p for p in zip(k, d) if "
    "p[1]))).encode())\n"
    "    f.attrs.modify('digest', w.hexdigest())";

}  // namespace

TEST_CASE("verify accepts what a launch wrote, sampled and whole, and prints seed and chance", "[cli][verify]")
{
    Folder const folder;
    write_launch(folder);
    auto const sampled = run_program(folder, "verify r.h5");
    CAPTURE(sampled.out, sampled.err);
    CHECK(sampled.status == 0);
    CHECK_THAT(sampled.out, Catch::Contains("in 1 of 2 packs (sample seed ") &&
                                Catch::Contains("chance of missing one changed run: 50 %"));
    auto const whole = run_program(folder, "verify r.h5 --all --lang fr");
    CHECK(whole.status == 0);
    CHECK_THAT(whole.out, Catch::Contains("dans 2 paquets sur 2") &&
                              Catch::Contains("probabilité de manquer une simulation modifiée : 0 %"));
    CHECK(run_program(folder, "verify r.h5 --sample-seed 7").out ==
          run_program(folder, "verify r.h5 --sample-seed 7").out);
}

TEST_CASE("verify computes each pack alone, those too that go on from the reference", "[cli][verify]")
{
    Folder const folder;
    folder.write("a.toml", "name = \"a\"\ntime = { end = \"2021-12\", policy_start = \"2020-01\" }\n");
    std::string scenarios = "a.toml";
    for (std::string const name : {"b", "c", "d"}) {
        folder.write(name + ".toml", "extends = \"a.toml\"\nname = \"" + name + "\"\nlevers.lump_sum.2020-0" +
                                         std::to_string(name[0] - 'a') + " = 500\n");
        scenarios += ' ' + name + ".toml";
    }
    folder.write("small.csv", kTerritories);
    REQUIRE(run_program(folder, "run " + scenarios +
                                    " --population small.csv --replicates 8 --parameters defaults --no-placebo "
                                    "--quiet -o r.h5")
                .status == 0);
    bool alone[2] = {};
    for (int seed = 0; seed < 8; ++seed) {
        auto const said = run_program(folder, "verify r.h5 --sample-seed " + std::to_string(seed));
        CAPTURE(seed, said.out, said.err);
        CHECK(said.status == 0);
        CHECK_THAT(said.out, Catch::Contains("16 of 32 runs, in 1 of 2 packs"));
        alone[draw_packs(2, false, static_cast<std::uint64_t>(seed)).front()] = true;
    }
    CHECK((alone[0] && alone[1]));
}

TEST_CASE("verify finds one changed number, whoever sealed it", "[cli][verify]")
{
    Folder const folder;
    write_launch(folder);
    auto const changed = [&](std::string const& script, std::string const& words) {
        std::filesystem::copy_file(folder.path("r.h5"), folder.path("f.h5"),
                                   std::filesystem::copy_options::overwrite_existing);
        forge(folder, "f.h5", script);
        auto const said = run_program(folder, "verify f.h5 --all");
        CAPTURE(script, said.out, said.err);
        CHECK(said.status == 3);
        CHECK_THAT(said.out, Catch::Contains("DIFFERENT: ") && Catch::Contains(words));
    };
    changed("f['/observations/active'][1, 1, 5, 8] += 0.5", "are not those of its digest");
    changed(kHonestForger, "automatic:1 active[month=2019-06, profession=all] is ");
    changed("f['/prior/value'][0, 0, 0, 0] += 1", "/prior/value");
    changed("f['/observations/month'][1] = 30", "/observations/month is not what its plan says");
    changed("f['/observations/territory_inhabitants'][0] += 1", "/observations/territory_inhabitants is not");
    changed("f['/observations/territory_name'][1] = 'elsewhere'", "/observations/territory_name is not");
    changed("f['/observations/scenario_title'][1] = 'another'", "/observations/scenario_title is not");
    changed("f['/runs/professional_months'][0] += 1", "/runs/professional_months voluntary:0");
    changed("f['/provenance/points'][0, 0] += 1", "/runs/key voluntary:0");
    changed("f.attrs.modify('digest', '0' * 64)", "the digest in its root");
    changed(
        "n = [n for n in f['/effects'] if f['/effects'][n].dtype == 'f4'][0]; v = f['/effects/' + n][...]; "
        "v[1, 1].flat[-1] = 7; f['/effects/' + n][...] = v",
        " in the file, ");
}

TEST_CASE("verify says which version could, where this one cannot", "[cli][verify]")
{
    Folder const folder;
    sample::unpack_old("launch", folder.path("old.h5"));
    auto const said = run_program(folder, "verify old.h5");
    CAPTURE(said.out, said.err);
    CHECK(said.status == 4);
    CHECK_THAT(said.out, Catch::StartsWith("cannot be verified here: made by cptsim 0.1.0 (results 3)") &&
                             Catch::Contains("commit f218af118d95"));
}

TEST_CASE("verify computes packs of a merged sweep again", "[cli][verify]")
{
    Folder const folder;
    write_study(folder, 6, 9, "months = [\"2019-06\", \"2019-12\", \"2020-12\"]\n");
    REQUIRE(run_program(folder, "sweep study.toml -o dir --quiet").status == 0);
    REQUIRE(run_program(folder, "merge dir -o m.h5").status == 0);
    auto const sampled = run_program(folder, "verify m.h5");
    CAPTURE(sampled.out, sampled.err);
    CHECK(sampled.status == 0);
    CHECK_THAT(sampled.out, Catch::Contains("in 1 of 7 packs"));
    CHECK(run_program(folder, "verify m.h5 --all").status == 0);
    for (std::string const label : {"month", "strain.base_rate", "levers.hourly_indemnity.2020-01"}) {
        std::filesystem::copy_file(folder.path("m.h5"), folder.path("f.h5"),
                                   std::filesystem::copy_options::overwrite_existing);
        forge(folder, "f.h5", "f['/observations/" + label + "'][0] = 31");
        auto const said = run_program(folder, "verify f.h5");
        CAPTURE(label, said.out, said.err);
        CHECK(said.status == 3);
        CHECK_THAT(said.out, Catch::Contains("DIFFERENT: /observations/" + label + " is not what"));
    }
    forge(folder, "m.h5", "f['/observations/eligible'][1, 3, 4, 1, -1] += 1");
    auto const changed = run_program(folder, "verify m.h5 --all");
    CHECK(changed.status == 3);
    CHECK_THAT(changed.out, Catch::Contains("scenario 'b', point 3, replicate 4"));
}

TEST_CASE("the self-test holds, in both languages", "[cli][verify]")
{
    Folder const folder;
    auto const said = run_program(folder, "selftest");
    CAPTURE(said.out, said.err);
    CHECK(said.status == 0);
    CHECK(said.out.find("FAILED") == std::string::npos);
    CHECK_THAT(said.out, Catch::Contains("9 of 9 hold"));
    CHECK_THAT(run_program(folder, "selftest --lang fr").out, Catch::Contains("9 sur 9 tiennent"));
}

}  // namespace cptsim::test
