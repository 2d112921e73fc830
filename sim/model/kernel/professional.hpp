// A professional in a pack of runs: columns of the state by name, and how the occupant of a slot is drawn.
#pragma once
#include "sim/model/kernel/draws.hpp"
#include "sim/model/kernel/params.hpp"
#include "sim/model/kernel/status.hpp"

namespace cptsim::CPT_TARGET {

using kernel::Block;
using kernel::Column;

/// One row of the state.
struct Row {
    float* first;  ///< column 0

    CPT_INLINE Row(Block const& block, int row)
        : first(block.state + static_cast<long>(row) * kernel::kColumns * kLanes)
    {
    }
    [[nodiscard]] CPT_INLINE Real real(Column c) const { return Real::load(first + c * kLanes); }
    [[nodiscard]] CPT_INLINE Int integer(Column c) const { return Int::load(first + c * kLanes); }
    CPT_INLINE void set(Column c, Real x) const { x.store(first + c * kLanes); }
    CPT_INLINE void set(Column c, Int x) const { x.store(first + c * kLanes); }
    /// Writes x in the lanes of the mask.
    CPT_INLINE void set(Mask m, Column c, Real x) const { set(c, select(m, x, real(c))); }
    CPT_INLINE void set(Mask m, Column c, Int x) const { set(c, select(m, x, integer(c))); }
};

/// Standard normal score from a random word.
CPT_INLINE Real score(Int word) { return normal_quantile(uniform(word)); }
/// A variate on [0, 1] with this mean and standard deviation before it is cut off.
CPT_INLINE Real fraction(Real mean, Real sd, Real z) { return clamp(mean + sd * z, Real(0.0f), Real(1.0f)); }
/// A log-normal variate with this mean and coefficient of variation.
CPT_INLINE Real log_normal(Real mean, Real cv, Real z)
{
    Real const variance = portable_log(Real(1.0f) + cv * cv);
    return mean * portable_exp(square_root(variance) * z - Real(0.5f) * variance);
}
/// A positive variate with this mean and coefficient of variation, cut at a tenth of the mean.
CPT_INLINE Real positive(Real mean, Real cv, Real z) { return mean * max(Real(0.1f), Real(1.0f) + cv * z); }

/// Practice setting from a uniform. Newcomers since 2019 choose groups more often, year by year.
CPT_INLINE Int draw_setting(Params const& p, int profession, Real u, float years_after_2019)
{
    Real const multi = p.traits.multiprofessional_share[profession];
    Real const group = min(Real(0.95f) - multi - p.traits.salaried_share,
                           p.traits.group_share[profession] + p.traits.group_trend * Real(years_after_2019));
    Mask const is_multi = u < multi;
    Mask const is_group = u < multi + group;
    Mask const is_salaried = u >= Real(1.0f) - p.traits.salaried_share;
    return select(is_multi, Int(kMultiprofessional),
                  select(is_group, Int(kGroup), select(is_salaried, Int(kSalaried), Int(kSolo))));
}

CPT_INLINE Int draw_cooperation(Params const& p, Real u)
{
    Real const a = p.traits.free_rider_share, b = a + p.traits.conditional_share, c = b + p.traits.hump_share;
    return select(u < a, Int(kFreeRider), select(u < b, Int(kConditional), select(u < c, Int(kHump), Int(kAltruist))));
}

/// Value of cooperation of this type: theta and rho. docs/model.md, "Cooperation types".
CPT_INLINE void draw_values(Params const& p, int profession, Int type, Real z_theta, Real z_rho, Real& theta, Real& rho)
{
    // Values follow the profession's income, so that an hour means the same sacrifice in every profession.
    Real const scale = p.traits.marginal_income[profession] / p.traits.marginal_income[0];
    Real const cv = p.traits.cooperation_cv;
    Real const altruist = select(type == Int(kAltruist), p.traits.altruist_factor, Real(1.0f));
    Mask const cooperates = type != Int(kFreeRider);
    Mask const reciprocates = cooperates & type != Int(kAltruist);
    theta = where(cooperates, scale * altruist * log_normal(p.traits.prosocial_value, cv, z_theta));
    rho = where(reciprocates, scale * log_normal(p.traits.reciprocity_value, cv, z_rho));
}

/// Who fills which slot: the random words of his traits belong to (slot, generation).
struct Occupant {
    Row const& row;
    Mask who;  ///< the lanes that he is written to
    Params const& p;
    Draws const& draws;
    int slot;
    Int generation;
    int profession;
    int month;       ///< of his arrival
    bool installed;  ///< there in January 2019
    [[nodiscard]] CPT_INLINE Words words(int part) const
    {
        return draws.people(Int(slot), generation, Int(0), Purpose::traits, part);
    }
    CPT_INLINE void set(Column c, Real x) const { row.set(who, c, x); }
    CPT_INLINE void set(Column c, Int x) const { row.set(who, c, x); }
};

/// Setting, cooperation type and flags: his status, outside the CPTS. Returns the type.
CPT_INLINE Int draw_status(Occupant const& x)
{
    Params const& p = x.p;
    Words const w = x.words(0);
    float const years_after_2019 = x.installed ? 0.0f : static_cast<float>(x.month) / 12.0f;
    Int const setting = draw_setting(p, x.profession, uniform(w.v[0]), years_after_2019);
    Int const type = draw_cooperation(p, uniform(w.v[1]));
    Mask const elsewhere = setting == Int(kMultiprofessional) & uniform(w.v[2]) < p.traits.elsewhere_multiprofessional;
    // One word serves three independent choices of two: 8 bits each are enough for shares.
    auto const share = [&](Int bits) { return (to_real(bits & Int(0xFF)) + Real(0.5f)) * Real(1.0f / 256.0f); };
    Mask const woman = share(w.v[3]) < p.traits.female_share[x.profession];
    Mask const slow = share(shr<8>(w.v[3])) < p.traits.slow_recovery_share;
    Mask const threatened = share(shr<16>(w.v[3])) < p.traits.threatened_share & Mask{Int(x.profession) < Int(2)};
    x.set(kernel::kStatus, Int(kOutside) | shl<11>(setting) | shl<13>(type) | shl<15>(x.generation) |
                               where(woman, Int(kWoman)) | where(slow, Int(kSlow)) |
                               where(threatened, Int(kThreatened)) | where(elsewhere, Int(kElsewhere)));
    return type;
}

/// Age, values of cooperation, need for autonomy.
CPT_INLINE void draw_character(Occupant const& x, Int type)
{
    Params const& p = x.p;
    Words const w = x.words(1);
    Real const mean_age = x.installed ? p.demography.mean_age[x.profession] : p.demography.arrival_age;
    Real const age_sd = x.installed ? p.demography.age_sd : p.demography.arrival_age_sd;
    Real const age = clamp(mean_age + age_sd * score(w.v[0]), Real(26.0f), Real(75.0f));
    x.set(kernel::kTimes, times_of(Int(x.month) - to_int(age * Real(12.0f)), Int(x.month), Int(0)));
    Real theta, rho;
    draw_values(p, x.profession, type, score(w.v[1]), score(w.v[2]), theta, rho);
    x.set(kernel::kTheta, theta);
    x.set(kernel::kRho, rho);
    x.set(kernel::kAutonomy, fraction(p.traits.autonomy_mean, p.traits.autonomy_sd, score(w.v[3])));
}

/// Tastes for membership and activity, of a standard deviation in all: the part that a person keeps (standard
/// deviations) and the yearly Gumbel noise (scales), in EUR/month.
struct Tastes {
    Real kept_in, kept_active, noise_in, noise_active;
};
CPT_INLINE Tastes tastes_of(Params const& p)
{
    constexpr float kScale = 0.551328895f;  // sqrt(3) / pi: scale of a logistic variate over its standard deviation
    Real const in = p.participation.taste_sd, active = min(p.participation.activity_taste_sd, in);
    Real const kept = square_root(p.participation.persistent_share);
    Real const yearly = Real(kScale) * square_root(Real(1.0f) - p.participation.persistent_share);
    return {in * kept, active * kept, in * yearly, active * yearly};
}

/// Attitude and its anchor, exposure to unions, persistent terms of utility.
CPT_INLINE void draw_leanings(Occupant const& x, float ties)
{
    auto const& t = x.p.traits;
    Words const w = x.words(2);
    x.set(kernel::kUnionExposure, fraction(t.union_exposure[x.profession], t.union_exposure_sd, score(w.v[0])));
    Real const anchor =
        clamp(t.attitude_mean + t.attitude_ties * Real(ties) + t.attitude_sd * score(w.v[1]), Real(-1.0f), Real(1.0f));
    x.set(kernel::kAnchor, anchor);
    x.set(kernel::kAttitude, anchor);
    Tastes const tastes = tastes_of(x.p);
    x.set(kernel::kPersistentIn, tastes.kept_in * score(w.v[2]));
    x.set(kernel::kPersistentActive, tastes.kept_active * score(w.v[3]));
}

/// Income, hours of care and those that he can bear, his own network.
CPT_INLINE void draw_practice(Occupant const& x)
{
    constexpr float kWeeks = 365.25f / 7.0f / 12.0f;  // weeks in a month
    auto const& t = x.p.traits;
    Words const w = x.words(3);
    x.set(kernel::kIncome, positive(t.marginal_income[x.profession], t.marginal_income_cv, score(w.v[0])));
    Real const usual = t.clinical_hours[x.profession];
    Real const weekly = max(Real(10.0f), usual + t.clinical_hours_sd * score(w.v[1]));
    Real const bearable =
        usual + t.sustainable_margin + t.sustainable_slope * (weekly - usual) + t.sustainable_sd * score(w.v[2]);
    x.set(kernel::kCareHours, weekly * Real(kWeeks));
    x.set(kernel::kSustainable, max(Real(10.0f), bearable) * Real(kWeeks));
    Real const network = fraction(t.own_network_mean, t.own_network_sd, score(w.v[3]));
    x.set(kernel::kOwnNetwork, network);
    x.set(kernel::kSocialCapital, network);
}

/// What he knows of the CPTS and how exhausted he is; no past in it.
CPT_INLINE void draw_start(Occupant const& x, Real knowledge)
{
    Words const w = x.words(4);
    Real const spread = Real(2.0f) * uniform(w.v[0]);
    x.set(kernel::kKnowledge, clamp(knowledge * spread, Real(0.0f), Real(1.0f)));
    Real const exhaustion = x.installed ? Real(0.25f) : Real(0.15f);
    x.set(kernel::kExhaustion, clamp(exhaustion + Real(0.15f) * score(w.v[1]), Real(0.0f), Real(1.0f)));
    for (Column c : {kernel::kRecord, kernel::kPast, kernel::kHours, kernel::kYearHours}) x.set(c, Int(0));
}

/// Draws the occupant of a slot into the lanes of `who`: traits from standard scores that belong to (slot,
/// generation), placed and scaled by each run's parameters. A person's month of arrival is `month`, or 0 for those
/// who were there in January 2019 (`installed`).
inline __attribute__((noinline)) void draw_professional(Row const& row, Mask who, Params const& p, Draws const& draws,
                                                        int slot, Int generation, int profession, float ties, int month,
                                                        bool installed, Real knowledge)
{
    Occupant const x{row, who, p, draws, slot, generation, profession, month, installed};
    Int const type = draw_status(x);
    draw_character(x, type);
    draw_leanings(x, ties);
    draw_practice(x);
    draw_start(x, knowledge);
}

}  // namespace cptsim::CPT_TARGET
