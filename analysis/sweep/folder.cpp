#include "analysis/sweep/folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "analysis/sweep/grow.hpp"
#include "analysis/sweep/sweep_file.hpp"
#include "sim/base/error.hpp"
#include "sim/base/system_reason.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/shell.hpp"
#include "sim/run/progress_meter.hpp"

namespace cptsim {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostWaiting = std::size_t{64} << 20;  ///< bytes of results that wait for a segment

/// The folder and its parts, made where they are missing.
std::string const& made(std::string const& folder)
{
    std::error_code error;
    bool const there = fs::is_directory(folder, error);
    bool const ours = fs::exists(folder + "/manifest.h5", error) || fs::exists(folder + "/segments", error);
    if (there && !ours && !fs::is_empty(folder, error))
        throw InputError({folder},
                         {"is not the folder of a sweep (it holds other files) another folder?",
                          "n'est pas le dossier d'un balayage (il contient d'autres fichiers) un autre dossier ?"});
    if (!there && fs::exists(folder, error))
        throw InputError({folder}, {"is not a folder (a sweep needs one) another name?",
                                    "n'est pas un dossier (il en faut un au balayage) un autre nom ?"});
    for (auto const* part : {"", "/segments", "/workers"}) {
        fs::create_directory(folder + part, error);
        if (error)
            throw InputError(
                {folder}, both({"cannot be made ({}) another folder?", "ne peut pas être créé ({}) un autre dossier ?"},
                               system_reason(error.value())));
    }
    return folder;
}

}  // namespace

bool has_manifest(std::string const& folder)
{
    std::error_code error;
    return fs::exists(folder + "/manifest.h5", error);
}

Manifest manifest_of(std::string const& folder)
{
    if (!has_manifest(folder))
        throw InputError({folder}, {"is not the folder of a sweep (it has no manifest.h5) another folder?",
                                    "n'est pas le dossier d'un balayage (sans manifest.h5) un autre dossier ?"});
    if (is_growing(folder))
        throw InputError({folder},
                         both({"was growing when a process ended (nothing is lost) cptsim sweep {}?",
                               "grandissait quand un processus a pris fin (rien n'est perdu) cptsim sweep {} ?"},
                              shell_word(folder)));
    return read_manifest(folder + "/manifest.h5");
}

std::size_t packs_left(Sweep const& sweep, std::string const& folder, Shard shard)
{
    SweepState state(sweep);
    if (has_manifest(folder)) scan_segments(folder, sweep_key(sweep), state);
    return packs_to_do(SweepPacks(sweep), SharedHistory(sweep), shard,
                       [&](std::size_t run) { return state.runs[run] == SweepState::missing; })
        .size();
}

SweepFolder::SweepFolder(std::string folder, Sweep const& sweep, FolderOptions const& options)
    : folder_(std::move(folder)),
      sweep_(sweep),
      options_(options),
      key_(sweep_key(sweep)),
      packs_(sweep),
      history_(sweep),
      worker_(new_worker_name()),
      claims_(made(folder_)),
      state_(sweep),
      waiting_{{}, {}, 0, start_},
      segments_(folder_, sweep, key_, worker_)
{
    finish_growing(folder_);
    auto const turn = claims_.at_joining();  // the sweep does not grow between a look at it and its new worker
    open_manifest();
    scan_segments(folder_, key_, state_);
    presence_ = std::make_unique<Presence>(folder_, worker_, options_.shard, start_);
}

void SweepFolder::open_manifest()
{
    auto const path = folder_ + "/manifest.h5";
    {
        auto const turn = claims_.at_manifest();
        if (!has_manifest(folder_)) {
            SweepState before(sweep_);  // a folder that lost its manifest keeps its segments
            scan_segments(folder_, key_, before);
            AtomicFile study(folder_ + "/study.toml", true);
            study.write(sweep_.text);
            study.commit();
            write_manifest(path, sweep_);
        }
    }
    auto const [key, identity] = read_manifest_key(path);
    if (key != key_)
        throw InputError({folder_},
                         both({"holds another sweep (it differs in: {}; nothing was changed) another "
                               "folder, the study as it was (study.toml in it), or --grow?",
                               "contient un autre balayage (il diffère par : {} ; rien n'a été changé) un "
                               "autre dossier, l'étude telle qu'elle était (study.toml du dossier), ou --grow ?"},
                              difference_of(identity, sweep_identity(sweep_))));
}

