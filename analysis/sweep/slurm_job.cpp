#include "analysis/sweep/slurm_job.hpp"

#include <fmt/format.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string_view>

#include "analysis/sweep/duration.hpp"
#include "analysis/sweep/pilot.hpp"
#include "sim/base/error.hpp"
#include "sim/base/number.hpp"
#include "sim/base/parallel.hpp"
#include "sim/base/system_reason.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/shell.hpp"

namespace cptsim {
namespace {

namespace fs = std::filesystem;

/// What a command prints; "" where it fails or is not there.
std::string output_of(char const* command)
{
    std::string text;
    std::unique_ptr<FILE, int (*)(FILE*)> const pipe(popen(command, "r"), pclose);
    std::array<char, 4096> part{};
    while (pipe && std::fgets(part.data(), static_cast<int>(part.size()), pipe.get())) text += part.data();
    return text;
}

/// Tasks that an array may have here: MaxArraySize bounds its highest index. Slurm's own default where nobody can say.
std::size_t most_tasks()
{
    constexpr std::size_t kDefault = 1000;
    auto const config = output_of("command -v scontrol >/dev/null && timeout 20 scontrol show config 2>/dev/null");
    constexpr std::string_view kName = "MaxArraySize";
    auto const at = config.find(kName);
    if (at == std::string::npos) return kDefault;
    auto rest = std::string_view(config).substr(at + kName.size());  // " = 1001"
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t="), rest.size()));
    auto const size = take_number<std::uint32_t>(rest);
    return size ? std::max(2U, *size) - 1 : kDefault;
}

/// "800M", "4G", "1000".
bool is_memory(std::string_view text)
{
    constexpr std::size_t kMostDigits = 9;
    if (!text.empty() && text.find_first_of("KMGT") + 1 == text.size()) text.remove_suffix(1);
    return !text.empty() && text.size() <= kMostDigits && text[0] != '0' &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string job_name(std::string const& study)
{
    auto name = fs::path(study).stem().string();
    for (auto& c : name)
        if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '_') c = '_';
    return "cptsim-" + name;
}

/// Bytes as --mem takes them: whole steps of 128 MiB, with room for what the pilot did not see.
std::string memory_of(double bytes)
{
    constexpr double kStep = 128.0 * 1024 * 1024;
    return fmt::format("{:.0f}M", 128 * std::max(2.0, std::ceil(1.3 * bytes / kStep)));
}

std::string absolute(std::string const& path)
{
    auto text = fs::absolute(path).lexically_normal().string();
    if (text.size() > 1 && text.back() == '/') text.pop_back();
    return text;
}

std::vector<std::string> sbatch_options(SlurmOptions const& options)
{
    std::vector<std::string> all;
    auto const add = [&](char const* name, std::string const& value) {
        if (!value.empty()) all.push_back(std::string(name) + '=' + shell_word(value));
    };
    add("--partition", options.partition);
    add("--account", options.account);
    for (auto const& option : options.sbatch) {
        if (!option.starts_with('-'))
            throw InputError(both({"--sbatch is \"{}\" (must be an option) as in --sbatch=--qos=long",
                                   "--sbatch vaut « {} » (il faut une option) par exemple --sbatch=--qos=long"},
                                  option));
        all.push_back(option);
    }
    return all;
}

/// Twice what the pilot says and ten minutes more, in steps of ten: nodes differ, and are shared.
double roomy_limit(double seconds) { return 600 * std::ceil((2 * seconds + 600) / 600); }

/// Arrays one after the other, where the limit is less than the work: a fifth of room, and what a limit leaves unused.
int rounds_of(double seconds, double limit)
{
    auto const rounds = std::ceil(1.2 * seconds / std::max(0.75 * limit, limit - 180));
    return static_cast<int>(std::clamp(rounds, 1.0, 100.0));
}

void write_script(std::string const& path, std::string const& text)
{
    AtomicFile file(path, true);
    file.write(text);
    file.commit();
    fs::permissions(path, fs::perms::owner_exec | fs::perms::group_exec, fs::perm_options::add);
}

}  // namespace

SlurmSweep begin_job(SlurmOptions const& options)
{
    SlurmSweep job;
    job.options = sbatch_options(options);
    job.setup = options.setup;
    job.program = fs::read_symlink("/proc/self/exe").string();
    job.folder = absolute(options.folder);
    job.launch = fs::current_path().string();
    for (auto const& path : {job.folder, job.launch})
        if (path.find_first_of("\"\n\\%") != std::string::npos)
            throw InputError(
                {path},
                {"cannot be used in a Slurm script (it contains one of \" \\ % or a line break) another folder?",
                 "ne peut pas servir dans un script Slurm (il contient \" \\ % ou un saut de ligne) un autre dossier "
                 "?"});
    if (!options.memory.empty() && !is_memory(options.memory))
        throw InputError(both({"--mem is \"{}\" (must be in the form that Slurm takes) as in 800M or 4G",
                               "--mem vaut « {} » (il faut la forme de Slurm) par exemple 800M ou 4G"},
                              options.memory));
    job.memory = options.memory;
    if (!options.time.empty()) job.seconds = parse_time_limit("--time", options.time);
    return job;
}

double size_job(SlurmSweep& job, SlurmOptions const& options, Sweep const& sweep, SweepFolder& folder)
{
    job.name = job_name(sweep.file);
    job.tasks = std::min<std::size_t>(options.tasks, SharedHistory(sweep).units());
    job.throttle = options.throttle;
    job.most_tasks = most_tasks();
    job.cpus = options.cpus;
    std::size_t most = 0;
    for (std::size_t shard = 0; shard < job.tasks; ++shard)
        most = std::max(most, folder.pending({shard, job.tasks}).size());
    int const threads = std::min(options.cpus, available_threads());
    auto const pilot = measure_pilot(sweep, threads);
    auto const seconds =
        pilot.seconds / static_cast<double>(pilot.packs) * static_cast<double>(most) * threads / options.cpus;
    if (options.time.empty()) job.seconds = roomy_limit(seconds);
    if (options.memory.empty()) job.memory = memory_of(pilot_memory(sweep, pilot));
    job.rounds = options.rounds > 0 ? static_cast<int>(options.rounds) : rounds_of(seconds, job.seconds);
    return seconds;
}

std::string job_words(SlurmSweep const& job, SlurmOptions const& options, double seconds_of_task, Language language)
{
    auto const capped =
        job.tasks < options.tasks ? Text{" (there is no work for more)", " (il n'y a pas plus de travail)"} : Text{};
    return format(language,
                  {"{} {}{} with {} {} each, about {:.0f} min by a pilot run; limit {:.0f} min, {} of memory{}\n",
                   "{} {}{} de {} {}, environ {:.0f} min chacune d'après un essai ; limite {:.0f} min, mémoire {}{}\n"},
                  job.tasks, (job.tasks == 1 ? Text{"task", "tâche"} : Text{"tasks", "tâches"}).in(language),
                  capped.in(language), job.cpus,
                  (job.cpus == 1 ? Text{"CPU", "cœur"} : Text{"CPUs", "cœurs"}).in(language),
                  std::ceil(seconds_of_task / 60), job.seconds / 60, job.memory,
                  job.rounds > 1 ? format(language, {", {} rounds", ", {} tours"}, job.rounds) : "");
}

std::string write_scripts(SlurmSweep const& job)
{
    auto const folder = job.folder + "/slurm";
    std::error_code error;
    fs::create_directory(folder, error);  // of the logs, too: Slurm starts no job whose log has no folder
    if (error)
        throw InputError({folder},
                         both({"cannot be made ({})", "ne peut pas être créé ({})"}, system_reason(error.value())));
    write_script(folder + "/sweep.sh", array_script(job));
    write_script(folder + "/merge.sh", merge_script(job));
    write_script(folder + "/submit.sh", submit_script(job));
    return folder + "/submit.sh";
}

void submit_job(std::string const& script)
{
    if (std::system("command -v sbatch >/dev/null") != 0)
        throw InputError(
            both({"--submit: sbatch was not found here ({} was written) run it on a machine with Slurm?",
                  "--submit : sbatch est introuvable ici ({} est écrit) le lancer sur une machine avec Slurm ?"},
                 script));
    std::fflush(stdout);
    int const status = std::system(shell_word(script).c_str());
    if (status != 0)
        throw InputError(both({"{}: sbatch refused (see above, status {}) other limits, partition or account?",
                               "{} : sbatch a refusé (voir ci-dessus, code {}) d'autres limites, une autre partition "
                               "ou un autre compte ?"},
                              script, WIFEXITED(status) ? WEXITSTATUS(status) : -1));
}

}  // namespace cptsim
