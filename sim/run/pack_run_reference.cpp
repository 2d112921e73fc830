// What a pack leaves to packs that stand apart from their reference, and takes over from it.
#include <algorithm>
#include <bit>

#include "sim/base/parallel.hpp"
#include "sim/model/person_state.hpp"
#include "sim/run/observation.hpp"
#include "sim/run/pack_run.hpp"

namespace cptsim {
namespace {

constexpr auto kL = static_cast<std::size_t>(kLanes);
constexpr std::size_t kOffersOfTerritory = std::size_t{kProfessions} * kernel::kPairOffers;

std::size_t rows_of(kernel::Block const& block) { return static_cast<std::size_t>(block.rows); }

template <class Number>
std::vector<Number> taken(std::vector<Number> const& from, std::vector<int> const& lanes)
{
    std::vector<Number> kept(from.size() / kL * lanes.size());
    take_lanes(from.data(), from.size() / kL, lanes, kept.data());
    return kept;
}

template <class Number>
std::vector<Number> put(std::vector<Number> const& kept, std::size_t of, std::array<int, kLanes> const& which)
{
    std::vector<Number> rows(kept.size() / of * kL);
    put_lanes(kept.data(), kept.size() / of, of, which, rows.data());
    return rows;
}

}  // namespace

/// Slots of all territories before this one.
std::size_t PackRun::first_row(std::size_t t) const
{
    return static_cast<std::size_t>(blocks_[t].state - state_.data()) / (kernel::kColumns * kL);
}

void PackRun::keep(ReferenceRuns& kept)
{
    kept_ = &kept;
    for (std::size_t lane = 0; lane < pack_.runs.size(); ++lane)
        if (pack_.reference_lane[lane] == static_cast<int>(lane)) kept.lanes.push_back(static_cast<int>(lane));
    kept.known = known_;
    kept.observed.resize(kept.lanes.size());
    if (!kept.pairs) return;
    kept.decembers.resize(static_cast<std::size_t>(plan_.years()));
    std::size_t const rows = first_row(blocks_.size() - 1) + rows_of(blocks_.back());
    for (auto& december : kept.decembers) {
        december.status.resize(rows * kept.lanes.size());
        december.offers.resize(blocks_.size() * kOffersOfTerritory * kept.lanes.size());
    }
}

void PackRun::keep_december(int year, std::size_t t, kernel::YearOutput const& output)
{
    auto const& block = blocks_[t];
    auto& december = kept_->decembers[static_cast<std::size_t>(year)];
    auto const kept = kept_->lanes.size();
    auto* to = december.status.data() + first_row(t) * kept;
    for (int row = 0; row < block.rows; ++row)
        for (int const lane : kept_->lanes)
            *to++ = short_status(std::bit_cast<std::int32_t>(cell_of(block, kernel::kStatus, row)[lane]));
    take_lanes(&output.offers[0][0][0], kOffersOfTerritory, kept_->lanes,
               december.offers.data() + t * kOffersOfTerritory * kept);
}

/// What a territory's runs are compared with in a December: [row][lane] and [kProfessions][kPairOffers][lane].
void PackRun::counterparts(int year, std::size_t t, LaneArray& status, LaneArray& offers) const
{
    auto const& december = reference_->decembers[static_cast<std::size_t>(year)];
    auto const kept = reference_->lanes.size(), rows = rows_of(blocks_[t]);
    status = LaneArray(rows * kL, LaneArray::Content::unset);
    auto const* from = december.status.data() + first_row(t) * kept;
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t l = 0; l < kL; ++l)
            status[row * kL + l] =
                std::bit_cast<float>(long_status(from[row * kept + static_cast<std::size_t>(kept_lane_[l])]));
    offers = LaneArray(kOffersOfTerritory * kL, LaneArray::Content::unset);
    put_lanes(december.offers.data() + t * kOffersOfTerritory * kept, kOffersOfTerritory, kept, kept_lane_,
              offers.data());
}

/// Keeps the January of `year`, where it is asked for.
void PackRun::keep_january(int year)
{
    if (std::find(kept_->asked.begin(), kept_->asked.end(), year) == kept_->asked.end()) return;
    auto const& lanes = kept_->lanes;
    auto& january = kept_->januaries.emplace_back();
    january.year = year;
    january.state.resize(state_.size() / kL * lanes.size());
    january.view.resize(views_.size() / 2 / kL * lanes.size());
    parallel_for(blocks_.size(), [&](std::size_t t) {
        std::size_t const rows = rows_of(blocks_[t]), at = first_row(t) * lanes.size();
        take_lanes(blocks_[t].state, rows * kernel::kColumns, lanes, january.state.data() + at * kernel::kColumns);
        // What peers see in January, an even month.
        take_lanes(reinterpret_cast<float const*>(blocks_[t].view[0]), rows, lanes, january.view.data() + at);
    });
    january.cpts.resize(cpts_.size() / kL * lanes.size());
    take_lanes(cpts_.data(), cpts_.size() / kL, lanes, january.cpts.data());
    january.opinion.resize(lanes.size());
    take_lanes(opinion_.data(), 1, lanes, january.opinion.data());
    january.waiting = taken(regions_.waiting(), lanes);
    january.claims = taken(ceilings_.claims(), lanes);
    january.spells = taken(spells_, lanes);
}

/// Goes on from a January of the reference.
void PackRun::take_over(January const& january)
{
    auto const kept = reference_->lanes.size();
    parallel_for(blocks_.size(), [&](std::size_t t) {
        std::size_t const rows = rows_of(blocks_[t]), at = first_row(t) * kept;
        put_lanes(january.state.data() + at * kernel::kColumns, rows * kernel::kColumns, kept, kept_lane_,
                  blocks_[t].state);
        put_lanes(january.view.data() + at, rows, kept, kept_lane_, reinterpret_cast<float*>(blocks_[t].view[0]));
    });
    put_lanes(january.cpts.data(), cpts_.size() / kL, kept, kept_lane_, cpts_.data());
    put_lanes(january.opinion.data(), 1, kept, kept_lane_, opinion_.data());
    regions_.set_waiting(put(january.waiting, kept, kept_lane_));
    ceilings_.set_claims(put(january.claims, kept, kept_lane_));
    spells_ = put(january.spells, kept, kept_lane_);
    for (std::size_t lane = 0; lane < places_.size(); ++lane) {
        auto const& shared = reference_->observed[static_cast<std::size_t>(kept_lane_[lane])].own;
        for (std::size_t k = 0; k < shared.size(); ++k)
            std::copy(shared[k].begin(), shared[k].end(), places_[lane].own[k].begin());
    }
}

}  // namespace cptsim
