// Segments: what was written is read, or refused.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "analysis/sweep/segment_file.hpp"
#include "analysis/sweep/segments.hpp"
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

namespace {

/// A segment whose checksums fit, whatever it says: a seal is no signature.
std::string forged(std::string const& width, std::string const& records, std::string const& index, std::size_t count)
{
    auto header = "cptsim segment 1\nkey " + std::string(64, 'a') + "\nwidth " + width + "\n";
    header.resize(127, ' ');
    header += '\n';
    auto const start = fmt::format("\nend {:012} {:012} {} ", count, index.size(), sha256_hex(header + records));
    return header + records + index + start + sha256_hex(header + index + start) + '\n';
}

std::string record(std::uint32_t run, std::size_t width)
{
    std::string bytes(4, '\0');
    std::memcpy(bytes.data(), &run, 4);
    return bytes + std::string(64, 'b') + std::string(4 * width, '\0');
}

}  // namespace

TEST_CASE("a segment that was made to harm is refused, though its checksums fit", "[sweep][hostile]")
{
    Folder const folder;
    auto const refused = [&](std::string const& bytes) {
        return folder.error_of([&] {
            SegmentReader const reader(folder.write("x.seg", bytes));
            reader.verify();
            for (std::size_t i = 0; i < reader.size(); ++i) static_cast<void>(reader[i].values());
        });
    };
    CHECK(refused(forged("2", record(5, 2), "done 5-5\n", 1)).empty());
    for (auto const* width :
         {"0", "1", "3", "4611686018427387904", "18446744073709551615", "99999999999999999999", "-1"}) {
        CAPTURE(width);
        CHECK_THAT(refused(forged(width, record(5, 2), "done 5-5\n", 1)), Catch::Contains("is damaged"));
    }
    CHECK_THAT(refused(forged("2", record(5, 2), "done 5-5\n", 999999999999)), Catch::Contains("another length"));
    CHECK_THAT(refused(forged("2", "", "done\n", 288230376151711744U)), Catch::Contains("is damaged"));
    for (auto const* index : {"done\n", "done 4-4\n", "done 5-6\n", "done 0-4294967295\n", "done 5-5 5-5\n",
                              "done 5-4\n", "done 5-5\nfailed x y\n", "done 5-5"}) {
        CAPTURE(index);
        CHECK_THAT(refused(forged("2", record(5, 2), index, 1)), Catch::Contains("is damaged"));
    }
    CHECK_THAT(refused(forged("2", record(5, 2) + record(5, 2), "done 5-6\n", 2)), Catch::Contains("its runs are not"));
}

TEST_CASE("a segment with runs that the sweep does not have, or of another width, is named", "[sweep][hostile]")
{
    Folder const folder;
    SegmentIndex index;
    auto const said = [&](std::string const& bytes) {
        auto const path = folder.write("x.seg", bytes);
        index = {};
        REQUIRE(read_segment_index(path, index));
        return folder.error_of([&] { require_fits(path, index, 12, 2); });
    };
    CHECK(said(forged("2", record(5, 2), "done 5-5\n", 1)).empty());
    CHECK(said(forged("2", record(4000000, 2), "done 4000000-4000000\n", 1)) ==
          "x.seg: is damaged (it has runs that the sweep does not have)");
    CHECK(said(forged("2", "", "done\nfailed 12 why\n", 0)) ==
          "x.seg: is damaged (it has runs that the sweep does not have)");
    CHECK(said(forged("1", record(5, 1), "done 5-5\n", 1)) ==
          "x.seg: is damaged (its runs have 1 values, those of the sweep 2)");
}

TEST_CASE("a segment that shrinks while it is read is an error", "[sweep][hostile]")
{
    Folder const folder;
    auto const path = folder.write("x.seg", forged("2", record(5, 2), "done 5-5\n", 1));
    SegmentReader const reader(path);
    std::filesystem::resize_file(path, 130);
    CHECK_THAT(folder.error_of([&] { static_cast<void>(reader[0]); }), Catch::Contains("it is cut short"));
    CHECK_THAT(folder.error_of([&] { reader.verify(); }), Catch::Contains("it is cut short"));
}
