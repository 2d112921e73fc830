// A result file opened for reading: its plan, and its runs one by one.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/files/netcdf_file.hpp"
#include "sim/files/sealed_file.hpp"
#include "sim/model/recorder.hpp"
#include "sim/results/results_layout.hpp"
#include "sim/results/run_grid.hpp"
#include "sim/results/run_table.hpp"

namespace cptsim {

/// Format of a file as its root says: kResultsFormat, kSweepFormat …; "" where it is no whole HDF5 file.
[[nodiscard]] std::string format_of(std::string const& path, Seal = Seal::required);

/// Takes a run that is done, with what its file keeps of it: Observation::own is empty for an observable that is not
/// kept, and has the kept positions of any other.
using TakeRun = std::function<void(StoredRun const&, Observation const&)>;

/// Runs that are asked for.
using WantedRuns = std::function<bool(Run const&)>;

/// Opens the result file of a launch or a merged sweep; whatever is no whole result file that this program can read is
/// refused with an InputError that names it. A child process reads it first, from its first value to its last. Any
/// thread may read.
class ResultsFile {
  public:
    explicit ResultsFile(std::string path, Seal = Seal::required);
    /// The same without its values, which of_runs() reads: the child does not read them either.
    [[nodiscard]] static ResultsFile frame(std::string path, Seal);
    /// A file that this process has written itself, just now: without the child.
    [[nodiscard]] static ResultsFile own(std::string path) { return {std::move(path), Sealed{true}}; }

    [[nodiscard]] std::string const& path() const { return path_; }
    /// What was run. The parameters and levers that a scenario sets stand in its resolved_toml only.
    [[nodiscard]] Plan const& plan() const { return grid_.plan(); }
    /// What the runs lie on, and what is kept of them.
    [[nodiscard]] RunGrid const& grid() const { return grid_; }
    /// Every row of /runs, whether done or not.
    [[nodiscard]] std::vector<StoredRun> const& runs() const { return runs_; }
    /// Hands on all runs that are done, in the order in which they lie in the file; memory holds a block of them. In a
    /// file without a seal each is compared with its digest first (InputError where they differ).
    void for_each(TakeRun const&) const;
    /// The same of the wanted runs, compared with their digests in any file. A child reads them first.
    void of_runs(WantedRuns const&, TakeRun const&) const;
    /// Hands all runs of a launch to a recorder, as the launch did. `plan` is plan(), or plan() with more of its
    /// scenarios filled in. Throws InputError for a merged sweep.
    void replay(Plan const& plan, Recorder& recorder) const;
    /// The twin with parameters from the priors, where the launch ran one.
    [[nodiscard]] std::optional<IndicatorTable> prior() const;
    /// The file digest, computed anew from the values. Throws InputError when a run's values are not those of its
    /// digest.
    [[nodiscard]] std::string digest() const;
    /// The file digest as the writer noted it.
    [[nodiscard]] std::string recorded_digest() const;
    /// The file digest of the digests that its runs have in /runs.
    [[nodiscard]] std::string noted_digest() const { return digest_of(runs_); }
    /// A text of /provenance, as "git_commit" (docs/results.md).
    [[nodiscard]] std::string provenance(std::string const& name) const;
    /// For those who added groups of their own.
    [[nodiscard]] NetcdfReader const& file() const { return file_; }

  private:
    struct Sealed {
        bool is;
    };
    ResultsFile(std::string path, Sealed);
    void read(bool check, WantedRuns const&, TakeRun const&) const;
    void require_kind() const;
    void require_axes(std::string const& group, std::vector<GridField> const& fields) const;
    [[nodiscard]] RunGrid read_grid() const;
    [[nodiscard]] std::vector<int> observables() const;
    [[nodiscard]] Kept read_kept(Plan const&) const;
    [[nodiscard]] PointTable read_points() const;
    struct Parts {
        std::vector<std::vector<float>> own, paired;
    };
    [[nodiscard]] Parts read_block(RunBlock const&) const;
    [[nodiscard]] Observation observation(Parts const&, std::size_t place, StoredRun const&) const;
    [[noreturn]] void fail(Words text) const;
    [[noreturn]] void fail_digest(Run const&) const;

    std::string path_;
    bool sealed_;
    NetcdfReader file_;
    RunGrid grid_;
    std::vector<StoredRun> runs_;
};

}  // namespace cptsim
