#include "sim/input/launch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "sim/base/calendar.hpp"
#include "sim/base/plain_text.hpp"
#include "sim/base/text.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/shell.hpp"
#include "sim/files/text_file.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/possible.hpp"
#include "sim/input/prepared_launch.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/input/scenario_reader.hpp"
#include "sim/input/territory_file.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim {
namespace {

/// This program's command line, quoted for a shell where needed.
std::string command_line()
{
    std::ifstream file("/proc/self/cmdline", std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(file), {}};
    std::string text;
    for (std::size_t first = 0; first < bytes.size();) {
        std::string const argument = bytes.substr(first, bytes.find('\0', first) - first);
        first += argument.size() + 1;
        text += (text.empty() ? "" : " ") + shell_word(argument);
    }
    return printable(text);  // it is read again with the result
}

/// Refuses scenarios that cannot be compared: their last months must agree. Starts of policies may differ: what is of
/// the cohort of another month is then withheld (analysis/effects).
void require_one_end(std::vector<Scenario> const& scenarios)
{
    auto const& first = scenarios.front();
    for (auto const& scenario : scenarios) {
        if (scenario.end_month != first.end_month)
            throw InputError({scenario.file},
                             both({"{} and {} end in different months (they are compared month by month) give one end "
                                   "to all, as in --until 2034-12",
                                   "{} et {} ne finissent pas le même mois (ils sont comparés mois par mois) donner "
                                   "une même fin à tous, par exemple --until 2034-12"},
                                  first.name, scenario.name));
    }
}

/// Notes the regions or territories that entries of levers name and that the launch does not have: such an entry
/// would do nothing.
class TargetCheck {
  public:
    explicit TargetCheck(TerritoryTable const& table) : table_(table)
    {
        for (auto const& territory : table.rows) {
            regions_.push_back(territory.region);
            ids_.push_back(territory.id);
        }
        for (auto* names : {&regions_, &ids_}) {
            std::sort(names->begin(), names->end());
            names->erase(std::unique(names->begin(), names->end()), names->end());
        }
    }

    void check(LeverEntry const& entry)
    {
        for (auto const& name : entry.target.regions) check(entry, {"region", "aucune région"}, name, regions_);
        for (auto const& name : entry.target.territories) check(entry, {"territory", "aucun territoire"}, name, ids_);
    }

    void throw_if_any() const { problems_.throw_if_any(); }

  private:
    void check(LeverEntry const& entry, Text const& what, std::string const& name, std::vector<std::string> const& all)
    {
        if (std::binary_search(all.begin(), all.end(), name)) return;
        constexpr int kMostSuggestions = 50;  // beyond, faults are counted
        auto const meant = ++faults_ > kMostSuggestions ? Words{} : suggestion(name, all);
        problems_.note_once({entry.where}, both({"no {} is called \"{}\" (in the population {}){}",
                                                 "{} ne s'appelle « {} » (dans la population {}){}"},
                                                what, abridged(name, 64), table_.name, meant));
    }

