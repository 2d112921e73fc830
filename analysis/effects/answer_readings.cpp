// What may be said of an effect, and where its sign comes from. Decision 0020
#include <algorithm>
#include <cmath>

#include "analysis/effects/answer_cells.hpp"

namespace cptsim {
namespace {

constexpr double kFirm = 0.95, kRather = 0.75;

/// Never the other sign, and one in at least half of the draws.
bool never_otherwise(int with, int against, int values) { return against == 0 && 2 * with >= values; }

/// Ties may hide how seldom a sign comes, so half of the draws must have one.
bool has_sign_before_data(Effect const& e)
{
    int const n = e.mean.values;
    auto const one_way = [&](int with, int against) { return with > kFirm * n || never_otherwise(with, against, n); };
    return n >= kDrawsForSign && (one_way(e.positive, e.negative) || one_way(e.negative, e.positive));
}

/// The same people counted in another unit: per 100 professionals or as persons. -1: none.
int counterpart_of(int indicator)
{
    switch (indicator) {
        case indicator::active_:
            return indicator::net_active_;
        case indicator::net_active_:
            return indicator::active_;
        case indicator::chosen_:
            return indicator::net_chosen_;
        case indicator::net_chosen_:
            return indicator::chosen_;
        default:
            return -1;
    }
}

/// The less that may be said, the higher; -1: nothing that could be compared.
int weakness(Reading reading)
{
    if (is_clear(reading)) return 0;
    if (is_likely(reading)) return 1;
    constexpr std::array kRest = {Reading::uncertain, Reading::small, Reading::open};
    auto const at = std::find(kRest.begin(), kRest.end(), reading);
    return at == kRest.end() ? -1 : 2 + static_cast<int>(at - kRest.begin());
}

Confidence weaker(Confidence a, Confidence b)
{
    for (auto const c : {Confidence::imposed, Confidence::unknown, Confidence::assumptions})
        if (a == c || b == c) return c;
    return a;
}

Reading own_reading(Summary const& s, int scenario, int date, int indicator)
{
    return read(effect(s, scenario, date, indicator), level(s, 0, date, indicator).mean.mean);
}

}  // namespace

Reading read(Effect const& e, double base)
{
    int const n = e.mean.values;
    if (n == 0) return Reading::missing;
    if (n < kDrawsForAnswer) return Reading::too_few;
    if (n < kDrawsForMean) return Reading::range_only;
    if (e.is_identical()) return Reading::identical;
    double const mean = e.mean.mean;
    int const with = mean > 0 ? e.positive : e.negative, against = mean > 0 ? e.negative : e.positive;
    bool const clear_of_error = std::abs(mean) > e.mean.half_width;
    bool const one_side = mean > 0 ? e.predictive.low >= 0 : e.predictive.high <= 0;
    if (clear_of_error && one_side && 2 * with >= n) return mean > 0 ? Reading::higher : Reading::lower;
    double const widest = std::max(std::abs(e.predictive.low), std::abs(e.predictive.high));
    if (widest <= kSmall * base) return Reading::small;
    if (with >= kRather * (with + against) && 2 * (with + against) >= n)
        return mean > 0 ? Reading::rather_higher : Reading::rather_lower;
    return clear_of_error ? Reading::uncertain : Reading::open;
}

Confidence confidence(Summary const& s, Summary const* prior, int scenario, int date, int indicator)
{
    auto const& before = prior ? *prior : s;
    if (before.plan.parameter_source == ParameterSource::prior &&
        has_sign_before_data(effect(before, scenario, date, indicator)))
        return Confidence::imposed;
    if (s.plan.parameter_source == ParameterSource::prior) return Confidence::assumptions;
    if (s.plan.parameter_source != ParameterSource::posterior || !prior) return Confidence::unknown;
    auto const driven = is_assumption_driven(s, *prior, scenario, date, indicator);
    if (!driven) return Confidence::unknown;
    auto const reading = read(effect(s, scenario, date, indicator));
    bool const has_sign = is_clear(reading) || is_likely(reading);
    return *driven || !has_sign ? Confidence::assumptions : Confidence::data;
}

Reading one_reading(Summary const& s, int scenario, int date, int indicator)
{
    auto const own = own_reading(s, scenario, date, indicator);
    int const other = counterpart_of(indicator);
    if (other < 0) return own;
    double const a = effect(s, scenario, date, indicator).mean.mean, b = effect(s, scenario, date, other).mean.mean;
    auto const twin = own_reading(s, scenario, date, other);
    return a * b > 0 && weakness(own) >= 0 && weakness(twin) > weakness(own) ? twin : own;
}

Confidence one_confidence(Summary const& s, Summary const* prior, int scenario, int date, int indicator)
{
    auto const own = confidence(s, prior, scenario, date, indicator);
    int const other = counterpart_of(indicator);
    return other < 0 ? own : weaker(own, confidence(s, prior, scenario, date, other));
}

}  // namespace cptsim
