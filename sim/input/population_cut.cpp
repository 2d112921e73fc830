#include "sim/input/population_cut.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/territory_cells.hpp"
#include "sim/input/territory_file.hpp"

namespace cptsim {
namespace {

std::vector<std::string> const kKinds = {"department", "region", "cpts"};

bool begins_part(std::string_view text)
{
    return std::any_of(kKinds.begin(), kKinds.end(), [&](std::string const& kind) {
        return text.starts_with(kind) && text.substr(kind.size()).starts_with(":");
    });
}

/// Where the parts begin: after the last folder or table, or nowhere.
std::size_t first_part(std::string const& text)
{
    for (std::size_t at = 0; at < text.size(); ++at)
        if ((at == 0 || text[at - 1] == '/') && begins_part(std::string_view(text).substr(at))) return at;
    return std::string::npos;
}

/// A part less the quotes that a scenario may have around its value.
PopulationPart part_of(std::string const& text, std::string const& whole)
{
    auto const colon = text.find(':');
    auto value = text.substr(colon + 1);
    if (value.size() > 1 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    return {text.substr(0, colon), value, whole};
}

/// "departement:67" is meant as a part, unless there is such a file.
void refuse_unknown_part(std::string const& text)
{
    auto const slash = text.rfind('/');
    auto const last = slash == std::string::npos ? text : text.substr(slash + 1);
    auto const colon = last.find(':');
    std::error_code error;
    if (colon == std::string::npos || colon == 0 || colon + 1 == last.size() ||
        last.substr(0, colon).find_first_of("+ ") != std::string::npos || std::filesystem::exists(text, error))
        return;
    throw InputError({text}, unknown_word(Text{"part", "partie inconnue"}, last.substr(0, colon),
                                          {"parts of a table are department:, region:, cpts:",
                                           "les parties d'une table sont department:, region:, cpts:"},
                                          kKinds));
}

/// The rows that a table has of one part, and how that part is called for good.
class PartFinder {
  public:
    explicit PartFinder(TerritoryTable const& table) : table_(table) {}

    /// Marks the rows of the part in `chosen`; returns its lasting text.
    std::string find(PopulationPart const& part, std::vector<bool>& chosen) const
    {
        if (plain_letters(part.value).empty())
            throw InputError({part.where}, both({"{} is \"{}\" (must be a code or a name)",
                                                 "{} vaut « {} » (il faut un code ou un nom)"},
                                                part.kind, part.value));
        if (part.kind == "department") return find_department(part, chosen);
        return part.kind == "region" ? find_region(part, chosen) : find_territory(part, chosen);
    }

  private:
    template <class Belongs>
    std::size_t mark(std::vector<bool>& chosen, Belongs const& belongs) const
    {
        std::size_t found = 0;
        for (std::size_t i = 0; i < table_.rows.size(); ++i)
            if (belongs(table_.rows[i])) {
                chosen[i] = true;
                ++found;
            }
        return found;
    }

    std::string find_department(PopulationPart const& part, std::vector<bool>& chosen) const
    {
        auto const code = department_code(part.value, part.where);
        auto const found = mark(chosen, [&](Territory const& row) { return row.department == code; });
        if (found == 0) {
            auto const all = values(&Territory::department);
            throw InputError({part.where}, all.empty()
                                               ? both({"{} does not say in which departments its territories lie (its "
                                                       "column department is missing or empty)",
                                                       "{} ne dit pas dans quels départements sont ses territoires (sa "
                                                       "colonne department manque ou est vide)"},
                                                      table_.name)
                                               : both({"{} has no territory in department {} (it has {})",
                                                       "{} n'a pas de territoire dans le département {} (elle a {})"},
                                                      table_.name, department_words(code), join(all)));
        }
        return "department:" + code;
    }

    std::string find_region(PopulationPart const& part, std::vector<bool>& chosen) const
    {
        auto const plain = plain_letters(part.value);
        auto const all = values(&Territory::region);
        auto const is_it = [&](std::string const& region) { return plain_letters(region) == plain; };
        auto const region = std::find_if(all.begin(), all.end(), is_it);
        if (region == all.end())
            throw InputError({part.where}, both({"no region of {} is called \"{}\" (it has {}){}",
                                                 "aucune région de {} ne s'appelle « {} » (elle a {}){}"},
                                                table_.name, part.value, join(all), name_suggestion(part.value, all)));
        mark(chosen, [&](Territory const& row) { return is_it(row.region); });
        return "region:" + *region;
    }

    /// By id, or by name with or without the word CPTS before it.
    std::string find_territory(PopulationPart const& part, std::vector<bool>& chosen) const
    {
        auto const plain = without_word(plain_letters(part.value));
        std::vector<std::string> ids, names;
        for (auto const& row : table_.rows) {
            names.push_back(row.name);
            if (row.id == part.value) ids = {row.id};
            if (row.id == part.value) break;
            if (without_word(plain_letters(row.name)) == plain) ids.push_back(row.id);
        }
        if (ids.empty())
            throw InputError(
                {part.where},
                both({"no territory of {} is called \"{}\" (names and ids are those of its rows){}",
                      "aucun territoire de {} ne s'appelle « {} » (noms et identifiants sont ceux de ses lignes){}"},
                     table_.name, part.value, name_suggestion(part.value, names)));
        if (ids.size() > 1)
            throw InputError({part.where},
                             both({"{} territories of {} are called \"{}\" ({}) give the id of one?",
                                   "{} territoires de {} s'appellent « {} » ({}) donner l'identifiant de l'un d'eux ?"},
                                  ids.size(), table_.name, part.value, join(ids)));
        mark(chosen, [&](Territory const& row) { return row.id == ids.front(); });
        return "cpts:" + ids.front();
    }

    static std::string without_word(std::string const& plain)
    {
        return plain.starts_with("cpts") && plain.size() > 4 ? plain.substr(4) : plain;
    }

    /// What the rows have in a column, each once, in order.
    [[nodiscard]] std::vector<std::string> values(std::string Territory::*column) const
    {
        std::set<std::string> found;
        for (auto const& row : table_.rows)
            if (!(row.*column).empty()) found.insert(row.*column);
        return {found.begin(), found.end()};
    }

    TerritoryTable const& table_;
};

}  // namespace

PopulationText parse_population(std::string const& text)
{
    auto const first = first_part(text);
    if (first == std::string::npos) {
        refuse_unknown_part(text);
        return {text, {}};
    }
    PopulationText population{first == 0 ? "" : text.substr(0, first - 1), {}};
    for (std::size_t at = first; at < text.size();) {
        auto end = at;
        do end = text.find('+', end + 1);
        while (end != std::string::npos && !begins_part(std::string_view(text).substr(end + 1)));
        population.parts.push_back(part_of(text.substr(at, end == std::string::npos ? end : end - at), text));
        at = end == std::string::npos ? text.size() : end + 1;
    }
    return population;
}

std::string population_text(PopulationText const& population)
{
    std::string parts;
    for (auto const& part : population.parts) parts += (parts.empty() ? "" : "+") + part.kind + ':' + part.value;
    if (population.table.empty() || parts.empty()) return population.table + parts;
    return population.table + '/' + parts;
}

TerritoryTable cut_table(TerritoryTable const& table, std::vector<PopulationPart> const& parts)
{
    PartFinder const finder(table);
    std::vector<bool> chosen(table.rows.size());
    PopulationText lasting{table.name, {}};
    Problems problems;
    for (auto const& part : parts) {
        try {
            lasting.parts.push_back(part_of(finder.find(part, chosen), ""));
        } catch (InputError const& error) {
            problems.take(error);
        }
    }
    problems.throw_if_any();
    TerritoryTable cut;
    cut.name = population_text(lasting);
    cut.file = table.file;
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        if (chosen[i]) cut.rows.push_back(table.rows[i]);
    cut.sha256 = sha256_hex(territories_csv(cut));
    return cut;
}

}  // namespace cptsim
