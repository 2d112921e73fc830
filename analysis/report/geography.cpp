#include "analysis/report/geography.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace cptsim {
namespace {

constexpr std::array kTiles = {
#define CPT_DEPARTMENT(code, name, row, column) DepartmentTile{code, name, row, column},
#include "analysis/report/departments.inc"
#undef CPT_DEPARTMENT
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 18> kRegions = {
    {{"auvergne_rhone_alpes", "Auvergne-Rhône-Alpes"},
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

}  // namespace

std::span<DepartmentTile const> department_tiles() { return kTiles; }

std::string department_title(std::string_view code)
{
    auto const found = std::find_if(kTiles.begin(), kTiles.end(), [&](auto const& tile) { return tile.code == code; });
    return found == kTiles.end() ? std::string(code) : fmt::format("{} ({})", found->name, code);
}

std::string region_title(std::string_view region)
{
    auto const found = std::find_if(kRegions.begin(), kRegions.end(), [&](auto const& r) { return r.first == region; });
    return std::string(found == kRegions.end() ? region : found->second);
}

}  // namespace cptsim
