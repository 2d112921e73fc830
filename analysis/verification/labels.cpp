// What a file says of its runs, beside their values.
#include <fmt/format.h>

#include <cmath>

#include "analysis/sweep/sweep_file.hpp"
#include "analysis/sweep/sweep_parts.hpp"
#include "analysis/verification/sample.hpp"
#include "sim/base/calendar.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/results/results_digest.hpp"
#include "sim/results/results_layout.hpp"
#include "sim/results/territory_columns.hpp"

namespace cptsim {
namespace {

Difference another(std::string const& what)
{
    return {what + " is not what its plan says", what + " n'est pas ce que dit son plan"};
}

std::string run_text(RunGrid const& grid, Run const& run)
{
    auto const& name = grid.plan().scenarios[static_cast<std::size_t>(run.scenario)].name;
    return grid.is_sweep() ? fmt::format("{}:{}:{}", name, run.point, run.replicate)
                           : fmt::format("{}:{}", name, run.replicate);
}

/// The axes of a group that its variables stand on.
std::optional<Difference> find_axis(ResultsFile const& file, std::string const& group,
                                    std::vector<GridField> const& fields)
{
    auto const& grid = file.grid();
    auto const differs = [&](AxisLabels const& axis) {
        return file.file().values(group + '/' + axis.name) != axis.labels;
    };
    std::vector<AxisLabels> axes = {scenario_axis(grid.plan()), replicate_axis(grid.plan())};
    if (grid.is_sweep()) axes.push_back(point_axis(grid.points().size));
    for (auto const& field : fields)
        for (Axis const axis : field.field->axes) {
            auto labels = axis_labels(grid.plan(), axis, grid.kept());
            bool known = false;
            for (auto const& other : axes) known = known || other.name == labels.name;
            if (!known) axes.push_back(std::move(labels));
        }
    for (auto const& axis : axes)
        if (differs(axis)) return another(group + '/' + axis.name);
    return {};
}

/// What stands beside the axes of a group: titles, and what is said of territories. Older files have fewer of them.
std::optional<Difference> find_beside(ResultsFile const& file, std::string const& group)
{
    auto const& plan = file.plan();
    std::vector<std::string> titles, titles_fr;
    for (auto const& scenario : plan.scenarios) {
        titles.push_back(scenario.title_en);
        titles_fr.push_back(scenario.title_fr);
    }
    auto columns = territory_columns(plan.territories);
    columns.push_back({"scenario_title", titles, {}});
    columns.push_back({"scenario_title_fr", titles_fr, {}});
    for (auto const& column : columns) {
        auto const path = group + '/' + column.name;
        if (file.file().has(path) && file.file().values(path) != column.labels) return another(path);
    }
    return {};
}

/// The axes of a merged file that come from its study: what is kept, and the points.
std::optional<Difference> find_design(ResultsFile const& file, Sweep const& sweep)
{
    auto const &grid = file.grid(), expected = merged_grid(sweep);
    if (grid.kept().observables != expected.kept().observables) return another("/observations");
    for (auto const& field : grid.observations())
        for (Axis const axis : field.field->axes) {
            auto const is = axis_labels(grid.plan(), axis, grid.kept());
            if (is.labels != axis_labels(grid.plan(), axis, expected.kept()).labels)
                return another("/observations/" + is.name);
        }
    auto const &factors = grid.points().factors, &known = expected.points().factors;
    for (std::size_t i = 0; i < known.size(); ++i)
        if (i >= factors.size() || factors[i].path != known[i].path || factors[i].values != known[i].values)
            return another("/observations/" + known[i].path);
    return {};
}

template <class Key>
std::optional<Difference> find_labels(ResultsFile const& file, Key const& key)
{
    auto const in_group = [&](std::string const& group, std::vector<GridField> const& fields) {
        auto found = find_axis(file, group, fields);
        return found ? found : find_beside(file, group);
    };
    auto const& grid = file.grid();
    if (auto found = in_group("/observations", grid.observations())) return found;
    if (!grid.effects().empty())
        if (auto found = in_group("/effects", grid.effects())) return found;
    for (auto const& row : file.runs())
        if (!row.key.empty() && row.key != key(row.run)) return another("/runs/key " + run_text(grid, row.run));
    return {};
}

/// "month=2024-03" of a position on an axis.
std::string position_text(AxisLabels const& axis, std::size_t position)
{
    auto const text = std::visit(
        [&](auto const& labels) {
            using Label = std::decay_t<decltype(labels[0])>;
            if constexpr (std::is_same_v<Label, std::int32_t>)
                if (axis.name == "month")
                    if (auto const month = month_of_days(labels.at(position))) return month_name(*month);
            return fmt::format("{}", labels.at(position));
        },
        axis.labels);
    return axis.name + '=' + text;
}

std::string place_text(RunGrid const& grid, GridField const& field, std::size_t at)
{
    std::vector<std::string> positions(field.shape.size());
    for (std::size_t i = field.shape.size(); i-- > 0; at /= field.shape[i])
        positions[i] = position_text(axis_labels(grid.plan(), field.field->axes[i], grid.kept()), at % field.shape[i]);
    return fmt::format("{}", fmt::join(positions, ", "));
}

}  // namespace

Plan plan_to_run(ResultsFile const& file)
{
    auto plan = file.plan();
    for (auto& scenario : plan.scenarios) {
        auto known = read_scenario_text(scenario.resolved_toml, file.path() + ":/provenance/scenario_toml");
        scenario.parameters = std::move(known.parameters);
        scenario.levers = std::move(known.levers);
    }
    return plan;
}

std::optional<Difference> find_mislabelled(ResultsFile const& file, Plan const& plan)
{
    return find_labels(file, [&](Run const& run) { return run_key(plan, run); });
}

std::optional<Difference> find_mislabelled(ResultsFile const& file, Sweep const& sweep)
{
    if (auto found = find_design(file, sweep)) return found;
    SweepKeys keys(sweep);
    return find_labels(file, [&](Run const& run) { return keys.key(run); });
}

std::optional<Difference> compare_run(RunGrid const& grid, Run const& run, Observation const& in_file,
                                      Observation const& computed)
{
    auto const compare = [&](std::vector<GridField> const& fields, auto const& one,
                             auto const& other) -> std::optional<Difference> {
        for (auto const& field : fields) {
            auto const &a = one.at(field.row), &b = other.at(field.row);
            for (std::size_t i = 0; i < field.size(); ++i) {
                if (a.at(i) == b.at(i) || (std::isnan(a[i]) && std::isnan(b[i]))) continue;
                auto const place =
                    fmt::format("{} {}[{}]", run_text(grid, run), field.field->name, place_text(grid, field, i));
                return Difference{fmt::format("{} is {} in the file, {} computed again", place, a[i], b[i]),
                                  fmt::format("{} est {} dans le fichier, {} recalculé", place, a[i], b[i])};
            }
        }
        return {};
    };
    if (!grid.is_sweep() && in_file.professional_months != computed.professional_months)
        return another("/runs/professional_months " + run_text(grid, run));
    if (auto found = compare(grid.observations(), in_file.own, computed.own)) return found;
    if (in_file.paired.empty()) return {};
    return compare(grid.effects(), in_file.paired, computed.paired);
}

}  // namespace cptsim
