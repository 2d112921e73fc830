#include "analysis/calibration/targets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "analysis/stats/linear_algebra.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"

#ifdef CPTSIM_FOR_ELSEWHERE  // the only symbol that would need glibc 2.35; the numbers are the same
__asm__(".symver hypot,hypot@GLIBC_2.2.5");
#endif

namespace cptsim {
namespace {

bool same_place(CalibrationTarget const& a, CalibrationTarget const& b)
{
    return a.population == b.population && a.month == b.month;
}

/// Shares of one whole, in one sample or register.
bool of_one_whole(CalibrationTarget const& a, CalibrationTarget const& b)
{
    return a.quantity->scale == ErrorScale::composition && b.quantity->scale == ErrorScale::composition &&
           same_place(a, b) && whole_of(a.quantity->name) == whole_of(b.quantity->name) && !a.is_bound() &&
           !b.is_bound();
}

/// Counts of one kind in one population, whose sources may all count more, or all less, than the model does.
bool of_one_series(CalibrationTarget const& a, CalibrationTarget const& b)
{
    bool const counted = a.unit == "territories" || a.unit == "members" || a.unit == "MEUR/year";
    return counted && a.unit == b.unit && a.population == b.population && !a.is_bound() && !b.is_bound();
}

/// Group of the survey: its share of the GPs asked, and the share of all GPs in an operating CPTS, as published.
struct Group {
    char const* pattern;
    double share, operating;
};
constexpr Group kGroups[] = {{"survey_women", 0.48, 0.20}, {"survey_multiprofessional", 0.29, 0.20}};

/// Sampling covariance of two targets of one sample.
double sampling(CalibrationTarget const& a, CalibrationTarget const& b)
{
    double const n = a.quantity->sample;
    if (n == 0) return 0;
    if (of_one_whole(a, b)) return ((&a == &b ? a.value : 0) - a.value * b.value) / n;  // multinomial
    if (&a != &b) return 0;  // to first order, odds ratios of a group to all are independent of the level of all
    for (auto const& group : kGroups)
        if (a.quantity->name == std::string(group.pattern)) {
            double const p = group.operating;
            return a.value * a.value * (1 / group.share - 1) / (n * p * (1 - p));
        }
    return a.value * (1 - a.value) / n;
}

/// Covariance of definition errors. Where all shares of a whole have one, the last too, they are independent errors of
/// which it is known that they sum to zero.
double definition(std::vector<CalibrationTarget> const& targets, CalibrationTarget const& a, CalibrationTarget const& b)
{
    double const product = a.definition_error * b.definition_error;
    double const shared = of_one_series(a, b) ? kSharedVariance : 0;
    double const alone = product * (&a == &b ? 1 : shared);
    if (a.remainder_error == 0 || !of_one_whole(a, b)) return alone;
    double sum = a.remainder_error * a.remainder_error;
    for (auto const& other : targets)
        if (of_one_whole(a, other)) sum += other.definition_error * other.definition_error;
    return alone - product * product / sum;
}

/// Half a person of a whole of `of`, as a share of it.
double half_of(double of) { return 0.5 / of; }

/// ln of one share over another, both out of as many, half a person more on each side; even where there is nobody.
double log_ratio(double share, double other, double of)
{
    return of > 0 ? std::log((share + half_of(of)) / (other + half_of(of))) : 0;
}

}  // namespace

double to_scale(ErrorScale scale, Measured const& measured)
{
    auto const [value, of] = measured;
    if (scale == ErrorScale::linear) return value;
    if (scale == ErrorScale::log) return of > 0 ? std::log(value + half_of(of)) : 0;
    return log_ratio(value, 1 - value, of);
}

double from_scale(ErrorScale scale, double scaled)
{
    if (scale == ErrorScale::linear) return scaled;
    return scale == ErrorScale::log ? std::exp(scaled) : 1 / (1 + std::exp(-scaled));
}

double error_on_scale(ErrorScale scale, double value, double error)
{
    if (scale == ErrorScale::linear) return error;
    return scale == ErrorScale::log ? error / value : error / (value * (1 - value));
}

namespace {

std::optional<std::size_t> population_of(Calibration const& calibration, Pattern const& pattern)
{
    auto const& all = calibration.populations;
    auto const found =
        std::find_if(all.begin(), all.end(), [&](auto const& p) { return p.name == pattern.population; });
    if (found == all.end()) return std::nullopt;
    return static_cast<std::size_t>(found - all.begin());
}

/// Standard deviation of the definition: a weak pattern counts with twice its own.
double error_of(Pattern const& pattern) { return pattern.definition_error * (pattern.use == "weak" ? 2 : 1); }

/// Shares of a whole whose last one, `pattern`, was an answer of the same sample: they are made to sum to one with it.
void complete_whole(std::vector<CalibrationTarget>& targets, Calibration const& calibration, Pattern const& pattern)
{
    auto const belongs = [&](CalibrationTarget const& t) {
        return t.quantity->scale == ErrorScale::composition && !t.is_bound() &&
               whole_of(t.quantity->name) == whole_of(pattern.name) && t.month == pattern.month &&
               t.population == population_of(calibration, pattern);
    };
    double sum = pattern.value;
    for (auto const& target : targets)
        if (belongs(target)) sum += target.value;
    for (auto& target : targets) {
        if (!belongs(target)) continue;
        target.value /= sum;
        target.definition_error /= sum;
        target.remainder_error = error_of(pattern) / sum;
    }
}

}  // namespace

std::vector<CalibrationTarget> make_targets(Calibration const& calibration, std::vector<std::string> const& uses)
{
    std::vector<CalibrationTarget> targets;
    for (auto const& pattern : calibration.patterns) {
        auto const* const quantity = quantity_of(pattern.name);
        auto const where = population_of(calibration, pattern);
        if (!quantity || !where || std::find(uses.begin(), uses.end(), pattern.use) == uses.end()) continue;
        double const error = error_of(pattern);
        auto label = fmt::format("{} {}{}{}", quantity->name, month_name(pattern.month),
                                 pattern.professions == 0xFF ? "" : ' ' + pattern.profession,
                                 *where == 0 ? "" : ' ' + pattern.population);
        CalibrationTarget const target{std::move(label), pattern.use,         pattern.unit,  quantity, *where,
                                       pattern.month,    pattern.professions, pattern.value, error,    pattern.source};
        auto const same = std::find_if(targets.begin(), targets.end(), [&](CalibrationTarget const& other) {
            return other.quantity == quantity && quantity->name != pattern.name && same_place(other, target);
        });
        if (same == targets.end()) {
            targets.push_back(target);
        } else {
            same->value += target.value;
            same->definition_error = std::hypot(same->definition_error, target.definition_error);
        }
    }
    for (auto const& pattern : calibration.patterns)
        if (is_remainder(pattern.name) && std::find(uses.begin(), uses.end(), pattern.use) != uses.end())
            complete_whole(targets, calibration, pattern);
    return targets;
}

std::vector<double> value_covariance(std::vector<CalibrationTarget> const& targets)
{
    auto const n = targets.size();
    std::vector<double> covariance(n * n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            covariance[i * n + j] = sampling(targets[i], targets[j]) + definition(targets, targets[i], targets[j]);
    return covariance;
}

Summaries::Summaries(std::vector<CalibrationTarget> targets) : targets_(std::move(targets))
{
    if (targets_.empty())
        throw InputError(
            Text{"no pattern is a target (those of the populations and uses asked for, which the model has a quantity "
                 "for) see populations and uses of the calibration?",
                 "aucune régularité n'est une cible (parmi celles des populations et usages demandés dont le modèle a "
                 "la grandeur) voir populations et uses du calage ?"});
    std::vector<Measured> values;
    for (auto const& target : targets_) {
        labels_.push_back(target.label);
        values.emplace_back(target.value);
    }
    relate();
    observed_ = of(values);
    for (std::size_t i = 0; i < targets_.size(); ++i)
        if (!std::isfinite(observed_[i]))
            throw InputError(both({"{} is observed as {} (its errors are those of its logarithm or log-odds)",
                                   "{} vaut {} dans les observations (ses erreurs sont celles de son logarithme ou de "
                                   "sa cote logarithmique)"},
                                  targets_[i].label, targets_[i].value));
    covariance_ = propagate(slopes(), value_covariance(targets_));
    require_untied();
    whitening_ = whitening(covariance_);
}

/// Finds the wholes and series that targets are part of.
void Summaries::relate()
{
    whole_.resize(targets_.size());
    before_.assign(targets_.size(), -1);
    for (std::size_t i = 0; i < targets_.size(); ++i) {
        auto const& target = targets_[i];
        for (std::size_t j = 0; j < targets_.size(); ++j) {
            auto const& other = targets_[j];
            if (of_one_whole(target, other)) whole_[i].push_back(j);
            bool const earlier = target.quantity->scale == ErrorScale::linear && other.quantity == target.quantity &&
                                 other.population == target.population && other.month < target.month &&
                                 !target.is_bound() && !other.is_bound();
            if (earlier && (before_[i] < 0 || other.month > targets_[static_cast<std::size_t>(before_[i])].month))
                before_[i] = static_cast<int>(j);
        }
        if (before_[i] >= 0) labels_[i] += " since " + month_name(targets_[static_cast<std::size_t>(before_[i])].month);
    }
}

void Summaries::require_untied() const
{
    auto const least = least_direction(covariance_);
    if (least.variance > 1e-9) return;
    std::string tied;
    for (std::size_t i = 0; i < labels_.size(); ++i)
        if (std::abs(least.along[i]) > 0.3) tied += (tied.empty() ? "" : ", ") + labels_[i];
    throw InputError(Text{"the declared covariance of the targets is not positive definite (",
                          "la covariance déclarée des cibles n'est pas définie positive ("} +
                     tied +
                     Text{" are tied, or without error) give each a definition_error of its own?",
                          " : liées, ou sans erreur) donner à chacune sa definition_error ?"});
}

/// Values on the scales of their errors; shares of one whole as log-ratios.
std::vector<double> Summaries::scaled(std::span<Measured const> values) const
{
    std::vector<double> scaled;
    for (std::size_t i = 0; i < targets_.size(); ++i) {
        if (whole_[i].empty()) {
            scaled.push_back(to_scale(targets_[i].quantity->scale, values[i]));
            continue;
        }
        double rest = 1;
        for (auto const j : whole_[i]) rest -= values[j].value;
        scaled.push_back(log_ratio(values[i].value, std::max(rest, 0.0), values[i].of));
    }
    return scaled;
}

/// Derivatives of the summaries by the values, at the observed ones, [summary][target].
std::vector<double> Summaries::slopes() const
{
    auto const n = targets_.size();
    std::vector<double> of_scaled(n * n);
    for (std::size_t i = 0; i < n; ++i) {
        auto const& target = targets_[i];
        of_scaled[i * n + i] = error_on_scale(target.quantity->scale, target.value, 1);
        if (whole_[i].empty()) continue;
        double rest = 1;
        for (auto const j : whole_[i]) rest -= targets_[j].value;
        for (auto const j : whole_[i]) of_scaled[i * n + j] = 1 / rest + (i == j ? 1 / target.value : 0);
    }
    auto slopes = of_scaled;
    for (std::size_t i = 0; i < n; ++i)
        if (before_[i] >= 0)
            for (std::size_t j = 0; j < n; ++j)
                slopes[i * n + j] -= of_scaled[static_cast<std::size_t>(before_[i]) * n + j];
    return slopes;
}

std::vector<std::size_t> Summaries::bounds() const
{
    std::vector<std::size_t> bounds;
    for (std::size_t i = 0; i < targets_.size(); ++i)
        if (targets_[i].is_bound()) bounds.push_back(i);
    return bounds;
}

std::vector<double> Summaries::of(std::span<Measured const> values) const
{
    auto const levels = scaled(values);
    auto summaries = levels;
    for (std::size_t i = 0; i < levels.size(); ++i)
        if (before_[i] >= 0) summaries[i] -= levels[static_cast<std::size_t>(before_[i])];
    return summaries;
}

std::vector<double> Summaries::residuals(std::span<double const> summaries) const
{
    auto const n = observed_.size();
    std::vector<double> residuals(n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j <= i; ++j) residuals[i] += whitening_[i * n + j] * (summaries[j] - observed_[j]);
    return residuals;
}

}  // namespace cptsim
