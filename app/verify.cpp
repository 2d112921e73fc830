// cptsim verify FILE.h5: whether a result file holds what its own scenarios give.
#include <fmt/format.h>

#include <cstdio>
#include <limits>
#include <memory>
#include <random>
#include <string>

#include "analysis/verification/verification.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/signals.hpp"

namespace cptsim::app {
namespace {

struct VerifyCommand {
    std::string file;
    VerificationOptions options;
    std::uint64_t seed = 0;
    bool is_seeded = false, unsealed = false;
    Language language{};
};

void verify(VerifyCommand command)
{
    auto& options = command.options;
    std::random_device device;
    options.seed = command.is_seeded ? command.seed : std::uint64_t{device()} << 32 | device();
    options.seal = seal_asked(command.unsealed);
    options.interrupted = &SignalWatch::interrupted();
    auto const found = verify_results(command.file, options);
    fmt::print("{}", verification_words(found, command.language));
    std::fflush(stdout);
    if (SignalWatch::interrupted()) SignalWatch::stop();
    if (found.verdict == Verification::different) throw Exit{kDifference};
    if (found.verdict == Verification::not_here) throw Exit{kUnverifiable};
}

}  // namespace

void setup_verify(Program& program)
{
    auto command =
        program.add("verify", {"Compute a sample of a result file again, and say whether it is the same",
                               "Recalcule une partie d'un fichier de résultats, et dit si elle est la même"});
    auto const options = std::make_shared<VerifyCommand>();
    add_result_file(command, options->file);
    command.flag("--all", options->options.all,
                 {"Compute all runs again, not 5 % of the packs", "Recalcule tout, et non 5 % des paquets"});
    command
        .read("--sample-seed",
              [options](std::string const& text) {
                  options->seed = parse_whole("--sample-seed", text, std::numeric_limits<std::uint64_t>::max());
                  options->is_seeded = true;
              },
              {"Draw the sample that an earlier call drew (default: a seed from the system, which is printed)",
               "Tire l'échantillon d'un appel précédent (par défaut : une graine du système, qui est affichée)"})
        .shown_as("S");
    add_seal_option(command, options->unsealed);
    command.threads(options->options.threads);
    command.language(options->language);
    command.run([options] { verify(*options); });
}

}  // namespace cptsim::app
