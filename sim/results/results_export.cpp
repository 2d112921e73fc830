#include "sim/results/results_export.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <iterator>
#include <list>
#include <optional>
#include <utility>

#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/language.hpp"
#include "sim/base/system_reason.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/csv.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/territory_file.hpp"
#include "sim/results/results_layout.hpp"
#include "sim/results/results_provenance.hpp"
#include "sim/results/small_cells.hpp"

namespace cptsim {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBufferSize = 1 << 20;

/// A file of the export; what is appended goes to the disk in pieces.
class Page {
  public:
    Page(std::string const& path, bool force, Decimal decimal = Decimal::point) : file_(path, force)
    {
        if (decimal == Decimal::comma && path.ends_with(".csv")) commas_.emplace();
    }
    void append(std::string_view text)
    {
        buffer_ += text;
        if (buffer_.size() > kBufferSize) flush();
    }
    void flush()
    {
        file_.write(commas_ ? commas_->take(buffer_) : buffer_);
        buffer_.clear();
    }
    void commit()
    {
        flush();
        file_.commit();
    }

  private:
    AtomicFile file_;
    std::optional<CommaCsv> commas_;
    std::string buffer_;
};

std::string label_text(Values const& labels, std::size_t i, Axis axis)
{
    if (auto const* texts = std::get_if<std::vector<std::string>>(&labels)) return csv_text((*texts)[i]);
    if (auto const* numbers = std::get_if<std::vector<std::int32_t>>(&labels))
        return axis == Axis::month ? month_name(month_of_days((*numbers)[i]).value()) : std::to_string((*numbers)[i]);
    return fmt::format("{}", std::get<std::vector<float>>(labels)[i]);
}

/// The observables of one set of axes, and the labels of each position on them: "2019-01,gp".
struct Table {
    std::string name;
    std::vector<Axis> axes;
    std::vector<GridField> fields;
    std::vector<std::string> positions = {""};

    void add_axis(RunGrid const& grid, Axis axis)
    {
        auto const labels = axis_labels(grid.plan(), axis, grid.kept()).labels;
        auto const length = std::visit([](auto const& all) { return all.size(); }, labels);
        std::vector<std::string> longer;
        for (auto const& position : positions)
            for (std::size_t i = 0; i < length; ++i) longer.push_back(position + label_text(labels, i, axis) + ',');
        positions = std::move(longer);
    }

    [[nodiscard]] std::string header(RunGrid const& grid) const
    {
        std::string text;
        for (auto const& axis : grid.axes()) text += axis + ',';
        for (Axis const axis : axes) text += axis_name(axis) + ',';
        return text + "observable,value\n";
    }

