#include "analysis/stats/sobol_points.hpp"

#include <boost/random/sobol.hpp>
#include <stdexcept>

#include "analysis/stats/design_parts.hpp"

namespace cptsim {
namespace {

constexpr int kBits = 52;  ///< of a coordinate, so that its middle is a double
constexpr int kDepth = 7;  ///< a tree of seven levels has 127 nodes: one block of random bits
constexpr int kTrees = 8;  ///< of kDepth levels hold kBits

/// Flips each of the first kBits bits by a random bit of its own for each prefix of higher bits: the bits of kDepth
/// levels below one prefix are the nodes of a tree, numbered from 1 at the root, 2 i and 2 i + 1 below node i.
std::uint64_t scramble(std::uint64_t x, std::uint64_t seed, std::size_t dimension)
{
    std::uint64_t flips = 0;
    for (int tree = 0; tree < kTrees; ++tree) {
        std::uint64_t const prefix = tree == 0 ? 0 : x >> (64 - kDepth * tree);
        auto const what = address(Purpose::design, static_cast<std::uint32_t>(tree),
                                  static_cast<std::uint32_t>(DesignPart::scramble));
        auto const bits = philox_block({static_cast<std::uint32_t>(prefix), static_cast<std::uint32_t>(prefix >> 32),
                                        what, static_cast<std::uint32_t>(dimension)},
                                       {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
        std::uint32_t node = 1;
        for (int level = kDepth * tree; level < kDepth * (tree + 1); ++level) {
            std::uint64_t const flip = bits[node / 32] >> (node % 32) & 1;
            flips |= flip << (63 - level);
            node = 2 * node + static_cast<std::uint32_t>(x >> (63 - level) & 1);
        }
    }
    return x ^ flips;
}

double middle_of_cell(std::uint64_t x) { return (static_cast<double>(x >> (64 - kBits)) + 0.5) * 0x1p-52; }

}  // namespace

std::vector<std::vector<double>> sobol_points(std::size_t points, std::size_t dimensions, std::uint64_t seed)
{
    static_assert(boost::random::default_sobol_table::max_dimension == kMostSobolDimensions);
    if (dimensions == 0 || dimensions > kMostSobolDimensions)
        throw std::logic_error("Sobol' points of no dimension or too many");
    boost::random::sobol sequence(dimensions);
    std::vector<std::vector<double>> result(points, std::vector<double>(dimensions));
    for (std::size_t p = 0; p < points; ++p)
        for (std::size_t j = 0; j < dimensions; ++j) {
            std::uint64_t const x = p == 0 ? 0 : sequence();  // Boost's sequence begins after the origin
            result[p][j] = middle_of_cell(scramble(x, seed, j));
        }
    return result;
}

}  // namespace cptsim
