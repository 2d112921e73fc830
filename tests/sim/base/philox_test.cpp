// The generator against its published vectors, its addresses, and names as numbers.
#include <array>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "sim/base/philox.hpp"

namespace cptsim {
namespace {

using Block = std::array<std::uint32_t, 4>;

}  // namespace

TEST_CASE("Philox4x32-10 gives the known answers of Random123")
{
    REQUIRE(philox_block({0, 0, 0, 0}, {0, 0}) == Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    constexpr std::uint32_t kOnes = 0xffffffff;
    REQUIRE(philox_block({kOnes, kOnes, kOnes, kOnes}, {kOnes, kOnes}) ==
            Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    REQUIRE(philox_block({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
            Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("an engine gives the words of its address's blocks, one after another")
{
    std::uint64_t const seed = 0x0123456789abcdefULL;
    PhiloxEngine engine(seed, 11, 22, address(Purpose::peers), 44);
    for (std::uint32_t block = 0; block < 5; ++block)
        for (std::uint32_t const word :
             philox_block({11, 22, address(Purpose::peers) + block, 44}, {0x89abcdef, 0x01234567}))
            REQUIRE(engine() == word);
}

TEST_CASE("the distributions of Boost.Random take an engine, and the same address gives the same draws")
{
    auto const draw = [](std::uint32_t who) {
        PhiloxEngine engine(7, 1, 2, address(Purpose::slots), who);
        boost::random::uniform_01<double> share;
        boost::random::uniform_int_distribution<int> die(1, 6);
        std::array<double, 1200> drawn{};
        for (std::size_t k = 0; k < drawn.size(); k += 2) drawn[k] = share(engine), drawn[k + 1] = die(engine);
        return drawn;
    };
    auto const a = draw(5);
    REQUIRE(a == draw(5));
    REQUIRE(a != draw(6));
    // A fair die: chi-squared with 5 degrees of freedom passes 27.86 with probability 4e-5.
    auto const chi_squared = [&](int faces) {
        std::array<int, 7> count{};
        for (std::size_t k = 1; k < a.size(); k += 2) ++count[static_cast<std::size_t>(a[k])];
        double sum = 0;
        for (int face = 1; face <= 6; ++face) {
            double const expected = face <= faces ? 600.0 / faces : 1e-9;
            sum += std::pow(count[static_cast<std::size_t>(face)] - expected, 2) / expected;
        }
        return sum;
    };
    REQUIRE(chi_squared(6) < 27.86);
    REQUIRE(chi_squared(5) > 27.86);  // the twin: a die without its six
    double mean = 0;
    for (std::size_t k = 0; k < a.size(); k += 2) {
        REQUIRE(a[k] >= 0);
        REQUIRE(a[k] < 1);
        mean += a[k] / 600;
    }
    double const standard_error = std::sqrt(1.0 / 12 / 600);
    REQUIRE(std::abs(mean - 0.5) < 4 * standard_error);  // false alarm 6e-5
    REQUIRE(std::abs(mean - 0.6) > 4 * standard_error);
}

TEST_CASE("time, purpose, part and frame have bits of their own in an address")
{
    std::set<std::uint32_t> seen;
    for (std::uint32_t purpose = 1; purpose <= 12; ++purpose)
        for (std::uint32_t const time : {0u, 1u, 503u, 0xFFFFu})
            for (std::uint32_t const part : {0u, 1u, 5u})
                REQUIRE(seen.insert(address(static_cast<Purpose>(purpose), time, part)).second);
    REQUIRE(address(Purpose::choice, 7, 3) == 0x03020007u);
    REQUIRE(frame_word(0) == 0x80000000u);
    REQUIRE(frame_word(12) == 0x8000000Cu);
}

TEST_CASE("a name's number is its 32-bit FNV-1a hash")
{
    REQUIRE(name_hash("") == 0x811c9dc5u);
    REQUIRE(name_hash("a") == 0xe40c292cu);
    REQUIRE(name_hash("foobar") == 0xbf9cf968u);
    REQUIRE(name_hash("\xc3\xa9") != name_hash("e"));
}

}  // namespace cptsim
