#include "analysis/effects/precision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/effects/indicators.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/number.hpp"
#include "sim/base/plain_text.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

std::vector<std::string> possible_indicators()
{
    std::vector<std::string> ids;
    for (auto const& x : indicators())
        if (x.kind != IndicatorKind::paired && &x != &indicators()[indicator::cost_per_hour_]) ids.emplace_back(x.id);
    return ids;
}

constexpr Text kExample = {" as in \"active@2029-12: 0.2\"", " par exemple \"active@2029-12: 0.2\""};

[[noreturn]] void refuse(std::string const& text, Words const& why, Words const& advice = kExample)
{
    throw InputError(both({"--precision is \"{}\" ({}){}", "--precision vaut « {} » ({}){}"}, text, why, advice));
}

/// "2029-12" -> a month since January 2019, -1 where it is none.
int month_of(std::string const& text)
{
    if (text.size() != 7 || text[4] != '-') return -1;
    auto const year = parse_number<int>(text.substr(0, 4)), month = parse_number<int>(text.substr(5));
    if (!year || !month || *month < 1 || *month > 12 || *year < 2019) return -1;
    return month_index(*year, *month);
}

PrecisionAim parse_one(std::string const& text)
{
    auto const at = text.find('@'), colon = text.find(':', at == std::string::npos ? 0 : at);
    if (at == std::string::npos || colon == std::string::npos)
        refuse(text, Text{"must be an indicator, a month and a half-width",
                          "il faut un indicateur, un mois et une demi-largeur"});
    auto const id = trimmed(text.substr(0, at));
    auto const ids = possible_indicators();
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
        auto const nearest = suggestion(id, ids);
        refuse(text,
               both({"no indicator with a mean of its own is called \"{}\"; there are {}",
                     "aucun indicateur doté d'une moyenne ne s'appelle « {} » ; il y a {}"},
                    id, fmt::format("{}", fmt::join(ids, ", "))),
               nearest.empty() ? Words(kExample) : nearest);
    }
    PrecisionAim aim;
    aim.text = text;
    auto const& all = indicators();
    aim.indicator =
        static_cast<int>(std::find_if(all.begin(), all.end(), [&](auto const& x) { return x.id == id; }) - all.begin());
    aim.month = month_of(trimmed(text.substr(at + 1, colon - at - 1)));
    if (aim.month < 0)
        refuse(text,
               Text{"its month must be YYYY-MM, from 2019-01 on", "son mois doit être AAAA-MM, à partir de 2019-01"});
    if (aim.month % 12 != 11)
        refuse(text, Text{"its month must be a December, when indicators are taken",
                          "son mois doit être un décembre, date de lecture des indicateurs"});
    auto const width = parse_number<double>(trimmed(text.substr(colon + 1)));
    if (!width || !(*width > 0) || !std::isfinite(*width))
        refuse(text, Text{"its half-width must be a positive number, in the unit of the indicator",
                          "sa demi-largeur doit être un nombre positif, dans l'unité de l'indicateur"});
    aim.half_width = *width;
    return aim;
}

}  // namespace

std::vector<PrecisionAim> parse_precision(std::vector<std::string> const& texts)
{
    std::vector<PrecisionAim> aims;
    for (auto const& text : texts) aims.push_back(parse_one(text));
    return aims;
}

void require_reached(std::vector<PrecisionAim> const& aims, int end_month)
{
    for (auto const& aim : aims)
        if (aim.month > end_month)
            refuse(aim.text, both({"the runs end in {}", "les simulations finissent en {}"}, month_name(end_month)));
}

std::vector<int> precision_batches(int ceiling)
{
    std::vector<int> batches;
    for (int frames = kFirstFrames; frames * kStreams < ceiling; frames += std::max(1, frames / 4))
        batches.push_back(frames * kStreams);
    batches.push_back(ceiling);
    return batches;
}

