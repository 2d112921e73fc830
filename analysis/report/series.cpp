#include "analysis/report/series.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "sim/model/names.hpp"

namespace cptsim {
namespace {

/// The territories of an observation in one December.
class Territories {
  public:
    Territories(Plan const& plan, Observation const& observation, int year)
        : plan_(plan), observation_(observation), first_(static_cast<std::size_t>(year) * plan.territories.rows.size())
    {
    }

    [[nodiscard]] double value(int measure, std::vector<std::size_t> const& rows) const
    {
        switch (measure) {
            case kPlaceActive:
                return share(sum(observable::territory_active, rows), sum(observable::territory_eligible, rows));
            case kPlaceHours:
                return 10 * share(sum(observable::territory_hours, rows), inhabitants(rows));
            case kPlaceChosen:
                return share(sum(observable::territory_chosen, rows), sum(observable::territory_eligible, rows));
            case kPlaceNominal:
                return share(sum(observable::territory_chosen, rows) + sum(observable::territory_attached, rows),
                             sum(observable::territory_eligible, rows));
            default:
                return share(sum(observable::territory_dormant, rows), signed_cpts(rows));
        }
    }

  private:
    static double share(double part, double whole) { return whole > 0 ? 100 * part / whole : kNaN; }
    [[nodiscard]] std::vector<float> const& array(observable::Row field) const
    {
        return observation_.own.at(static_cast<std::size_t>(field));
    }
    [[nodiscard]] double sum(observable::Row field, std::vector<std::size_t> const& rows) const
    {
        auto const& values = array(field);
        double total = 0;
        for (auto const row : rows) total += values.at(first_ + row);
        return total;
    }
    [[nodiscard]] double signed_cpts(std::vector<std::size_t> const& rows) const
    {
        auto const& stages = array(observable::territory_stage);
        return static_cast<double>(std::count_if(rows.begin(), rows.end(), [&](std::size_t row) {
            return stages.at(first_ + row) == static_cast<float>(kSigned);
        }));
    }
    [[nodiscard]] double inhabitants(std::vector<std::size_t> const& rows) const
    {
        double total = 0;
        for (auto const row : rows) total += plan_.territories.rows[row].inhabitants;
        return total;
    }

