// What a file says of its runs, beside their values.
#include <fmt/format.h>

#include <cmath>

#include "analysis/sweep/sweep_file.hpp"
#include "analysis/verification/sample.hpp"
#include "sim/base/calendar.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/results/results_digest.hpp"
#include "sim/results/results_layout.hpp"

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

template <class Key>
std::optional<Difference> find_labels(ResultsFile const& file, Key const& key)
{
    if (auto found = find_axis(file, "/observations", file.grid().observations())) return found;
    if (!file.grid().effects().empty())
        if (auto found = find_axis(file, "/effects", file.grid().effects())) return found;
    for (auto const& row : file.runs())
        if (!row.key.empty() && row.key != key(row.run)) return another("/runs/key " + run_text(file.grid(), row.run));
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
    if (auto found = compare(grid.observations(), in_file.own, computed.own)) return found;
    if (in_file.paired.empty()) return {};
    return compare(grid.effects(), in_file.paired, computed.paired);
}

}  // namespace cptsim
