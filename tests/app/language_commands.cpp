// Every command in French and in English, called as a user calls it.
#include <catch2/catch.hpp>

#include <algorithm>
#include <iostream>
#include <regex>
#include <sstream>

#include "tests/app/program.hpp"
#include "tests/app/small_study.hpp"
#include "tests/docs/documents.hpp"
#include "tests/languages.hpp"
#include "tests/sim/results/results_sample.hpp"

using namespace cptsim;
using namespace cptsim::test;

namespace {

constexpr char const* kFrench = "LANG=fr_FR.UTF-8";

/// "", "run", "territories make" …: as completion lists them.
std::vector<std::string> all_commands(Folder const& folder)
{
    auto const script = run_program(folder, "completion bash").out;
    static std::regex const entry(R"(\n            '([a-z ]*)'\) words=)");
    std::vector<std::string> names;
    for (auto const& match : matches_of(script, entry)) names.push_back(match[1]);
    return names;
}

/// Names of options in a help text.
std::vector<std::string> options_in(std::string const& help)
{
    static std::regex const option(R"((?:^|\n)  (?:-[a-z], )?(--[a-z-]+))");
    std::vector<std::string> names;
    for (auto const& match : matches_of(help, option)) names.push_back(match[1]);
    return names;
}

bool has(char const* program)
{
    return std::system(("command -v " + std::string(program) + " >/dev/null").c_str()) == 0;
}

std::string said_by(Folder const& folder, std::string const& interpreter, std::string const& script)
{
    folder.write("script", script);
    auto const command = "cd '" + folder.path("") + "' && " + interpreter + " script >said 2>&1";
    CAPTURE(script);
    CHECK(std::system(command.c_str()) == 0);
    return text_of(folder.path("said"));
}

}  // namespace

TEST_CASE("help of every command is in the language of the reader, and has the same options in both", "[language]")
{
    Folder const folder;
    auto const commands = all_commands(folder);
    CHECK(commands.size() > 20);
    for (auto const& command : commands) {
        CAPTURE(command);
        auto const en = run_program(folder, command + " --help");
        auto const fr = run_program(folder, command + " --help", kFrench);
        CHECK(en.status == 0);
        CHECK(foreign_words(en.out, Language::en).empty());
        CHECK(foreign_words(fr.out, Language::fr).empty());
        CHECK(fr.out != en.out);
        CHECK(options_in(fr.out) == options_in(en.out));
        CHECK(options_in(en.out).size() >= 1);
        CHECK(run_program(folder, command + " --help --lang fr").out == fr.out);
    }
    CHECK(foreign_words(run_program(folder, "run --help").out, Language::fr).size() > 5);
}

TEST_CASE("the language is that of --lang, else of LC_ALL, LC_MESSAGES and LANG, in help and in errors", "[language]")
{
    Folder const folder;
    auto const is_french = [&](std::string const& environment, std::string const& more = "") {
        auto const said = run_program(folder, "check nowhere.toml " + more, environment);
        CHECK(said.status == 2);
        return said.err == "nowhere.toml : ne peut pas être lu (fichier introuvable)\n";
    };
    CHECK(is_french("LANG=fr_FR.UTF-8"));
    CHECK(is_french("LC_MESSAGES=fr LANG=en_GB"));
    CHECK(is_french("LC_ALL=fr_FR LC_MESSAGES=C LANG=C"));
    CHECK_FALSE(is_french("LC_ALL=C LC_MESSAGES=fr LANG=fr_FR"));
    CHECK_FALSE(is_french("LC_ALL= LC_MESSAGES=C LANG=fr_FR"));
    CHECK(is_french("LANG=C", "--lang fr"));
    CHECK(is_french("LANG=C", "--lang=fr"));
    CHECK_FALSE(is_french("LANG=fr_FR", "--lang en"));
}

