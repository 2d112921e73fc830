// Packs: every lane is what a scalar would be, bit for bit.
#include <bit>

#include "sim/model/streams.hpp"
#include "tests/sim/model/unit.hpp"

namespace cptsim::unit {

// The scalars' own, beside those of packs.
using cptsim::bits_real;
using cptsim::real_bits;
using cptsim::select;
using cptsim::shl;
using cptsim::shr;
using cptsim::square_root;
using cptsim::to_real;

namespace {

bool same(float a, float b) { return std::bit_cast<std::int32_t>(a) == std::bit_cast<std::int32_t>(b); }

/// Whether f on packs is f on scalars, lane by lane, for many numbers between low and high.
template <class F>
bool lane_by_lane(double low, double high, F f)
{
    Numbers number(1);
    for (int k = 0; k < 500; ++k) {
        Real const x = number.lanes(low, high), y = number.lanes(low, high), of_packs = f(x, y);
        for (int l = 0; l < kLanes; ++l)
            if (!same(at(of_packs, l), f(at(x, l), at(y, l)))) return false;
    }
    return true;
}

int word(Numbers& number)
{
    return static_cast<int>(static_cast<std::int64_t>(number(0, 4294967040.0)) - 2147483648LL);
}

}  // namespace

TEST_CASE("arithmetic on packs is arithmetic on each lane")
{
    REQUIRE(lane_by_lane(-1e3, 1e3, [](auto x, auto y) { return x + y; }));
    REQUIRE(lane_by_lane(-1e3, 1e3, [](auto x, auto y) { return x - y; }));
    REQUIRE(lane_by_lane(-1e3, 1e3, [](auto x, auto y) { return x * y; }));
    REQUIRE(lane_by_lane(0.1, 1e3, [](auto x, auto y) { return x / y; }));
    REQUIRE(lane_by_lane(0, 1e6, [](auto x, auto) { return square_root(x); }));
    REQUIRE(lane_by_lane(-5, 5, [](auto x, auto y) { return select(x < y, x, y); }));
    REQUIRE(lane_by_lane(-5, 5, [](auto x, auto y) { return x * y + x; }));  // no contraction
    REQUIRE_FALSE(lane_by_lane(-5, 5, [](auto x, auto y) {                   // the twin: one that knows lanes
        if constexpr (std::is_same_v<decltype(x), Real>)
            return x + y + make([](int l) { return l == 13 ? 1e-3 : 0.0; });
        else
            return x + y;
    }));
}

TEST_CASE("portable functions on packs give the bits of their scalars")
{
    REQUIRE(lane_by_lane(-90, 90, [](auto x, auto) { return portable_exp(x); }));
    REQUIRE(lane_by_lane(1e-6, 1e4, [](auto x, auto) { return portable_log(x); }));
    REQUIRE(lane_by_lane(1e-6, 0.999999, [](auto x, auto) { return normal_quantile(x); }));
    REQUIRE(lane_by_lane(1e-6, 0.999999, [](auto x, auto) { return logistic(x); }));
    REQUIRE(lane_by_lane(-40, 40, [](auto x, auto) { return softplus(x); }));
}

TEST_CASE("choices, bounds and comparisons on packs are those of each lane")
{
    Numbers number(2);
    for (int k = 0; k < 200; ++k) {
        // Whole numbers, so that equal lanes occur.
        Real const x = make([&](int) { return std::floor(number(-4, 4)); });
        Real const y = make([&](int) { return std::floor(number(-4, 4)); });
        for (int l = 0; l < kLanes; ++l) {
            float const a = at(x, l), b = at(y, l);
            REQUIRE(at(x < y, l) == (a < b));
            REQUIRE(at(x > y, l) == (a > b));
            REQUIRE(at(x <= y, l) == (a <= b));
            REQUIRE(at(x >= y, l) == (a >= b));
            REQUIRE(at(!(x < y), l) == !(a < b));
            REQUIRE(at(x<y | x> Real(2.0f), l) == (a < b || a > 2.0f));
            REQUIRE(at(x<y & x> Real(-2.0f), l) == (a < b && a > -2.0f));
            REQUIRE(at(max(x, y), l) == std::max(a, b));
            REQUIRE(at(min(x, y), l) == std::min(a, b));
            REQUIRE(at(clamp(x, Real(-1.0f), Real(2.0f)), l) == std::clamp(a, -1.0f, 2.0f));
            REQUIRE(at(where(x < y, x), l) == (a < b ? a : 0.0f));
            REQUIRE(at(on(x < y), l) == (a < b ? 1.0f : 0.0f));
            REQUIRE(at(-x, l) == -a);
        }
    }
}

TEST_CASE("whole numbers on packs are those of each lane, shifts and conversions included")
{
    Numbers number(3);
    for (int k = 0; k < 200; ++k) {
        Int const x = make_int([&](int) { return word(number); }), y = make_int([&](int) { return word(number); });
        Real const r = number.lanes(-1e6, 1e6);
        for (int l = 0; l < kLanes; ++l) {
            int const a = at(x, l), b = at(y, l);
            REQUIRE(at(x & y, l) == (a & b));
            REQUIRE(at(x | y, l) == (a | b));
            REQUIRE(at(x ^ y, l) == (a ^ b));
            REQUIRE(at(shl<7>(x), l) == shl<7>(a));
            REQUIRE(at(shr<7>(x), l) == shr<7>(a));
            REQUIRE(at(x < y, l) == (a < b));
            REQUIRE(at(x >= y, l) == (a >= b));
            REQUIRE(at(x == x, l));
            REQUIRE(at(x != y, l) == (a != b));
            REQUIRE(at(select(x < y, x, y), l) == std::min(a, b));
            REQUIRE(same(at(to_real(x), l), to_real(a)));
            REQUIRE(same(at(uniform(x), l), uniform(a)));
            REQUIRE(at(to_int(r), l) == static_cast<int>(at(r, l)));  // toward zero
            REQUIRE(at(real_bits(r), l) == real_bits(at(r, l)));
            REQUIRE(same(at(bits_real(real_bits(r)), l), at(r, l)));
        }
    }
}

TEST_CASE("any() sees a single lane, whichever it is, and none where there is none")
{
    REQUIRE_FALSE(any(nobody()));
    for (int lane = 0; lane < kLanes; ++lane) REQUIRE(any(make_mask([&](int l) { return l == lane; })));
}

TEST_CASE("a splatted minus zero keeps its sign")
{
    REQUIRE(same(at(Real(-0.0f), 5), -0.0f));
    REQUIRE(same(at(Real(0.0f), 5), 0.0f));
}

TEST_CASE("Philox on packs gives the words of philox_block for each lane's counter")
{
    Numbers number(4);
    for (int k = 0; k < 100; ++k) {
        Int const c[4] = {make_int([&](int) { return word(number); }), make_int([&](int) { return word(number); }),
                          make_int([&](int) { return word(number); }), make_int([&](int) { return word(number); })};
        auto const key0 = static_cast<std::uint32_t>(word(number)), key1 = static_cast<std::uint32_t>(word(number));
        Words const w = philox(c[0], c[1], c[2], c[3], key0, key1);
        for (int l = 0; l < kLanes; ++l) {
            auto const u = [&](int j) { return static_cast<std::uint32_t>(at(c[j], l)); };
            auto const block = philox_block({u(0), u(1), u(2), u(3)}, {key0, key1});
            for (int j = 0; j < 4; ++j)
                REQUIRE(static_cast<std::uint32_t>(at(w.v[j], l)) == block[static_cast<std::size_t>(j)]);
        }
    }
}

TEST_CASE("behaviour is drawn at the address of the replicate, people at that of the frame")
{
    kernel::Runs runs{};
    for (int l = 0; l < kLanes; ++l) runs.replicate[l] = static_cast<std::uint32_t>(100 + l / 2);
    runs.frame = 12, runs.seed[0] = 5, runs.seed[1] = 6;
    share_streams(runs);
    Draws const draws(runs, 77);
    Words const own = draws.behaviour(Int(3), Int(2), Int(40), Purpose::choice, 1);
    Words const shared = draws.people(Int(3), Int(2), Int(40), Purpose::traits, 4);
    for (int l = 0; l < kLanes; ++l) {
        auto const mine = philox_block({77, 3 | 2 << 16, address(Purpose::choice, 40, 1), runs.replicate[l]}, {5, 6});
        auto const ours = philox_block({77, 3 | 2 << 16, address(Purpose::traits, 40, 4), frame_word(12)}, {5, 6});
        for (int j = 0; j < 4; ++j) {
            REQUIRE(static_cast<std::uint32_t>(at(own.v[j], l)) == mine[static_cast<std::size_t>(j)]);
            REQUIRE(static_cast<std::uint32_t>(at(shared.v[j], l)) == ours[static_cast<std::size_t>(j)]);
        }
    }
    REQUIRE(at(own.v[0], 0) == at(own.v[0], 1));  // two scenarios of one replicate
    REQUIRE(at(own.v[0], 0) != at(own.v[0], 2));
}

TEST_CASE("a month's words are those of the replicate and the row, however many streams a pack holds")
{
    Numbers number(8);
    for (int streams = 1; streams <= kLanes; ++streams) {
        kernel::Runs runs{};
        for (int l = 0; l < kLanes; ++l)
            runs.replicate[l] = l < streams ? 200u - static_cast<std::uint32_t>(l)
                                            : 200u - static_cast<std::uint32_t>(number(0, 0.999 * streams));
        runs.seed[0] = 5, runs.seed[1] = 6;
        share_streams(runs);
        REQUIRE(runs.streams == streams);
        Draws const draws(runs, 77);
        MonthWords words(draws, 40);
        for (int row = 9; row < 30; ++row) {
            words.next(row);
            for (int l = 0; l < kLanes; ++l) {
                auto const r = static_cast<std::uint32_t>(row);
                auto const mine = philox_block({77, r, address(Purpose::month, 40), runs.replicate[l]}, {5, 6});
                for (int j = 0; j < 4; ++j)
                    REQUIRE(static_cast<std::uint32_t>(at(words[j], l)) == mine[static_cast<std::size_t>(j)]);
            }
        }
    }
}

}  // namespace cptsim::unit
