// cptsim territories: the tables that are shipped, and tables of one's own.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/count.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/json.hpp"
#include "sim/input/own_territory.hpp"
#include "sim/input/population_cut.hpp"
#include "sim/input/territory_cells.hpp"
#include "sim/input/territory_file.hpp"
#include "sim/model/names.hpp"

namespace cptsim::app {
namespace {

struct ListOptions {
    std::string format = "table";
    Language language{};
};

struct MakeOptions {
    OwnTerritory known;
    std::vector<std::string> departments, regions, cpts;
    std::string table = "france";
    std::string output;
    bool force = false;
    Language language{};
};

/// What a table says of its rows, counted.
struct TableCounts {
    std::string name;
    std::size_t rows = 0;
    double inhabitants = 0;
    std::size_t cpts = 0, municipalities = 0, synthetic = 0;
    int signed_known = 0;
};

TableCounts counts_of(TerritoryTable const& table)
{
    auto const of = [&](auto const& is) {
        return static_cast<std::size_t>(std::count_if(table.rows.begin(), table.rows.end(), is));
    };
    return {table.name,
            table.rows.size(),
            table.inhabitants(),
            of([](Territory const& row) { return row.perimeter == "cpts"; }),
            of([](Territory const& row) { return row.perimeter == "municipalities"; }),
            of([](Territory const& row) { return row.synthetic; }),
            table.known_signatures()};
}

Text real_words(TableCounts const& counts)
{
    if (counts.synthetic == 0) return {"yes", "oui"};
    return counts.synthetic == counts.rows ? Text{"no", "non"} : Text{"in part", "en partie"};
}

void print_list(std::vector<TableCounts> const& tables, Language language)
{
    auto const in = [&](Text const& text) { return text.in(language); };
    fmt::print("{:<14} {:>6} {:>12} {:>5} {:>14} {:>11} {:>6}  {}\n", in({"table", "table"}), in({"rows", "lignes"}),
               in({"inhabitants", "habitants"}), "CPTS", in({"municipalities", "communes"}),
               in({"synthetic", "synthétique"}), in({"signed", "signée"}), in({"real places", "lieux réels"}));
    for (auto const& t : tables)
        fmt::print("{:<14} {:>6} {:>12} {:>5} {:>14} {:>11} {:>6}  {}\n", t.name, t.rows,
                   format_number(t.inhabitants, 0, language), t.cpts, t.municipalities, t.synthetic, t.signed_known,
                   in(real_words(t)));
    fmt::print(
        "{}\n",
        in({"\nCPTS, municipalities, synthetic: rows with the borders of a CPTS, of municipalities joined for the\n"
            "table (not those of a CPTS), and made up. signed: rows whose date of signature is known. What is\n"
            "real of each column, derived or assumed: docs/data.md.",
            "\nCPTS, communes, synthétique : lignes aux limites d'une CPTS, de communes réunies pour la table\n"
            "(et non d'une CPTS), et inventées. signée : lignes dont la date de signature est connue. Ce qui est\n"
            "réel, déduit ou supposé dans chaque colonne : docs/data.md."}));
}

void run_list(ListOptions const& options)
{
    std::vector<TableCounts> tables;
    for (auto const& name : shipped_tables()) tables.push_back(counts_of(read_territories(name, "")));
    if (options.format == "table") return print_list(tables, options.language);
    if (options.format == "csv") {
        fmt::print("table,rows,inhabitants,cpts,municipalities,synthetic,signed\n");
        for (auto const& t : tables)
            fmt::print("{},{},{},{},{},{},{}\n", t.name, t.rows, plain_number(t.inhabitants), t.cpts, t.municipalities,
                       t.synthetic, t.signed_known);
        return;
    }
    std::vector<std::string> all;
    for (auto const& t : tables)
        all.push_back(JsonObject()
                          .text("table", t.name)
                          .count("rows", t.rows)
                          .number("inhabitants", t.inhabitants)
                          .count("cpts", t.cpts)
                          .count("municipalities", t.municipalities)
                          .count("synthetic", t.synthetic)
                          .count("signed", static_cast<std::size_t>(t.signed_known))
                          .json());
    fmt::print("{}\n", JsonObject("territories").add("tables", json_array(all)).json());
}

/// What was made and of what, for the director who asked.
class MadeWords {
  public:
    MadeWords(MadeTerritory const& made, Language language) : made_(made), language_(language) {}

