#include "analysis/report/summary_tables.hpp"

#include <cmath>

#include "analysis/report/numbers.hpp"
#include "sim/base/calendar.hpp"

namespace cptsim {
namespace {

using Columns = std::vector<Column>;

/// Mean, its Monte Carlo error, 5 and 95 % of single replicates, replicates.
Columns estimate_columns()
{
    return {Column::real("mean"), Column::real("error"), Column::real("q05"), Column::real("q95"),
            Column::whole("replicates")};
}
std::array<double, 5> cells(Estimate const& e)
{
    return {e.mean.mean, e.mean.half_width, e.predictive.low, e.predictive.high, static_cast<double>(e.mean.values)};
}

template <class List, class NameOf>
std::vector<std::string> names_of(List const& list, NameOf const& name_of)
{
    std::vector<std::string> names;
    for (auto const& one : list) names.emplace_back(name_of(one));
    return names;
}
template <class List>
std::vector<std::string> names_of(List const& list)
{
    return names_of(list, [](auto const& name) { return name; });
}

Column indicator_column()
{
    return Column::named("indicator", names_of(indicators(), [](auto const& x) { return x.id; }));
}
Column measure_column(std::size_t measures = kPlaceMeasures)
{
    return Column::named("indicator", names_of(std::span(place_measures()).first(measures),
                                               [](auto const& measure) { return measure.id; }));
}
Column observable_column()
{
    return Column::named("observable", names_of(kHistorySeries, [](auto const& series) { return series.observable; }));
}

class SummaryTables {
  public:
    explicit SummaryTables(ReportInput const& input)
        : input_(input),
          s_(*input.summary),
          plan_(s_.plan),
          series_(*input.series),
          shown_(shown_scenarios(plan_)),
          compared_(compared_scenarios(s_))
    {
    }

    [[nodiscard]] ReportTable effects() const
    {
        ReportTable table("effects", scenario(), indicator_column(), Column::month(), Column::real("reference"),
                          estimate_columns(), Column::whole("positive"), Column::whole("tied"),
                          Column::whole("prior_replicates"), Column::whole("prior_positive"),
                          Column::whole("prior_tied").for_page(), Column::text("sign_assumed"),
                          Column::truth("assumption_driven"));
        each_indicator(false, [&](int scenario, int i, int date) {
            auto const e = effect(s_, scenario, date, i);
            auto const before = effect_before_data(s_, input_.prior, scenario, date, i);
            auto const of_before = [&](int count) { return before ? std::optional(count) : std::nullopt; };
            auto const call = call_before_data(s_, input_.prior, scenario, date, i);
            table.add(scenario, i, month(date), level(s_, 0, date, i).mean.mean, cells(e), e.positive, e.tied,
                      of_before(before ? before->mean.values : 0), of_before(before ? before->positive : 0),
                      of_before(before ? before->tied : 0),
                      call == SignCall::assumed_positive   ? "+"
                      : call == SignCall::assumed_negative ? "-"
                                                           : "",
                      input_.prior ? is_assumption_driven(s_, *input_.prior, scenario, date, i) : std::nullopt);
        });
        return table;
    }

    [[nodiscard]] ReportTable by_month() const
    {
        ReportTable table("by_month", indicator_column(), scenario(), Column::month(), band_columns());
        auto const months = static_cast<std::size_t>(plan_.months());
        for (std::size_t chart = 0; chart < kCharts.size(); ++chart)
            for (int const scenario : shown_)
                add_bands(table, series_.months, scenario, chart * months, 1,
                          static_cast<std::size_t>(indicator_index(kCharts[chart].indicator)));
        return table;
    }

    [[nodiscard]] ReportTable history() const
    {
        ReportTable table("history", observable_column(), scenario(), Column::month(), band_columns());
        auto const months = static_cast<std::size_t>(plan_.months());
        for (std::size_t i = 0; i < kHistorySeries.size(); ++i) add_bands(table, series_.history, 0, i * months, 1, i);
        return table;
    }

    [[nodiscard]] ReportTable observed() const
    {
        ReportTable table("observed", observable_column(), Column::month(), Column::real("value"),
                          Column::real("definition_error"), Column::truth("kept_out"), Column::text("source"));
        for (auto const& point : input_.observed)
            if (point.month < plan_.months())
                table.add(point.series, point.month, point.value, point.error, point.was_kept_out, point.source);
        return table;
    }

