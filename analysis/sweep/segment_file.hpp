// Segments: files that hold some runs of a sweep, written once and never changed (docs/results.md, "Sweeps").
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/sweep/sweep.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/regular_file.hpp"

namespace cptsim {

struct FailedRun {
    std::uint32_t run = 0;
    std::string why;
};

/// What a segment says of itself at its end: enough to go on with a sweep, without reading values.
struct SegmentIndex {
    std::string key;                                            ///< of the sweep
    std::size_t width = 0;                                      ///< values of a run
    std::vector<std::pair<std::uint32_t, std::uint32_t>> done;  ///< runs, as ranges that include both ends
    std::vector<FailedRun> failed;
    std::uint64_t bytes = 0;  ///< of the file
};

/// Reads the end of a segment. Throws InputError where it is damaged; false where there is no such file (it was
/// joined).
[[nodiscard]] bool read_segment_index(std::string const& path, SegmentIndex&);

/// A run as it stands in a segment.
struct SegmentRecord {
    std::uint32_t run = 0;
    std::string digest;  ///< 64 hexadecimal digits
    std::string bytes;   ///< the values, little-endian float32; none where they were not asked for
    [[nodiscard]] std::vector<float> values() const;
};

/// A segment, read record by record: none of it stays in memory. What it says of itself fits its size from the start;
/// what its records say fits that once verify() was called.
class SegmentReader {
  public:
    explicit SegmentReader(std::string path);

    [[nodiscard]] SegmentIndex const& index() const { return index_; }
    [[nodiscard]] std::string const& path() const { return file_.path(); }
    [[nodiscard]] std::size_t size() const { return records_; }
    /// Throws InputError where the file was cut short meanwhile.
    [[nodiscard]] SegmentRecord operator[](std::size_t record) const;
    /// Without its values.
    [[nodiscard]] SegmentRecord head(std::size_t record) const;
    /// Throws InputError where the bytes are not those that were written, and where the runs of the records are not
    /// those of the index.
    void verify() const;

  private:
    [[nodiscard]] SegmentRecord record(std::size_t number, std::size_t length) const;

    RegularFile file_;
    SegmentIndex index_;
    std::size_t records_ = 0;
};

/// Lets this process have as many files open as the system grants: a folder may have thousands of segments.
void allow_many_files();

/// Writes a segment; it is there once commit() has read it again and given it its name.
class SegmentWriter {
  public:
    SegmentWriter(std::string const& path, std::string const& key, std::size_t width);
    void add(std::uint32_t run, std::string_view digest, std::string_view bytes);
    void add_failed(FailedRun const&);
    void commit();

  private:
    void put(std::string_view bytes);
    void flush();
    std::string header_, buffer_;
    std::size_t width_, records_ = 0;
    std::vector<std::uint32_t> runs_;
    std::vector<FailedRun> failed_;
    Sha256 hash_;
    AtomicFile file_;
};

/// Values as they stand in a segment.
[[nodiscard]] std::string segment_bytes(std::span<float const> values);

}  // namespace cptsim
