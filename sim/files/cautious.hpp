// Reading what may bring a library down: first in a child process, which may die of it.
#pragma once
#include <functional>
#include <string>

namespace cptsim {

/// Calls `read`, which reads the file at `path` as the caller is about to do, in a child process with limits of memory
/// and time that the size of the file explains. Returns where it went well; a file that did so once is not asked again
/// for the same `purpose`. Throws InputError, naming the file, where the child died or ran into a limit, and what
/// `read` throws of this kind. Within `read` it does nothing.
///
/// A checksum tells what was damaged on its way, and nothing of who made the file: HDF5 can be brought down by bytes
/// that were made for it, and what it then does to this process is anybody's guess.
void rehearse(std::string const& path, std::string const& purpose, std::function<void()> const& read);

/// As long as it lives, readers of this thread are within a rehearsal.
class Rehearsal {
  public:
    Rehearsal();
    ~Rehearsal();
    Rehearsal(Rehearsal const&) = delete;
    Rehearsal& operator=(Rehearsal const&) = delete;

  private:
    bool before_;
};

}  // namespace cptsim
