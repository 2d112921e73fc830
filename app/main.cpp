// cptsim: what a policy on the CPTS does to membership, fidelity and activity.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iterator>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <typeinfo>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/signals.hpp"
#include "app/streams.hpp"
#include "sim/base/build_info.hpp"
#include "sim/base/cgroups.hpp"
#include "sim/base/error.hpp"
#include "sim/base/libraries.hpp"
#include "sim/base/plain_text.hpp"
#include "sim/base/system_reason.hpp"
#include "sim/base/text.hpp"
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

/// Whether a command line asks for long work, which signals stop without loss: from before its options are read, so
/// that whoever stops a launch that still reads has its words and status. Nobody else watches: a watch in a watch would
/// arm SIGINT anew, and the second Ctrl-C would not kill.
bool is_watched(int argc, char** argv)
{
    constexpr std::string_view kLong[] = {"run", "sweep", "calibrate", "frontier", "explore", "verify"};
    return argc > 1 && std::find(std::begin(kLong), std::end(kLong), argv[1]) != std::end(kLong);
}

void run_program(int argc, char** argv, Language language)
{
    std::optional<SignalWatch> watch;
    if (is_watched(argc, argv)) watch.emplace();
    Cptsim(language).run(argc, argv);
    if (std::fflush(stdout) != 0)
        throw std::runtime_error(
            Text{"the output could not be written", "la sortie n'a pas pu être écrite"}.in(language));
}

/// The limits that hold here, in words.
std::string memory_limit_words(Language language)
{
    constexpr double kMebi = 1024 * 1024;
    std::string words = Text{"cptsim: not enough memory", "cptsim : mémoire insuffisante"}.in(language);
    rlimit limit{};
    if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        words += format(language, {"; ulimit -v grants {:.0f} MiB", " ; ulimit -v accorde {:.0f} Mio"},
                        static_cast<double>(limit.rlim_cur) / kMebi);
    if (double const bytes = granted_by_cgroups().bytes; bytes > 0)
        words +=
            format(language, {"; the control group grants {:.0f} MiB", " ; le groupe de contrôle accorde {:.0f} Mio"},
                   bytes / kMebi);
    return words + Text{" (fewer --threads need less)", " (moins de --threads en demandent moins)"}.in(language);
}

/// Our own words for a fault of the program; those of the library name its insides.
std::string fault_words(std::exception const& error, Language language)
{
    bool const is_ours = typeid(error) == typeid(std::runtime_error) || typeid(error) == typeid(std::logic_error);
    if (is_ours) return fmt::format("cptsim: {}", printable(error.what()));
    return Text{
        "cptsim: a fault of the program, not of what it was given; please report it with the command and "
        "cptsim --version",
        "cptsim : une faute du programme, non de ce qu'il a reçu ; merci de la signaler avec la commande et "
        "cptsim --version"}
        .in(language);
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
    leave_on_signals();
    prepare_streams();
    auto const language = language_of(argc, argv);
    try {
        run_program(argc, argv, language);
        return kDone;
    } catch (Exit const& exit) {
        return exit.status;
    } catch (InputError const& error) {
        return fail(kUserInput, error.in(language));
    } catch (std::bad_alloc const&) {
        return fail(kOurFailure, memory_limit_words(language));
    } catch (std::length_error const&) {  // more than any memory holds
        return fail(kOurFailure, memory_limit_words(language));
    } catch (std::filesystem::filesystem_error const& error) {
        return fail(kUserInput, format(language, {"{}: {}", "{} : {}"}, printable(error.path1().string()),
                                       system_reason(error.code().value()).in(language)));
    } catch (std::system_error const& error) {  // of stdout, or of a thread that cannot begin
        return fail(kOurFailure,
                    format(language, {"cptsim: the system refuses ({})", "cptsim : le système refuse ({})"},
                           system_reason(error.code().value()).in(language)));
    } catch (std::exception const& error) {
        return fail(kOurFailure, fault_words(error, language));
    }
}
