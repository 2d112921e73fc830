// cptsim calibrate CALIBRATION.toml: fits the parameters to the observed patterns, or goes on with a file begun before.
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "analysis/calibration/calibration_file.hpp"
#include "analysis/calibration/fit.hpp"
#include "analysis/calibration/fit_report.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/signals.hpp"
#include "sim/base/parallel.hpp"
#include "sim/files/atomic_file.hpp"

namespace cptsim::app {
namespace {

struct CalibrateOptions {
    std::string calibration, output, sample;
    int threads = 0;
    bool quiet = false, anywhere = false;
    Language language{};
};

void calibrate(CalibrateOptions const& options)
{
    auto const calibration = read_calibration(options.calibration, options.anywhere);
    check_outputs({{options.sample, OutputKind::table}, {options.output, OutputKind::hdf5}},
                  {calibration.file, calibration.targets_file, calibration.scenario.file}, true);
    Fit fit(calibration, options.output);
    if (!options.quiet) fmt::print(stderr, "{}", fit.opening(options.language));
    while (!fit.finished()) {
        fit.step();
        if (!options.quiet) fmt::print(stderr, "{}", fit.status(options.language));
        std::fflush(stderr);
        if (SignalWatch::interrupted()) SignalWatch::stop();
    }
    auto const progress = fit.progress();
    fmt::print(is_standard_output(options.sample) ? stderr : stdout, "{}",
               fit_report(calibration, fit.summaries().labels(), progress, options.language));
    if (!options.sample.empty())
        write_output(options.sample, true, sample_csv(posterior_sample(calibration, progress.state)));
}

}  // namespace

void setup_calibrate(Program& program)
{
    auto command =
        program.add("calibrate", {"Fit the parameters to observed patterns; resumes where it was stopped",
                                  "Cale les paramètres sur les régularités observées ; reprend là où il s'est arrêté"});
    auto const options = std::make_shared<CalibrateOptions>();
    command
        .text("CALIBRATION", options->calibration,
              {"Calibration file, or \"calibration\" for the shipped one",
               "Fichier de calage, ou « calibration » pour celui qui est fourni"})
        .text_input()
        .required();
    command
        .text("-o,--output", options->output,
              {"File of the calibration (netCDF-4), written after each batch",
               "Fichier du calage (netCDF-4), écrit après chaque lot"})
        .shown_as("FILE.h5")
        .required();
    command
        .text("--sample", options->sample,
              {"Write the posterior, when it is reached, as a table of draws",
               "Écrit les tirages calés, une fois le calage achevé, dans une table"})
        .shown_as("FILE.csv");
    command.threads(options->threads);
    command.flag("--quiet", options->quiet, {"No progress on stderr", "N'affiche pas l'avancement (sur stderr)"});
    add_anywhere(command, options->anywhere);
    command.language(options->language);
    command.run([options] { with_threads(options->threads, [&] { calibrate(*options); }); });
}

}  // namespace cptsim::app
