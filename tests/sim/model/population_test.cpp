// The slots and the network of a frame.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <set>

#include "sim/base/error.hpp"
#include "sim/base/philox.hpp"
#include "sim/model/population.hpp"

namespace cptsim {
namespace {

Territory territory(std::string id, double inhabitants, std::array<double, kProfessions> density)
{
    Territory t;
    t.id = t.name = std::move(id);
    t.inhabitants = inhabitants;
    t.density = density;
    return t;
}
Territory town(std::string id = "town") { return territory(std::move(id), 60000, {85, 70, 190, 130, 60, 30, 55, 40}); }
double expected(Territory const& t, std::size_t p) { return t.density[p] * t.inhabitants / 100000; }

int profession_of(TerritorySlots const& slots, int row)
{
    int p = 0;
    while (row >= slots.first_row[static_cast<std::size_t>(p) + 1]) ++p;
    return p;
}

/// Applies f(i, j) to all pairs of a slot and one of its peers, in many frames.
void for_pairs(int frames, std::function<void(TerritorySlots const&, int frame, int i, int j)> const& f)
{
    for (int frame = 0; frame < frames; ++frame) {
        auto const slots = draw_slots(town(), 9, frame);
        for (int i = 0; i < slots.rows; ++i)
            for (int k = 0; k < kPeers; ++k) f(slots, frame, i, slots.peers[static_cast<std::size_t>(i * kPeers + k)]);
    }
}

}  // namespace

TEST_CASE("slots are sorted by profession, with room for those who live there and for growth")
{
    auto const slots = draw_slots(town(), 1, 0);
    REQUIRE(slots.key == name_hash("town"));
    REQUIRE(slots.first_row[0] == 0);
    REQUIRE(slots.first_row[kProfessions] == slots.rows);
    REQUIRE(slots.peers.size() == static_cast<std::size_t>(slots.rows) * kPeers);
    for (std::size_t p = 0; p < kProfessions; ++p) {
        int const all = slots.first_row[p + 1] - slots.first_row[p];
        REQUIRE(slots.occupied[p] <= all);
        REQUIRE(std::abs(slots.occupied[p] - expected(town(), p)) < 1);  // rounded up or down
        REQUIRE(all <= 2 * expected(town(), p) + 2);
    }
}

TEST_CASE("the mean number of occupants over frames is the expected one")
{
    int const frames = 2000;
    auto const small = territory("small", 10000, {12.5, 3, 99.9, 0, 45, 5, 60, 20});
    std::array<double, kProfessions> mean{};
    for (int frame = 0; frame < frames; ++frame) {
        auto const slots = draw_slots(small, 1, frame);
        for (std::size_t p = 0; p < kProfessions; ++p) mean[p] += slots.occupied[p] / static_cast<double>(frames);
    }
    for (std::size_t p = 0; p < kProfessions; ++p) {
        double const rest = expected(small, p) - std::floor(expected(small, p));
        double const error = std::sqrt(rest * (1 - rest) / frames);  // of a rounded count; false alarm 8 x 6e-5
        REQUIRE(std::abs(mean[p] - expected(small, p)) <= 4 * error + 1e-9);
        if (rest > 0.2 && rest < 0.45) REQUIRE(std::abs(mean[p] - std::floor(expected(small, p))) > 4 * error);  // twin
    }
}

TEST_CASE("a profession without density has no slot, and a territory without people is empty")
{
    auto const slots = draw_slots(territory("gp_only", 50000, {80, 0, 0, 0, 0, 0, 0, 0}), 1, 0);
    for (std::size_t p = 1; p < kProfessions; ++p) REQUIRE(slots.first_row[p + 1] == slots.first_row[p]);
    REQUIRE(draw_slots(territory("desert", 0, {80, 80, 80, 80, 80, 80, 80, 80}), 1, 0).rows == 0);
}

TEST_CASE("a hamlet of one has a slot that only knows itself and its spare one")
{
    auto const slots = draw_slots(territory("hamlet", 1000, {100, 0, 0, 0, 0, 0, 0, 0}), 1, 0);
    REQUIRE(slots.rows >= 1);
    for (auto const j : slots.peers) REQUIRE(j < slots.rows);
}

TEST_CASE("peers are eight others in the territory, seldom the same one twice")
{
    int repeated = 0, all = 0;
    for (int frame = 0; frame < 5; ++frame) {
        auto const slots = draw_slots(town(), 3, frame);
        for (int i = 0; i < slots.rows; ++i) {
            std::set<int> seen;
            for (int k = 0; k < kPeers; ++k) {
                int const j = slots.peers[static_cast<std::size_t>(i * kPeers + k)];
                REQUIRE(j != i);
                REQUIRE(j < slots.rows);
                repeated += !seen.insert(j).second;
                ++all;
            }
        }
    }
    REQUIRE(repeated < all / 1000);
}

TEST_CASE("the first slot and the last are peers of others as any is")
{
    double seen[2]{}, expected = 0;
    for_pairs(60, [&](TerritorySlots const& slots, int, int i, int j) {
        // Of another profession than both: drawn among all slots of the territory, half of the time.
        auto const p = static_cast<std::size_t>(profession_of(slots, i));
        if (slots.first_row[p] == 0 || slots.first_row[p + 1] == slots.rows) return;
        seen[0] += j == 0, seen[1] += j == slots.rows - 1;
        expected += 0.5 / slots.rows;
    });
    INFO(seen[0] << " and " << seen[1] << " of " << expected);
    for (double const n : seen) REQUIRE(std::abs(n - expected) < 4 * std::sqrt(expected) + 0.01 * expected);
    REQUIRE(expected > 4 * std::sqrt(expected) + 0.01 * expected);  // the twin: never
}

TEST_CASE("half of the peers, and those that chance adds, are of the own profession")
{
    // A slot's peers: own profession with probability 1/2, else anyone. Both candidates are drawn alike, so that the
    // choice between them by setting does not favour a profession. Pairs of one slot are independent.
    double own = 0, expected_own = 0, variance = 0;
    for_pairs(10, [&](TerritorySlots const& slots, int, int i, int j) {
        auto const p = static_cast<std::size_t>(profession_of(slots, i));
        double const share = static_cast<double>(slots.first_row[p + 1] - slots.first_row[p]) / slots.rows;
        double const q = 0.5 + 0.5 * share;
        own += profession_of(slots, j) == static_cast<int>(p);
        expected_own += q, variance += q * (1 - q);
    });
    double const error = std::sqrt(variance);
    REQUIRE(std::abs(own - expected_own) < 4 * error + 0.01 * expected_own);  // tries that avoid repeats: under 1 %
    REQUIRE(std::abs(own - 0.9 * expected_own) > 4 * error + 0.01 * expected_own);  // twin: a tenth fewer
}

TEST_CASE("of two candidates the nearer in practice setting becomes a peer")
{
    // The distance of two independent uniforms has mean 1/3; the smaller of two such distances from the same point
    // has mean 5/24 over all points (variance of one slot's mean below 1/50).
    auto const score = [](TerritorySlots const& slots, int frame, int row) {
        auto const block = philox_block({slots.key, static_cast<std::uint32_t>(row), address(Purpose::traits),
                                         frame_word(static_cast<std::uint32_t>(frame))},
                                        {9, 0});
        return block[0] / 4294967296.0;
    };
    double sum = 0, squares = 0, n = 0, row_sum = 0;
    int current = -1;
    for_pairs(10, [&](TerritorySlots const& slots, int frame, int i, int j) {
        if (current != i && current >= 0) {
            double const mean = row_sum / kPeers;
            sum += mean, squares += mean * mean, ++n, row_sum = 0;
        }
        current = i;
        row_sum += std::abs(score(slots, frame, i) - score(slots, frame, j));
    });
    double const mean = sum / n, error = std::sqrt((squares / n - mean * mean) / n);
    REQUIRE(std::abs(mean - 1.0 / 3) > 4 * error);           // chance alone; false alarm 6e-5
    REQUIRE(std::abs(mean - 5.0 / 24) < 4 * error + 0.004);  // slots of one frame share their neighbours
}

TEST_CASE("a territory's people depend on its name, the seed and the frame, on no other territory")
{
    auto const a = draw_slots(town(), 9, 3);
    auto const other = draw_slots(town("elsewhere"), 9, 3);
    auto const again = draw_slots(town(), 9, 3);
    REQUIRE(a.occupied == again.occupied);
    REQUIRE(a.peers == again.peers);
    REQUIRE(a.peers != other.peers);
    REQUIRE(a.peers != draw_slots(town(), 10, 3).peers);
    REQUIRE(a.peers != draw_slots(town(), 9, 4).peers);
}

TEST_CASE("two territories whose names have the same hash are refused by name")
{
    TerritoryTable table;
    table.file = "table.csv";
    table.rows = {town("a"), town("b"), town("c")};
    REQUIRE_NOTHROW(check_addresses(table));
    table.rows.push_back(town("b"));
    REQUIRE_THROWS_WITH(check_addresses(table), Catch::Contains("table.csv") && Catch::Contains("'b' and 'b'"));
}

}  // namespace cptsim
