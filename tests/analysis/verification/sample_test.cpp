// Which packs a verification draws.
#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <set>
#include <vector>

#include "analysis/verification/sample.hpp"
#include "analysis/verification/self_test.hpp"

using namespace cptsim;

namespace {

/// Chi-square of how often each of 40 packs was drawn: 39 degrees of freedom, less what drawing two of them without
/// putting one back takes away (38/39 of it).
template <class Draw>
double chi_square(Draw const& draw)
{
    constexpr int kTrials = 4000;
    constexpr std::size_t kPacks = 40;
    std::vector<double> counts(kPacks, 0);
    for (std::uint64_t seed = 1; seed <= kTrials; ++seed)
        for (auto const pack : draw(kPacks, seed)) counts.at(pack) += 1;
    double const expected = 2.0 * kTrials / kPacks;
    return std::accumulate(counts.begin(), counts.end(), 0.0, [&](double sum, double count) {
        return sum + (count - expected) * (count - expected) / expected;
    });
}

}  // namespace

TEST_CASE("a sample is 5 % of the packs, one at least, ascending, and each pack as likely as any other", "[verify]")
{
    for (auto const& [packs, expected] : std::vector<std::pair<std::size_t, std::size_t>>{
             {0, 0}, {1, 1}, {20, 1}, {29, 1}, {30, 2}, {40, 2}, {1000, 50}}) {
        auto const drawn = draw_packs(packs, false, 7);
        CHECK(drawn.size() == expected);
        CHECK(std::set(drawn.begin(), drawn.end()).size() == expected);
        CHECK(std::is_sorted(drawn.begin(), drawn.end()));
        CHECK(draw_packs(packs, true, 7).size() == packs);
        CHECK(draw_packs(packs, false, 7) == drawn);
    }
    // Exceeded with probability 6e-5; the seeds are fixed, so it either always holds or never.
    constexpr double kBound = 82;
    CHECK(chi_square([](std::size_t packs, std::uint64_t seed) { return draw_packs(packs, false, seed); }) < kBound);
    // The twin draws the first pack a tenth more often.
    CHECK_FALSE(chi_square([](std::size_t packs, std::uint64_t seed) {
                    auto drawn = draw_packs(packs, false, seed);
                    if (seed % 10 == 0) drawn.front() = 0;
                    return drawn;
                }) < kBound);
}

TEST_CASE("the chance of missing one changed run is the share of packs that were not drawn", "[verify]")
{
    Verification found;
    found.packs = 40;
    found.drawn = 2;
    CHECK(found.chance_of_missing() == Approx(0.95));
    found.drawn = 40;
    CHECK(found.chance_of_missing() == 0);
}

TEST_CASE("a self-test in which one check fails does not hold, and says which", "[verify]")
{
    SelfTest test;
    test.checks = {{{"this", "ceci"}, true, ""}, {{"that", "cela"}, false, "3 instead of 4"}};
    CHECK_FALSE(test.holds());
    CHECK_THAT(self_test_words(test, Language::en), Catch::Contains("FAILED  that: 3 instead of 4\ndo not trust"));
    CHECK_THAT(self_test_words(test, Language::fr), Catch::Contains("ÉCHEC"));
    CHECK(std::string(self_test_file("digests.txt")).find("voluntary ") != std::string::npos);
}
