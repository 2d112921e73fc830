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
    char const* indicator;
    char const* observables;
};
/// In the order of the page.
inline constexpr std::array kCharts = {
    ChartIndicator{"active", "active, board, eligible"},
    ChartIndicator{"hours", "hours_paid, hours_unpaid"},
    ChartIndicator{"nominal", "attached, passive, active, board, on_leave, eligible"},
    ChartIndicator{"chosen", "passive, active, board, on_leave, eligible"},
    ChartIndicator{"cohort_chosen", "cohort_chosen, cohort_present"},
    ChartIndicator{"would_stay", "would_stay, members_year"},
    ChartIndicator{"free_riders", "free_riders, members_year"},
    ChartIndicator{"nominal_only", "nominal_only, members_year"},
    ChartIndicator{"care_displaced", "care_hours_displaced"},
    ChartIndicator{"public_cost", "public_cost"},
    ChartIndicator{"severe_board", "severe_board, board"},
    ChartIndicator{"dormant", "cpts_dormant, cpts_signed"},
    ChartIndicator{"cost_per_hour", "public_cost, hours_paid, hours_unpaid"}};

/// Indicators that are shown by profession; the last three say who changed.
inline constexpr std::array kProfessionIndicators = {"active",     "hours",    "chosen",    "nominal",
                                                     "net_chosen", "drawn_in", "driven_out"};

/// A monthly observable of the CPTS beside which observed patterns stand.
struct HistorySeries {
    char const* observable;
    char const* pattern;  ///< name in the table of observed patterns
    bool is_share;        ///< drawn, and observed, as a share of the inhabitants
};
inline constexpr std::array kHistorySeries = {
    HistorySeries{"cpts_pre_project", "stage_pre_project", false}, HistorySeries{"cpts_letter", "stage_letter", false},
    HistorySeries{"cpts_validated", "stage_validated", false}, HistorySeries{"cpts_signed", "stage_signed", false},
    HistorySeries{"population_signed", "population_signed", true}};

/// Territories of a kind, taken together.
struct PlaceGroup {
    enum Kind { size_class, milieu, zone } kind = size_class;
    std::string label;              ///< "1", "rural", "ZIP"
    std::vector<std::size_t> rows;  ///< of the table of territories
};
/// Names of PlaceGroup::Kind.
inline constexpr std::array kPlaceKinds = {"size_class", "milieu", "zone"};
/// Size classes, milieux and zones that the table has.
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
    RunRows territories;             ///< at the last date: cells [territory, measure]
    RunRows territory_years;         ///< active per 100: cells [territory, year]; none beyond kMostSmallMultiples
    [[nodiscard]] std::size_t profession_cell(std::size_t date, std::size_t indicator, std::size_t profession) const;
    [[nodiscard]] std::size_t place_cell(std::size_t date, std::size_t place, std::size_t measure) const;
};

/// Keeps those numbers of each run and forgets the rest.
class ReportRecorder final : public Recorder {
  public:
    void begin(Plan const& plan) override;
    void write(Run const& run, Observation const& observation) override;
    void finish() override {}
    [[nodiscard]] ReportSeries const& series() const { return series_; }

  private:
    Plan plan_;
    ReportSeries series_;
};

}  // namespace cptsim
