#include "tests/benchmark/reference/step.hpp"

namespace reference {
namespace {

/// Fixed-point sums of a chunk: at most 64 agents, so bytes and 32 bits suffice.
struct ChunkSums {
    std::int32_t hours, B, A;
    std::uint32_t count;
};

/// Sums the views of each agent's neighbours, by scalar loads: these beat the gathers and insertions that GCC would
/// make of this loop, hence the barrier.
REFERENCE_INLINE void look_around(Territory const& t, std::int32_t const* view, int first, std::int32_t* seen)
{
    std::uint16_t const* near = t.near + first * kNeighbours;
    for (int l = 0; l < kChunk; ++l, near += kNeighbours) {
        std::int32_t sum = 0;
        for (int k = 0; k < kNeighbours; ++k) sum += view[near[k]];
        asm("" : "+r"(sum));
        seen[l] = sum;
    }
}

REFERENCE_INLINE ChunkSums update_chunk(Territory const& t, int first, std::uint32_t month, Environment const& env,
                                        Key key)
{
    alignas(64) std::uint32_t r[4][kChunk];
    alignas(64) std::int32_t seen[kChunk];
    for (int l = 0; l < kChunk; ++l) {
        Words const b = philox(t.first_id + static_cast<std::uint32_t>(first + l), month, key.k0, key.k1);
        for (int j = 0; j < 4; ++j) r[j][l] = b.v[j];
    }
    look_around(t, t.view[month & 1], first, seen);

    alignas(64) std::int32_t hours[kChunk], B[kChunk], A[kChunk], counts[kChunk];
    std::int32_t* next = t.view[~month & 1];
#ifdef __clang__
#pragma clang loop vectorize(assume_safety)
#else
#pragma GCC ivdep
#endif
    for (int l = 0; l < kChunk; ++l) {
        int const i = first + l;
        Agent s{t.A[i],   t.K[i], t.B[i], t.N[i], t.h[i],   t.theta[i], t.rho[i],
                t.chi[i], t.y[i], t.C[i], t.w[i], t.age[i], t.role[i]};
        std::int32_t const count = update(s, seen_in(seen[l]), env, draws(Words{{r[0][l], r[1][l], r[2][l], r[3][l]}}));
        t.A[i] = s.A, t.K[i] = s.K, t.B[i] = s.B, t.N[i] = s.N, t.h[i] = s.h, t.age[i] = s.age, t.role[i] = s.role;
        next[i] = view_of(s.A, count);
        hours[l] = static_cast<std::int32_t>(s.h * 256.0f);
        B[l] = static_cast<std::int32_t>(s.B * 65536.0f);
        A[l] = static_cast<std::int32_t>(s.A * 65536.0f);
        counts[l] = count;
    }
    ChunkSums sums{};
    for (int l = 0; l < kChunk; ++l) {
        std::int32_t const real = -one_if(first + l < t.n);  // masks off the padding
        sums.hours += hours[l] & real;
        sums.B += B[l] & real;
        sums.A += A[l] & real;
        sums.count += static_cast<std::uint32_t>(counts[l] & real);
    }
    return sums;
}

}  // namespace

#ifndef __clang__  // Clang is given the instruction set of the machine, see CMakeLists.txt
[[gnu::target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")]]
#endif
void step(Territory const& territory, std::uint32_t month, Environment const& environment, Key key, Sums& sums)
{
    Territory const t = territory;
    Sums s;
    for (int first = 0; first < t.padded; first += kChunk) {
        ChunkSums const x = update_chunk(t, first, month, environment, key);
        s.hours += x.hours, s.B += x.B, s.A += x.A;
        s.member += x.count & 0xFF, s.active += x.count >> 8 & 0xFF;
        s.leave += x.count >> 16 & 0xFF, s.retired += x.count >> 24;
    }
    sums = s;
}

}  // namespace reference
