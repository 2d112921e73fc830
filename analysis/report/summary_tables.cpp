#include "analysis/report/summary_tables.hpp"

#include <cmath>

#include "analysis/effects/answer_cells.hpp"
#include "analysis/effects/money.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/small_cells.hpp"
#include "sim/base/calendar.hpp"

namespace cptsim {
namespace {

using Columns = std::vector<Column>;

template <class List, class NameOf>
std::vector<std::string> names_of(List const& list, NameOf const& name_of)
{
    std::vector<std::string> names;
    for (auto const& one : list) names.emplace_back(name_of(one));
    return names;
}
template <class List>
std::vector<std::string> names_of(List const& names)
{
    return {names.begin(), names.end()};
}

Columns indicator()
{
    return named("indicator", names_of(indicators(), [](auto const& x) { return x.id; }));
}
Columns measure()
{
    return named("indicator", names_of(place_measures(), [](auto const& x) { return x.id; }));
}
Columns observable()
{
    return named("observable", names_of(kHistorySeries, [](auto const& x) { return field_of(x).name; }));
}

/// Mean, its Monte Carlo error, 5 and 95 % of single replicates, replicates.
Columns estimate()
{
    auto all = reals("mean", "error", "q05", "q95");
    all.push_back(wholes("replicates").front());
    return all;
}
std::array<double, 5> cells(Estimate const& e)
{
    return {e.mean.mean, e.mean.half_width, e.predictive.low, e.predictive.high, static_cast<double>(e.mean.values)};
}

class SummaryTables {
  public:
    explicit SummaryTables(ReportInput const& input)
        : input_(input),
          s_(*input.summary),
          plan_(s_.plan),
          series_(*input.series),
          shown_(shown_scenarios(plan_)),
          compared_(answered(s_))
    {
    }

    std::vector<ReportTable> make()
    {
        effects();
        by_month();
        history();
        who_changed();
        survival();
        by_profession();
        by_place();
        by_territory();
        distribution();
        split();
        drivers();
        budget();
        return std::move(all_);
    }

  private:
    void effects()
    {
        auto& table =
            all_.emplace_back("effects", scenario(), indicator(), months(), reals("reference"), estimate(),
                              wholes("positive", "tied", "prior_replicates", "prior_positive"),
                              for_page(wholes("prior_tied")), texts("sign_assumed"), truths("assumption_driven"));
        each_indicator(false, [&](int scenario, int i, int date) {
            auto const e = effect(s_, scenario, date, i);
            auto const before = effect_before_data(s_, input_.prior, scenario, date, i);
            std::array<double, 3> prior = {kNaN, kNaN, kNaN};
            if (before) prior = {1.0 * before->mean.values, 1.0 * before->positive, 1.0 * before->tied};
            auto const call = call_before_data(s_, input_.prior, scenario, date, i);
            char const* const sign = call == SignCall::assumed_positive   ? "+"
                                     : call == SignCall::assumed_negative ? "-"
                                                                          : "";
            table.add(scenario, i, month(date), level(s_, 0, date, i).mean.mean, cells(e), e.positive, e.tied, prior,
                      sign, input_.prior ? is_assumption_driven(s_, *input_.prior, scenario, date, i) : std::nullopt);
        });
    }

    void by_month()
    {
        auto& table = all_.emplace_back("by_month", indicator(), scenario(), months(), band_columns());
        auto const months = static_cast<std::size_t>(plan_.months());
        for (std::size_t chart = 0; chart < kCharts.size(); ++chart)
            for (int const scenario : shown_)
                add_bands(table, series_.months, scenario, chart * months, 1,
                          static_cast<std::size_t>(kCharts[chart].row));
    }

    void history()
    {
        auto& simulated = all_.emplace_back("history", observable(), scenario(), months(), band_columns());
        auto const months_of_run = static_cast<std::size_t>(plan_.months());
        for (std::size_t i = 0; i < kHistorySeries.size(); ++i)
            add_bands(simulated, series_.history, 0, i * months_of_run, 1, i);
        auto& observed = all_.emplace_back("observed", observable(), months(), reals("value", "definition_error"),
                                           truths("kept_out"), texts("source"));
        for (auto const& point : input_.observed)
            if (point.month < plan_.months())
                observed.add(point.series, point.month, point.value, point.error, point.was_kept_out, point.source);
    }

