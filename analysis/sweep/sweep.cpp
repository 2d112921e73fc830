#include "analysis/sweep/sweep.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/portable_math.hpp"

namespace cptsim {
namespace {

/// Quantile of the standard normal distribution cut to [low, high]: portable, like all that leads to a result, and so
/// not standard_normal_quantile(). The points of studies rest on its numbers.
float cut_normal(float u, float low, float high)
{
    // Probability of lying below a score, by bisection of the quantile.
    auto const probability = [](float score) {
        float below = 0, above = 1;
        for (int step = 0; step < 30; ++step) {
            float const middle = 0.5F * (below + above);
            (middle <= 0 || (middle < 1 && normal_quantile(middle) < score) ? below : above) = middle;
        }
        return 0.5F * (below + above);
    };
    float const from = probability(low), to = probability(high);
    return normal_quantile(std::clamp(from + (to - from) * u, 1e-7F, 1.0F - 1e-7F));
}

void insert(std::vector<LeverEntry>& levers, LeverEntry entry)
{
    auto const later = std::find_if(levers.begin(), levers.end(), [&](LeverEntry const& other) {
        return other.month != entry.month ? other.month > entry.month : other.lever > entry.lever;
    });
    levers.insert(later, std::move(entry));
}

/// Shares of one whole: what the factor takes or leaves is taken from or left to the others in proportion.
void scale_the_rest(SweepFactor const& factor, double value, std::vector<double> const& base, Scenario& scenario)
{
    auto const before = [&](int row) {
        auto const set = scenario.parameters.find(row);
        return set == scenario.parameters.end() ? base[static_cast<std::size_t>(row)] : set->second;
    };
    if (factor.proportional.empty()) return;
    double const rest = 1 - before(factor.rows.front());
    for (int const row : factor.proportional)
        scenario.parameters[row] = rest > 0 ? std::clamp(before(row) * (1 - value) / rest, 0.0, 1.0) : 0;
}

/// As a file that extends the scenario's: an entry takes the place of that of the same month; a date takes the place of
/// all from the start of policies on.
void apply(SweepFactor const& factor, double value, std::vector<double> const& base, Scenario& scenario)
{
    if (factor.kind == SweepFactor::Kind::parameter) {
        scale_the_rest(factor, value, base, scenario);
        for (int const row : factor.rows) scenario.parameters[row] = value;
        return;
    }
    LeverEntry entry = factor.entry;
    bool const date = factor.kind == SweepFactor::Kind::date;
    if (date) {
        entry.month = static_cast<int>(value);
    } else {
        for (std::size_t p = 0; p < kProfessions; ++p)
            entry.value[p] = (entry.target.professions >> p & 1U) != 0 ? value : 0;
    }
    std::erase_if(scenario.levers, [&](LeverEntry const& other) {
        return other.lever == entry.lever && (date ? other.month >= scenario.policy_month : other.month == entry.month);
    });
    if (entry.month <= scenario.end_month) insert(scenario.levers, std::move(entry));
}

}  // namespace

bool SweepFactor::has_words() const
{
    return kind == Kind::lever && !lever_fields()[static_cast<std::size_t>(entry.lever)].words.empty();
}

double factor_value(SweepFactor const& factor, double u)
{
    if (!factor.continuous()) {
        auto const n = factor.values.size();
        return factor.values[std::min(n - 1, static_cast<std::size_t>(u * static_cast<double>(n)))];
    }
    double const a = factor.prior.a, b = factor.prior.b;
    if (factor.mode) {
        double const mode = *factor.mode, left = (mode - a) / (b - a);
        return std::clamp(
            u < left ? a + std::sqrt(u * (b - a) * (mode - a)) : b - std::sqrt((1 - u) * (b - a) * (b - mode)), a, b);
    }
    switch (factor.prior.kind) {
        case Prior::uniform:
            return std::clamp(a + (b - a) * u, a, b);
        case Prior::log_uniform: {
            float const low = portable_log(static_cast<float>(a)), high = portable_log(static_cast<float>(b));
            return std::clamp(static_cast<double>(portable_exp(low + (high - low) * static_cast<float>(u))), a, b);
        }
        case Prior::normal: {
            auto const score = [&](double x) { return static_cast<float>(std::clamp((x - a) / b, -5.0, 5.0)); };
            float const z = cut_normal(static_cast<float>(u), score(factor.min), score(factor.max));
            return std::clamp(a + b * static_cast<double>(z), factor.min, factor.max);
        }
        case Prior::fixed:
            break;
    }
    return a;
}

std::size_t Sweep::runs() const
{
    return plan.scenarios.size() * design.size() * static_cast<std::size_t>(plan.replicates);
}

Run Sweep::run(std::size_t number) const
{
    auto const scenarios = plan.scenarios.size(), points = design.size();
    return {static_cast<int>(number % scenarios), static_cast<int>(number / (scenarios * points)),
            static_cast<int>(number / scenarios % points)};
}

std::size_t Sweep::number(Run const& run) const
{
    auto const scenarios = plan.scenarios.size(), points = design.size();
    return (static_cast<std::size_t>(run.replicate) * points + static_cast<std::size_t>(run.point)) * scenarios +
           static_cast<std::size_t>(run.scenario);
}

std::string title_of_study(Sweep const& sweep, Language language)
{
    std::string const own = Text{sweep.title_en.c_str(), sweep.title_fr.c_str()}.in(language);
    return own.empty() ? sweep.title_en + sweep.title_fr : own;  // then at most one of the two says anything
}

SweepPacks::SweepPacks(Sweep const& sweep)
    : runs_(sweep.runs()),
      frame_runs_(sweep.plan.scenarios.size() * sweep.design.size() * kStreams),
      frame_packs_((frame_runs_ + kLanes - 1) / kLanes),
      packs_(runs_ / frame_runs_ * frame_packs_ + (runs_ % frame_runs_ + kLanes - 1) / kLanes)
{
}

RunRange SweepPacks::operator[](std::size_t pack) const
{
    std::size_t const frame = pack / frame_packs_;
    std::size_t const first = frame * frame_runs_ + pack % frame_packs_ * kLanes;
    std::size_t const last = std::min({runs_, (frame + 1) * frame_runs_, first + kLanes});
    return {first, last - first, static_cast<int>(frame)};
}

std::size_t SweepPacks::pack_of(std::size_t run) const
{
    return run / frame_runs_ * frame_packs_ + run % frame_runs_ / kLanes;
}

Scenario varied(Sweep const& sweep, int scenario, int point)
{
    auto const s = static_cast<std::size_t>(scenario);
    Scenario result = sweep.plan.scenarios[s];
    auto const& values = sweep.design[static_cast<std::size_t>(point)];
    for (std::size_t i = 0; i < values.size(); ++i)
        if (sweep.factors[i].scenarios[s]) apply(sweep.factors[i], values[i], sweep.plan.points[0], result);
    return result;
}

std::vector<double> const& replicate_parameters(Sweep const& sweep, int replicate)
{
    auto const& points = sweep.plan.points;
    return points[points.size() == 1 ? 0 : static_cast<std::size_t>(replicate)];
}

}  // namespace cptsim
