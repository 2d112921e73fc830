#include "analysis/report/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/effects/table_parts.hpp"
#include "analysis/report/numbers.hpp"
#include "sim/base/calendar.hpp"

namespace cptsim {
namespace {

using Row = std::vector<std::string>;

Row joined(Row row, Row const& more)
{
    row.insert(row.end(), more.begin(), more.end());
    return row;
}

Row numbers(Estimate const& e)
{
    return {short_number(e.mean.mean), short_number(e.mean.half_width), short_number(e.predictive.low),
            short_number(e.predictive.high), std::to_string(e.mean.values)};
}
Row const kEstimateColumns = {"mean", "error", "q05", "q95", "replicates"};

Row numbers(std::array<double, kBand.size()> const& quantiles)
{
    Row row;
    for (double const x : quantiles) row.push_back(short_number(x));
    return row;
}
Row const kBandColumns = {"q05", "q25", "q50", "q75", "q95"};

bool is_of_the_table(Indicator const& x)
{
    return x.kind == IndicatorKind::headline || x.kind == IndicatorKind::second;
}

class Tables {
  public:
    explicit Tables(ReportInput const& input)
        : input_(input), s_(*input.summary), plan_(input.summary->plan), series_(*input.series)
    {
    }

    std::vector<ReportTable> make()
    {
        return {effects(),      by_month(),      history(),  observed(),     who_changed(),
                survival(),     by_profession(), by_place(), by_territory(), territory_years(),
                distribution(), split(),         drivers()};
    }

  private:
    [[nodiscard]] std::string const& name(int scenario) const
    {
        return plan_.scenarios[static_cast<std::size_t>(scenario)].name;
    }
    [[nodiscard]] std::string date_code(int date) const { return month_name(s_.dates[static_cast<std::size_t>(date)]); }
    [[nodiscard]] int dates() const { return static_cast<int>(s_.dates.size()); }

    [[nodiscard]] Row effect_row(int scenario, int date, int indicator) const
    {
        auto const e = effect(s_, scenario, date, indicator);
        auto const before = effect_before_data(s_, input_.prior, scenario, date, indicator);
        auto const call = call_before_data(s_, input_.prior, scenario, date, indicator);
        auto const driven =
            input_.prior ? is_assumption_driven(s_, *input_.prior, scenario, date, indicator) : std::optional<bool>{};
        Row row = {short_number(level(s_, 0, date, indicator).mean.mean)};
        row = joined(std::move(row), numbers(e));
        row.push_back(std::to_string(e.positive));
        row.push_back(std::to_string(e.tied));
        row.push_back(before ? std::to_string(before->mean.values) : "");
        row.push_back(before ? std::to_string(before->positive) : "");
        row.emplace_back(call == SignCall::assumed_positive ? "+" : call == SignCall::assumed_negative ? "-" : "");
        row.emplace_back(!driven ? "" : *driven ? "true" : "false");
        return row;
    }

    [[nodiscard]] ReportTable effects() const
    {
        ReportTable table{
            "effects",
            joined(joined({"scenario", "indicator", "month", "reference"}, kEstimateColumns),
                   {"positive", "tied", "prior_replicates", "prior_positive", "sign_assumed", "assumption_driven"}),
            {}};
        for (int const scenario : compared_scenarios(s_))
            for (int i = 0; i < static_cast<int>(indicators().size()); ++i) {
                auto const& x = indicators()[static_cast<std::size_t>(i)];
                for (int date = 0; is_of_the_table(x) && date < dates(); ++date)
                    table.rows.push_back(
                        joined({name(scenario), std::string(x.id), date_code(date)}, effect_row(scenario, date, i)));
            }
        return table;
    }

    /// Rows of a band, where it has values.
    void add_bands(ReportTable& table, RunRows const& rows, int scenario, std::size_t first, int step,
                   std::string const& id) const
    {
        auto const finished = finished_replicates(s_, {scenario});
        int const count = plan_.months() / step;
        for (int i = 0; i < count; ++i) {
            auto const quantiles = band(rows, scenario, first + static_cast<std::size_t>(i), finished);
            if (std::isnan(quantiles.front())) continue;
            table.rows.push_back(joined({id, name(scenario), month_name(step * i + step - 1)}, numbers(quantiles)));
        }
    }

