// A territory of a session: its reference runs, computed once and kept for all policies that are tried on it.
#pragma once
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/model/recorder.hpp"
#include "sim/run/frame.hpp"
#include "sim/run/reference_runs.hpp"

namespace cptsim {

inline constexpr int kMostReplicates = 200;  ///< of a policy
inline constexpr int kPriorReplicates = 40;  ///< of them from the priors too, as `cptsim run` does
inline constexpr int kFirstReplicates = 16;  ///< simulations of a first answer (kDrawsForMean)

/// Where a territory comes from.
struct LandOrigin {
    std::string population;  ///< as --population takes it; of one's own table, the name of its file
    std::string csv;         ///< a table of one's own, or ""
    friend bool operator==(LandOrigin const&, LandOrigin const&) = default;
};

/// One frame of people, and the runs of the reference in it: first those with parameters of the posterior, then, in
/// frames below kPriorReplicates and where memory allows, those from the priors.
struct ReferenceFrame {
    Frame frame;
    std::vector<Run> runs;  ///< [kept lane]; the point says which parameters
    std::unique_ptr<ReferenceRuns> kept;
    std::vector<std::string> digests;  ///< [kept lane] once asked for
    std::size_t bytes = 0;
    unsigned long used = 0;
};

/// Says whether to give up what is being computed.
using GiveUp = std::function<bool()>;

/// A policy that may go along in lanes that the reference leaves idle.
struct Passenger {
    Plan const& plan;  ///< the land's, with the policy in it
    int scenario;
    std::vector<std::pair<Run, Observation>>& made;  ///< its runs; empty where there was no room
};

class Land {
  public:
    /// Reads the table. Throws InputError.
    explicit Land(LandOrigin origin);
    [[nodiscard]] LandOrigin const& origin() const { return origin_; }
    /// The reference, with points of the posterior and, behind them, of the priors: point r of replicate r, then
    /// kMostReplicates + r.
    [[nodiscard]] Plan const& plan() const { return plan_; }
    /// As `cptsim run` would plan it: the reference, and `policies` beside it.
    [[nodiscard]] Plan launch(std::vector<Scenario> policies) const;
    /// The same from the priors.
    [[nodiscard]] Plan prior_launch(Plan const& launch) const;
    /// Whether there is memory for priors and Januaries.
    [[nodiscard]] bool keeps_januaries() const;

    /// Whether the reference was run for a first answer; asked from any thread.
    [[nodiscard]] bool is_ready() const { return is_ready_; }
    /// Runs it, for policies that start when most do; false where it was given up.
    bool make_ready(GiveUp const&);

    /// Frame `number`, computed where it is not kept; null where it was given up. Nobody goes along in the frames of a
    /// first answer: they are kept where the policy changes meanwhile.
    ReferenceFrame* frame(int number, int fork, GiveUp const&, Passenger const* = nullptr);
    [[nodiscard]] std::size_t bytes() const;
    /// Forgets the frame that was used longest ago; false where there is none but `kept`.
    bool forget_oldest(int kept);

  private:
    [[nodiscard]] ReferenceFrame empty_frame(int number) const;
    [[nodiscard]] std::vector<int> januaries(int number, int fork) const;
    [[nodiscard]] std::size_t january_bytes(std::size_t lanes) const;

    LandOrigin origin_;
    Plan launch_, prior_, plan_;
    std::map<int, ReferenceFrame> frames_;
    unsigned long clock_ = 0;
    std::atomic<bool> is_ready_ = false;
};

}  // namespace cptsim
