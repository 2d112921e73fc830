// A month of a territory of the reference.
#pragma once
#include <cstdint>

#include "tests/benchmark/reference/model.hpp"

namespace reference {

constexpr int kChunk = 64;  ///< agents treated together; territories are padded to it

/// The columns of one territory.
struct Territory {
    int n, padded;
    std::uint32_t first_id;
    float* __restrict A, * __restrict K, * __restrict B, * __restrict N, * __restrict h, * __restrict theta, * __restrict rho, * __restrict chi, * __restrict y, * __restrict C, * __restrict w, * __restrict age;
    std::int32_t* __restrict role;
    std::int32_t* __restrict view[2];  ///< last month's copy and this month's
    std::uint16_t* __restrict near;    ///< [n][kNeighbours]
};

struct Key {
    std::uint32_t k0, k1;
};

/// Sums of a territory over a month; integers, so that no order of adding matters.
struct Sums {
    std::int64_t hours = 0;     ///< in 1/256
    std::int64_t B = 0, A = 0;  ///< in 1/65536
    std::int64_t member = 0, active = 0, leave = 0, retired = 0;
};

/// Advances a territory by a month, in the widest vectors that this CPU has.
void step(Territory const& territory, std::uint32_t month, Environment const& environment, Key key, Sums& sums);

}  // namespace reference
