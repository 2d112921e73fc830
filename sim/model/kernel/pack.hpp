// Packs: kLanes runs side by side. Real, Int and Mask behave like scalars; a pack is an array of registers of the
// target's own width, so that no compiler has to split a wide vector. Compiled once per instruction set, in that
// target's namespace: nothing here may be shared between targets.
#pragma once
#include <immintrin.h>

#include <cstdint>

#include "sim/base/portable_math.hpp"
#include "sim/model/vocabulary.hpp"

namespace cptsim::CPT_TARGET {

// CPT_EACH(statement): the statement for each register i of a pack. Written out, not a loop: GCC 12 unrolls such a loop
// too late to take the pack apart, and every intermediate result would have its own place on the stack.
#define CPT_ONE(n, ...)      \
    {                        \
        constexpr int i = n; \
        __VA_ARGS__;         \
    }
#if defined __AVX512DQ__
constexpr int kRegisterBytes = 64;
#define CPT_EACH(...) CPT_ONE(0, __VA_ARGS__)
#elif defined __AVX2__
constexpr int kRegisterBytes = 32;
#define CPT_EACH(...) CPT_ONE(0, __VA_ARGS__) CPT_ONE(1, __VA_ARGS__)
#else
constexpr int kRegisterBytes = 16;
#define CPT_EACH(...) CPT_ONE(0, __VA_ARGS__) CPT_ONE(1, __VA_ARGS__) CPT_ONE(2, __VA_ARGS__) CPT_ONE(3, __VA_ARGS__)
#endif
constexpr int kRegisters = kLanes * 4 / kRegisterBytes;

typedef float FloatRegister __attribute__((vector_size(kRegisterBytes), may_alias));
typedef std::int32_t IntRegister __attribute__((vector_size(kRegisterBytes), may_alias));
typedef std::uint32_t WordRegister __attribute__((vector_size(kRegisterBytes), may_alias));
typedef std::uint64_t LongRegister __attribute__((vector_size(kRegisterBytes), may_alias));

/// Truth per lane: 0 or -1.
struct Mask {
    IntRegister v[kRegisters];
};

struct Int {
    IntRegister v[kRegisters];
    Int() = default;
    CPT_INLINE Int(std::int32_t x) { CPT_EACH(v[i] = x - IntRegister{}); }
    CPT_INLINE static Int load(void const* p)
    {
        Int r;
        CPT_EACH(r.v[i] = static_cast<IntRegister const*>(p)[i]);
        return r;
    }
    CPT_INLINE void store(void* p) const { CPT_EACH(static_cast<IntRegister*>(p)[i] = v[i]); }
};

struct Real {
    FloatRegister v[kRegisters];
    Real() = default;
    CPT_INLINE Real(float x) { CPT_EACH(v[i] = x - FloatRegister{}); }  // x - 0 keeps -0; x + 0 does not
    CPT_INLINE static Real load(void const* p)
    {
        Real r;
        CPT_EACH(r.v[i] = static_cast<FloatRegister const*>(p)[i]);
        return r;
    }
    CPT_INLINE void store(void* p) const { CPT_EACH(static_cast<FloatRegister*>(p)[i] = v[i]); }
    CPT_INLINE Real& operator+=(Real b)
    {
        CPT_EACH(v[i] = v[i] + b.v[i]);
        return *this;
    }
};

#define CPT_BINARY(Out, In, op)              \
    CPT_INLINE Out operator op(In a, In b)   \
    {                                        \
        Out r;                               \
        CPT_EACH(r.v[i] = a.v[i] op b.v[i]); \
        return r;                            \
    }
// clang-format off
CPT_BINARY(Real, Real, +); CPT_BINARY(Real, Real, -); CPT_BINARY(Real, Real, *); CPT_BINARY(Real, Real, /);
CPT_BINARY(Int, Int, +); CPT_BINARY(Int, Int, -); CPT_BINARY(Int, Int, &); CPT_BINARY(Int, Int, |); CPT_BINARY(Int, Int, ^);
CPT_BINARY(Mask, Real, <); CPT_BINARY(Mask, Real, >); CPT_BINARY(Mask, Real, >=); CPT_BINARY(Mask, Real, <=);
CPT_BINARY(Mask, Int, ==); CPT_BINARY(Mask, Int, !=); CPT_BINARY(Mask, Int, <); CPT_BINARY(Mask, Int, >=);
CPT_BINARY(Mask, Mask, &); CPT_BINARY(Mask, Mask, |);
// clang-format on
#undef CPT_BINARY

CPT_INLINE Mask operator!(Mask a)
{
    Mask r;
    CPT_EACH(r.v[i] = ~a.v[i]);
    return r;
}
CPT_INLINE Real operator-(Real a) { return Real(0.0f) - a; }
CPT_INLINE Real select(Mask m, Real a, Real b)
{
    Real r;
    CPT_EACH(r.v[i] = m.v[i] ? a.v[i] : b.v[i]);
    return r;
}
CPT_INLINE Int select(Mask m, Int a, Int b)
{
    Int r;
    CPT_EACH(r.v[i] = m.v[i] ? a.v[i] : b.v[i]);
    return r;
}
CPT_INLINE Real max(Real a, Real b)
{
    Real r;
    CPT_EACH(r.v[i] = a.v[i] < b.v[i] ? b.v[i] : a.v[i]);
    return r;
}
CPT_INLINE Real min(Real a, Real b)
{
    Real r;
    CPT_EACH(r.v[i] = b.v[i] < a.v[i] ? b.v[i] : a.v[i]);
    return r;
}
CPT_INLINE Real clamp(Real x, Real low, Real high) { return min(max(x, low), high); }
/// x where the mask holds, else 0.
CPT_INLINE Real where(Mask m, Real x)
{
    Real r;
    CPT_EACH(r.v[i] = (FloatRegister)(m.v[i] & (IntRegister)x.v[i]));
    return r;
}
/// 1 where the mask holds, else 0.
CPT_INLINE Real on(Mask m)
{
    Real r;
    CPT_EACH(r.v[i] = (FloatRegister)(m.v[i] & 0x3F800000));
    return r;
}
CPT_INLINE Int where(Mask m, Int x)
{
    Int r;
    CPT_EACH(r.v[i] = m.v[i] & x.v[i]);
    return r;
}
template <int N>
CPT_INLINE Int shl(Int a)
{
    CPT_EACH(a.v[i] = a.v[i] << N);
    return a;
}
template <int N>
CPT_INLINE Int shr(Int a)
{
    CPT_EACH(a.v[i] = (IntRegister)((WordRegister)a.v[i] >> N));
    return a;
}
CPT_INLINE Real to_real(Int a)
{
    Real r;
    CPT_EACH(r.v[i] = __builtin_convertvector(a.v[i], FloatRegister));
    return r;
}
CPT_INLINE Int to_int(Real a)
{
    Int r;
    CPT_EACH(r.v[i] = __builtin_convertvector(a.v[i], IntRegister));
    return r;
}
CPT_INLINE Real bits_real(Int a)
{
    Real r;
    CPT_EACH(r.v[i] = (FloatRegister)a.v[i]);
    return r;
}
CPT_INLINE Int real_bits(Real a)
{
    Int r;
    CPT_EACH(r.v[i] = (IntRegister)a.v[i]);
    return r;
}

#if defined __AVX512DQ__
CPT_INLINE unsigned lanes_of(Mask m) { return _mm512_movepi32_mask((__m512i)m.v[0]); }
CPT_INLINE bool any(Mask m) { return lanes_of(m) != 0; }
CPT_INLINE Int spread(Int x, Int lane)
{
    lane.v[0] = (IntRegister)_mm512_permutexvar_epi32((__m512i)lane.v[0], (__m512i)x.v[0]);
    return lane;
}
CPT_INLINE FloatRegister root(FloatRegister x) { return (FloatRegister)_mm512_sqrt_ps((__m512)x); }
CPT_INLINE LongRegister product(LongRegister a, std::uint32_t m)
{
    return (LongRegister)_mm512_mul_epu32((__m512i)a, _mm512_set1_epi64(m));
}
CPT_INLINE void halves(LongRegister even, LongRegister odd, IntRegister& high, IntRegister& low)
{
    high = (IntRegister)_mm512_mask_shuffle_epi32((__m512i)odd, 0x5555, (__m512i)even, _MM_PERM_CDAB);
    low = (IntRegister)_mm512_mask_shuffle_epi32((__m512i)even, 0xAAAA, (__m512i)odd, _MM_PERM_CDAB);
}
#elif defined __AVX2__
CPT_INLINE unsigned lanes_of(Mask m)
{
    auto const low = static_cast<unsigned>(_mm256_movemask_ps((__m256)m.v[0])),
               high = static_cast<unsigned>(_mm256_movemask_ps((__m256)m.v[1]));
    return low | high << 8;
}
CPT_INLINE bool any(Mask m) { return _mm256_movemask_epi8((__m256i)(m.v[0] | m.v[1])) != 0; }
CPT_INLINE Int spread(Int x, Int lane)
{
    // The low three bits of a lane's number pick within a half, the fourth picks the half: as a sign, for the blend.
    CPT_EACH({
        __m256i const at = (__m256i)lane.v[i];
        __m256 const low = (__m256)_mm256_permutevar8x32_epi32((__m256i)x.v[0], at),
                     high = (__m256)_mm256_permutevar8x32_epi32((__m256i)x.v[1], at);
        lane.v[i] = (IntRegister)_mm256_blendv_ps(low, high, (__m256)_mm256_slli_epi32(at, 28));
    });
    return lane;
}
CPT_INLINE FloatRegister root(FloatRegister x) { return (FloatRegister)_mm256_sqrt_ps((__m256)x); }
CPT_INLINE LongRegister product(LongRegister a, std::uint32_t m)
{
    return (LongRegister)_mm256_mul_epu32((__m256i)a, _mm256_set1_epi64x(m));
}
CPT_INLINE void halves(LongRegister even, LongRegister odd, IntRegister& high, IntRegister& low)
{
    high = (IntRegister)_mm256_blend_epi32(_mm256_srli_epi64((__m256i)even, 32), (__m256i)odd, 0xAA);
    low = (IntRegister)_mm256_blend_epi32((__m256i)even, _mm256_slli_epi64((__m256i)odd, 32), 0xAA);
}
#else
CPT_INLINE unsigned lanes_of(Mask m)
{
    unsigned lanes = 0;
    CPT_EACH(lanes |= static_cast<unsigned>(_mm_movemask_ps((__m128)m.v[i])) << (4 * i));
    return lanes;
}
CPT_INLINE bool any(Mask m) { return _mm_movemask_epi8((__m128i)((m.v[0] | m.v[1]) | (m.v[2] | m.v[3]))) != 0; }
CPT_INLINE Int spread(Int x, Int lane)
{
    alignas(64) std::int32_t from[kLanes], at[kLanes];
    x.store(from), lane.store(at);
    for (int l = 0; l < kLanes; ++l) at[l] = from[at[l]];
    return Int::load(at);
}
CPT_INLINE FloatRegister root(FloatRegister x) { return (FloatRegister)_mm_sqrt_ps((__m128)x); }
CPT_INLINE LongRegister product(LongRegister a, std::uint32_t m)
{
    return (LongRegister)_mm_mul_epu32((__m128i)a, _mm_set1_epi64x(m));
}
CPT_INLINE void halves(LongRegister even, LongRegister odd, IntRegister& high, IntRegister& low)
{
    high = (IntRegister)((even >> 32) | (odd & 0xFFFFFFFF00000000u));
    low = (IntRegister)((even & 0xFFFFFFFFu) | (odd << 32));
}
#endif
static_assert(kLanes == 16, "the functions above count the registers of 16 lanes");
// any(m): whether some lane holds; lanes_of(m): bit l is lane l; spread(x, lane): lane l of the result is x[lane[l]].
// halves: of the products of the even lanes and of the odd ones, by lane.

CPT_INLINE Real square_root(Real a)
{
    CPT_EACH(a.v[i] = root(a.v[i]));
    return a;
}

/// The high and low halves of the products of every lane.
CPT_INLINE void multiply(Int x, std::uint32_t m, Int& high, Int& low)
{
    CPT_EACH({
        LongRegister const even = product((LongRegister)x.v[i], m), odd = product((LongRegister)x.v[i] >> 32, m);
        halves(even, odd, high.v[i], low.v[i]);
    });
}

/// Four random words per lane.
struct Words {
    Int v[4];
};

/// Philox4x32-10 (Salmon et al. 2011), one block per lane; the same numbers as philox_block().
CPT_INLINE Words philox(Int a, Int b, Int c, Int d, std::uint32_t key0, std::uint32_t key1)
{
    for (int round = 0; round < 10; ++round) {
        Int high0, low0, high1, low1;
        multiply(a, 0xD2511F53u, high0, low0);
        multiply(c, 0xCD9E8D57u, high1, low1);
        a = high1 ^ b ^ Int(static_cast<std::int32_t>(key0));
        b = low1;
        c = high0 ^ d ^ Int(static_cast<std::int32_t>(key1));
        d = low0;
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
    return {{a, b, c, d}};
}

}  // namespace cptsim::CPT_TARGET

template <>
struct cptsim::IntOf<cptsim::CPT_TARGET::Real> {
    using type = cptsim::CPT_TARGET::Int;
};
