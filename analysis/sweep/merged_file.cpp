// The merged file of a sweep: its runs as a result file with the axis `point`, and /sweep beside.
#include <system_error>
#include <utility>

#include "analysis/sweep/sweep_file.hpp"
#include "analysis/sweep/sweep_parts.hpp"
#include "sim/base/error.hpp"
#include "sim/base/system_reason.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/sealed_file.hpp"
#include "sim/results/grid_writer.hpp"
#include "sim/results/results_layout.hpp"
#include "sim/results/results_writer.hpp"

namespace cptsim {
namespace {

/// A factor over the points: the word of a choice, the day of a date.
FactorColumn column_of(Sweep const& sweep, std::size_t row)
{
    auto const& factor = sweep.factors[row];
    FactorColumn column{factor.path, "1", {}};
    auto const fill = [&](auto values, auto const& value) {
        for (auto const& point : sweep.design) values.push_back(value(point[row]));
        column.values = std::move(values);
    };
    if (factor.kind == SweepFactor::Kind::date) {
        column.units = "days since 2019-01-01";
        fill(std::vector<std::int32_t>{}, [](double month) { return days_since_2019(static_cast<int>(month)); });
    } else if (factor.has_words()) {
        auto const& field = lever_fields()[static_cast<std::size_t>(factor.entry.lever)];
        fill(std::vector<std::string>{}, [&](double word) { return field.words[static_cast<std::size_t>(word)]; });
    } else {
        column.units = factor.kind == SweepFactor::Kind::lever
                           ? lever_fields()[static_cast<std::size_t>(factor.entry.lever)].unit
                           : parameter_fields()[static_cast<std::size_t>(factor.rows.front())].unit;
        fill(std::vector<double>{}, [](double value) { return value; });
    }
    return column;
}

/// Hands the runs of a sweep over, in the order in which they lie in the file.
void write_runs(GridWriter& writer, Sweep const& sweep, MergeSource const& source)
{
    SweepKeys keys(sweep);
    for (auto const& block : writer.grid().blocks())
        for (auto const& run : writer.grid().runs(block)) {
            auto const number = sweep.number(run);
            auto end = source.run(number);
            StoredRun row;
            row.run = run;
            row.status = end.status == MergedRun::failed ? RunStatus::failed : RunStatus::missing;
            row.key = keys.key(run);
            row.failure = std::move(end.why);
            writer.note(std::move(row));
            if (end.status == MergedRun::done)
                writer.write(run, std::move(end.digest), observation_of(writer.grid(), source.values(number)));
        }
}

/// Bytes that a merged file takes at most.
std::size_t most_bytes(Sweep const& sweep, RunGrid const& grid)
{
    constexpr std::size_t kOfRun = 400, kRest = std::size_t{4} << 20;  // texts of /runs; all other groups
    std::size_t width = 0;
    for (auto const& field : grid.observations()) width += field.size();
    return sweep.runs() * (width * sizeof(float) + kOfRun) + sweep.design.size() * sweep.factors.size() * 16 +
           sweep.text.size() + kRest;
}

}  // namespace

RunGrid merged_grid(Sweep const& sweep)
{
    PointTable points{sweep.design.size(), {}};
    for (std::size_t row = 0; row < sweep.factors.size(); ++row) points.factors.push_back(column_of(sweep, row));
    return {sweep.plan, sweep.kept, std::move(points)};
}

std::string write_merged(std::string const& path, bool force, Sweep const& sweep, MergeSource const& source)
{
    AtomicFile out(path, force);
    std::string digest;
    try {
        NetcdfWriter file(out.temporary());
        GridWriter writer(file, merged_grid(sweep));
        out.reserve_beyond(most_bytes(sweep, writer.grid()));
        write_runs(writer, sweep, source);
        digest = writer.finish_runs();
        writer.add_origin();
        add_sweep(file, sweep);
        static_cast<void>(file.finish());
    } catch (std::system_error const& error) {
        throw InputError(
            {path}, both({"cannot be written ({}) another folder?", "ne peut pas être écrit ({}) un autre dossier ?"},
                         system_reason(error.code().value())));
    }
    seal(out);
    require_digest(out, digest);
    out.commit();
    return digest;
}

}  // namespace cptsim