    TerritoryTable const& table_;
    std::vector<std::string> regions_, ids_;
    Problems problems_;
    int faults_ = 0;
};

/// The month of --until, as it stands in a scenario.
std::string end_of(std::string const& until)
{
    TomlReader reader;
    (void)reader.month(until, {"--until", 0, 1});
    reader.throw_if_any();
    return "time.end=\"" + until + '"';
}

TerritoryTable territories(LaunchOptions const& options, std::vector<Scenario> const& scenarios)
{
    std::string const here = folder_of(scenarios.front().file);
    if (!options.population.empty()) return read_territories(options.population, here);
    auto const& first = scenarios.front().population;
    for (auto const& scenario : scenarios)
        if (scenario.population != first)
            throw InputError({scenario.file}, both({"{} and {} ask for different populations (they are compared on the "
                                                    "same people) choose one with --population",
                                                    "{} et {} demandent des populations différentes (ils sont comparés "
                                                    "sur les mêmes personnes) en choisir une avec --population"},
                                                   scenarios.front().name, scenario.name));
    return read_territories(first.empty() ? "france" : first, here);
}

void draw_from_priors(Plan& plan)
{
    plan.parameter_source = ParameterSource::prior;
    plan.points.clear();
    for (int r = 0; r < plan.replicates; ++r) plan.points.push_back(prior_point(plan.seed, r));
}

/// Whether a sample is the posterior that comes with the program, or a copy of it.
bool is_shipped(ParameterSample const& sample)
{
    auto const shipped = shipped_posterior();
    constexpr std::size_t kMaxBytes = std::size_t{16} << 20;
    return sample.file == shipped || sample.sha256 == sha256_hex(read_text(shipped, kMaxBytes));
}

/// Gives replicate r its parameters: row r of the sample, from the first again after the last.
void choose_parameters(std::string const& asked, std::optional<ParameterSample> const& sample, Plan& plan)
{
    if (asked == "defaults") {
        plan.parameter_source = ParameterSource::defaults;
        plan.points = {default_point()};
        return;
    }
    plan.parameter_source = ParameterSource::posterior;
    if (!sample) return draw_from_priors(plan);
    for (int r = 0; r < plan.replicates; ++r) plan.points.push_back(sample_parameters(*sample, r));
}

/// As Plan::own_sample.
std::string words_of(std::optional<ParameterSample> const& sample)
{
    return !sample || is_shipped(*sample) ? "" : fmt::format("{}, SHA-256 {}", sample->file, sample->sha256);
}

/// Refuses what the final parameters of a run may not be, before any run.
void require_possible(Plan const& plan)
{
    FinalParameters final(plan.points);
    std::vector<InputProblem> problems;
    for (auto const& scenario : plan.scenarios)
        if (auto const fault = final.fault(scenario.parameters); !fault.empty())
            problems.push_back({{scenario.file}, both({"{}: {}", "{} : {}"}, scenario.name, fault)});
    if (!problems.empty()) throw InputError(std::move(problems));
}

/// The reference with 1 EUR a year for chosen members from the start of the policies on. A reference that pays that
/// bonus already gets none: a euro on top of dated and targeted entries would be another policy.
void add_placebo(Plan& plan)
{
    constexpr int kPlaceboReplicates = 8;
    auto const& reference = plan.scenarios.front();
    auto const& all = plan.scenarios;
    bool const is_there =
        std::any_of(all.begin(), all.end(), [&](auto const& x) { return is_placebo_of(reference, x); });
    bool const is_named = std::any_of(all.begin(), all.end(), [](auto const& x) { return x.name == "placebo"; });
    bool const pays = std::any_of(reference.levers.begin(), reference.levers.end(),
                                  [](auto const& x) { return x.lever == lever::membership_bonus; });
    if (all.size() < 2 || is_there || pays) return;

    Scenario twin = reference;
    twin.name = is_named ? "placebo_twin" : "placebo";
    twin.title_en = "Placebo: 1 EUR a year";
    twin.title_fr = "Placebo : 1 EUR par an";
    twin.description_en =
        "The reference, where chosen members receive 1 EUR a year: its gross flows measure coincidence.";
    twin.description_fr =
        "La référence, où chaque adhérent reçoit 1 EUR par an : ses entrées et sorties brutes mesurent les "
        "coïncidences.";
    LeverEntry bonus;
    bonus.lever = lever::membership_bonus;
    bonus.month = reference.policy_month;
    bonus.value.fill(1);
    auto const later = std::find_if(twin.levers.begin(), twin.levers.end(),
                                    [&](auto const& entry) { return entry.month > bonus.month; });
    twin.levers.insert(later, bonus);
    twin.resolved_toml = canonical_toml(twin);
    plan.placebo_scenario = static_cast<int>(plan.scenarios.size());
    plan.placebo_replicates = std::min(kPlaceboReplicates, plan.replicates);
    plan.scenarios.push_back(std::move(twin));
}

}  // namespace

