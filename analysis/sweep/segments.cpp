#include "analysis/sweep/segments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <span>

#include "analysis/sweep/names_in.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/results/results_digest.hpp"

namespace cptsim {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kManySegments = 64;                   ///< of one worker, before they are joined
constexpr std::uint64_t kLarge = std::uint64_t{256} << 20;  ///< bytes of a segment that is joined no further
constexpr int kMostRounds = 100;                            ///< of looking for what was joined meanwhile

/// The worker whose segment it is.
std::string worker_of(std::string const& segment) { return segment.substr(0, segment.find('-')); }

/// Results of the same run from two segments: the same, or something is badly wrong.
void require_same(std::string const& path, SegmentRecord const& one, std::string_view other_digest)
{
    if (one.digest != other_digest)
        throw InputError({path}, both({"holds another result of run {} than another segment does (the same run gives "
                                       "the same result) were both made by the same program?",
                                       "contient un autre résultat de la simulation {} qu'un autre segment (une même "
                                       "simulation donne le même résultat) les deux viennent-ils du même programme ?"},
                                      one.run));
}

/// Digest of a run that stands in one of these segments.
std::string find_digest(std::span<SegmentReader const> readers, std::uint32_t run)
{
    for (auto const& reader : readers)
        for (std::size_t i = 0; i < reader.size(); ++i)
            if (auto found = reader.head(i); found.run == run) return std::move(found.digest);
    return {};
}

/// Puts each run of some segments into one, of `runs` in all; a failure only where no segment has the run as done.
void put_together(std::span<SegmentReader const> readers, std::size_t runs, SegmentWriter& segment)
{
    std::vector<bool> seen(runs);  // no more: what a join remembers of a run is a bit
    for (std::size_t r = 0; r < readers.size(); ++r) {
        auto const& reader = readers[r];
        for (std::size_t i = 0; i < reader.size(); ++i) {
            auto const record = reader[i];
            if (seen[record.run])
                require_same(reader.path(), record, find_digest(readers.first(r), record.run));
            else
                segment.add(record.run, record.digest, record.bytes);
            seen[record.run] = true;
        }
    }
    for (auto const& reader : readers)
        for (auto const& one : reader.index().failed)
            if (!seen[one.run]) {
                segment.add_failed(one);
                seen[one.run] = true;
            }
}

}  // namespace

std::size_t values_of_run(Sweep const& sweep)
{
    std::size_t width = 0;
    for (auto const& field : kept_fields(sweep.kept, sweep.plan)) width += field.source.size();
    return width;
}

SweepState::SweepState(Sweep const& sweep) : width(values_of_run(sweep)), runs(sweep.runs(), missing) {}

std::size_t SweepState::count(Status status) const
{
    return static_cast<std::size_t>(std::count(runs.begin(), runs.end(), status));
}

void require_fits(std::string const& path, SegmentIndex const& index, std::size_t runs, std::size_t width)
{
    auto const fits = [&](std::uint32_t run) { return run < runs; };
    if (index.width != width)
        throw InputError({path}, both({"is damaged (its runs have {} values, those of the sweep {})",
                                       "est abîmé (ses simulations ont {} valeurs, celles du balayage {})"},
                                      index.width, width));
    if (!std::all_of(index.done.begin(), index.done.end(), [&](auto const& range) { return fits(range.second); }) ||
        !std::all_of(index.failed.begin(), index.failed.end(), [&](auto const& one) { return fits(one.run); }))
        throw InputError({path}, {"is damaged (it has runs that the sweep does not have)",
                                  "est abîmé (il a des simulations que le balayage n'a pas)"});
}

void SweepState::note(std::string const& path, SegmentIndex const& index)
{
    require_fits(path, index, runs.size(), width);
    for (auto const& [first, last] : index.done) note_done(first, last);
    for (auto const& one : index.failed) note_failed(one.run, one.why);
}

void SweepState::note_done(std::uint32_t first, std::uint32_t last)
{
    std::fill(runs.begin() + first, runs.begin() + last + 1, done);
    failures.erase(failures.lower_bound(first), failures.upper_bound(last));
}

