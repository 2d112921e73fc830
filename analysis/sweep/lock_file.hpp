// Locks of a sweep's folder: ranges of one file, held by a process and gone with it, however it ends.
#pragma once
#include <atomic>
#include <cstdint>
#include <string>

namespace cptsim {

/// A file whose bytes are locked, never its content. Locks belong to the open file: they end with this object and with
/// the process, on NFS too where its lock service runs. Any thread may call; those of one object do not keep each other
/// out.
class LockFile {
  public:
    /// Opens the file, and makes it where it is missing. Throws InputError where that cannot be.
    explicit LockFile(std::string path);
    ~LockFile();
    LockFile(LockFile const&) = delete;
    LockFile& operator=(LockFile const&) = delete;

    /// Locks a byte unless another process has it. True without a lock where the file system has none: then nothing
    /// keeps two processes apart, and works() is false.
    [[nodiscard]] bool try_lock(std::uint64_t byte);
    /// Waits for it.
    void lock(std::uint64_t byte);
    void unlock(std::uint64_t byte);
    /// Whether another process has the byte.
    [[nodiscard]] bool is_taken(std::uint64_t byte) const;
    [[nodiscard]] bool works() const { return works_; }

    /// Puts a text into the file.
    void write(std::string const& text) const;

  private:
    std::string path_;
    int descriptor_;
    std::atomic<bool> works_ = true;
};

}  // namespace cptsim
