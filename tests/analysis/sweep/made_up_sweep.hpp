// A small made-up sweep: two scenarios, a parameter and a lever as factors, runs of two years.
#pragma once
#include <fmt/format.h>

#include <map>
#include <mutex>

#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/merge.hpp"
#include "analysis/sweep/run.hpp"
#include "analysis/sweep/study_file.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/input/scenario_reader.hpp"
#include "sim/input/territory_file.hpp"
#include "tests/folder.hpp"
#include "tests/sim/run/made_up_plan.hpp"

namespace cptsim::test {

constexpr char const* kStudyFactors =
    "[factors]\n"
    "\"strain.base_rate\" = { uniform = [0.008, 0.028] }\n"
    "\"levers.hourly_indemnity.2020-01\" = { uniform = [30, 100], scenarios = [\"b\"] }\n";

/// The made-up table as a file may say it: nothing is signed before 2019.
inline TerritoryTable readable_table()
{
    auto table = made_up_table();
    for (auto& row : table.rows) {
        if (row.stage == kSigned) row.stage = kValidated;
        row.source = "made up";
    }
    return read_territories_text(territories_csv(table), "made_up.csv");
}

inline Sweep made_up_sweep(int points, int replicates)
{
    Sweep sweep;
    sweep.plan = made_up_plan({busy_scenario("a", 12), busy_scenario("b", 12)}, readable_table(), 24, replicates);
    for (auto& scenario : sweep.plan.scenarios)
        scenario = read_scenario_text(canonical_toml(scenario), scenario.name + ".toml");
    sweep.plan.parameter_source = ParameterSource::prior;
    sweep.plan.points.clear();
    for (int r = 0; r < replicates; ++r) sweep.plan.points.push_back(prior_point(7, r));
    sweep.text = fmt::format(
        "scenarios = [\"a\", \"b\"]\ndesign.method = \"sobol\"\ndesign.points = 4\n{}"
        "[keep]\nobservables = [\"eligible\", \"active\", \"members_year\", \"climate\"]\n"
        "professions = [\"nurse\", \"all\"]\n",
        kStudyFactors);
    sweep.file = "made_up.toml";
    auto const study = read_known_study(sweep.text, sweep.file, sweep.plan.scenarios, {});
    sweep.factors = study.factors;
    sweep.kept = study.kept;
    for (int p = 0; p < points; ++p) {
        double const u = (p + 0.5) / points;
        sweep.design.push_back({factor_value(sweep.factors[0], u), factor_value(sweep.factors[1], 1 - u)});
    }
    return sweep;
}

/// Keeps everything in memory.
class MemoryLedger final : public SweepLedger {
  public:
    explicit MemoryLedger(Sweep const& sweep) : packs_(sweep) {}
    std::map<std::uint32_t, SweepResult> kept;
    [[nodiscard]] std::vector<std::uint32_t> claim(std::size_t pack) override
    {
        std::vector<std::uint32_t> runs;
        for (std::size_t i = 0; i < packs_[pack].count; ++i)
            runs.push_back(static_cast<std::uint32_t>(packs_[pack].first + i));
        return runs;
    }
    void keep(std::size_t, std::vector<SweepResult> results) override
    {
        std::scoped_lock const lock(mutex_);
        for (auto& result : results) kept[result.run] = std::move(result);
    }

  private:
    SweepPacks packs_;
    std::mutex mutex_;
};

inline std::vector<std::size_t> all_packs(Sweep const& sweep)
{
    std::vector<std::size_t> packs;
    for (std::size_t pack = 0; pack < SweepPacks(sweep).size(); ++pack) packs.push_back(pack);
    return packs;
}

inline std::map<std::uint32_t, SweepResult> run_all(Sweep const& sweep, SweepOptions options = {})
{
    MemoryLedger ledger(sweep);
    auto const packs = all_packs(sweep);
    run_sweep(sweep, packs, ledger, options);
    return std::move(ledger.kept);
}

inline bool same_values(std::vector<float> const& a, std::vector<float> const& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_bits);
}

/// A result that needs no simulation, for tests of what keeps it.
inline SweepResult made_up_result(Sweep const& sweep, std::uint32_t run)
{
    SweepResult result;
    result.run = run;
    for (auto const& field : kept_fields(sweep.kept, sweep.plan))
        for (auto const at : field.source)
            result.values.push_back(static_cast<float>(run) + 0.001F * static_cast<float>(at));
    return result;
}

/// Claims packs of a folder and keeps made-up results, each pack a segment of its own.
inline std::size_t fill(SweepFolder& folder, Sweep const& sweep, std::vector<std::size_t> const& packs)
{
    std::size_t runs = 0;
    for (auto const pack : packs) {
        std::vector<SweepResult> results;
        for (auto const run : folder.claim(pack)) results.push_back(made_up_result(sweep, run));
        runs += results.size();
        if (!results.empty()) folder.keep(pack, std::move(results));
    }
    return runs;
}

inline std::string merge_into(std::string const& path, std::vector<std::string> const& folders)
{
    auto const manifest = read_manifest(folders.front() + "/manifest.h5");
    SweepSegments const segments(folders, manifest);
    return write_merged(path, true, manifest.sweep, segments.source());
}

}  // namespace cptsim::test
