// Every word of a report is there in both languages, and used.
#include "analysis/report/words.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "tests/paths.hpp"

using namespace cptsim;
namespace fs = std::filesystem;

namespace {

fs::path const kFolder = fs::path(test::source_folder()) / "analysis/report";

std::string text_of(fs::path const& file)
{
    std::ifstream in(file, std::ios::binary);
    REQUIRE(in);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::set<std::string> matches(std::string const& text, std::string const& pattern)
{
    std::regex const expression(pattern);
    std::set<std::string> found;
    for (std::sregex_iterator i(text.begin(), text.end(), expression), end; i != end; ++i) found.insert((*i)[1]);
    return found;
}

/// The blanks of a text: {}, {1}, %2.
std::multiset<std::string> blanks(std::string const& text)
{
    std::regex const expression("(\\{[0-9]?\\}|%[1-9])");
    std::multiset<std::string> found;
    for (std::sregex_iterator i(text.begin(), text.end(), expression), end; i != end; ++i) found.insert((*i)[1]);
    return found;
}

/// The sources of a report of one kind.
std::string sources(char const* kind)
{
    std::string text;
    for (auto const& folder : {kFolder, kFolder / "page"})
        for (auto const& entry : fs::directory_iterator(folder))
            if (entry.path().extension() == kind) text += text_of(entry.path());
    return text;
}

/// Texts between quotes in its script, word::keys of its C++, {{keys}} of its page, and what the script puts together.
std::set<std::string> used_words()
{
    auto used = matches(sources(".js"), "[\"']([A-Za-z0-9_]+)[\"']");
    used.merge(matches(sources(".html"), "\\{\\{([a-z0-9_]+)\\}\\}"));
    used.merge(matches(sources(".cpp"), "word::([a-z0-9_]+)"));
    for (auto const* source : {"defaults", "prior", "posterior"}) used.insert(std::string("parameters_") + source);
    for (auto const* method :
         {"full_factorial", "fractional_factorial", "latin_hypercube", "sobol", "saltelli", "morris", "csv"})
        used.insert(std::string("method_") + method);
    for (auto const* kind : {"variance", "effects", "regression"}) {
        used.insert(std::string("moves_") + kind);
        used.insert(std::string("bar_") + kind);
    }
    for (auto const* bar : {"none", "first", "chance"}) used.insert(std::string("bar_") + bar);
    return used;
}

}  // namespace

TEST_CASE("every word has an English and a French text with the same blanks", "[report]")
{
    std::set<std::string> const same = {"placebo",   "milieu_title", "part",   "id_version",    "high",
                                        "low",       "profession",   "source", "id_population", "id_population_text",
                                        "indicator", "figure",       "date",   "moves_of",      "map_of",
                                        "map_title"};
    std::set<std::string_view> keys;
    for (auto const& word : report_words()) {
        CAPTURE(word.key);
        CHECK(keys.insert(word.key).second);
        std::string const en = word.words.en, fr = word.words.fr;
        CHECK(!en.empty());
        CHECK(!fr.empty());
        CHECK(blanks(en) == blanks(fr));
        bool const may_agree =
            same.count(std::string(word.key)) == 1 || en.find_first_not_of("0123456789 %") == en.npos;
        if (!may_agree) CHECK(en != fr);
    }
    CHECK(keys.size() > 150);
    CHECK(blanks("{0} %1 {}") != blanks("{0} %1"));
}

TEST_CASE("every word that a report uses is in the list, and every word of the list is used", "[report]")
{
    auto const used = used_words();
    std::set<std::string> known;
    for (auto const& word : report_words()) {
        known.insert(std::string(word.key));
        CAPTURE(word.key);
        CHECK(used.count(std::string(word.key)) == 1);
    }
    // What is asked for by name: t('key') in the script, {{key}} in the page but its slots.
    auto asked = matches(sources(".js"), "\\bt\\('([a-z0-9_]+)'[,)]");
    asked.merge(matches(sources(".html"), "\\{\\{([a-z0-9_]+)\\}\\}"));
    for (auto const* slot : {"lang", "title", "policy", "style", "sections", "scripts", "under_title", "glossary_list",
                             "limits_list", "first_page", "money_by_year"})
        asked.erase(slot);
    CHECK(asked.size() > 120);
    for (auto const& key : asked) {
        CAPTURE(key);
        CHECK(known.count(key) == 1);
    }
    CHECK(used.count("nowhere") == 0);
    CHECK_THROWS(report_word("nowhere", Language::en));
}

TEST_CASE("lines are not broken before French punctuation and %, nor inside numbers", "[report]")
{
    CHECK(typeset("pour 1 000 habitants : 90 % ; « oui » ?") ==
          "pour 1\u202F000 habitants\u00A0: 90\u00A0%\u00A0; «\u00A0oui\u00A0»\u00A0?");
    CHECK(typeset("in 2024 5 of 10 000 000, 2 0000 ") == "in 2024 5 of 10\u202F000\u202F000, 2 0000 ");
    CHECK(typeset("from %1 to %2 %").ends_with("to %2\u00A0%"));
    CHECK(typeset("from %1 to %2").find("\u00A0") == std::string::npos);
    CHECK(typeset("").empty());
}
