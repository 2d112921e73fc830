// The packed words of a professional: who he is (fixed while he occupies the slot) and where he stands.
#pragma once
#include "sim/model/kernel/pack.hpp"

namespace cptsim::CPT_TARGET {

// kStatus: bits 0-3 role, 4-10 and 31 flags, 11-12 setting, 13-14 cooperation, 15-22 generation, 23-30 months in role.
enum Flag : std::int32_t {
    kWouldStay = 1 << 4,  ///< at the last review, would be in under voluntary rules
    kCohort = 1 << 5,     ///< chosen member of the cohort month
    kSlow = 1 << 7,       ///< recovers slowly
    kWoman = 1 << 8,
    kThreatened = 1 << 9,                                 ///< sees advanced-practice nurses as a threat
    kElsewhere = 1 << 10,                                 ///< coordinated elsewhere (MSP, ESP, health centre)
    kCandidate = static_cast<std::int32_t>(0x80000000u),  ///< would sit on the board if elected
};
/// kRecord: bits 5-8 belong to Decembers and move on each January, bits 0-4 and 9 hold while true. Bits 10-14: months
/// until a notification is read, this one included; 0 where none waits.
enum Record : std::int32_t {
    kWilling = 1 << 0,        ///< at the last review, would take a task if asked
    kContract = 1 << 1,       ///< contract tied to activity
    kBonusContract = 1 << 2,  ///< contract that asks for no hours
    kEverBoard = 1 << 3,
    kEverPresident = 1 << 4,
    kElected = 1 << 5,          ///< this year
    kElectedLastYear = 1 << 6,  ///< last year
    kCandidate1 = 1 << 7,       ///< in December of last year
    kCandidate2 = 1 << 8,       ///< in December of the year before
    kRefusedContract = 1 << 9,  ///< the contract that asks for no hours
};
/// Values of the lever `contract_rule`.
enum ContractRule : std::int32_t { kOptIn, kOptOut };
/// Values of the lever `attachment`.
enum Regime : std::int32_t { kVoluntaryRegime, kAutomaticRegime, kMandatoryRegime };
enum Setting : std::int32_t { kSolo, kGroup, kMultiprofessional, kSalaried };
enum Cooperation : std::int32_t { kFreeRider, kConditional, kHump, kAltruist };

CPT_INLINE Int role_of(Int status) { return status & Int(0xF); }
CPT_INLINE Mask has(Int status, Flag flag) { return (status & Int(flag)) != Int(0); }
CPT_INLINE Int setting_of(Int status) { return shr<11>(status) & Int(3); }
CPT_INLINE Int cooperation_of(Int status) { return shr<13>(status) & Int(3); }
CPT_INLINE Int generation_of(Int status) { return shr<15>(status) & Int(0xFF); }
CPT_INLINE Int months_in_role(Int status) { return shr<23>(status) & Int(0xFF); }
CPT_INLINE Int with_flag(Int status, Flag flag, Mask set)
{
    return (status & Int(~static_cast<std::int32_t>(flag))) | where(set, Int(flag));
}
CPT_INLINE Mask has(Int record, Record bit) { return (record & Int(bit)) != Int(0); }
CPT_INLINE Int with_bit(Int record, Record bit, Mask set)
{
    return (record & Int(~static_cast<std::int32_t>(bit))) | where(set, Int(bit));
}
CPT_INLINE Int notice_of(Int record) { return shr<10>(record) & Int(0x1F); }
CPT_INLINE Int with_notice(Int record, Int months) { return (record & Int(~(0x1F << 10))) | shl<10>(months); }
/// The record at the start of a new year.
CPT_INLINE Int next_year(Int record, Mask candidate)
{
    Int const kept = record & Int(~(kElected | kElectedLastYear | kCandidate1 | kCandidate2));
    return kept | where(has(record, kElected), Int(kElectedLastYear)) | where(candidate, Int(kCandidate1)) |
           where(has(record, kCandidate1), Int(kCandidate2));
}
/// The new role; months in role start again where it differs, else go up to 255.
CPT_INLINE Int with_role(Int status, Int role)
{
    Int const months = months_in_role(status);
    Int const next = select(months < Int(255), months + Int(1), months);
    return (status & Int(static_cast<std::int32_t>(0x807FFFF0u))) | role |
           shl<23>(where(role == role_of(status), next));
}

CPT_INLINE Mask is_chosen(Int role) { return role >= Int(kPassive) & role < Int(kVacant); }
CPT_INLINE Mask is_active(Int role) { return role == Int(kActive) | role == Int(kBoard); }
/// Whose month has more in it than learning: active, on the board, on leave.
CPT_INLINE Mask is_engaged(Int role) { return role >= Int(kActive) & role < Int(kVacant); }
CPT_INLINE Mask is_nominal(Int role) { return role >= Int(kAttached) & role < Int(kVacant); }

// kTimes: bits 0-9 month of entry into chosen membership, 10-19 month of arrival, 20-30 month of birth + kBirthOffset.
constexpr std::int32_t kBirthOffset = 1100;
CPT_INLINE Int times_of(Int birth, Int arrival, Int entry)
{
    return shl<20>(birth + Int(kBirthOffset)) | shl<10>(arrival) | entry;
}
CPT_INLINE Int entry_of(Int times) { return times & Int(0x3FF); }
CPT_INLINE Int arrival_of(Int times) { return shr<10>(times) & Int(0x3FF); }
CPT_INLINE Int birth_of(Int times) { return (shr<20>(times) & Int(0x7FF)) - Int(kBirthOffset); }
CPT_INLINE Int with_entry(Int times, Int entry) { return (times & Int(~0x3FF)) | entry; }

// kPast: bits 0-15 chosen membership of this month and the fifteen before, bits 16-31 the same of hours given.
CPT_INLINE Int next_past(Int past, Mask in, Mask gave)
{
    return (shl<1>(past) & Int(~(1 << 16))) | where(in, Int(1)) | where(gave, Int(1 << 16));
}
CPT_INLINE Int activity_of(Int past) { return shr<16>(past) & Int(0xFFFF); }

// View: what a professional's peers see of him; made for adding up eight of them.
// Bits 0-3 active, 4-7 chosen member, 8-11 attached, 12-30 attitude in units of 1/32767 above -1.
CPT_INLINE Int view_of(Real attitude, Int role)
{
    Mask const vacant = role == Int(kVacant);
    Real const a = select(vacant, Real(0.0f), attitude);
    return shl<12>(to_int((a + Real(1.0f)) * Real(32767.0f))) | where(is_active(role), Int(1)) |
           where(is_chosen(role), Int(16)) | where(role == Int(kAttached), Int(256));
}

/// What the eight peers look like: mean attitude, shares active, chosen members, attached.
struct Peers {
    Real attitude, active, chosen, attached;
};
CPT_INLINE Peers peers_of(Int sum)
{
    constexpr float kEach = 1.0f / kPeers;
    return {to_real(shr<12>(sum)) * Real(kEach / 32767.0f) - Real(1.0f), to_real(sum & Int(15)) * Real(kEach),
            to_real(shr<4>(sum) & Int(15)) * Real(kEach), to_real(shr<8>(sum) & Int(15)) * Real(kEach)};
}

}  // namespace cptsim::CPT_TARGET
