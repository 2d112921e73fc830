// exp, log, normal quantile and logistic variates made of + - * / sqrt and shifts only, so that every CPU, compiler and
// vector width gives the same bits. Templates over a real type: `float` here, packs of lanes in the kernel (found by
// ADL).
#pragma once
#include <bit>
#include <cmath>
#include <cstdint>

#define CPT_INLINE [[gnu::always_inline]] inline

namespace cptsim {

CPT_INLINE float select(bool mask, float a, float b) { return mask ? a : b; }
CPT_INLINE std::int32_t real_bits(float x) { return std::bit_cast<std::int32_t>(x); }
CPT_INLINE float bits_real(std::int32_t x) { return std::bit_cast<float>(x); }
CPT_INLINE float to_real(std::int32_t x) { return static_cast<float>(x); }
template <int N>
CPT_INLINE std::int32_t shl(std::int32_t x)
{
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(x) << N);
}
template <int N>
CPT_INLINE std::int32_t shr(std::int32_t x)
{
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(x) >> N);
}
CPT_INLINE float square_root(float x) { return std::sqrt(x); }

/// The integer type that goes with a real type.
template <class Real>
struct IntOf {
    using type = std::int32_t;
};

/// e^x, x clamped to [-87, 87]; relative error below 3e-7.
template <class Real>
CPT_INLINE Real portable_exp(Real x)
{
    using Int = typename IntOf<Real>::type;
    x = select(x < Real(-87.0f), Real(-87.0f), x);
    x = select(Real(87.0f) < x, Real(87.0f), x);
    Real const shifted = x * Real(1.44269504f) + Real(12582912.0f);  // round to nearest
    Int const n = real_bits(shifted) - Int(0x4B400000);
    Real const k = shifted - Real(12582912.0f);
    Real const r = (x - k * Real(0.693359375f)) + k * Real(2.12194440e-4f);
    // Even and odd terms apart (Estrin): half as many steps wait for each other.
    Real const s = r * r;
    Real const high = (Real(4.1665795894e-2f) + Real(8.3334519073e-3f) * r) +
                      s * (Real(1.3981999507e-3f) + Real(1.9875691500e-4f) * r);
    Real const p = ((Real(5.0000001201e-1f) + Real(1.6666665459e-1f) * r) + s * high) * s + r + Real(1.0f);
    return p * bits_real(shl<23>(n + Int(127)));
}

/// Natural logarithm of a positive normal number; relative error below 3e-7.
template <class Real>
CPT_INLINE Real portable_log(Real x)
{
    using Int = typename IntOf<Real>::type;
    // x = m 2^e with m in [sqrt(1/2), sqrt(2)): the shift by the bits of sqrt(1/2) rounds the exponent.
    Int const bits = real_bits(x) - Int(0x3F3504F3);
    Real const e = to_real(shr<23>(bits + shl<23>(Int(127))) - Int(127));
    Real const m = bits_real((bits & Int(0x007FFFFF)) + Int(0x3F3504F3));
    Real const f = m - Real(1.0f);
    Real const s = f * f;
    Real const q = s * s;  // as in portable_exp
    Real const low = (Real(3.3333331174e-1f) - Real(2.4999993993e-1f) * f) +
                     s * (Real(2.0000714765e-1f) - Real(1.6668057665e-1f) * f);
    Real const high = (Real(1.4249322787e-1f) - Real(1.2420140846e-1f) * f) +
                      s * (Real(1.1676998740e-1f) - Real(1.1514610310e-1f) * f);
    Real p = (low + q * (high + q * Real(7.0376836292e-2f))) * (f * s);
    p = p + e * Real(-2.12194440e-4f) - Real(0.5f) * s;
    return (f + p) + e * Real(0.693359375f);
}

/// Uniform on (0, 1) from the upper 23 bits of a random word: (k + 1/2) / 2^23, never 0 or 1.
template <class Int>
CPT_INLINE auto uniform(Int word)
{
    using Real = decltype(to_real(word));
    return (to_real(shr<9>(word)) + Real(0.5f)) * Real(1.0f / 8388608.0f);
}

/// Quantile of the standard normal distribution, p in (0, 1). Algorithm AS 241 (PPND7), Wichura 1988; its far tail
/// (p < 1e-11) does not occur with uniform().
template <class Real>
CPT_INLINE Real normal_quantile(Real p)
{
    Real const q = p - Real(0.5f);
    Real const r = Real(0.180625f) - q * q;
    Real const central =
        q *
        (((Real(5.9109374720e1f) * r + Real(1.5929113202e2f)) * r + Real(5.0434271938e1f)) * r + Real(3.3871327179f)) /
        (((Real(6.7187563600e1f) * r + Real(7.8757757664e1f)) * r + Real(1.7895169469e1f)) * r + Real(1.0f));
    Real const tail_p = select(q < Real(0.0f), p, Real(1.0f) - p);
    Real const t = square_root(Real(0.0f) - portable_log(tail_p)) - Real(1.6f);
    Real const tail =
        (((Real(1.7023821103e-1f) * t + Real(1.3067284816f)) * t + Real(2.7568153900f)) * t + Real(1.4234372777f)) /
        ((Real(1.2021132975e-1f) * t + Real(7.3700164250e-1f)) * t + Real(1.0f));
    return select(Real(0.0f) < r, central, select(q < Real(0.0f), Real(0.0f) - tail, tail));
}

/// Standard logistic variate from a uniform: log(u / (1 - u)), the difference of two standard Gumbel variates.
template <class Real>
CPT_INLINE Real logistic(Real u)
{
    return portable_log(u) - portable_log(Real(1.0f) - u);
}

/// log(1 + e^x): the logsum of an alternative worth x beside one worth 0.
template <class Real>
CPT_INLINE Real softplus(Real x)
{
    Real const positive = select(Real(0.0f) < x, x, Real(0.0f));
    Real const magnitude = select(Real(0.0f) < x, x, Real(0.0f) - x);
    return positive + portable_log(Real(1.0f) + portable_exp(Real(0.0f) - magnitude));
}

}  // namespace cptsim
