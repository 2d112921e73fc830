// A small launch with known numbers, and all that a report asks for.
#pragma once
#include <memory>

#include "analysis/report/run_tables.hpp"
#include "tests/analysis/effects/made_up.hpp"

namespace cptsim {

/// A reference, a policy that gives each replicate `more` active members per 1,000 eligible, and a placebo for 8 of 24
/// replicates; titles as given.
class MadeUpReport {
  public:
    explicit MadeUpReport(double more = 40, int replicates = 24, std::string const& title = "Autrement")
    {
        auto plan = made_up_plan(3, replicates);
        plan.scenarios[1].title_en = plan.scenarios[1].title_fr = title;
        plan.scenarios[2].name = "placebo";
        plan.placebo_scenario = 2;
        plan.placebo_replicates = std::min(8, replicates);
        plan.parameter_source = ParameterSource::defaults;
        for (std::size_t i = 0; i < 2; ++i) {
            plan.territories.rows[i].id = i == 0 ? "thur" : "town";
            plan.territories.rows[i].name = i == 0 ? "Thur <b>" : "Town";
            plan.territories.rows[i].milieu = i == 0 ? "rural" : "urban";
            plan.territories.rows[i].zone = "other";
            plan.territories.rows[i].size_class = i == 0 ? 2 : 2;
        }
        summary_.begin(plan);
        series_.begin(plan);
        for (auto const& run : planned_runs(plan)) {
            auto const o = observe(plan, run, more);
            summary_.write(run, o);
            series_.write(run, o);
        }
    }

    [[nodiscard]] ReportInput input() const
    {
        ReportInput input;
        input.summary = &summary_.summary();
        input.series = &series_.series();
        input.identity.command = "cptsim run base.toml policy.toml --set 'a=</script>'";
        return input;
    }
    [[nodiscard]] Summary const& summary() const { return summary_.summary(); }
    [[nodiscard]] ReportSeries const& series() const { return series_.series(); }

  private:
    static Observation observe(Plan const& plan, Run const& run, double more)
    {
        double const policy = run.scenario == 1 ? 1 : 0;
        auto o = with_active(plan, run.scenario, 100 + run.replicate + policy * more);
        fill(o, "passive", 300);
        fill(o, "attached", 200 * policy);
        fill(o, "hours_unpaid", 500 + 10 * run.replicate % 3 + 100 * policy);
        fill(o, "members_year", 600);
        fill(o, "free_riders", 100 + run.replicate % 2 * 20 + policy * (run.replicate % 4 < 2 ? 12 : -12));
        fill(o, "territory_eligible", 500);
        fill(o, "territory_active", 50 + 20 * policy);
        fill(o, "territory_stage", kSigned);
        return o;
    }

    SummaryRecorder summary_;
    ReportRecorder series_;
};

}  // namespace cptsim
