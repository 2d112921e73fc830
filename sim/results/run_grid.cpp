#include "sim/results/run_grid.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace cptsim {
namespace {

constexpr std::size_t kBlockFloats = std::size_t{1} << 18;  ///< values that are gathered at once

std::vector<int> first_numbers(std::size_t count)
{
    std::vector<int> numbers(count);
    std::iota(numbers.begin(), numbers.end(), 0);
    return numbers;
}

Kept everything(Plan const& plan)
{
    return {first_numbers(observable_fields().size()), first_numbers(static_cast<std::size_t>(plan.months())),
            first_numbers(extent(plan, Axis::profession))};
}

std::vector<GridField> fields_of(std::vector<ObservableField> const& list, std::vector<int> const& rows,
                                 Kept const& kept, Plan const& plan)
{
    std::vector<GridField> fields;
    for (int const row : rows) {
        GridField field{static_cast<std::size_t>(row), &list.at(static_cast<std::size_t>(row)), {}};
        for (Axis const axis : field.field->axes) field.shape.push_back(kept_positions(kept, plan, axis).size());
        fields.push_back(std::move(field));
    }
    return fields;
}

}  // namespace

std::size_t GridField::size() const
{
    return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
}

RunGrid::RunGrid(Plan plan) : RunGrid(std::move(plan), first_numbers(observable_fields().size())) {}

RunGrid::RunGrid(Plan plan, std::vector<int> observables) : plan_(std::move(plan)), kept_(everything(plan_))
{
    kept_.observables = std::move(observables);
    observations_ = fields_of(observable_fields(), kept_.observables, kept_, plan_);
    effects_ = fields_of(paired_fields(), first_numbers(paired_fields().size()), kept_, plan_);
}

RunGrid::RunGrid(Plan plan, Kept kept, PointTable points)
    : plan_(std::move(plan)), kept_(std::move(kept)), points_(std::move(points))
{
    observations_ = fields_of(observable_fields(), kept_.observables, kept_, plan_);
    std::size_t width = 0;
    for (auto const& field : observations_) width += field.size();
    auto const runs = std::max<std::size_t>(1, kBlockFloats / std::max<std::size_t>(1, width));
    block_replicates_ = std::clamp<std::size_t>(replicates(), 1, runs);
    block_points_ = std::clamp<std::size_t>(runs / block_replicates_, 1, std::max<std::size_t>(1, points_->size));
}

std::size_t RunGrid::size() const { return plan_.scenarios.size() * points_count() * replicates(); }

std::size_t RunGrid::row(Run const& run) const
{
    auto const scenario = static_cast<std::size_t>(run.scenario), replicate = static_cast<std::size_t>(run.replicate);
    if (!is_sweep()) return scenario * replicates() + replicate;
    return (replicate * points_count() + static_cast<std::size_t>(run.point)) * plan_.scenarios.size() + scenario;
}

Run RunGrid::run(std::size_t row) const
{
    auto const scenarios = plan_.scenarios.size(), points = points_count();
    if (!is_sweep()) return {static_cast<int>(row / replicates()), static_cast<int>(row % replicates()), -1};
    return {static_cast<int>(row % scenarios), static_cast<int>(row / (scenarios * points)),
            static_cast<int>(row / scenarios % points)};
}

RunBlock RunGrid::block(std::size_t scenario, std::size_t point, std::size_t replicate) const
{
    return {scenario, point, replicate, std::min(block_points_, points_count() - point),
            std::min(block_replicates_, replicates() - replicate)};
}

std::vector<RunBlock> RunGrid::blocks() const
{
    std::vector<RunBlock> blocks;
    for (std::size_t s = 0; s < plan_.scenarios.size(); ++s)
        for (std::size_t p = 0; p < points_count(); p += block_points_)
            for (std::size_t r = 0; r < replicates(); r += block_replicates_) blocks.push_back(block(s, p, r));
    return blocks;
}

std::vector<Run> RunGrid::runs(RunBlock const& block) const
{
    std::vector<Run> runs;
    for (std::size_t p = block.point; p < block.point + block.points; ++p)
        for (std::size_t r = block.replicate; r < block.replicate + block.replicates; ++r)
            runs.push_back(
                {static_cast<int>(block.scenario), static_cast<int>(r), is_sweep() ? static_cast<int>(p) : -1});
    return runs;
}

RunBlock RunGrid::block_of(Run const& run) const
{
    auto const point = is_sweep() ? static_cast<std::size_t>(run.point) : 0;
    auto const replicate = static_cast<std::size_t>(run.replicate);
    return block(static_cast<std::size_t>(run.scenario), point - point % block_points_,
                 replicate - replicate % block_replicates_);
}

std::vector<std::string> RunGrid::axes() const
{
    if (is_sweep()) return {"scenario", "point", "replicate"};
    return {"scenario", "replicate"};
}

std::vector<std::size_t> RunGrid::lengths(std::size_t scenarios, std::size_t points, std::size_t replicates,
                                          std::vector<std::size_t> const& others) const
{
    std::vector<std::size_t> lengths = {scenarios};
    if (is_sweep()) lengths.push_back(points);
    lengths.push_back(replicates);
    lengths.insert(lengths.end(), others.begin(), others.end());
    return lengths;
}

std::vector<std::size_t> RunGrid::shape(GridField const& field) const
{
    return lengths(plan_.scenarios.size(), points_count(), replicates(), field.shape);
}

std::vector<std::size_t> RunGrid::chunk(GridField const& field) const
{
    return lengths(1, block_points_, block_replicates_, field.shape);
}

std::vector<std::size_t> RunGrid::start(RunBlock const& block, GridField const& field) const
{
    return lengths(block.scenario, block.point, block.replicate, std::vector<std::size_t>(field.shape.size(), 0));
}

std::vector<std::size_t> RunGrid::count(RunBlock const& block, GridField const& field) const
{
    return lengths(1, block.points, block.replicates, field.shape);
}

Observation observation_of(RunGrid const& grid, std::vector<float> const& values)
{
    Observation observation;
    observation.own.resize(observable_fields().size());
    auto at = values.begin();
    for (auto const& field : grid.observations()) {
        auto const end = at + static_cast<std::ptrdiff_t>(field.size());
        observation.own[field.row].assign(at, end);
        at = end;
    }
    return observation;
}

}  // namespace cptsim
