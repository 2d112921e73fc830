// What the territories of some departments, or of a whole table, have in common.
#pragma once
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/input/territory_cells.hpp"
#include "sim/model/scenario.hpp"

namespace cptsim {

class TerritoryPool {
  public:
    /// The rows of each department, which counts by its inhabitants in the place that is to be filled; without
    /// departments the whole table. Throws InputError, at `option`, where the table has none of one of them.
    TerritoryPool(TerritoryTable const& table, std::map<std::string, double> const& departments,
                  std::string const& option)
    {
        double all = 0;
        for (auto const& [code, inhabitants] : departments) all += inhabitants;
        for (auto const& [code, inhabitants] : departments) {
            Group group{inhabitants / all, {}, 0};
            for (auto const& row : table.rows)
                if (row.department == code) group.add(row);
            if (group.rows.empty())
                throw InputError({option}, both({"{} has no territory in department {}",
                                                 "{} n'a pas de territoire dans le département {}"},
                                                table.name, department_words(code)));
            groups_.push_back(std::move(group));
        }
        if (!groups_.empty()) return;
        groups_.push_back({1, {}, 0});
        for (auto const& row : table.rows) groups_.front().add(row);
    }

    /// Mean over inhabitants, to two decimals.
    template <class Value>
    [[nodiscard]] double mean(Value const& value) const
    {
        double mean = 0;
        for (auto const& group : groups_) {
            double sum = 0;
            for (auto const* row : group.rows) sum += row->inhabitants * value(*row);
            mean += group.weight * (sum / group.inhabitants);
        }
        return std::round(mean * 100) / 100;
    }

    /// The word that most inhabitants have.
    template <class Word>
    [[nodiscard]] std::string most(Word const& word) const
    {
        std::map<std::string, double> share;
        for (auto const& group : groups_)
            for (auto const* row : group.rows)
                share[word(*row)] += group.weight * (row->inhabitants / group.inhabitants);
        return std::max_element(share.begin(), share.end(),
                                [](auto const& a, auto const& b) { return a.second < b.second; })
            ->first;
    }

    /// The region in which most inhabitants live.
    [[nodiscard]] std::string region() const
    {
        return most([](Territory const& row) { return row.region; });
    }

  private:
    struct Group {
        double weight;
        std::vector<Territory const*> rows;
        double inhabitants;
        void add(Territory const& row)
        {
            rows.push_back(&row);
            inhabitants += row.inhabitants;
        }
    };
    std::vector<Group> groups_;
};

}  // namespace cptsim