    [[nodiscard]] ReportTable who_changed() const
    {
        ReportTable table("who_changed", scenario(), indicator_column(), Column::month(), estimate_columns(),
                          Column::real("placebo_mean"), Column::real("placebo_error"),
                          Column::real("placebo_q05").for_page(), Column::real("placebo_q95").for_page());
        each_indicator(true, [&](int scenario, int i, int date) {
            auto const flows = flows_of(s_, scenario);
            auto const beside = flows.placebo < 0 ? Effect{} : effect(s_, flows.placebo, date, i, flows.replicates);
            table.add(scenario, i, month(date), cells(effect(s_, scenario, date, i, flows.replicates)),
                      beside.mean.mean, beside.mean.half_width, beside.predictive.low, beside.predictive.high);
        });
        return table;
    }

    [[nodiscard]] ReportTable survival() const
    {
        ReportTable table("survival", Column::whole("entry_year"), scenario(), Column::real("years"),
                          Column::real("still_members"), Column::real("standard_error"), Column::real("at_risk"));
        for (int const year : spell_years(plan_))
            for (int const scenario : shown_)
                for (auto const& point : membership_survival(s_, scenario, year))
                    table.add(kFirstYear + year, scenario, point.years, 100 * point.survival,
                              100 * point.standard_error, point.at_risk);
        return table;
    }

    [[nodiscard]] ReportTable by_profession() const
    {
        ReportTable table("by_profession", scenario(), Column::month(), indicator_column(),
                          Column::named("profession", names_of(kProfessionNames)), Column::real("reference"),
                          estimate_columns());
        each_date([&](int scenario, std::size_t date) {
            for (std::size_t i = 0; i < kProfessionIndicators.size(); ++i)
                for (std::size_t p = 0; p < kProfessions; ++p) {
                    int const indicator = indicator_index(kProfessionIndicators[i]);
                    add_cell(table, series_.professions, scenario, series_.profession_cell(date, i, p),
                             is_paired(indicator), month(date), indicator, p);
                }
        });
        return table;
    }

    [[nodiscard]] ReportTable by_place() const
    {
        auto const& places = series_.places;
        ReportTable table("by_place", scenario(), Column::month(), Column::named("kind", names_of(kPlaceKinds)),
                          Column::named("place", names_of(places, [](auto const& place) { return place.label; })),
                          measure_column(), Column::real("reference"), estimate_columns());
        each_date([&](int scenario, std::size_t date) {
            for (std::size_t place = 0; place < places.size(); ++place)
                for (std::size_t measure = 0; measure < kPlaceMeasures; ++measure)
                    add_cell(table, series_.by_place, scenario, series_.place_cell(date, place, measure), false,
                             month(date), static_cast<int>(places[place].kind), place, measure);
        });
        return table;
    }

    [[nodiscard]] ReportTable by_territory() const
    {
        ReportTable table("by_territory", scenario(), territory(), measure_column(kPlaceDormant),
                          Column::real("reference"), estimate_columns());
        for (int const scenario : compared_)
            for (std::size_t t = 0; t < plan_.territories.rows.size(); ++t)
                for (std::size_t measure = 0; measure < kPlaceDormant; ++measure)
                    add_cell(table, series_.territories, scenario, t * kPlaceMeasures + measure, false, t, measure);
        return table;
    }

    [[nodiscard]] ReportTable territory_years() const
    {
        ReportTable table("territory_years", territory(), scenario(), Column::month(), band_columns());
        auto const years = static_cast<std::size_t>(plan_.years());
        for (std::size_t t = 0; t < plan_.territories.rows.size() && series_.territory_years.cells > 0; ++t)
            for (int const scenario : shown_) add_bands(table, series_.territory_years, scenario, t * years, 12, t);
        return table;
    }

    [[nodiscard]] ReportTable distribution() const
    {
        ReportTable table("distribution", indicator_column(), scenario(), Column::real("from"), Column::real("to"),
                          Column::whole("replicates"));
        for (auto const* id : kDistributions)
            if (auto const histogram = effect_histogram(s_, indicator_index(id)))
                for (std::size_t i = 0; i < compared_.size(); ++i)
                    for (std::size_t bin = 0; bin + 1 < histogram->edges.size(); ++bin)
                        table.add(indicator_index(id), compared_[i], histogram->edges[bin], histogram->edges[bin + 1],
                                  histogram->counts[i][bin]);
        return table;
    }

