#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

#include "sim/base/number.hpp"
#include "sim/base/plain_text.hpp"
#include "sim/base/text.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/spreadsheet.hpp"
#include "sim/input/territory_cells.hpp"
#include "sim/input/territory_file.hpp"
#include "sim/model/names.hpp"

namespace cptsim {
namespace {

std::vector<std::string> const& needed_columns()
{
    static std::vector<std::string> const columns = [] {
        std::vector<std::string> names = {"id",   "name", "region", "inhabitants", "milieu",
                                          "zone", "ties", "stage",  "stage_months"};
        for (auto const* profession : kProfessionNames) names.push_back(std::string("density_") + profession);
        names.insert(names.end(), {"synthetic", "source"});
        return names;
    }();
    return columns;
}

/// The column of head counts that may stand for one of densities; "" for any other column.
std::string count_column(std::string const& name)
{
    constexpr std::string_view kDensity = "density_";
    return name.starts_with(kDensity) ? "count_" + name.substr(kDensity.size()) : "";
}

std::vector<std::string> optional_columns()
{
    std::vector<std::string> names = {"department", "perimeter", "signed", "counted"};
    for (auto const* profession : kProfessionNames) names.push_back(std::string("count_") + profession);
    return names;
}

bool contains(std::vector<std::string> const& names, std::string const& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::size_t kLongestText = 10000;  ///< bytes of a name, a region, a source
constexpr std::size_t kLongestId = 200;

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
            throw InputError({file_, 1, 1}, {"the table is empty (must have a header and a row for each territory)",
                                             "la table est vide (il faut un en-tête et une ligne par territoire)"});
        read_header(records.front());
        reader_.throw_if_any();
        if (records.size() == 1)
            note({"", 1, 1}, {"the table has no territory (must have one row at least)",
                              "la table n'a pas de territoire (il faut une ligne au moins)"});
        std::vector<Territory> rows;
        for (std::size_t i = 1; i < records.size(); ++i)
            if (has_all_fields(records[i])) rows.push_back(read_row(records[i]));
        reader_.throw_if_any();
        return rows;
    }

  private:
    void note(CsvField const& at, Words text) { reader_.note(at.place(file_), std::move(text)); }

    void read_header(CsvRecord const& header)
    {
        std::vector<std::string> missing;
        auto const stands = [&](std::string const& name) {
            return std::any_of(header.begin(), header.end(), [&](CsvField const& f) { return f.text == name; });
        };
        for (auto const& name : needed_columns()) {
            auto const count = count_column(name);
            if (!stands(name) && (count.empty() || !stands(count))) missing.push_back(name);
        }
        auto const optional = optional_columns();
        for (std::size_t i = 0; i < header.size(); ++i) {
            auto const& name = header[i].text;
            if (!contains(needed_columns(), name) && !contains(optional, name)) {
                auto likely = missing;
                likely.insert(likely.end(), optional.begin(), optional.end());
                reader_.note_unknown(
                    header[i].place(file_), Text{"column", "colonne inconnue"}, name,
                    {"a table of territories has no such column", "une table de territoires n'a pas cette colonne"},
                    likely);
                std::erase(missing, did_you_mean(name, missing));
            } else if (!column_.emplace(name, i).second) {
                note(header[i], both({"column \"{}\" comes twice (must come once)",
                                      "la colonne « {} » vient deux fois (une seule est permise)"},
                                     name));
            }
        }
        if (!missing.empty())
            note(header[0],
                 both({"missing {} {} (a table of territories has all of {}; count_… may stand for density_…)",
                       "manque : {} {} (une table de territoires a tout ceci : {} ; count_… peut remplacer density_…)"},
                      missing.size() == 1 ? Text{"column", "colonne"} : Text{"columns", "colonnes"}, join(missing),
                      join(needed_columns())));
    }

    bool has_all_fields(CsvRecord const& record)
    {
        if (record.size() == column_.size()) return true;
        note(record.front(),
             both({"{} fields (must be {}, as in the header)", "{} champs (il en faut {}, comme dans l'en-tête)"},
                  record.size(), column_.size()));
        return false;
    }

