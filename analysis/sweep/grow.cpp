#include "analysis/sweep/grow.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

#include "analysis/sweep/claims.hpp"
#include "analysis/sweep/names_in.hpp"
#include "analysis/sweep/segments.hpp"
#include "analysis/sweep/sweep_file.hpp"
#include "analysis/sweep/workers.hpp"
#include "sim/base/error.hpp"
#include "sim/base/system_reason.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/text_file.hpp"

namespace cptsim {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kKeyText = 1000;

/// The parts of an identity that a sweep may not change as it grows.
SweepIdentity fixed_parts(Sweep const& sweep)
{
    constexpr std::array kGrowing = {"parameters", "replicates", "points", "values of points"};
    auto identity = sweep_identity(sweep);
    std::erase_if(identity, [&](auto const& part) {
        return std::find(kGrowing.begin(), kGrowing.end(), part.first) != kGrowing.end();
    });
    return identity;
}

void require_same_draws(Sweep const& smaller, Sweep const& larger, std::string const& where)
{
    if (smaller.plan.replicates > larger.plan.replicates)
        throw InputError(
            {where},
            both(
                {"has {} replicates, the study now {} (a sweep grows, it does not shrink) as many or more?",
                 "a {} simulations, l'étude maintenant {} (un balayage s'étend, il ne se réduit pas) autant ou plus ?"},
                smaller.plan.replicates, larger.plan.replicates));
    for (int r = 0; r < smaller.plan.replicates; ++r)
        if (replicate_parameters(smaller, r) != replicate_parameters(larger, r))
            throw InputError({where}, {"drew other parameters than the study now does (another posterior, or another "
                                       "--parameters) another folder?",
                                       "a tiré d'autres paramètres que l'étude maintenant (un autre calage, ou un "
                                       "autre --parameters) un autre dossier ?"});
}

/// [point of the smaller] the same point of the larger; equal ones in their order.
std::vector<std::size_t> same_points(Sweep const& smaller, Sweep const& larger, std::string const& where)
{
    std::map<std::vector<double>, std::vector<std::size_t>> places;
    for (std::size_t p = larger.design.size(); p-- > 0;) places[larger.design[p]].push_back(p);
    std::vector<std::size_t> points;
    std::size_t lost = 0;
    for (auto const& point : smaller.design) {
        auto const found = places.find(point);
        if (found == places.end() || found->second.empty()) {
            ++lost;
            continue;
        }
        points.push_back(found->second.back());
        found->second.pop_back();
    }
    if (lost > 0)
        throw InputError(
            {where},
            both({"has {} points that are not among the {} of the larger sweep (points grow in designs of Sobol' and "
                  "Saltelli and in lists, values in full factorials, replicates in any design) more replicates, or "
                  "another folder?",
                  "a {} points qui ne sont pas parmi les {} du plus grand balayage (les points s'étendent dans les "
                  "plans de Sobol' et de Saltelli et dans les listes, les valeurs dans les plans factoriels complets, "
                  "les simulations dans tout plan) plus de simulations, ou un autre dossier ?"},
                 lost, larger.design.size()));
    return points;
}

std::string growing(std::string const& folder) { return folder + "/growing"; }

void make(std::string const& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw InputError({folder},
                         both({"cannot be made ({})", "ne peut pas être créé ({})"}, system_reason(error.value())));
}

void move(std::string const& from, std::string const& to)
{
    std::error_code error;
    fs::rename(from, to, error);
    if (error)
        throw InputError({to}, both({"cannot be put in place ({})", "ne peut pas être mis en place ({})"},
                                    system_reason(error.value())));
}

/// Copies a segment, with the numbers that its runs have in the larger sweep.
void renumber(std::string const& from, std::string const& to, std::string const& key,
              std::vector<std::uint32_t> const& runs)
{
    SegmentReader const reader(from);
    reader.verify();
    SegmentWriter writer(to, key, reader.index().width);
    for (std::size_t i = 0; i < reader.size(); ++i) {
        auto const record = reader[i];
        writer.add(runs.at(record.run), record.digest, record.bytes);
    }
    for (auto const& one : reader.index().failed) writer.add_failed({runs.at(one.run), one.why});
    writer.commit();
}

void write_file(std::string const& path, std::string const& text)
{
    AtomicFile file(path, true);
    file.write(text);
    file.commit();
}

}  // namespace

