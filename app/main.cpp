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
#include "sim/files/libraries.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim::app {
namespace {

std::string describe_program()
{
    return fmt::format("cptsim {} (results {})\ncommit {}, {} build by {}, {} instructions\n{}, {}, {}", version(),
                       results_version(), git_commit(), build_type(), compiler(), simd_target(), base_libraries(),
                       io_libraries(), command_line_library());
}

/// Whether a command line asks for long work, which signals stop without loss: from before its options are read.
bool is_watched(int argc, char** argv)
{
    constexpr std::string_view kLong[] = {"run", "sweep", "calibrate"};
    return argc > 1 && std::find(std::begin(kLong), std::end(kLong), argv[1]) != std::end(kLong);
}

int run_program(int argc, char** argv)
{
    std::optional<SignalWatch> watch;
    if (is_watched(argc, argv)) watch.emplace();
    Program program("cptsim", "Simulates health professionals and their CPTS under policy scenarios.",
                    describe_program);
    for (auto const setup : {setup_run,       setup_check,       setup_explain, setup_diff,      setup_parameters,
                             setup_scenarios, setup_territories, setup_info,    setup_digest,    setup_cite,
                             setup_export,    setup_report,      setup_story,   setup_calibrate, setup_validate,
                             setup_sweep,     setup_status,      setup_merge,   setup_slurm,     setup_sensitivity})
        setup(program);
    if (!program.run(argc, argv)) return kUserInput;
    if (std::fflush(stdout) != 0) throw std::runtime_error("the output could not be written");
    return kDone;
}

/// The limits that hold here, in words.
std::string memory_limit_words()
{
    constexpr double kMebi = 1024 * 1024;
    std::string words;
    rlimit limit{};
    if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        words += fmt::format("; ulimit -v grants {:.0f} MiB", static_cast<double>(limit.rlim_cur) / kMebi);
    if (double const bytes = cptsim::granted_by_cgroups().bytes; bytes > 0)
        words += fmt::format("; the control group grants {:.0f} MiB", bytes / kMebi);
    return words + " (fewer --threads need less)";
}

/// Our own words for a fault of the program; those of the library name its insides.
std::string fault_words(std::exception const& error)
{
    bool const is_ours = typeid(error) == typeid(std::runtime_error) || typeid(error) == typeid(std::logic_error);
    return is_ours ? fmt::format("cptsim: {}", cptsim::printable(error.what()))
                   : "cptsim: a fault of the program, not of what it was given; please report it with the command and "
                     "cptsim --version";
}

int fail(int status, char const* what)
{
    std::fprintf(stderr, "%s\n", what);
    return status;
}

}  // namespace
}  // namespace cptsim::app

int main(int argc, char** argv)
{
    using namespace cptsim::app;
    prepare_streams();
    try {
        return run_program(argc, argv);
    } catch (Exit const& exit) {
        return exit.status;
    } catch (cptsim::InputError const& error) {
        return fail(kUserInput, error.what());
    } catch (std::bad_alloc const&) {
        return fail(kOurFailure, ("cptsim: not enough memory" + memory_limit_words()).c_str());
    } catch (std::length_error const&) {  // more than any memory holds
        return fail(kOurFailure, ("cptsim: not enough memory" + memory_limit_words()).c_str());
    } catch (std::filesystem::filesystem_error const& error) {
        return fail(kUserInput, cptsim::printable(error.path1().string() + ": " + error.code().message()).c_str());
    } catch (std::system_error const& error) {  // of stdout, or of a thread that cannot begin
        return fail(kOurFailure, fmt::format("cptsim: the system refuses ({})", error.code().message()).c_str());
    } catch (std::exception const& error) {
        return fail(kOurFailure, fault_words(error).c_str());
    }
}
