#include "sim/input/territory_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "sim/base/language.hpp"
#include "sim/base/text.hpp"
#include "sim/files/csv.hpp"
#include "sim/files/text_file.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/population_cut.hpp"
#include "sim/input/territory_cells.hpp"

namespace cptsim {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMaxBytes = std::size_t{16} << 20;

/// Whether a CSV is a table of territories, by its header.
bool is_table(std::string const& file)
{
    std::string header;
    std::ifstream in(file);
    std::getline(in, header);
    return header.find("inhabitants") != std::string::npos;
}

/// Names of the tables in the folder "data" of these.
std::vector<std::string> table_names(std::vector<std::string> const& folders)
{
    std::vector<std::string> names;
    std::error_code error;
    for (auto const& folder : folders)
        for (auto const& file : fs::directory_iterator(fs::path(folder) / "data", error))
            if (file.path().extension() == ".csv" && is_table(file.path().string()))
                names.push_back(file.path().stem().string());
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

/// Folders in which a table is looked for, and the files that may be meant.
struct TableSearch {
    std::vector<std::string> folders, candidates;
    bool is_name = false;
};

TableSearch search_of(std::string const& given, std::string const& search_folder)
{
    std::vector<std::string> folders = {shipped_folder()};
    if (!search_folder.empty()) folders.insert(folders.begin(), search_folder);
    bool const is_name =
        !is_stream(given) && given.find('/') == std::string::npos && fs::path(given).extension().empty();
    auto typed = folders;
    typed.insert(typed.begin(), "");
    auto candidates = is_name ? file_candidates("data/" + given, folders, {".csv"}) : file_candidates(given, typed);
    return {std::move(folders), std::move(candidates), is_name};
}

std::string find_table(std::string const& given, std::string const& search_folder)
{
    auto const [folders, candidates, is_name] = search_of(given, search_folder);
    auto found = first_file(candidates);
    if (!found.empty()) return found;
    std::error_code error;
    if (!is_name && fs::is_directory(given, error))
        throw InputError({given}, {"is a folder (must be a table of territories: a name or a CSV file)",
                                   "est un dossier (il faut une table de territoires : un nom ou un fichier CSV)"});
    throw InputError({given},
                     both({"no such table of territories (looked for {}){}",
                           "pas de table de territoires de ce nom (cherché : {}){}"},
                          join(candidates), suggestion(fs::path(given).stem().string(), table_names(folders))));
}

}  // namespace

TerritoryTable read_territories(std::string const& population, std::string const& search_folder)
{
    auto const asked = parse_population(population);
    auto const file = find_table(asked.table.empty() ? "france" : asked.table, search_folder);
    auto table = read_territories_text(read_text(file, kMaxBytes), file);
    return asked.parts.empty() ? table : cut_table(table, asked.parts);
}

std::string territories_file(std::string const& population, std::string const& search_folder)
{
    auto const table = parse_population(population).table;
    return first_file(search_of(table.empty() ? "france" : table, search_folder).candidates);
}

std::vector<std::string> shipped_tables()
{
    (void)shipped_file("data/france.csv");
    return table_names({shipped_folder()});
}

std::string territories_csv(TerritoryTable const& table)
{
    std::string csv = "id,name,region,inhabitants,milieu,zone,ties,stage,stage_months";
    for (auto const* name : kProfessionNames) csv += std::string(",density_") + name;
    csv += ",synthetic,source";
    auto const any = [&](std::string Territory::*column) {
        return std::any_of(table.rows.begin(), table.rows.end(),
                           [&](auto const& row) { return !(row.*column).empty(); });
    };
    bool const departments = any(&Territory::department), perimeters = any(&Territory::perimeter);
    bool const signatures = table.known_signatures() > 0;
    csv += std::string(departments ? ",department" : "") + (perimeters ? ",perimeter" : "") +
           (signatures ? ",signed" : "") + '\n';
    for (auto const& row : table.rows) {
        csv += row.id + ',' + csv_text(row.name) + ',' + csv_text(row.region) + ',' + plain_number(row.inhabitants) +
               ',' + row.milieu + ',' + row.zone + ',' + plain_number(row.ties) + ',' +
               kStageNames[static_cast<std::size_t>(row.stage)] + ',' + std::to_string(row.stage_months);
        for (double const density : row.density) csv += ',' + plain_number(density);
        csv += std::string(row.synthetic ? ",true," : ",false,") + csv_text(row.source);
        if (departments) csv += ',' + row.department;
        if (perimeters) csv += ',' + row.perimeter;
        if (signatures) csv += ',' + signature_text(row);
        csv += '\n';
    }
    return csv;
}

}  // namespace cptsim
