// cptsim status and merge: how far a sweep is, and its runs as one file.
#include <fmt/format.h>

#include <memory>

#include "analysis/sweep/merge.hpp"
#include "analysis/sweep/status.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/text.hpp"

namespace cptsim::app {
namespace {

struct StatusOptions {
    std::vector<std::string> folders;
    std::string format;
    Language language{};
};

struct MergeOptions {
    std::vector<std::string> folders;
    std::string output;
    bool partial = false, force = false;
    Language language{};
};

void run_merge(MergeOptions const& options)
{
    auto const merged = merge_folders(options.folders, options.output, options.partial, options.force);
    fmt::print(stderr, "{}",
               format(options.language, {"{}: {} of {} runs\n", "{} : {} simulations sur {}\n"}, merged.path,
                      merged.done, merged.runs));
    fmt::print("{}\n", merged.digest);
}

}  // namespace

void setup_status(Program& program)
{
    auto command = program.add("status", "Say how far a sweep is, who is at work, and what failed");
    auto const options = std::make_shared<StatusOptions>();
    command.texts("DIR", options->folders, "Folder of a sweep").required().single();
    command.text("--format", options->format, "words or json").one_of({"words", "json"}).default_is("words");
    command.language(options->language);
    command.run([options] {
        auto const& folder = options->folders.front();
        fmt::print("{}", options->format == "json" ? status_json(folder) : status_words(folder, options->language));
    });
}

void setup_merge(Program& program)
{
    auto command = program.add("merge", "Write the runs of a sweep into one file; print its digest");
    auto const options = std::make_shared<MergeOptions>();
    command.texts("DIR", options->folders, "Folders of one sweep").required();
    command.text("-o,--output", options->output, "Merged file (netCDF-4; default: DIR/merged.h5)").shown_as("FILE.h5");
    command.flag("--partial", options->partial, "Go on although runs are missing");
    command.flag("--force", options->force, "Replace the file if it exists");
    command.language(options->language);
    command.run([options] { run_merge(*options); });
}

}  // namespace cptsim::app
