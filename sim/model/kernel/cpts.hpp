// The CPTS of a territory in a pack of runs: what changes (Cpts) and what a month looks like to professionals.
#pragma once
#include "sim/model/kernel/professional.hpp"

namespace cptsim::CPT_TARGET {

/// Everything of a CPTS that changes during a run. docs/model.md, "State variables".
struct Cpts {
    Int stage;                           ///< Stage
    Int regime;                          ///< attachment lever of last month
    Int regime_start;                    ///< month in which attachment last rose from voluntary
    Real stage_months;                   ///< months in the stage [month]
    Real dormant;                        ///< 1 while dormant
    Real low_months;                     ///< months in a row under (or, dormant, above) the minimum [month]
    Real contract_months;                ///< months since signature or renewal [month]
    Real climate;                        ///< kappa in [0, 1]
    Real bond;                           ///< lasting floor of the climate from a crisis served together [1]
    Real efficacy;                       ///< e in [0, 1], as perceived
    Real mission[kMissions];             ///< achievement in [0, 1]
    Real treasury;                       ///< [EUR]
    Real due;                            ///< indemnities due for this month's hours [EUR]
    Real ration;                         ///< share of indemnities that is paid, as expected from about a year [1]
    Real coordinator;                    ///< full-time equivalents at work [FTE]
    Real coordinator_strain;             ///< in [0, 1]
    Real vacancy;                        ///< months left of a vacancy [month]
    Real structures;                     ///< maturity of the membership of structures, in [0, 1]
    Real overload;                       ///< board load over what the board can carry [1]
    Real load;                           ///< of administration, before what the coordinator absorbs [h/month]
    Int president;                       ///< slot of the president, -1 without one
    Int president_since;                 ///< month of the election
    Real president_hours;                ///< administrative hours asked of the president [h/month]
    Real board_hours;                    ///< of each other board member [h/month]
    Real seat_hours;                     ///< of another member if all seats were filled [h/month]
    Real coercion;                       ///< coercion level of last month [1]
    Real reactance;                      ///< fading memory of rises of coercion [1]
    Real active_choice;                  ///< lever of last month
    Real event;                          ///< 1 in a month with a convivial event
    Real opened;                         ///< 1 in the month after a project has become a CPTS that people can join
    Real closed;                         ///< 1 in the month after a CPTS has ended
    Real of_role[kProfessions][kRoles];  ///< professionals by role (the vacant left out), kept up by their moves
    // last month's counts of professionals, apart from of_role: a month is decided on them while of_role moves
    Real eligible[kProfessions], chosen[kProfessions], active[kProfessions], board[kProfessions];
    Real attached, candidates, hours;
    // offers of last month, by profession, to notice changes
    Real crowding[kProfessions];     ///< D in [0, 1]
    Real money_value[kProfessions];  ///< value of membership's money [EUR/month]
    Real money_mean[kProfessions];   ///< its mean over about a year [EUR/month]
};
static_assert(sizeof(Cpts) <= kernel::kCptsBytes);

CPT_INLINE Real chosen_of(Real const* by_role)
{
    return by_role[kPassive] + by_role[kActive] + by_role[kBoard] + by_role[kOnLeave];
}
CPT_INLINE Real eligible_of(Real const* by_role)
{
    return by_role[kOutside] + by_role[kOpposed] + by_role[kAttached] + chosen_of(by_role);
}

/// Takes the counts of professionals of profession k from those by role.
CPT_INLINE void take_counts(Cpts& c, int k)
{
    Real const* const n = c.of_role[k];
    c.board[k] = n[kBoard];
    c.active[k] = n[kActive] + n[kBoard];
    c.chosen[k] = chosen_of(n);
    c.eligible[k] = eligible_of(n);
}

CPT_INLINE Real sum(Real const (&x)[kProfessions])
{
    Real s = x[0];
    for (int p = 1; p < kProfessions; ++p) s += x[p];
    return s;
}

/// What every professional of the territory faces this month.
struct Month {
    int month;
    Real operating;  ///< 1 where people can be members (letter of intent or later)
    Mask is_operating, is_signed;
    Real club;  ///< factor of club benefits: stage and missions
    Real efficacy, climate, reactance, coercion;
    Real active_share;  ///< active over members, the attached weighted
    Int regime;         ///< attachment: 0 voluntary, 1 automatic, 2 mandatory
    Mask newcomers_only;
    Int regime_start;
    Mask regime_ended;                  ///< attachment fell back to voluntary
    Mask answer_now;                    ///< active choice: everyone must answer this month
    Int president;                      ///< slot of the president, -1 without one
    Mask presidency_over;               ///< the president's term ends this month
    Real president_hours;               ///< asked of the president
    Real board_hours;                   ///< asked of each other board member
    Real seat_hours;                    ///< that a candidate expects of a seat, all seats filled
    Real nurses;                        ///< share of nurses among active members
    Real crisis;                        ///< intensity of a crisis where a living CPTS serves in it
    Real fast_recovery, slow_recovery;  ///< share of exhaustion that goes in a month [1/month]
    Real care_load;                     ///< factor of a crisis on hours of care
    Real opinion;
    Real gain_all;    ///< gain of knowledge from an operating CPTS and events [1/month]
    Real event_gain;  ///< social capital gained in this month's event
    Mask cohort_now;  ///< this month's chosen members are the fixed cohort
    Mask opened, closed;
    Mask due[12];       ///< review due for those whose anniversary is in this month of the year
    Real board_strain;  ///< rise of exhaustion per administrative hour [1/month per h/month]
    Real belonging;     ///< fall of that rise by belonging to the board [1/month]
    Real asking;        ///< rate of being asked to take a task without active peers and campaigns [1/month]
    Real peers_ask;     ///< that rate by active peers alone, if all are [1/month]
    Tastes tastes;
    Real confidence_slope;   ///< 1 / opinion.confidence
    Real paid = Real(1.0f);  ///< share of public money that this year's ceiling lets pass
};

/// What one profession faces this month.
struct Offer {
    Real money, money_elsewhere;   ///< value of membership's money [EUR/month]
    Real money_drop;               ///< how far it is under its mean of the last year [EUR/month]
    Real constant;                 ///< part of the utility of membership common to the profession [EUR/month]
    Real sanction;                 ///< [EUR/month]
    Real boycott;                  ///< in [0, 1]
    Real information;              ///< gain of knowledge from campaigns [1/month]
    Real pay;                      ///< indemnity expected per hour given [EUR/h]
    Real indemnity, paid_share;    ///< of an indemnified hour [EUR/h]; share of hours indemnified
    Real bonus;                    ///< money for activity, under a contract [EUR/month]
    Real fee_premium, commitment;  ///< conditional fee [EUR/month] and the hours it costs [h/month]
    Real free_bonus;               ///< of a contract that asks for no hours [EUR/month]
    Mask opt_out;                  ///< that contract holds unless refused
    Real asking;                   ///< rate of being asked to take a task, without active peers [1/month]
    Real lump, member_bonus;       ///< money actually paid to members [EUR/month]
    Real theta_factor;             ///< (1 - phi D) (lambda + (1 - lambda) efficacy)
    Real advanced_practice;        ///< what advanced-practice nurses mean to the profession [EUR/month]
    Mask changed;                  ///< levers moved by more than participation.attention
    Mask everyone_reviews;         ///< all review: an offer changed, active choice, or a CPTS that has just opened
    Real yearly_hours;             ///< hours of the year that one person may be indemnified for [h/year]
    bool boycotted, contracts, free_contracts;  ///< in some run there is a boycott; money for activity; a contract
};

}  // namespace cptsim::CPT_TARGET
