#include "analysis/sweep/sweep_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/sweep/run_store.hpp"
#include "analysis/sweep/study_file.hpp"
#include "analysis/sweep/sweep_parts.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/cautious.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/sealed_file.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/input/scenario_reader.hpp"
#include "sim/results/results_digest.hpp"
#include "sim/results/results_layout.hpp"
#include "sim/results/results_provenance.hpp"
#include "sim/results/results_reader.hpp"

namespace cptsim {
namespace {

std::string hash_of(std::vector<std::vector<double>> const& table)
{
    Sha256 hash;
    for (auto const& row : table) hash.add({reinterpret_cast<char const*>(row.data()), row.size() * sizeof(double)});
    return hash.hex();
}

template <class Rows, class Name>
std::string names_of(Rows const& rows, Name const& name)
{
    std::vector<std::string> names;
    for (auto const& row : rows) names.push_back(name(row));
    return join(names);
}

std::string factors_text(Sweep const& sweep)
{
    std::string text;
    for (auto const& factor : sweep.factors) {
        std::vector<std::string> concerned;
        for (std::size_t s = 0; s < factor.scenarios.size(); ++s)
            if (factor.scenarios[s]) concerned.push_back(sweep.plan.scenarios[s].name);
        Scenario entry;  // an entry as a scenario writes it tells ramp and target
        if (factor.kind != SweepFactor::Kind::parameter) entry.levers = {factor.entry};
        text += fmt::format("{} ({})\n{}", factor.path, join(concerned), canonical_toml(entry));
        for (int const row : factor.proportional)
            text += "in proportion " + parameter_fields()[static_cast<std::size_t>(row)].path + '\n';
    }
    return text;
}

std::string kept_text(Sweep const& sweep)
{
    auto const& kept = sweep.kept;
    return names_of(kept.observables, [](int row) { return observable_fields()[static_cast<std::size_t>(row)].name; }) +
           "; " + names_of(kept.months, [](int month) { return month_name(month); }) + "; " +
           names_of(kept.professions, [](int row) {
               return std::string(row == kProfessions ? "all" : kProfessionNames[static_cast<std::size_t>(row)]);
           });
}

std::string identity_text(SweepIdentity const& identity)
{
    std::string text;
    for (auto const& [name, value] : identity) text += name + '\t' + value + '\n';
    return text;
}

SweepIdentity parse_identity(std::string const& text)
{
    SweepIdentity identity;
    for (std::size_t from = 0; from < text.size();) {
        auto const end = std::min(text.find('\n', from), text.size());
        auto const tab = std::min(text.find('\t', from), end);
        identity.emplace_back(text.substr(from, tab - from),
                              text.substr(std::min(tab + 1, end), end - std::min(tab + 1, end)));
        from = end + 1;
    }
    return identity;
}

/// The parts that decide how the runs of a merged file are read; the others decided what came out.
SweepIdentity of_reading(SweepIdentity identity)
{
    constexpr std::array kParts = {"scenarios", "replicates",       "last month",      "factors",
                                   "points",    "values of points", "kept observables"};
    std::erase_if(identity, [&](auto const& part) {
        return std::find(kParts.begin(), kParts.end(), part.first) == kParts.end();
    });
    return identity;
}

std::pair<std::string, SweepIdentity> key_of(NetcdfReader const& file, std::string const& path)
{
    auto const format = file.attribute("/", "format");
    if (format != kManifestFormat && format != kSweepFormat)
        throw InputError({path}, {"is not the manifest of a sweep (its format is another) another folder?",
                                  "n'est pas le manifeste d'un balayage (son format est autre) un autre dossier ?"});
    return {file.attribute("/", "key"), parse_identity(file.text("/sweep/identity"))};
}

[[noreturn]] void damaged(std::string const& path, std::string const& what)
{
    throw InputError({path}, both({"is damaged (its /sweep has no good '{}') a copy of it, or start again?",
                                   "est abîmé (son /sweep n'a pas de bon '{}') une copie, ou recommencer ?"},
                                  what));
}

/// A value that the factor can have: of a choice the number of a word, of a date that of a month, else one in range.
bool can_be(SweepFactor const& factor, double value)
{
    auto const is_whole_below = [&](std::size_t end) {
        return value >= 0 && value < static_cast<double>(end) && value == std::floor(value);
    };
    if (factor.kind == SweepFactor::Kind::date)
        return is_whole_below(static_cast<std::size_t>(month_index(kLastYear, 12)) + 1);
    if (factor.kind == SweepFactor::Kind::parameter) {
        auto const& field = parameter_fields()[static_cast<std::size_t>(factor.rows.front())];
        return value >= field.min && value <= field.max;
    }
    auto const& field = lever_fields()[static_cast<std::size_t>(factor.entry.lever)];
    return factor.has_words() ? is_whole_below(field.words.size()) : value >= field.min && value <= field.max;
}

/// All runs of a sweep can be numbered, and have scenario, point and parameters.
void require_runs(Sweep const& sweep, std::string const& path)
{
    constexpr double kMostRuns = 4e9;  // a number of a run has 32 bits
    auto const replicates = static_cast<std::size_t>(sweep.plan.replicates);
    auto const points = sweep.plan.points.size();
    if (sweep.design.empty() || static_cast<double>(sweep.design.size()) * static_cast<double>(replicates) *
                                        static_cast<double>(sweep.plan.scenarios.size()) >
                                    kMostRuns)
        damaged(path, "design");
    if (points != 1 && points < replicates) damaged(path, "points");
    for (auto const& point : sweep.design)
        for (std::size_t i = 0; i < point.size(); ++i)
            if (!can_be(sweep.factors[i], point[i])) damaged(path, sweep.factors[i].path);
}

/// The study as the file has it. Throws InputError, naming the file and not the study as it was called then.
Study known_study(NetcdfReader const& file, std::vector<Scenario> const& scenarios, std::string const& path,
                  std::string const& version)
{
    auto const text = file.text("/sweep/study"), name = file.attribute("/sweep", "file");
    auto const factors = file.texts("/sweep/factor");
    try {
        return read_known_study(text, name, scenarios, factors);
    } catch (InputError const& error) {
        throw InputError({path}, both({"cannot be read by this program (its study {}) cptsim {}?",
                                       "ne peut pas être lu par ce programme (son étude {}) cptsim {} ?"},
                                      Words(error.in(Language::en), error.in(Language::fr)), version));
    }
}

Manifest manifest_of(NetcdfReader const& file, Plan plan, std::string const& path)
{
    Manifest manifest;
    std::tie(manifest.key, manifest.identity) = key_of(file, path);
    manifest.version = file.attribute("/", "cptsim_version");
    manifest.created = file.attribute("/provenance", "created");
    auto& sweep = manifest.sweep;
    sweep.plan = std::move(plan);
    for (auto& scenario : sweep.plan.scenarios) {
        auto known = read_scenario_text(scenario.resolved_toml, path + ":/provenance/scenario_toml");
        known.file = scenario.file;
        scenario = std::move(known);
    }
    auto study = known_study(file, sweep.plan.scenarios, path, manifest.version);
    sweep.file = study.file;
    sweep.text = study.text;
    sweep.title_en = study.title_en;
    sweep.title_fr = study.title_fr;
    sweep.factors = std::move(study.factors);
    sweep.kept = study.kept;
    manifest.design = study.design;
    auto const values = file.reals("/sweep/design");
    auto const width = sweep.factors.size();
    if (file.shape("/sweep/design") != std::vector{file.integers("/sweep/point").size(), width})
        damaged(path, "design");
    for (std::size_t at = 0; width > 0 && at + width <= values.size(); at += width)
        sweep.design.emplace_back(values.begin() + static_cast<std::ptrdiff_t>(at),
                                  values.begin() + static_cast<std::ptrdiff_t>(at + width));
    require_runs(sweep, path);
    return manifest;
}

/// Another version of the program may read the same words otherwise.
void require_same(Manifest const& manifest, SweepIdentity const& before, SweepIdentity const& now,
                  std::string const& path)
{
    if (auto const other = difference_of(before, now); !other.empty())
        throw InputError({path}, both({"cannot be read by this program (it differs in: {}) cptsim {}?",
                                       "ne peut pas être lu par ce programme (il diffère par : {}) cptsim {} ?"},
                                      other, manifest.version));
}

}  // namespace

SweepIdentity sweep_identity(Sweep const& sweep)
{
    auto const& plan = sweep.plan;
    SweepIdentity identity = {
        {"program", program_identity()},
        {"scenarios", names_of(plan.scenarios, [](Scenario const& s) { return s.name; })},
    };
    for (auto const& scenario : plan.scenarios)
        identity.emplace_back("scenario " + scenario.name, sha256_hex(scenario.resolved_toml));
    identity.insert(identity.end(), {{"population", plan.territories.sha256},
                                     {"parameters", hash_of(plan.points)},
                                     {"seed", std::to_string(plan.seed)},
                                     {"replicates", std::to_string(plan.replicates)},
                                     {"last month", month_name(plan.end_month)},
                                     {"factors", names_of(sweep.factors, [](SweepFactor const& f) { return f.path; })},
                                     {"targets of factors", sha256_hex(factors_text(sweep))},
                                     {"points", std::to_string(sweep.design.size())},
                                     {"values of points", hash_of(sweep.design)},
                                     {"kept observables", kept_text(sweep)}});
    return identity;
}

std::string sweep_key(Sweep const& sweep) { return sha256_hex(identity_text(sweep_identity(sweep))); }

std::string difference_of(SweepIdentity const& before, SweepIdentity const& now)
{
    constexpr std::size_t kShort = 64;  // a hash is no shorter
    auto const value_in = [](SweepIdentity const& identity, std::string const& name) {
        auto const found =
            std::find_if(identity.begin(), identity.end(), [&](auto const& p) { return p.first == name; });
        return found == identity.end() ? std::string() : found->second;
    };
    std::vector<std::string> names;
    auto const add = [&](SweepIdentity const& identity) {
        for (auto const& [name, value] : identity) {
            auto const was = value_in(before, name), is = value_in(now, name);
            if (was == is) continue;
            bool const brief = !was.empty() && !is.empty() && was.size() < kShort && is.size() < kShort;
            auto const text = brief ? fmt::format("{} ({}, now {})", name, was, is) : name;
            if (std::find(names.begin(), names.end(), text) == names.end()) names.push_back(text);
        }
    };
    add(before);
    add(now);
    return join(names);
}

std::string SweepKeys::key(Run const& run)
{
    if (run.scenario != scenario_ || run.point != point_) {
        scenario_ = run.scenario;
        point_ = run.point;
        resolved_ = canonical_toml(varied(sweep_, run.scenario, run.point));
    }
    return run_key(sweep_.plan, resolved_, replicate_parameters(sweep_, run.replicate), run.replicate);
}

void add_sweep(NetcdfWriter& file, Sweep const& sweep)
{
    file.add_group("/sweep");
    std::vector<std::string> paths;
    std::vector<std::int32_t> points;
    std::vector<double> values;
    for (auto const& factor : sweep.factors) paths.push_back(factor.path);
    for (auto const& point : sweep.design) {
        points.push_back(static_cast<std::int32_t>(points.size()));
        values.insert(values.end(), point.begin(), point.end());
    }
    file.add_axis("/sweep/factor", paths, {"1", "path of the factor", "chemin du facteur"});
    file.add_axis("/sweep/point", points, {"1", "point of the design", "point du plan"});
    file.add_variable(
        "/sweep/design", {"point", "factor"}, values,
        {"as the factor", "values of the factors: of a choice the number of its word, of a date its month",
         "valeurs des facteurs : rang du mot d'un choix, mois d'une date"});
    auto const add_text = [&](char const* name, std::string const& text, char const* en, char const* fr) {
        file.add_variable(std::string("/sweep/") + name, {}, std::vector<std::string>{text}, {"1", en, fr});
    };
    add_text("study", sweep.text, "the study, as TOML", "l'étude, en TOML");
    add_text("identity", identity_text(sweep_identity(sweep)), "what decides the results, part by part",
             "ce qui détermine les résultats, partie par partie");
    file.add_attribute("/sweep", "file", sweep.file);
    file.add_attribute("/sweep", "title", sweep.title_en);
    file.add_attribute("/sweep", "title_fr", sweep.title_fr);
    file.add_attribute("/", "key", sweep_key(sweep));
}

void write_manifest(std::string const& path, Sweep const& sweep)
{
    NetcdfWriter file;
    add_provenance(file, sweep.plan);
    add_sweep(file, sweep);
    add_format(file, kManifestFormat);
    AtomicFile out(path, false);
    write_sealed(out, file.finish());
    out.commit();
}

std::pair<std::string, SweepIdentity> read_manifest_key(std::string const& path)
{
    require_whole(path);
    auto const read = [&] { return key_of(NetcdfReader(path), path); };
    rehearse(path, "manifest key", [&] { static_cast<void>(read()); });
    return read();
}

Manifest read_manifest(std::string const& path)
{
    require_whole(path);
    auto const read = [&] {
        NetcdfReader const file(path);
        auto manifest = manifest_of(file, read_provenance(file, path), path);
        require_same(manifest, manifest.identity, sweep_identity(manifest.sweep), path);
        if (manifest.key != sweep_key(manifest.sweep)) damaged(path, "key");
        return manifest;
    };
    rehearse(path, "manifest", [&] { static_cast<void>(read()); });
    return read();
}

Manifest read_manifest(ResultsFile const& merged)
{
    auto manifest = manifest_of(merged.file(), merged.plan(), merged.path());
    require_same(manifest, of_reading(manifest.identity), of_reading(sweep_identity(manifest.sweep)), merged.path());
    return manifest;
}

}  // namespace cptsim
