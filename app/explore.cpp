// cptsim explore: a page in the browser where policies are tried, served to this machine alone.
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <mutex>

#include "analysis/explore/explorer.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/progress.hpp"
#include "app/signals.hpp"
#include "sim/base/text.hpp"
#include "sim/files/scratch_file.hpp"

extern char** environ;

namespace cptsim::app {
namespace {

struct ExploreChoice {
    ExploreOptions explore;
    int port = 0;
    bool no_browser = false;
};

/// A page of this user's that goes on to the address: command lines can be read by everyone on the machine, and the
/// address has the token.
class Doorway {
  public:
    explicit Doorway(std::string const& address)
    {
        std::ofstream page(file_.path());
        page << fmt::format(
            "<!doctype html><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\"><meta "
            "http-equiv=\"refresh\" content=\"0; url={}\"><title>cptsim</title><a href=\"{}\">cptsim</a>\n",
            address, address);
        page.close();
        if (!page) throw InputError({path()}, {"cannot be written", "ne peut pas être écrit"});
    }
    [[nodiscard]] std::string const& path() const { return file_.path(); }

  private:
    ScratchFile const file_{".html"};
};

bool has_display()
{
    auto const is_set = [](char const* name) {
        char const* const value = std::getenv(name);
        return value && *value;
    };
    return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY") || is_set("BROWSER");
}

/// Whether something took the file to open it. It may live as long as its window: it is not waited for.
bool open_browser(std::string file)
{
    std::string program = "xdg-open";
    char* arguments[] = {program.data(), file.data(), nullptr};
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&quiet, 2, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    int const error = posix_spawnp(&child, program.c_str(), &quiet, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&quiet);
    return error == 0;
}

void explore(ExploreChoice const& choice)
{
    auto const language = choice.explore.language;
    check_explore(choice.explore);
    std::mutex log;
    auto const line = [&](std::string const& text) {
        std::scoped_lock const lock(log);
        fmt::print(stderr, "{}\n", text);
    };
    HttpServer server(static_cast<std::uint16_t>(choice.port), {});
    Explorer explorer(server.port(), choice.explore, line);
    fmt::print("{}\n", explorer.address());
    std::fflush(stdout);
    std::unique_ptr<Doorway> doorway;
    if (!choice.no_browser) {
        bool opened = false;
        if (has_display()) {
            doorway = std::make_unique<Doorway>(explorer.address());
            opened = open_browser(doorway->path());
        }
        if (!opened)
            say(language, {"No browser could be opened here: open the address above in one, on this machine.",
                           "Aucun navigateur n'a pu être ouvert ici : ouvrir l'adresse ci-dessus dans un navigateur de "
                           "cette machine."});
    }
    say(language, {"Ctrl-C ends it.", "Ctrl-C pour terminer."});
    server.run([&](RequestHead const& head, std::string const& body) { return explorer.reply(head, body); }, line,
               SignalWatch::interrupted());
    SignalWatch::stop();
}

}  // namespace

void setup_explore(Program& program)
{
    auto command = program.add("explore", {"Try policies in the browser, with their effects at once",
                                           "Essaie des politiques dans le navigateur, effets à vue"});
    auto const choice = std::make_shared<ExploreChoice>();
    command
        .text("--population", choice->explore.population,
              {"Territory of the first view: a shipped table, or department:CODE",
               "Territoire de la première vue : une table fournie, ou department:CODE"})
        .shown_as("NAME");
    command.whole("--port", choice->port, 0, 65535,
                  {"Port on 127.0.0.1; 0: any that is free", "Port sur 127.0.0.1 ; 0 : un port libre"});
    command.flag("--no-browser", choice->no_browser,
                 {"Print the address, open no browser", "Affiche l'adresse sans ouvrir de navigateur"});
    command.threads(choice->explore.threads);
    command.language(choice->explore.language);
    command.run([choice] { explore(*choice); });
}

}  // namespace cptsim::app
