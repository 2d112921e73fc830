// cptsim man, cptsim completion: what manuals and shells are told of the commands.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/completion.hpp"
#include "app/manual.hpp"
#include "sim/base/error.hpp"
#include "sim/base/system_reason.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"

namespace cptsim::app {
namespace {

struct ManualOptions {
    std::vector<std::string> command;
    std::string folder;
    bool force = false;
    Language language{};
};

void write_pages(ManualOptions const& options)
{
    for (auto const& [part, language] : {std::pair("man1", Language::en), std::pair("fr/man1", Language::fr)}) {
        auto const folder = std::filesystem::path(options.folder) / part;
        std::error_code error;
        std::filesystem::create_directories(folder, error);
        if (error)
            throw InputError({folder.string()}, both({"cannot be made ({}) another folder?",
                                                      "ne peut pas être créé ({}) un autre dossier ?"},
                                                     system_reason(error.value())));
        for (auto const& [name, text] : manual_pages(describe_program(language), language)) {
            AtomicFile file((folder / name).string(), options.force);
            file.write(text);
            file.commit();
        }
    }
}

void print_page(ManualOptions const& options)
{
    std::string name = "cptsim";
    for (auto const& word : options.command) name += '-' + word;
    std::vector<std::string> names;
    for (auto const& [page, text] : manual_pages(describe_program(options.language), options.language)) {
        if (page == name + ".1") {
            fmt::print("{}", text);
            return;
        }
        names.push_back(page.substr(0, page.rfind('.')));
    }
    throw InputError(unknown_word(Text{"page", "page inconnue"}, name,
                                  Text{"there is one for each command", "il y en a une par commande"}, names));
}

}  // namespace

void setup_man(Program& program)
{
    auto command = program.add("man", {"Print a manual page, or write them all: cptsim man run | man -l -",
                                       "Affiche une page de manuel, ou les écrit toutes : cptsim man run | man -l -"});
    auto const options = std::make_shared<ManualOptions>();
    command.texts("COMMAND", options->command,
                  {"The command that the page is of (default: the program)",
                   "La commande dont parle la page (par défaut : le programme)"});
    command
        .text("-o,--output", options->folder,
              {"Write all pages, in both languages, to DIR/man1 and DIR/fr/man1",
               "Écrit toutes les pages, dans les deux langues, dans DOSSIER/man1 et DOSSIER/fr/man1"})
        .shown_as("DIR");
    command.flag("--force", options->force, {"Replace pages that exist", "Remplace les pages qui existent"});
    command.language(options->language);
    command.run([options] { options->folder.empty() ? print_page(*options) : write_pages(*options); });
}

void setup_completion(Program& program)
{
    auto command =
        program.add("completion", {"Print what a shell reads to complete the commands and options of cptsim",
                                   "Affiche ce que lit un shell pour compléter commandes et options de cptsim"});
    struct Options {
        std::string shell;
        Language language = Language::en;
    };
    auto const options = std::make_shared<Options>();
    command.text("SHELL", options->shell, {"bash, zsh or fish", "bash, zsh ou fish"})
        .required()
        .one_of({"bash", "zsh", "fish"});
    command.language(options->language);
    command.run([options] {
        auto const en = describe_program(Language::en), fr = describe_program(Language::fr);
        fmt::print("{}", options->shell == "bash"  ? bash_completion(en)
                         : options->shell == "zsh" ? zsh_completion(en, fr)
                                                   : fish_completion(en, fr));
    });
}

}  // namespace cptsim::app
