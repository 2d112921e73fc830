// What the kernels share with the rest: plain data and a table of functions; no inline function, no container.
// Arrays of lanes are [.., kLanes] and aligned to 64 bytes.
#pragma once
#include <cstdint>

#include "sim/model/fields.hpp"
#include "sim/model/vocabulary.hpp"

namespace cptsim::kernel {

/// Rows of the observables of each kind, in the order of observables.inc.
#define CPT_NAME(name, ...) name,
namespace person {
enum Row : int {
#define CPT_PERSON_MONTHLY CPT_NAME
#include "sim/model/observables.inc"
    count
};
}  // namespace person
namespace person_year {
enum Row : int {
#define CPT_PERSON_YEARLY CPT_NAME
#include "sim/model/observables.inc"
    count
};
}  // namespace person_year
namespace cpts {
enum Row : int {
#define CPT_CPTS_MONTHLY CPT_NAME
#include "sim/model/observables.inc"
    count
};
}  // namespace cpts
namespace territory {
enum Row : int {
#define CPT_TERRITORY_YEARLY CPT_NAME
#include "sim/model/observables.inc"
    count
};
}  // namespace territory
#undef CPT_NAME

inline constexpr int kMonths = 12;
inline constexpr int kMaxYears = kLastYear - kFirstYear + 1;

/// Columns of the state of a professional: [row][column][lane], so that a month reads memory from one end to the other.
/// Floats unless said otherwise.
enum Column : int {
    kAttitude,          ///< A in [-1, 1]
    kKnowledge,         ///< K in [0, 1]
    kExhaustion,        ///< B in [0, 1]
    kSocialCapital,     ///< N in [0, 1]
    kStatus,            ///< int: role, flags and generation, see status.hpp
    kRecord,            ///< int: agreements and offices, see status.hpp
    kTimes,             ///< int: month of birth, of arrival, of entry into chosen membership, see status.hpp
    kPast,              ///< int: membership and hours of the last sixteen months, see status.hpp
    kHours,             ///< hours given this month, board included
    kYearHours,         ///< hours given since January
    kTheta,             ///< prosocial value [EUR/h]
    kRho,               ///< reciprocity [EUR/h]
    kAutonomy,          ///< chi in [0, 1]
    kUnionExposure,     ///< in [0, 1]
    kPersistentIn,      ///< persistent person x membership term [EUR/month]
    kPersistentActive,  ///< persistent person x activity term [EUR/month]
    kIncome,            ///< marginal income w_m [EUR/h]
    kCareHours,         ///< hours of work without the CPTS [h/month]
    kSustainable,       ///< sustainable hours [h/month]
    kOwnNetwork,        ///< in [0, 1]
    kAnchor,            ///< personal anchor of the attitude in [-1, 1]
    kColumns
};

/// State of the CPTS of a territory: rows of lanes, kept as bytes between years (struct Cpts in cpts.hpp).
inline constexpr int kCptsBytes = 176 * kLanes * 4;

/// What a CPTS whose signature is known does in a month before it; of all others, and after it, the law decides.
enum KnownStep : std::int32_t { kAbandons = -1, kStays, kMovesOn, kByLaw };

/// A territory in one pack of runs.
struct Block {
    float inhabitants;
    float ties;
    int size_class;                   ///< 0..3
    int stage, stage_months;          ///< in January 2019
    std::uint32_t key;                ///< address of its random draws
    int rows;                         ///< slots
    int first_row[kProfessions + 1];  ///< slots of profession p are first_row[p] .. first_row[p + 1] - 1
    int occupied[kProfessions];       ///< of these, how many have an occupant in January 2019 (the first ones)
    float* state;                     ///< [rows][kColumns][kLanes]
    std::int32_t* view[2];            ///< [rows][kLanes]: what peers see; last month's copy and this month's
    std::uint16_t const* peers;       ///< [rows][kPeers]
    void* cpts;                       ///< kCptsBytes
};

/// The runs of a pack.
struct alignas(64) Runs {
    std::uint32_t replicate[kLanes];
    std::int32_t cohort_month[kLanes];    ///< its chosen members are the fixed cohort
    std::int32_t reference_lane[kLanes];  ///< lane of the run to compare with, or the lane itself
    // The distinct replicates of the runs, for draws that runs share: lane j * streams + s draws row j of stream s.
    std::uint32_t stream_replicate[kLanes];
    std::int32_t stream_row[kLanes], stream_of_lane[kLanes];  ///< of the lane that draws; of the lane that uses
    int streams, streams_rows;                                ///< distinct replicates; rows drawn at once
    std::uint32_t frame;
    std::uint32_t seed[2];
    float const* parameters;        ///< [parameter_fields()][kLanes]
    float const* retirement_scale;  ///< [kProfessions][kLanes]: monthly hazard at full age effect
};

/// Money of an offer by which pairs of runs are compared, in December.
enum PairOffer : int { kOfferLump, kOfferMember, kOfferActivity, kPairOffers };

/// What a territory is given each January.
struct YearInput {
    int first_month;
    int months;                 ///< 12, fewer in a last year that ends early
    float const* levers;        ///< [kMonths][lever::count][kProfessions][kLanes]
    float const* trend;         ///< [kMonths][kProfessions][kLanes]: expected professionals over those of January 2019
    float const* capacity;      ///< [kLanes]: factor of regional capacity and national pace on the progress of files
    float const* paid;          ///< [kLanes]: share of public money that this year's ceiling lets pass
    float const* opinion;       ///< [kLanes]: national climate of opinion
    std::int32_t const* steps;  ///< [kMonths][kLanes]: KnownStep; null where the law decides throughout
    bool last_year;             ///< spells that go on after the last month are censored
    // Of the runs to compare with, in December, where they are not in the pack; else null.
    std::int32_t const* reference_status;  ///< [rows][kLanes]: role and generation as in kStatus
    float const* reference_offers;         ///< [kProfessions][kPairOffers][kLanes]
};

/// What a territory-year leaves behind.
struct alignas(64) YearOutput {
    float person_monthly[kMonths][person::count][kProfessions][kLanes];
    float person_yearly[person_year::count][kProfessions][kLanes];
    float cpts_monthly[kMonths][cpts::count][kLanes];
    float mission_monthly[kMonths][kMissions][kLanes];
    float territory_yearly[territory::count][kLanes];
    float paired[paired::count][kProfessions][kLanes];
    float candidates[kStages][kLanes];                ///< 1 in the row of the stage of December
    float offers[kProfessions][kPairOffers][kLanes];  ///< of December, for runs that are compared with these
};

/// Counts that are added to by whole numbers, in any order.
struct YearCounts {
    std::int32_t flows[kMonths][kRoles][kRoles][kLanes];
    std::int32_t (*spells)[kMaxYears][kSpellAges][kLanes];  ///< [2]: exits, censored
};

/// One professional's month for `story`: slot `row`, followed by the kernel.
struct alignas(64) Trace {
    float state[kColumns][kLanes];  ///< at the end of the month
    std::int32_t reviewed[kLanes];
    // of a review, else 0: [EUR/month], and standard logistic variates
    float utility_membership[kLanes], utility_passive[kLanes], surplus_active[kLanes];
    float draw_membership[kLanes], draw_activity[kLanes];
    int row;
};

struct Table {
    char const* name;
    void (*initialise)(Block const&, Runs const&);
    /// Advances a territory by a year. `trace` may be null, else an array of twelve.
    void (*territory_year)(Block const&, Runs const&, YearInput const&, YearOutput&, YearCounts&, Trace* trace);
    /// Hazards of leaving each stage before the signature in a month, [kSigned][kLanes]; that of writing once its
    /// least months are over. `levers` are those of the month, `capacity` that of the year.
    void (*stage_hazards)(Block const&, Runs const&, float const* levers, int month, float const* capacity,
                          float* hazards);
};

extern Table const table_baseline, table_avx2, table_avx512;

}  // namespace cptsim::kernel
