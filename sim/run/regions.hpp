// What the CPTS of a region share: the capacity of ARS and CPAM to move files on. docs/model.md, "Regional capacity".
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/run/lanes.hpp"

namespace cptsim {

/// The regions of a table of territories in one pack of runs.
class Regions {
  public:
    explicit Regions(TerritoryTable const& table);

    [[nodiscard]] std::size_t count() const { return names_.size(); }
    [[nodiscard]] std::vector<std::string> const& names() const { return names_; }
    [[nodiscard]] std::size_t of(std::size_t territory) const { return region_of_[territory]; }

    /// Takes the CPTS of last December: [region][stage][lane].
    void set_waiting(std::vector<std::int64_t> waiting) { waiting_ = std::move(waiting); }
    [[nodiscard]] std::vector<std::int64_t> const& waiting() const { return waiting_; }

    /// Draws this year's capacity and pace, and sets the capacity against the files that wait.
    void set_january(int year, LeverTables const& levers, kernel::Runs const& runs);

    /// [lane]: factor of the capacity of a territory's region, and of the nation's pace, on the progress of files this
    /// year.
    [[nodiscard]] float const* capacity(std::size_t territory) const
    {
        return capacity_.data() + region_of_[territory] * kLanes;
    }

  private:
    TerritoryTable const& table_;
    std::vector<std::string> names_;
    std::vector<std::size_t> region_of_;  ///< [territory]
    std::vector<std::int64_t> waiting_;   ///< [region][stage][lane]
    LaneArray capacity_;                  ///< [region][lane]
};

}  // namespace cptsim
