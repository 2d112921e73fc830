// Functions with known indices, and reproducible chance.
#pragma once
#include <cmath>
#include <cstdint>
#include <vector>

#include "analysis/stats/design.hpp"
#include "sim/base/philox.hpp"
#include "sim/base/portable_math.hpp"

namespace cptsim {

using Points = std::vector<std::vector<double>>;

inline double const kPi = std::acos(-1.0);

/// sin a + 7 sin^2 b + 0.1 c^4 sin a, a, b, c uniform on (-pi, pi) (Ishigami & Homma 1990).
inline double ishigami(std::vector<double> const& u)
{
    auto const x = [&](std::size_t j) { return kPi * (2 * u[j] - 1); };
    return std::sin(x(0)) + 7 * std::pow(std::sin(x(1)), 2) + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

/// Its variance and indices, from the integrals of the literature: V = 49 / 8 + b pi^4 / 5 + b^2 pi^8 / 18 + 1 / 2.
struct IshigamiTruth {
    double const b = 0.1, pi4 = std::pow(kPi, 4), pi8 = pi4 * pi4;
    double const first_a = 0.5 * std::pow(1 + b * pi4 / 5, 2), first_b = 49.0 / 8, pair_ac = b * b * pi8 * 8 / 225;
    double const variance = first_a + first_b + pair_ac;
    std::vector<double> const first = {first_a / variance, first_b / variance, 0};
    std::vector<double> const total = {(first_a + pair_ac) / variance, first_b / variance, pair_ac / variance};
    std::vector<double> const second = {0, pair_ac / variance, 0};  ///< (a, b), (a, c), (b, c)
};

/// Standard normals in sequence.
class Normals {
  public:
    explicit Normals(std::uint32_t seed) : seed_(seed) {}
    double operator()()
    {
        if (used_ == 4) {
            block_ = philox_block({number_++, 0, 0, 0}, {seed_, 77});
            used_ = 0;
        }
        return normal_quantile(uniform(static_cast<std::int32_t>(block_[used_++])));
    }

  private:
    std::uint32_t seed_, number_ = 0;
    std::array<std::uint32_t, 4> block_{};
    std::size_t used_ = 4;
};

/// [point][replicate]: f(point), each replicate with noise of its own.
template <class F>
Points run(Points const& design, F const& f, int replicates = 1, double noise = 0, std::uint32_t seed = 1)
{
    Normals normal(seed);
    Points outputs;
    for (auto const& point : design) {
        auto& output = outputs.emplace_back();
        for (int r = 0; r < replicates; ++r) output.push_back(f(point) + (noise > 0 ? noise * normal() : 0));
    }
    return outputs;
}

inline std::vector<DesignFactor> continuous(std::size_t n) { return std::vector<DesignFactor>(n); }

}  // namespace cptsim
