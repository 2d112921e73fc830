#include "sim/input/territory_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <regex>

#include "sim/base/calendar.hpp"
#include "sim/base/language.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/text_file.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/spreadsheet.hpp"
#include "sim/model/names.hpp"

namespace cptsim {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMaxBytes = std::size_t{64} << 20;
constexpr double kMaxProfessionals = 6000;  // peers are 16-bit rows of the territory, with room for vacant slots

std::vector<std::string> const kColumns = [] {
    std::vector<std::string> names = {"id",   "name", "region", "inhabitants", "milieu",
                                      "zone", "ties", "stage",  "stage_months"};
    for (auto const* profession : kProfessionNames) names.push_back(std::string("density_") + profession);
    names.insert(names.end(), {"synthetic", "source"});
    return names;
}();
std::vector<std::string> const kOptionalColumns = {"department", "perimeter", "signed"};
std::vector<std::string> const kPerimeters = {"cpts", "municipalities", "synthetic"};

bool contains(std::vector<std::string> const& names, std::string const& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

int size_class(double inhabitants)
{
    return inhabitants < 40e3 ? 1 : inhabitants < 80e3 ? 2 : inhabitants < 175e3 ? 3 : 4;
}

class TableReader {
  public:
    explicit TableReader(std::string const& file) : file_(file) {}

    std::vector<Territory> read(std::vector<CsvRecord> const& records)
    {
        if (records.empty())
            throw InputError({file_, 1, 1}, "the table is empty (must have a header and a row for each territory)");
        read_header(records.front());
        reader_.throw_if_any();
        if (records.size() == 1) note({"", 1, 1}, "the table has no territory (must have one row at least)");
        std::vector<Territory> rows;
        for (std::size_t i = 1; i < records.size(); ++i)
            if (has_all_fields(records[i])) rows.push_back(read_row(records[i]));
        reader_.throw_if_any();
        return rows;
    }

  private:
    void note(CsvField const& at, std::string text) { reader_.note(at.place(file_), std::move(text)); }

    void read_header(CsvRecord const& header)
    {
        std::vector<std::string> missing;
        for (auto const& name : kColumns)
            if (std::none_of(header.begin(), header.end(), [&](CsvField const& f) { return f.text == name; }))
                missing.push_back(name);
        for (std::size_t i = 0; i < header.size(); ++i) {
            auto const& name = header[i].text;
            if (!contains(kColumns, name) && !contains(kOptionalColumns, name)) {
                auto likely = missing;
                likely.insert(likely.end(), kOptionalColumns.begin(), kOptionalColumns.end());
                reader_.note_unknown(header[i].place(file_), "column", name,
                                     "a table of territories has no such column", likely);
                std::erase(missing, did_you_mean(name, missing));
            } else if (!column_.emplace(name, i).second) {
                note(header[i], fmt::format("column \"{}\" comes twice (must come once)", name));
            }
        }
        if (!missing.empty())
            note(header[0], fmt::format("missing {} {} (a table of territories has all of {})",
                                        missing.size() == 1 ? "column" : "columns", join(missing), join(kColumns)));
    }

    bool has_all_fields(CsvRecord const& record)
    {
        if (record.size() == column_.size()) return true;
        note(record.front(), fmt::format("{} fields (must be {}, as in the header)", record.size(), column_.size()));
        return false;
    }

    Territory read_row(CsvRecord const& record)
    {
        auto const field = [&](std::string const& name) -> CsvField const& { return record[column_.at(name)]; };
        Territory t;
        t.id = read_id(field("id"));
        t.name = read_text(field("name"), "name");
        t.region = read_text(field("region"), "region");
        t.inhabitants = read_number(field("inhabitants"), "inhabitants", 1, 5e6);
        t.size_class = size_class(t.inhabitants);
        t.milieu = read_word(field("milieu"), "milieu", {kMilieuNames.begin(), kMilieuNames.end()});
        t.zone = read_word(field("zone"), "zone", {kZoneNames.begin(), kZoneNames.end()});
        t.ties = read_number(field("ties"), "ties", 0, 1);
        auto const stage = read_word(field("stage"), "stage", {kStageNames.begin(), kStageNames.begin() + kSigned});
        for (int s = 0; s < kSigned; ++s)
            if (stage == kStageNames[static_cast<std::size_t>(s)]) t.stage = static_cast<Stage>(s);
        t.stage_months = read_months(field("stage_months"));
        double professionals = 0;
        for (std::size_t p = 0; p < kProfessions; ++p) {
            auto const column = std::string("density_") + kProfessionNames[p];
            t.density[p] = read_number(field(column), column, 0, 2000);
            professionals += t.density[p] * t.inhabitants / 1e5;
        }
        if (professionals > kMaxProfessionals)
            note(field("inhabitants"),
                 fmt::format("about {:.0f} professionals (a territory holds at most {:.0f}) split it?", professionals,
                             kMaxProfessionals));
        t.synthetic = read_truth(field("synthetic"), "synthetic");
        t.source = read_text(field("source"), "source");
        if (column_.contains("department")) t.department = read_department(field("department"));
        if (column_.contains("perimeter")) t.perimeter = read_word(field("perimeter"), "perimeter", kPerimeters);
        if (column_.contains("signed")) read_signature(field("signed"), t);
        return t;
    }

    std::string read_id(CsvField const& field)
    {
        auto const [first, is_new] = line_of_.emplace(field.text, field.line);
        if (field.text.empty() ||
            field.text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") != std::string::npos)
            note(field, fmt::format("id \"{}\" is not allowed (must be made of a-z, 0-9, _ and -)", field.text));
        else if (!is_new)
            note(field, fmt::format("id \"{}\" comes twice (line {} has it too)", field.text, first->second));
        return field.text;
    }

    std::string read_text(CsvField const& field, char const* name)
    {
        if (field.text.empty()) note(field, fmt::format("{} is empty (must say something)", name));
        return field.text;
    }

    bool read_truth(CsvField const& field, char const* name)
    {
        auto const value = spreadsheet_truth(field.text);
        return value ? *value : read_word(field, name, {"true", "false"}) == "true";
    }

    std::string read_department(CsvField const& field)
    {
        static std::regex const code("[0-9]{2}|2[AB]|97[1-6]");
        if (!std::regex_match(field.text, code))
            note(field, fmt::format("department is \"{}\" (must be a code, as 67, 2A or 971)", field.text));
        return field.text;
    }

    /// Every month from the first signature on is late enough: a project of nothing in January 2019 has its letter in
    /// February, is validated after four months of writing, and signs in July.
    void read_signature(CsvField const& field, Territory& t)
    {
        if (field.text.empty()) return;
        constexpr std::string_view kBy = "by ";
        t.signature_or_before = field.text.starts_with(kBy);
        auto const month = parse_month(std::string_view(field.text).substr(t.signature_or_before ? kBy.size() : 0));
        if (!month)
            note(field,
                 fmt::format("signed is \"{}\" (must be a month, as 2022-03, or \"by\" a month, as by 2024-01, or "
                             "empty)",
                             field.text));
        else if (*month < kFirstSignature)
            note(field, fmt::format("signed is {} (must not be before {}, when the first ACI could be signed)",
                                    field.text, month_name(kFirstSignature)));
        else if (*month > month_index(kLastYear, 12))
            note(field, fmt::format("signed is {} (must not be after {}, the last month that a run may have)",
                                    field.text, month_name(month_index(kLastYear, 12))));
        else
            t.signature = *month;
    }

    std::string read_word(CsvField const& field, char const* name, std::vector<std::string> const& words)
    {
        if (!contains(words, field.text))
            note(field, fmt::format("{} is \"{}\" (must be one of {}){}", name, field.text, join(words),
                                    suggestion(field.text, words)));
        return field.text;
    }

    /// What lies outside the range is noted, and taken for its nearer end.
    double read_number(CsvField const& field, std::string const& name, double min, double max)
    {
        auto value = spreadsheet_number(field.text);
        if (!value) value = reader_.number(field.text, field.place(file_), name);  // says what is wrong
        if (!value) return min;
        reader_.is_within({min, max, ""}, *value, field.text, field.place(file_), name);
        return std::clamp(*value, min, max);
    }

    int read_months(CsvField const& field)
    {
        double const months = read_number(field, "stage_months", 0, 240);
        if (months != std::floor(months))
            note(field, fmt::format("stage_months is {} (must be a whole number)", field.text));
        return static_cast<int>(months);
    }

    std::string const& file_;
    TomlReader reader_;
    std::map<std::string, std::size_t> column_;
    std::map<std::string, int> line_of_;  ///< of each id
};

/// Names of the tables in the folder "data" of these.
std::vector<std::string> table_names(std::vector<std::string> const& folders)
{
    std::vector<std::string> names;
    std::error_code error;
    for (auto const& folder : folders)
        for (auto const& file : fs::directory_iterator(fs::path(folder) / "data", error))
            if (file.path().extension() == ".csv") names.push_back(file.path().stem().string());
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::string find_table(std::string const& given, std::string const& search_folder)
{
    std::vector<std::string> folders = {shipped_folder()};
    if (!search_folder.empty()) folders.insert(folders.begin(), search_folder);
    bool const is_name = given.find('/') == std::string::npos && fs::path(given).extension().empty();
    auto typed = folders;
    typed.insert(typed.begin(), "");
    auto const candidates =
        is_name ? file_candidates("data/" + given, folders, {".csv"}) : file_candidates(given, typed);
    auto found = first_file(candidates);
    if (!found.empty()) return found;
    std::error_code error;
    if (!is_name && fs::is_directory(given, error))
        throw InputError({given}, "is a folder (must be a table of territories: a name or a CSV file)");
    throw InputError({given}, fmt::format("no such table of territories (looked for {}){}", join(candidates),
                                          suggestion(fs::path(given).stem().string(), table_names(folders))));
}

/// As the column "signed" has it.
std::string signature_text(Territory const& row)
{
    if (row.signature == kUnknownMonth) return "";
    return (row.signature_or_before ? "by " : "") + month_name(row.signature);
}

}  // namespace

TerritoryTable read_territories_text(std::string_view bytes, std::string const& file)
{
    TerritoryTable table;
    table.name = fs::path(file).stem().string();
    table.file = file;
    table.rows = TableReader(file).read(parse_spreadsheet(bytes, file));
    table.sha256 = sha256_hex(bytes);
    return table;
}

TerritoryTable read_territories(std::string const& name_or_file, std::string const& search_folder)
{
    auto const file = find_table(name_or_file, search_folder);
    return read_territories_text(read_text(file, kMaxBytes), file);
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
        csv += row.id + ',' + csv_text(row.name) + ',' + row.region + ',' + plain_number(row.inhabitants) + ',' +
               row.milieu + ',' + row.zone + ',' + plain_number(row.ties) + ',' +
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
