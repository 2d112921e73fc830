// The synthetic country of the reference: 835 territories, about 500,000 agents, ten years.
#pragma once
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

#include "tests/benchmark/reference/step.hpp"

namespace reference {

constexpr int kMonths = 120;
constexpr int kTerritories = 835;

class Country {
  public:
    Country();
    /// Draws people, network and starting state anew.
    void reset();
    /// Ten years, each of the national term's in parallel over territories.
    void run(Key key);
    /// Of the final states and all monthly sums.
    [[nodiscard]] std::uint64_t hash() const;
    [[nodiscard]] std::int64_t agents() const { return agents_; }

  private:
    struct Free {
        void operator()(void* p) const { std::free(p); }
    };
    template <class T>
    using Column = std::unique_ptr<T[], Free>;
    template <class T>
    static Column<T> column(std::size_t n);
    void advance(int territory, int month, Key key);
    void revise_indemnity(int month);

    std::vector<int> sizes_;  ///< [territory]
    std::int64_t agents_ = 0;
    Column<float> reals_[12];
    Column<std::int32_t> role_, view_[2];
    Column<std::uint16_t> near_;
    std::vector<Territory> territories_;
    std::vector<Sums> sums_;  ///< [territory][month]
    float indemnity_ = 0;
};

}  // namespace reference
