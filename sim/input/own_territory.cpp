#include "sim/input/own_territory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/language.hpp"
#include "sim/base/number.hpp"
#include "sim/base/plain_text.hpp"
#include "sim/base/text.hpp"
#include "sim/files/csv.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/spreadsheet.hpp"
#include "sim/input/territory_cells.hpp"
#include "sim/input/territory_file.hpp"
#include "sim/input/territory_pool.hpp"

namespace cptsim {
namespace {

class Maker {
  public:
    Maker(OwnTerritory const& known, TerritoryTable const& country) : known_(known), country_(country) {}

    MadeTerritory make()
    {
        read_place();
        if (auto const fault = read_counted(known_.counted, made_.counted); !fault.empty())
            problems_.note({}, Text{"--counted is ", "--counted : "} + fault);
        if (auto const fault = read_signature(known_.signature, made_.row); !fault.empty())
            problems_.note({}, Text{"--signed is ", "--signed : "} + fault);
        read_professionals();
        if (!known_.members.empty())
            if (auto const members = whole(known_.members, "--members", kMaxProfessionals)) made_.members = members;
        problems_.throw_if_any();
        fill();
        require_room();
        made_.csv = csv();
        made_.row = read_territories_text(made_.csv, "--inhabitants").rows.front();
        return made_;
    }

  private:
    /// Where it lies and how many live there: both from its communes, or each from its option.
    void read_place()
    {
        bool const of_communes = !known_.communes.empty() || !known_.epci.empty();
        try {
            if (of_communes) read_communes();
            if (!of_communes && !known_.department.empty())
                made_.row.department = department_code(known_.department, "--department");
        } catch (InputError const& error) {
            problems_.take(error);
        }
        if (of_communes) return;
        made_.row.inhabitants = read_inhabitants();
        if (!made_.row.department.empty()) departments_ = {{made_.row.department, 1}};
    }

    void read_communes()
    {
        for (auto const& [option, text] :
             {std::pair{"--inhabitants", &known_.inhabitants}, std::pair{"--department", &known_.department}})
            if (!text->empty())
                problems_.note({option},
                               {"does not go with --communes and --epci (which say it themselves) leave it out?",
                                "ne va pas avec --communes et --epci (qui le disent eux-mêmes) l'ôter ?"});
        made_.communes = choose_communes(Municipalities::shipped(), known_.communes, known_.epci);
        departments_ = made_.communes.departments();
        made_.row.department =
            std::max_element(departments_.begin(), departments_.end(), [](auto const& a, auto const& b) {
                return a.second < b.second;
            })->first;
        made_.row.inhabitants = made_.communes.inhabitants();
        if (made_.row.inhabitants < 1 || made_.row.inhabitants > kMaxInhabitants)
            problems_.note({}, both({"{}: {:.0f} inhabitants in all (must be from 1 to {:.0f})",
                                     "{} : {:.0f} habitants en tout (il en faut de 1 à {:.0f})"},
                                    made_.communes.asked, made_.row.inhabitants, kMaxInhabitants));
    }

    double read_inhabitants()
    {
        auto const value = local_number(known_.inhabitants);
        if (value && *value >= 1 && *value <= kMaxInhabitants && *value == std::floor(*value)) return *value;
        problems_.note({},
                       known_.inhabitants.empty()
                           ? Words(Text{"--inhabitants must be given (head counts mean nothing without it)",
                                        "--inhabitants manque (sans lui, des effectifs ne disent rien)"})
                           : both({"--inhabitants is \"{}\" (must be a whole number from 1 to {:.0f}, as 62000)",
                                   "--inhabitants vaut « {} » (il faut un nombre entier de 1 à {:.0f}, comme 62000)"},
                                  known_.inhabitants, kMaxInhabitants));
        return 0;
    }

    /// A whole number up to `most`.
    std::optional<double> whole(std::string const& text, std::string const& option, double most)
    {
        auto const value = local_number(text);
        if (value && *value >= 0 && *value <= most && *value == std::floor(*value)) return value;
        problems_.note({}, both({"{} is \"{}\" (must be a whole number from 0 to {:.0f})",
                                 "{} vaut « {} » (il faut un nombre entier de 0 à {:.0f})"},
                                option, text, most));
        return {};
    }