void SweepState::note_failed(std::uint32_t run, std::string const& why)
{
    if (runs[run] == done) return;
    runs[run] = failed;
    failures[run] = why;
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
                if (rounds == kMostRounds)
                    throw InputError({path}, {"cannot be read (it is listed, but not there) remove it?",
                                              "ne peut pas être lu (il est dans la liste, mais absent) l'enlever ?"});
                again = true;  // joined meanwhile: what it held stands in a new one
                continue;
            }
            if (index.key != key)
                throw InputError(
                    {path}, {"is of another sweep (its key is not that of the manifest) take it out of the folder?",
                             "est d'un autre balayage (sa clé n'est pas celle du manifeste) le retirer du dossier ?"});
            state.note(path, index);
            state.segments.insert(name);
            state.bytes += index.bytes;
        }
    }
}

OwnSegments::OwnSegments(std::string const& folder, Sweep const& sweep, std::string key, std::string worker)
    : folder_(folder + "/segments"),
      key_(std::move(key)),
      worker_(std::move(worker)),
      fields_(kept_fields(sweep.kept, sweep.plan)),
      runs_(sweep.runs())
{
    for (auto const& field : fields_) width_ += field.source.size();
}

std::string OwnSegments::next_name() { return fmt::format("{}-{:06}.seg", worker_, written_++); }

SegmentWriter OwnSegments::begin(std::string const& name) const { return {folder_ + '/' + name, key_, width_}; }

bool OwnSegments::are_many() const { return own_.size() >= kManySegments; }

std::string OwnSegments::write(std::vector<SweepResult> const& results)
{
    auto const name = next_name();
    auto segment = begin(name);
    for (auto const& result : results) {
        if (result.failed())
            segment.add_failed({result.run, result.failure});
        else
            segment.add(result.run, kept_digest(fields_, result.values), segment_bytes(result.values));
    }
    segment.commit();
    own_.push_back(name);
    return name;
}

/// Joins keep files few and no more: without room, or where another process took a segment first, all stays as it is.
void OwnSegments::try_to_join(std::vector<std::string> names, Safe const& safe)
{
    try {
        join(names, safe);
    } catch (InputError const& error) {
        join_problem_ = error.what();
    }
}

void OwnSegments::join(std::vector<std::string> const& names, Safe const& safe)
{
    std::vector<std::string> small;
    std::uint64_t bytes = 0;
    std::vector<SegmentReader> readers;
    for (auto const& name : names) {
        if (!fs::exists(folder_ + '/' + name)) continue;  // joined by another process
        SegmentReader reader(folder_ + '/' + name);
        if (reader.index().key != key_ || reader.index().bytes + bytes > kLarge) continue;
        reader.verify();
        require_fits(reader.path(), reader.index(), runs_, width_);
        bytes += reader.index().bytes;
        small.push_back(name);
        readers.push_back(std::move(reader));
    }
    own_.clear();
    if (small.size() < 2) return;
    auto const name = next_name();
    auto segment = begin(name);
    put_together(readers, runs_, segment);
    segment.commit();
    safe(name);
    for (auto const& old : small) {
        std::error_code ignored;
        fs::remove(folder_ + '/' + old, ignored);
    }
    if (bytes < kLarge / 2) own_ = {name};
}

void OwnSegments::join_orphans(std::set<std::string> const& living, Safe const& safe)
{
    std::vector<std::string> names;
    for (auto const& name : names_in(folder_, ".seg"))
        if (!living.contains(worker_of(name))) names.push_back(name);
    try_to_join(std::move(names), safe);
    std::error_code ignored;
    for (auto const& entry : fs::directory_iterator(folder_, ignored)) {
        auto const name = entry.path().filename().string();  // ".0f3a-000001.seg.123-0.part": half written
        if (name[0] == '.' && !living.contains(worker_of(name.substr(1)))) fs::remove(entry.path(), ignored);
    }
}

}  // namespace cptsim
