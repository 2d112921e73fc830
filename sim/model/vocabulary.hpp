// The words of the model: professions, roles, stages. Their order is part of the results.
#pragma once
#include <array>
#include <cstdint>

#include "sim/base/calendar.hpp"

namespace cptsim {

inline constexpr int kProfessions = 8;
inline constexpr std::array<char const*, kProfessions> kProfessionNames = {
    "gp", "specialist", "nurse", "physiotherapist", "pharmacist", "midwife", "dentist", "speech_therapist"};

/// Roles of a slot; `vacant` is a surgery without an occupant.
enum Role : std::int32_t { kOutside, kOpposed, kAttached, kPassive, kActive, kBoard, kOnLeave, kVacant, kRoles };
inline constexpr std::array<char const*, kRoles> kRoleNames = {"outside", "opposed", "attached", "passive",
                                                               "active",  "board",   "on_leave", "vacant"};

enum Stage : std::int32_t { kNone, kPreProject, kLetter, kValidated, kSigned, kStages };
inline constexpr std::array<char const*, kStages> kStageNames = {"none", "pre_project", "letter", "validated",
                                                                 "signed"};

inline constexpr int kMissions = 6;  ///< access, pathways, prevention, crisis; quality, support (optional)
inline constexpr std::array<char const*, kMissions> kMissionNames = {"access", "pathways", "prevention",
                                                                     "crisis", "quality",  "support"};

inline constexpr int kStreams = 8;     ///< replicates per frame: replicate r = (frame r / 8, stream r % 8)
inline constexpr int kPeers = 8;       ///< peers of a professional
inline constexpr int kLanes = 16;      ///< runs that are advanced side by side
inline constexpr int kSpellAges = 32;  ///< half-years of the age of a membership spell, the last one open

}  // namespace cptsim