    /// "gp=45,nurse=90".
    void read_professionals()
    {
        for (auto const& record : parse_spreadsheet(known_.professionals, "--professionals"))
            for (auto const& field : record) {
                if (field.text.empty()) continue;  // a comma too many
                auto const equals = field.text.find('=');
                if (equals == std::string::npos)
                    problems_.note({"--professionals"},
                                   both({"\"{}\" is no head count (must be as gp=45,nurse=90)",
                                         "« {} » n'est pas un effectif (il faut par exemple gp=45,nurse=90)"},
                                        field.text));
                else
                    read_count(trimmed(field.text.substr(0, equals)), trimmed(field.text.substr(equals + 1)));
            }
    }

    void read_count(std::string const& profession, std::string const& count)
    {
        constexpr char const* kOption = "--professionals";
        static std::vector<std::string> const names(kProfessionNames.begin(), kProfessionNames.end());
        auto const found = std::find(names.begin(), names.end(), profession);
        if (found == names.end())
            return problems_.note_unknown({kOption}, Text{"profession", "profession inconnue"}, profession,
                                          Text{"professions are ", "les professions sont "} + join(names), names);
        auto const p = static_cast<std::size_t>(found - names.begin());
        if (made_.counts[p])
            return problems_.note({kOption}, profession + Text{" comes twice (must come once)",
                                                               " vient deux fois (une seule est permise)"});
        made_.counts[p] = whole(count, "--professionals " + profession, kMaxProfessionals);
        if (!made_.counts[p] || made_.row.inhabitants < 1) return;  // what is wrong was said
        double const density = density_of(*made_.counts[p], made_.row.inhabitants, static_cast<int>(p), made_.counted);
        if (density > kMaxDensity)
            problems_.note(
                {kOption},
                both({"{} is {} (more than {} per 100,000 inhabitants in January 2019) are there {:.0f} inhabitants?",
                      "{} vaut {} (plus de {} pour 100 000 habitants en janvier 2019) y a-t-il {:.0f} habitants ?"},
                     profession, count, kMaxDensity, made_.row.inhabitants));
    }

    void add(std::string column, std::string value) { made_.filled.push_back({std::move(column), std::move(value)}); }

    void fill()
    {
        TerritoryPool const pool(country_, departments_,
                                 made_.communes.communes.empty() ? "--department"
                                 : known_.communes.empty()       ? "--epci"
                                                                 : "--communes");
        auto& row = made_.row;
        row.region = made_.row.department.empty() ? "unknown" : pool.region();
        if (made_.row.department.empty()) add("region", row.region);
        row.milieu = pool.most([](Territory const& t) { return t.milieu; });
        row.zone = pool.most([](Territory const& t) { return t.zone; });
        row.ties = pool.mean([](Territory const& t) { return t.ties; });
        auto const stage = pool.most([](Territory const& t) { return kStageNames[static_cast<std::size_t>(t.stage)]; });
        stage_ = stage;
        add("milieu", row.milieu);
        add("zone", row.zone);
        add("ties", plain_number(row.ties));
        add("stage", stage);
        for (std::size_t p = 0; p < kProfessions; ++p) {
            double const one = density_of(1, row.inhabitants, static_cast<int>(p), made_.counted);
            if (!made_.counts[p]) {
                row.density[p] = pool.mean([&](Territory const& t) { return t.density[p]; });
                add(std::string("density_") + kProfessionNames[p], plain_number(row.density[p]));
            }
            made_.estimates[p] = made_.counts[p].value_or(row.density[p] / one);
        }
    }