MeanEstimate mean_over_frames(std::span<double const> by_replicate)
{
    std::vector<ClusteredValue> values;
    for (std::size_t r = 0; r < by_replicate.size(); ++r)
        if (std::isfinite(by_replicate[r])) values.push_back({static_cast<int>(r) / kStreams, by_replicate[r]});
    return estimate_mean(values);
}

PrecisionState precision_state(std::vector<PrecisionAim> const& aims, std::span<AimEstimate const> estimates,
                               int replicates)
{
    PrecisionState state;
    double worst = 0;
    for (auto const& one : estimates) {
        auto const& aim = aims[one.aim];
        bool const frames = one.mean.clusters >= kFirstFrames;
        double const ratio = kStoppingMargin * one.mean.half_width / aim.half_width;
        if (!frames || !(ratio <= 1)) state.met = false;
        if (!(ratio <= worst) || state.aim.empty()) {
            worst = std::isnan(ratio) ? worst : ratio;
            state.half_width = one.mean.half_width;
            state.aim = aim.text;
            state.scenario = one.scenario;
        }
    }
    int const least = kFirstFrames * kStreams;
    double const needed = std::max<double>(least, std::min(1e6, worst * worst * replicates));
    state.needed = static_cast<int>(std::ceil(needed / kStreams)) * kStreams;
    return state;
}

bool is_out_of_reach(PrecisionState const& state, int ceiling) { return !state.met && state.needed > 2 * ceiling; }

void refuse_precision(PrecisionState const& state, int replicates, int ceiling)
{
    throw InputError(
        both({"--precision \"{}\" is not met by at most {} replicates (after {}, ±{:.3g} for {}; draws of people are "
              "what counts, {} replicates each, {} of them at least) about --replicates {}, or a wider one?",
              "--precision \"{}\" n'est pas atteinte avec {} simulations au plus (après {}, ±{:.3g} pour {} ; ce sont "
              "les populations tirées qui comptent, {} simulations chacune, {} au moins) environ --replicates {}, ou "
              "une moins étroite ?"},
             state.aim, ceiling, replicates, state.half_width, state.scenario, kStreams, kFirstFrames, state.needed));
}

void AimRecorder::begin(Plan const& plan)
{
    plan_ = plan;
    values_.assign(aims_.size() * plan.scenarios.size() * static_cast<std::size_t>(plan.replicates), kNaN);
}

void AimRecorder::write(Run const& run, Observation const& observation)
{
    auto const replicates = static_cast<std::size_t>(plan_.replicates);
    for (std::size_t a = 0; a < aims_.size(); ++a)
        values_[(a * plan_.scenarios.size() + static_cast<std::size_t>(run.scenario)) * replicates +
                static_cast<std::size_t>(run.replicate)] =
            indicator_value(plan_, observation, aims_[a].indicator, aims_[a].month);
}

PrecisionState AimRecorder::state() const
{
    auto const scenarios = plan_.scenarios.size(), replicates = static_cast<std::size_t>(plan_.replicates);
    std::vector<AimEstimate> estimates;
    for (std::size_t a = 0; a < aims_.size(); ++a)
        for (std::size_t s = scenarios == 1 ? 0 : 1; s < scenarios; ++s) {
            if (static_cast<int>(s) == plan_.placebo_scenario) continue;
            std::vector<double> values(
                values_.begin() + static_cast<std::ptrdiff_t>((a * scenarios + s) * replicates),
                values_.begin() + static_cast<std::ptrdiff_t>((a * scenarios + s + 1) * replicates));
            for (std::size_t r = 0; s > 0 && r < replicates; ++r) values[r] -= values_[a * scenarios * replicates + r];
            estimates.push_back({a, plan_.scenarios[s].name, mean_over_frames(values)});
        }
    return precision_state(aims_, estimates, plan_.replicates);
}

Plan with_replicates(Plan plan, int replicates)
{
    plan.replicates = replicates;
    if (plan.points.size() > 1) plan.points.resize(static_cast<std::size_t>(replicates));
    plan.placebo_replicates = std::min(plan.placebo_replicates, replicates);
    return plan;
}

}  // namespace cptsim
