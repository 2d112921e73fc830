// Ceilings on public money, of the nation and of regions. docs/model.md, "Ceiling on spending".
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/run/lanes.hpp"

namespace cptsim {

/// What share of the public money due to CPTS and members is paid in a year: known each January, from the ceiling then
/// and the claims of the year before.
class Ceilings {
  public:
    Ceilings(Plan const& plan, Pack const& pack, std::vector<std::string> const& regions);

    /// Takes the claims of the year that has ended: [region][lane], in EUR / kFixedUnit.
    void set_claims(std::vector<std::int64_t> claims) { claims_ = std::move(claims); }
    [[nodiscard]] std::vector<std::int64_t> const& claims() const { return claims_; }

    /// Sets the share of this year (0 is 2019).
    void set_january(int year);

    /// [lane]: the share that is paid in a region; 1 where no ceiling is reached.
    [[nodiscard]] float const* paid(std::size_t region) const { return paid_.data() + region * kLanes; }

  private:
    /// Ceiling of one scope in a year and lane [MEUR]: the nation is scope 0, region r is scope r + 1.
    [[nodiscard]] double& limit(int year, std::size_t scope, std::size_t lane)
    {
        return limits_[(static_cast<std::size_t>(year) * (regions_ + 1) + scope) * kLanes + lane];
    }

    std::size_t regions_;
    std::vector<double> limits_;        ///< [year][scope][lane]
    std::vector<std::int64_t> claims_;  ///< [region][lane]
    LaneArray paid_;                    ///< [region][lane]
};

}  // namespace cptsim
