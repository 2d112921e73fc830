#include <catch2/catch.hpp>

#include "sim/base/error.hpp"

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
    CHECK(suggestion("bord", {"board", "gp"}) == " did you mean \"board\"?");
    CHECK(suggestion("midwife", {"board", "gp"}).empty());
    CHECK(unknown_word("key", "bord", "a thing has board", {"board"}) ==
          "unknown key \"bord\" (a thing has board) did you mean \"board\"?");
    CHECK(unknown_word("key", "x", "none", {"board"}, "see help") == "unknown key \"x\" (none) see help");
    CHECK(unknown_word("key", "x", "none", {"board"}) == "unknown key \"x\" (none)");
}
