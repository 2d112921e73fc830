// cptsim report FILE.h5: the page that a policy analyst hands on, from a result file.
#include <fmt/format.h>

#include <memory>

#include "analysis/report/contours.hpp"
#include "analysis/report/geography.hpp"
#include "analysis/report/page.hpp"
#include "analysis/report/small_cells.hpp"
#include "analysis/report/stored_report.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"

namespace cptsim::app {
namespace {

struct ReportOptions {
    std::string file, output, contours;
    bool force = false;
    bool unsealed = false;
    int least_persons = 0;
    Language language{};
};

void say_absent(Contours const& contours, Language language)
{
    if (contours.absent.empty()) return;
    std::string names;
    for (auto const& code : contours.absent) names += (names.empty() ? "" : ", ") + department_title(code);
    fmt::print(stderr, "{}\n",
               format(language, {"Departments without a contour: {}", "Départements sans contour : {}"}, names));
}

std::string page_of_runs(ReportOptions const& options)
{
    StoredReport const stored(options.file, seal_asked(options.unsealed));
    auto input = stored.input();
    input.least_persons = options.least_persons;
    Contours contours;
    if (!options.contours.empty()) {
        contours = read_contours(options.contours, input.summary->plan.territories);
        input.contours = &contours;
        say_absent(contours, options.language);
    }
    return report_page(input, options.language);
}

void run_report(ReportOptions const& options)
{
    std::vector<std::string> inputs = {options.file};
    if (!options.contours.empty()) inputs.push_back(options.contours);
    check_outputs({{options.output, OutputKind::page}}, inputs, options.force);
    auto const write = [&](std::string const& page) { write_output(options.output, options.force, page); };
    auto const seal = seal_asked(options.unsealed);
    if (format_of(options.file, seal) == kSweepFormat) {
        if (!options.contours.empty())
            throw InputError({"--contours"}, {"is for the map of a launch (the page of a study has none) leave it out?",
                                              "sert à la carte d'un lancement (la page d'une étude n'en a pas) "
                                              "l'ôter ?"});
        require_charts();
        require_unmasked(options.least_persons);
        write(study_page(StoredStudy(options.file, seal).input(), options.language));
    } else {
        write(page_of_runs(options));
    }
    if (options.least_persons > 0)
        fmt::print(stderr, "{}\n", small_cell_words(options.least_persons, options.language));
    if (!is_standard_output(options.output)) fmt::print("{}\n", options.output);
}

}  // namespace

void setup_report(Program& program)
{
    auto command =
        program.add("report", {"Write a result file as an HTML page with charts, which needs no network",
                               "Fait d'un fichier de résultats une page HTML avec graphiques, lisible sans réseau"});
    auto const options = std::make_shared<ReportOptions>();
    add_result_file(command, options->file);
    command.text("-o,--output", options->output, {"Page to write", "Page à écrire"}).shown_as("FILE.html").required();
    add_seal_option(command, options->unsealed);
    add_mask(command, options->least_persons);
    command
        .text("--contours", options->contours,
              {"Contours of departments for the map, found by code or name (default: a square each)",
               "Contours des départements pour la carte, reconnus par code ou nom (par défaut : une case chacun)"})
        .shown_as("FILE.geojson");
    command.flag("--force", options->force, {"Replace the page if it exists", "Remplace la page si elle existe"});
    command.language(options->language);
    command.run([options] { run_report(*options); });
}

}  // namespace cptsim::app
