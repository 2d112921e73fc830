#include "sim/results/grid_writer.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <stdexcept>
#include <utility>

#include "sim/results/results_layout.hpp"
#include "sim/results/results_provenance.hpp"
#include "sim/results/territory_columns.hpp"

namespace cptsim {
namespace {

/// What stands beside an axis: names of its variables, for the attribute `coordinates`.
void add_territories(NetcdfWriter& file, std::string const& group, TerritoryTable const& table, std::string& beside)
{
    for (auto const& column : territory_columns(table)) {
        file.add_variable(group + '/' + column.name, {"territory"}, column.labels, column.caption);
        beside += ' ' + column.name;
    }
}

void add_factors(NetcdfWriter& file, std::string const& group, PointTable const& points, std::string& beside)
{
    for (auto const& factor : points.factors) {
        auto const path = group + '/' + factor.path;
        file.add_variable(path, {"point"}, factor.values,
                          {factor.units, "factor: " + factor.path, "facteur : " + factor.path});
        if (std::holds_alternative<std::vector<std::int32_t>>(factor.values))
            file.add_attribute(path, "calendar", "standard");
        beside += ' ' + factor.path;
    }
}

}  // namespace

GroupWriter::GroupWriter(NetcdfWriter& file, RunGrid const& grid, std::string group,
                         std::vector<GridField> const& fields)
    : file_(file), grid_(grid), group_(std::move(group)), fields_(fields)
{
    file_.add_group(group_);
    add_axes();
    for (auto const& field : fields_) add_field(field);
}

void GroupWriter::add_axes()
{
    auto const& plan = grid_.plan();
    auto const add = [&](AxisLabels const& axis) {
        file_.add_axis(group_ + '/' + axis.name, axis.labels, axis.caption);
    };
    add(scenario_axis(plan));
    if (grid_.is_sweep()) add(point_axis(grid_.points().size));
    add(replicate_axis(plan));
    std::set<Axis> used;
    for (auto const& field : fields_) used.insert(field.field->axes.begin(), field.field->axes.end());
    for (Axis const axis : used) add(axis_labels(plan, axis, grid_.kept()));
    if (used.contains(Axis::month)) file_.add_attribute(group_ + "/month", "calendar", "standard");

    add_titles(file_, group_, plan);
    std::string beside = "scenario_title scenario_title_fr";
    if (grid_.is_sweep())
        add_factors(file_, group_, grid_.points(), beside);
    else if (used.contains(Axis::territory))
        add_territories(file_, group_, plan.territories, beside);
    file_.add_attribute(group_, "coordinates", beside);
}

void GroupWriter::add_field(GridField const& field)
{
    auto const& what = *field.field;
    auto axes = grid_.axes();
    for (Axis const axis : what.axes) axes.push_back(axis_name(axis));
    auto const path = group_ + '/' + what.name;
    slabs_.push_back(
        file_.add_slabs(path, axes, grid_.chunk(field),
                        {std::string(what.unit), std::string(what.long_name), std::string(what.long_name_fr)}));
    if (!what.mean_of.empty()) file_.add_attribute(path, "mean_of", what.mean_of);
}

void GroupWriter::put(RunBlock const& block, std::size_t field, std::vector<float> const& values)
{
    file_.write_slab(slabs_[field], grid_.start(block, fields_[field]), grid_.count(block, fields_[field]), values);
}

void GroupWriter::write(Run const& run, std::vector<std::vector<float>> const& values)
{
    for (auto const& field : fields_)
        if (values.at(field.row).size() != field.size())
            throw std::logic_error("observable " + field.field->name + " has another length than its axes");
    auto const block = grid_.block_of(run);
    auto const runs = block.points * block.replicates;
    if (runs == 1) {
        for (std::size_t i = 0; i < fields_.size(); ++i) put(block, i, values[fields_[i].row]);
        return;
    }
    if (parts_.empty() || block != block_) {
        if (block < block_) throw std::logic_error("runs come in another order than they lie in the file");
        flush();
        block_ = block;
        for (auto const& field : fields_)
            parts_.emplace_back(runs * field.size(), std::numeric_limits<float>::quiet_NaN());
    }
    auto const point = static_cast<std::size_t>(run.point), replicate = static_cast<std::size_t>(run.replicate);
    auto const place = (point - block.point) * block.replicates + (replicate - block.replicate);
    for (std::size_t i = 0; i < fields_.size(); ++i)
        std::copy(values[fields_[i].row].begin(), values[fields_[i].row].end(),
                  parts_[i].begin() + static_cast<std::ptrdiff_t>(place * fields_[i].size()));
}

void GroupWriter::flush()
{
    for (std::size_t i = 0; i < parts_.size(); ++i) put(block_, i, parts_[i]);
    parts_.clear();
}

GridWriter::GridWriter(NetcdfWriter& file, RunGrid grid) : file_(file), grid_(std::move(grid))
{
    groups_.emplace_back(file_, grid_, "/observations", grid_.observations());
    if (!grid_.is_sweep()) groups_.emplace_back(file_, grid_, "/effects", grid_.effects());
    for (std::size_t i = 0; i < grid_.size(); ++i) {
        rows_.emplace_back();
        rows_.back().run = grid_.run(i);
        rows_.back().status = RunStatus::not_planned;
    }
}

void GridWriter::note(StoredRun run)
{
    auto& place = row(run.run);
    place = std::move(run);
}

void GridWriter::write(Run const& run, std::string digest, Observation const& observation)
{
    auto& noted = row(run);
    auto const set = [&](RunStatus status) {
        std::lock_guard const held(mutex_);
        if (std::exchange(noted.status, status) == status) throw std::logic_error("a run was recorded twice");
    };
    set(RunStatus::done);
    try {
        groups_.front().write(run, observation.own);
        if (!observation.paired.empty()) groups_.back().write(run, observation.paired);
    } catch (...) {
        set(RunStatus::missing);
        throw;
    }
    noted.digest = std::move(digest);
    noted.professional_months = observation.professional_months;
}

bool GridWriter::any_done() const
{
    return std::any_of(rows_.begin(), rows_.end(), [](StoredRun const& run) { return run.done(); });
}

std::string GridWriter::finish_runs()
{
    for (auto& group : groups_) group.flush();
    add_runs(file_, grid_, rows_);
    digest_ = digest_of(rows_);
    return digest_;
}

void GridWriter::add_origin()
{
    add_provenance(file_, grid_.plan());
    add_format(file_, grid_.is_sweep() ? kSweepFormat : kResultsFormat);
    file_.add_attribute("/", "digest", digest_);
}

}  // namespace cptsim
