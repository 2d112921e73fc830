// The netCDF-4 files of sweeps: the manifest of a folder, and the one file into which its runs are merged
// (docs/results.md, "Sweeps").
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/sweep/study_file.hpp"
#include "analysis/sweep/sweep.hpp"
#include "sim/results/results_reader.hpp"

namespace cptsim {

inline constexpr char const* kManifestFormat = "cptsim-sweep-folder";

/// What decides the results of a sweep, part by part: names of parts and their values or hashes.
using SweepIdentity = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] SweepIdentity sweep_identity(Sweep const&);
/// SHA-256 of the identity.
[[nodiscard]] std::string sweep_key(Sweep const&);

/// Keys of runs as `cptsim run` gives them: one with the factors as --set has the same. Asked in any order; quick for
/// runs of one scenario and point in a row.
class SweepKeys {
  public:
    explicit SweepKeys(Sweep const& sweep) : sweep_(sweep) {}
    [[nodiscard]] std::string key(Run const&);

  private:
    Sweep const& sweep_;
    int scenario_ = -1, point_ = -1;
    std::string resolved_;
};

/// Writes the manifest: the whole sweep, so that its runs can be told, merged and made again.
void write_manifest(std::string const& path, Sweep const&);

struct Manifest {
    Sweep sweep;
    std::string key, version, created;
    SweepIdentity identity;
    StudyDesign design;  ///< without the points of a list, which are those of the sweep
};
/// Reads a manifest. Throws InputError where this program would not make the same sweep of it.
[[nodiscard]] Manifest read_manifest(std::string const& path);
/// The same from a merged file, whose runs this program must read as they were meant.
[[nodiscard]] Manifest read_manifest(ResultsFile const&);
/// Only its key, and what its identity was.
[[nodiscard]] std::pair<std::string, SweepIdentity> read_manifest_key(std::string const& path);

/// Names of the parts that differ, with both values where they are short: "replicates (10, now 12), scenario
/// valletoux".
[[nodiscard]] std::string difference_of(SweepIdentity const& before, SweepIdentity const& now);

/// How a run ended, for a merged file.
struct MergedRun {
    enum Status : std::uint8_t { missing, done, failed } status = missing;
    std::string digest;  ///< "" unless done
    std::string why;     ///< "" unless it failed
};

/// What a merge takes from segments. `run` tells a run's end; `values` its kept values, of a run that is done.
struct MergeSource {
    std::function<MergedRun(std::size_t run)> run;
    std::function<std::vector<float>(std::size_t run)> values;
};

/// Writes the merged file, reads it again, compares, and gives it its name. The memory that it takes depends on the
/// number of runs by their keys and digests alone. Returns the file digest.
std::string write_merged(std::string const& path, bool force, Sweep const&, MergeSource const&);

}  // namespace cptsim
