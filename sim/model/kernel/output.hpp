// Submodels: board load, collective output, money, coordinator. docs/model.md, same titles.
#pragma once
#include "sim/model/kernel/levers.hpp"
#include "sim/model/kernel/month.hpp"

namespace cptsim::CPT_TARGET {

/// What one month of a CPTS adds to the observables, lane by lane.
struct CptsFlows {
    Real aci_fixed, aci_variable, start_up, fir, grants, fees;
    Real coordinator_spent, tools_spent, projects_spent, indemnities, unpaid, lost;
    Real support, cut;  ///< public money beside CPTS and members; claims that a ceiling keeps back
    Real signed_now, ended, conflict;
    Real useful_hours;
};

CPT_INLINE Real by_class(int size_class, Real a, Real b, Real c, Real d)
{
    return size_class == 0 ? a : size_class == 1 ? b : size_class == 2 ? c : d;
}

/// Administrative load of the board, less what the coordinator and shared services absorb; the president bears a share,
/// the other members the rest.
CPT_INLINE void update_board(Params const& p, Cpts& c, Month const& m, Levers const& lever_of)
{
    Real achieved = Real(0.0f);
    for (int k = 0; k < kMissions; ++k) achieved += c.mission[k];
    Real const nominal = sum(c.chosen) + c.attached;
    Real const load = p.board.base_load + p.board.mission_load * achieved * Real(1.0f / kMissions) +
                      where(m.is_signed, p.board.reporting_load) + p.board.register_load * nominal;
    c.load = load;
    Real const shared = Real(1.0f) - p.board.mutualised_share * lever_of[lever::inter_cpts] -
                        p.board.referent_share * lever_of[lever::urps_referent];
    Real const skill = Real(1.0f) + p.coordinator.training_gain * lever_of[lever::coordinator_training];
    Real const absorbed =
        p.coordinator.absorbed * c.coordinator * skill * (Real(1.0f) - Real(0.5f) * c.coordinator_strain);
    Real const rest = max(Real(0.0f), load * shared - absorbed) * m.operating;
    // The president bears a share of his own, all of it if he is alone.
    Real const others = max(sum(c.board) - Real(1.0f), Real(0.0f));
    Mask const alone = others < Real(0.5f);
    Real const presides = rest * select(alone, Real(1.0f), p.board.president_share);
    c.president_hours = min(p.board.president_hours, presides);
    c.board_hours = where(!alone, min(p.board.maximum_hours, (rest - presides) / max(others, Real(1.0f))));
    c.seat_hours = min(p.board.maximum_hours,
                       rest * (Real(1.0f) - p.board.president_share) / max(p.board.seats - Real(1.0f), Real(1.0f)));
    Real const capacity = others * p.board.maximum_hours + p.board.president_hours;
    c.overload = where(m.is_operating, max(Real(0.0f), rest - Real(0.5f) * capacity) / capacity);
}

/// Hours become missions, missions become perceived efficacy, with delay.
CPT_INLINE void update_missions(Params const& p, Cpts& c, Month const& m, Levers const& lever_of, float inhabitants,
                                CptsFlows& f)
{
    Real const active = sum(c.active);
    Real same = Real(0.0f);
    for (int k = 0; k < kProfessions; ++k) same += c.active[k] * c.active[k];
    Real const diversity = where(active > Real(0.5f), Real(1.0f) - same / max(active * active, Real(1.0f)));
    Real const tools = min(Real(1.0f), Real(0.5f) * on(m.is_signed) + lever_of[lever::digital_tools]);
    Real const overhead =
        p.mission.meeting_overhead * active * Real(1.0f / 50.0f) * (Real(1.0f) - p.mission.tools_relief * tools);
    Real const per_100k = c.coordinator * Real(100000.0f / inhabitants);
    Real const eligible = max(sum(c.eligible), Real(1.0f));
    Real const gain = (Real(1.0f) + p.mission.diversity * diversity) *
                      (Real(1.0f) + p.mission.coordination * per_100k / (Real(1.0f) + per_100k)) *
                      (Real(1.0f) + p.mission.legitimacy * (sum(c.chosen) + c.attached) / eligible) *
                      (Real(1.0f) + p.mission.hospital_gain * lever_of[lever::hospital_link]);
    f.useful_hours = c.hours * gain / (Real(1.0f) + overhead);
    Real const useful = f.useful_hours * Real(10000.0f / inhabitants);
    Real achieved = Real(0.0f);
    for (int k = 0; k < kMissions; ++k) {
        Real const half = k < 4 ? p.mission.hours_half : p.mission.hours_half * p.mission.optional_need;
        Real const target = where(m.is_signed & c.dormant < Real(0.5f), useful / (useful + half));
        c.mission[k] = c.mission[k] + p.mission.rate * (target - c.mission[k]);
        achieved += c.mission[k];
    }
    // A project lives on hope, which fades into what the CPTS achieves once it is signed.
    Real const goal = select(m.is_signed, achieved * Real(1.0f / kMissions) * (Real(0.5f) + Real(0.5f) * c.climate),
                             p.mission.efficacy_initial);
    c.efficacy = where(m.is_operating, c.efficacy + p.mission.efficacy_rate * (goal - c.efficacy));
}

/// Full-time equivalents that the CPTS wants to employ in its stage and class.
CPT_INLINE Real coordinator_post(Params const& p, Month const& m, Levers const& lever_of, int size_class)
{
    Real const by_stage = select(m.is_signed,
                                 by_class(size_class, p.coordinator.fte_class1, p.coordinator.fte_class2,
                                          p.coordinator.fte_class3, p.coordinator.fte_class4),
                                 p.coordinator.fte_project);
    return where(m.is_operating, by_stage + lever_of[lever::coordinator_fte]);
}

/// Income by stage and class, spending in the order of duty: coordinator, tools, indemnities, projects.
CPT_INLINE void update_money(Params const& p, Cpts& c, Month const& m, Levers const& lever_of, int size_class,
                             Real fees, CptsFlows& f)
{
    constexpr float kMonthly = 1.0f / 12.0f;
    Real achieved = Real(0.0f);
    for (int k = 0; k < kMissions; ++k) achieved += c.mission[k];
    achieved = achieved * Real(1.0f / kMissions);
    Real const operating = by_class(size_class, p.money.operating_class1, p.money.operating_class2,
                                    p.money.operating_class3, p.money.operating_class4) *
                           Real(kMonthly);
    Real const shift = lever_of[lever::aci_activity_share];
    Real const missions = p.money.mission_total - Real(1.0f);
    Real const whatever = Real(1.0f) + missions * p.money.fixed_share;
    Real const on_achievement =
        missions * (Real(1.0f) - p.money.fixed_share) + whatever * shift * p.money.activity_rate;
    Real const envelope = where(m.is_signed, operating * lever_of[lever::aci_funding]);
    f.aci_fixed = envelope * whatever * (Real(1.0f) - shift);
    f.aci_variable = envelope * on_achievement * achieved;
    f.start_up = where(m.is_signed & c.stage_months < Real(0.5f), lever_of[lever::start_up_grant]);  // once
    f.fir = where(m.is_operating & !m.is_signed, p.money.fir * lever_of[lever::fir_funding]);
    Real const extra = lever_of[lever::coordinator_fte] * p.coordinator.cost * Real(kMonthly);
    f.grants = where(m.is_signed, lever_of[lever::grant]) + where(m.is_operating, extra) +
               where(m.is_operating, p.money.officials * lever_of[lever::local_officials]);
    auto const ration = [&](Real& claim) {
        f.cut += claim * (Real(1.0f) - m.paid);
        claim = claim * m.paid;
    };
    ration(f.aci_fixed), ration(f.aci_variable), ration(f.start_up), ration(f.fir), ration(f.grants);
    f.fees = fees;
    Real const income = f.aci_fixed + f.aci_variable + f.start_up + f.fir + f.grants + f.fees;
    Real purse = c.treasury + income;
    auto const pay = [&](Real wanted) {
        Real const paid = min(max(wanted, Real(0.0f)), max(purse, Real(0.0f)));
        purse = purse - paid;
        return paid;
    };
    f.coordinator_spent = pay(c.coordinator * p.coordinator.cost * Real(kMonthly));
    f.tools_spent = pay(where(m.is_signed, p.money.tools_cost));
    Real const post = coordinator_post(p, m, lever_of, size_class);  // a vacant post keeps its reserve
    Real const reserve = p.money.reserve_months * post * p.coordinator.cost * Real(kMonthly);
    f.indemnities = min(c.due, max(Real(0.0f), purse - reserve));
    f.unpaid = c.due - f.indemnities;
    purse = purse - f.indemnities;
    // Members expect what was paid over about a year: reacting to last month alone, all would give hours every other
    // month.
    Real const paid = select(c.due > Real(1.0f), f.indemnities / max(c.due, Real(1.0f)), Real(1.0f));
    c.ration = c.ration + (paid - c.ration) * Real(kMonthly);
    f.projects_spent = pay(min(income * p.money.project_share, purse - reserve));
    c.treasury = purse;
}

/// Public money that passes by the purse: what a ceiling keeps from members, who were paid `lumps`, and the cost of
/// campaigns, training and services. `informed`: professionals in practice by the intensity of their campaign;
/// `trained`: newcomers by the share that was trained.
CPT_INLINE void post_public_money(Params const& p, Cpts const& c, Month const& m, Levers const& lever_of, Real lumps,
                                  Real informed, Real trained, CptsFlows& f)
{
    f.cut += where(m.paid < Real(1.0f), lumps / m.paid - lumps);
    Real const for_operating = p.money.referent_cost * lever_of[lever::urps_referent] +
                               p.money.coordinator_training_cost * lever_of[lever::coordinator_training];
    Real const for_signed = p.money.back_office_cost * lever_of[lever::inter_cpts] +
                            p.money.hospital_link_cost * lever_of[lever::hospital_link];
    Real const yearly =
        p.money.campaign_cost * informed + where(m.is_operating, for_operating) + where(m.is_signed, for_signed) +
        where(c.stage >= Int(kPreProject) & !m.is_signed, p.money.consultants_cost * lever_of[lever::consultants]);
    f.support = yearly * Real(1.0f / 12.0f) + where(m.is_signed, p.money.tools_cost * lever_of[lever::digital_tools]) +
                p.money.intern_training_cost * trained;
}

/// The coordinator: strain where the load exceeds what the post absorbs, resignation, a vacancy of three to six months.
CPT_INLINE void update_coordinator(Params const& p, Cpts& c, Month const& m, Levers const& lever_of, int size_class,
                                   CptsFlows const& f, Real u_leave, Words const& words)
{
    constexpr float kMonthly = 1.0f / 12.0f;
    constexpr float kMostExcess = 1.5f;  // a load beyond two and a half times what the post absorbs is left undone
    Real const training = lever_of[lever::coordinator_training];
    Real const trained = Real(1.0f) - Real(0.5f) * p.coordinator.training_gain * training;
    Mask const at_work = c.coordinator > Real(0.0f);
    Real const excess = c.load / max(p.coordinator.absorbed * c.coordinator, Real(1.0f)) - Real(1.0f);
    Real const demands = clamp(excess, Real(0.0f), Real(kMostExcess)) + Real(0.5f) * (Real(1.0f) - c.climate);
    Real const rise = p.coordinator.base_rate + p.coordinator.strain_rate * demands * trained;
    Real const strain = clamp(c.coordinator_strain + rise * (Real(1.0f) - c.coordinator_strain) -
                                  p.coordinator.recovery_rate * c.coordinator_strain + shock(p, words.v[2]),
                              Real(0.0f), Real(1.0f));
    Real const hazard = p.coordinator.turnover_rate + p.coordinator.resignation_rate * strain * strain;
    Mask const leaves = at_work & u_leave < hazard;
    // A successor starts without the strain of the one who left.
    c.coordinator_strain = where(at_work & !leaves, strain);
    c.vacancy = select(leaves, Real(3.0f) + to_real(to_int(uniform(words.v[1]) * Real(4.0f))),
                       max(Real(0.0f), c.vacancy - Real(1.0f)));
    // A post stays while its pay is met, and is filled when the treasury holds two months of it.
    Real const post = coordinator_post(p, m, lever_of, size_class);
    Mask const paid = f.coordinator_spent >= Real(0.99f) * c.coordinator * p.coordinator.cost * Real(kMonthly);
    Mask const affordable = (at_work & paid) | c.treasury > Real(2.0f * kMonthly) * post * p.coordinator.cost;
    c.coordinator = where(m.is_operating & c.vacancy < Real(0.5f) & affordable, post);
}

}  // namespace cptsim::CPT_TARGET
