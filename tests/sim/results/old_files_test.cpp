// Files written before a change are read after it as they were before.
#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

#include "sim/files/digest.hpp"
#include "sim/results/results_export.hpp"
#include "sim/results/results_reader.hpp"
#include "tests/sim/results/old_files.hpp"
#include "tests/sim/results/results_sample.hpp"

using namespace cptsim;

namespace {

std::string text_of(std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("an old launch is read: its runs, its twin from the priors, its digest and its tables", "[results]")
{
    sample::Folder const folder;
    sample::unpack_old("launch", folder.file("r.h5"));
    ResultsFile const results(folder.file("r.h5"));
    CHECK(results.recorded_digest() == sample::kOldLaunch);
    CHECK(results.digest() == sample::kOldLaunch);
    CHECK_FALSE(results.grid().is_sweep());
    CHECK(results.plan().command_line ==
          "cptsim run a.toml b.toml --replicates 2 --prior-replicates 2 --quiet --lang en -o launch.h5");
    CHECK(results.runs().size() == 6);
    auto const prior = results.prior();
    REQUIRE(prior);
    CHECK(prior->scenarios == std::vector<std::string>{"a", "b"});
    CHECK(prior->replicates == 2);
    export_csv(results, folder.file("csv"), false);
    auto const hash = [&](std::string const& name) { return sha256_hex(text_of(folder.file("csv/" + name + ".csv"))); };
    CHECK(hash("by_month_profession") == "95b750a04fcf3e602b22d3fab27b8a2a894669d074ed28fd5f9319e89fa37a91");
    CHECK(hash("by_month_from_role_to_role") == "d68d3bc26ee5f695457db42b1beba4b1eafe24b11861bd50abff0e5ef07cdcf1");
    CHECK(hash("by_year_territory") == "97e1527a114677e051989f065345f2f5a19296489d4aaa58eb610ca7a401acaf");
    CHECK(hash("effects_by_year_profession") == "fe2726ddb068058945321a8fcb0b8e44665ce04c34989a7e3bfbfcba5557cd94");
    CHECK(hash("runs") == "5429b40ba2fc4a380f8f27867cb3e58acbe29a5371f14bdfbb4e4586970ab370");
}

TEST_CASE("an old merged sweep is read: its design, its runs and its digest", "[results]")
{
    sample::Folder const folder;
    sample::unpack_old("sweep", folder.file("m.h5"));
    ResultsFile const results(folder.file("m.h5"));
    CHECK(results.recorded_digest() == sample::kOldSweep);
    CHECK(results.digest() == sample::kOldSweep);
    auto const& grid = results.grid();
    REQUIRE(grid.is_sweep());
    CHECK(grid.kept().months == std::vector<int>{11, 23});
    CHECK(grid.kept().professions == std::vector<int>{2, kProfessions});
    CHECK(grid.observations().size() == 6);
    REQUIRE(grid.points().size == 8);
    REQUIRE(grid.points().factors.size() == 3);
    auto const& [date, scope, rate] =
        std::tie(grid.points().factors[0], grid.points().factors[1], grid.points().factors[2]);
    CHECK(date.path == "levers.attachment.date");
    CHECK((date.values == Values(std::vector<std::int32_t>{365, 365, 517, 517, 517, 517, 365, 365})));
    CHECK(std::get<std::vector<std::string>>(scope.values).at(3) == "newcomers");
    CHECK(std::get<std::vector<double>>(rate.values).at(1) == Approx(0.0255));
    CHECK(rate.units == "1/month");
    REQUIRE(results.runs().size() == 32);
    auto const exhaustion = static_cast<std::size_t>(observable_index("exhaustion"));
    std::vector<float> found;
    results.for_each([&](StoredRun const& stored, Observation const& observation) {
        if (grid.row(stored.run) == grid.row({0, 1, 1})) found = observation.own.at(exhaustion);
    });
    CHECK(found == std::vector<float>{0.33273104F, 0.34053323F, 0.34661508F, 0.35757115F});
}
