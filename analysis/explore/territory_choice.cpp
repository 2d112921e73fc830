#include "analysis/explore/territory_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "analysis/report/geography.hpp"
#include "sim/input/own_territory.hpp"
#include "sim/input/territory_file.hpp"
#include "sim/model/places.hpp"

namespace cptsim {
namespace {

class Choice {
  public:
    explicit Choice(std::map<std::string, std::string> const& asked) : asked_(asked) {}

    TerritoryChoice make()
    {
        auto const kind = text("kind");
        if (kind == "table")
            table();
        else if (kind == "department")
            department();
        else if (kind == "own")
            own();
        else
            wrong("territory", {"Choose a territory.", "Choisir un territoire."});
        return std::move(choice_);
    }

  private:
    [[nodiscard]] std::string text(std::string const& name) const
    {
        auto const found = asked_.find(name);
        return found == asked_.end() ? "" : found->second;
    }
    void wrong(std::string field, Words words) { choice_.problems.push_back({std::move(field), std::move(words)}); }

    void table()
    {
        auto const& tables = offered_tables();
        if (std::none_of(tables.begin(), tables.end(), [&](auto const& one) { return one.first == text("value"); }))
            return wrong("territory", {"There is no such table.", "Cette table n’existe pas."});
        choice_.origin.population = text("value");
    }

    [[nodiscard]] static bool is_department(std::string const& code)
    {
        auto const tiles = department_tiles();
        return std::any_of(tiles.begin(), tiles.end(), [&](DepartmentTile const& tile) { return tile.code == code; });
    }

    void department()
    {
        if (!is_department(text("value")))
            return wrong("territory", {"There is no such department.", "Ce département n’existe pas."});
        choice_.origin.population = "department:" + text("value");
    }

    /// Faults of one's own territory stand at options of the command line: "--inhabitants" is a field here.
    void at_option(InputProblem const& problem)
    {
        auto const& named = problem.file.empty() ? problem.text.en : problem.file;
        auto const plain = [](std::string const& text) { return text.rfind("--", 0) == 0 ? text.substr(2) : text; };
        auto const option = plain(named);
        wrong("own_" + option.substr(0, option.find_first_of(" :")), {plain(problem.text.en), plain(problem.text.fr)});
    }

    void own()
    {
        OwnTerritory known;
        known.name = text("name").empty() ? "CPTS" : text("name");
        known.inhabitants = text("inhabitants");
        known.counted = text("counted");
        known.department = text("department");
        for (auto const* profession : kProfessionNames)
            if (auto const count = text(std::string("count_") + profession); !count.empty()) {
                if (count.size() > 6 || count.find_first_not_of("0123456789") != std::string::npos)
                    wrong(std::string("count_") + profession, {"A whole number.", "Un nombre entier."});
                known.professionals +=
                    fmt::format("{}{}={}", known.professionals.empty() ? "" : ",", profession, count);
            }
        if (!known.department.empty() && !is_department(known.department))
            wrong("own_department", {"There is no such department.", "Ce département n’existe pas."});
        if (!choice_.problems.empty()) return;
        try {
            auto made = make_own_territory(known, read_territories("france", ""));
            choice_.origin = {"territoire.csv", std::move(made.csv)};
        } catch (InputError const& error) {
            for (auto const& problem : error.problems()) at_option(problem);
        }
    }

    std::map<std::string, std::string> const& asked_;
    TerritoryChoice choice_;
};

}  // namespace

std::vector<std::pair<std::string, std::string>> const& offered_tables()
{
    static auto const all = [] {
        std::vector<std::pair<std::string, std::string>> tables;
        for (auto const& name : shipped_tables()) tables.emplace_back(name, place_title(name));
        std::set<std::string> names;
        for (auto const& row : read_territories("france", "").rows)
            if (!row.region.empty()) names.insert(row.region);
        for (auto const& name : names) {
            auto const title = place_title(name);
            bool const has_table =
                std::any_of(tables.begin(), tables.end(), [&](auto const& t) { return t.second == title; });
            if (!has_table) tables.emplace_back("region:" + name, title);
        }
        return tables;
    }();
    return all;
}

TerritoryChoice choose_territory(std::map<std::string, std::string> const& asked) { return Choice(asked).make(); }

}  // namespace cptsim
