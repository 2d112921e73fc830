#include <fmt/format.h>

#include <algorithm>

#include "app/territories.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/count.hpp"
#include "sim/base/text.hpp"
#include "sim/input/territory_cells.hpp"
#include "sim/model/names.hpp"

namespace cptsim::app {
namespace {

class MadeWords {
  public:
    MadeWords(MadeTerritory const& made, Language language) : made_(made), language_(language) {}

    [[nodiscard]] std::string text() const
    {
        auto const& row = made_.row;
        std::string text =
            format(language_, {"{}: {}{}{}\n", "{} : {}{}{}\n"}, row.name,
                   counted(row.inhabitants, {"inhabitant", "habitant"}, {"inhabitants", "habitants"}, language_),
                   row.department.empty() ? "" : ", " + department_words(row.department),
                   row.signature == kUnknownMonth ? "" : ", ACI " + signature_text(row));
        if (row.signature > made_.counted)
            text +=
                format(language_,
                       {"  Signed after the month of the counts ({}): until {} runs have a project here, no CPTS.\n",
                        "  Signature après le mois des comptes ({}) : avant {}, les simulations ont ici un projet, "
                        "pas une CPTS.\n"},
                       month_name(made_.counted), month_name(row.signature));
        text += communes() + given() + filled();
        if (made_.members) text += members();
        return text;
    }

  private:
    /// The largest by name and number, so that a wrong one is seen.
    [[nodiscard]] std::string communes() const
    {
        constexpr std::size_t kMostListed = 12;
        auto const& all = made_.communes.communes;
        if (all.empty()) return "";
        std::string text = format(language_,
                                  {"Its communes ({}; legal populations of January 2026):\n",
                                   "Ses communes ({} ; populations légales de janvier 2026) :\n"},
                                  all.size());
        for (std::size_t i = 0; i < std::min(kMostListed, all.size()); ++i)
            text += fmt::format("  {} {:<28} {:>9}\n", all[i].code, all[i].name,
                                format_number(all[i].inhabitants, 0, language_));
        if (all.size() > kMostListed)
            text += format(language_, {"  … and {} smaller\n", "  … et {} plus petites\n"}, all.size() - kMostListed);
        return text;
    }

    [[nodiscard]] std::string given() const
    {
        std::string text;
        for (std::size_t p = 0; p < kProfessions; ++p)
            if (made_.counts[p]) text += fmt::format("  {:<28} {:>5.0f}\n", column("count_", p), *made_.counts[p]);
        if (text.empty()) return "";
        return format(language_,
                      {"Given (in {}; the table is of January 2019, so the program carries them back by "
                       "demography.stock_trend):\n",
                       "Donné (en {} ; la table est de janvier 2019, le programme les y ramène donc par "
                       "demography.stock_trend) :\n"},
                      month_name(made_.counted)) +
               text;
    }

    [[nodiscard]] std::string filled() const
    {
        std::string text = format(
            language_,
            {"Not given, filled from {}; nothing of the place:\n", "Non donné, repris {} ; rien du lieu même :\n"},
            filled_from());
        for (auto const& cell : made_.filled)
            text += fmt::format("  {:<28} {:>5}{}\n", cell.column, cell.value, people(cell.column));
        return text;
    }

    [[nodiscard]] std::string filled_from() const
    {
        auto const departments = made_.communes.departments();
        if (departments.size() > 1) {
            std::vector<std::string> words;
            for (auto const& [code, inhabitants] : departments)
                words.push_back(fmt::format("{}, {:.0f} %", department_words(code),
                                            100 * inhabitants / made_.communes.inhabitants()));
            return format(language_,
                          {"the departments by inhabitants ({})", "des départements au prorata des habitants ({})"},
                          fmt::format("{}", fmt::join(words, "; ")));
        }
        auto const& department = made_.row.department;
        if (department.empty())
            return Text{"the nation (no --department)", "de la nation (sans --department)"}.in(language_);
        return format(language_, {"the department {}", "du département {}"}, department_words(department));
    }

    /// Of a density, how many professionals it makes.
    [[nodiscard]] std::string people(std::string const& name) const
    {
        for (std::size_t p = 0; p < kProfessions; ++p)
            if (name == column("density_", p))
                return format(language_,
                              {"  per 100,000 in January 2019: about {:.0f} in {}",
                               "  pour 100 000 en janvier 2019 : environ {:.0f} en {}"},
                              made_.estimates[p], month_name(made_.counted));
        return "";
    }

    [[nodiscard]] std::string members() const
    {
        double const all = made_.professionals();
        return format(
            language_,
            {"Members in {}: {:.0f} of about {:.0f} professionals ({:.0f} %). They stand in the column source; "
             "no run starts from them.\nCompare them with the chosen membership of your runs.\n",
             "Adhérents en {} : {:.0f} sur environ {:.0f} professionnels ({:.0f} %). Ils sont notés dans la "
             "colonne source ; aucune simulation n'en part.\nComparez-les à l'adhésion choisie de vos "
             "simulations.\n"},
            month_name(made_.counted), *made_.members, all, 100 * *made_.members / all);
    }

    static std::string column(char const* kind, std::size_t p) { return std::string(kind) + kProfessionNames[p]; }

    MadeTerritory const& made_;
    Language language_;
};

}  // namespace

std::string made_territory_words(MadeTerritory const& made, Language language)
{
    return MadeWords(made, language).text();
}

}  // namespace cptsim::app
