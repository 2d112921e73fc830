// Contours of departments from a GeoJSON file that a user gives, for the map of a report.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sim/model/scenario.hpp"

namespace cptsim {

/// A department as an SVG path in the square of the map (kContourWidth × kContourHeight).
struct Contour {
    std::string code;  ///< "67"
    std::string path;
};

struct Contours {
    std::vector<Contour> shapes;      ///< by code
    std::vector<std::string> absent;  ///< departments of the table that the file does not have
};

inline constexpr int kContourWidth = 440, kContourHeight = 520;

/// The contours of a table's departments among the features of a GeoJSON, found by the properties that hold a code or
/// a name, simplified to what a page can show. The file is a stranger's: `bytes` with more than a few thousand
/// features, half a million points, deep nesting, or coordinates that are no longitude and latitude are refused with
/// InputError at `file`, and so are a file without any department of the table and a build without nlohmann-json.
[[nodiscard]] Contours read_contours(std::string_view bytes, std::string const& file, TerritoryTable const&);
/// The same from a file, of 16 MiB at most.
[[nodiscard]] Contours read_contours(std::string const& file, TerritoryTable const&);

}  // namespace cptsim
