#include "sim/input/comparison.hpp"

#include <algorithm>

#include "sim/model/fields.hpp"

namespace cptsim {
namespace {

/// Value of a lever in a month; before the first one, its default.
double value_in(Scenario const& scenario, int lever, int month, int profession, Territory const& place)
{
    return month < 0 ? lever_fields()[static_cast<std::size_t>(lever)].default_value
                     : lever_value(scenario, lever, month, profession, place);
}

double parameter_value(Scenario const& scenario, int row)
{
    auto const found = scenario.parameters.find(row);
    return found == scenario.parameters.end() ? parameter_fields()[static_cast<std::size_t>(row)].default_value
                                              : found->second;
}

/// True where a value of the lever does not depend on the territory.
bool is_the_same_everywhere(Scenario const& scenario, int lever)
{
    return std::all_of(scenario.levers.begin(), scenario.levers.end(),
                       [&](LeverEntry const& e) { return e.lever != lever || e.target.everywhere(); });
}

/// A territory that the target concerns, by the first of each of its lists.
Territory example(Target const& target)
{
    Territory territory;
    if (!target.size_classes.empty()) territory.size_class = target.size_classes.front();
    if (!target.milieux.empty()) territory.milieu = target.milieux.front();
    if (!target.zones.empty()) territory.zone = target.zones.front();
    if (!target.regions.empty()) territory.region = target.regions.front();
    if (!target.territories.empty()) territory.id = target.territories.front();
    return territory;
}

/// True where both scenarios give a profession the same value from the month before an entry until its ramp is over.
bool go_together(Scenario const& a, Scenario const& b, LeverEntry const& entry, int profession)
{
    for (int month = entry.month - 1; month <= entry.month + std::max(entry.ramp - 1, 0); ++month)
        if (value_in(a, entry.lever, month, profession, {}) != value_in(b, entry.lever, month, profession, {}))
            return false;
    return true;
}

void add_changes(Scenario const& other, Scenario const& scenario, LeverEntry const& entry,
                 std::vector<LeverChange>& changes)
{
    auto const place = example(entry.target);
    auto const first = changes.size();
    bool const is_plain = is_the_same_everywhere(other, entry.lever) && is_the_same_everywhere(scenario, entry.lever);
    for (int p = 0; p < kProfessions; ++p) {
        if ((entry.target.professions >> p & 1U) == 0) continue;
        int const reached = entry.month + std::max(entry.ramp - 1, 0);
        LeverChange change{entry.lever, entry.month, entry.ramp, 1U << p, entry.target, 0, 0, 0};
        change.before = value_in(scenario, entry.lever, entry.month - 1, p, place);
        change.after = entry.value[static_cast<std::size_t>(p)];
        change.other = value_in(other, entry.lever, reached, p, place);
        bool const is_idle = change.before == change.after && change.after == change.other;
        if (is_plain && (is_idle || go_together(other, scenario, entry, p))) continue;  // it says nothing new
        auto const alike =
            std::find_if(changes.begin() + static_cast<std::ptrdiff_t>(first), changes.end(), [&](auto const& c) {
                return c.before == change.before && c.after == change.after && c.other == change.other;
            });
        if (alike == changes.end())
            changes.push_back(change);
        else
            alike->professions |= change.professions;
    }
}

}  // namespace

std::vector<ParameterChange> parameter_changes(Scenario const& other, Scenario const& scenario)
{
    std::vector<ParameterChange> changes;
    for (int row = 0; row < static_cast<int>(parameter_fields().size()); ++row) {
        double const before = parameter_value(other, row), after = parameter_value(scenario, row);
        if (before != after) changes.push_back({row, before, after});
    }
    return changes;
}

std::vector<LeverChange> lever_changes(Scenario const& other, Scenario const& scenario)
{
    std::vector<LeverChange> changes;
    for (auto const& entry : scenario.levers) {
        bool const is_shared = std::any_of(other.levers.begin(), other.levers.end(),
                                           [&](LeverEntry const& e) { return say_the_same(e, entry); });
        if (!is_shared) add_changes(other, scenario, entry, changes);
    }
    std::stable_sort(changes.begin(), changes.end(), [](auto const& a, auto const& b) {
        return a.lever != b.lever ? a.lever < b.lever : a.month < b.month;
    });
    return changes;
}

double value_in_month(Scenario const& scenario, LeverChange const& change, int month)
{
    int profession = 0;
    while ((change.professions >> profession & 1U) == 0) ++profession;
    return value_in(scenario, change.lever, month, profession, example(change.target));
}

}  // namespace cptsim