void require_targets(std::vector<Scenario> const& scenarios, TerritoryTable const& table)
{
    TargetCheck targets(table);
    for (auto const& scenario : scenarios)
        for (auto const& entry : scenario.levers) targets.check(entry);
    targets.throw_if_any();
}

std::optional<ParameterSample> find_sample(std::string const& asked)
{
    if (asked == "prior" || asked == "defaults") return {};
    if (!asked.empty() && asked != "posterior") return read_sample(asked);
    return read_sample(shipped_posterior());
}

namespace {

/// --set and --until.
std::vector<std::string> all_sets(LaunchOptions const& options, std::vector<std::string> const& more = {})
{
    auto sets = options.scenarios.sets;
    sets.insert(sets.end(), more.begin(), more.end());
    if (!options.until.empty()) sets.push_back(end_of(options.until));
    return sets;
}

/// The plan of what has been read.
Plan assembled(std::vector<Scenario> scenarios, LaunchOptions const& options, TerritoryTable table,
               std::optional<ParameterSample> const& sample)
{
    Plan plan;
    plan.scenarios = std::move(scenarios);
    plan.end_month = plan.scenarios.front().end_month;
    plan.territories = std::move(table);
    require_targets(plan.scenarios, plan.territories);
    plan.seed = options.seed;
    plan.replicates = options.replicates;
    choose_parameters(options.parameters, sample, plan);
    require_possible(plan);
    plan.command_line = command_line();
    if (options.placebo) add_placebo(plan);
    return plan;
}

}  // namespace

Plan make_plan(LaunchOptions const& options)
{
    return plan_of(read_scenarios(options.scenarios.files, all_sets(options), options.scenarios.limits), options);
}

Plan plan_of(std::vector<Scenario> scenarios, LaunchOptions const& options)
{
    require_one_end(scenarios);
    auto table = territories(options, scenarios);
    auto const sample = find_sample(options.parameters);
    auto plan = assembled(std::move(scenarios), options, std::move(table), sample);
    plan.own_sample = words_of(sample);
    return plan;
}

PreparedLaunch::PreparedLaunch(LaunchOptions options) : options_(std::move(options))
{
    for (auto const& file : options_.scenarios.files) layers_.push_back(read_layers(file, options_.scenarios.limits));
    auto const scenarios = scenarios_of(layers_, all_sets(options_));
    population_ = scenarios.front().population;
    table_ = territories(options_, scenarios);
    sample_ = find_sample(options_.parameters);
    own_sample_ = words_of(sample_);
}

Plan PreparedLaunch::plan(std::vector<std::string> const& sets, std::uint64_t seed) const
{
    auto scenarios = scenarios_of(layers_, all_sets(options_, sets));
    require_one_end(scenarios);
    for (auto const& scenario : scenarios)
        if (options_.population.empty() && scenario.population != population_)
            throw InputError({"--set"}, {"population cannot vary (its territories have been read) another launch?",
                                         "population ne peut pas varier (ses territoires ont été lus) un autre "
                                         "lancement ?"});
    auto options = options_;
    options.seed = seed;
    auto plan = assembled(std::move(scenarios), options, table_, sample_);
    plan.own_sample = own_sample_;
    return plan;
}

Plan prior_twin(Plan const& plan, int replicates)
{
    Plan twin = plan;
    if (twin.placebo_scenario >= 0) twin.scenarios.erase(twin.scenarios.begin() + twin.placebo_scenario);
    twin.placebo_scenario = -1;
    twin.placebo_replicates = 0;
    twin.replicates = replicates;
    draw_from_priors(twin);
    for (std::size_t p = 0; p < parameter_fields().size(); ++p) {  // what the sample leaves out is no news from data
        auto const own = plan.points.front()[p];
        if (std::all_of(plan.points.begin(), plan.points.end(), [&](auto const& point) { return point[p] == own; }))
            for (auto& point : twin.points) point[p] = own;
    }
    return twin;
}

}  // namespace cptsim
