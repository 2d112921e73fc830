#include "analysis/sweep/study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <set>

#include "analysis/stats/design.hpp"
#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/joint_design.hpp"
#include "analysis/sweep/outcomes.hpp"
#include "analysis/sweep/study_file.hpp"
#include "analysis/sweep/sweep_file.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/language.hpp"
#include "sim/base/text.hpp"
#include "sim/files/text_file.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/launch.hpp"
#include "sim/input/possible.hpp"

namespace cptsim {
namespace {

DesignMethod method_of(std::string const& word)
{
    if (word == "tipping") return DesignMethod::full_factorial;
    auto const found = std::find(kDesignMethods.begin(), kDesignMethods.end(), word);
    return static_cast<DesignMethod>(found - kDesignMethods.begin());  // csv, behind these, makes none
}
static_assert(static_cast<std::size_t>(DesignMethod::morris) + 3 == kDesignMethods.size());

constexpr int kDoses = 9;  ///< of a tipping point, where nothing else is said

std::vector<DesignFactor> design_factors(std::vector<SweepFactor> const& factors)
{
    std::vector<DesignFactor> kinds;
    for (auto const& factor : factors) kinds.push_back({static_cast<int>(factor.values.size())});
    return kinds;
}

DesignOptions design_options(StudyDesign const& design)
{
    DesignOptions options;
    options.method = method_of(design.method);
    options.points = design.points;
    options.seed = design.seed;
    options.levels = design.method == "tipping" && design.levels == 0 ? kDoses : design.levels;
    options.second_order = design.second_order;
    return options;
}

/// What a design is to vary has two levels at least.
void require_varied(Study const& study)
{
    std::vector<InputProblem> problems;
    for (std::size_t i = 0; i < study.factors.size(); ++i)
        if (study.factors[i].values.size() == 1) {
            auto const& at = study.places[i];
            problems.push_back({at, study.factors[i].path +
                                        " has one value (a design varies it) a second one, or set it in "
                                        "the scenarios?"});
        }
    if (!problems.empty()) throw InputError(std::move(problems));
}

void to_units(std::vector<std::vector<double>>& design, std::vector<SweepFactor> const& factors)
{
    for (auto& point : design)
        for (std::size_t i = 0; i < point.size(); ++i) point[i] = factor_value(factors[i], point[i]);
}

/// Points may put values together that no run may have, as shares of more than one.
void require_possible(Sweep const& sweep, Study const& study)
{
    if (std::none_of(sweep.factors.begin(), sweep.factors.end(),
                     [](SweepFactor const& factor) { return !factor.rows.empty(); }))
        return;
    constexpr std::size_t kMostShown = 10;
    FinalParameters final(sweep.plan.points);
    std::vector<InputProblem> problems;
    std::size_t more = 0;
    for (std::size_t p = 0; p < sweep.design.size(); ++p)
        for (std::size_t s = 0; s < sweep.plan.scenarios.size(); ++s) {
            auto const scenario = varied(sweep, static_cast<int>(s), static_cast<int>(p));
            auto const fault = final.fault(scenario.parameters);
            if (fault.empty()) continue;
            if (problems.size() == kMostShown)
                ++more;
            else
                problems.push_back(
                    {study.design.place, both({"point {} in {}: {}", "point {} de {} : {}"}, p, scenario.name, fault)});
        }
    if (more > 0)
        problems.push_back({study.design.place, both({"and {} more of {} points x {} scenarios",
                                                      "et {} de plus, sur {} points x {} scénarios"},
                                                     more, sweep.design.size(), sweep.plan.scenarios.size())});
    if (!problems.empty()) throw InputError(std::move(problems));
}

/// The outcome that a tipping point is sought of follows from what is kept.
void require_outcome(Sweep const& sweep, Study const& study)
{
    auto const& tipping = study.design.tipping;
    if (study.design.method != "tipping") return;
    Sweep one = sweep;
    one.plan.replicates = 1;
    one.design.resize(1);
    StudyOutcomes const outcomes(one);
    std::vector<std::string> ids, months;
    for (auto const& outcome : outcomes.list()) ids.push_back(outcome.id);
    for (int const month : outcomes.dates()) months.push_back(month_name(month));
    if (outcomes.find(tipping.outcome) < 0)
        throw InputError(study.design.place, both({"no outcome is called \"{}\" (what is kept allows {}){}",
                                                   "aucun résultat ne s'appelle « {} » (ce qui est gardé permet {}){}"},
                                                  tipping.outcome, join(ids), suggestion(tipping.outcome, ids)));
    if (months.empty() ||
        (!tipping.month.empty() && std::find(months.begin(), months.end(), tipping.month) == months.end()))
        throw InputError(study.design.place, both({"design.month is \"{}\" (Decembers that are kept: {})",
                                                   "design.month vaut « {} » (décembres gardés : {})"},
                                                  tipping.month, join(months)));
}

/// What is scaled to the rest of a whole is one number for all draws, and no factor of its own.
void require_proportion(Sweep const& sweep, Study const& study)
{
    std::vector<InputProblem> problems;
    for (std::size_t i = 0; i < sweep.factors.size(); ++i)
        for (int const row : sweep.factors[i].proportional) {
            auto const& path = parameter_fields()[static_cast<std::size_t>(row)].path;
            auto const at = static_cast<std::size_t>(row);
            for (auto const& other : sweep.factors)
                if (std::find(other.rows.begin(), other.rows.end(), row) != other.rows.end())
                    problems.push_back(
                        {study.places[i],
                         both({"{} is a factor itself (it cannot be scaled to the rest that {} leaves)",
                               "{} est lui-même un facteur (il ne peut se régler sur le reste que laisse {})"},
                              path, sweep.factors[i].path)});
            for (auto const& point : sweep.plan.points)
                if (point[at] != sweep.plan.points[0][at]) {
                    problems.push_back(
                        {study.places[i], both({"{} is drawn anew by each replicate (what is scaled to a rest has one "
                                                "value) set it in the scenarios?",
                                                "{} est tiré à chaque simulation (ce qui se règle sur un reste n'a "
                                                "qu'une valeur) le fixer dans les scénarios ?"},
                                               path)});
                    break;
                }
        }
    if (!problems.empty()) throw InputError(std::move(problems));
}

/// A value that stands twice among those of a factor is drawn twice as often.
bool has_value_twice(std::vector<SweepFactor> const& factors)
{
    return std::any_of(factors.begin(), factors.end(), [](SweepFactor const& factor) {
        std::set<double> const once(factor.values.begin(), factor.values.end());
        return once.size() < factor.values.size();
    });
}

/// Entries of factors have targets too.
void require_places(Sweep const& sweep, std::vector<Place> const& places)
{
    Scenario scenario;
    for (std::size_t i = 0; i < sweep.factors.size(); ++i) {
        if (sweep.factors[i].kind == SweepFactor::Kind::parameter) continue;
        scenario.levers.push_back(sweep.factors[i].entry);
        scenario.levers.back().where = fmt::format("{}:{}:{}", places[i].file, places[i].line, places[i].column);
    }
    require_targets({scenario}, sweep.plan.territories);
}

}  // namespace

Sweep make_sweep(std::string const& file, std::vector<Text>* advice, bool anywhere)
{
    if (has_manifest(file)) return read_manifest(file + "/manifest.h5").sweep;
    auto study = read_study(file, anywhere);
    LaunchOptions options;
    options.population = study.population;
    options.parameters = study.parameters;
    options.seed = study.seed;
    options.replicates = study.replicates;
    if (study.design.method != "csv") require_varied(study);
    Sweep sweep;
    sweep.plan = plan_of(study.scenarios, options);
    sweep.file = study.file;
    if (!is_stream(study.file))  // it is found again from any folder
        sweep.file = std::filesystem::absolute(study.file).lexically_normal().string();
    sweep.text = study.text;
    sweep.title_en = study.title_en;
    sweep.title_fr = study.title_fr;
    sweep.factors = study.factors;
    sweep.kept = study.kept;
    sweep.design = study.design.listed;
    if (study.design.method != "csv") {
        sweep.design = design_points(study.design, study.factors);
        to_units(sweep.design, study.factors);
        auto const short_of = design_advice(design_factors(study.factors), design_options(study.design));
        if (advice && short_of) advice->push_back(*short_of);
        if (advice && has_value_twice(study.factors))
            advice->push_back({"A factor lists a value twice: it is drawn twice as often as the others.",
                               "Un facteur cite deux fois la même valeur : elle est tirée deux fois plus souvent."});
    }
    if (sweep.runs() > std::size_t{std::numeric_limits<std::int32_t>::max()})
        throw InputError({study.file, study.design.place.line, study.design.place.column},
                         both({"{} runs (at most {})", "{} simulations (au plus {})"}, sweep.runs(),
                              std::numeric_limits<std::int32_t>::max()));
    require_places(sweep, study.places);
    require_proportion(sweep, study);
    require_outcome(sweep, study);
    require_possible(sweep, study);
    return sweep;
}

std::vector<std::vector<double>> design_points(StudyDesign const& design, std::vector<SweepFactor> const& factors)
{
    try {
        auto const leaders = group_leaders(design, factors);  // of a group one factor is drawn
        std::vector<SweepFactor> drawn;
        std::vector<std::size_t> column(factors.size());
        for (std::size_t i = 0; i < factors.size(); ++i) {
            column[i] = leaders[i] == i ? drawn.size() : column[leaders[i]];
            if (leaders[i] == i) drawn.push_back(factors[i]);
        }
        auto const points = make_design(design_factors(drawn), design_options(design));
        std::vector<std::vector<double>> all;
        for (auto const& point : points) {
            auto& whole = all.emplace_back();
            for (std::size_t const at : column) whole.push_back(point[at]);
        }
        correlate(all, design, factors);
        return all;
    } catch (InputError const& error) {
        auto const& at = design.place;
        throw InputError(at, error.problems().front().text);
    }
}

void require_design(std::string const& file, Sweep const& sweep, StudyDesign const& design,
                    std::vector<std::vector<double>> const& points)
{
    auto own = points;
    if (design.method != "csv") to_units(own, sweep.factors);
    if (own != sweep.design)
        throw InputError({file}, {"was made from another design than its study makes now (a later version of cptsim "
                                  "draws other points) the version that made it?",
                                  "vient d'un autre plan d'expériences que celui que fait aujourd'hui son étude (une "
                                  "version plus récente de cptsim tire d'autres points) la version qui l'a fait ?"});
}

}  // namespace cptsim