    Territory read_row(CsvRecord const& record)
    {
        auto const field = [&](std::string const& name) -> CsvField const& { return record[column_.at(name)]; };
        Territory t;
        t.id = read_id(field("id"));
        t.name = read_text(field("name"), "name");
        t.region = read_text(field("region"), "region");
        t.inhabitants = read_inhabitants(field("inhabitants"));
        t.size_class = size_class(t.inhabitants);
        t.milieu = read_word(field("milieu"), "milieu", {kMilieuNames.begin(), kMilieuNames.end()});
        t.zone = read_word(field("zone"), "zone", {kZoneNames.begin(), kZoneNames.end()});
        t.ties = read_number(field("ties"), "ties", 0, 1);
        auto const stage = read_word(field("stage"), "stage", {kStageNames.begin(), kStageNames.begin() + kSigned});
        for (int s = 0; s < kSigned; ++s)
            if (stage == kStageNames[static_cast<std::size_t>(s)]) t.stage = static_cast<Stage>(s);
        t.stage_months = read_months(field("stage_months"));
        read_professionals(record, t);
        t.synthetic = read_truth(field("synthetic"), "synthetic");
        t.source = read_text(field("source"), "source");
        if (column_.contains("department")) t.department = read_department(field("department"));
        if (column_.contains("perimeter")) t.perimeter = read_word(field("perimeter"), "perimeter", perimeter_words());
        if (auto const* signature = filled(record, "signed"))
            if (auto const fault = read_signature(signature->text, t); !fault.empty())
                note(*signature, Text{"signed is ", "signed : "} + fault);
        return t;
    }

    /// The field of a column, or nothing where the header has no such column or the row says nothing.
    [[nodiscard]] CsvField const* filled(CsvRecord const& record, std::string const& name) const
    {
        auto const at = column_.find(name);
        if (at == column_.end() || record[at->second].text.empty()) return nullptr;
        return &record[at->second];
    }

    void read_professionals(CsvRecord const& record, Territory& t)
    {
        int counted = 0;
        if (auto const* field = filled(record, "counted"))
            if (auto const fault = read_counted(field->text, counted); !fault.empty())
                note(*field, Text{"counted is ", "counted : "} + fault);
        double professionals = 0;
        for (std::size_t p = 0; p < kProfessions; ++p) {
            auto const name = std::string("density_") + kProfessionNames[p], head_count = count_column(name);
            auto const *density = filled(record, name), *count = filled(record, head_count);
            if (density && count)
                note(*count, both({"{} and {} are both given (one of them must be empty)",
                                   "{} et {} sont donnés tous deux (l'un doit être vide)"},
                                  head_count, name));
            else if (count)
                t.density[p] = read_count(*count, head_count, static_cast<int>(p), counted, t.inhabitants);
            else if (density)
                t.density[p] = read_number(*density, name, 0, kMaxDensity);
            else
                note_empty(record, name, head_count);
            professionals += t.density[p] * t.inhabitants / 1e5;
        }
        if (professionals > kMaxProfessionals)
            note(record[column_.at("inhabitants")],
                 both({"about {:.0f} professionals (a territory holds at most {:.0f}) split it?",
                       "environ {:.0f} professionnels (un territoire en contient au plus {:.0f}) le partager ?"},
                      professionals, kMaxProfessionals));
    }

    void note_empty(CsvRecord const& record, std::string const& density, std::string const& count)
    {
        auto const& name = column_.contains(density) ? density : count;
        if (column_.contains(density) && column_.contains(count))
            note(record[column_.at(count)], both({"{} and {} are both empty (one of them must be given)",
                                                  "{} et {} sont vides tous deux (il en faut un)"},
                                                 count, density));
        else
            (void)read_number(record[column_.at(name)], name, 0, kMaxDensity);  // says what is wrong
    }

    double read_count(CsvField const& field, std::string const& name, int profession, int month, double inhabitants)
    {
        double const count = read_number(field, name, 0, kMaxProfessionals);
        if (count != std::floor(count))
            note(field, both({"{} is {} (must be a whole number)", "{} vaut {} (il faut un nombre entier)"}, name,
                             field.text));
        double const density = density_of(count, inhabitants, profession, month);
        if (density > kMaxDensity && knows_inhabitants_)  // else what is wrong is said of them
            note(field, both({"{} is {} (more than {} per 100,000 inhabitants in January 2019: one in {:.0f} of {:.0f} "
                              "inhabitants)",
                              "{} vaut {} (plus de {} pour 100 000 habitants en janvier 2019 : un sur {:.0f} des "
                              "{:.0f} habitants)"},
                             name, field.text, kMaxDensity, 1e5 / kMaxDensity, inhabitants));
        return std::min(density, kMaxDensity);
    }

