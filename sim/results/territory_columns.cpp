#include "sim/results/territory_columns.hpp"

namespace cptsim {

std::vector<AxisLabels> territory_columns(TerritoryTable const& table)
{
    std::vector<std::string> names, regions, milieux, zones;
    std::vector<std::int32_t> sizes;
    std::vector<double> inhabitants;
    for (auto const& row : table.rows) {
        names.push_back(row.name);
        regions.push_back(row.region);
        milieux.push_back(row.milieu);
        zones.push_back(row.zone);
        sizes.push_back(row.size_class);
        inhabitants.push_back(row.inhabitants);
    }
    return {
        {"territory_name", names, {"1", "name of the territory", "nom du territoire"}},
        {"territory_region", regions, {"1", "region", "région"}},
        {"territory_milieu", milieux, {"1", "milieu: rural, urban, mixed", "milieu : rural, urbain, mixte"}},
        {"territory_zone", zones, {"1", "zone: ZIP, ZAC, other", "zonage : ZIP, ZAC, autre"}},
        {"territory_size_class", sizes, {"1", "size class of the ACI, 1 to 4", "classe de taille de l'ACI, de 1 à 4"}},
        {"territory_inhabitants", inhabitants, {"1", "inhabitants", "habitants"}}};
}

}  // namespace cptsim