    void append_run(Page& page, std::string const& run, std::vector<std::vector<float>> const& values) const
    {
        std::string line;
        for (auto const& field : fields) {
            for (std::size_t i = 0; i < positions.size(); ++i) {
                line.clear();
                auto const value = values[field.row][i];
                fmt::format_to(std::back_inserter(line), "{}{}{},", run, positions[i], field.field->name);
                if (!std::isnan(value)) fmt::format_to(std::back_inserter(line), "{}", value);
                line += '\n';
                page.append(line);
            }
        }
    }
};

/// One table for each set of axes, in the order in which they first come.
std::vector<Table> tables_of(RunGrid const& grid, std::vector<GridField> const& fields, std::string const& prefix)
{
    std::vector<Table> tables;
    for (auto const& field : fields) {
        auto const& axes = field.field->axes;
        auto found = tables.begin();
        while (found != tables.end() && found->axes != axes) ++found;
        if (found == tables.end()) {
            Table table{prefix + "by", axes, {}};
            for (Axis const axis : axes) {
                table.name += '_' + axis_name(axis);
                table.add_axis(grid, axis);
            }
            found = tables.insert(tables.end(), std::move(table));
        }
        found->fields.push_back(field);
    }
    return tables;
}

/// Where a run stands: "baseline,3," or "baseline,17,3,".
std::string run_text(RunGrid const& grid, Run const& run)
{
    auto const& name = grid.plan().scenarios[static_cast<std::size_t>(run.scenario)].name;
    return grid.is_sweep() ? fmt::format("{},{},{},", name, run.point, run.replicate)
                           : fmt::format("{},{},", name, run.replicate);
}

void append_runs(Page& page, ResultsFile const& results)
{
    bool const sweep = results.grid().is_sweep();
    page.append(sweep ? "scenario,point,replicate,status,digest,key,failure\n"
                      : "scenario,replicate,point,status,professional_months,digest,key\n");
    for (auto const& stored : results.runs()) {
        page.append(run_text(results.grid(), stored.run));
        if (sweep)
            page.append(fmt::format("{},{},{},{}\n", status_name(stored.status), stored.digest, stored.key,
                                    csv_text(stored.failure)));
        else
            page.append(fmt::format("{},{},{},{},{}\n", stored.run.point, status_name(stored.status),
                                    stored.done() ? plain_number(stored.professional_months) : "", stored.digest,
                                    stored.key));
    }
}

/// Values of the parameters in each row of /provenance/points: those of a sweep are what its replicates drew.
std::string parameters_csv(ResultsFile const& results)
{
    auto const& plan = results.plan();
    std::string csv = results.grid().is_sweep() ? "draw,parameter,value,unit\n" : "point,parameter,value,unit\n";
    for (std::size_t point = 0; point < plan.points.size(); ++point)
        for (std::size_t row = 0; row < parameter_fields().size(); ++row)
            csv +=
                fmt::format("{},{},{},{}\n", point, parameter_fields()[row].path, plain_number(plan.points[point][row]),
                            csv_text(std::string(parameter_fields()[row].unit)));
    return csv;
}

/// The design: of a date the month, of a choice the word.
std::string points_csv(PointTable const& points)
{
    std::string csv = "point,factor,value,unit\n";
    for (std::size_t point = 0; point < points.size; ++point)
        for (auto const& factor : points.factors) {
            std::string value, unit = factor.units;
            if (auto const* words = std::get_if<std::vector<std::string>>(&factor.values)) value = (*words)[point];
            if (auto const* numbers = std::get_if<std::vector<double>>(&factor.values))
                value = plain_number((*numbers)[point]);
            if (auto const* days = std::get_if<std::vector<std::int32_t>>(&factor.values)) {
                value = month_name(month_of_days((*days)[point]).value());
                unit = "";
            }
            csv += fmt::format("{},{},{},{}\n", point, factor.path, csv_text(value), csv_text(unit));
        }
    return csv;
}

/// The table of territories; without those of its numbers that are of few persons, which are in the source of a row too
/// where `territories make` put them.
std::string published_territories(TerritoryTable const& table, int least)
{
    if (least <= 0) return territories_csv(table);
    auto records = parse_csv(territories_csv(table), table.file);
    auto const& header = records.front();
    std::string csv;
    for (std::size_t r = 0; r < records.size(); ++r) {
        std::vector<CountCell> line;
        for (std::size_t p = 0; r > 0 && p < kProfessions; ++p) {
            auto const& row = table.rows[r - 1];
            double const persons = row.density[p] * row.inhabitants / 1e5;
            line.push_back({persons, is_small(std::round(persons), least)});
        }
        hide_second(line);
        std::size_t profession = 0;
        for (std::size_t c = 0; c < header.size(); ++c) {
            bool const is_density = header[c].text.starts_with("density_");
            bool const is_source = header[c].text == "source" && r > 0;
            bool const hidden = is_density && r > 0 && line[profession].hidden;
            if (is_density) ++profession;
            csv += (c > 0 ? "," : "") + (hidden || is_source ? std::string() : csv_text(records[r][c].text));
        }
        csv += '\n';
    }
    return csv;
}

std::string provenance_text(ResultsFile const& results)
{
    std::string text = fmt::format("digest: {}\n", results.recorded_digest());
    for (auto const* name : kProvenanceNames) text += fmt::format("{}: {}\n", name, results.provenance(name));
    for (auto const& scenario : results.plan().scenarios)
        text += fmt::format("\n=== scenario {}: {}\n{}", scenario.name, scenario.title_en, scenario.resolved_toml);
    if (results.grid().is_sweep())
        text += fmt::format("\n=== study: {}\n{}", results.file().attribute("/sweep", "title"),
                            results.file().text("/sweep/study"));
    return text;
}

/// Makes the folder of an export, and takes it back when the export fails.
class ExportFolder {
  public:
    explicit ExportFolder(std::string const& folder) : folder_(folder)
    {
        std::error_code error;
        made_ = fs::create_directory(folder, error);
        if (!fs::is_directory(folder))
            throw InputError(
                {folder},
                both({"is not a folder and cannot be made ({}) -o another folder?",
                      "n'est pas un dossier et ne peut pas être créé ({}) -o un autre dossier ?"},
                     error ? system_reason(error.value()) : Text{"a file has this name", "un fichier a ce nom"}));
    }
    ExportFolder(ExportFolder const&) = delete;
    ExportFolder& operator=(ExportFolder const&) = delete;
    ~ExportFolder()
    {
        std::error_code ignored;
        if (made_) fs::remove(folder_, ignored);  // fails, as it should, once there is something in it
    }
    [[nodiscard]] std::string file(std::string const& name) const { return (fs::path(folder_) / name).string(); }

