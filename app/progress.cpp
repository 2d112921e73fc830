#include "app/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <string>

#include "sim/base/text.hpp"

namespace cptsim::app {
namespace {

/// Steps in which progress is reported: a hundredth on a terminal, a tenth elsewhere.
double step(bool terminal) { return terminal ? 0.01 : 0.1; }

}  // namespace

void say(Language language, Text const& words) { fmt::print(stderr, "{}\n", words.in(language)); }

ProgressReport::ProgressReport(Language language, bool quiet, std::string what)
    : language_(language),
      what_(what.empty() ? what : what + Text{": ", "\u00A0: "}.in(language)),
      quiet_(quiet),
      terminal_(isatty(STDERR_FILENO) == 1)
{
}

void ProgressReport::show(double fraction)
{
    if (quiet_) return;
    std::lock_guard const lock(mutex_);
    double const reached = std::floor(fraction / step(terminal_) + 1e-9) * step(terminal_);
    if (reached <= shown_ + 1e-9) return;
    shown_ = reached;
    double const seconds = seconds_since(start_);
    double const left = fraction > 0 ? seconds * (1 - fraction) / fraction : 0;
    auto const text = format(language_, {"{:3.0f} %, {:.0f} s, {:.0f} s left", "{:3.0f} %, {:.0f} s, reste {:.0f} s"},
                             100 * reached, seconds, left);
    if (terminal_) {
        constexpr int kBar = 40;
        auto const full = static_cast<std::size_t>(std::lround(kBar * reached));
        fmt::print(stderr, "\r{}[{:<{}}] {}   ", what_, std::string(full, '#'), kBar, text);
        open_ = true;
    } else {
        fmt::print(stderr, "{}{}\n", what_, text);
    }
    std::fflush(stderr);
}

void ProgressReport::end()
{
    std::lock_guard const lock(mutex_);
    if (open_) fmt::print(stderr, "\n");
    open_ = false;
}

}  // namespace cptsim::app
