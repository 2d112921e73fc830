#include "app/signals.hpp"

#include <unistd.h>

#include "app/commands.hpp"

namespace cptsim::app {
namespace {

constexpr std::array kWatched = {SIGINT, SIGTERM, SIGHUP, SIGXCPU, SIGUSR1};
std::atomic<bool> stop_asked{false};
volatile std::sig_atomic_t signal_received = 0;
static_assert(std::atomic<bool>::is_always_lock_free, "set in a signal handler");

/// A limit on CPU time is told again each second, and a terminal that closes may say so twice: only who asks by hand
/// asks a second time.
bool kills_the_second_time(int signal) { return signal == SIGINT || signal == SIGTERM; }

}  // namespace

void leave_on_signals()
{
    for (int const signal : {SIGHUP, SIGXCPU, SIGUSR1}) {
        struct sigaction action {};
        sigaction(signal, nullptr, &action);
        if (action.sa_handler == SIG_IGN) continue;
        action.sa_handler = [](int) { _exit(kTerminated); };
        sigaction(signal, &action, nullptr);
    }
}

SignalWatch::SignalWatch()
{
    static_assert(kWatched.size() == kSignals);
    for (std::size_t i = 0; i < kSignals; ++i) {
        sigaction(kWatched[i], nullptr, &before_[i]);
        if (before_[i].sa_handler == SIG_IGN && !kills_the_second_time(kWatched[i])) continue;
        struct sigaction action {};
        action.sa_handler = [](int number) {
            signal_received = number;
            stop_asked = true;
        };
        action.sa_flags = SA_RESTART | (kills_the_second_time(kWatched[i]) ? static_cast<int>(SA_RESETHAND) : 0);
        sigaction(kWatched[i], &action, nullptr);
    }
}

SignalWatch::~SignalWatch()
{
    for (std::size_t i = 0; i < kSignals; ++i) sigaction(kWatched[i], &before_[i], nullptr);
}

std::atomic<bool> const& SignalWatch::interrupted() { return stop_asked; }

void SignalWatch::stop() { throw Exit{signal_received == SIGINT ? kInterrupted : kTerminated}; }

}  // namespace cptsim::app
