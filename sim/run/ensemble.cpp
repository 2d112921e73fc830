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
        int years = 0;
        for (int f = 0; f < frames_of(plan_); ++f)
            for (auto const& pack : wanted_packs(f)) years += years_begun(plan_) - pack.first_year;
        return years;
    }
    [[nodiscard]] bool is_wanted(Run const& run) const { return !wanted_ || wanted_(run); }

    /// Whether anything of a frame is wanted: sooner known than its packs.
    [[nodiscard]] bool is_any_wanted(int frame) const
    {
        for (int r = frame * kStreams; r < std::min(plan_.replicates, (frame + 1) * kStreams); ++r)
            for (int s = 0; s < static_cast<int>(plan_.scenarios.size()); ++s)
                if ((s != plan_.placebo_scenario || r < plan_.placebo_replicates) &&
                    is_wanted({s, r, plan_.points.size() == 1 ? 0 : r}))
                    return true;
        return false;
    }

    /// Packs of a frame without those of which nothing is wanted. The first, which the others go on from, is there if
    /// any is.
    [[nodiscard]] std::vector<Pack> wanted_packs(int frame) const
    {
        if (!is_any_wanted(frame)) return {};
        auto packs = packs_of_frame(plan_, frame);
        auto const has_none = [&](Pack const& pack) {
            return std::none_of(pack.runs.begin(), pack.runs.end(), [&](Run const& run) { return is_wanted(run); });
        };
        std::erase_if(packs, [&](Pack const& pack) { return pack.apart && has_none(pack); });
        if (packs.size() == 1 && has_none(packs.front())) packs.clear();
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
        ReferenceRuns reference(plan_);
        for (Pack const& pack : packs) reference.asked.push_back(pack.first_year);
        for (Pack const& pack : packs) {
            if (stopped()) return;
            run_pack(frame, pack, packs.size() > 1 ? &reference : nullptr);
        }
    }

    void run_pack(Frame const& frame, Pack const& pack, ReferenceRuns* reference)
    {
        auto const start = Clock::now();
        PackRun run(plan_, frame, pack, reference);
        if (reference && !pack.apart) run.keep(*reference);
        for (std::size_t lane = 0; lane < pack.runs.size(); ++lane)
            if (is_wanted(pack.runs[lane]))
                if (auto place = recorder_.place_for(pack.runs[lane])) run.write_to(lane, *std::move(place));
        run.initialise();
        add_time(timing_.synthesis_seconds, seconds_since(start));
        if (!advance(run, pack.first_year)) return;
        for (std::size_t lane = 0; lane < pack.runs.size(); ++lane) {
            // Taken of all lanes: other packs may go on from one that nobody wants.
            Observation const observation = run.take_observation(static_cast<int>(lane));
            if (!is_wanted(pack.runs[lane])) continue;
            recorder_.write(pack.runs[lane], observation);
            std::scoped_lock const lock(mutex_);
            timing_.professional_months += observation.professional_months;
            ++timing_.runs_done;
        }
    }

    /// All years of a pack from `first_year` on; false where it was interrupted.
    bool advance(PackRun& run, int first_year)
    {
        LoopTime const loop(*this);
        for (int year = first_year; year < years_begun(plan_); ++year) {
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
