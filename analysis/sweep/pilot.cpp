#include "analysis/sweep/pilot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>
#include <string>

#include "analysis/sweep/run.hpp"
#include "analysis/sweep/shared_history.hpp"
#include "sim/base/parallel.hpp"
#include "sim/base/text.hpp"
#include "sim/run/frame.hpp"

namespace cptsim {
namespace {

/// Lets everything run once.
class Forget final : public SweepLedger {
  public:
    explicit Forget(Sweep const& sweep) : packs_(sweep) {}
    [[nodiscard]] std::vector<std::uint32_t> claim(std::size_t pack) override
    {
        auto const range = packs_[pack];
        std::vector<std::uint32_t> runs(range.count);
        std::iota(runs.begin(), runs.end(), static_cast<std::uint32_t>(range.first));
        return runs;
    }
    void keep(std::size_t, std::vector<SweepResult>) override {}

  private:
    SweepPacks packs_;
};

/// The packs of the first units, as many as run side by side: what a unit shares is computed once for all its packs.
std::vector<std::size_t> pilot_packs(Sweep const& sweep, int threads)
{
    SharedHistory const history(sweep);
    std::size_t at_once = 0;
    with_threads(threads, [&] { at_once = units_at_once(history.unit_bytes()); });
    std::vector<std::size_t> packs;
    for (std::size_t pack = 0; pack < SweepPacks(sweep).size(); ++pack) {
        auto const unit = history.unit_of(pack);
        if (unit >= at_once && packs.size() > 1 && unit != history.unit_of(packs.back())) break;
        packs.push_back(pack);
    }
    return packs;
}

/// Most memory that this process has had, in bytes.
double peak_memory()
{
    std::ifstream file("/proc/self/status");
    for (std::string word; file >> word;) {
        double kilobytes = 0;
        if (word == "VmHWM:" && file >> kilobytes) return 1024 * kilobytes;
    }
    return 0;
}

std::string time_words(double seconds, Language language)
{
    if (seconds < 120) return fmt::format("{} s", format_number(seconds, 0, language));
    if (seconds < 7200) return fmt::format("{} min", format_number(seconds / 60, 0, language));
    return fmt::format("{} h", format_number(seconds / 3600, 1, language));
}

std::string size_words(double bytes, Language language)
{
    auto const mega = bytes / 1e6;
    if (mega < 1000)
        return fmt::format("{} {}", format_number(std::max(mega, 0.1), 1, language), Text{"MB", "Mo"}.in(language));
    return fmt::format("{} {}", format_number(mega / 1000, 1, language), Text{"GB", "Go"}.in(language));
}

}  // namespace

Pilot measure_pilot(Sweep const& sweep, int threads)
{
    Pilot pilot;
    auto const packs = pilot_packs(sweep, threads);
    pilot.packs = packs.size();
    Forget forget(sweep);
    SweepOptions options;
    options.threads = threads;
    pilot.seconds = run_sweep(sweep, packs, forget, options).wall_seconds;
    pilot.memory = peak_memory();
    pilot.run_bytes = 4 + 64;
    for (auto const& field : kept_fields(sweep.kept, sweep.plan))
        pilot.run_bytes += 4 * static_cast<double>(field.source.size());
    return pilot;
}

double pilot_memory(Sweep const& sweep, Pilot const& pilot)
{
    constexpr double kBytesOfRun = 16;  // what a process remembers of a run that is done
    return pilot.memory + kBytesOfRun * static_cast<double>(sweep.runs());
}

std::string estimate_words(Sweep const& sweep, Pilot const& pilot, std::size_t packs, double segment_seconds,
                           Language language)
{
    double const share = static_cast<double>(packs) / static_cast<double>(SweepPacks(sweep).size());
    double const runs = share * static_cast<double>(sweep.runs());
    double const seconds = pilot.seconds * static_cast<double>(packs) / static_cast<double>(pilot.packs);
    constexpr double kMergedTexts = 400;  // /runs of a merged file
    std::string text;
    auto const add = [&](Text const& name, std::string const& value) {
        text += fmt::format("  {:<22} {}\n", name.in(language), value);
    };
    auto const number = [&](double value) { return format_number(value, 0, language); };
    add({"runs", "simulations"},
        fmt::format("{} = {} x {} x {} {}", number(static_cast<double>(sweep.runs())), sweep.plan.scenarios.size(),
                    sweep.design.size(), sweep.plan.replicates,
                    Text{"(scenarios x points x replicates)", "(scénarios x points x réplicats)"}.in(language)));
    add({"packs to do", "paquets à faire"}, number(static_cast<double>(packs)));
    add({"segments", "segments"}, number(std::ceil(std::max(1.0, seconds / std::max(segment_seconds, pilot.seconds)))));
    add({"time", "durée"},
        format(language, {"{} ({} packs took {} s)", "{} ({} paquets en {} s)"}, time_words(seconds, language),
               pilot.packs, format_number(pilot.seconds, 2, language)));
    add({"memory", "mémoire"}, size_words(pilot_memory(sweep, pilot), language));
    add({"disk, segments", "disque, segments"}, size_words(runs * pilot.run_bytes, language));
    add({"disk, merged file", "disque, fichier joint"},
        format(language, {"{} at most", "{} au plus"},
               size_words(static_cast<double>(sweep.runs()) * (pilot.run_bytes + kMergedTexts), language)));
    return text;
}

}  // namespace cptsim
