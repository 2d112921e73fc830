// How far a launch is, on stderr: a bar on a terminal, plain lines elsewhere.
#pragma once
#include <mutex>
#include <string>

#include "sim/base/language.hpp"
#include "sim/run/progress_meter.hpp"

namespace cptsim::app {

/// A line on stderr.
void say(Language, Text const& words);

class ProgressReport {
  public:
    /// `what`: named in front of each line, as "calibrated runs"; "" for nothing.
    ProgressReport(Language language, bool quiet, std::string what = "");
    /// Ends the line of the bar, so that what follows starts on a line of its own.
    ~ProgressReport() { end(); }
    ProgressReport(ProgressReport const&) = delete;
    ProgressReport& operator=(ProgressReport const&) = delete;

    /// `fraction` in [0, 1] of the work is done; from any thread. A fraction that falls back is passed over.
    void show(double fraction);
    void end();

  private:
    Language language_;
    std::string what_;
    bool quiet_;
    bool terminal_;
    bool open_ = false;  ///< the bar stands on an unfinished line
    double shown_ = -1;
    Clock::time_point start_ = Clock::now();
    std::mutex mutex_;
};

}  // namespace cptsim::app