    [[nodiscard]] ReportTable split() const
    {
        ReportTable table("split", scenario(), Column::month(), Column::named("part", names_of(kHoursFactors)),
                          estimate_columns());
        each_date([&](int scenario, std::size_t date) {
            auto const parts = split_of_hours(s_, scenario, static_cast<int>(date));
            for (std::size_t i = 0; i < parts.size(); ++i) table.add(scenario, month(date), i, cells(parts[i]));
        });
        return table;
    }

    [[nodiscard]] ReportTable drivers() const
    {
        ReportTable table("drivers", scenario(), indicator_column(), Column::text("parameter"),
                          Column::real("correlation"), Column::real("threshold"), Column::truth("stands_out"));
        for (int const scenario : compared_)
            for (auto const* id : kDriven)
                for (auto const& driver :
                     ranked_parameters(s_, scenario, static_cast<int>(s_.dates.size()) - 1, indicator_index(id)))
                    table.add(scenario, indicator_index(id),
                              parameter_fields()[static_cast<std::size_t>(driver.parameter)].path, driver.correlation,
                              driver.threshold, driver.stands_out());
        return table;
    }

  private:
    [[nodiscard]] Column scenario() const { return Column::named("scenario", scenario_names(plan_)); }
    [[nodiscard]] Column territory() const
    {
        return Column::named("territory", names_of(plan_.territories.rows, [](auto const& row) { return row.id; }));
    }
    template <class Date>
    [[nodiscard]] int month(Date date) const
    {
        return s_.dates[static_cast<std::size_t>(date)];
    }

    template <class Add>
    void each_date(Add const& add) const
    {
        for (int const scenario : compared_)
            for (std::size_t date = 0; date < s_.dates.size(); ++date) add(scenario, date);
    }

    /// `who_changed`: those that say so, else those of the table.
    template <class Add>
    void each_indicator(bool who_changed, Add const& add) const
    {
        for (int const scenario : compared_)
            for (int i = 0; i < static_cast<int>(indicators().size()); ++i) {
                auto const kind = indicators()[static_cast<std::size_t>(i)].kind;
                bool const says_who = kind == IndicatorKind::flow || kind == IndicatorKind::paired;
                for (int date = 0; says_who == who_changed && date < static_cast<int>(s_.dates.size()); ++date)
                    add(scenario, i, date);
            }
    }

    /// Rows of a band of `what` each `step` months, where it has values.
    void add_bands(ReportTable& table, RunRows const& rows, int scenario, std::size_t first, int step,
                   std::size_t what) const
    {
        auto const finished = finished_replicates(s_, {scenario});
        for (int i = 0; i < plan_.months() / step; ++i) {
            auto const quantiles = band(rows, scenario, first + static_cast<std::size_t>(i), finished);
            if (!std::isnan(quantiles.front())) table.add(what, scenario, step * i + step - 1, quantiles);
        }
    }

    /// Scenario, `keys`, a cell of the reference, and what the scenario changes of it.
    template <class... Keys>
    void add_cell(ReportTable& table, RunRows const& rows, int scenario, std::size_t cell, bool paired,
                  Keys const&... keys) const
    {
        table.add(scenario, keys..., cell_level(s_, rows, 0, cell).mean.mean,
                  cells(cell_effect(s_, rows, scenario, cell, paired)));
    }

    ReportInput const& input_;
    Summary const& s_;
    Plan const& plan_;
    ReportSeries const& series_;
    std::vector<int> shown_, compared_;
};

}  // namespace

std::vector<std::string> scenario_names(Plan const& plan)
{
    return names_of(plan.scenarios, [](auto const& scenario) { return scenario.name; });
}

std::vector<Column> band_columns()
{
    static_assert(kBand == std::array{0.05, 0.25, 0.5, 0.75, 0.95});
    return {Column::real("q05"), Column::real("q25"), Column::real("q50"), Column::real("q75"), Column::real("q95")};
}

std::vector<ReportTable> summary_tables(ReportInput const& input)
{
    SummaryTables const t(input);
    return {t.effects(),      t.by_month(),      t.history(),  t.observed(),     t.who_changed(),
            t.survival(),     t.by_profession(), t.by_place(), t.by_territory(), t.territory_years(),
            t.distribution(), t.split(),         t.drivers()};
}

}  // namespace cptsim