    std::string read_id(CsvField const& field)
    {
        auto const [first, is_new] = line_of_.emplace(field.text, field.line);
        if (field.text.empty() ||
            field.text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") != std::string::npos)
            note(field, both({"id \"{}\" is not allowed (must be made of a-z, 0-9, _ and -)",
                              "l'identifiant « {} » n'est pas permis (il se compose de a-z, 0-9, _ et -)"},
                             field.text));
        else if (field.text.size() > kLongestId)
            note(field, both({"id \"{}\" is not allowed (must have {} characters at most)",
                              "l'identifiant « {} » n'est pas permis (au plus {} caractères)"},
                             field.text, kLongestId));
        else if (!is_new)
            note(field, both({"id \"{}\" comes twice (line {} has it too)",
                              "l'identifiant « {} » vient deux fois (la ligne {} l'a aussi)"},
                             field.text, first->second));
        return field.text;
    }

    double read_inhabitants(CsvField const& field)
    {
        auto const value = local_number(field.text);
        knows_inhabitants_ = value && *value >= 1 && *value <= kMaxInhabitants;
        if (!field.text.empty()) return read_number(field, "inhabitants", 1, kMaxInhabitants);
        note(field, {"inhabitants is empty (densities and head counts mean nothing without it)",
                     "inhabitants est vide (sans lui, densités et effectifs ne disent rien)"});
        return 1;
    }

    std::string read_text(CsvField const& field, char const* name)
    {
        if (field.text.empty())
            note(field, both({"{} is empty (must say something)", "{} est vide (il faut dire quelque chose)"}, name));
        if (field.text.size() > kLongestText)
            note(field, both({"{} has {} bytes (must have {} at most)", "{} a {} octets (au plus {})"}, name,
                             field.text.size(), kLongestText));
        return field.text;
    }

    bool read_truth(CsvField const& field, char const* name)
    {
        auto const value = spreadsheet_truth(field.text);
        return value ? *value : read_word(field, name, {"true", "false"}) == "true";
    }

    std::string read_department(CsvField const& field)
    {
        auto const& text = field.text;
        auto const is_digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
        bool const is_code = text.size() == 2   ? is_digit(0) && (is_digit(1) || text == "2A" || text == "2B")
                             : text.size() == 3 ? text.starts_with("97") && text[2] >= '1' && text[2] <= '6'
                                                : false;
        if (!is_code)
            note(field, both({"department is \"{}\" (must be a code, as 67, 2A or 971)",
                              "department vaut « {} » (il faut un code, comme 67, 2A ou 971)"},
                             field.text));
        return field.text;
    }

    std::string read_word(CsvField const& field, char const* name, std::vector<std::string> const& words)
    {
        if (!contains(words, field.text))
            note(field, both({"{} is \"{}\" (must be one of {}){}", "{} vaut « {} » (au choix : {}){}"}, name,
                             field.text, join(words), suggestion(field.text, words)));
        return field.text;
    }

    /// What lies outside the range is noted, and taken for its nearer end.
    double read_number(CsvField const& field, std::string const& name, double min, double max)
    {
        auto value = local_number(field.text);
        if (!value) value = reader_.number(field.text, field.place(file_), name);  // says what is wrong
        if (!value) return min;
        reader_.is_within({min, max, ""}, *value, field.text, field.place(file_), name);
        return std::clamp(*value, min, max);
    }

    int read_months(CsvField const& field)
    {
        double const months = read_number(field, "stage_months", 0, 240);
        if (months != std::floor(months))
            note(field, both({"stage_months is {} (must be a whole number)",
                              "stage_months vaut {} (il faut un nombre entier)"},
                             field.text));
        return static_cast<int>(months);
    }

    std::string const& file_;
    TomlReader reader_;
    std::map<std::string, std::size_t> column_;
    std::map<std::string, int> line_of_;  ///< of each id
    bool knows_inhabitants_ = true;       ///< of the row
};

}  // namespace

TerritoryTable read_territories_text(std::string_view bytes, std::string const& file)
{
    TerritoryTable table;
    table.name = std::filesystem::path(file).stem().string();
    if (auto const fault = text_fault(table.name))
        throw InputError(
            {file}, {"has a name that is no text (results name the table after it) rename it?",
                     "a un nom qui n'est pas du texte (les résultats nomment la table d'après lui) le renommer ?"});
    table.file = file;
    table.rows = TableReader(file).read(parse_spreadsheet(bytes, file));
    table.sha256 = sha256_hex(bytes);
    return table;
}

}  // namespace cptsim
