// The reference: a sketch of the monthly step, for speed only. Its parameters mean nothing, it observes next to
// nothing, and its agents are vectorised by the compiler. What it reaches on a machine is the unit in which
// docs/performance.md states the speed of cptsim.
// Only + - * / and comparisons on floats: without contraction every vector width gives the same bits.
#pragma once
#include <bit>
#include <cstdint>

#define REFERENCE_INLINE [[gnu::always_inline]] inline

namespace reference {

constexpr int kNeighbours = 8;

enum Role : std::int32_t { kOutside, kPassive, kActive, kGovernance, kLeave };

/// One professional: attitude, knowledge, exhaustion, social capital, hours; traits; age; role.
struct Agent {
    float A, K, B, N, h, theta, rho, chi, y, C, w, age;
    std::int32_t role;
};

/// What an agent sees of its surroundings this month.
struct Local {
    float mean_A, share_member, share_active;
};

struct Environment {
    float efficacy;   ///< of the territory, from last month's sums
    float indemnity;  ///< national, revised once a year
};

/// Uniforms on [0, 1).
struct Draws {
    float review, choose, noise, burnout, leave_age;
};

REFERENCE_INLINE float at_least(float x, float low) { return x < low ? low : x; }
REFERENCE_INLINE float at_most(float x, float high) { return x > high ? high : x; }
REFERENCE_INLINE float clamp(float x, float low, float high) { return at_most(at_least(x, low), high); }
REFERENCE_INLINE std::int32_t one_if(bool c) { return static_cast<std::int32_t>(c); }
REFERENCE_INLINE float on(bool c) { return static_cast<float>(one_if(c)); }
/// Bitwise: a plain ?: invites jump threading through the role logic, which blocks if-conversion.
REFERENCE_INLINE std::int32_t pick(bool c, std::int32_t a, std::int32_t b) { return b ^ ((a ^ b) & -one_if(c)); }
REFERENCE_INLINE float real(std::int32_t x) { return static_cast<float>(x); }

/// exp on [-87, 0], relative error below 3e-7 without contraction.
REFERENCE_INLINE float exponential(float x)
{
    x = at_least(x, -87.0f);
    float const shifted = x * 1.44269504f + 12582912.0f;  // round to nearest
    std::int32_t const n = std::bit_cast<std::int32_t>(shifted) - 0x4B400000;
    float const k = shifted - 12582912.0f;
    float const r = (x - k * 0.693359375f) + k * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = (p * r) * r + r + 1.0f;
    return p * std::bit_cast<float>((n + 127) << 23);
}

/// One agent-month. Returns four counts in bytes: member, active, on leave, retired.
REFERENCE_INLINE std::int32_t update(Agent& s, Local const& l, Environment const& e, Draws const& u)
{
    float const leave = on(s.role == kLeave), stays = 1.0f - leave;

    s.K = clamp(s.K + 0.05f * (l.share_member - s.K) + 0.03f * e.efficacy, 0.0f, 1.0f);
    s.A = clamp(s.A + 0.10f * (l.mean_A - s.A) + 0.04f * (s.K - 0.5f) + 0.02f * e.efficacy - 0.02f * s.B, -1.0f, 1.0f);
    s.N = clamp(s.N + 0.08f * (l.share_member - s.N), 0.0f, 1.0f);

    float const slack = at_least(s.C - s.w, 2.0f);
    float const cost = 3.3f / slack;
    float const benefit =
        e.indemnity - s.y * 0.4f + s.theta * e.efficacy + s.rho * (l.share_active - 0.2f) + 0.3f * s.K - 0.9f * s.B;
    float const wish = clamp(benefit / cost, 0.0f, 20.0f);

    float const governs = on(s.role == kGovernance);
    float const u0 = 0.4f * s.chi + 1.5f * on(s.role == kOutside);
    float const u1 = 0.6f * s.A + 0.5f * s.N + 0.2f * s.K + 1.5f * on(s.role == kPassive);
    float const u2 = 0.8f * s.A + wish * (benefit - 0.5f * cost * wish) - 0.5f * s.B - 0.3f * s.chi +
                     1.5f * (on(s.role == kActive) + governs);
    float const top = at_least(at_least(u0, u1), u2);
    float const e0 = exponential(u0 - top), e1 = exponential(u1 - top), e2 = exponential(u2 - top);
    float const x = u.choose * (e0 + e1 + e2);
    // 0 outside, 1 passive, 2 active, or 3 where governance goes on
    std::int32_t const above = one_if(x >= e0 + e1);
    std::int32_t const chosen = one_if(x >= e0) + above + (above & one_if(s.role == kGovernance));
    std::int32_t role = pick((u.review < 0.15f) & (s.role != kLeave), chosen, s.role);

    float const active = on(role == kActive), govern = on(role == kGovernance);
    float const h = 0.1f * wish * on(role == kPassive) + wish * active + (wish + 6.0f) * govern;

    float const over = at_least(s.w + h - s.C, 0.0f);
    float const recovery = 0.06f + 0.14f * leave;
    s.B = clamp(s.B + 0.5f * (over * stays / s.C) * (1.0f - s.B) - recovery * s.B + 0.08f * (u.noise - 0.45f), 0.0f,
                1.0f);

    bool const burns = (role != kLeave) & (s.B > 0.55f) & (u.burnout < 0.05f);
    bool const returns = (role == kLeave) & (u.burnout < 0.25f);
    role = pick(burns, kLeave, pick(returns, kOutside, role));

    s.age = s.age + 1.0f / 12;
    float const hazard = (s.age - 60.0f) * 0.004f;
    bool const retires = u.leave_age < hazard;  // and a newcomer takes the place
    s.age = retires ? 32.0f : s.age;
    s.A = retires ? 0.0f : s.A;
    s.K = retires ? 0.2f : s.K;
    s.B = retires ? 0.1f : s.B;
    s.N = retires ? 0.0f : s.N;
    s.role = pick(retires, kOutside, role);
    s.h = (burns | retires) ? 0.0f : h;

    std::int32_t const works = one_if(s.role == kActive) | one_if(s.role == kGovernance);
    return (one_if(s.role == kPassive) + works) + (works << 8) + (one_if(s.role == kLeave) << 16) +
           (one_if(retires) << 24);
}

/// Four random words.
struct Words {
    std::uint32_t v[4];
};

/// Philox4x32-10 (Salmon et al. 2011) of the counter (c0, c1, 0, 0).
REFERENCE_INLINE Words philox(std::uint32_t c0, std::uint32_t c1, std::uint32_t k0, std::uint32_t k1)
{
    std::uint32_t c2 = 0, c3 = 0;
    for (int round = 0; round < 10; ++round) {
        std::uint64_t const p0 = std::uint64_t{0xD2511F53u} * c0;
        std::uint64_t const p1 = std::uint64_t{0xCD9E8D57u} * c2;
        std::uint32_t const n0 = static_cast<std::uint32_t>(p1 >> 32) ^ c1 ^ k0;
        std::uint32_t const n2 = static_cast<std::uint32_t>(p0 >> 32) ^ c3 ^ k1;
        c0 = n0, c1 = static_cast<std::uint32_t>(p1), c2 = n2, c3 = static_cast<std::uint32_t>(p0);
        k0 += 0x9E3779B9u, k1 += 0xBB67AE85u;
    }
    return {{c0, c1, c2, c3}};
}

/// Four words make five uniforms: 24, 24 and 24 bits, and 16 + 16.
REFERENCE_INLINE Draws draws(Words const& b)
{
    constexpr float k24 = 1.0f / 16777216, k16 = 1.0f / 65536;
    auto const uniform = [](std::uint32_t bits, float unit) { return real(static_cast<std::int32_t>(bits)) * unit; };
    return {uniform(b.v[3] >> 16, k16), uniform(b.v[0] >> 8, k24), uniform(b.v[3] & 0xFFFF, k16),
            uniform(b.v[1] >> 8, k24), uniform(b.v[2] >> 8, k24)};
}

/// What neighbours see of an agent, in one word made for adding up: A in 1/65536 from bit 8, active from bit 4, member
/// in bit 0. Eight such words add without carry between the fields, so a neighbour costs one load and one addition.
REFERENCE_INLINE std::int32_t view_of(float A, std::int32_t count)
{
    auto const active = static_cast<std::int32_t>(static_cast<std::uint32_t>(count) >> 4) & 16;
    return (static_cast<std::int32_t>((A + 1.0f) * 65536.0f) << 8) | active | (count & 1);
}

REFERENCE_INLINE Local seen_in(std::int32_t sum)
{
    auto const word = static_cast<std::uint32_t>(sum);
    return {real(static_cast<std::int32_t>(word >> 8)) * (1.0f / (kNeighbours * 65536)) - 1.0f,
            real(sum & 15) * (1.0f / kNeighbours),
            real(static_cast<std::int32_t>(word >> 4) & 15) * (1.0f / kNeighbours)};
}

}  // namespace reference
