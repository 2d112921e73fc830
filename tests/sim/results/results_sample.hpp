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

#include "sim/input/territory_file.hpp"
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

/// The same number, or both NaN, wherever it stands.
inline bool same(std::vector<std::vector<float>> const& a, std::vector<std::vector<float>> const& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](auto const& x, auto const& y) {
        return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                          [](float p, float q) { return p == q || (std::isnan(p) && std::isnan(q)); });
    });
}

}  // namespace cptsim::sample
