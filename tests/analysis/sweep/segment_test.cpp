// Segments: what was written is read, or refused.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "analysis/sweep/segment_file.hpp"
#include "tests/folder.hpp"

using namespace cptsim;
using namespace cptsim::test;
namespace fs = std::filesystem;

TEST_CASE("a segment gives back what was written, and notices every changed byte")
{
    Folder const folder;
    auto const path = folder.path("one.seg");
    std::string const key(64, 'f'), digest(64, '1');
    {
        SegmentWriter segment(path, key, 2);
        for (std::uint32_t const run : {4U, 5U, 9U})
            segment.add(run, digest, segment_bytes(std::vector<float>{1.5F * static_cast<float>(run), -0.0F}));
        segment.add_failed({7, "two\nlines"});
        CHECK_FALSE(fs::exists(path));
        segment.commit();
    }
    SegmentIndex index;
    REQUIRE(read_segment_index(path, index));
    CHECK(index.key == key);
    CHECK(index.done == std::vector<std::pair<std::uint32_t, std::uint32_t>>{{4, 5}, {9, 9}});
    REQUIRE(index.failed.size() == 1);
    CHECK(index.failed[0].run == 7);
    CHECK(index.failed[0].why == "two lines");
    SegmentReader const reader(path);
    reader.verify();
    REQUIRE(reader.size() == 3);
    CHECK(reader[2].run == 9);
    CHECK(reader[2].digest == digest);
    CHECK(reader[2].values() == std::vector<float>{13.5F, -0.0F});
    CHECK_FALSE(read_segment_index(folder.path("none.seg"), index));

    auto const whole = [&] {
        std::ifstream file(path, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    }();
    for (std::size_t at = 0; at < whole.size(); ++at) {
        auto changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 4);
        auto const other = folder.write("changed.seg", changed);
        CAPTURE(at);
        CHECK_FALSE(folder.error_of([&] { SegmentReader(other).verify(); }).empty());
    }
    for (std::size_t size = 0; size < whole.size(); size += 7)
        CHECK_FALSE(
            folder.error_of([&] { SegmentReader(folder.write("cut.seg", whole.substr(0, size))).verify(); }).empty());
}
