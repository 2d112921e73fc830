#include "sim/run/pack_run.hpp"

#include <algorithm>
#include <stdexcept>

#include "sim/base/parallel.hpp"
#include "sim/model/dispatch.hpp"
#include "sim/model/streams.hpp"
#include "sim/run/observation.hpp"
#ifdef CPTSIM_CHECKS
#include "sim/model/invariants.hpp"
#endif

namespace cptsim {

using kernel::kMonths;

namespace {

constexpr auto kL = static_cast<std::size_t>(kLanes);

/// A territory without the memory of its state.
kernel::Block block_of(Territory const& facts, TerritorySlots const& slots)
{
    kernel::Block block{};
    block.inhabitants = static_cast<float>(facts.inhabitants);
    block.ties = static_cast<float>(facts.ties);
    block.size_class = facts.size_class - 1;
    block.stage = facts.stage;
    block.stage_months = facts.stage_months;
    block.key = slots.key;
    block.rows = slots.rows;
    std::copy(slots.first_row.begin(), slots.first_row.end(), block.first_row);
    std::copy(slots.occupied.begin(), slots.occupied.end(), block.occupied);
    block.peers = slots.peers.data();
    return block;
}

/// Sums of all threads, in the first that has any; null where none has.
std::unique_ptr<PackSums> join(std::vector<std::unique_ptr<PackSums>>& parts)
{
    std::unique_ptr<PackSums> total;
    for (auto& part : parts) {
        if (!part) continue;
        if (!total)
            total = std::move(part);
        else
            total->join(*part);
    }
    return total;
}

/// Mean attitude of all professionals in December: next year's national climate of opinion.
float mean_attitude(PackSums const& sums, std::size_t lane)
{
    double attitude = 0, eligible = 0;
    auto const& december = sums.person_monthly[kMonths - 1];
    for (int p = 0; p < kProfessions; ++p) {
        attitude += static_cast<double>(december[kernel::person::attitude][p][lane]);
        eligible += static_cast<double>(december[kernel::person::eligible][p][lane]);
    }
    return eligible > 0 ? static_cast<float>(attitude / eligible) : 0.0f;
}

}  // namespace

PackRun::PackRun(Plan const& plan, Frame const& frame, Pack const& pack, ReferenceRuns const* reference)
    : plan_(plan),
      pack_(pack),
      kernel_(kernel_table()),
      parameters_(parameter_rows(plan, pack)),
      retirement_(retirement_scale(parameters_)),
      trend_(parameters_),
      levers_(plan, pack),
      regions_(plan.territories),
      ceilings_(plan, pack, regions_.names()),
      known_(plan),
      runs_(std::make_unique<kernel::Runs>()),
      opinion_(kL),
      spells_(2UL * kernel::kMaxYears * kSpellAges * kL),
      reference_(pack.apart ? reference : nullptr)
{
    if (pack.apart && !reference) throw std::logic_error("a pack without the runs of its reference");
    lay_out(frame);
    describe_runs(frame);
    if (reference_) {
        for (std::size_t l = 0; l < kL; ++l) kept_lane_[l] = pack.reference_lane[l < pack.runs.size() ? l : 0];
        std::array<int, kLanes> lane_of{};
        for (std::size_t l = 0; l < kL; ++l) lane_of[l] = reference_->lanes[static_cast<std::size_t>(kept_lane_[l])];
        known_.follow(reference_->known, lane_of);
    } else {
        known_.draw(plan, kernel_, blocks_, *runs_, levers_);
    }
    std::copy_n(parameters_.data() + std::size_t{parameter::traits_attitude_mean} * kL, kL, opinion_.data());
    observations_.resize(pack.runs.size());
    places_.resize(pack.runs.size());
}

/// Gives each territory its part of the memory.
void PackRun::lay_out(Frame const& frame)
{
    std::size_t rows = 0;
    for (auto const& t : frame.territories) rows += static_cast<std::size_t>(t.rows);
    state_ = LaneArray(rows * kernel::kColumns * kL, LaneArray::Content::unset);
    views_ = LaneArray(rows * 2 * kL, LaneArray::Content::unset);
    cpts_ = LaneArray(frame.territories.size() * kernel::kCptsBytes / 4);
    std::size_t at = 0;
    for (std::size_t t = 0; t < frame.territories.size(); ++t) {
        auto const& slots = frame.territories[t];
        auto const n = static_cast<std::size_t>(slots.rows);
        auto block = block_of(plan_.territories.rows[t], slots);
        block.state = state_.data() + at * kernel::kColumns * kL;
        block.view[0] = reinterpret_cast<std::int32_t*>(views_.data() + at * 2 * kL);
        block.view[1] = block.view[0] + n * kL;
        block.cpts = cpts_.data() + t * (kernel::kCptsBytes / 4);
        blocks_.push_back(block);
        at += n;
    }
}

void PackRun::describe_runs(Frame const& frame)
{
    runs_->frame = static_cast<std::uint32_t>(frame.number);
    runs_->seed[0] = static_cast<std::uint32_t>(plan_.seed);
    runs_->seed[1] = static_cast<std::uint32_t>(plan_.seed >> 32);
    runs_->parameters = parameters_.data();
    runs_->retirement_scale = retirement_.data();
    for (int lane = 0; lane < kLanes; ++lane) {
        Run const& run = run_of(pack_, lane);
        auto const l = static_cast<std::size_t>(lane);
        runs_->replicate[l] = static_cast<std::uint32_t>(run.replicate);
        runs_->cohort_month[l] = plan_.scenarios[static_cast<std::size_t>(run.scenario)].policy_month - 1;
        runs_->reference_lane[l] = l < pack_.runs.size() && !pack_.apart ? pack_.reference_lane[l] : lane;
    }
    share_streams(*runs_);
}

void PackRun::initialise()
{
    for (std::size_t lane = 0; lane < places_.size(); ++lane) {
        if (!places_[lane].own.empty()) continue;
        observations_[lane] = empty_observation(plan_, pack_.runs[lane].scenario != 0);
        places_[lane] = place_in(observations_[lane]);
    }
    for (int year = 0; year < pack_.first_year; ++year) (void)trend_.next_year(year);
    if (pack_.first_year > 0) return take_over(reference_->january(pack_.first_year));
    parallel_for(blocks_.size(), [&](std::size_t t) { kernel_.initialise(blocks_[t], *runs_); });
}

void PackRun::advance_year(int year, kernel::Trace* trace, int traced)
{
    regions_.set_january(year, levers_, *runs_);
    ceilings_.set_january(year);
    float const* const trend = trend_.next_year(year);
    std::vector<std::unique_ptr<PackSums>> parts(static_cast<std::size_t>(current_threads()));
    parallel_for(blocks_.size(), [&](std::size_t t) {
        auto& part = parts[static_cast<std::size_t>(thread_index())];
        if (!part) part = std::make_unique<PackSums>(regions_.count());
        advance_territory(year, t, trend, *part, static_cast<int>(t) == traced ? trace : nullptr);
    });
    if (auto const total = join(parts)) collect(year, *total);
    if (kept_) keep_january(year + 1);
}

void PackRun::advance_territory(int year, std::size_t t, float const* trend, PackSums& sums, kernel::Trace* trace)
{
    int const first_month = year * kMonths;
    kernel::YearInput input{};
    input.first_month = first_month;
    input.months = std::min(kMonths, plan_.months() - first_month);
    input.levers = levers_.year(static_cast<int>(t), first_month);
    input.trend = trend;
    input.capacity = regions_.capacity(t);
    input.paid = ceilings_.paid(regions_.of(t));
    input.opinion = opinion_.data();
    input.steps = known_.steps(t, year);
    input.last_year = first_month + kMonths >= plan_.months();
    LaneArray status, offers;
    if (reference_ && reference_->pairs && input.months == kMonths) {
        counterparts(year, t, status, offers);
        input.reference_status = reinterpret_cast<std::int32_t const*>(status.data());
        input.reference_offers = offers.data();
    }
    kernel_.territory_year(blocks_[t], *runs_, input, sums.output, sums.counts, trace);
#ifdef CPTSIM_CHECKS
    check_invariants(blocks_[t], static_cast<int>(pack_.runs.size()));
    check_counts(blocks_[t], sums.output, input.months - 1, static_cast<int>(pack_.runs.size()));
#endif
    sums.add_output(regions_.of(t));
    if (kept_ && kept_->pairs && input.months == kMonths) keep_december(year, t, sums.output);
    for (std::size_t lane = 0; lane < places_.size(); ++lane)
        observe_territory(plan_, sums.output, year, t, lane, places_[lane]);
}

/// What a year leaves to the next, and to the observations.
void PackRun::collect(int year, PackSums& total)
{
    for (std::size_t k = 0; k < spells_.size(); ++k) spells_[k] += total.spells[k];
    for (std::size_t lane = 0; lane < kL; ++lane) opinion_[lane] = mean_attitude(total, lane);
    parallel_for(places_.size(), [&](std::size_t lane) { observe_year(plan_, total, year, lane, places_[lane]); });
    regions_.set_waiting(std::move(total.waiting));
    ceilings_.set_claims(std::move(total.claims));
}

Observation PackRun::take_observation(int lane)
{
    auto const l = static_cast<std::size_t>(lane);
    observe_spells(plan_, spells_, l, places_[l]);
    observations_[l].professional_months = professional_months(places_[l]);
    if (kept_)
        for (std::size_t k = 0; k < kept_->lanes.size(); ++k)
            if (kept_->lanes[k] == lane) kept_->observed[k] = observation_in(places_[l]);
    return std::move(observations_[l]);
}

}  // namespace cptsim
