#include <catch2/catch.hpp>

#include "sim/base/error.hpp"
#include "sim/base/text.hpp"

using namespace cptsim;

namespace {

template <class... Files>
std::string said(Problems const& problems, Files const&... files)
{
    try {
        problems.throw_if_any(files...);
    } catch (InputError const& error) {
        return error.what();
    }
    return "nothing";
}

}  // namespace

TEST_CASE("problems are said at once, as they were noted or in the order of their files and lines", "[error]")
{
    Problems problems;
    CHECK(said(problems) == "nothing");
    problems.note({"b", 2, 1}, "two");
    problems.note({"a", 9, 1}, "nine");
    problems.note({"b", 1, 5}, "one");
    problems.note({"b", 1, 5}, "one again");
    CHECK(said(problems) == "b:2:1: two\na:9:1: nine\nb:1:5: one\nb:1:5: one again");
    CHECK(said(problems, std::vector<std::string>{"b", "a"}) == "b:1:5: one\nb:2:1: two\na:9:1: nine");
    problems.note_once({"b", 2, 1}, "two");
    problems.take(InputError({{{"a", 9, 1}, "nine"}, {{"c", 1, 1}, "new"}}));
    CHECK(said(problems).ends_with("one again\nc:1:1: new"));
}

TEST_CASE("an unknown word comes with the one that was meant, or with what else may help", "[error]")
{
    CHECK(suggestion("bord", {"board", "gp"}) == Words(" did you mean \"board\"?", " vouliez-vous dire « board » ?"));
    CHECK(suggestion("midwife", {"board", "gp"}).empty());
    Text const key{"key", "clé inconnue"}, why{"a thing has board", "une chose a board"};
    CHECK(unknown_word(key, "bord", why, {"board"}) ==
          Words("unknown key \"bord\" (a thing has board) did you mean \"board\"?",
                "clé inconnue « bord » (une chose a board) vouliez-vous dire « board » ?"));
    CHECK(
        unknown_word(key, "x", why, {"board"}, Text{"see help", "voir l'aide"}) ==
        Words("unknown key \"x\" (a thing has board) see help", "clé inconnue « x » (une chose a board) voir l'aide"));
    CHECK(unknown_word(key, "x", why, {"board"}).en == "unknown key \"x\" (a thing has board)");
}

TEST_CASE("an error is said in the language of who reads it, with French blanks before colons", "[error]")
{
    InputError const error({{{"a.toml", 3, 7}, both({"{} is {}", "{} est {}"}, "x", Text{"a list", "une liste"})},
                            {{"--set", 0, 2}, Text{"empty", "vide"} + Words(" 3")}});
    CHECK(std::string(error.what()) == "a.toml:3:7: x is a list\n--set: empty 3");
    CHECK(error.in(Language::en) == error.what());
    CHECK(error.in(Language::fr) == "a.toml:3:7 : x est une liste\n--set : vide 3");
}
