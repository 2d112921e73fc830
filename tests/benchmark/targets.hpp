// A pack of runs over shipped territories, advanced to January 2025, whose territories can be handed to any kernel.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "tests/benchmark/plans.hpp"
#include "tests/benchmark/submodels.hpp"

namespace cptsim::benchmarks {

inline bool has_avx2() { return __builtin_cpu_supports("avx2"); }
inline bool has_avx512()
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
}

class Territories {
  public:
    Territories(std::string const& population, int scenarios, int replicates);

    /// A territory in January 2025, with a year's input.
    [[nodiscard]] Scene scene(int territory);
    /// Puts the state of all territories back to January 2025.
    void restore();
    [[nodiscard]] int count() const { return static_cast<int>(frame_.territories.size()); }
    /// Occupied slots times runs.
    [[nodiscard]] double professionals() const { return occupied(frame_) * static_cast<double>(pack_.runs.size()); }

  private:
    Plan plan_;
    Frame frame_;
    Pack pack_;
    PackRun run_;
    LeverTables levers_;
    StockTrend expected_;
    float const* trend_ = nullptr;  ///< of the year of the scene
    LaneArray capacity_, paid_, opinion_;
    std::vector<std::vector<float>> saved_, saved_cpts_;  ///< [territory]
    kernel::YearOutput output_{};
    kernel::YearCounts counts_{};
    std::vector<std::int32_t> spells_;
};

}  // namespace cptsim::benchmarks
