// How far a launch is, on stderr: a bar on a terminal, plain lines elsewhere.
#pragma once
#include <chrono>
#include <mutex>

#include "sim/base/language.hpp"

namespace cptsim::app {

class ProgressReport {
  public:
    ProgressReport(Language language, bool quiet);
    /// Ends the line of the bar, so that what follows starts on a line of its own.
    ~ProgressReport() { end(); }
    ProgressReport(ProgressReport const&) = delete;
    ProgressReport& operator=(ProgressReport const&) = delete;

    /// `fraction` in [0, 1] of the work is done; from any thread. A fraction that falls back is passed over.
    void show(double fraction);
    void end();

  private:
    Language language_;
    bool quiet_;
    bool terminal_;
    bool open_ = false;  ///< the bar stands on an unfinished line
    double shown_ = -1;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    std::mutex mutex_;
};

}  // namespace cptsim::app
