// Who is at work in a sweep's folder: a file for each process, locked as long as it lives (docs/results.md, "Sweeps").
#pragma once
#include <chrono>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "analysis/sweep/lock_file.hpp"

namespace cptsim {

/// A process at work in a folder, or one that died there.
struct SweepWorker {
    std::string name, host, started;  ///< `started` in UTC
    long pid = 0;
    bool alive = false;
    std::size_t done = 0, failed = 0;  ///< runs that it has finished
    double seconds = 0;                ///< since it began, as it last said
    std::string shard;                 ///< "1/4", or ""
};
[[nodiscard]] std::vector<SweepWorker> sweep_workers(std::string const& folder);

/// A name that no other worker has: eight hexadecimal digits.
[[nodiscard]] std::string new_worker_name();

/// This process among the workers of a folder: there for the others from its making to its end, or to that of the
/// process. One thread at a time.
class Presence {
  public:
    /// Not while somebody joins, who would take a file without a lock for that of a dead worker.
    Presence(std::string folder, std::string name, std::string shard, std::chrono::steady_clock::time_point start);
    ~Presence();
    Presence(Presence const&) = delete;
    Presence& operator=(Presence const&) = delete;

    /// Tells how many runs it has finished.
    void tell(std::size_t done, std::size_t failed) const;

    /// Names of the other workers.
    struct Others {
        std::set<std::string> living, dead;
    };
    [[nodiscard]] Others others() const;
    /// Takes away what the dead left to be seen.
    void bury(std::set<std::string> const& dead) const;

  private:
    [[nodiscard]] std::string path_of(std::string const& name) const;
    [[nodiscard]] bool is_living(SweepWorker const&) const;

    std::string folder_, name_, shard_;
    std::chrono::steady_clock::time_point start_;
    LockFile file_;
};

}  // namespace cptsim
