#include "analysis/sweep/study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <set>

#include "analysis/stats/design.hpp"
#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/study_file.hpp"
#include "analysis/sweep/sweep_file.hpp"
#include "sim/base/error.hpp"
#include "sim/input/launch.hpp"
#include "sim/input/possible.hpp"

namespace cptsim {
namespace {

DesignMethod method_of(std::string const& word)
{
    auto const found = std::find(kDesignMethods.begin(), kDesignMethods.end(), word);
    return static_cast<DesignMethod>(found - kDesignMethods.begin());  // csv, the last, makes none
}
static_assert(static_cast<std::size_t>(DesignMethod::morris) + 2 == kDesignMethods.size());

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
    options.levels = design.levels;
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
    constexpr std::size_t kMostShown = 10;
    FinalParameters final(sweep.plan.points);
    std::vector<InputProblem> problems;
    for (std::size_t p = 0; p < sweep.design.size() && problems.size() < kMostShown; ++p)
        for (std::size_t s = 0; s < sweep.plan.scenarios.size(); ++s) {
            auto set = sweep.plan.scenarios[s].parameters;
            for (std::size_t i = 0; i < sweep.factors.size(); ++i)
                if (sweep.factors[i].scenarios[s])
                    for (int const row : sweep.factors[i].rows) set[row] = sweep.design[p][i];
            if (auto const fault = final.fault(set); !fault.empty())
                problems.push_back({{study.file, study.design.place.line, study.design.place.column},
                                    fmt::format("point {} in {}: {}", p, sweep.plan.scenarios[s].name, fault)});
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
    sweep.file = std::filesystem::absolute(study.file).lexically_normal().string();  // found again from any folder
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
                         fmt::format("{} runs (at most {})", sweep.runs(), std::numeric_limits<std::int32_t>::max()));
    require_places(sweep, study.places);
    require_possible(sweep, study);
    return sweep;
}

std::vector<std::vector<double>> design_points(StudyDesign const& design, std::vector<SweepFactor> const& factors)
{
    try {
        return make_design(design_factors(factors), design_options(design));
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
        throw InputError({file},
                         "was made from another design than its study makes now (a later version of "
                         "cptsim draws other points) the version that made it?");
}

}  // namespace cptsim
