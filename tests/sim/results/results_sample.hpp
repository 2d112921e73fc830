// A small made-up launch whose numbers are known: what result files are tested with.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/sealed_file.hpp"
#include "sim/input/territory_file.hpp"
#include "sim/results/grid_writer.hpp"
#include "sim/results/results_digest.hpp"
#include "sim/results/results_writer.hpp"

namespace cptsim::sample {

/// A folder of this test alone, removed with all that is in it.
class Folder {
  public:
    Folder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "cptsim-results-XXXXXX").string();
        if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }
    [[nodiscard]] std::string file(std::string const& name) const { return (path_ / name).string(); }
    [[nodiscard]] std::vector<std::string> names() const
    {
        std::vector<std::string> names;
        for (auto const& entry : std::filesystem::directory_iterator(path_))
            names.push_back(entry.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }

  private:
    std::filesystem::path path_;
};

/// Three scenarios (the last the placebo, for one replicate), three drawn points, two territories, `months` months.
inline Plan plan(int months = 26)
{
    Plan plan;
    plan.territories = read_territories_text(
        "id,name,region,inhabitants,milieu,zone,ties,stage,stage_months,density_gp,density_specialist,density_nurse,"
        "density_physiotherapist,density_pharmacist,density_midwife,density_dentist,density_speech_therapist,synthetic,"
        "source\n"
        "thur,Thur et Doller,grand_est,65000,rural,ZAC,0.4,pre_project,2,73.6,25,131.8,73.5,31.8,10,41.7,24.3,true,"
        "\"made up, \"\"for tests\"\"\"\n"
        "selestat,Sélestat,grand_est,115656.5,mixed,other,0.45,none,0,77.5,71.5,114.6,86.5,27.6,11.7,52.2,30.4,false,"
        "é\n",
        "scenarios/data/sample.csv");
    for (auto const* name : {"baseline", "valletoux", "placebo"}) {
        Scenario scenario;
        scenario.name = name;
        scenario.title_en = std::string("Title of ") + name;
        scenario.title_fr = std::string("Titre à la française de ") + name;
        scenario.file = std::string("scenarios/") + name + ".toml";
        scenario.population = "sample";
        scenario.end_month = months - 1;
        scenario.policy_month = 14;
        scenario.resolved_toml = std::string("name = \"") + name + "\"\n";
        plan.scenarios.push_back(scenario);
    }
    plan.seed = 18446744073709551557U;
    plan.replicates = 3;
    plan.end_month = months - 1;
    plan.parameter_source = ParameterSource::prior;
    for (int point = 0; point < plan.replicates; ++point) {
        std::vector<double> values;
        for (auto const& field : parameter_fields()) values.push_back(field.default_value + 0.001 * point);
        plan.points.push_back(values);
    }
    plan.placebo_scenario = 2;
    plan.placebo_replicates = 1;
    plan.command_line = "cptsim run baseline valletoux -o é.h5";
    return plan;
}

/// Numbers that tell run, observable and position apart; some are NaN, some -0.
inline Observation observation(Plan const& plan, Run const& run)
{
    Observation observation;
    auto const fill = [&](ObservableField const& field, std::size_t number) {
        std::vector<float> values(extent(plan, field));
        for (std::size_t i = 0; i < values.size(); ++i) {
            auto const value = static_cast<float>(i) + 1000.0F * static_cast<float>(number) +
                               0.25F * static_cast<float>(run.replicate) - 0.125F * static_cast<float>(run.scenario);
            values[i] = i % 11 == 3 ? std::numeric_limits<float>::quiet_NaN() : i % 7 == 5 ? -0.0F : value;
        }
        return values;
    };
    for (std::size_t i = 0; i < observable_fields().size(); ++i)
        observation.own.push_back(fill(observable_fields()[i], i));
    if (run.scenario != 0)
        for (std::size_t i = 0; i < paired_fields().size(); ++i)
            observation.paired.push_back(fill(paired_fields()[i], i + 500));
    observation.professional_months = 1000 + run.scenario * 10 + run.replicate;
    return observation;
}

