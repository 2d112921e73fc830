// Sections of effects and of time.
#include "analysis/report/parts.hpp"

#include <algorithm>
#include <array>

#include "analysis/report/numbers.hpp"

namespace cptsim {
namespace {

char const* call_name(SignCall call)
{
    switch (call) {
        case SignCall::identical:
            return "identical";
        case SignCall::parameters_fixed:
            return "fixed";
        case SignCall::after_data:
            return "after_data";
        case SignCall::too_few_draws:
            return "few";
        case SignCall::open:
            return "open";
        case SignCall::assumed_positive:
            return "assumed_positive";
        case SignCall::assumed_negative:
            return "assumed_negative";
    }
    return "";
}

}  // namespace

ReportParts::ReportParts(ReportInput const& input, Language language, Json& json)
    : input_(input),
      s_(*input.summary),
      plan_(input.summary->plan),
      series_(*input.series),
      language_(language),
      json_(json),
      last_(static_cast<int>(input.summary->dates.size()) - 1)
{
}

void ReportParts::caption(Text title, Text unit, int decimals)
{
    std::string_view text = title.in(language_);
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));  // indented in the table of a terminal
    json_.key("title").text(text).key("unit").text(unit.in(language_)).key("decimals").whole(decimals);
}

/// For each of `count` cells the quantiles kBand over finished replicates, one list for each quantile.
void ReportParts::quantiles(RunRows const& rows, int scenario, std::size_t first, std::size_t count)
{
    auto const finished = finished_replicates(s_, {scenario});
    std::vector<std::array<double, kBand.size()>> bands;
    for (std::size_t i = 0; i < count; ++i) bands.push_back(band(rows, scenario, first + i, finished));
    json_.key("q").array();
    for (std::size_t q = 0; q < kBand.size(); ++q) {
        json_.array();
        for (auto const& one : bands) json_.number(one[q]);
        json_.end();
    }
    json_.end();
}

/// [mean, half-width of its Monte Carlo interval, 5 %, 95 %, replicates, positive, negative, tied]
void ReportParts::estimate(Effect const& e)
{
    json_.array().number(e.mean.mean).number(e.mean.half_width);
    json_.number(e.predictive.low).number(e.predictive.high).whole(e.mean.values);
    json_.whole(e.positive).whole(e.negative).whole(e.tied).end();
}

void ReportParts::effect_cell(int scenario, int date, int indicator)
{
    json_.object().key("reference").number(cptsim::level(s_, 0, date, indicator).mean.mean).key("effect");
    estimate(cptsim::effect(s_, scenario, date, indicator));
    json_.key("before");
    if (auto const before = effect_before_data(s_, input_.prior, scenario, date, indicator))
        estimate(*before);
    else
        json_.null();
    json_.key("call").text(call_name(call_before_data(s_, input_.prior, scenario, date, indicator)));
    bool const driven =
        input_.prior && is_assumption_driven(s_, *input_.prior, scenario, date, indicator).value_or(false);
    json_.key("driven").boolean(driven).end();
}

void ReportParts::effects()
{
    json_.key("effects").array();
    for (int const scenario : compared_scenarios(s_)) {
        json_.object().key("scenario").whole(scenario).key("rows").array();
        for (int i = 0; i < static_cast<int>(indicators().size()); ++i) {
            auto const& x = indicators()[static_cast<std::size_t>(i)];
            if (x.kind != IndicatorKind::headline && x.kind != IndicatorKind::second) continue;
            json_.object().key("id").text(x.id);
            caption(x.title, x.unit, x.decimals);
            json_.key("headline").boolean(x.kind == IndicatorKind::headline).key("cells").array();
            for (int date = 0; date <= last_; ++date) effect_cell(scenario, date, i);
            json_.end().end();
        }
        json_.end().end();
    }
    json_.end();
}

void ReportParts::fans()
{
    auto const months = static_cast<std::size_t>(plan_.months());
    json_.key("fans").array();
    for (std::size_t chart = 0; chart < kChartIndicators.size(); ++chart) {
        auto const& x = indicators()[static_cast<std::size_t>(indicator_index(kChartIndicators[chart]))];
        json_.object().key("id").text(x.id);
        caption(x.title, x.unit, x.decimals);
        json_.key("series").array();
        for (int const scenario : shown_scenarios(plan_)) {
            json_.object().key("scenario").whole(scenario);
            quantiles(series_.months, scenario, chart * months, months);
            json_.end();
        }
        json_.end().end();
    }
    json_.end();
}

void ReportParts::history()
{
    auto const months = static_cast<std::size_t>(plan_.months());
    json_.key("history").array();
    for (std::size_t i = 0; i < kHistorySeries.size(); ++i) {
        auto const& series = kHistorySeries[i];
        auto const& field = observable_fields()[static_cast<std::size_t>(observable_index(series.observable))];
        json_.object().key("id").text(series.observable);
        json_.key("title").text(language_ == Language::fr ? field.long_name_fr : field.long_name);
        json_.key("unit").text(series.is_share ? Text{"% of inhabitants", "% des habitants"}.in(language_)
                                               : Text{"CPTS or territories", "CPTS ou territoires"}.in(language_));
        json_.key("decimals").whole(1).key("series").array().object().key("scenario").whole(0);
        quantiles(series_.history, 0, i * months, months);
        json_.end().end().key("observed").array();
        for (auto const& point : input_.observed) {
            if (point.series != i || point.month >= plan_.months()) continue;
            json_.object().key("month").whole(point.month).key("value").number(point.value);
            json_.key("error").number(point.error).key("keptOut").boolean(point.was_kept_out);
            json_.key("source").text(point.source).end();
        }
        json_.end().end();
    }
    json_.end();
}

void ReportParts::survival()
{
    json_.key("survival").array();
    for (int const year : spell_years(plan_)) {
        json_.object().key("year").whole(kFirstYear + year).key("series").array();
        for (int const scenario : shown_scenarios(plan_)) {
            auto const curve = membership_survival(s_, scenario, year);
            if (curve.empty()) continue;
            json_.object().key("scenario").whole(scenario).key("points").array();
            for (auto const& point : curve)
                json_.array()
                    .number(point.years)
                    .number(100 * point.survival)
                    .number(100 * point.standard_error)
                    .number(point.at_risk)
                    .end();
            json_.end().end();
        }
        json_.end().end();
    }
    json_.end();
}

void ReportParts::distribution()
{
    json_.key("distribution").array();
    for (auto const* id : kDistributions) {
        int const indicator = indicator_index(id);
        auto const& x = indicators()[static_cast<std::size_t>(indicator)];
        auto const histogram = effect_histogram(s_, indicator);
        if (!histogram) continue;
        json_.object().key("id").text(id);
        caption(x.title, x.unit, x.decimals);
        json_.key("edges").array();
        for (double const edge : histogram->edges) json_.number(edge);
        json_.end().key("series").array();
        auto const scenarios = compared_scenarios(s_);
        for (std::size_t i = 0; i < scenarios.size(); ++i) {
            json_.object().key("scenario").whole(scenarios[i]).key("counts").array();
            for (int const count : histogram->counts[i]) json_.whole(count);
            json_.end().end();
        }
        json_.end().end();
    }
    json_.end();
}

}  // namespace cptsim
