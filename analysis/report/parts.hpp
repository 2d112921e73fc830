// The sections of a report that are numbers, each a member of the JSON under construction.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "analysis/report/data.hpp"
#include "analysis/report/json.hpp"

namespace cptsim {

/// Each function adds one member; what the runs do not hold is an empty list.
class ReportParts {
  public:
    ReportParts(ReportInput const& input, Language language, Json& json);

    void effects();       ///< by scenario, indicator and date: the table of paired effects
    void fans();          ///< by indicator, scenario and month: quantiles over replicates
    void history();       ///< the reference beside what was observed
    void who_changed();   ///< flows by scenario and date, beside the placebo
    void survival();      ///< of spells of membership by the year in which they began
    void professions();   ///< levels and effects by profession
    void places();        ///< by size class, milieu and zone
    void territories();   ///< one by one, at the last date
    void distribution();  ///< of effects over replicates, in bins
    void split();         ///< of the effect on hours into membership, fidelity and hours of the active
    void drivers();       ///< parameters with which an effect moves most

  private:
    void caption(Text title, Text unit, int decimals);
    void quantiles(RunRows const& rows, int scenario, std::size_t first, std::size_t count);
    void level(Estimate const& estimate);
    void effect_cell(int scenario, int date, int indicator);
    void estimate(Effect const& effect);
    void pair(RunRows const& rows, int scenario, std::size_t cell, bool is_paired);

    ReportInput const& input_;
    Summary const& s_;
    Plan const& plan_;
    ReportSeries const& series_;
    Language language_;
    Json& json_;
    int last_;  ///< last date, or -1
};

}  // namespace cptsim