    void require_room()
    {
        double const all = made_.professionals();
        double january = 0;  // of 2019, which the table is about
        for (std::size_t p = 0; p < kProfessions; ++p)
            january += made_.estimates[p] * made_.row.inhabitants / 1e5 *
                       density_of(1, made_.row.inhabitants, static_cast<int>(p), made_.counted);
        if (january > kMaxProfessionals)
            problems_.note(
                {},
                both({"{:.0f} inhabitants: about {:.0f} professionals (a territory holds at most {:.0f}) split it?",
                      "{:.0f} habitants : environ {:.0f} professionnels (un territoire en contient au plus {:.0f}) le "
                      "partager ?"},
                     made_.row.inhabitants, january, kMaxProfessionals));
        if (made_.members && *made_.members > all)
            problems_.note({}, both({"--members is {} (there are about {:.0f} professionals)",
                                     "--members vaut {} (il y a environ {:.0f} professionnels)"},
                                    *made_.members, all));
        problems_.throw_if_any();
    }

    [[nodiscard]] std::string name() const
    {
        if (!known_.name.empty()) return known_.name;
        return made_.communes.name.empty() ? "My CPTS" : made_.communes.name;
    }

    [[nodiscard]] std::string id() const
    {
        std::string id;
        for (auto const& word : words_of(name())) id += (id.empty() ? "" : "-") + word;
        return id.empty() ? "my-cpts" : id;
    }

    /// What was given and what was not, for whoever reads the table later.
    [[nodiscard]] std::string source() const
    {
        std::vector<std::string> counted, columns;
        for (std::size_t p = 0; p < kProfessions; ++p)
            if (made_.counts[p]) counted.emplace_back(kProfessionNames[p]);
        for (auto const& cell : made_.filled)
            if (cell.column != "region") columns.push_back(cell.column);
        auto text = made_.communes.communes.empty()
                        ? std::string(counted.empty() ? "own number of inhabitants" : "")
                        : fmt::format("legal populations of January 2026 of {}", made_.communes.asked);
        if (!counted.empty()) text += fmt::format("{}own head counts ({})", text.empty() ? "" : "; ", join(counted));
        text += fmt::format("; means or most frequent of {} in {}, not of the place: {}", filled_from(), country_.name,
                            join(columns));
        if (departments_.empty()) text += "; region unknown";
        if (made_.members)
            text +=
                fmt::format("; {} members in {}: no run starts from them", *made_.members, month_name(made_.counted));
        return text;
    }

    [[nodiscard]] std::string filled_from() const
    {
        if (departments_.empty()) return "the nation";
        std::vector<std::string> words;
        for (auto const& [code, inhabitants] : departments_) words.push_back(department_words(code));
        return words.size() == 1 ? "department " + words.front() : "departments " + join(words) + " by inhabitants";
    }

    [[nodiscard]] std::string csv() const
    {
        auto const& row = made_.row;
        std::string header = "id,name,region,inhabitants,milieu,zone,ties,stage,stage_months", line;
        line = id() + ',' + csv_text(name()) + ',' + row.region + ',' + plain_number(row.inhabitants) + ',' +
               row.milieu + ',' + row.zone + ',' + plain_number(row.ties) + ',' + stage_ + ",0";
        auto const put = [&](std::string const& column, std::string const& cell) {
            header += ',' + column;
            line += ',' + cell;
        };
        for (std::size_t p = 0; p < kProfessions; ++p)
            if (made_.counts[p])
                put(std::string("count_") + kProfessionNames[p], plain_number(*made_.counts[p]));
            else
                put(std::string("density_") + kProfessionNames[p], plain_number(row.density[p]));
        if (std::any_of(made_.counts.begin(), made_.counts.end(), [](auto const& count) { return count.has_value(); }))
            put("counted", month_name(made_.counted));
        if (!row.department.empty()) put("department", row.department);
        put("perimeter", known_.is_cpts ? "cpts" : "municipalities");
        put("signed", signature_text(row));
        put("synthetic", "false");
        put("source", csv_text(source()));
        return header + '\n' + line + '\n';
    }

    OwnTerritory const& known_;
    TerritoryTable const& country_;
    MadeTerritory made_;
    std::map<std::string, double> departments_;  ///< in which it lies, with their inhabitants or any weight
    std::string stage_;
    Problems problems_;
};

}  // namespace

double MadeTerritory::professionals() const { return std::accumulate(estimates.begin(), estimates.end(), 0.0); }

MadeTerritory make_own_territory(OwnTerritory const& known, TerritoryTable const& country)
{
    return Maker(known, country).make();
}

}  // namespace cptsim
