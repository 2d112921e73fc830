#include "analysis/calibration/targets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/stats/linear_algebra.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"

namespace cptsim {
namespace {

constexpr double kLeastShare = 1e-4;

bool same_place(CalibrationTarget const& a, CalibrationTarget const& b)
{
    return a.population == b.population && a.month == b.month;
}

/// The first word of a name: the whole of which shares are part, "survey" of "survey_project".
std::string whole_of(CalibrationTarget const& target)
{
    std::string const name = target.quantity->name;
    return name.substr(0, name.find('_'));
}

/// Shares of one whole, in one sample or register.
bool of_one_whole(CalibrationTarget const& a, CalibrationTarget const& b)
{
    return a.quantity->scale == ErrorScale::composition && b.quantity->scale == ErrorScale::composition &&
           same_place(a, b) && whole_of(a) == whole_of(b);
}

/// Counts of one kind in one population, whose sources may all count more, or all less, than the model does.
bool of_one_series(CalibrationTarget const& a, CalibrationTarget const& b)
{
    bool const counted = a.unit == "territories" || a.unit == "members" || a.unit == "MEUR/year";
    return counted && a.unit == b.unit && a.population == b.population;
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

double definition(CalibrationTarget const& a, CalibrationTarget const& b)
{
    double const product = a.definition_error * b.definition_error;
    double const shared = of_one_series(a, b) ? kSharedVariance : 0;
    return product * (&a == &b ? 1 : shared);
}

}  // namespace

double to_scale(ErrorScale scale, double value)
{
    if (scale == ErrorScale::linear || scale == ErrorScale::excess) return value;
    if (scale == ErrorScale::log) return std::log(std::max(value, kLeastShare));
    double const p = std::clamp(value, kLeastShare, 1 - kLeastShare);
    return std::log(p / (1 - p));
}

double from_scale(ErrorScale scale, double scaled)
{
    if (scale == ErrorScale::linear || scale == ErrorScale::excess) return scaled;
    return scale == ErrorScale::log ? std::exp(scaled) : 1 / (1 + std::exp(-scaled));
}

double error_on_scale(ErrorScale scale, double value, double error)
{
    if (scale == ErrorScale::linear || scale == ErrorScale::excess) return error;
    return scale == ErrorScale::log ? error / value : error / (value * (1 - value));
}

std::vector<CalibrationTarget> make_targets(Calibration const& calibration, std::vector<std::string> const& uses)
{
    std::vector<CalibrationTarget> targets;
    for (auto const& pattern : calibration.patterns) {
        auto const* const quantity = quantity_of(pattern.name);
        auto const& populations = calibration.populations;
        auto const population = std::find_if(populations.begin(), populations.end(),
                                             [&](auto const& p) { return p.name == pattern.population; });
        if (!quantity || population == populations.end() ||
            std::find(uses.begin(), uses.end(), pattern.use) == uses.end())
            continue;
        auto const where = static_cast<std::size_t>(population - populations.begin());
        double const error = pattern.definition_error * (pattern.use == "weak" ? 2 : 1);
        auto label = fmt::format("{} {}{}{}", quantity->name, month_name(pattern.month),
                                 pattern.professions == 0xFF ? "" : ' ' + pattern.profession,
                                 where == 0 ? "" : ' ' + pattern.population);
        CalibrationTarget const target{std::move(label), pattern.use,         pattern.unit,  quantity, where,
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
    return targets;
}

std::vector<double> value_covariance(std::vector<CalibrationTarget> const& targets)
{
    auto const n = targets.size();
    std::vector<double> covariance(n * n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            covariance[i * n + j] = sampling(targets[i], targets[j]) + definition(targets[i], targets[j]);
    return covariance;
}

Summaries::Summaries(std::vector<CalibrationTarget> targets) : targets_(std::move(targets))
{
    if (targets_.empty())
        throw InputError(
            "no pattern is a target (those of the populations and uses asked for, which the model has a "
            "quantity for) see populations and uses of the calibration?");
    std::vector<double> values;
    for (auto const& target : targets_) {
        labels_.push_back(target.label);
        values.push_back(target.value);
    }
    relate();
    observed_ = of(values);
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
                                 other.population == target.population && other.month < target.month;
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
    throw InputError("the declared covariance of the targets is not positive definite (" + tied +
                     " are tied, or without error) give each a definition_error of its own?");
}

/// Values on the scales of their errors; shares of one whole as log-ratios.
std::vector<double> Summaries::scaled(std::span<double const> values) const
{
    std::vector<double> scaled;
    for (std::size_t i = 0; i < targets_.size(); ++i) {
        auto const& target = targets_[i];
        if (target.quantity->scale == ErrorScale::excess) {
            scaled.push_back(std::isnan(values[i]) ? values[i] : std::max(0.0, values[i] - target.value));
        } else if (whole_[i].empty()) {
            scaled.push_back(to_scale(target.quantity->scale, values[i]));
        } else {
            double rest = 1;
            for (auto const j : whole_[i]) rest -= values[j];
            scaled.push_back(std::log(std::max(values[i], kLeastShare) / std::max(rest, kLeastShare)));
        }
        if (std::isnan(values[i])) scaled.back() = values[i];
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

std::vector<double> Summaries::of(std::span<double const> values) const
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