/// A run that failed is tried again once by a process.
bool SweepFolder::is_to_do(std::size_t run) const
{
    auto const status = state_.runs[run];
    return status == SweepState::missing ||
           (options_.retry && status == SweepState::failed && !own_failures_.contains(static_cast<std::uint32_t>(run)));
}

std::vector<std::size_t> SweepFolder::pending(Shard shard)
{
    std::scoped_lock const lock(mutex_);
    return packs_to_do(packs_, history_, shard, [&](std::size_t run) { return is_to_do(run); });
}

std::vector<std::uint32_t> SweepFolder::claim(std::size_t pack)
{
    std::scoped_lock const lock(mutex_);
    if (!claims_.claim(pack)) return {};
    scan_segments(folder_, key_, state_);  // whoever had it may have done it
    std::vector<std::uint32_t> runs;
    auto const range = packs_[pack];
    for (std::size_t run = range.first; run < range.first + range.count; ++run)
        if (is_to_do(run)) runs.push_back(static_cast<std::uint32_t>(run));
    if (runs.empty()) claims_.give_up(pack);
    return runs;
}

void SweepFolder::keep(std::size_t pack, std::vector<SweepResult> results)
{
    bool due = false;
    {
        std::scoped_lock const lock(mutex_);
        for (auto& result : results) {
            ++(result.failed() ? failed_ : done_);
            waiting_.bytes += result.values.size() * sizeof(float) + 100;
            waiting_.results.push_back(std::move(result));
        }
        waiting_.packs.push_back(pack);
        due = waiting_.bytes > kMostWaiting || seconds_since(waiting_.since) >= options_.segment_seconds;
    }
    if (!due) return;
    std::unique_lock const writing(writing_, std::try_to_lock);
    if (writing.owns_lock()) write_segment();  // else another thread is at it, and will come again
}

void SweepFolder::note(SweepResult const& result)
{
    if (!result.failed()) return state_.note_done(result.run, result.run);
    if (state_.runs[result.run] == SweepState::done) return;
    state_.note_failed(result.run, result.failure);
    own_failures_.insert(result.run);
}

SweepFolder::Waiting SweepFolder::take_waiting()
{
    std::scoped_lock const lock(mutex_);
    auto taken = std::exchange(waiting_, {{}, {}, 0, Clock::now()});
    presence_->tell(done_, failed_);
    return taken;
}

void SweepFolder::write_segment()
{
    auto const start = Clock::now();
    auto [results, packs, bytes, since] = take_waiting();
    if (results.empty()) return;
    std::sort(results.begin(), results.end(), [](auto const& a, auto const& b) { return a.run < b.run; });
    auto const name = segments_.write(results);
    {
        std::scoped_lock const lock(mutex_);
        for (auto const& result : results) note(result);
        state_.segments.insert(name);
        for (auto const pack : packs) claims_.give_up(pack);
    }
    if (segments_.are_many()) segments_.join_own(joined());
    writing_seconds_ = writing_seconds_ + seconds_since(start);
}

/// Told of a segment that joins others while these are still there.
OwnSegments::Safe SweepFolder::joined()
{
    return [this](std::string const& name) {
        std::scoped_lock const lock(mutex_);
        state_.segments.insert(name);
    };
}

/// What workers left behind that died, with this worker's own: nobody else will.
void SweepFolder::join_orphans()
{
    auto const turn = claims_.try_joining();
    if (!turn) {
        segments_.join_own(joined());
        return;
    }
    auto const others = presence_->others();
    segments_.join_orphans(others.living, joined());
    presence_->bury(others.dead);
}

void SweepFolder::flush()
{
    std::scoped_lock const writing(writing_);
    write_segment();
}

void SweepFolder::finish()
{
    flush();
    std::scoped_lock const writing(writing_);
    auto const start = Clock::now();
    {
        std::scoped_lock const lock(mutex_);
        presence_->tell(done_, failed_);
    }
    join_orphans();
    writing_seconds_ = writing_seconds_ + seconds_since(start);
}

void SweepFolder::refresh()
{
    std::scoped_lock const lock(mutex_);
    scan_segments(folder_, key_, state_);
}

std::size_t SweepFolder::claimed_elsewhere() const
{
    std::scoped_lock const lock(mutex_);
    std::size_t runs = 0;
    for (std::size_t pack = 0; pack < packs_.size(); ++pack) {
        if (!claims_.is_taken(pack)) continue;
        auto const range = packs_[pack];
        for (std::size_t run = range.first; run < range.first + range.count; ++run)
            runs += state_.runs[run] == SweepState::missing ? 1U : 0U;
    }
    return runs;
}

}  // namespace cptsim