    void who_changed()
    {
        auto& table =
            all_.emplace_back("who_changed", scenario(), indicator(), months(), estimate(),
                              reals("placebo_mean", "placebo_error"), for_page(reals("placebo_q05", "placebo_q95")));
        each_indicator(true, [&](int scenario, int i, int date) {
            auto const flows = flows_of(s_, scenario);
            auto const beside = flows.placebo < 0 ? Effect{} : effect(s_, flows.placebo, date, i, flows.replicates);
            table.add(scenario, i, month(date), cells(effect(s_, scenario, date, i, flows.replicates)),
                      beside.mean.mean, beside.mean.half_width, beside.predictive.low, beside.predictive.high);
        });
    }

    void survival()
    {
        auto& table = all_.emplace_back("survival", wholes("entry_year"), scenario(),
                                        reals("years", "still_members", "standard_error", "at_risk"));
        for (int const year : spell_years(plan_))
            for (int const scenario : shown_)
                for (auto const& point : membership_survival(s_, scenario, year))
                    table.add(kFirstYear + year, scenario, point.years, 100 * point.survival,
                              100 * point.standard_error, point.at_risk);
    }

    void by_profession()
    {
        auto& table = all_.emplace_back("by_profession", scenario(), months(), indicator(),
                                        named("profession", names_of(kProfessionNames)), reference(), estimate());
        each_date([&](int scenario, std::size_t date) {
            for (std::size_t i = 0; i < kProfessionIndicators.size(); ++i)
                for (std::size_t p = 0; p < kProfessions; ++p) {
                    int const row = kProfessionIndicators[i];
                    add_cell(table, series_.professions, scenario, series_.profession_cell(date, i, p), is_paired(row),
                             month(date), row, p);
                }
        });
    }

    void by_place()
    {
        auto const labels = names_of(series_.places, [](auto const& place) { return place.label; });
        auto& table = all_.emplace_back("by_place", scenario(), months(), named("kind", names_of(kPlaceKinds)),
                                        named("place", labels), measure(), reference(), estimate(),
                                        reals("level", "level_q05", "level_q95"));
        each_date([&](int scenario, std::size_t date) {
            for (std::size_t place = 0; place < labels.size(); ++place)
                for (std::size_t measure = 0; measure < kPlaceMeasures; ++measure)
                    add_place(table, scenario, series_.place_cell(date, place, measure), month(date),
                              static_cast<int>(series_.places[place].kind), place, measure);
        });
    }

    void by_territory()
    {
        auto const& rows = plan_.territories.rows;
        auto const territory = named("territory", names_of(rows, [](auto const& row) { return row.id; }));
        auto& last = all_.emplace_back("by_territory", scenario(), territory, measure(), reference(), estimate());
        for (int const scenario : compared_)
            for (std::size_t t = 0; t < rows.size(); ++t)
                for (std::size_t measure = 0; measure < kPlaceDormant; ++measure)
                    add_cell(last, series_.territories, scenario, t * kPlaceMeasures + measure, false, t, measure);
        auto& yearly = all_.emplace_back("territory_years", territory, scenario(), months(), band_columns());
        auto const years = static_cast<std::size_t>(plan_.years());
        for (std::size_t t = 0; t < rows.size() && series_.territory_years.cells > 0; ++t)
            for (int const scenario : shown_) add_bands(yearly, series_.territory_years, scenario, t * years, 12, t);
    }

    void distribution()
    {
        auto& table =
            all_.emplace_back("distribution", indicator(), scenario(), reals("from", "to"), wholes("replicates"));
        for (int const row : kDistributions)
            if (auto const histogram = effect_histogram(s_, row))
                for (std::size_t i = 0; i < compared_.size(); ++i)
                    for (std::size_t bin = 0; bin + 1 < histogram->edges.size(); ++bin)
                        table.add(row, compared_[i], histogram->edges[bin], histogram->edges[bin + 1],
                                  histogram->counts[i][bin]);
    }

    void split()
    {
        auto& table =
            all_.emplace_back("split", scenario(), months(), named("part", names_of(kHoursFactors)), estimate());
        each_date([&](int scenario, std::size_t date) {
            auto const parts = split_of_hours(s_, scenario, static_cast<int>(date));
            for (std::size_t i = 0; i < parts.size(); ++i) table.add(scenario, month(date), i, cells(parts[i]));
        });
    }

