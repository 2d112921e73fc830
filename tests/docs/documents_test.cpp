// The documents say what the code does: names, sections, tables and links.
#include <catch2/catch.hpp>

#include "tests/app/program.hpp"
#include "tests/docs/documents.hpp"
#include "tests/paths.hpp"

using namespace cptsim;
using namespace cptsim::test;
namespace fs = std::filesystem;

namespace {

fs::path const kRoot = test::source_folder();

std::string all_code()
{
    std::string code;
    for (auto const* folder : {"sim", "analysis", "app"})
        for (auto const& entry : fs::recursive_directory_iterator(kRoot / folder))
            if (entry.is_regular_file()) code += text_of(entry.path());
    return code;
}

std::vector<fs::path> all_documents()
{
    std::vector<fs::path> files;
    for (auto const* folder : {"", "docs", "docs/decisions"})
        for (auto const& entry : fs::directory_iterator(kRoot / folder))
            if (entry.path().extension() == ".md") files.push_back(entry.path());
    return files;
}

}  // namespace

TEST_CASE("every section of docs/model.md that the code names is there", "[docs]")
{
    auto const document = text_of(kRoot / "docs/model.md");
    auto const code = all_code();
    CHECK(missing_sections(document, code) == Faults{});
    CHECK(missing_sections("# 1. Board\n", "// docs/model.md, \"Board\", \"Bored\".") == Faults{"Bored"});
    // The pattern finds what the code says: as many sections as submodels at least.
    CHECK(missing_sections("", code).size() >= 11);
}

TEST_CASE("docs/model.md uses every parameter and every lever, and none that does not exist", "[docs]")
{
    auto const document = text_of(kRoot / "docs/model.md");
    CHECK(difference(known_numbers(), written_numbers(document)) == Faults{});
    CHECK(difference(written_numbers(document), known_numbers()) == Faults{});
    auto const planted = written_numbers(document + " board.chairs × levers.crises");
    CHECK(difference(planted, known_numbers()) == Faults{"board.chairs", "levers.crises"});
}

TEST_CASE("the other documents name no parameter or lever that does not exist", "[docs]")
{
    for (auto const& file : all_documents()) {
        CAPTURE(file);
        CHECK(difference(written_numbers(text_of(file)), known_numbers()) == Faults{});
    }
}

TEST_CASE("every link between documents leads somewhere", "[docs]")
{
    auto const files = all_documents();
    CHECK(files.size() > 10);
    for (auto const& file : files) {
        CAPTURE(file);
        CHECK(broken_links(text_of(file), file) == Faults{});
    }
    auto const planted = "# A b\n[1](nowhere.md) [2](#a-c) [3](model.md#boardroom) [4](#a-b) [5](model.md#board)";
    CHECK(broken_links(planted, kRoot / "docs/guide.md") == Faults{"nowhere.md", "#a-c", "model.md#boardroom"});
}

TEST_CASE("every file that the pages for contributors name is in the tree", "[docs]")
{
    auto names = names_in(kRoot, {"sim", "analysis", "app", "scenarios", "docs", "tests", "packages", "bindings"});
    names.insert("libjs-chart.js");  // a package
    CHECK(names.contains("run/pack_sums.hpp"));
    for (auto const* file : {"README.md", "CONTRIBUTING.md", "docs/architecture.md"}) {
        CAPTURE(file);
        CHECK(missing_files(text_of(kRoot / file), names) == Faults{});
    }
    auto const* const planted =
        "`sim/run` `sim/runs` `tests/run --slow` `pack.hpp` `pakc.hpp` `kernel/*.hpp` `kernel/*.js` `folder.*` "
        "`folders.*`"
        " `cptsim run scenarios/base.toml` `STUDY.toml` `.cpp` `/observations` `folder`";
    CHECK(missing_files(planted, names) ==
          Faults{"sim/runs", "pakc.hpp", "kernel/*.js", "folders.*", "scenarios/base.toml"});
}

TEST_CASE("docs/parameters.md is what docs/refresh writes from the lists of the code", "[docs]")
{
    Folder const folder;
    auto const command =
        "'" + (kRoot / "docs/refresh").string() + "' '" + test::program() + "' '" + folder.path("parameters.md") + "'";
    REQUIRE(std::system(command.c_str()) == 0);
    auto const now = text_of(folder.path("parameters.md")), document = text_of(kRoot / "docs/parameters.md");
    INFO("if this fails, run docs/refresh and commit docs/parameters.md");
    CHECK((now == document));
    CHECK(difference(known_numbers(), written_numbers(now)) == Faults{});
    for (auto const& field : lever_fields()) CHECK_THAT(now, Catch::Contains(std::string(field.meaning_fr)));
}
