// cptsim territories: the tables that are shipped, and tables of one's own.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/territories.hpp"
#include "sim/base/text.hpp"
#include "sim/files/json.hpp"
#include "sim/input/territory_file.hpp"

namespace cptsim::app {
namespace {

struct ListOptions {
    std::string format = "table";
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

}  // namespace

void setup_territories(Program& program)
{
    auto command =
        program.add("territories", {"List the tables of territories; make one, for a CPTS or of a part",
                                    "Liste les tables de territoires ; en fait une, pour une CPTS ou d'une partie"});
    add_list(command);
    add_territories_make(command);
}

}  // namespace cptsim::app
