#include "analysis/sweep/sweep_folder.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <span>
#include <sstream>

#include "analysis/sweep/sweep_file.hpp"
#include "sim/base/error.hpp"
#include "sim/files/text_file.hpp"
#include "sim/results/results_digest.hpp"

namespace cptsim {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;

/// Bytes of DIR/locks: who makes the manifest, who joins, then one for each pack.
constexpr std::uint64_t kManifestByte = 0, kJoinByte = 1, kFirstPack = 16;
constexpr std::size_t kMostWaiting = std::size_t{64} << 20;  ///< bytes of results that wait for a segment
constexpr std::size_t kManySegments = 64;                    ///< of one worker, before they are joined
constexpr std::uint64_t kLarge = std::uint64_t{256} << 20;   ///< bytes of a segment that is joined no further

constexpr auto kLongSilence = std::chrono::hours(2);  ///< of a worker on another machine
constexpr int kMostRounds = 100;                      ///< of looking for what was joined meanwhile
constexpr std::size_t kRecordsAtOnce = 1024;          ///< of a mapped segment, before its memory is given back

[[noreturn]] void refuse(std::string const& path, std::string text)
{
    throw InputError({InputProblem{path, 0, 0, std::move(text)}});
}

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::string host_name()
{
    char name[256] = {};
    return gethostname(name, sizeof name - 1) == 0 ? name : "unknown";
}

std::string new_name()
{
    std::random_device random;
    return fmt::format("{:08x}", random());
}

std::vector<std::string> names_in(std::string const& folder, std::string const& extension)
{
    std::vector<std::string> names;
    std::error_code error;
    fs::directory_iterator const entries(folder, error);
    if (error) refuse(folder, fmt::format("cannot be read ({}) its rights, or another folder?", error.message()));
    for (auto const& entry : entries)
        if (entry.path().extension() == extension && entry.path().filename().string()[0] != '.')
            names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

/// The worker whose segment it is.
std::string worker_of(std::string const& segment) { return segment.substr(0, segment.find('-')); }

void make_folder(std::string const& folder)
{
    std::error_code error;
    bool const there = fs::is_directory(folder, error);
    bool const ours = fs::exists(folder + "/manifest.h5", error) || fs::exists(folder + "/segments", error);
    if (there && !ours && !fs::is_empty(folder, error))
        refuse(folder, "is no folder of a sweep (it holds other files) another folder?");
    if (!there && fs::exists(folder, error)) refuse(folder, "is no folder (a sweep needs one) another name?");
    for (auto const* part : {"", "/segments", "/workers"}) {
        fs::create_directory(folder + part, error);
        if (error) refuse(folder, fmt::format("cannot be made ({}) another folder?", error.message()));
    }
}

/// Whether a process has the first byte of a file locked; nothing where the file is gone. The file is not touched.
std::optional<bool> first_byte_taken(std::string const& path)
{
    int const file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return {};
    struct flock range = {};
    range.l_type = F_WRLCK;
    range.l_whence = SEEK_SET;
    range.l_len = 1;
    bool const taken = fcntl(file, F_OFD_GETLK, &range) == 0 && range.l_type != F_UNLCK;
    close(file);
    return taken;
}

/// Results of the same run from two segments: the same, or something is badly wrong.
void require_same(std::string const& path, SegmentRecord const& one, std::string_view other_digest)
{
    if (one.digest != other_digest)
        refuse(path, fmt::format("holds another result of run {} than another segment does (the same run gives the "
                                 "same result) were both made by the same program?",
                                 one.run));
}

/// Digest of a run that stands in one of these segments.
std::string_view find_digest(std::span<SegmentReader const> readers, std::uint32_t run)
{
    for (auto const& reader : readers)
        for (std::size_t i = 0; i < reader.size(); ++i)
            if (reader[i].run == run) return reader[i].digest;
    return {};
}

}  // namespace

bool has_manifest(std::string const& folder)
{
    std::error_code error;
    return fs::exists(folder + "/manifest.h5", error);
}

std::size_t SweepState::count(Status status) const
{
    return static_cast<std::size_t>(std::count(runs.begin(), runs.end(), status));
}

std::vector<std::size_t> packs_to_do(SweepPacks const& packs, std::size_t shard, std::size_t shards,
                                     std::function<bool(std::size_t run)> const& is_to_do)
{
    std::vector<std::size_t> found;
    for (std::size_t pack = shard; pack < packs.size(); pack += shards) {
        auto const range = packs[pack];
        std::size_t run = range.first;
        while (run < range.first + range.count && !is_to_do(run)) ++run;
        if (run < range.first + range.count) found.push_back(pack);
    }
    return found;
}

void scan_segments(std::string const& folder, std::string const& key, SweepState& state)
{
    auto const segments = folder + "/segments";
    int rounds = 0;
    for (bool again = true; again; ++rounds) {
        again = false;
        for (auto const& name : names_in(segments, ".seg")) {
            if (state.segments.contains(name)) continue;
            SegmentIndex index;
            auto const path = segments + '/' + name;
            if (!read_segment_index(path, index)) {
                if (rounds == kMostRounds) refuse(path, "cannot be read (it is listed, but not there) remove it?");
                again = true;  // joined meanwhile: what it held stands in a new one
                continue;
            }
            if (index.key != key)
                refuse(path, "is of another sweep (its key is not that of the manifest) take it out of the folder?");
            for (auto const& [first, last] : index.done) {
                if (last >= state.runs.size()) refuse(path, "is damaged (it has runs that the sweep does not have)");
                std::fill(state.runs.begin() + first, state.runs.begin() + last + 1, SweepState::done);
                state.failures.erase(state.failures.lower_bound(first), state.failures.upper_bound(last));
            }
            for (auto const& one : index.failed) {
                if (one.run >= state.runs.size()) refuse(path, "is damaged (it has runs that the sweep does not have)");
                if (state.runs[one.run] == SweepState::done) continue;
                state.runs[one.run] = SweepState::failed;
                state.failures[one.run] = one.why;
            }
            state.segments.insert(name);
            state.bytes += index.bytes;
        }
    }
}

std::vector<SweepWorker> sweep_workers(std::string const& folder)
{
    std::vector<SweepWorker> workers;
    for (auto const& name : names_in(folder + "/workers", ".txt")) {
        auto const path = folder + "/workers/" + name;
        SweepWorker worker;
        worker.name = name.substr(0, name.size() - 4);
        std::ifstream file(path);
        for (std::string word, value; file >> word && std::getline(file >> std::ws, value);) {
            std::istringstream number(value);
            if (word == "host") worker.host = value;
            if (word == "pid") number >> worker.pid;
            if (word == "started") worker.started = value;
            if (word == "done") number >> worker.done;
            if (word == "failed") number >> worker.failed;
            if (word == "seconds") number >> worker.seconds;
            if (word == "shard") worker.shard = value;
        }
        auto const lock = first_byte_taken(path);
        if (!lock) continue;  // it ended meanwhile
        worker.alive = *lock;
        workers.push_back(std::move(worker));
    }
    return workers;
}

SweepFolder::SweepFolder(std::string folder, Sweep const& sweep, FolderOptions const& options)
    : folder_(std::move(folder)),
      sweep_(sweep),
      options_(options),
      key_(sweep_key(sweep)),
      fields_(kept_fields(sweep.kept, sweep.plan)),
      packs_(sweep),
      worker_(new_name()),
      locks_((make_folder(folder_), folder_ + "/locks"))
{
    for (auto const& field : fields_) width_ += field.source.size();
    open_manifest();
    state_.runs.assign(sweep.runs(), SweepState::missing);
    scan_segments(folder_, key_, state_);
    register_worker();
}

SweepFolder::~SweepFolder() { describe_worker(true); }

void SweepFolder::open_manifest()
{
    auto const path = folder_ + "/manifest.h5";
    locks_.lock(kManifestByte);
    if (!has_manifest(folder_)) {
        SweepState before;  // a folder that lost its manifest keeps its segments
        before.runs.assign(sweep_.runs(), SweepState::missing);
        scan_segments(folder_, key_, before);
        AtomicFile study(folder_ + "/study.toml", true);
        study.write(sweep_.text);
        study.commit();
        write_manifest(path, sweep_);
    }
    locks_.unlock(kManifestByte);
    auto const [key, identity] = read_manifest_key(path);
    if (key != key_)
        refuse(folder_, fmt::format("holds another sweep (it differs in: {}; nothing was changed) another folder, or "
                                    "the study as it was (study.toml in it)?",
                                    difference_of(identity, sweep_identity(sweep_))));
}

/// Not while somebody joins, who would take a file without a lock for that of a dead worker.
void SweepFolder::register_worker()
{
    locks_.lock(kJoinByte);
    presence_ = std::make_unique<LockFile>(folder_ + "/workers/" + worker_ + ".txt");
    static_cast<void>(presence_->try_lock(0));
    describe_worker(false);
    locks_.unlock(kJoinByte);
}

void SweepFolder::describe_worker(bool ended)
{
    if (!presence_) return;
    if (ended) {
        std::error_code ignored;
        fs::remove(folder_ + "/workers/" + worker_ + ".txt", ignored);
        return;
    }
    auto const begun = std::chrono::system_clock::now() - (Clock::now() - start_);
    presence_->write(fmt::format(
        "host {}\npid {}\nstarted {:%Y-%m-%dT%H:%M:%SZ}\ndone {}\nfailed {}\nseconds {:.1f}\n{}", host_name(), getpid(),
        fmt::gmtime(std::chrono::system_clock::to_time_t(
            std::chrono::time_point_cast<std::chrono::system_clock::duration>(begun))),
        done_, failed_, seconds_since(start_), options_.shard.empty() ? "" : "shard " + options_.shard + '\n'));
}

/// A run that failed is tried again once by a process.
bool SweepFolder::is_to_do(std::size_t run) const
{
    auto const status = state_.runs[run];
    return status == SweepState::missing ||
           (options_.retry && status == SweepState::failed && !own_failures_.contains(static_cast<std::uint32_t>(run)));
}

std::vector<std::size_t> SweepFolder::pending(std::size_t shard, std::size_t shards)
{
    std::scoped_lock const lock(mutex_);
    return packs_to_do(packs_, shard, shards, [&](std::size_t run) { return is_to_do(run); });
}

std::vector<std::uint32_t> SweepFolder::claim(std::size_t pack)
{
    std::scoped_lock const lock(mutex_);
    if (!locks_.try_lock(kFirstPack + pack)) return {};
    scan_segments(folder_, key_, state_);  // whoever had it may have done it
    std::vector<std::uint32_t> runs;
    auto const range = packs_[pack];
    for (std::size_t run = range.first; run < range.first + range.count; ++run)
        if (is_to_do(run)) runs.push_back(static_cast<std::uint32_t>(run));
    if (runs.empty()) locks_.unlock(kFirstPack + pack);
    return runs;
}

void SweepFolder::keep(std::size_t pack, std::vector<SweepResult> results)
{
    bool due = false;
    {
        std::scoped_lock const lock(mutex_);
        for (auto& result : results) {
            ++(result.failed() ? failed_ : done_);
            waiting_bytes_ += result.values.size() * sizeof(float) + 100;
            waiting_.push_back(std::move(result));
        }
        waiting_packs_.push_back(pack);
        due = waiting_bytes_ > kMostWaiting || seconds_since(last_written_) >= options_.segment_seconds;
    }
    if (!due) return;
    std::unique_lock const writing(writing_, std::try_to_lock);
    if (writing.owns_lock()) write_segment();  // else another thread is at it, and will come again
}

std::string SweepFolder::next_segment() { return fmt::format("{}-{:06}.seg", worker_, segments_++); }

void SweepFolder::note(std::uint32_t run, bool failed, std::string const& why)
{
    if (failed && state_.runs[run] == SweepState::done) return;
    state_.runs[run] = failed ? SweepState::failed : SweepState::done;
    if (failed) {
        state_.failures[run] = why;
        own_failures_.insert(run);
    }
    if (!failed) state_.failures.erase(run);
}

void SweepFolder::write_segment()
{
    auto const start = Clock::now();
    std::vector<SweepResult> results;
    std::vector<std::size_t> packs;
    {
        std::scoped_lock const lock(mutex_);
        results.swap(waiting_);
        packs.swap(waiting_packs_);
        waiting_bytes_ = 0;
        last_written_ = start;
        describe_worker(false);
    }
    if (results.empty()) return;
    std::sort(results.begin(), results.end(), [](auto const& a, auto const& b) { return a.run < b.run; });
    auto const name = next_segment();
    SegmentWriter segment(folder_ + "/segments/" + name, key_, width_);
    for (auto const& result : results) {
        if (result.failed())
            segment.add_failed({result.run, result.failure});
        else
            segment.add(result.run, kept_digest(fields_, result.values), segment_bytes(result.values));
    }
    segment.commit();
    own_.push_back(name);
    {
        std::scoped_lock const lock(mutex_);
        for (auto const& result : results) note(result.run, result.failed(), result.failure);
        state_.segments.insert(name);
        for (auto const pack : packs) locks_.unlock(kFirstPack + pack);
    }
    if (own_.size() >= kManySegments) try_to_join(own_);
    writing_seconds_ = writing_seconds_ + seconds_since(start);
}

/// Joins keep files few and no more: without room, or where another process took a segment first, all stays as it is.
void SweepFolder::try_to_join(std::vector<std::string> names)
{
    try {
        join(std::move(names));
    } catch (InputError const& error) {
        join_problem_ = error.what();
    }
}

/// Puts segments together into one. The old ones go when the new one is safe.
void SweepFolder::join(std::vector<std::string> names)
{
    std::vector<std::string> small;
    std::uint64_t bytes = 0;
    std::vector<SegmentReader> readers;
    for (auto const& name : names) {
        if (!fs::exists(folder_ + "/segments/" + name)) continue;  // joined by another process
        SegmentReader reader(folder_ + "/segments/" + name);
        if (reader.index().key != key_ || reader.index().bytes + bytes > kLarge) continue;
        reader.verify();
        reader.forget();
        bytes += reader.index().bytes;
        small.push_back(name);
        readers.push_back(std::move(reader));
    }
    own_.clear();
    if (small.size() < 2) return;
    auto const name = next_segment();
    SegmentWriter segment(folder_ + "/segments/" + name, key_, width_);
    std::vector<bool> seen(state_.runs.size());  // no more: what a join remembers of a run is a bit
    for (std::size_t r = 0; r < readers.size(); ++r) {
        auto const& reader = readers[r];
        for (std::size_t i = 0; i < reader.size(); ++i) {
            auto const record = reader[i];
            if (seen[record.run])
                require_same(reader.path(), record, find_digest(std::span(readers).first(r), record.run));
            else
                segment.add(record.run, record.digest, record.bytes);
            seen[record.run] = true;
            if (i % kRecordsAtOnce == 0) reader.forget();
        }
        reader.forget();
    }
    for (auto const& reader : readers)
        for (auto const& one : reader.index().failed)
            if (!seen[one.run]) {
                segment.add_failed(one);
                seen[one.run] = true;
            }
    segment.commit();
    {
        std::scoped_lock const lock(mutex_);
        state_.segments.insert(name);
    }
    for (auto const& old : small) {
        std::error_code ignored;
        fs::remove(folder_ + "/segments/" + old, ignored);
    }
    if (bytes < kLarge / 2) own_ = {name};
}

/// Where locks hold on one machine only, every worker of another looks dead: it is one that has said nothing for long,
/// by the clock of the file system.
bool SweepFolder::is_living(SweepWorker const& worker) const
{
    if (worker.alive || worker.host == host_name()) return worker.alive;
    std::error_code error;
    auto const written = [&](std::string const& name) {
        return fs::last_write_time(folder_ + "/workers/" + name + ".txt", error);
    };
    auto const silence = written(worker_) - written(worker.name);
    return !error && silence < kLongSilence;
}

/// What workers left behind that died, with this worker's own: nobody else will.
void SweepFolder::join_orphans()
{
    bool alone = false;
    {
        std::scoped_lock const lock(mutex_);
        alone = locks_.try_lock(kJoinByte) && locks_.works();
    }
    if (!alone) {
        try_to_join(own_);
        return;
    }
    std::set<std::string> living, dead;
    for (auto const& worker : sweep_workers(folder_)) (is_living(worker) ? living : dead).insert(worker.name);
    living.erase(worker_);
    std::vector<std::string> names;
    for (auto const& name : names_in(folder_ + "/segments", ".seg"))
        if (!living.contains(worker_of(name))) names.push_back(name);
    try_to_join(std::move(names));
    std::error_code ignored;
    for (auto const& entry : fs::directory_iterator(folder_ + "/segments", ignored)) {
        auto const name = entry.path().filename().string();  // ".0f3a-000001.seg.123-0.part": half written
        if (name[0] == '.' && !living.contains(worker_of(name.substr(1)))) fs::remove(entry.path(), ignored);
    }
    dead.erase(worker_);
    for (auto const& name : dead) fs::remove(folder_ + "/workers/" + name + ".txt", ignored);
    std::scoped_lock const lock(mutex_);
    locks_.unlock(kJoinByte);
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
        describe_worker(false);
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
        if (!locks_.is_taken(kFirstPack + pack)) continue;
        auto const range = packs_[pack];
        for (std::size_t run = range.first; run < range.first + range.count; ++run)
            runs += state_.runs[run] == SweepState::missing ? 1U : 0U;
    }
    return runs;
}

}  // namespace cptsim
