#include "app/signals.hpp"

#include "app/commands.hpp"

namespace cptsim::app {
namespace {

constexpr int kSignals[2] = {SIGINT, SIGTERM};
std::atomic<bool> stop_asked{false};
volatile std::sig_atomic_t signal_received = 0;
static_assert(std::atomic<bool>::is_always_lock_free, "set in a signal handler");

}  // namespace

SignalWatch::SignalWatch()
{
    struct sigaction action {};
    action.sa_handler = [](int number) {
        signal_received = number;
        stop_asked = true;
    };
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    for (std::size_t i = 0; i < 2; ++i) sigaction(kSignals[i], &action, &before_[i]);
}

SignalWatch::~SignalWatch()
{
    for (std::size_t i = 0; i < 2; ++i) sigaction(kSignals[i], &before_[i], nullptr);
}

std::atomic<bool> const& SignalWatch::interrupted() { return stop_asked; }

void SignalWatch::stop() { throw Exit{signal_received == SIGTERM ? kTerminated : kInterrupted}; }

}  // namespace cptsim::app
