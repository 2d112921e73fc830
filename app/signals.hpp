// SIGINT and SIGTERM ask the work to stop where it can be stopped without loss.
#pragma once
#include <atomic>
#include <csignal>
#include <cstddef>

namespace cptsim::app {

/// Until its end, the first SIGINT or SIGTERM asks for a stop; a second one kills.
class SignalWatch {
  public:
    SignalWatch();
    ~SignalWatch();
    SignalWatch(SignalWatch const&) = delete;
    SignalWatch& operator=(SignalWatch const&) = delete;

    /// Becomes true when a stop is asked for.
    [[nodiscard]] static std::atomic<bool> const& interrupted();
    /// Ends the command with the status of the signal that asked for the stop.
    [[noreturn]] static void stop();

  private:
    struct sigaction before_[2]{};
};

}  // namespace cptsim::app