    [[nodiscard]] ReportTable by_month() const
    {
        ReportTable table{"by_month", joined({"indicator", "scenario", "month"}, kBandColumns), {}};
        auto const months = static_cast<std::size_t>(plan_.months());
        for (std::size_t chart = 0; chart < kChartIndicators.size(); ++chart)
            for (int const scenario : shown_scenarios(plan_))
                add_bands(table, series_.months, scenario, chart * months, 1, kChartIndicators[chart]);
        return table;
    }

    [[nodiscard]] ReportTable history() const
    {
        ReportTable table{"history", joined({"observable", "scenario", "month"}, kBandColumns), {}};
        auto const months = static_cast<std::size_t>(plan_.months());
        for (std::size_t i = 0; i < kHistorySeries.size(); ++i)
            add_bands(table, series_.history, 0, i * months, 1, kHistorySeries[i].observable);
        return table;
    }

    [[nodiscard]] ReportTable observed() const
    {
        ReportTable table{"observed", {"observable", "month", "value", "definition_error", "kept_out", "source"}, {}};
        for (auto const& point : input_.observed)
            if (point.month < plan_.months())
                table.rows.push_back({kHistorySeries[point.series].observable, month_name(point.month),
                                      short_number(point.value), short_number(point.error),
                                      point.was_kept_out ? "true" : "false", point.source});
        return table;
    }

    [[nodiscard]] ReportTable who_changed() const
    {
        ReportTable table{
            "who_changed",
            joined(joined({"scenario", "indicator", "month"}, kEstimateColumns), {"placebo_mean", "placebo_error"}),
            {}};
        for (int const scenario : compared_scenarios(s_)) {
            auto const flows = flows_of(s_, scenario);
            for (int i = 0; i < static_cast<int>(indicators().size()); ++i) {
                auto const& x = indicators()[static_cast<std::size_t>(i)];
                for (int date = 0; !is_of_the_table(x) && date < dates(); ++date) {
                    Row beside = {"", ""};
                    if (flows.placebo >= 0) {
                        auto const mean = effect(s_, flows.placebo, date, i, flows.replicates).mean;
                        beside = {short_number(mean.mean), short_number(mean.half_width)};
                    }
                    table.rows.push_back(joined(joined({name(scenario), std::string(x.id), date_code(date)},
                                                       numbers(effect(s_, scenario, date, i, flows.replicates))),
                                                beside));
                }
            }
        }
        return table;
    }

    [[nodiscard]] ReportTable survival() const
    {
        ReportTable table{
            "survival", {"entry_year", "scenario", "years", "still_members", "standard_error", "at_risk"}, {}};
        for (int const year : spell_years(plan_))
            for (int const scenario : shown_scenarios(plan_))
                for (auto const& point : membership_survival(s_, scenario, year))
                    table.rows.push_back({std::to_string(kFirstYear + year), name(scenario), short_number(point.years),
                                          short_number(100 * point.survival), short_number(100 * point.standard_error),
                                          short_number(point.at_risk)});
        return table;
    }

    [[nodiscard]] ReportTable by_profession() const
    {
        ReportTable table{"by_profession",
                          joined({"scenario", "month", "indicator", "profession", "reference"}, kEstimateColumns),
                          {}};
        for (int const scenario : compared_scenarios(s_))
            for (int date = 0; date < dates(); ++date)
                for (std::size_t i = 0; i < kProfessionIndicators.size(); ++i)
                    for (std::size_t p = 0; p < kProfessions; ++p) {
                        auto const cell = series_.profession_cell(static_cast<std::size_t>(date), i, p);
                        bool const paired = is_paired(indicator_index(kProfessionIndicators[i]));
                        table.rows.push_back(
                            joined({name(scenario), date_code(date), kProfessionIndicators[i], kProfessionNames[p],
                                    short_number(cell_level(s_, series_.professions, 0, cell).mean.mean)},
                                   numbers(cell_effect(s_, series_.professions, scenario, cell, paired))));
                    }
        return table;
    }

