// Segments: files that hold some runs of a sweep, written once and never changed (docs/results.md, "Sweeps").
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/sweep/sweep.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/digest.hpp"

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

/// A run as it stands in a segment. The views last as long as their reader.
struct SegmentRecord {
    std::uint32_t run = 0;
    std::string_view digest;  ///< 64 hexadecimal digits
    std::string_view bytes;   ///< the values, little-endian float32
    [[nodiscard]] std::vector<float> values() const;
};

/// A segment, mapped: its records cost no memory of the process that the system could not take back.
class SegmentReader {
  public:
    explicit SegmentReader(std::string path);
    SegmentReader(SegmentReader&&) noexcept;
    ~SegmentReader();

    [[nodiscard]] SegmentIndex const& index() const { return index_; }
    [[nodiscard]] std::string const& path() const { return path_; }
    [[nodiscard]] std::size_t size() const { return records_; }
    [[nodiscard]] SegmentRecord operator[](std::size_t record) const;
    /// Throws InputError where the bytes are not those that were written.
    void verify() const;
    /// Lets the system take back the memory of what was read.
    void forget() const;

  private:
    std::string path_;
    SegmentIndex index_;
    std::size_t records_ = 0;
    char const* bytes_ = nullptr;
    std::size_t size_ = 0;
};

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
