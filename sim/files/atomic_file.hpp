// Files that are there whole or not at all.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cptsim {

/// Refuses an output before the work for it begins. Throws InputError when `path` exists and `force` is false, when it
/// is not a regular file, and when its folder is missing or takes no file.
void check_output(std::string const& path, bool force);

/// What an output is, by how files of its kind begin.
enum class OutputKind { hdf5, page, table, text, workbook };

struct Output {
    std::string path;  ///< "": none is asked for
    OutputKind kind;
};

/// "-" and its like: where a text may go instead of a file.
[[nodiscard]] bool is_standard_output(std::string const& path);

/// check_output() for all outputs of a command, which must be neither inputs of it nor each other, under whatever names
/// and links, and replace with `force` their own kind only. Standard output takes one text.
void check_outputs(std::vector<Output> const& outputs, std::vector<std::string> const& inputs, bool force);

/// A file that is written under a temporary name beside its target and takes its place in one step. Until commit() the
/// target is untouched; without commit() nothing remains. Every failure of the file system (a full disk, a missing
/// right) is an InputError that names the target.
class AtomicFile {
  public:
    /// Opens the temporary file after check_output(path, force).
    AtomicFile(std::string const& path, bool force);
    AtomicFile(AtomicFile&&) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;
    ~AtomicFile();

    /// Reserves `bytes` on the disk, so that a full disk is known before the first byte.
    void reserve(std::uint64_t bytes);
    /// The same where others write into temporary(), beyond what they have written so far.
    void reserve_beyond(std::uint64_t bytes);
    void write(std::string_view bytes);
    /// What is written next stands behind all that others wrote into temporary().
    void go_to_end();
    /// Waits until all that was written is on the disk.
    void sync();
    /// sync(), then gives the file its name; without `force` never over a file that has appeared meanwhile.
    void commit();

    /// Where they will be, as the user gave it.
    [[nodiscard]] std::string const& path() const { return path_; }
    /// Where the bytes are until commit(); for reading them again.
    [[nodiscard]] std::string const& temporary() const { return temporary_; }

  private:
    [[noreturn]] void fail(int error) const;
    void publish();

    std::string path_;    ///< as the user gave it
    std::string target_;  ///< path_ with symbolic links followed
    std::string temporary_;
    bool force_;
    bool reserved_beyond_ = false;
    int descriptor_ = -1;
};

/// Writes a text to a file of its own, or to standard output.
void write_output(std::string const& path, bool force, std::string_view text);

}  // namespace cptsim
