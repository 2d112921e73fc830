#include "sim/results/small_cells.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

namespace cptsim {
namespace {

constexpr float kHidden = std::numeric_limits<float>::quiet_NaN();

bool has(ObservableField const& field, Axis axis)
{
    return std::find(field.axes.begin(), field.axes.end(), axis) != field.axes.end();
}

/// Counts of persons are sums without a unit; a stage, a climate or an achievement of a territory is none.
bool counts_persons(ObservableField const& field)
{
    if (field.unit != "1" || !field.mean_of.empty()) return false;
    if (has(field, Axis::territory))
        return field.name != "territory_stage" && field.name != "territory_dormant" &&
               field.name != "territory_achievement" && field.name != "territory_climate";
    return has(field, Axis::profession) || has(field, Axis::from_role) || has(field, Axis::entry_year);
}

/// The count of whose persons a value speaks that is no count itself.
std::string_view people_of(ObservableField const& field)
{
    if (!field.mean_of.empty()) return field.mean_of;
    return has(field, Axis::territory) ? "territory_active" : "active";
}

class RunMask {
  public:
    RunMask(std::vector<GridField> const& fields, std::vector<std::vector<float>>& values, int least)
        : fields_(fields), values_(values), least_(least)
    {
    }

    void apply()
    {
        for (auto const& field : fields_)
            if (counts_persons(*field.field)) hide_small(of(field));
        for (bool changed = true; changed;) {
            changed = false;
            for (auto const& field : fields_)
                if (counts_persons(*field.field)) changed |= hide_along(field);
            changed |= hide_among_roles();
        }
        for (auto const& field : fields_)
            if (!counts_persons(*field.field)) hide_with_people(field);
    }

  private:
    [[nodiscard]] std::vector<float>& of(GridField const& field) { return values_[field.row]; }
    [[nodiscard]] GridField const* find(std::string_view name) const
    {
        auto const found =
            std::find_if(fields_.begin(), fields_.end(), [&](auto const& f) { return f.field->name == name; });
        return found == fields_.end() ? nullptr : &*found;
    }

    void hide_small(std::vector<float>& values) const
    {
        for (auto& value : values)
            if (is_small(static_cast<double>(value), least_)) value = kHidden;
    }

    /// Professions and their total, territories (whose total stands among the persons), flows and spells of a date: the
    /// values behind the first axis.
    bool hide_along(GridField const& field)
    {
        auto& values = of(field);
        if (values.empty() || field.shape.size() < 2 || field.shape[0] == 0) return false;
        auto const width = values.size() / field.shape[0];
        bool changed = false;
        for (std::size_t first = 0; first < values.size(); first += width)
            changed |= hide_second_of([&](std::size_t i) -> float& { return values[first + i]; }, width);
        return changed;
    }

    /// What a profession does in a month adds up to all of the profession.
    bool hide_among_roles()
    {
        std::vector<GridField const*> roles;
        for (auto const* name :
             {"outside", "opposed", "attached", "passive", "active", "board", "on_leave", "eligible"})
            if (auto const* field = find(name); field && !of(*field).empty()) roles.push_back(field);
        if (roles.size() < 2) return false;
        bool changed = false;
        for (std::size_t i = 0; i < of(*roles.front()).size(); ++i)
            changed |= hide_second_of([&](std::size_t r) -> float& { return of(*roles[r])[i]; }, roles.size());
        return changed;
    }

    template <class Cell>
    bool hide_second_of(Cell const& cell, std::size_t count)
    {
        std::vector<CountCell> line(count);
        for (std::size_t i = 0; i < count; ++i) line[i] = {static_cast<double>(cell(i)), std::isnan(cell(i))};
        if (!hide_second(line)) return false;
        for (std::size_t i = 0; i < count; ++i)
            if (line[i].hidden) cell(i) = kHidden;
        return true;
    }

    void hide_with_people(GridField const& field)
    {
        bool const of_persons = has(*field.field, Axis::profession) || has(*field.field, Axis::territory);
        bool const is_state = field.field->name == "territory_stage" || field.field->name == "territory_dormant";
        auto const* const people = find(people_of(*field.field));
        if (!of_persons || is_state || !people || of(*people).size() != of(field).size()) return;
        for (std::size_t i = 0; i < of(field).size(); ++i)
            if (std::isnan(of(*people)[i])) of(field)[i] = kHidden;
    }

    std::vector<GridField> const& fields_;
    std::vector<std::vector<float>>& values_;
    int least_;
};

}  // namespace

bool is_small(double persons, int least) { return persons > 0 && persons < least; }

bool hide_second(std::span<CountCell> line)
{
    if (std::count_if(line.begin(), line.end(), [](auto const& cell) { return cell.hidden; }) != 1) return false;
    CountCell* smallest = nullptr;
    for (auto& cell : line)
        if (!cell.hidden && cell.value > 0 && (!smallest || cell.value < smallest->value)) smallest = &cell;
    if (!smallest && !line.back().hidden) smallest = &line.back();
    if (!smallest) return false;
    smallest->hidden = true;
    return true;
}

void hide_small_cells(RunGrid const& grid, int least, Observation& observation)
{
    RunMask(grid.observations(), observation.own, least).apply();
    if (!observation.paired.empty()) RunMask(grid.effects(), observation.paired, least).apply();
}

}  // namespace cptsim
