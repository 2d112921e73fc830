#include "sim/results/run_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/results/results_digest.hpp"

namespace cptsim {
namespace {

constexpr std::array kStatusNames = {"done", "missing", "not planned", "failed"};

[[noreturn]] void damaged(std::string const& path, Words const& why)
{
    throw InputError({path}, both({"is damaged ({}) a copy of it, or run again?",
                                   "est abîmé ({}) une copie, ou relancer le calcul ?"},
                                  why));
}

RunStatus status_of(std::string const& name, std::string const& path)
{
    auto const found = std::find(kStatusNames.begin(), kStatusNames.end(), name);
    if (found == kStatusNames.end()) damaged(path, both({"a run is '{}'", "une simulation est « {} »"}, name));
    return static_cast<RunStatus>(found - kStatusNames.begin());
}

bool is_hash(std::string const& text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// A row is that of its run, points to what there is, and has the hashes that its status says.
void require_row(RunGrid const& grid, StoredRun const& row, std::size_t number, std::string const& path)
{
    auto const expected = grid.run(number);
    auto const points = static_cast<int>(grid.plan().points.size());
    if (row.run.scenario != expected.scenario || row.run.replicate != expected.replicate ||
        (grid.is_sweep() && row.run.point != expected.point))
        damaged(path, fmt::format("run {} is of no scenario or replicate", number));
    if (!grid.is_sweep() && (row.run.point < (row.done() ? 0 : -1) || row.run.point >= points))
        damaged(path, fmt::format("run {} is of a point that /provenance does not have", number));
    bool const hashed = row.done() ? is_hash(row.digest) && is_hash(row.key)
                                   : row.digest.empty() && (row.key.empty() || is_hash(row.key));
    if (!hashed) damaged(path, fmt::format("run {} has no good digest or key", number));
}

}  // namespace

char const* status_name(RunStatus status) { return kStatusNames.at(static_cast<std::size_t>(status)); }

void add_runs(NetcdfWriter& file, RunGrid const& grid, std::vector<StoredRun> const& rows)
{
    std::vector<std::int32_t> numbers(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) numbers[i] = static_cast<std::int32_t>(i);
    file.add_group("/runs");
    file.add_axis("/runs/run", numbers, {"1", "number of the run", "numéro de la simulation"});
    auto const add = [&](char const* name, Caption const& caption, auto const& of_row) {
        std::vector<std::decay_t<decltype(of_row(rows.front()))>> values;
        values.reserve(rows.size());
        for (auto const& row : rows) values.push_back(of_row(row));
        file.add_variable(std::string("/runs/") + name, {"run"}, values, caption);
    };
    bool const sweep = grid.is_sweep();
    add("scenario", {"1", "scenario of the run", "scénario de la simulation"},
        [&](StoredRun const& row) { return grid.plan().scenarios[static_cast<std::size_t>(row.run.scenario)].name; });
    add("point",
        sweep ? Caption{"1", "point of the design", "point du plan"}
              : Caption{"1", "row of /provenance/points; -1: not planned",
                        "ligne de /provenance/points ; -1 : non prévue"},
        [](StoredRun const& row) { return std::int32_t{row.run.point}; });
    add("replicate", {"1", "replicate of the run", "réplicat de la simulation"},
        [](StoredRun const& row) { return std::int32_t{row.run.replicate}; });
    add("status",
        sweep ? Caption{"1", "done, missing or failed", "done : faite, missing : manquante, failed : en échec"}
              : Caption{"1", "done, missing (interrupted) or not planned",
                        "done : faite, missing : interrompue, not planned : non prévue"},
        [](StoredRun const& row) { return std::string(status_name(row.status)); });
    add("digest", {"1", "run digest, SHA-256", "empreinte de la simulation, SHA-256"},
        [](StoredRun const& row) { return row.digest; });
    add("key", {"1", "SHA-256 of all that decides the run", "SHA-256 de tout ce qui détermine la simulation"},
        [](StoredRun const& row) { return row.key; });
    if (sweep)
        add("failure", {"1", "why the run failed", "raison de l'échec"},
            [](StoredRun const& row) { return row.failure; });
    else
        add("professional_months", {"month", "occupied slots x months", "places occupées x mois"},
            [](StoredRun const& row) { return row.professional_months; });
}

std::vector<StoredRun> read_runs(NetcdfReader const& file, RunGrid const& grid, std::string const& path)
{
    std::vector<StoredRun> rows;
    auto const each = [&](auto values, auto const& put) {
        if (values.size() != grid.size())
            damaged(path, Text{"its /runs has another length than its axes", "/runs n'a pas la longueur de ses axes"});
        rows.resize(values.size());  // no sooner: what the axes say may be more than there is
        for (std::size_t i = 0; i < rows.size(); ++i) put(rows[i], std::move(values[i]));
    };
    each(file.integers("/runs/replicate"), [](StoredRun& row, int replicate) { row.run.replicate = replicate; });
    each(file.integers("/runs/point"), [](StoredRun& row, int point) { row.run.point = point; });
    auto const& scenarios = grid.plan().scenarios;
    each(file.texts("/runs/scenario"), [&](StoredRun& row, std::string const& name) {
        auto const named = std::find_if(scenarios.begin(), scenarios.end(),
                                        [&](auto const& scenario) { return scenario.name == name; });
        row.run.scenario = static_cast<int>(named - scenarios.begin());
    });
    each(file.texts("/runs/status"),
         [&](StoredRun& row, std::string const& name) { row.status = status_of(name, path); });
    each(file.texts("/runs/digest"), [](StoredRun& row, std::string&& digest) { row.digest = std::move(digest); });
    each(file.texts("/runs/key"), [](StoredRun& row, std::string&& key) { row.key = std::move(key); });
    if (grid.is_sweep())
        each(file.texts("/runs/failure"), [](StoredRun& row, std::string&& why) { row.failure = std::move(why); });
    else
        each(file.reals("/runs/professional_months"),
             [](StoredRun& row, double months) { row.professional_months = months; });
    for (std::size_t i = 0; i < rows.size(); ++i) require_row(grid, rows[i], i, path);
    return rows;
}

std::string digest_of(std::vector<StoredRun> const& rows)
{
    std::vector<std::pair<std::string_view, std::string_view>> done;
    for (auto const& row : rows)
        if (row.done()) done.emplace_back(row.key, row.digest);
    return file_digest(std::move(done));
}

}  // namespace cptsim
