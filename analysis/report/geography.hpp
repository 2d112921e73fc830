// Departments and regions as people call them, and where a department stands on the map of a report.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace cptsim {

/// A square of the map: one for each department.
struct DepartmentTile {
    std::string_view code;  ///< "67", "2A", "971"
    std::string_view name;
    int row, column;
};
[[nodiscard]] std::span<DepartmentTile const> department_tiles();

/// "Bas-Rhin (67)"; the code alone where it is none of France.
[[nodiscard]] std::string department_title(std::string_view code);
/// "Grand Est" for "grand_est"; another word is its own name.
[[nodiscard]] std::string region_title(std::string_view region);

}  // namespace cptsim
