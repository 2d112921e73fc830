// What a report draws and a table does not hold: months, professions, places. Gathered from finished runs.
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analysis/effects/effects.hpp"
#include "sim/base/language.hpp"
#include "sim/model/recorder.hpp"

namespace cptsim {

/// An indicator that is drawn month by month, and the observables of the result file that it is made of.
struct ChartIndicator {
    indicator::Row row;
    char const* observables;
};
/// In the order of the page.
inline constexpr std::array kCharts = {
    ChartIndicator{indicator::active_, "active, board, eligible"},
    ChartIndicator{indicator::hours_, "hours_paid, hours_unpaid"},
    ChartIndicator{indicator::nominal_, "attached, passive, active, board, on_leave, eligible"},
    ChartIndicator{indicator::chosen_, "passive, active, board, on_leave, eligible"},
    ChartIndicator{indicator::cohort_chosen_, "cohort_chosen, cohort_present"},
    ChartIndicator{indicator::would_stay_, "would_stay, members_year"},
    ChartIndicator{indicator::free_riders_, "free_riders, members_year"},
    ChartIndicator{indicator::nominal_only_, "nominal_only, members_year"},
    ChartIndicator{indicator::care_displaced_, "care_hours_displaced"},
    ChartIndicator{indicator::public_cost_, "public_cost"},
    ChartIndicator{indicator::severe_board_, "severe_board, board"},
    ChartIndicator{indicator::dormant_, "cpts_dormant, cpts_signed"},
    ChartIndicator{indicator::cost_per_hour_, "public_cost, hours_paid, hours_unpaid"}};

/// Indicators that are shown by profession; the last three say who changed.
inline constexpr std::array kProfessionIndicators = {
    indicator::active_,     indicator::hours_,    indicator::chosen_,    indicator::nominal_,
    indicator::net_chosen_, indicator::drawn_in_, indicator::driven_out_};

/// A monthly observable of the CPTS beside which observed patterns stand.
struct HistorySeries {
    observable::Row row;
    char const* pattern;  ///< name in the table of observed patterns
    bool is_share;        ///< drawn, and observed, as a share of the inhabitants
};
inline constexpr std::array kHistorySeries = {HistorySeries{observable::cpts_pre_project, "stage_pre_project", false},
                                              HistorySeries{observable::cpts_letter, "stage_letter", false},
                                              HistorySeries{observable::cpts_validated, "stage_validated", false},
                                              HistorySeries{observable::cpts_signed, "stage_signed", false},
                                              HistorySeries{observable::population_signed, "population_signed", true}};

[[nodiscard]] inline ObservableField const& field_of(HistorySeries const& series)
{
    return observable_fields()[static_cast<std::size_t>(series.row)];
}

/// Territories of a kind, taken together.
struct PlaceGroup {
    enum Kind { size_class, milieu, zone, region, department } kind = size_class;
    std::string label;              ///< "1", "rural", "ZIP", "grand_est", "67"
    std::vector<std::size_t> rows;  ///< of the table of territories
};
/// Names of PlaceGroup::Kind.
inline constexpr std::array kPlaceKinds = {"size_class", "milieu", "zone", "region", "department"};
/// Size classes, milieux and zones that the table has; its regions and departments where it has more than one.
[[nodiscard]] std::vector<PlaceGroup> places_of(TerritoryTable const&);

/// What is shown by place, each December: members and active per 100 professionals, hours given in the month per 1,000
/// inhabitants, dormant per 100 signed CPTS.
enum PlaceMeasure { kPlaceActive, kPlaceHours, kPlaceChosen, kPlaceNominal, kPlaceDormant, kPlaceMeasures };
struct PlaceMeasureField {
    char const* id;
    int decimals;
    Text title, unit;
};
[[nodiscard]] std::array<PlaceMeasureField, kPlaceMeasures> const& place_measures();

/// More territories than these are not drawn one by one.
inline constexpr std::size_t kMostSmallMultiples = 24;

/// One row of numbers for each run.
struct RunRows {
    int replicates = 0;
    std::size_t cells = 0;
    std::vector<float> values;  ///< [scenario, replicate, cell]
    RunRows() = default;
    RunRows(std::size_t scenarios, int replicates, std::size_t cells);
    [[nodiscard]] std::span<float> row(int scenario, int replicate);
    [[nodiscard]] float at(int scenario, int replicate, std::size_t cell) const;
};

struct ReportSeries {
    std::vector<int> dates;          ///< table_dates(plan)
    std::vector<PlaceGroup> places;  ///< places_of(plan.territories)
    RunRows months;                  ///< cells [row of kCharts, month]
    RunRows history;                 ///< of the reference alone: cells [row of kHistorySeries, month]
    RunRows professions;             ///< cells [date, row of kProfessionIndicators, profession]
    RunRows by_place;                ///< cells [date, place, measure]
    RunRows territories;  ///< at the last dates, of which there are `territory_dates`: cells [territory, measure] each
    std::size_t territory_dates = 0;
    RunRows territory_years;  ///< active per 100: cells [territory, year]; none beyond kMostSmallMultiples
    [[nodiscard]] std::size_t profession_cell(std::size_t date, std::size_t indicator, std::size_t profession) const;
    [[nodiscard]] std::size_t place_cell(std::size_t date, std::size_t place, std::size_t measure) const;
};

/// Keeps those numbers of each run and forgets the rest.
class ReportRecorder final : public Recorder {
  public:
    /// With every December, territories are kept at the last two: the table of any policy ends with one of them.
    explicit ReportRecorder(SummaryDates dates = SummaryDates::table) : dates_(dates) {}
    void begin(Plan const& plan) override;
    void write(Run const& run, Observation const& observation) override;
    void finish() override {}
    [[nodiscard]] ReportSeries const& series() const { return series_; }

  private:
    SummaryDates dates_;
    Plan plan_;
    ReportSeries series_;
};

}  // namespace cptsim
