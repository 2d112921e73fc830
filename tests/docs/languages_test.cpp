// Both languages say the same: no word of one in the other, in what the code says; the guides in step.
#include <catch2/catch.hpp>

#include <utility>

#include "tests/docs/documents.hpp"
#include "tests/languages.hpp"
#include "tests/paths.hpp"

using namespace cptsim;
using namespace cptsim::test;
namespace fs = std::filesystem;

namespace {

fs::path const kRoot = test::source_folder();

/// A text of the code and where it stands: pieces that follow one another are one.
struct Literal {
    std::string text;
    std::size_t begin = 0, end = 0;
};

std::vector<Literal> literals_of(std::string const& code)
{
    std::vector<Literal> all;
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (code[i] == '/' && code.compare(i, 2, "//") == 0) {
            i = code.find('\n', i);
            if (i == std::string::npos) break;
        } else if (code[i] == '\'' && i > 0 && !std::isalnum(static_cast<unsigned char>(code[i - 1]))) {
            i += code[i + 1] == '\\' ? 3 : 2;  // a character
        } else if (code[i] == '"') {
            Literal one{"", i, 0};
            for (++i; i < code.size() && code[i] != '"'; ++i) {
                if (code[i] == '\\' && code[++i] != '"') {
                    one.text += ' ';
                    continue;
                }
                one.text += code[i];
            }
            one.end = i + 1;
            auto const joined = !all.empty() && code.find_first_not_of(" \n", all.back().end) == one.begin;
            if (joined) {
                all.back().text += one.text;
                all.back().end = one.end;
            } else {
                all.push_back(one);
            }
        }
    }
    return all;
}

/// {"English", "français"}, wherever the code has two texts between braces.
std::vector<std::pair<std::string, std::string>> pairs_of(std::string const& code)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    auto const literals = literals_of(code);
    auto const next = [&](std::size_t at) { return code.find_first_not_of(" \n", at); };
    for (std::size_t i = 0; i + 1 < literals.size(); ++i) {
        auto const &en = literals[i], &fr = literals[i + 1];
        auto const before = code.find_last_not_of(" \n", en.begin - 1);
        if (before == std::string::npos || code[before] != '{') continue;
        auto const comma = next(en.end), close = next(fr.end);
        if (prose_of(en.text).size() < 2 && prose_of(fr.text).size() > 4) continue;  // a name, and what it names
        if (code[comma] == ',' && next(comma + 1) == fr.begin && code[close] == '}')
            pairs.emplace_back(en.text, fr.text);
    }
    return pairs;
}

Faults foreign_in(std::vector<std::pair<std::string, std::string>> const& pairs)
{
    Faults faults;
    for (auto const& [en, fr] : pairs) {
        for (auto const& word : foreign_words(en, Language::en)) faults.push_back(word + " in: " + en);
        for (auto const& word : foreign_words(fr, Language::fr)) faults.push_back(word + " in: " + fr);
    }
    return faults;
}

/// Texts of more than a word inside InputError(…), note(…), refuse(…) and their like that stand in no pair.
Faults faults_in_one_language(std::string const& code)
{
    static std::regex const call(
        R"((InputError|note|note_once|note_unknown|unknown_word|refuse|refuse_sensitivity)\()");
    auto const literals = literals_of(code);
    auto const next = [&](std::size_t at) { return code.find_first_not_of(" \n", at); };
    Faults faults;
    for (auto const& found : matches_of(code, call)) {
        auto const begin = static_cast<std::size_t>(found.position(0));
        std::size_t depth = 0, end = code.find('(', begin);
        do {
            auto const inside =
                std::find_if(literals.begin(), literals.end(), [&](auto const& one) { return one.begin == end; });
            if (inside != literals.end()) {
                end = inside->end;
                continue;
            }
            depth += code[end] == '(' ? 1 : 0;
            depth -= code[end] == ')' ? 1 : 0;
            ++end;
        } while (depth > 0 && end < code.size());
        for (std::size_t i = 0; i < literals.size(); ++i) {
            auto const& one = literals[i];
            if (one.begin < begin || one.end > end || prose_of(one.text).size() < 3) continue;
            bool const is_first = code[next(one.end)] == ',' && i + 1 < literals.size() &&
                                  next(next(one.end) + 1) == literals[i + 1].begin;
            bool const is_second =
                i > 0 && code[next(literals[i - 1].end)] == ',' && next(next(literals[i - 1].end) + 1) == one.begin;
            if (!is_first && !is_second) faults.push_back(one.text);
        }
    }
    return faults;
}

std::vector<fs::path> sources()
{
    std::vector<fs::path> files;
    for (auto const* folder : {"sim", "analysis", "app"})
        for (auto const& entry : fs::recursive_directory_iterator(kRoot / folder))
            if (auto const ending = entry.path().extension(); ending == ".cpp" || ending == ".hpp" || ending == ".inc")
                files.push_back(entry.path());
    return files;
}

