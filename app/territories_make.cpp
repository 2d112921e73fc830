// cptsim territories make: a table of one CPTS, or of rows of another table.
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "app/command_line.hpp"
#include "app/territories.hpp"
#include "sim/base/count.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/input/population_cut.hpp"
#include "sim/input/territory_file.hpp"

namespace cptsim::app {
namespace {

struct MakeOptions {
    OwnTerritory known;
    std::vector<std::string> departments, regions, cpts;
    std::string table = "france";
    std::string output;
    bool force = false;
    Language language{};
};

bool of_communes(OwnTerritory const& known) { return !known.communes.empty() || !known.epci.empty(); }

bool is_own(OwnTerritory const& known)
{
    return !known.inhabitants.empty() || !known.professionals.empty() || !known.signature.empty() ||
           !known.members.empty() || !known.name.empty() || !known.counted.empty() || of_communes(known);
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

/// Beside communes --cpts is what they are called; without a sign of a CPTS they are no more than communes.
void name_communes(OwnTerritory& known, std::vector<std::string> const& cpts)
{
    if (cpts.size() > 1 || (!cpts.empty() && !known.name.empty()))
        throw InputError(
            Text{"--cpts and --name name the CPTS of the communes (one of them, once) leave the rest out?",
                 "--cpts et --name nomment la CPTS de ces communes (l'un d'eux, une fois) ôter le reste ?"});
    if (!cpts.empty()) known.name = cpts.front();
    known.is_cpts = !cpts.empty() || !known.signature.empty() || !known.members.empty();
}

void make_own(MakeOptions const& options)
{
    auto known = options.known;
    if (of_communes(known)) name_communes(known, options.cpts);
    if (!options.regions.empty() || (!options.cpts.empty() && !of_communes(known)) || options.departments.size() > 1)
        throw InputError(
            Text{"--inhabitants, --professionals … are of one CPTS (beside them goes one --department, from which what "
                 "is not given is filled, and no --region or --cpts) leave them out to take rows of a table?",
                 "--inhabitants, --professionals … sont ceux d'une CPTS (avec eux va un --department, d'où vient ce "
                 "qui n'est pas donné, et ni --region ni --cpts) les ôter pour prendre les lignes d'une table ?"});
    if (known.counted.empty()) known.counted = "2024-12";
    if (!options.departments.empty()) known.department = options.departments.front();
    auto const table = read_territories(options.table, "");
    check_outputs({{options.output, OutputKind::table}}, {table.file}, options.force);
    auto const made = make_own_territory(known, table);
    write(made.csv, made_territory_words(made, options.language), options);
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

}  // namespace

void add_territories_make(Command& territories)
{
    auto command = territories.add(
        "make",
        {"Make a table for --population: of one CPTS from its communes or inhabitants and head counts, or of rows "
         "of a table",
         "Fait une table pour --population : d'une CPTS à partir de ses communes ou de ses habitants et "
         "d'effectifs, ou de lignes d'une table"});
    auto const options = std::make_shared<MakeOptions>();
    auto& known = options->known;
    command.text("--inhabitants", known.inhabitants, {"Inhabitants of the CPTS", "Habitants de la CPTS"}).shown_as("N");
    command
        .texts(
            "--communes", known.communes,
            {"Its communes, by code or name, instead of its inhabitants: 67482,Ostwald. Of Paris, Lyon and Marseille "
             "the arrondissements",
             "Ses communes, par code ou nom, au lieu de ses habitants : 67482,Ostwald. Pour Paris, Lyon et Marseille, "
             "les arrondissements"})
        .shown_as("CODE|NAME,…")
        .repeatable();
    command
        .texts("--epci", known.epci,
               {"Intercommunalities (EPCI) whose communes are its own, by code or name",
                "Intercommunalités (EPCI) dont les communes sont les siennes, par code ou nom"})
        .shown_as("CODE|NAME")
        .repeatable();
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
        .texts("--cpts", options->cpts,
               {"A row to take, by name or id; beside --communes or --epci the name of their CPTS",
                "Une ligne à prendre, par nom ou identifiant ; avec --communes ou --epci, le nom de leur CPTS"})
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

}  // namespace cptsim::app
