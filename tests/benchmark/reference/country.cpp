#include "tests/benchmark/reference/country.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <bit>
#include <cstring>

namespace reference {
namespace {

constexpr int kYear = 12;  ///< months between two revisions of the national term

/// splitmix64, for the synthetic population only.
struct Seeder {
    std::uint64_t state;
    std::uint64_t next()
    {
        std::uint64_t z = (state += 0x9E3779B97F4A7C15u);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }
    float uniform() { return static_cast<float>(next() >> 40) * (1.0f / 16777216); }
    float between(float a, float b) { return a + (b - a) * uniform(); }
};

/// Sizes 150..1500, mean near 600.
std::vector<int> territory_sizes()
{
    Seeder s{1};
    std::vector<int> sizes(kTerritories);
    for (int& n : sizes) {
        float const u = s.uniform();
        n = 150 + static_cast<int>(1350.0f * u * u * (u < 0.9f ? 1.06f : 1.0f));
    }
    return sizes;
}

Agent newcomer(Seeder& s)
{
    Agent a;
    a.A = s.between(-0.5f, 0.5f);
    a.K = s.between(0, 0.6f);
    a.B = s.between(0, 0.4f);
    a.N = s.between(0, 0.6f);
    a.h = 0;
    a.theta = s.between(0, 1);
    a.rho = s.between(0, 1);
    a.chi = s.between(0, 1);
    a.y = s.between(0.2f, 1);
    a.C = s.between(150, 200);
    a.w = s.between(120, 190);
    a.age = s.between(28, 66);
    float const r = s.uniform();
    a.role = r < 0.02f ? kGovernance : r < 0.15f ? kActive : r < 0.4f ? kPassive : kOutside;
    return a;
}

/// Eight neighbours, half of them close by.
std::uint16_t neighbour(Seeder& s, int i, int n, int k)
{
    if (k < 4) return static_cast<std::uint16_t>((i + (k < 2 ? k + 1 : n + 1 - k)) % n);
    return static_cast<std::uint16_t>(s.next() % static_cast<std::uint64_t>(n));
}

int padded(int n) { return (n + kChunk - 1) / kChunk * kChunk; }

float efficacy(Sums const& s, int n)
{
    float const per_head = static_cast<float>(s.hours) * (1.0f / 256) / static_cast<float>(n);
    return per_head / (per_head + 2.0f);
}

}  // namespace

template <class T>
Country::Column<T> Country::column(std::size_t n)
{
    std::size_t const bytes = (n * sizeof(T) + 63) / 64 * 64;
    Column<T> column(static_cast<T*>(std::aligned_alloc(64, bytes)));
    std::memset(column.get(), 0, bytes);
    return column;
}

Country::Country() : sizes_(territory_sizes())
{
    std::size_t slots = 0;
    for (int const n : sizes_) agents_ += n, slots += static_cast<std::size_t>(padded(n));
    for (auto& x : reals_) x = column<float>(slots);
    for (auto& x : view_) x = column<std::int32_t>(slots);
    role_ = column<std::int32_t>(slots);
    near_ = column<std::uint16_t>(slots * kNeighbours);
    std::ptrdiff_t at = 0;
    std::uint32_t id = 0;
    for (int const n : sizes_) {
        auto const f = [&](int k) { return reals_[k].get() + at; };
        territories_.push_back({n,
                                padded(n),
                                id,
                                f(0),
                                f(1),
                                f(2),
                                f(3),
                                f(4),
                                f(5),
                                f(6),
                                f(7),
                                f(8),
                                f(9),
                                f(10),
                                f(11),
                                role_.get() + at,
                                {view_[0].get() + at, view_[1].get() + at},
                                near_.get() + at * kNeighbours});
        at += padded(n), id += static_cast<std::uint32_t>(n);
    }
    reset();
}

void Country::reset()
{
    Seeder s{2};
    for (Territory const& t : territories_)
        for (int i = 0; i < t.padded; ++i) {
            Agent const a = newcomer(s);
            t.theta[i] = a.theta, t.rho[i] = a.rho, t.chi[i] = a.chi, t.y[i] = a.y, t.C[i] = a.C, t.w[i] = a.w;
            t.A[i] = a.A, t.K[i] = a.K, t.B[i] = a.B, t.N[i] = a.N, t.h[i] = a.h, t.age[i] = a.age, t.role[i] = a.role;
            t.view[0][i] = view_of(a.A, a.role == kOutside ? 0 : a.role == kPassive ? 1 : 0x101);
            for (int k = 0; k < kNeighbours; ++k)
                t.near[i * kNeighbours + k] = i < t.n ? neighbour(s, i, t.n, k) : std::uint16_t{0};
        }
    sums_.assign(std::size_t{kMonths} * kTerritories, {});
    indemnity_ = 0.55f;
}

void Country::advance(int territory, int month, Key key)
{
    auto const t = static_cast<std::size_t>(territory);
    Sums* const sums = &sums_[t * kMonths + static_cast<std::size_t>(month)];
    Environment const environment{month > 0 ? efficacy(sums[-1], sizes_[t]) : 0.3f, indemnity_};
    step(territories_[t], static_cast<std::uint32_t>(month), environment, key, *sums);
}

void Country::revise_indemnity(int month)
{
    std::int64_t members = 0;
    for (std::size_t t = 0; t < kTerritories; ++t)
        members += sums_[t * kMonths + static_cast<std::size_t>(month)].member;
    indemnity_ = 0.55f + 0.3f * (0.5f - static_cast<float>(members) / static_cast<float>(agents_));
}

void Country::run(Key key)
{
    for (int january = 0; january < kMonths; january += kYear) {
        oneapi::tbb::parallel_for(0, kTerritories, [&](int t) {
            for (int m = january; m < january + kYear; ++m) advance(t, m, key);
        });
        revise_indemnity(january + kYear - 1);
    }
}

std::uint64_t Country::hash() const
{
    std::uint64_t h = 0xCBF29CE484222325u;
    auto const add = [&](std::uint64_t x) { h = (h ^ x) * 0x100000001B3u, h ^= h >> 29; };
    for (Territory const& t : territories_)
        for (int i = 0; i < t.n; ++i) {
            for (float const* x : {t.A, t.K, t.B, t.N, t.h, t.age}) add(std::bit_cast<std::uint32_t>(x[i]));
            add(static_cast<std::uint32_t>(t.role[i]));
        }
    for (Sums const& s : sums_)
        for (std::int64_t const x : {s.hours, s.B, s.A, s.member, s.active, s.leave, s.retired})
            add(static_cast<std::uint64_t>(x));
    return h;
}

}  // namespace reference
