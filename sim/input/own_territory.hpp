// A territory of one's own from what people know of it: head counts, the date of the ACI, a department.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "sim/input/commune_choice.hpp"
#include "sim/model/scenario.hpp"

namespace cptsim {

/// What is known, as options write it; "" where it is not.
struct OwnTerritory {
    std::string name;                         ///< for people to read; its plain letters are the id
    std::string inhabitants;                  ///< "62000", "62 000"; or else the communes
    std::vector<std::string> communes, epci;  ///< that it is made of, by code or name
    std::string professionals;                ///< liberal professionals by profession: "gp=45,nurse=90"
    std::string counted;                      ///< the month in which they, and the members, were counted
    std::string signature;                    ///< as in a table: "2022-03", "by 2024-01"
    std::string members;                      ///< members of the CPTS in that month
    std::string department;                   ///< code or name; or else the communes
    bool is_cpts = true;                      ///< its borders are those of a CPTS
};

/// A cell that nobody gave, and what it was given.
struct FilledCell {
    std::string column, value;
};

struct MadeTerritory {
    std::string csv;                                         ///< a table with this one row
    Territory row;                                           ///< as the table is read
    ChosenCommunes communes;                                 ///< none where the inhabitants were given
    int counted = 0;                                         ///< month of the head counts
    std::array<std::optional<double>, kProfessions> counts;  ///< those given
    std::array<double, kProfessions>
        estimates{};  ///< professionals in that month: those given, else what the cells say
    std::vector<FilledCell> filled;
    std::optional<double> members;

    [[nodiscard]] double professionals() const;  ///< in the month of the counts, some of them estimated
};

/// The table of a territory. Communes say how many inhabitants it has and in which departments. What is not known is
/// filled from the rows of its departments in `country`, each counting by the inhabitants that lie in it, where no
/// department is known from all of them: densities and ties by the mean over inhabitants, zone, milieu and stage by
/// what most inhabitants have; each such cell is named in the column `source`. Members stand there too, and nowhere
/// else: no run starts from them. Throws InputError with every fault, at the name of its option.
[[nodiscard]] MadeTerritory make_own_territory(OwnTerritory const& known, TerritoryTable const& country);

}  // namespace cptsim
