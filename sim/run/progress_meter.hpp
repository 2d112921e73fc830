// Time and progress of a launch.
#pragma once
#include <algorithm>
#include <chrono>
#include <mutex>

#include "sim/run/ensemble.hpp"

namespace cptsim {

using Clock = std::chrono::steady_clock;
[[nodiscard]] inline double seconds_since(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Counts years of packs, or packs, and passes the fraction done on, about ten times a second.
class ProgressMeter {
  public:
    ProgressMeter(Progress const& report, double total) : report_(report), total_(total) {}
    void add(double amount)
    {
        std::scoped_lock const lock(mutex_);
        done_ += amount;
        if (!report_ || seconds_since(last_) < 0.1) return;
        last_ = Clock::now();
        report_(std::min(1.0, done_ / total_));
    }

  private:
    Progress const& report_;
    double total_, done_ = 0;
    Clock::time_point last_ = Clock::now();
    std::mutex mutex_;
};

}  // namespace cptsim
