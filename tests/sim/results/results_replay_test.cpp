// What a result file gives back of a launch.
#include <catch2/catch.hpp>

#include "sim/files/digest.hpp"
#include "sim/results/results_reader.hpp"
#include "tests/sim/results/results_sample.hpp"

using namespace cptsim;

namespace {

class Keeper final : public Recorder {
  public:
    void begin(Plan const& plan) override { replicates = plan.replicates; }
    void write(Run const& run, Observation const& observation) override { runs.emplace_back(run, observation); }
    void finish() override { ++finished; }
    int replicates = 0, finished = 0;
    std::vector<std::pair<Run, Observation>> runs;
};

}  // namespace

TEST_CASE("a file replays the runs that were done, and no other", "[results]")
{
    sample::Folder const folder;
    auto const plan = sample::plan();
    sample::write(folder.file("r.h5"), plan, {{1, 2, 2}, {0, 2, 2}});
    ResultsFile const results(folder.file("r.h5"));
    Keeper keeper;
    results.replay(results.plan(), keeper);
    CHECK(keeper.replicates == plan.replicates);
    CHECK(keeper.finished == 1);
    REQUIRE(keeper.runs.size() == 2);
    for (auto const& [run, observation] : keeper.runs) {
        auto const expected = sample::observation(plan, run);
        CHECK(run.replicate == 2);
        CHECK(sample::same(observation.own, expected.own));
        CHECK(sample::same(observation.paired, expected.paired));
    }
    CHECK(!results.prior());
}

TEST_CASE("a file gives back the twin from the priors", "[results]")
{
    sample::Folder const folder;
    auto const plan = sample::plan();
    IndicatorTable table{{"active", "hours"}, {"baseline", "valletoux"}, {11, 23}, 3, {}};
    for (int i = 0; i < 2 * 3 * 2 * 2; ++i) table.values.push_back(0.5 * i);
    ResultsWriter writer(folder.file("r.h5"), false);
    writer.begin(plan);
    writer.write({0, 0, 0}, sample::observation(plan, {0, 0, 0}));
    writer.set_prior(table);
    writer.finish();
    auto const read = ResultsFile(folder.file("r.h5")).prior();
    REQUIRE(read);
    CHECK(read->indicators == table.indicators);
    CHECK(read->scenarios == table.scenarios);
    CHECK(read->dates == table.dates);
    CHECK(read->replicates == 3);
    CHECK(read->values == table.values);
}

TEST_CASE("SHA-256 in base64 is what browsers compare", "[results]")
{
    // The hash of no bytes, as published with RFC 6234 and encoded by RFC 4648.
    CHECK(sha256_base64("") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}