    Plan const& plan_;
    Observation const& observation_;
    std::size_t first_;
};

bool draws_each(TerritoryTable const& table) { return table.rows.size() <= kMostSmallMultiples; }

}  // namespace

RunRows::RunRows(std::size_t scenarios, int of_replicates, std::size_t of_cells)
    : replicates(of_replicates),
      cells(of_cells),
      values(scenarios * static_cast<std::size_t>(of_replicates) * of_cells, static_cast<float>(kNaN))
{
}

std::span<float> RunRows::row(int scenario, int replicate)
{
    auto const run =
        static_cast<std::size_t>(scenario) * static_cast<std::size_t>(replicates) + static_cast<std::size_t>(replicate);
    return std::span(values).subspan(run * cells, cells);
}

float RunRows::at(int scenario, int replicate, std::size_t cell) const
{
    auto const run =
        static_cast<std::size_t>(scenario) * static_cast<std::size_t>(replicates) + static_cast<std::size_t>(replicate);
    return values[run * cells + cell];
}

std::size_t ReportSeries::profession_cell(std::size_t date, std::size_t indicator, std::size_t profession) const
{
    return (date * kProfessionIndicators.size() + indicator) * kProfessions + profession;
}

std::size_t ReportSeries::place_cell(std::size_t date, std::size_t place, std::size_t measure) const
{
    return (date * places.size() + place) * kPlaceMeasures + measure;
}

std::array<PlaceMeasureField, kPlaceMeasures> const& place_measures()
{
    static std::array<PlaceMeasureField, kPlaceMeasures> const all = {
        {{"active", 2, {"active members", "membres actifs"}, {"per 100 eligible", "pour 100 éligibles"}},
         {"hours",
          1,
          {"hours given in December", "heures consacrées à la CPTS en décembre"},
          {"h per 1,000 inhabitants", "h pour 1 000 habitants"}},
         {"chosen", 1, {"chosen membership", "adhésion volontaire"}, {"% of eligible", "% des éligibles"}},
         {"nominal", 1, {"nominal membership", "adhésion sur le papier"}, {"% of eligible", "% des éligibles"}},
         {"dormant", 1, {"dormant CPTS", "CPTS en sommeil"}, {"% of signed CPTS", "% des CPTS signées"}}}};
    return all;
}

std::vector<PlaceGroup> places_of(TerritoryTable const& table)
{
    std::vector<PlaceGroup> places;
    auto const add = [&](PlaceGroup::Kind kind, std::string const& label, auto const& belongs) {
        PlaceGroup place{kind, label, {}};
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            if (belongs(table.rows[row])) place.rows.push_back(row);
        if (!place.rows.empty()) places.push_back(std::move(place));
    };
    for (int size = 1; size <= 4; ++size)
        add(PlaceGroup::size_class, std::to_string(size), [&](Territory const& t) { return t.size_class == size; });
    for (auto const* milieu : {kMilieuNames[0], kMilieuNames[2], kMilieuNames[1]})  // mixed is between the two
        add(PlaceGroup::milieu, milieu, [&](Territory const& t) { return t.milieu == milieu; });
    for (auto const* zone : kZoneNames) add(PlaceGroup::zone, zone, [&](Territory const& t) { return t.zone == zone; });
    auto const add_each = [&](PlaceGroup::Kind kind, std::string Territory::*name) {
        std::set<std::string> names;
        for (auto const& row : table.rows)
            if (!(row.*name).empty()) names.insert(row.*name);
        if (names.size() < 2) return;
        for (auto const& one : names) add(kind, one, [&](Territory const& t) { return t.*name == one; });
    };
    add_each(PlaceGroup::region, &Territory::region);
    add_each(PlaceGroup::department, &Territory::department);
    return places;
}

void ReportRecorder::begin(Plan const& plan)
{
    plan_ = plan;
    series_ = {};
    series_.dates = summary_dates(plan, dates_);
    series_.places = places_of(plan.territories);
    auto const months = static_cast<std::size_t>(plan.months()), territories = plan.territories.rows.size();
    auto const dates = series_.dates.size();
    auto const rows = [&](std::size_t cells) { return RunRows(plan.scenarios.size(), plan.replicates, cells); };
    series_.months = rows(kCharts.size() * months);
    series_.history = RunRows(1, plan.replicates, kHistorySeries.size() * months);
    series_.professions = rows(dates * kProfessionIndicators.size() * kProfessions);
    series_.by_place = rows(dates * series_.places.size() * kPlaceMeasures);
    series_.territory_dates = std::min<std::size_t>(dates, dates_ == SummaryDates::every ? 2 : 1);
    series_.territories = rows(series_.territory_dates * territories * kPlaceMeasures);
    series_.territory_years =
        rows(draws_each(plan.territories) ? territories * static_cast<std::size_t>(plan.years()) : 0);
}

void ReportRecorder::write(Run const& run, Observation const& observation)
{
    // Each run has rows of its own: no lock.
    auto const keep = [&](RunRows& rows, std::size_t cell, double value) {
        rows.row(run.scenario, run.replicate)[cell] = static_cast<float>(value);
    };
    std::size_t cell = 0, territory_cell = 0;
    for (auto const& chart : kCharts)
        for (double const value : indicator_series(plan_, observation, chart.row)) keep(series_.months, cell++, value);
    for (std::size_t date = 0; date < series_.dates.size(); ++date)
        for (std::size_t i = 0; i < kProfessionIndicators.size(); ++i)
            for (int p = 0; p < kProfessions; ++p)
                keep(series_.professions, series_.profession_cell(date, i, static_cast<std::size_t>(p)),
                     indicator_value(plan_, observation, kProfessionIndicators[i], series_.dates[date], p));
    for (std::size_t date = 0; date < series_.dates.size(); ++date) {
        Territories const territories(plan_, observation, series_.dates[date] / 12);
        for (std::size_t place = 0; place < series_.places.size(); ++place)
            for (int measure = 0; measure < kPlaceMeasures; ++measure)
                keep(series_.by_place, series_.place_cell(date, place, static_cast<std::size_t>(measure)),
                     territories.value(measure, series_.places[place].rows));
        if (date + series_.territory_dates < series_.dates.size()) continue;
        for (std::size_t row = 0; row < plan_.territories.rows.size(); ++row)
            for (int measure = 0; measure < kPlaceMeasures; ++measure)
                keep(series_.territories, territory_cell++, territories.value(measure, {row}));
    }
    cell = 0;
    for (std::size_t row = 0; row < plan_.territories.rows.size() && series_.territory_years.cells > 0; ++row)
        for (int year = 0; year < plan_.years(); ++year)
            keep(series_.territory_years, cell++, Territories(plan_, observation, year).value(kPlaceActive, {row}));
    if (run.scenario != 0) return;
    double const inhabitants = plan_.territories.inhabitants();
    cell = 0;
    for (auto const& series : kHistorySeries) {
        auto const& values = observation.own.at(static_cast<std::size_t>(series.row));
        for (float const value : values)
            keep(series_.history, cell++, series.is_share ? 100 * static_cast<double>(value) / inhabitants : value);
    }
}

}  // namespace cptsim
