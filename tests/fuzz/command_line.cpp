// What options are given: each line of the input is a value for one of them, by its first letter.
#include "analysis/sweep/duration.hpp"
#include "sim/base/number.hpp"
#include "sim/input/own_territory.hpp"
#include "sim/input/population_cut.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/input/territory_file.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace {

void take_value(char option, std::string const& value, std::vector<std::string>& sets)
{
    using namespace cptsim;
    OwnTerritory known;
    known.inhabitants = "62000";
    known.counted = "2024-12";
    static TerritoryTable const country = read_territories("alsace", "");
    switch (option) {
        case 's':
            return sets.push_back(value);
        case 'p':
            return static_cast<void>(population_text(parse_population(value)));
        case 'd':
            return static_cast<void>(parse_duration("--deadline", value));
        case 't':
            return static_cast<void>(parse_time_limit("--time", value));
        case 'n':
            return static_cast<void>(local_number(value));
        case 'c':
            known.professionals = value;
            break;
        case 'g':
            known.signature = value;
            break;
        case 'i':
            known.inhabitants = value;
            break;
        case 'a':
            known.name = value;
            break;
        default:
            return;
    }
    static_cast<void>(make_own_territory(known, country));
}

}  // namespace

void cptsim::fuzz::take(std::string_view bytes)
{
    std::vector<std::string> sets;
    for (std::size_t from = 0; from < bytes.size();) {
        auto const end = std::min(bytes.find('\n', from), bytes.size());
        auto const line = bytes.substr(from, end - from);
        from = end + 1;
        if (line.empty()) continue;
        try {
            take_value(line[0], std::string(line.substr(1)), sets);
        } catch (InputError const&) {
        }
    }
    static_cast<void>(read_scenario("baseline", sets));
}
