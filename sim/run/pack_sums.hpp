// Sums over the territories of a pack in one year.
#pragma once
#include <cstdint>
#include <vector>

#include "sim/model/kernel/interface.hpp"

namespace cptsim {

/// Sums are kept in 2^-20, so that the order of what is added does not matter.
inline constexpr double kFixedUnit = 1 << 20;

/// What one thread adds up over its territories in a year, in fixed point. It is large: keep it off the stack.
struct PackSums {
    std::int64_t person_monthly[kernel::kMonths][kernel::person::count][kProfessions][kLanes];
    std::int64_t person_yearly[kernel::person_year::count][kProfessions][kLanes];
    std::int64_t cpts_monthly[kernel::kMonths][kernel::cpts::count][kLanes];
    std::int64_t mission_monthly[kernel::kMonths][kMissions][kLanes];
    std::int64_t paired[paired::count][kProfessions][kLanes];
    kernel::YearCounts counts;
    std::vector<std::int32_t> spells;   ///< [2][kMaxYears][kSpellAges][kLanes]: exits, censored
    std::vector<std::int64_t> waiting;  ///< [region][stage][lane]: CPTS in December
    std::vector<std::int64_t> claims;   ///< [region][lane]: public money claimed, whatever a ceiling lets pass
    kernel::YearOutput output;          ///< of the territory in work

    explicit PackSums(std::size_t regions);
    PackSums(PackSums const&) = delete;
    PackSums& operator=(PackSums const&) = delete;

    /// Adds `output`, of a territory of this region.
    void add_output(std::size_t region);
    void join(PackSums const& other);
};

}  // namespace cptsim