/// Writes `runs` of the plan in their order; gives the file digest.
inline std::string write(std::string const& path, Plan const& plan, std::vector<Run> const& runs)
{
    ResultsWriter writer(path, false);
    writer.begin(plan);
    for (auto const& run : runs) writer.write(run, observation(plan, run));
    writer.set_timing({{"wall_seconds", 1.5, {"s", "wall time of the launch", "durée du lancement"}}});
    writer.finish();
    return writer.digest();
}
inline std::string write(std::string const& path, Plan const& plan) { return write(path, plan, planned_runs(plan)); }

/// Two scenarios x `points` x `replicates`, of which two months of three observables are kept; factors of each kind.
inline RunGrid sweep_grid(int points = 3, int replicates = 2)
{
    auto base = plan();
    base.scenarios.pop_back();
    base.placebo_scenario = -1;
    base.replicates = replicates;
    base.points.resize(1);
    Kept kept;
    for (auto const* name : {"active", "climate", "members_year"}) kept.observables.push_back(observable_index(name));
    std::sort(kept.observables.begin(), kept.observables.end());
    kept.months = {11, 23};
    kept.professions = {2, kProfessions};
    PointTable table{static_cast<std::size_t>(points), {}};
    std::vector<double> rates;
    std::vector<std::int32_t> days;
    std::vector<std::string> words;
    for (int p = 0; p < points; ++p) {
        rates.push_back(0.25 * p);
        days.push_back(days_since_2019(12 + p));
        words.emplace_back(p % 2 == 0 ? "all" : "newcomers");
    }
    table.factors = {{"levers.attachment.date", "days since 2019-01-01", days},
                     {"levers.attachment_scope.2020-01", "1", words},
                     {"strain.base_rate", "1/month", rates}};
    return {base, kept, table};
}

/// What a run of the sweep left behind: numbers that tell run, observable and position apart.
inline Observation kept_of(RunGrid const& grid, Run const& run)
{
    Observation observation;
    observation.own.resize(observable_fields().size());
    for (auto const& field : grid.observations())
        for (std::size_t i = 0; i < field.size(); ++i)
            observation.own[field.row].push_back(static_cast<float>(grid.row(run)) * 100 +
                                                 static_cast<float>(field.row) + 0.125F * static_cast<float>(i));
    return observation;
}

/// Writes the merged file of the sweep but for the rows `missing` of /runs, with little of /sweep; gives its digest.
inline std::string write_sweep(std::string const& path, RunGrid const& grid,
                               std::vector<std::size_t> const& missing = {})
{
    AtomicFile out(path, false);
    std::string digest;
    {
        NetcdfWriter file(out.temporary());
        GridWriter writer(file, grid);
        for (auto const& block : grid.blocks())
            for (auto const& run : grid.runs(block)) {
                auto const row = grid.row(run);
                bool const done = std::find(missing.begin(), missing.end(), row) == missing.end();
                StoredRun noted;
                noted.run = run;
                noted.key = sha256_hex("key " + std::to_string(row));
                noted.status = done ? RunStatus::missing : RunStatus::failed;
                if (!done) noted.failure = "it \"failed\"";
                writer.note(noted);
                auto const kept = kept_of(grid, run);
                if (done) writer.write(run, run_digest(grid.observations(), kept), kept);
            }
        digest = writer.finish_runs();
        writer.add_origin();
        file.add_group("/sweep");
        std::vector<std::string> paths;
        for (auto const& factor : grid.points().factors) paths.push_back(factor.path);
        file.add_axis("/sweep/factor", paths, {"1", "path of the factor", "chemin du facteur"});
        file.add_variable("/sweep/study", {}, std::vector<std::string>{"replicates = 2\n"}, {"1", "study", "étude"});
        file.add_attribute("/sweep", "title", "Three points");
        file.add_attribute("/sweep", "title_fr", "Trois points");
        static_cast<void>(file.finish());
    }
    seal(out);
    require_digest(out, digest);
    out.commit();
    return digest;
}

/// The same number, or both NaN, wherever it stands.
inline bool same(std::vector<std::vector<float>> const& a, std::vector<std::vector<float>> const& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](auto const& x, auto const& y) {
        return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                          [](float p, float q) { return p == q || (std::isnan(p) && std::isnan(q)); });
    });
}

/// The message of the first problem; "" when `action` finds none.
template <class Action>
std::string problem(Action const& action)
{
    try {
        action();
    } catch (InputError const& error) {
        return error.problems().at(0).text.en;
    }
    return "";
}

}  // namespace cptsim::sample
