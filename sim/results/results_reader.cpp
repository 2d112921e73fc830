#include "sim/results/results_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <string_view>
#include <utility>

#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/number.hpp"
#include "sim/base/text.hpp"
#include "sim/files/cautious.hpp"
#include "sim/files/sealed_file.hpp"
#include "sim/results/results_digest.hpp"
#include "sim/results/results_layout.hpp"
#include "sim/results/results_provenance.hpp"

namespace cptsim {

namespace {

bool all_runs(Run const&) { return true; }

}  // namespace

std::string format_of(std::string const& path, Seal seal)
{
    try {
        require_whole(path, seal);
        auto const read = [&] { return NetcdfReader(path).attribute("/", "format"); };
        rehearse(path, "format", [&] { static_cast<void>(read()); });
        return read();
    } catch (InputError const&) {
        return {};
    }
}

ResultsFile::ResultsFile(std::string path, Seal seal)
    : ResultsFile(path, [&] {
          Sealed const sealed{require_whole(path, seal)};
          rehearse(path, "results", [&] {
              ResultsFile const file(path, sealed);
              static_cast<void>(file.prior());
              file.for_each([](StoredRun const&, Observation const&) {});
          });
          return sealed;
      }())
{
}

ResultsFile ResultsFile::frame(std::string path, Seal seal)
{
    Sealed const sealed{require_whole(path, seal)};
    rehearse(path, "frame", [&] {
        ResultsFile const file(path, sealed);
        static_cast<void>(file.prior());
    });
    return {std::move(path), sealed};
}

ResultsFile::ResultsFile(std::string path, Sealed sealed) : path_(std::move(path)), sealed_(sealed.is), file_(path_)
{
    require_kind();
    grid_ = read_grid();
    require_axes("/observations", grid_.observations());
    require_axes("/effects", grid_.effects());
    runs_ = read_runs(file_, grid_, path_);
}

void ResultsFile::fail(Words text) const { throw InputError({path_}, std::move(text)); }

void ResultsFile::require_kind() const
{
    auto const kind = file_.attribute("/", "format");
    if (kind != kResultsFormat && kind != kSweepFormat)
        fail({"is not a result file of cptsim (it is an HDF5 file of another kind) another file?",
              "n'est pas un fichier de résultats de cptsim (c'est un fichier HDF5 d'une autre sorte) un autre fichier "
              "?"});
    auto const format = file_.attribute("/", "format_version");
    std::string_view rest = format;
    auto const major = take_number<int>(rest);
    if (!major || *major < 1 || !rest.starts_with('.') || !parse_number<std::uint32_t>(rest.substr(1)))
        fail(both({"is damaged (its format version is '{}') a copy of it, or run again?",
                   "est abîmé (sa version de format est « {} ») une copie, ou relancer le calcul ?"},
                  format));
    if (*major > kFormatMajor)
        fail(both({"has format {} (this program reads format {}) cptsim {} or newer?",
                   "a le format {} (ce programme lit le format {}) cptsim {} ou plus récent ?"},
                  format, kFormatMajor, file_.attribute("/", "cptsim_version")));
}

RunGrid ResultsFile::read_grid() const
{
    auto plan = read_provenance(file_, path_);
    if (file_.attribute("/", "format") == kResultsFormat) {
        // What an older program did not observe is not there, and is read as not a number.
        bool const older = file_.attribute("/", "format_version") != format_version();
        return older ? RunGrid(std::move(plan), observables()) : RunGrid(std::move(plan));
    }
    auto kept = read_kept(plan);
    return {std::move(plan), std::move(kept), read_points()};
}

/// Rows of the observables that are there.
std::vector<int> ResultsFile::observables() const
{
    std::vector<int> rows;
    auto const& fields = observable_fields();
    for (std::size_t row = 0; row < fields.size(); ++row)
        if (file_.has("/observations/" + fields[row].name)) rows.push_back(static_cast<int>(row));
    return rows;
}

/// What is kept, from the variables that are there and the labels of their axes.
Kept ResultsFile::read_kept(Plan const& plan) const
{
    Kept kept;
    auto const path = [](std::string const& name) { return "/observations/" + name; };
    kept.observables = observables();
    if (file_.has(path("month")))
        for (int const days : file_.integers(path("month"))) kept.months.push_back(month_of_days(days).value_or(-1));
    else if (file_.has(path("year")))
        for (int const year : file_.integers(path("year")))
            kept.months.push_back(year < kFirstYear || year > kLastYear ? -1 : month_index(year, 12));
    if (file_.has(path("profession"))) {
        auto const known = std::get<std::vector<std::string>>(axis_labels(plan, Axis::profession).labels);
        for (auto const& name : file_.texts(path("profession")))
            kept.professions.push_back(static_cast<int>(std::find(known.begin(), known.end(), name) - known.begin()));
    }
    auto const beyond = [](std::vector<int> const& positions, std::size_t length) {
        return std::adjacent_find(positions.begin(), positions.end(), std::greater_equal<>()) != positions.end() ||
               (!positions.empty() && (positions.front() < 0 || static_cast<std::size_t>(positions.back()) >= length));
    };
    bool const wrong =
        beyond(kept.months, extent(plan, Axis::month)) || beyond(kept.professions, extent(plan, Axis::profession));
    if (wrong || (file_.has(path("year")) && file_.values(path("year")) != axis_labels(plan, Axis::year, kept).labels))
        fail({"is damaged (its axes are not those of its runs) a copy of it, or run again?",
              "est abîmé (ses axes ne sont pas ceux de ses simulations) une copie, ou relancer le calcul ?"});
    return kept;
}

PointTable ResultsFile::read_points() const
{
    PointTable points{file_.integers("/observations/point").size(), {}};
    for (auto const& factor : file_.texts("/sweep/factor")) {
        auto const path = "/observations/" + factor;
        points.factors.push_back({factor, file_.attribute(path, "units"), file_.values(path)});
        auto const& values = points.factors.back().values;
        auto const size = std::visit([](auto const& all) { return all.size(); }, values);
        if (size != points.size)
            fail({"is damaged (its axes are not those of its runs) a copy of it, or run again?",
                  "est abîmé (ses axes ne sont pas ceux de ses simulations) une copie, ou relancer le calcul ?"});
        auto const* const dates = std::get_if<std::vector<std::int32_t>>(&values);
        if (std::holds_alternative<std::vector<float>>(values) ||
            (dates && !std::all_of(dates->begin(), dates->end(), [](int days) { return month_of_days(days); })))
            fail(both({"is damaged (the factor {} is of another kind) a copy of it, or run again?",
                       "est abîmé (le facteur {} est d'une autre sorte) une copie, ou relancer le calcul ?"},
                      factor));
    }
    return points;
}

/// The observables of the file are those of this program, with the lengths that plan and sweep give them.
void ResultsFile::require_axes(std::string const& group, std::vector<GridField> const& fields) const
{
    for (auto const& field : fields)
        if (file_.shape(group + '/' + field.field->name) != grid_.shape(field))
            fail(both({"cannot be read ({}/{} has other axes than in this program) cptsim {}?",
                       "ne peut pas être lu ({}/{} a d'autres axes que dans ce programme) cptsim {} ?"},
                      group, field.field->name, provenance("version")));
}

/// The values of a block: those of all its runs, by field.
ResultsFile::Parts ResultsFile::read_block(RunBlock const& block) const
{
    auto const read = [&](std::string const& group, GridField const& field) {
        return file_.slab(group + '/' + field.field->name, grid_.start(block, field), grid_.count(block, field));
    };
    Parts parts;
    for (auto const& field : grid_.observations()) parts.own.push_back(read("/observations", field));
    if (block.scenario == 0) return parts;
    for (auto const& field : grid_.effects()) parts.paired.push_back(read("/effects", field));
    return parts;
}

/// What the run at a place of a block left behind.
Observation ResultsFile::observation(Parts const& parts, std::size_t place, StoredRun const& stored) const
{
    auto const of_run = [&](std::vector<float> const& part, GridField const& field) {
        auto const from = part.begin() + static_cast<std::ptrdiff_t>(place * field.size());
        return std::vector<float>(from, from + static_cast<std::ptrdiff_t>(field.size()));
    };
    Observation observation;
    observation.own.resize(observable_fields().size());
    for (std::size_t i = 0; i < parts.own.size(); ++i) {
        auto const& field = grid_.observations()[i];
        observation.own[field.row] = of_run(parts.own[i], field);
    }
    for (std::size_t row = 0; row < observation.own.size() && !grid_.is_sweep(); ++row)
        if (observation.own[row].empty())
            observation.own[row].assign(extent(plan(), observable_fields()[row]),
                                        std::numeric_limits<float>::quiet_NaN());
    for (std::size_t i = 0; i < parts.paired.size(); ++i)
        observation.paired.push_back(of_run(parts.paired[i], grid_.effects()[i]));
    observation.professional_months = stored.professional_months;
    return observation;
}

void ResultsFile::for_each(TakeRun const& take) const { read(!sealed_, all_runs, take); }

void ResultsFile::of_runs(WantedRuns const& wanted, TakeRun const& take) const
{
    static std::atomic<unsigned> count = 0;  // what is wanted differs from call to call
    rehearse(path_, "runs " + std::to_string(++count), [&] {
        ResultsFile(path_, Sealed{sealed_}).read(true, wanted, [](StoredRun const&, Observation const&) {});
    });
    read(true, wanted, take);
}

void ResultsFile::read(bool check, WantedRuns const& wanted, TakeRun const& take) const
{
    for (auto const& block : grid_.blocks()) {
        auto const runs = grid_.runs(block);
        auto const stored = [&](Run const& run) -> StoredRun const& { return runs_[grid_.row(run)]; };
        auto const is_read = [&](Run const& run) { return stored(run).done() && wanted(stored(run).run); };
        if (std::none_of(runs.begin(), runs.end(), is_read)) continue;
        auto const parts = read_block(block);
        for (std::size_t place = 0; place < runs.size(); ++place) {
            auto const& row = stored(runs[place]);
            if (!is_read(runs[place])) continue;
            auto const found = observation(parts, place, row);
            if (check && run_digest(grid_.observations(), found) != row.digest) fail_digest(row.run);
            take(row, found);
        }
    }
}

void ResultsFile::fail_digest(Run const& run) const
{
    fail(both({"is damaged (the values of scenario '{}', {}replicate {} are not those of its digest) a copy of it, or "
               "run again?",
               "est abîmé (les valeurs du scénario « {} », {}simulation {} ne correspondent pas à son empreinte) une "
               "copie, ou relancer le calcul ?"},
              plan().scenarios[static_cast<std::size_t>(run.scenario)].name,
              grid_.is_sweep() ? fmt::format("point {}, ", run.point) : std::string(), run.replicate));
}

void ResultsFile::replay(Plan const& plan, Recorder& recorder) const
{
    if (grid_.is_sweep())
        fail(
            {"is a merged sweep (a table compares the scenarios of one launch) cptsim sensitivity, or export without "
             "--summary?",
             "est un balayage fusionné (un tableau compare les scénarios d'un même lancement) cptsim sensitivity, ou "
             "export sans --summary ?"});
    recorder.begin(plan);
    for_each([&](StoredRun const& stored, Observation const& observation) { recorder.write(stored.run, observation); });
    recorder.finish();
}

std::optional<IndicatorTable> ResultsFile::prior() const
{
    if (!file_.has("/prior")) return {};
    IndicatorTable table;
    table.indicators = file_.texts("/prior/indicator");
    table.scenarios = file_.texts("/prior/scenario");
    for (int const days : file_.integers("/prior/month")) table.dates.push_back(month_of_days(days).value_or(-1));
    if (std::find(table.dates.begin(), table.dates.end(), -1) != table.dates.end())
        fail({"is damaged (/prior/month has days that begin no month) a copy of it, or run again?",
              "est abîmé (/prior/month a des jours qui ne commencent aucun mois) une copie, ou relancer le calcul ?"});
    table.replicates = static_cast<int>(file_.integers("/prior/replicate").size());
    table.values = file_.reals("/prior/value");
    std::vector<std::size_t> const expected = {table.scenarios.size(), static_cast<std::size_t>(table.replicates),
                                               table.dates.size(), table.indicators.size()};
    if (file_.shape("/prior/value") != expected)
        fail({"is damaged (/prior/value has other axes than its labels) a copy of it, or run again?",
              "est abîmé (/prior/value a d'autres axes que ses étiquettes) une copie, ou relancer le calcul ?"});
    return table;
}

std::string ResultsFile::digest() const
{
    read(true, all_runs, [](StoredRun const&, Observation const&) {});
    return digest_of(runs_);
}

std::string ResultsFile::recorded_digest() const { return file_.attribute("/", "digest"); }

std::string ResultsFile::provenance(std::string const& name) const { return file_.attribute("/provenance", name); }

}  // namespace cptsim
