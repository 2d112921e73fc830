#include "sim/run/ensemble.hpp"

#include <algorithm>
#include <mutex>

#include "sim/base/parallel.hpp"
#include "sim/model/dispatch.hpp"
#include "sim/run/pack_run.hpp"
#include "sim/run/progress_meter.hpp"

namespace cptsim {
namespace {

class Ensemble {
  public:
    Ensemble(Plan const& plan, Recorder& recorder, Progress const& progress, std::atomic<bool> const* interrupted,
             WantedRuns const& wanted)
        : plan_(plan),
          recorder_(recorder),
          interrupted_(interrupted),
          wanted_(wanted),
          progress_(progress, total_work())
    {
    }

    EnsembleTiming run()
    {
        auto const start = Clock::now();
        parallel_in_order(static_cast<std::size_t>(frames_of(plan_)), packs_at_once(plan_),
                          [&](std::size_t frame) { run_frame(static_cast<int>(frame)); });
        timing_.wall_seconds = seconds_since(start);
        return timing_;
    }

  private:
    [[nodiscard]] double total_work() const
    {
        std::size_t packs = 0;
        for (int f = 0; f < frames_of(plan_); ++f) packs += wanted_packs(f).size();
        return static_cast<double>(packs) * ((plan_.months() + 11) / 12);
    }
    /// Packs of a frame without those of which nothing is wanted; in the others, what is not wanted is not written.
    [[nodiscard]] std::vector<Pack> wanted_packs(int frame) const
    {
        auto packs = packs_of_frame(plan_, frame);
        if (!wanted_) return packs;
        for (auto& pack : packs)
            for (std::size_t lane = 0; lane < pack.runs.size(); ++lane)
                pack.written[lane] = pack.written[lane] && wanted_(pack.runs[lane]);
        std::erase_if(packs, [](Pack const& pack) {
            return std::none_of(pack.written.begin(), pack.written.end(), [](bool written) { return written; });
        });
        return packs;
    }
    [[nodiscard]] bool stopped() const { return interrupted_ && interrupted_->load(); }

    void run_frame(int number)
    {
        if (stopped()) return;
        auto const packs = wanted_packs(number);
        if (packs.empty()) return;
        auto const start = Clock::now();
        Frame const frame = draw_frame(plan_, number);
        add_time(timing_.synthesis_seconds, seconds_since(start));
        for (Pack const& pack : packs) {
            if (stopped()) return;
            run_pack(frame, pack);
        }
    }

    void run_pack(Frame const& frame, Pack const& pack)
    {
        auto const start = Clock::now();
        PackRun run(plan_, frame, pack);
        run.initialise();
        add_time(timing_.synthesis_seconds, seconds_since(start));
        if (!advance(run)) return;
        for (std::size_t lane = 0; lane < pack.runs.size(); ++lane) {
            if (!pack.written[lane]) continue;
            Observation const observation = run.take_observation(static_cast<int>(lane));
            recorder_.write(pack.runs[lane], observation);
            std::scoped_lock const lock(mutex_);
            timing_.professional_months += observation.professional_months;
            ++timing_.runs_done;
        }
    }

    /// All years of a pack; false where it was interrupted.
    bool advance(PackRun& run)
    {
        LoopTime const loop(*this);
        for (int year = 0; year * 12 < plan_.months(); ++year) {
            if (stopped()) return false;
            run.advance_year(year);
            progress_.add(1);
        }
        return true;
    }

    /// Wall time during which at least one pack is in the monthly loop, however many are at once.
    class LoopTime {
      public:
        explicit LoopTime(Ensemble& ensemble) : ensemble_(ensemble)
        {
            std::scoped_lock const lock(ensemble_.mutex_);
            if (ensemble_.looping_++ == 0) ensemble_.loop_start_ = Clock::now();
        }
        ~LoopTime()
        {
            std::scoped_lock const lock(ensemble_.mutex_);
            if (--ensemble_.looping_ == 0) ensemble_.timing_.loop_seconds += seconds_since(ensemble_.loop_start_);
        }
        LoopTime(LoopTime const&) = delete;
        LoopTime& operator=(LoopTime const&) = delete;

      private:
        Ensemble& ensemble_;
    };

    void add_time(double& sum, double seconds)
    {
        std::scoped_lock const lock(mutex_);
        sum += seconds;
    }

    Plan const& plan_;
    Recorder& recorder_;
    std::atomic<bool> const* interrupted_;
    WantedRuns const& wanted_;
    ProgressMeter progress_;
    EnsembleTiming timing_;
    int looping_ = 0;  ///< packs in the monthly loop
    Clock::time_point loop_start_;
    std::mutex mutex_;
};

}  // namespace

EnsembleTiming run_ensemble(Plan const& plan, Recorder& recorder, int threads, Progress const& progress,
                            std::atomic<bool> const* interrupted, WantedRuns const& wanted)
{
    check_addresses(plan.territories);
    EnsembleTiming timing;
    recorder.begin(plan);
    with_threads(threads, [&] { timing = Ensemble(plan, recorder, progress, interrupted, wanted).run(); });
    recorder.finish();
    return timing;
}

char const* simd_target() { return kernel_table().name; }

}  // namespace cptsim
