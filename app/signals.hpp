// Signals that ask the work to stop where it can be stopped without loss.
#pragma once
#include <array>
#include <atomic>
#include <csignal>
#include <cstddef>

namespace cptsim::app {

/// From here on, and wherever no SignalWatch is at work, SIGHUP, SIGXCPU and SIGUSR1 end the program at once as SIGTERM
/// does, but with the status that it documents; those that were ignored when it began stay so.
void leave_on_signals();

/// Until its end, the first of SIGINT, SIGTERM, SIGHUP, SIGXCPU and SIGUSR1 asks for a stop; a second SIGINT or SIGTERM
/// kills. SIGHUP, SIGXCPU and SIGUSR1 stay ignored where they were so when the program began (nohup); a shell ignores
/// SIGINT for whatever it runs in the background, which says nothing.
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
    static constexpr std::size_t kSignals = 5;
    std::array<struct sigaction, kSignals> before_{};
};

}  // namespace cptsim::app
