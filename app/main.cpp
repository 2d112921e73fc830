// cptsim: what a policy on the CPTS does to membership, fidelity and activity.
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/build_info.hpp"
#include "sim/base/error.hpp"
#include "sim/base/libraries.hpp"
#include "sim/files/libraries.hpp"
#include "sim/files/text_file.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim::app {
namespace {

std::string describe_build()
{
    return fmt::format("cptsim {} (results {})\ncommit {}, {} build by {}, {} instructions\n{}, {}, {}\ndata in {}",
                       version(), results_version(), git_commit(), build_type(), compiler(), simd_target(),
                       base_libraries(), io_libraries(), command_line_library(), shipped_folder());
}

/// In the order in which help lists them.
constexpr void (*kCommands[])(Program&) = {
#define CPT_COMMAND(name) setup_##name,
#include "app/commands.inc"
#undef CPT_COMMAND
};

class Cptsim : public Program {
  public:
    explicit Cptsim(Language language)
        : Program("cptsim",
                  {"Simulates health professionals and their CPTS under policy scenarios.",
                   "Simule les professionnels de santé et leurs CPTS selon des scénarios de politique."},
                  describe_build, language)
    {
        for (auto const setup : kCommands) setup(*this);
    }
};

void run_program(int argc, char** argv, Language language)
{
    Cptsim(language).run(argc, argv);
    if (std::fflush(stdout) != 0)
        throw std::runtime_error(
            Text{"the output could not be written", "la sortie n'a pas pu être écrite"}.in(language));
}

int fail(int status, std::string const& what)
{
    fmt::print(stderr, "{}\n", what);
    return status;
}

}  // namespace

CommandDescription describe_program(Language language) { return Cptsim(language).describe(); }

}  // namespace cptsim::app

int main(int argc, char** argv)
{
    using namespace cptsim;
    using namespace cptsim::app;
    auto const language = language_of(argc, argv);
    try {
        run_program(argc, argv, language);
        return kDone;
    } catch (Exit const& exit) {
        return exit.status;
    } catch (InputError const& error) {
        return fail(kUserInput, error.in(language));
    } catch (std::bad_alloc const&) {
        return fail(kOurFailure, Text{"cptsim: not enough memory", "cptsim : mémoire insuffisante"}.in(language));
    } catch (std::exception const& error) {
        return fail(kOurFailure, fmt::format("cptsim: {}", error.what()));
    }
}
