#include "sim/results/results_layout.hpp"

#include <array>
#include <chrono>
#include <numeric>
#include <utility>

#include "sim/base/build_info.hpp"

namespace cptsim {
namespace {

template <std::size_t N>
std::vector<std::string> texts(std::array<char const*, N> const& names)
{
    return {names.begin(), names.end()};
}

std::vector<std::int32_t> integers_from(int first, std::size_t count)
{
    std::vector<std::int32_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), first);
    return numbers;
}

Values labels_of(Plan const& plan, Axis axis)
{
    auto const length = extent(plan, axis);
    switch (axis) {
        case Axis::month: {
            std::vector<std::int32_t> days;
            for (std::size_t month = 0; month < length; ++month)
                days.push_back(days_since_2019(static_cast<int>(month)));
            return days;
        }
        case Axis::profession: {
            auto names = texts(kProfessionNames);
            names.emplace_back("all");
            return names;
        }
        case Axis::territory: {
            std::vector<std::string> ids;
            for (auto const& territory : plan.territories.rows) ids.push_back(territory.id);
            return ids;
        }
        case Axis::spell_age: {
            std::vector<float> ages;
            for (std::size_t half_year = 0; half_year < length; ++half_year)
                ages.push_back(0.5F * static_cast<float>(half_year));
            return ages;
        }
        case Axis::mission:
            return texts(kMissionNames);
        case Axis::from_role:
        case Axis::to_role:
            return texts(kRoleNames);
        case Axis::year:
        case Axis::entry_year:
            return integers_from(kFirstYear, length);
    }
    return {};
}

struct AxisWords {
    char const *name, *units, *en, *fr;
};
constexpr std::array<AxisWords, 9> kAxisWords = {{
    {"month", "days since 2019-01-01", "month, given by its first day", "mois, donné par son premier jour"},
    {"year", "1", "calendar year; values of its December", "année civile ; valeurs de décembre"},
    {"profession", "1", "profession", "profession"},
    {"mission", "1", "mission of the CPTS", "mission de la CPTS"},
    {"territory", "1", "territory", "territoire"},
    {"from_role", "1", "role in the month before", "rôle du mois précédent"},
    {"to_role", "1", "role in the month", "rôle du mois"},
    {"entry_year", "1", "year in which the membership spell began", "année de début de l'épisode d'adhésion"},
    {"spell_age", "year", "age of the membership spell, from this half-year on (the last one is open)",
     "âge de l'épisode d'adhésion, à partir de ce semestre (le dernier est ouvert)"},
}};
static_assert(kAxisWords.size() == static_cast<std::size_t>(Axis::spell_age) + 1);

AxisWords const& words_of(Axis axis) { return kAxisWords.at(static_cast<std::size_t>(axis)); }

}  // namespace

std::string axis_name(Axis axis) { return words_of(axis).name; }

AxisLabels axis_labels(Plan const& plan, Axis axis)
{
    auto const& words = words_of(axis);
    return {words.name, labels_of(plan, axis), {words.units, words.en, words.fr}};
}

AxisLabels axis_labels(Plan const& plan, Axis axis, Kept const& kept)
{
    auto kept_axis = axis_labels(plan, axis);
    auto const positions = kept_positions(kept, plan, axis);
    std::visit(
        [&](auto& all) {
            std::decay_t<decltype(all)> some;
            for (int const position : positions) some.push_back(all.at(static_cast<std::size_t>(position)));
            all = std::move(some);
        },
        kept_axis.labels);
    return kept_axis;
}

AxisLabels point_axis(std::size_t points)
{
    return {"point", integers_from(0, points), {"1", "point of the design", "point du plan"}};
}

AxisLabels scenario_axis(Plan const& plan)
{
    std::vector<std::string> names;
    for (auto const& scenario : plan.scenarios) names.push_back(scenario.name);
    return {"scenario", names, {"1", "scenario; the first is the reference", "scénario ; le premier est la référence"}};
}

AxisLabels replicate_axis(Plan const& plan)
{
    return {"replicate",
            integers_from(0, static_cast<std::size_t>(plan.replicates)),
            {"1", "replicate: frame replicate div 8, stream replicate mod 8",
             "réplicat : tirage de population replicate div 8, flux replicate mod 8"}};
}

std::string format_version() { return std::to_string(kFormatMajor) + '.' + std::to_string(kFormatMinor); }

void add_format(NetcdfWriter& file, char const* format)
{
    file.add_attribute("/", "format", format);
    file.add_attribute("/", "format_version", format_version());
    file.add_attribute("/", "cptsim_version", version());
    file.add_attribute("/", "groups",
                       "observations, runs, provenance, and in a launch effects, timing, prior; the root holds no "
                       "variable: xarray.open_dataset(file, group=\"observations\")");
}

int days_since_2019(int month)
{
    using namespace std::chrono;
    auto const first_day = [](int since_2019) {
        return sys_days(year(kFirstYear + since_2019 / 12) / (since_2019 % 12 + 1) / 1);
    };
    return static_cast<int>((first_day(month) - first_day(0)).count());
}

int month_after_days(int days)
{
    int month = 0;
    while (days_since_2019(month) < days) ++month;
    return month;
}

}  // namespace cptsim
