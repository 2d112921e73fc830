// Files that users name: where they are looked for, and their bytes.
#pragma once
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/error.hpp"

namespace cptsim {

/// How messages and files call what "-" stands for on a command line. Only who reads a command line says it: a name in
/// a file is no stream.
inline constexpr char const* kStandardInput = "<stdin>";

/// Whether a name stands for something that is read once, from its beginning to its end: standard input, or an open
/// descriptor as shells pass <(…).
[[nodiscard]] bool is_stream(std::string const& name);
/// kStandardInput where a word of a command line means it ("-", "/dev/stdin"), else the word.
[[nodiscard]] std::string typed_name(std::string const& word);

/// Bytes of a regular file or of a stream, which is read once and remembered. Throws InputError, naming the file, where
/// it cannot be read or has more than `max_bytes`.
[[nodiscard]] std::string read_text(std::string const& file, std::size_t max_bytes);

/// Refuses bytes that are no plain text (sim/base/plain_text.hpp): throws InputError with line and column. A byte order
/// mark is passed over.
void require_plain_text(std::string_view bytes, std::string const& file);

/// Folder of the scenarios that come with the program, or one of its folders: "data", "studies". It is
/// $CPTSIM_DATA_DIR where that is set, whatever is in it; else the first that is there of ../share/cptsim, seen from
/// the program, and of the source tree that it was built from.
[[nodiscard]] std::string shipped_folder(std::string const& part = "");
/// Another place than ../share/cptsim of the program: for a library, whose program may be anyone's.
void set_installed_data(std::string folder);

/// A file that comes with the program, as "data/posterior.csv". Throws InputError where it is missing, saying where it
/// was looked for and what to do: nothing takes its place.
[[nodiscard]] std::string shipped_file(std::string const& name);

/// The one finder of files that are named on a command line or in another file. Looks for `name` in each folder in its
/// order, there with each ending in its order; returns the first that is a regular file or a stream, or "".
///
/// - A file named in another one is looked for beside it, then among what is shipped: {folder_of(file),
///   shipped_folder()}. One named on the command line, as it was typed, then among what is shipped: {"",
///   shipped_folder()}.
/// - In the folder "" the name stands as it was written, without endings: what a user types is a file before it is the
///   name of something shipped.
/// - In other folders the path comes out tidy ("data/../a.toml" is "a.toml"); an absolute name is the same in all.
[[nodiscard]] std::string find_file(std::string const& name, std::vector<std::string> const& folders,
                                    std::vector<std::string> const& endings = {""});
/// Where find_file() looks, each place once.
[[nodiscard]] std::vector<std::string> file_candidates(std::string const& name, std::vector<std::string> const& folders,
                                                       std::vector<std::string> const& endings = {""});
/// First of the candidates that is a regular file or a stream, or "".
[[nodiscard]] std::string first_file(std::vector<std::string> const& candidates);

/// A suggestion: the .toml files of these folders that are called nearly so, or nothing.
[[nodiscard]] Words nearly_named(std::string const& name, std::vector<std::string> const& folders);

/// What a command line names: a file, or something of a folder of what is shipped, with or without .toml. Throws
/// InputError where there is neither, with what is called nearly so beside it or in that folder.
[[nodiscard]] std::string find_shipped(std::string const& folder, std::string const& name);

/// What a file that others have sent may name: files of its own folder (of a stream, the current one) and of those
/// shipped, links followed; never a stream.
class Fence {
  public:
    /// `open`: any file.
    Fence(std::string const& file, bool open);
    /// Throws InputError at `place` where `found` lies outside; `what` says what named it: `population "../x.csv"`.
    void require_inside(std::string const& found, Words const& what, Place const& place) const;
    [[nodiscard]] bool is_open() const { return open_; }

  private:
    bool open_;
    std::vector<std::filesystem::path> roots_;
};

/// Folder of a file, "." for a bare name and for a stream.
[[nodiscard]] std::string folder_of(std::string const& file);

}  // namespace cptsim
