// How many replicates are enough: half-widths that are asked for, batches, and when to stop. docs/decisions/0018
#pragma once
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "analysis/stats/statistics.hpp"
#include "sim/model/recorder.hpp"

namespace cptsim {

/// One --precision: the effect of each policy on an indicator in a month (its level, where there is no policy) is to be
/// known to this much on either side, with probability kCoverage.
struct PrecisionAim {
    int indicator = 0, month = 0;
    double half_width = 0;
    std::string text;  ///< as it was written
};
/// Of "active@2029-12: 0.2". Throws InputError.
[[nodiscard]] std::vector<PrecisionAim> parse_precision(std::vector<std::string> const& texts);
/// Refuses months that a plan does not reach.
void require_reached(std::vector<PrecisionAim> const&, int end_month);

/// A half-width is looked at after each batch, and stops the batches where it is so many times under what is asked.
/// Whoever stops at the first half-width that is small enough stops too often at one that is small by luck: at 1.1, the
/// truth lies within what was asked in 90 of 100 cases or more, from kFirstFrames on.
inline constexpr double kStoppingMargin = 1.1;
/// Draws of people before the first look.
inline constexpr int kFirstFrames = 5;

/// Numbers of replicates after which to look: five frames, then a quarter more each time, up to `ceiling`.
[[nodiscard]] std::vector<int> precision_batches(int ceiling);

/// How far the aims are met.
struct PrecisionState {
    bool met = true;
    double half_width = 0;  ///< of the aim that is farthest from being met,
    std::string aim;        ///< as it was written,
    std::string scenario;   ///< for the scenario with the widest effect
    int needed = 0;         ///< replicates that would do, about
};
/// From mean estimates of each aim, in the order of the aims, each for the scenarios named.
struct AimEstimate {
    std::size_t aim = 0;
    std::string scenario;
    MeanEstimate mean;
};
[[nodiscard]] PrecisionState precision_state(std::vector<PrecisionAim> const&, std::span<AimEstimate const>,
                                             int replicates);

/// Mean over replicates, of which those of one frame are one draw of people. Values that do not exist are left out.
[[nodiscard]] MeanEstimate mean_over_frames(std::span<double const> by_replicate);

/// Refuses an aim that so many replicates cannot meet, and says how many would.
[[noreturn]] void refuse_precision(PrecisionState const&, int replicates, int ceiling);
/// Whether the ceiling is so far below what is needed that going on is in vain.
[[nodiscard]] bool is_out_of_reach(PrecisionState const&, int ceiling);

/// Keeps what the aims are about of each run.
class AimRecorder final : public Recorder {
  public:
    explicit AimRecorder(std::vector<PrecisionAim> const& aims) : aims_(aims) {}
    void begin(Plan const&) override;
    void write(Run const&, Observation const&) override;
    void finish() override {}
    [[nodiscard]] PrecisionState state() const;

  private:
    std::vector<PrecisionAim> const& aims_;
    Plan plan_;
    std::vector<double> values_;  ///< [aim, scenario, replicate]
};

/// A plan with fewer replicates: that of a launch that asks for so many.
[[nodiscard]] Plan with_replicates(Plan plan, int replicates);

}  // namespace cptsim
