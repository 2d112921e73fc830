#include "analysis/report/geography.hpp"

#include <fmt/format.h>

#include <array>

#include "sim/input/territory_cells.hpp"

namespace cptsim {
namespace {

constexpr std::array kTiles = {
#define CPT_TILE(code, row, column) DepartmentTile{code, row, column},
#include "analysis/report/tiles.inc"
#undef CPT_TILE
};

}  // namespace

std::span<DepartmentTile const> department_tiles() { return kTiles; }

std::string department_title(std::string const& code)
{
    auto const name = department_name(code);
    return name.empty() ? code : fmt::format("{} ({})", name, code);
}

}  // namespace cptsim