std::vector<std::uint32_t> nested_runs(Sweep const& smaller, Sweep const& larger, std::string const& where)
{
    if (auto const other = difference_of(fixed_parts(smaller), fixed_parts(larger)); !other.empty())
        throw InputError(
            {where}, both({"is of another study (it differs in: {}; only replicates and points grow) another folder?",
                           "est d'une autre étude (elle diffère par : {} ; seuls simulations et points s'étendent) un "
                           "autre dossier ?"},
                          other));
    require_same_draws(smaller, larger, where);
    auto const points = same_points(smaller, larger, where);
    std::vector<std::uint32_t> runs;
    for (std::size_t number = 0; number < smaller.runs(); ++number) {
        auto run = smaller.run(number);
        run.point = static_cast<int>(points[static_cast<std::size_t>(run.point)]);
        runs.push_back(static_cast<std::uint32_t>(larger.number(run)));
    }
    return runs;
}

bool is_growing(std::string const& folder)
{
    std::error_code error;
    return fs::exists(growing(folder) + "/ready", error);
}

/// The larger sweep is complete in `growing` once `ready` is there; from then on there is only one way, and each step
/// may be done again.
void finish_growing(std::string const& folder)
{
    if (!is_growing(folder)) return;
    Claims claims(folder);
    auto const turn = claims.at_manifest();
    auto const staged = growing(folder);
    if (!is_growing(folder)) return;  // another process did it
    auto const old_key = read_text(staged + "/ready", kKeyText);
    std::error_code ignored;
    for (auto const& name : names_in(staged + "/segments", ".seg"))
        move(staged + "/segments/" + name, folder + "/segments/" + name);
    for (auto const* file : {"manifest.h5", "study.toml"})
        if (fs::exists(staged + '/' + file, ignored)) move(staged + '/' + file, folder + '/' + file);
    for (auto const& name : names_in(folder + "/segments", ".seg")) {
        SegmentIndex index;
        auto const path = folder + "/segments/" + name;
        if (read_segment_index(path, index) && index.key == old_key) fs::remove(path, ignored);
    }
    fs::remove(staged + "/ready", ignored);
    fs::remove_all(staged, ignored);
}

bool grow_folder(std::string const& folder, Sweep const& larger)
{
    finish_growing(folder);
    auto const old = read_manifest(folder + "/manifest.h5");
    auto const key = sweep_key(larger);
    if (old.key == key) return false;
    auto const runs = nested_runs(old.sweep, larger, folder);
    Claims claims(folder);
    auto const turn = claims.at_joining();  // nobody becomes a worker meanwhile
    auto const workers = sweep_workers(folder);
    if (std::any_of(workers.begin(), workers.end(), [](auto const& worker) { return worker.alive; }))
        throw InputError(
            {folder}, {"is in work elsewhere (a sweep grows while nobody is at it; nothing was changed) "
                       "wait, or stop them: cptsim status?",
                       "est en cours ailleurs (un balayage s'étend quand personne n'y travaille ; rien n'a été changé) "
                       "attendre, ou les arrêter : cptsim status ?"});
    auto const staged = growing(folder);
    std::error_code ignored;
    fs::remove_all(staged, ignored);  // of a process that died before it was complete
    make(staged + "/segments");
    SweepState state(old.sweep);
    scan_segments(folder, old.key, state);
    auto const worker = new_worker_name();
    std::size_t count = 0;
    for (auto const& name : state.segments)
        renumber(folder + "/segments/" + name, fmt::format("{}/segments/{}-{:06}.seg", staged, worker, count++), key,
                 runs);
    write_file(staged + "/study.toml", larger.text);
    write_manifest(staged + "/manifest.h5", larger);
    write_file(staged + "/ready", old.key);
    finish_growing(folder);
    return true;
}

}  // namespace cptsim