/// A guide without its words: levels of headings, and commands and code without comments.
std::vector<std::string> skeleton(std::string const& document)
{
    std::vector<std::string> lines;
    std::istringstream in(document);
    std::string language;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("```")) {
            language = language.empty() ? line.substr(3) : "";
            lines.push_back(line);
        } else if (language.empty()) {
            auto const level = line.find_first_not_of('#');
            if (level > 0 && level != std::string::npos) lines.push_back(line.substr(0, level));
            if (line.starts_with("| `")) lines.push_back(line.substr(0, line.find('`', 3)));
        } else if (language != "text") {
            if (language == "csv" || line.starts_with("#PBS")) {
                lines.push_back(line);
                continue;
            }
            static std::regex const comment("(^|\\s+)#.*$");
            if (auto const code = std::regex_replace(line, comment, ""); !code.empty()) lines.push_back(code);
        }
    }
    return lines;
}

}  // namespace

TEST_CASE("no text of the code has words of the other language", "[docs]")
{
    std::size_t count = 0;
    for (auto const& file : sources()) {
        auto const pairs = pairs_of(text_of(file));
        count += pairs.size();
        CAPTURE(file);
        CHECK(foreign_in(pairs) == Faults{});
    }
    CHECK(count > 500);
    CHECK(
        foreign_in(pairs_of("f({\"the cost of \"\n \"it\", \"le coût\"}); g({\"a\", \"le coût of it\"}, \"the\");")) ==
        Faults{"of in: le coût of it"});
    CHECK(foreign_in({{"what is dans", "x"}}) == Faults{"dans in: what is dans"});
}

TEST_CASE("no fault of the user's input is said in one language only", "[docs]")
{
    for (auto const& file : sources()) {
        CAPTURE(file);
        CHECK(faults_in_one_language(text_of(file)) == Faults{});
    }
    CHECK(faults_in_one_language("throw InputError({file}, \"is not a file\");") == Faults{"is not a file"});
    CHECK(faults_in_one_language("throw InputError({f}, both({\"is {} not a file\", \"pas un fichier du tout\"}, x));")
              .empty());
    CHECK(faults_in_one_language("note(at, \"the \" + x + \" is not one\");").empty() == false);
}

TEST_CASE("reports speak one language at a time", "[docs]")
{
    std::vector<std::pair<std::string, std::string>> pairs;
    for (auto const* file : {"analysis/report/words.inc", "analysis/effects/indicators.inc"}) {
        auto const code = text_of(kRoot / file);
        auto const literals = literals_of(code);
        for (std::size_t i = 0; i + 1 < literals.size(); ++i)
            if (code[literals[i].end] == ',' && code.compare(literals[i].end, 2, ", ") == 0 &&
                literals[i].end + 2 == literals[i + 1].begin) {
                pairs.emplace_back(literals[i].text, literals[i + 1].text);
                ++i;
            }
    }
    CHECK(pairs.size() > 200);
    CHECK(foreign_in(pairs) == Faults{});
}

TEST_CASE("the guide and the first page say the same in both languages, section by section and command by command",
          "[docs]")
{
    auto const en = text_of(kRoot / "docs/guide.md"), fr = text_of(kRoot / "docs/guide.fr.md");
    CHECK(skeleton(en) == skeleton(fr));
    CHECK(skeleton(en).size() > 100);
    CHECK(skeleton(en) != skeleton(fr + "\n## De plus\n"));
    CHECK(skeleton("```sh\n./cptsim a  # x\n```\n") != skeleton("```sh\n./cptsim b  # x\n```\n"));
    CHECK(skeleton("```sh\n./cptsim a  # x\n```\n") == skeleton("```sh\n./cptsim a  # y\n```\n"));
    auto const commands = [](std::string const& readme) {
        std::vector<std::string> cells;
        static std::regex const row(R"(\n\| (`cptsim [^|]*) \|)");
        for (auto const& match : matches_of(readme, row)) cells.push_back(match[1]);
        return cells;
    };
    auto const first = text_of(kRoot / "README.md"), first_fr = text_of(kRoot / "README.fr.md");
    CHECK(commands(first) == commands(first_fr));
    CHECK(commands(first).size() > 10);
}

TEST_CASE("the French pages are in French, and the English ones in English", "[docs]")
{
    auto const share = [](std::string const& file, Language language) {
        auto const prose = prose_of(std::regex_replace(text_of(kRoot / file), std::regex("```[^`]*```"), ""));
        std::size_t own = 0, foreign = 0;
        for (auto const& word : prose) {
            own += marks_of(language).contains(word) ? 1 : 0;
            foreign += marks_of(language == Language::fr ? Language::en : Language::fr).contains(word) ? 1 : 0;
        }
        CHECK(own + foreign > 100);
        return static_cast<double>(foreign) / static_cast<double>(own + foreign);
    };
    CHECK(share("docs/guide.fr.md", Language::fr) < 0.01);
    CHECK(share("README.fr.md", Language::fr) < 0.01);
    CHECK(share("docs/guide.md", Language::en) < 0.01);
    CHECK(share("docs/guide.md", Language::fr) > 0.9);
}
