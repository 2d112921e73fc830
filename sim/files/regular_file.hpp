// Files opened as what they are: never a pipe, a device or a folder that a name leads to.
#pragma once
#include <cstdint>
#include <string>

namespace cptsim {

/// A file opened for reading. Opening waits for nobody, and what was opened is asked what it is, not its name: a pipe
/// without a writer, a terminal or a folder is seen and closed again.
class RegularFile {
  public:
    explicit RegularFile(std::string path);
    RegularFile(RegularFile&&) noexcept;
    RegularFile& operator=(RegularFile&&) = delete;
    ~RegularFile();

    [[nodiscard]] std::string const& path() const { return path_; }
    [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
    /// Where it is not open: whether there is something else than a regular file.
    [[nodiscard]] bool is_other() const { return other_; }
    /// Where it is not open: errno.
    [[nodiscard]] int error() const { return error_; }
    /// Bytes, when it was opened.
    [[nodiscard]] std::uint64_t size() const { return size_; }
    /// Tells it from other files, and from itself once it was written again.
    [[nodiscard]] std::string const& identity() const { return identity_; }
    /// Up to `count` bytes from `from` on: fewer at its end. Throws InputError where they cannot be read.
    [[nodiscard]] std::string read(std::uint64_t from, std::size_t count) const;

  private:
    std::string path_, identity_;
    int descriptor_ = -1, error_ = 0;
    bool other_ = false;
    std::uint64_t size_ = 0;
};

}  // namespace cptsim
