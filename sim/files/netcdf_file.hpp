// netCDF-4 files, made and read with HDF5: groups that hold labelled axes (dimension scales) and variables on them.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace cptsim {

/// What a variable holds, row-major: UTF-8 text, int32, float32 or float64.
using Values =
    std::variant<std::vector<std::string>, std::vector<std::int32_t>, std::vector<float>, std::vector<double>>;

/// What every variable says of itself.
struct Caption {
    std::string units;
    std::string long_name;
    std::string long_name_fr;
};

/// A netCDF-4 file under construction, in memory. Paths are absolute ("/observations/month"); a variable stands on
/// axes of its own group. Any thread may call; one at a time is served. A failure is ours (std::runtime_error).
class NetcdfWriter {
  public:
    NetcdfWriter();
    /// The same on the disk, in place of `path`, for what memory should not hold; a refusal is a std::system_error.
    explicit NetcdfWriter(std::string const& path);
    ~NetcdfWriter();

    void add_group(std::string const& group);
    /// Adds a text attribute to a group or a variable; "/" is the file.
    void add_attribute(std::string const& place, std::string const& name, std::string const& text);
    /// Adds an axis and its labels.
    void add_axis(std::string const& path, Values const& labels, Caption const& caption);
    /// Adds a variable on `axes`, slowest first; none for a single value.
    void add_variable(std::string const& path, std::vector<std::string> const& axes, Values const& values,
                      Caption const& caption);
    /// Adds a float32 variable that is written piece by piece and NaN until then, compressed in chunks of these
    /// lengths. Returns the number by which write_slab() knows it.
    std::size_t add_slabs(std::string const& path, std::vector<std::string> const& axes,
                          std::vector<std::size_t> const& chunk, Caption const& caption);
    /// Writes the positions start .. start + count of a variable made with add_slabs(). Whole chunks, each once:
    /// nothing of them stays in a cache.
    void write_slab(std::size_t slabs, std::vector<std::size_t> const& start, std::vector<std::size_t> const& count,
                    std::span<float const> values);

    /// The bytes of the whole file; nothing can be added afterwards. A file on the disk is closed, and "" returned.
    [[nodiscard]] std::string finish();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// A netCDF-4 file opened for reading. Every failure is an InputError that names the file. Nothing outside the file is
/// read: links that lead elsewhere are refused, and variables whose values stand in another file. Lengths that nothing
/// stored explains are refused before memory is taken for them. Any thread may call.
class NetcdfReader {
  public:
    explicit NetcdfReader(std::string path);
    NetcdfReader(NetcdfReader&&) noexcept;
    ~NetcdfReader();

    /// Whether the file has such a group or variable; the group in which it would stand is there.
    [[nodiscard]] bool has(std::string const& path) const;
    /// Text attribute of a group or a variable, one text; "" where there is none.
    [[nodiscard]] std::string attribute(std::string const& place, std::string const& name) const;
    /// Lengths of the axes of a variable.
    [[nodiscard]] std::vector<std::size_t> shape(std::string const& path) const;
    [[nodiscard]] std::vector<std::string> texts(std::string const& path) const;
    /// The text of a variable that holds one.
    [[nodiscard]] std::string text(std::string const& path) const;
    [[nodiscard]] std::vector<std::int32_t> integers(std::string const& path) const;
    [[nodiscard]] std::vector<double> reals(std::string const& path) const;
    /// The same in the type that the variable has.
    [[nodiscard]] Values values(std::string const& path) const;
    /// Positions start .. start + count of a variable of numbers.
    [[nodiscard]] std::vector<float> slab(std::string const& path, std::vector<std::size_t> const& start,
                                          std::vector<std::size_t> const& count) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace cptsim
