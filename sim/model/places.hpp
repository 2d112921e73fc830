// How places are called in prose that tables know by an id.
#pragma once
#include <array>
#include <string>
#include <utility>

namespace cptsim {

/// Regions, and the tables that are shipped.
inline constexpr std::array<std::pair<char const*, char const*>, 21> kPlaceTitles = {
    {{"alsace", "Alsace"},
     {"paca", "Provence-Alpes-Côte d'Azur"},
     {"france", "France"},
     {"auvergne_rhone_alpes", "Auvergne-Rhône-Alpes"},
     {"bourgogne_franche_comte", "Bourgogne-Franche-Comté"},
     {"bretagne", "Bretagne"},
     {"centre_val_de_loire", "Centre-Val de Loire"},
     {"corse", "Corse"},
     {"grand_est", "Grand Est"},
     {"guadeloupe", "Guadeloupe"},
     {"guyane", "Guyane"},
     {"hauts_de_france", "Hauts-de-France"},
     {"ile_de_france", "Île-de-France"},
     {"la_reunion", "La Réunion"},
     {"martinique", "Martinique"},
     {"mayotte", "Mayotte"},
     {"normandie", "Normandie"},
     {"nouvelle_aquitaine", "Nouvelle-Aquitaine"},
     {"occitanie", "Occitanie"},
     {"pays_de_la_loire", "Pays de la Loire"},
     {"provence_alpes_cote_d_azur", "Provence-Alpes-Côte d'Azur"}}};

/// "Île-de-France" of "ile_de_france"; any other name stays as it is.
[[nodiscard]] inline std::string place_title(std::string const& id)
{
    for (auto const& [known, title] : kPlaceTitles)
        if (id == known) return title;
    return id;
}

}  // namespace cptsim
