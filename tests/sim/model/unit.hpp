// The submodels of the kernel compiled for tests, in a namespace of their own, with lanes that can be set and read.
#pragma once
#define CPT_TARGET unit
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <memory>
#include <vector>

#include "sim/model/kernel/interface.hpp"
#include "sim/model/kernel/observe.hpp"

namespace cptsim::unit {

/// A pack whose lane l is f(l).
template <class F>
Real make(F f)
{
    alignas(64) float x[kLanes];
    for (int l = 0; l < kLanes; ++l) x[l] = static_cast<float>(f(l));
    return Real::load(x);
}
template <class F>
Int make_int(F f)
{
    alignas(64) std::int32_t x[kLanes];
    for (int l = 0; l < kLanes; ++l) x[l] = f(l);
    return Int::load(x);
}
template <class F>
Mask make_mask(F f)
{
    return make_int([&](int l) { return f(l) ? 1 : 0; }) == Int(1);
}

inline float at(Real x, int lane = 0)
{
    alignas(64) float a[kLanes];
    x.store(a);
    return a[lane];
}
inline int at(Int x, int lane = 0)
{
    alignas(64) std::int32_t a[kLanes];
    x.store(a);
    return a[lane];
}
inline bool at(Mask x, int lane = 0) { return at(where(x, Int(1)), lane) != 0; }
inline double value(Real x, int lane = 0) { return static_cast<double>(at(x, lane)); }

/// Single precision carried through a formula of a dozen terms.
inline Approx near(double x) { return Approx(x).epsilon(3e-6).margin(3e-6); }

/// Uniform numbers, always the same.
class Numbers {
  public:
    explicit Numbers(std::uint32_t who) : engine_(20190101, 1, 2, 3, who) {}
    /// One number in [low, high), in single precision.
    double operator()(double low, double high)
    {
        return static_cast<double>(static_cast<float>(low + (high - low) * (engine_() / 4294967296.0)));
    }
    /// A number for each lane.
    Real lanes(double low, double high)
    {
        return make([&](int) { return (*this)(low, high); });
    }

  private:
    PhiloxEngine engine_;
};

/// The standard deviation of tastes of which nothing is kept and whose yearly noise has this scale: that of a
/// logistic variate is pi / sqrt(3) scales.
inline float taste_sd(double scale) { return static_cast<float>(scale * 3.14159265358979 / std::sqrt(3.0)); }

/// All zero but what would be divided by, and what makes nothing happen by another value: a test sets what it is about.
inline std::unique_ptr<Params> parameters()
{
    auto p = std::make_unique<Params>();
    static_assert(sizeof(Params) % sizeof(float) == 0);
    std::memset(static_cast<void*>(p.get()), 0, sizeof(Params));
    p->opinion.confidence = 1.0f;
    p->coercion.half_life = 12.0f;
    p->participation.lump_saturation = 100.0f;
    p->participation.taste_sd = p->participation.activity_taste_sd = taste_sd(20.0);
    p->participation.review_interval = 12.0f;
    p->participation.feedback_gain = 1.0f;
    p->activity.curvature = 80.0f;
    p->activity.minimum_slack = 4.0f;
    p->activity.slack_share = 1.0f;
    p->activity.warm_glow = 0.0f;
    p->activity.contract_threshold = 200.0f;
    p->activity.contract_spread = 1.0f;
    p->activity.minimum_hours = 1.0f;
    p->activity.maximum_hours = 16.0f;
    p->activity.crowding_onset = 6.0f;
    p->activity.crowding_decay = 24.0f;
    p->activity.crowding_reference = 50.0f;
    p->board.maximum_hours = 30.0f;
    p->board.president_hours = 60.0f;
    p->board.president_term = 36.0f;
    p->board.duty_months = 1.0f;
    p->coercion.notice_delay = 0.1f;
    p->mission.hours_half = 5.0f;
    p->mission.optional_need = 1.5f;
    p->strain.fast_half_life = 8.0f;
    p->strain.slow_half_life = 24.0f;
    p->climate.bond_half_life = 60.0f;
    p->lifecycle.dormancy_months = 6.0f;
    p->lifecycle.contract_months = 60.0f;
    return p;
}

/// A month in an operating, signed CPTS where nothing else happens.
inline Month quiet_month()
{
    Month m;
    std::memset(static_cast<void*>(&m), 0, sizeof m);
    m.operating = 1.0f;
    m.is_operating = m.is_signed = Int(0) == Int(0);
    m.climate = m.efficacy = 0.5f;
    m.club = m.care_load = m.confidence_slope = m.paid = 1.0f;
    m.president = Int(-1);
    return m;
}
inline Offer no_offer()
{
    Offer o;
    std::memset(static_cast<void*>(&o), 0, sizeof o);
    return o;
}
inline Cpts empty_cpts()
{
    Cpts c;
    std::memset(static_cast<void*>(&c), 0, sizeof c);
    c.ration = 1.0f;
    c.president = Int(-1);
    return c;
}
inline Cpts cpts_in(Stage stage)
{
    Cpts c = empty_cpts();
    c.stage = Int(stage);
    return c;
}
inline Mask everyone() { return Int(0) == Int(0); }
inline Mask nobody() { return Int(0) != Int(0); }

/// One professional in sixteen runs.
class Person {
  public:
    Person() { block_.rows = 1, block_.state = state_; }
    [[nodiscard]] Row row() const { return Row(block_, 0); }
    void set(Column c, Real x) const { row().set(c, x); }
    [[nodiscard]] double real(Column c, int lane) const { return value(row().real(c), lane); }

  private:
    alignas(64) float state_[kernel::kColumns * kLanes]{};
    Block block_{};
};

/// The levers of a month, all 0 but those on whose 0 nothing would happen at all.
class LeverRows {
  public:
    LeverRows()
    {
        for (int const factor : {lever::aci_signature, lever::start_impulse, lever::progress_impulse,
                                 lever::ars_capacity, lever::aci_funding, lever::fir_funding})
            set(factor, 1.0f);
    }
    void set(int row, Real x)
    {
        for (int p = 0; p < kProfessions; ++p) set(row, p, x);
    }
    void set(int row, int profession, Real x) { x.store(rows_ + (row * kProfessions + profession) * kLanes); }
    [[nodiscard]] float const* data() const { return rows_; }
    [[nodiscard]] Levers of(int profession = 0) const { return {rows_, profession}; }

  private:
    alignas(64) float rows_[lever::count * kProfessions * kLanes]{};
};

/// A status with these words and nothing else.
inline Int status_of(Role role, Setting setting = kSolo, Cooperation type = kFreeRider, int flags = 0)
{
    return Int(static_cast<std::int32_t>(role) | (setting << 11) | (type << 13) | flags);
}

/// The word of which uniform() makes about u.
inline std::int32_t word_of(double u)
{
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(std::min(u * 4294967296.0, 4294967295.0)));
}
inline Words words(double a, double b, double c, double d)
{
    return {{Int(word_of(a)), Int(word_of(b)), Int(word_of(c)), Int(word_of(d))}};
}

}  // namespace cptsim::unit