    [[nodiscard]] ReportTable by_place() const
    {
        ReportTable table{
            "by_place", joined({"scenario", "month", "kind", "place", "indicator", "reference"}, kEstimateColumns), {}};
        for (int const scenario : compared_scenarios(s_))
            for (int date = 0; date < dates(); ++date)
                for (std::size_t place = 0; place < series_.places.size(); ++place)
                    for (std::size_t measure = 0; measure < kPlaceMeasures; ++measure) {
                        auto const cell = series_.place_cell(static_cast<std::size_t>(date), place, measure);
                        auto const& where = series_.places[place];
                        table.rows.push_back(joined({name(scenario), date_code(date), kPlaceKinds[where.kind],
                                                     where.label, place_measures()[measure].id,
                                                     short_number(cell_level(s_, series_.by_place, 0, cell).mean.mean)},
                                                    numbers(cell_effect(s_, series_.by_place, scenario, cell))));
                    }
        return table;
    }

    [[nodiscard]] ReportTable by_territory() const
    {
        ReportTable table{
            "by_territory", joined({"scenario", "territory", "indicator", "reference"}, kEstimateColumns), {}};
        for (int const scenario : compared_scenarios(s_))
            for (std::size_t t = 0; t < plan_.territories.rows.size(); ++t)
                for (std::size_t measure = 0; measure < kPlaceDormant; ++measure) {
                    auto const cell = t * kPlaceMeasures + measure;
                    table.rows.push_back(
                        joined({name(scenario), plan_.territories.rows[t].id, place_measures()[measure].id,
                                short_number(cell_level(s_, series_.territories, 0, cell).mean.mean)},
                               numbers(cell_effect(s_, series_.territories, scenario, cell))));
                }
        return table;
    }

    [[nodiscard]] ReportTable territory_years() const
    {
        ReportTable table{"territory_years", joined({"territory", "scenario", "month"}, kBandColumns), {}};
        if (series_.territory_years.cells == 0) return table;
        auto const years = static_cast<std::size_t>(plan_.years());
        for (std::size_t t = 0; t < plan_.territories.rows.size(); ++t)
            for (int const scenario : shown_scenarios(plan_))
                add_bands(table, series_.territory_years, scenario, t * years, 12, plan_.territories.rows[t].id);
        return table;
    }

    [[nodiscard]] ReportTable distribution() const
    {
        ReportTable table{"distribution", {"indicator", "scenario", "from", "to", "replicates"}, {}};
        auto const scenarios = compared_scenarios(s_);
        for (auto const* id : kDistributions)
            if (auto const histogram = effect_histogram(s_, indicator_index(id)))
                for (std::size_t i = 0; i < scenarios.size(); ++i)
                    for (std::size_t bin = 0; bin + 1 < histogram->edges.size(); ++bin)
                        table.rows.push_back({id, name(scenarios[i]), short_number(histogram->edges[bin]),
                                              short_number(histogram->edges[bin + 1]),
                                              std::to_string(histogram->counts[i][bin])});
        return table;
    }

    [[nodiscard]] ReportTable split() const
    {
        ReportTable table{"split", joined({"scenario", "month", "part"}, kEstimateColumns), {}};
        for (int const scenario : compared_scenarios(s_))
            for (int date = 0; date < dates(); ++date) {
                auto const parts = split_of_hours(s_, scenario, date);
                for (std::size_t i = 0; i < parts.size(); ++i)
                    table.rows.push_back(
                        joined({name(scenario), date_code(date), kHoursFactors[i]}, numbers(parts[i])));
            }
        return table;
    }

    [[nodiscard]] ReportTable drivers() const
    {
        ReportTable table{
            "drivers", {"scenario", "indicator", "parameter", "correlation", "threshold", "stands_out"}, {}};
        for (int const scenario : compared_scenarios(s_))
            for (auto const* id : kDriven)
                for (auto const& driver : ranked_parameters(s_, scenario, dates() - 1, indicator_index(id)))
                    table.rows.push_back(
                        {name(scenario), id,
                         std::string(parameter_fields()[static_cast<std::size_t>(driver.parameter)].path),
                         short_number(driver.correlation), short_number(driver.threshold),
                         driver.stands_out() ? "true" : "false"});
        return table;
    }

    ReportInput const& input_;
    Summary const& s_;
    Plan const& plan_;
    ReportSeries const& series_;
};

}  // namespace

std::vector<ReportTable> report_tables(ReportInput const& input) { return Tables(input).make(); }

}  // namespace cptsim