    void drivers()
    {
        auto& table = all_.emplace_back("drivers", scenario(), indicator(), texts("parameter"),
                                        reals("correlation", "threshold"), truths("stands_out"));
        for (int const scenario : compared_)
            for (int const row : kDriven)
                for (auto const& driver : ranked_parameters(s_, scenario, answer_date(s_, scenario), row))
                    table.add(scenario, row, parameter_fields()[static_cast<std::size_t>(driver.parameter)].path,
                              driver.correlation, driver.threshold, driver.stands_out());
    }

    /// Public money by payer and year, M EUR: levels of the reference, differences of the others.
    void budget()
    {
        auto const payer = named("payer", names_of(payers(), [](auto const& x) { return x.id; }));
        auto& table = all_.emplace_back("budget", scenario(), wholes("year"), payer, estimate());
        auto const add = [&](int scenario, int last) {
            int const first = scenario > 0 ? policy_start(plan_, scenario) / 12 : policy_start(plan_) / 12;
            for (int year = first; year <= last; ++year)
                for (int p = 0; p < kPayers; ++p) {
                    auto const values = scenario > 0 ? paid_beyond_reference(s_, scenario, year, year, p)
                                                     : paid(s_, scenario, year, year, p);
                    table.add(scenario, kFirstYear + year, p, cells(effect_of(values)));
                }
        };
        for (int const scenario : compared_)
            add(scenario, s_.dates[static_cast<std::size_t>(answer_date(s_, scenario))] / 12);
        if (!compared_.empty()) add(0, s_.dates.back() / 12);
    }

    [[nodiscard]] Columns scenario() const { return named("scenario", scenario_names(plan_)); }
    template <class Date>
    [[nodiscard]] int month(Date date) const
    {
        return s_.dates[static_cast<std::size_t>(date)];
    }

    template <class Add>
    void each_date(Add const& add) const
    {
        for (int const scenario : compared_)
            for (int const date : date_rows(s_, scenario)) add(scenario, static_cast<std::size_t>(date));
    }

    /// `who_changed`: those that say so, else those of the table.
    template <class Add>
    void each_indicator(bool who_changed, Add const& add) const
    {
        for (int const scenario : compared_)
            for (int i = 0; i < static_cast<int>(indicators().size()); ++i) {
                auto const kind = indicators()[static_cast<std::size_t>(i)].kind;
                bool const says_who = kind == IndicatorKind::flow || kind == IndicatorKind::paired;
                if (says_who != who_changed) continue;
                for (int const date : date_rows(s_, scenario)) add(scenario, i, date);
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
        table.add(scenario, keys..., level_cells(cell_level(s_, rows, 0, cell)),
                  cells(cell_effect(s_, rows, scenario, cell, paired)));
    }

    /// The same of a place, and the level with the policy, which a map shows.
    template <class... Keys>
    void add_place(ReportTable& table, int scenario, std::size_t cell, Keys const&... keys) const
    {
        auto const& rows = series_.by_place;
        table.add(scenario, keys..., level_cells(cell_level(s_, rows, 0, cell)),
                  cells(cell_effect(s_, rows, scenario, cell)), level_cells(cell_level(s_, rows, scenario, cell)));
    }

    /// A level is never without its interval: places are small.
    static Columns reference() { return reals("reference", "reference_q05", "reference_q95"); }
    static std::array<double, 3> level_cells(Estimate const& level)
    {
        return {level.mean.mean, level.predictive.low, level.predictive.high};
    }

    ReportInput const& input_;
    Summary const& s_;
    Plan const& plan_;
    ReportSeries const& series_;
    std::vector<int> shown_, compared_;
    std::vector<ReportTable> all_;
};

}  // namespace

std::vector<std::string> scenario_names(Plan const& plan)
{
    return names_of(plan.scenarios, [](auto const& scenario) { return scenario.name; });
}

std::vector<Column> band_columns()
{
    static_assert(kBand == std::array{0.05, 0.25, 0.5, 0.75, 0.95});
    return reals("q05", "q25", "q50", "q75", "q95");
}

std::vector<ReportTable> summary_tables(ReportInput const& input)
{
    auto tables = SummaryTables(input).make();
    hide_small_rows(tables, input.summary->plan, input.least_persons);
    return tables;
}

}  // namespace cptsim
