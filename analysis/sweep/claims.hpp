// What processes at work in a sweep's folder keep from each other: packs, and turns at what one alone may do. Each is a
// locked byte of DIR/locks, and ends with its process, however that ends (docs/results.md, "Sweeps").
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "analysis/sweep/lock_file.hpp"

namespace cptsim {

/// The claims of this process. Any thread may call; between threads no claim is needed or given.
class Claims {
  public:
    /// Throws InputError where the file cannot be written.
    explicit Claims(std::string const& folder) : locks_(folder + "/locks") {}

    /// Whether this file system has locks. Where it has none, everything is granted to everyone.
    [[nodiscard]] bool work() const { return locks_.works(); }

    /// Claims a pack, unless another process has it.
    [[nodiscard]] bool claim(std::size_t pack);
    void give_up(std::size_t pack);
    /// Whether another process has it.
    [[nodiscard]] bool is_taken(std::size_t pack) const;

    /// What one process at a time may do, until this ends.
    class Turn {
      public:
        Turn(LockFile& locks, std::uint64_t byte) : locks_(&locks), byte_(byte) {}
        Turn(Turn&& other) noexcept : locks_(std::exchange(other.locks_, nullptr)), byte_(other.byte_) {}
        Turn& operator=(Turn&&) = delete;
        ~Turn();

      private:
        LockFile* locks_;
        std::uint64_t byte_;
    };
    /// Waits for the turn to make the manifest.
    [[nodiscard]] Turn at_manifest();
    /// Waits for the turn to join what the dead left; nobody becomes a worker meanwhile.
    [[nodiscard]] Turn at_joining();
    /// The same without waiting: nothing where another process has it, or nobody can know.
    [[nodiscard]] std::optional<Turn> try_joining();

  private:
    [[nodiscard]] Turn wait_for(std::uint64_t byte);

    LockFile locks_;
};

}  // namespace cptsim
