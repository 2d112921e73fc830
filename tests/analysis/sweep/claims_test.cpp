// Claims of packs, and turns, as processes see each other's.
#include "analysis/sweep/claims.hpp"

#include <catch2/catch.hpp>

#include <memory>

#include "tests/folder.hpp"

using namespace cptsim;
using namespace cptsim::test;

// Two objects stand for two processes: locks belong to the opened file.

TEST_CASE("a pack is one process's, until it gives it up or ends")
{
    Folder const folder;
    auto one = std::make_unique<Claims>(folder.path(""));
    Claims two(folder.path(""));
    CHECK(one->claim(0));
    CHECK(one->claim(5));
    CHECK_FALSE(two.claim(0));
    CHECK(two.claim(1));
    CHECK(two.is_taken(0));
    CHECK_FALSE(two.is_taken(1));  // its own
    CHECK_FALSE(two.is_taken(2));
    one->give_up(0);
    CHECK(two.claim(0));
    CHECK_FALSE(two.claim(5));
    one.reset();
    CHECK(two.claim(5));
    CHECK(two.work());
}

TEST_CASE("one process at a time joins, and its turn ends where it is left")
{
    Folder const folder;
    Claims one(folder.path("")), two(folder.path(""));
    {
        auto const turn = one.try_joining();
        REQUIRE(turn);
        CHECK_FALSE(two.try_joining());
        auto const other = two.at_manifest();  // another byte
    }
    {
        auto const turn = two.at_joining();
        CHECK_FALSE(one.try_joining());
    }
    CHECK(one.try_joining());
}
