// Departments as people call them, and where they stand on the map of a report.
#pragma once
#include <span>
#include <string>

namespace cptsim {

/// A square of the map: one for each department.
struct DepartmentTile {
    char const* code;  ///< "67", "2A", "971"
    int row, column;
};
[[nodiscard]] std::span<DepartmentTile const> department_tiles();

/// "Bas-Rhin (67)"; the code alone where it is none of France.
[[nodiscard]] std::string department_title(std::string const& code);

}  // namespace cptsim
