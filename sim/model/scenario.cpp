#include "sim/model/scenario.hpp"

#include <algorithm>
#include <tuple>

#include "sim/model/fields.hpp"

namespace cptsim {
namespace {

template <class T>
bool admits(std::vector<T> const& list, T const& value)
{
    return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

/// A value that goes from one number to another in equal monthly steps; the first step is taken in `start`.
struct Ramp {
    double from, to;
    int start, length;
    [[nodiscard]] double at(int month) const
    {
        if (month < start) return from;
        int const steps = month - start + 1;
        return steps >= length ? to : from + (to - from) * steps / length;
    }
};

}  // namespace

bool say_the_same(LeverEntry const& a, LeverEntry const& b)
{
    auto const key = [](LeverEntry const& e) {
        return std::tie(e.lever, e.month, e.ramp, e.value, e.target.professions, e.target.size_classes,
                        e.target.milieux, e.target.zones, e.target.regions, e.target.territories);
    };
    return key(a) == key(b);
}

bool is_placebo_of(Scenario const& reference, Scenario const& scenario)
{
    auto const is_bonus = [](LeverEntry const& entry) { return entry.lever == lever::membership_bonus; };
    auto rest = scenario.levers;
    auto const bonus = std::find_if(rest.begin(), rest.end(), is_bonus);
    if (bonus == rest.end() || std::any_of(reference.levers.begin(), reference.levers.end(), is_bonus)) return false;
    bool const is_euro =
        bonus->month == scenario.policy_month && bonus->target.everywhere() &&
        std::all_of(bonus->value.begin(), bonus->value.end(), [](double v) { return v >= 0 && v <= 1; }) &&
        bonus->value != std::array<double, kProfessions>{};
    rest.erase(bonus);
    return is_euro && scenario.parameters == reference.parameters && scenario.end_month == reference.end_month &&
           scenario.policy_month == reference.policy_month &&
           std::equal(rest.begin(), rest.end(), reference.levers.begin(), reference.levers.end(), say_the_same);
}

bool concerns(Target const& target, Territory const& territory)
{
    return admits(target.size_classes, territory.size_class) && admits(target.milieux, territory.milieu) &&
           admits(target.zones, territory.zone) && admits(target.regions, territory.region) &&
           admits(target.territories, territory.id);
}

double TerritoryTable::inhabitants() const
{
    double sum = 0;
    for (auto const& row : rows) sum += row.inhabitants;
    return sum;
}

int TerritoryTable::known_signatures() const
{
    return static_cast<int>(
        std::count_if(rows.begin(), rows.end(), [](auto const& row) { return row.signature != kUnknownMonth; }));
}

std::vector<double> lever_path(Scenario const& scenario, int lever, int months, int profession,
                               Territory const& territory)
{
    std::vector<LeverEntry const*> entries;  // in ascending order of month
    for (auto const& entry : scenario.levers)
        if (entry.lever == lever && (entry.target.professions >> profession & 1U) != 0 &&
            concerns(entry.target, territory))
            entries.push_back(&entry);
    double const initial = lever_fields()[static_cast<std::size_t>(lever)].default_value;
    Ramp value{initial, initial, 0, 0};
    std::vector<double> path;
    auto next = entries.begin();
    for (int month = 0; month < months; ++month) {
        // An entry sets out from what was in force the month before it, even in the middle of an earlier ramp.
        for (; next != entries.end() && (*next)->month <= month; ++next)
            value = {value.at((*next)->month - 1), (*next)->value[static_cast<std::size_t>(profession)], (*next)->month,
                     (*next)->ramp};
        path.push_back(value.at(month));
    }
    return path;
}

double lever_value(Scenario const& scenario, int lever, int month, int profession, Territory const& territory)
{
    return lever_path(scenario, lever, month + 1, profession, territory).back();
}

}  // namespace cptsim