TEST_CASE("what is wrong with a command line is said in French, with the way out", "[language]")
{
    Folder const folder;
    auto const err = [&](std::string const& arguments) {
        auto const said = run_program(folder, arguments, kFrench);
        CAPTURE(arguments);
        CHECK(said.status == 2);
        CHECK(foreign_words(said.err, Language::fr).empty());
        return said.err;
    };
    CHECK_THAT(err("rum"),
               Catch::Contains("commande inconnue « rum »") && Catch::Contains("vouliez-vous dire « run » ?"));
    CHECK_THAT(err("run a --replicate 3"), Catch::Contains("option inconnue « --replicate »") &&
                                               Catch::Contains("vouliez-vous dire « --replicates » ?"));
    CHECK_THAT(err("run"), Catch::StartsWith("SCÉNARIO manque\n"));
    CHECK_THAT(err(""), Catch::StartsWith("il manque une commande\n"));
    CHECK_THAT(err("run a --replicates"), Catch::StartsWith("--replicates attend une valeur\n"));
    CHECK_THAT(err("run a --replicates 0"),
               Catch::Contains("--replicates vaut « 0 » (il faut un nombre entier de 1 à 100000)"));
    CHECK_THAT(err("run a --replicates many"), Catch::Contains("--replicates vaut « many »"));
    CHECK_THAT(err("info a b"), Catch::StartsWith("« b » est un argument de trop\n"));
    CHECK_THAT(err("export r.h5 --to cvs"),
               Catch::Contains("--to vaut « cvs » (au choix : csv, xlsx) vouliez-vous dire « csv » ?"));
    CHECK_THAT(err("run a --lang de"), Catch::Contains("--lang vaut « de » (il faut fr ou en)"));
    CHECK_THAT(err("man nothing"), Catch::Contains("page inconnue"));
}

TEST_CASE("faults of scenarios, tables, studies and files are said in French", "[language]")
{
    Folder const folder;
    folder.write("bad.toml",
                 "name = \"Bad Name\"\nlong = 1\npopulation = \"\"\n[time]\nend = \"2034-13\"\n[levers]\nlump_sum = 3\n"
                 "[levers.sanctoin]\n2024-01 = 1\n[levers.attachment]\n2024-01 = \"automatc\"\n[parameters.board]\n"
                 "term_months = -3\nseats = \"many\"\n[parameters.bord]\nx = 1\n");
    folder.write("bad.csv", "id,name,inhabitants\na,\"b\n");
    folder.write("study.toml", "scenarios = [\"bad\"]\n[design]\nmethod = \"sobl\"\nlevels = 0\n[factors]\nx.y = 3\n");
    folder.write("r.h5", "no results");
    for (auto const* arguments : {"check bad.toml",
                                  "check nowhere",
                                  "run baseline --population bad.csv",
                                  "run baseline --population nowhere",
                                  "run baseline --population department:99",
                                  "run baseline --parameters nowhere.csv",
                                  "info r.h5",
                                  "export nowhere.h5 --to csv",
                                  "sweep study.toml --dry-run",
                                  "status nowhere",
                                  "merge nowhere",
                                  "sensitivity r.h5",
                                  "report r.h5 -o r.html",
                                  "story baseline --agent x",
                                  "diff baseline",
                                  "run baseline --set levers.sanction=3",
                                  "calibrate nowhere.toml -o c.h5",
                                  "territories make",
                                  "territories make --inhabitants 0 --professionals gp=x,nurs=3 --signed 1999-01",
                                  "slurm pay_and_date -o d --tasks 0",
                                  "sweep pay_and_date -o d --shard 9/8",
                                  "run baseline -o r.h5"}) {
        CAPTURE(arguments);
        auto const said = run_program(folder, arguments, kFrench);
        CAPTURE(said.err);
        CHECK(said.status == 2);
        CHECK(foreign_words(said.err, Language::fr) == Faults{});
        CHECK(said.err != run_program(folder, arguments).err);
    }
}

TEST_CASE("what commands print is in the language of the reader", "[language]")
{
    Folder const folder;
    sample::write(folder.path("r.h5"), sample::plan());
    write_study(folder, 4, 2);
    REQUIRE(run_program(folder, "sweep study.toml -o night --quiet").status == 0);
    auto const scenarios = source_folder() + "/scenarios/";
    for (auto const& arguments :
         {std::string("info r.h5"), std::string("cite r.h5"), "explain " + scenarios + "valletoux.toml",
          "diff " + scenarios + "baseline.toml " + scenarios + "valletoux.toml", "check " + scenarios + "baseline.toml",
          std::string("territories list"), std::string("scenarios"), std::string("status night"),
          std::string("story a.toml b.toml --agent 3 --parameters prior"), std::string("sweep study.toml -o night"),
          std::string("run a.toml b.toml --replicates 2 --parameters prior --quiet")}) {
        CAPTURE(arguments);
        auto const fr = run_program(folder, arguments, kFrench), en = run_program(folder, arguments);
        CAPTURE(fr.out, fr.err);
        CHECK(fr.status == 0);
        static std::regex const name("CPTS of the [a-z]+");  // as the table has it
        CHECK(foreign_words(std::regex_replace(fr.out + fr.err, name, ""), Language::fr) == Faults{});
        CHECK(foreign_words(en.out + en.err, Language::en) == Faults{});
        CHECK(fr.out != en.out);
    }
    auto const fr = run_program(folder, "parameters", kFrench).out;
    CHECK(foreign_words(fr, Language::fr) == Faults{});
    CHECK_THAT(fr, Catch::Contains("€/h") && Catch::Contains("fixe") && Catch::Contains("ampleur : hypothèse"));
    static std::regex const english(
        R"(\bassumption|EUR\b|general knowledge|\ba year\b|\babout\b)");  // of short notes, without a mark
    CHECK_FALSE(std::regex_search(fr, english));
    CHECK(std::regex_search(run_program(folder, "parameters").out, english));
}

