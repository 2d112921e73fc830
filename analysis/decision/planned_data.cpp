#include "analysis/decision/planned_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "analysis/calibration/coordinates.hpp"
#include "analysis/calibration/reading.hpp"
#include "analysis/calibration/targets.hpp"
#include "analysis/stats/distributions.hpp"
#include "analysis/stats/statistics.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/philox.hpp"
#include "sim/files/text_file.hpp"

namespace cptsim {
namespace {

/// A standard normal score at an address: the same in each launch, so that an answer can be had again.
double score(std::string const& name, int replicate)
{
    PhiloxEngine engine(0, name_hash(name), static_cast<std::uint32_t>(replicate), address(Purpose::design), 0);
    return standard_normal_quantile((engine() + 0.5) / 4294967296.0);
}

/// Parameters of the survey's operator, from their priors: a launch does not keep them.
std::vector<double> drawn_operators(int replicate)
{
    std::vector<double> values;
    for (auto const& field : operator_fields()) {
        Coordinate const coordinate{field.path, field.prior, field.min, field.max, {}, {}, -1, 0};
        values.push_back(value_of(coordinate, score(field.path, replicate)));
    }
    return values;
}

/// Persons of a territory's observable over those of another, over the territories of a region, or outside it.
double share_of_places(Plan const& plan, Observation const& observation, std::string const& region, bool inside,
                       int year)
{
    auto const& rows = plan.territories.rows;
    double active = 0, eligible = 0;
    for (std::size_t t = 0; t < rows.size(); ++t) {
        if ((rows[t].region == region) != inside) continue;
        auto const at = static_cast<std::size_t>(year) * rows.size() + t;
        active += static_cast<double>(observation.own[observable::territory_active][at]);
        eligible += static_cast<double>(observation.own[observable::territory_eligible][at]);
    }
    return 100 * share(active, eligible);
}

/// Relative spread between signed CPTS of what a sample of them is asked for, in December of a year.
double relative_spread(Plan const& plan, Observation const& observation, bool per_member, int year)
{
    auto const places = plan.territories.rows.size();
    std::vector<double> values;
    for (std::size_t t = 0; t < places; ++t) {
        auto const at = static_cast<std::size_t>(year) * places + t;
        auto const of = [&](observable::Row row) {
            return static_cast<double>(observation.own[static_cast<std::size_t>(row)][at]);
        };
        if (static_cast<Stage>(of(observable::territory_stage)) != kSigned) continue;
        double const members = of(observable::territory_chosen) + of(observable::territory_attached);
        values.push_back(per_member ? share(of(observable::territory_active), members)
                                    : of(observable::territory_hours));
    }
    double const centre = mean(values);
    if (values.size() < 2 || !(centre > 0)) return 0;
    double squares = 0;
    for (double const x : values) squares += (x - centre) * (x - centre);
    return std::sqrt(squares / (static_cast<double>(values.size()) - 1)) / centre;
}

std::vector<std::string> regions_of(Plan const& plan)
{
    std::vector<std::string> regions;
    for (auto const& row : plan.territories.rows) regions.push_back(row.region);
    std::sort(regions.begin(), regions.end());
    regions.erase(std::unique(regions.begin(), regions.end()), regions.end());
    return regions;
}

std::vector<std::string> option_names(Plan const& plan, Question const& question)
{
    std::vector<std::string> names;
    for (int const option : question.options) names.push_back(name_of(plan, option));
    return names;
}

/// The option under which data are collected: the one named, or the reference, or the first policy for a pilot.
std::optional<std::size_t> option_of(PlannedData const& one, std::vector<std::string> const& names)
{
    if (one.scenario.empty()) return one.is_pilot() ? 1 : 0;
    auto const found = std::find(names.begin(), names.end(), one.scenario);
    if (found == names.end()) return {};
    return static_cast<std::size_t>(found - names.begin());
}

}  // namespace

std::string const& PlannedData::title(Language language) const
{
    auto const& own = language == Language::fr ? title_fr : title_en;
    auto const& other = language == Language::fr ? title_en : title_fr;
    return !own.empty() ? own : other.empty() ? name : other;
}

std::string misfit(PlannedData const& one, Plan const& plan, Question const& question)
{
    auto const names = option_names(plan, question);
    if (!one.scenario.empty() && !option_of(one, names))
        return fmt::format("the question has no scenario \"{}\" (it has {}){}", one.scenario, fmt::join(names, ", "),
                           suggestion(one.scenario, names));
    int const first = 12, last = 12 * plan.years() - 1;
    if (one.month < first || one.month > last)
        return fmt::format("{} lies outside the years of the launch that have one before them ({} to {})",
                           month_name(one.month), month_name(first), month_name(last));
    if (!one.is_pilot()) return "";
    if (one.month % 12 != 11 || one.months % 12 != 0 || one.month - one.months < 11)
        return "a pilot lasts from a December to a December (territories are observed in Decembers)";
    auto const regions = regions_of(plan);
    if (std::find(regions.begin(), regions.end(), one.region) == regions.end())
        return fmt::format("no region is called \"{}\" (in the population {}){}", one.region, plan.territories.name,
                           suggestion(one.region, regions));
    return regions.size() < 2 ? "a pilot region is compared with others (the population has one region)" : "";
}

DataRecorder::DataRecorder(std::vector<PlannedData> planned, Plan const& plan, Question question)
    : planned_(std::move(planned)), plan_(plan), question_(std::move(question))
{
    population_.name = plan.territories.name;
    population_.territories = plan.territories;
    auto const names = option_names(plan_, question_);
    auto const runs = static_cast<std::size_t>(plan.replicates);
    for (auto const& one : planned_) {
        options_.push_back(option_of(one, names).value());
        values_.emplace_back(runs, one.is_pilot() ? 0 : kNaN);  // a pilot is a sum over its runs
    }
}

double DataRecorder::measure(std::size_t collection, int replicate, Observation const& observation) const
{
    auto const& one = planned_[collection];
    auto const& point = plan_.points[plan_.points.size() > 1 ? static_cast<std::size_t>(replicate) : 0];
    auto const operators = drawn_operators(replicate);
    MeasuredRun const run{&observation, &population_, point, operators};
    auto const measured = one.quantity->predict(run, one.professions, one.month);
    auto const scale = one.quantity->scale;
    double const value = measured.value, at = to_scale(scale, measured);
    double variance = one.definition_error * one.definition_error;
    bool const is_share = scale == ErrorScale::log_odds || scale == ErrorScale::composition;
    if (one.cpts > 0 && one.quantity->name != std::string("dormant_share")) {  // what differs between CPTS
        bool const per_member = one.quantity->name == std::string("active_per_member");
        double const spread = value * relative_spread(plan_, observation, per_member, one.month / 12);
        variance += spread * spread / one.cpts;
    } else if (int const n = one.persons + one.cpts; n > 0 && is_share) {
        double const p = std::clamp(value, 0.5 / n, 1 - 0.5 / n);  // a sample never shows less than half of one
        variance += p * (1 - p) / n;
    }
    double const inside = is_share ? std::clamp(value, 1e-4, 1 - 1e-4) : value;
    double const error = variance > 0 ? error_on_scale(scale, inside, std::sqrt(variance)) : 0;
    return at + error * score(one.name, replicate);
}

/// The pilot region under the policy, against itself before and the others without it: a difference of differences.
void DataRecorder::see_pilot(std::size_t collection, std::size_t option, int replicate, Observation const& observation)
{
    auto const& one = planned_[collection];
    auto& value = values_[collection][static_cast<std::size_t>(replicate)];
    int const last = one.month / 12, first = (one.month - one.months) / 12;
    auto const share_at = [&](bool inside, int year) {
        return share_of_places(plan_, observation, one.region, inside, year);
    };
    if (option == options_[collection]) value += share_at(true, last);
    if (option == 0) value += -share_at(true, first) - share_at(false, last) + share_at(false, first);
}

void DataRecorder::see(std::size_t option, int replicate, Observation const& observation)
{
    for (std::size_t i = 0; i < planned_.size(); ++i) {
        if (planned_[i].is_pilot())
            see_pilot(i, option, replicate, observation);
        else if (option == options_[i])
            values_[i][static_cast<std::size_t>(replicate)] = measure(i, replicate, observation);
    }
}

std::vector<double> DataRecorder::values(std::size_t collection, std::vector<int> const& replicates) const
{
    std::vector<double> values;
    for (int const r : replicates) values.push_back(values_[collection][static_cast<std::size_t>(r)]);
    return values;
}

}  // namespace cptsim
