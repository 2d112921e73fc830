#include "analysis/sweep/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/grow.hpp"
#include "analysis/sweep/run_name.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/results/results_layout.hpp"
#include "sim/results/results_reader.hpp"

namespace cptsim {
namespace {

constexpr int kRecordBits = 40;  ///< of a place; the rest tells the segment

/// Opens all segments of a folder at one moment: where one goes amid it, what it held stands in another.
std::vector<SegmentReader> open_segments(std::string const& folder, Manifest const& manifest)
{
    for (int attempt = 0;; ++attempt) {
        SweepState state(manifest.sweep);
        scan_segments(folder, manifest.key, state);
        std::vector<SegmentReader> readers;
        std::string path;
        try {
            for (auto const& name : state.segments) {
                path = folder + "/segments/" + name;
                readers.emplace_back(path);
            }
            return readers;
        } catch (InputError const&) {
            if (attempt > 10 || std::filesystem::exists(path)) throw;
        }
    }
}

/// Names of the runs that a merge would leave out: the first of them, and how many more.
std::string holes(Sweep const& sweep, SweepSegments const& segments)
{
    constexpr std::size_t kShown = 8;
    std::vector<std::string> names;
    std::size_t more = 0;
    for (std::size_t run = 0; run < sweep.runs(); ++run) {
        if (segments.status(run) == MergedRun::done) continue;
        if (names.size() < kShown)
            names.push_back(run_name(sweep, sweep.run(run)) +
                            (segments.status(run) == MergedRun::failed ? " (failed)" : ""));
        else
            ++more;
    }
    return fmt::format("{}{}", fmt::join(names, ", "), more > 0 ? fmt::format(" and {} more", more) : "");
}

}  // namespace

SweepSegments::SweepSegments(std::vector<std::string> const& folders, Manifest const& manifest)
    : runs_(manifest.sweep.runs()), width_(values_of_run(manifest.sweep)), places_(runs_, 0)
{
    allow_many_files();
    for (auto const& folder : folders) {
        auto const own = manifest_of(folder);
        std::vector<std::uint32_t> runs;
        if (own.key != manifest.key) runs = nested_runs(own.sweep, manifest.sweep, folder);
        for (auto& reader : open_segments(folder, own)) {
            segments_.push_back(std::move(reader));
            add(segments_.size() - 1, runs);
        }
    }
    for (std::size_t run = 0; run < runs_; ++run)
        if (places_[run] != 0) failed_.erase(static_cast<std::uint32_t>(run));
}

void SweepSegments::add(std::size_t segment, std::vector<std::uint32_t> const& runs)
{
    auto const here = [&](std::uint32_t run) { return runs.empty() ? run : runs.at(run); };
    auto const& reader = segments_[segment];
    reader.verify();
    require_fits(reader.path(), reader.index(), runs_, width_);
    for (std::size_t i = 0; i < reader.size(); ++i) {
        auto const found = reader.head(i);
        auto const run = here(found.run);
        auto& place = places_.at(run);
        if (place == 0) {
            place = (std::uint64_t{segment} << kRecordBits) + i + 1;
        } else if (head(run).digest != found.digest) {
            auto const& other = segments_[place >> kRecordBits];
            throw InputError({reader.path()},
                             both({"holds another result of run {} than {} (the same run gives the same result "
                                   "everywhere) were both made by the same build of the program?",
                                   "contient un autre résultat de la simulation {} que {} (une même simulation donne "
                                   "partout le même résultat) les deux viennent-ils du même programme ?"},
                                  found.run, other.path()));
        }
    }
    for (auto const& one : reader.index().failed) failed_[here(one.run)] = one.why;
}

SegmentReader const& SweepSegments::segment(std::size_t run) const { return segments_[places_[run] >> kRecordBits]; }

std::size_t SweepSegments::record(std::size_t run) const
{
    return static_cast<std::size_t>(places_[run] & ((std::uint64_t{1} << kRecordBits) - 1)) - 1;
}

SegmentRecord SweepSegments::head(std::size_t run) const { return segment(run).head(record(run)); }

MergedRun::Status SweepSegments::status(std::size_t run) const
{
    if (places_[run] != 0) return MergedRun::done;
    return failed_.contains(static_cast<std::uint32_t>(run)) ? MergedRun::failed : MergedRun::missing;
}

std::size_t SweepSegments::count(MergedRun::Status wanted) const
{
    std::size_t runs = 0;
    for (std::size_t run = 0; run < runs_; ++run) runs += status(run) == wanted ? 1U : 0U;
    return runs;
}

MergeSource SweepSegments::source() const
{
    MergeSource source;
    source.run = [this](std::size_t run) {
        MergedRun end;
        end.status = status(run);
        if (end.status == MergedRun::done) end.digest = head(run).digest;
        if (end.status == MergedRun::failed) end.why = failed_.at(static_cast<std::uint32_t>(run));
        return end;
    };
    source.values = [this](std::size_t run) { return segment(run)[record(run)].values(); };
    return source;
}

Merged merge_folders(std::vector<std::string> const& folders, std::string const& output, bool partial, bool force)
{
    auto manifest = manifest_of(folders.front());
    for (auto const& folder : folders)  // the largest has room for the others
        if (auto other = manifest_of(folder); other.sweep.runs() > manifest.sweep.runs()) manifest = std::move(other);
    auto const path = output.empty() ? folders.front() + "/merged.h5" : output;
    std::vector<std::string> inputs;
    for (auto const& folder : folders) {
        inputs.insert(inputs.end(), {folder + "/manifest.h5", folder + "/study.toml"});
        std::error_code ignored;
        for (auto const& segment : std::filesystem::directory_iterator(folder + "/segments", ignored))
            inputs.push_back(segment.path().string());
    }
    check_outputs({{path, OutputKind::hdf5}}, inputs, force);
    if (auto const format = format_of(path); !format.empty() && format != kSweepFormat)
        throw InputError({path},
                         both({"is a file of another kind ({}; --force replaces merged sweeps, and nothing else) "
                               "another name?",
                               "est un fichier d'une autre sorte ({} ; --force remplace des balayages fusionnés, et "
                               "rien d'autre) un autre nom ?"},
                              format));
    SweepSegments const segments(folders, manifest);
    auto const& sweep = manifest.sweep;
    auto const done = segments.count(MergedRun::done);
    if (done < sweep.runs() && !partial)
        throw InputError({folders.front()},
                         both({"has {} of {} runs (missing: {}) the same sweep again{}, or --partial?",
                               "a {} simulations sur {} (manquent : {}) relancer le même balayage{}, ou --partial ?"},
                              done, sweep.runs(), holes(sweep, segments),
                              segments.count(MergedRun::failed) > 0 ? Text{" with --retry", " avec --retry"} : Text{}));
    return {path, write_merged(path, force, sweep, segments.source()), done, sweep.runs()};
}

}  // namespace cptsim