TEST_CASE("there is a manual page for each command in both languages, with every option of its help", "[language]")
{
    Folder const folder;
    REQUIRE(run_program(folder, "man -o man").status == 0);
    CHECK(run_program(folder, "man -o man").status == 2);  // nothing is overwritten
    for (auto const& command : all_commands(folder)) {
        auto name = "cptsim" + (command.empty() ? "" : '-' + command) + ".1";
        std::replace(name.begin(), name.end(), ' ', '-');
        for (auto const* language : {"", "fr/"}) {
            CAPTURE(name, language);
            auto const page = text_of(folder.path("man/" + std::string(language) + "man1/" + name));
            auto const help = run_program(folder, command + " --help", *language ? kFrench : "LANG=C").out;
            for (auto option : options_in(help)) {
                std::string typed;
                for (char const c : option) typed += c == '-' ? std::string("\\-") : std::string(1, c);
                CHECK_THAT(page, Catch::Contains("\\fB" + typed + "\\fR"));
            }
            CHECK_THAT(page, Catch::StartsWith(".TH \"CPTSIM"));
            CHECK_THAT(page, Catch::Contains(*language ? ".SH NOM\n" : ".SH NAME\n"));
            if (has("groff")) {
                auto const said = said_by(folder, "groff -man -Tutf8 -Kutf8 -ww -z", page);
                CHECK(said.empty());
            }
        }
    }
    CHECK(run_program(folder, "man run").out == text_of(folder.path("man/man1/cptsim-run.1")));
    for (auto const* variable : {"CPTSIM_DATA_DIR", "CPTSIM_SIMD", "XDG_CACHE_HOME", "TMPDIR", "BROWSER"})
        CHECK_THAT(run_program(folder, "man run").out, Catch::Contains(std::string("\\fB") + variable + "\\fR"));
    CHECK(run_program(folder, "man territories make", kFrench).out ==
          text_of(folder.path("man/fr/man1/cptsim-territories-make.1")));
}

TEST_CASE("shells complete commands, options, words and files", "[language]")
{
    Folder const folder;
    folder.write("a.toml", "");
    folder.write("r.h5", "");
    folder.write("bash_completion", run_program(folder, "completion bash").out);
    auto const completed = [&](std::string const& words) {
        std::istringstream in(words);
        std::string line = "source ./bash_completion\nCOMP_WORDS=(";
        int count = 0;
        for (std::string word; in >> word; ++count) line += " '" + (word == "_" ? "" : word) + "'";
        return said_by(
            folder, "bash",
            line + ")\nCOMP_CWORD=" + std::to_string(count - 1) + "\n_cptsim\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n");
    };
    CHECK(completed("cptsim sta") == "status\n");
    CHECK(completed("cptsim territories _") == "list\nmake\n--help\n");
    CHECK(completed("cptsim run --prior") == "--prior-replicates\n");
    CHECK(completed("cptsim run --parameters p") == "posterior\nprior\n");
    CHECK(completed("cptsim export r.h5 --to _") == "csv\nxlsx\n");
    CHECK(completed("cptsim info _") == "--help\n--unsealed\n--format\n--lang\nr.h5\n");
    CHECK_THAT(completed("cptsim run a.t"), Catch::Contains("a.toml"));
    CHECK_THAT(completed("cptsim report r.h5 -o r"), !Catch::Contains("r.h5"));
    for (auto const* shell : {"zsh", "fish"}) {
        auto const script = run_program(folder, std::string("completion ") + shell).out;
        CHECK_THAT(script,
                   Catch::Contains("Seed of all random draws") && Catch::Contains("Graine de tous les tirages"));
        if (has(shell))
            CHECK(said_by(folder, std::string(shell) + " -n", script).empty());
        else
            std::cerr << "SKIPPED: " << shell << " is not here to read its completion\n";
    }
    if (has("fish"))
        CHECK_THAT(said_by(folder, "LANG=fr_FR.UTF-8 fish",
                           run_program(folder, "completion fish").out +
                               "\ncomplete -C 'cptsim export r.h5 --dec'\ncomplete -C 'cptsim territories '\n"),
                   Catch::Contains("--decimal\tNombres des CSV") && Catch::Contains("make\tFait une table"));
}
