#include "app/manual.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/help_text.hpp"
#include "sim/base/build_info.hpp"
#include "sim/base/text.hpp"

namespace cptsim::app {
namespace {

/// Text as groff shows it: hyphens that are typed as such, no line that looks like a request.
std::string roff(std::string const& text)
{
    std::string escaped;
    for (char const c : text)
        if (c == '\\')
            escaped += "\\e";
        else if (c == '-')
            escaped += "\\-";
        else
            escaped += c;
    return !escaped.empty() && (escaped[0] == '.' || escaped[0] == '\'') ? "\\&" + escaped : escaped;
}

std::string bold(std::string const& text) { return "\\fB" + roff(text) + "\\fR"; }
std::string slanted(std::string const& text) { return "\\fI" + roff(text) + "\\fR"; }

std::string page_of(std::string name)
{
    std::replace(name.begin(), name.end(), ' ', '-');
    return name;
}

class Page {
  public:
    Page(CommandDescription const& command, CommandDescription const& program, Language language)
        : command_(command), program_(program), language_(language)
    {
        auto title = page_of(command.name);
        std::transform(title.begin(), title.end(), title.begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
        text_ = fmt::format(".TH \"{}\" 1 \"\" \"cptsim {}\" \"cptsim\"\n", roff(title), version());
        section({"NAME", "NOM"}, fmt::format("{} \\- {}", roff(page_of(command.name)), roff(command.meaning)));
        section({"SYNOPSIS", "SYNOPSIS"}, synopsis());
        options(true, {"ARGUMENTS", "ARGUMENTS"});
        options(false, {"OPTIONS", "OPTIONS"});
        commands();
        environment();
        exit_status();
        see_also();
    }
    [[nodiscard]] std::string text() && { return std::move(text_); }

  private:
    void section(Text const& heading, std::string const& text)
    {
        text_ += fmt::format(".SH {}\n{}\n", heading.in(language_), text);
    }
    void item(std::string const& name, std::string const& text) { text_ += fmt::format(".TP\n{}\n{}\n", name, text); }

    [[nodiscard]] std::string synopsis() const
    {
        auto const usage = usage_of(command_, language_);
        return bold(command_.name) + roff(usage.substr(command_.name.size()));
    }

    void options(bool arguments, Text const& heading)
    {
        bool first = true;
        for (auto const& option : command_.options) {
            if (option.argument != arguments) continue;
            if (first) text_ += fmt::format(".SH {}\n", heading.in(language_));
            first = false;
            std::string names;
            for (auto const& name : option.names)
                names += (names.empty() ? "" : ", ") + (arguments ? slanted(name) : bold(name));
            if (!option.value.empty() && !arguments) names += ' ' + slanted(option.value);
            if (option.several) names += " ...";
            item(names, roff(meaning_of(option, language_)));
        }
    }

    void commands()
    {
        if (command_.commands.empty()) return;
        text_ += fmt::format(".SH {}\n", Text{"COMMANDS", "COMMANDES"}.in(language_));
        for (auto const& part : command_.commands)
            item(fmt::format("{}(1)", bold(page_of(part.name))), roff(part.meaning));
    }

    void environment()
    {
        text_ += fmt::format(".SH {}\n", Text{"ENVIRONMENT", "ENVIRONNEMENT"}.in(language_));
        item("\\fBLC_ALL\\fR, \\fBLC_MESSAGES\\fR, \\fBLANG\\fR",
             Text{"Language where \\fB\\-\\-lang\\fR is not given: the first that is not empty decides.",
                  "Langue là où \\fB\\-\\-lang\\fR n'est pas donné : la première qui n'est pas vide décide."}
                 .in(language_));
        item("\\fBCPTSIM_SIMD\\fR",
             Text{"Instruction set: baseline, avx2 or avx512. Results do not depend on it.",
                  "Jeu d'instructions : baseline, avx2 ou avx512. Les résultats n'en dépendent pas."}
                 .in(language_));
        item("\\fBCPTSIM_DATA_DIR\\fR",
             Text{"Folder of what comes with the program, the one that holds baseline.toml; no other place is then "
                  "looked at. Without it: ../share/cptsim from the program.",
                  "Dossier de ce qui vient avec le programme, celui qui contient baseline.toml ; aucun autre n'est "
                  "alors consulté. Sans elle : ../share/cptsim à partir du programme."}
                 .in(language_));
        item("\\fBXDG_CACHE_HOME\\fR, \\fBHOME\\fR",
             Text{"Where \\fBcptsim run\\fR keeps what replicates from the priors gave: in cptsim of the first, or in "
                  ".cache/cptsim of the second.",
                  "Où \\fBcptsim run\\fR garde ce qu'ont donné les simulations non calées : dans cptsim de la "
                  "première, ou dans .cache/cptsim de la seconde."}
                 .in(language_));
        item("\\fBTMPDIR\\fR", Text{"Folder of temporary files.", "Dossier des fichiers temporaires."}.in(language_));
        item("\\fBBROWSER\\fR, \\fBDISPLAY\\fR, \\fBWAYLAND_DISPLAY\\fR",
             Text{"\\fBcptsim explore\\fR opens a browser where one of them is set.",
                  "\\fBcptsim explore\\fR ouvre un navigateur là où l'une d'elles est donnée."}
                 .in(language_));
    }

    void exit_status()
    {
        text_ += fmt::format(".SH {}\n", Text{"EXIT STATUS", "CODE DE RETOUR"}.in(language_));
        item("0", Text{"Done.", "Terminé."}.in(language_));
        item("1", Text{"A fault of the program, or a failed run of a sweep.",
                       "Une erreur du programme, ou une simulation en échec dans un balayage."}
                      .in(language_));
        item("2", Text{"An error in the input.", "Une erreur dans ce qui a été donné."}.in(language_));
        item("130, 143", Text{"Stopped by a signal.", "Arrêté par un signal."}.in(language_));
    }

    /// The page of the program, and those of the same parent.
    void see_also()
    {
        std::string pages;
        auto const add = [&](std::string const& name) {
            if (name != command_.name) pages += (pages.empty() ? "" : ", ") + bold(page_of(name)) + "(1)";
        };
        add(program_.name);
        auto const last = command_.name.rfind(' ');
        if (last != std::string::npos) {
            auto const parent = command_.name.substr(0, last);
            if (parent != program_.name) add(parent);
        }
        for (auto const& part : command_.commands) add(part.name);
        if (!pages.empty()) section({"SEE ALSO", "VOIR AUSSI"}, pages);
    }

    CommandDescription const& command_;
    CommandDescription const& program_;
    Language language_;
    std::string text_;
};

void add_pages(CommandDescription const& command, CommandDescription const& program, Language language,
               std::vector<std::pair<std::string, std::string>>& pages)
{
    pages.emplace_back(page_of(command.name) + ".1", Page(command, program, language).text());
    for (auto const& part : command.commands) add_pages(part, program, language, pages);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> manual_pages(CommandDescription const& program, Language language)
{
    std::vector<std::pair<std::string, std::string>> pages;
    add_pages(program, program, language, pages);
    return pages;
}

}  // namespace cptsim::app
