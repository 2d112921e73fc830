#include "analysis/effects/answer_places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "analysis/effects/answer.hpp"
#include "analysis/effects/answer_numbers.hpp"
#include "sim/base/text.hpp"
#include "sim/model/places.hpp"

namespace cptsim {
namespace {

/// A population as a place that CPTS are of: "of Alsace".
std::string of_place(std::string const& population, Language language)
{
    struct Place {
        char const* name;
        Text words;
    };
    constexpr std::array kPlaces = {Place{"alsace", {"of Alsace", "d'Alsace"}},
                                    Place{"ile_de_france", {"of Île-de-France", "d'Île-de-France"}},
                                    Place{"paca", {"of Provence-Alpes-Côte d'Azur", "de Provence-Alpes-Côte d'Azur"}},
                                    Place{"france", {"of France", "de France"}}};
    for (auto const& place : kPlaces)
        if (population == place.name) return place.words.in(language);
    auto const part = population.substr(std::min(population.rfind('/') + 1, population.size()));
    bool const is_one = part.find('+') == std::string::npos;
    constexpr std::string_view kRegion = "region:", kDepartment = "department:";
    if (is_one && part.starts_with(kRegion))
        return format(language, {"of the region {}", "de la région {}"}, place_title(part.substr(kRegion.size())));
    if (is_one && part.starts_with(kDepartment))
        return format(language, {"of the department {}", "du département {}"}, part.substr(kDepartment.size()));
    return format(language, {"of {}", "de {}"}, shortened(population, kLabelLength));
}

}  // namespace

std::string answer_subject(TerritoryTable const& table, Language language)
{
    if (table.rows.size() != 1) return format(language, {"the CPTS {}", "les CPTS {}"}, of_place(table.name, language));
    auto const name = shortened(table.rows.front().name, kLabelLength);
    if (name.starts_with("CPTS")) return format(language, {"{}", "la {}"}, name);
    return format(language, {"the territory “{}”", "le territoire « {} »"}, name);
}

std::string what_is_real(TerritoryTable const& table, Language language)
{
    auto const count = [&](auto const& is) {
        return static_cast<std::size_t>(std::count_if(table.rows.begin(), table.rows.end(), is));
    };
    auto const real = count([](Territory const& row) { return !row.synthetic; });
    auto const cpts = count([](Territory const& row) { return !row.synthetic && row.perimeter == "cpts"; });
    auto const all = table.rows.size();
    if (real == 0) return "";
    auto const where = all == 1     ? std::string(Text{"this place", "ce lieu"}.in(language))
                       : real < all ? format(language, {"{} of these {} places", "{} de ces {} lieux"}, real, all)
                                    : format(language, {"these {} places", "ces {} lieux"}, all);
    std::string known;
    if (cpts > 0)
        known += cpts == 1 ? std::string(Text{", the name of the CPTS", ", le nom de la CPTS"}.in(language))
                           : format(language, {", names of {} CPTS", ", noms de {} CPTS"}, cpts);
    if (auto const dates = table.known_signatures(); dates > 0)
        known += dates == 1 ? std::string(Text{", the date of its signature", ", la date de sa signature"}.in(language))
                            : format(language, {", dates of {} signatures", ", dates de {} signatures"}, dates);
    auto const rest =
        cpts > 0 ? Text{"all else is estimated, borders and members included.",
                        "le reste est estimé, limites et adhérents compris."}
                 : Text{"all else is estimated, territories included.", "le reste est estimé, territoires compris."};
    return format(language,
                  {"Real for {}: inhabitants, numbers of professionals (mostly by department){}; {}",
                   "Réel pour {} : habitants, effectifs de professionnels (souvent par département){} ; {}"},
                  where, known, rest.in(language));
}

}  // namespace cptsim
