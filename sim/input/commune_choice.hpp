// Communes of one territory, named by code or name.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "sim/input/municipalities.hpp"

namespace cptsim {

/// The communes of one territory, each once.
struct ChosenCommunes {
    std::vector<Commune> communes;  ///< those with most inhabitants first
    std::string asked;              ///< what they were named by, in codes: "EPCI 246700488; communes 67218"
    std::string name;               ///< of the EPCI, if one is all; else of the largest communes

    [[nodiscard]] double inhabitants() const;
    /// Inhabitants of each department.
    [[nodiscard]] std::map<std::string, double> departments() const;
};

/// What the texts name, by code or name, each text one or a list ("67482, Ostwald"). Paris, Lyon and Marseille are
/// their arrondissements. Throws InputError, at --communes or --epci, with every name that is unknown or of several
/// places and every commune that comes twice.
[[nodiscard]] ChosenCommunes choose_communes(Municipalities const& places, std::vector<std::string> const& communes,
                                             std::vector<std::string> const& epci);

}  // namespace cptsim