    [[nodiscard]] std::string text() const
    {
        auto const& row = made_.row;
        std::string text = format(
            language_, {"{}: {} {}{}{}\n", "{} : {} {}{}{}\n"}, row.name, format_number(row.inhabitants, 0, language_),
            (row.inhabitants == 1 ? Text{"inhabitant", "habitant"} : Text{"inhabitants", "habitants"}).in(language_),
            row.department.empty() ? "" : ", " + department_words(row.department),
            row.signature == kUnknownMonth ? "" : ", ACI " + signature_text(row));
        if (row.signature > made_.counted)
            text +=
                format(language_,
                       {"  Signed after the month of the counts ({}): until {} runs have a project here, no CPTS.\n",
                        "  Signature après le mois des comptes ({}) : avant {}, les simulations ont ici un projet, "
                        "pas une CPTS.\n"},
                       month_name(made_.counted), month_name(row.signature));
        text += given() + filled();
        if (made_.members) text += members();
        return text;
    }

  private:
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
        auto const& department = made_.row.department;
        std::string text = format(
            language_,
            {"Not given, filled from {}; nothing of the place:\n", "Non donné, repris {} ; rien du lieu même :\n"},
            department.empty()
                ? std::string(Text{"the nation (no --department)", "de la nation (sans --department)"}.in(language_))
                : format(language_, {"the department {}", "du département {}"}, department_words(department)));
        for (auto const& cell : made_.filled)
            text += fmt::format("  {:<28} {:>5}{}\n", cell.column, cell.value, people(cell.column));
        return text;
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

bool is_own(OwnTerritory const& known)
{
    return !known.inhabitants.empty() || !known.professionals.empty() || !known.signature.empty() ||
           !known.members.empty() || !known.name.empty() || !known.counted.empty();
}

/// The table goes to a file and what was done to the output; without a file the table is the output.
void write(std::string const& csv, std::string const& words, MakeOptions const& options)
{
    auto const output = options.output.empty() ? "-" : options.output;
    write_output(output, options.force, csv);
    if (is_standard_output(output))
        fmt::print(stderr, "{}", words);
    else
        fmt::print("{}: {}", output, words);
}

void make_own(MakeOptions const& options)
{
    if (!options.regions.empty() || !options.cpts.empty() || options.departments.size() > 1)
        throw InputError(
            Text{"--inhabitants, --professionals … are of one CPTS (beside them goes one --department, from which what "
                 "is not given is filled, and no --region or --cpts) leave them out to take rows of a table?",
                 "--inhabitants, --professionals … sont ceux d'une CPTS (avec eux va un --department, d'où vient ce "
                 "qui n'est pas donné, et ni --region ni --cpts) les ôter pour prendre les lignes d'une table ?"});
    auto known = options.known;
    if (known.counted.empty()) known.counted = "2024-12";
    if (!options.departments.empty()) known.department = options.departments.front();
    auto const table = read_territories(options.table, "");
    check_outputs({{options.output, OutputKind::table}}, {table.file}, options.force);
    auto const made = make_own_territory(known, table);
    write(made.csv, MadeWords(made, options.language).text(), options);
}

void make_of_rows(MakeOptions const& options)
{
    std::vector<PopulationPart> parts;
    auto const add = [&](char const* kind, std::vector<std::string> const& values) {
        for (auto const& value : values) parts.push_back({kind, value, std::string("--") + kind});
    };
    add("department", options.departments);
    add("region", options.regions);
    add("cpts", options.cpts);
    if (parts.empty())
        throw InputError(
            Text{"nothing to make a table of (give --inhabitants and --professionals of a CPTS, or --department, "
                 "--region, --cpts of the rows to take)",
                 "rien dont faire une table (donner --inhabitants et --professionals d'une CPTS, ou --department, "
                 "--region, --cpts des lignes à prendre)"});
    auto const table = cut_table(read_territories(options.table, ""), parts);
    check_outputs({{options.output, OutputKind::table}}, {table.file}, options.force);
    write(territories_csv(table),
          format(
              options.language, {"{} of {}, {}\n", "{} de {}, {}\n"},
              counted(static_cast<double>(table.rows.size()), {"territory", "territoire"},
                      {"territories", "territoires"}, options.language),
              table.name,
              counted(table.inhabitants(), {"inhabitant", "habitant"}, {"inhabitants", "habitants"}, options.language)),
          options);
}

void add_list(Command& territories)
{
    auto command = territories.add("list", {"List the tables of territories that come with the program",
                                            "Liste les tables de territoires fournies avec le programme"});
    auto const options = std::make_shared<ListOptions>();
    command.text("--format", options->format, {"Form of the list", "Forme de la liste"})
        .one_of({"table", "csv", "json"});
    command.language(options->language);
    command.run([options] { run_list(*options); });
}

void add_make(Command& territories)
{
    auto command = territories.add(
        "make", {"Make a table for --population: of one CPTS from head counts, or of rows of a table. Communes cannot "
                 "be named: which of them lies in which row is not shipped (docs/data.md)",
                 "Fait une table pour --population : d'une CPTS à partir d'effectifs, ou de lignes d'une table. On ne "
                 "peut pas nommer de communes : leur répartition entre les lignes n'est pas fournie (docs/data.md)"});
    auto const options = std::make_shared<MakeOptions>();
    auto& known = options->known;
    command.text("--inhabitants", known.inhabitants, {"Inhabitants of the CPTS", "Habitants de la CPTS"}).shown_as("N");
    command
        .text("--professionals", known.professionals,
              {"Its liberal professionals, as gp=45,nurse=90; others: specialist, physiotherapist, pharmacist (of "
               "pharmacies), midwife, dentist, speech_therapist",
               "Ses professionnels libéraux, comme gp=45,nurse=90 (médecins généralistes, infirmiers) ; les autres : "
               "specialist (autres spécialistes), physiotherapist (kinésithérapeutes), pharmacist (pharmaciens "
               "d'officine), midwife (sages-femmes), dentist (dentistes), speech_therapist (orthophonistes)"})
        .shown_as("PROFESSION=N,…");
    command
        .text("--counted", known.counted,
              {"When they, and its members, were counted", "Mois où ils ont été comptés, et ses adhérents avec eux"})
        .shown_as("YYYY-MM")
        .default_is("2024-12");
    command
        .text("--signed", known.signature,
              {"When its ACI was signed: that month, or \"by YYYY-MM\"",
               "Mois de signature de son ACI, ou « by AAAA-MM » pour dire au plus tard ce mois-là"})
        .shown_as("YYYY-MM");
    command
        .text("--members", known.members,
              {"Its members, noted in the table; no run starts from them",
               "Ses adhérents, notés dans la table ; aucune simulation n'en part"})
        .shown_as("N");
    command
        .text("--name", known.name,
              {"Its name, which addresses its random draws", "Son nom, d'où viennent ses tirages aléatoires"})
        .shown_as("TEXT");
    command
        .texts("--department", options->departments,
               {"Department, by code or name: of the CPTS, to fill what is not given; or of the rows to take",
                "Département, par code ou nom : celui de la CPTS, pour compléter ce qui n'est pas donné ; ou celui des "
                "lignes à prendre"})
        .shown_as("CODE|NAME")
        .repeatable();
    command.texts("--region", options->regions, {"Region of the rows to take", "Région des lignes à prendre"})
        .shown_as("NAME")
        .repeatable();
    command
        .texts("--cpts", options->cpts, {"A row to take, by name or id", "Une ligne à prendre, par nom ou identifiant"})
        .shown_as("NAME")
        .repeatable();
    command
        .text("--table", options->table,
              {"Table that rows and what is not given come from",
               "Table d'où viennent les lignes et ce qui n'est pas donné"})
        .text_input()
        .shown_as("NAME|FILE")
        .with_default();
    command
        .text("-o,--output", options->output,
              {"Write the table here (default: print it)", "Écrit la table ici (par défaut : l'affiche)"})
        .shown_as("FILE.csv");
    command.flag("--force", options->force, {"Replace the file if it exists", "Remplace le fichier s'il existe"});
    command.language(options->language);
    command.run([options] { is_own(options->known) ? make_own(*options) : make_of_rows(*options); });
}

}  // namespace

void setup_territories(Program& program)
{
    auto command =
        program.add("territories", {"List the tables of territories; make one, for a CPTS or of a part",
                                    "Liste les tables de territoires ; en fait une, pour une CPTS ou d'une partie"});
    add_list(command);
    add_make(command);
}

}  // namespace cptsim::app