  private:
    std::string folder_;
    bool made_ = false;
};

void require_free(ExportFolder const& folder, std::vector<std::string> const& names, bool force)
{
    std::vector<InputProblem> problems;
    for (auto const& name : names) {
        try {
            check_output(folder.file(name), force);
        } catch (InputError const& error) {
            problems.insert(problems.end(), error.problems().begin(), error.problems().end());
        }
    }
    if (!problems.empty()) throw InputError(problems);
}

}  // namespace

void export_csv(ResultsFile const& results, std::string const& name, bool force, Decimal decimal, int least_persons)
{
    auto const& grid = results.grid();
    auto tables = tables_of(grid, grid.observations(), "");
    auto const own_tables = tables.size();
    for (auto& table : tables_of(grid, grid.effects(), "effects_")) tables.push_back(std::move(table));
    std::vector<NamedText> texts = {
        {"parameters.csv", parameters_csv(results)},
        {"territories.csv", published_territories(results.plan().territories, least_persons)},
        {"provenance.txt", provenance_text(results)}};
    if (grid.is_sweep()) texts.emplace_back("points.csv", points_csv(grid.points()));
    ExportFolder const folder(name);
    std::vector<std::string> names;
    for (auto const& table : tables) names.push_back(table.name + ".csv");
    names.emplace_back("runs.csv");
    for (auto const& text : texts) names.push_back(text.first);
    require_free(folder, names, force);

    std::list<Page> pages;
    for (auto const& file : names) pages.emplace_back(folder.file(file), force, decimal);
    auto page = pages.begin();
    for (auto const& table : tables) (page++)->append(table.header(grid));
    append_runs(*page++, results);
    for (auto const& text : texts) (page++)->append(text.second);
    results.for_each([&](StoredRun const& stored, Observation const& whole) {
        auto observation = whole;
        if (least_persons > 0) hide_small_cells(grid, least_persons, observation);
        auto const run = run_text(grid, stored.run);
        auto of_run = pages.begin();
        for (std::size_t i = 0; i < tables.size(); ++i, ++of_run) {
            auto const& values = i < own_tables ? observation.own : observation.paired;
            if (!values.empty()) tables[i].append_run(*of_run, run, values);
        }
    });
    for (auto& finished : pages) finished.flush();
    for (auto& finished : pages) finished.commit();
}

void export_texts(std::vector<NamedText> const& texts, std::string const& name, bool force)
{
    ExportFolder const folder(name);
    std::vector<std::string> names;
    for (auto const& text : texts) names.push_back(text.first);
    require_free(folder, names, force);
    std::list<Page> pages;
    for (auto const& text : texts) pages.emplace_back(folder.file(text.first), force).append(text.second);
    for (auto& finished : pages) finished.flush();
    for (auto& finished : pages) finished.commit();
}

}  // namespace cptsim
