#include "analysis/sweep/tipping_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/stats/tipping.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/files/csv.hpp"
#include "sim/input/wording.hpp"

namespace cptsim {
namespace {

/// Value of a factor as a study writes it.
std::string value_text(SweepFactor const& factor, double value)
{
    if (factor.kind == SweepFactor::Kind::date) return month_name(static_cast<int>(value));
    if (factor.has_words())
        return lever_fields()[static_cast<std::size_t>(factor.entry.lever)].words[static_cast<std::size_t>(value)];
    return fmt::format("{:g}", value);
}

class TippingTable {
  public:
    TippingTable(StudyResults const& results, SensitivityTable const& asked, Language language)
        : results_(results), sweep_(results.sweep()), asked_(asked), language_(language)
    {
        auto const& dose = results.manifest().design.tipping.dose;
        for (std::size_t i = 0; i < sweep_.factors.size(); ++i)
            if (sweep_.factors[i].path == dose) dose_ = i;
        for (std::size_t p = 0; p < sweep_.design.size(); ++p) {
            auto others = sweep_.design[p];
            others.erase(others.begin() + static_cast<std::ptrdiff_t>(dose_));
            points_[others].push_back(p);
        }
    }

    SensitivityTexts make()
    {
        auto const& outcomes = results_.outcomes();
        auto const& outcome = outcomes.list()[static_cast<std::size_t>(asked_.outcome)];
        auto const& tipping = results_.manifest().design.tipping;
        int const month = outcomes.dates()[static_cast<std::size_t>(asked_.date)];
        texts_.table =
            format(language_,
                   {"tipping point of {}: where {} ({}{}) crosses {}, {}\n",
                    "point de bascule de {} : où {} ({}{}) franchit {}, {}\n"},
                   tipping.dose, outcome.title.in(language_), outcome.unit.in(language_),
                   (tipping.effect ? Text{", difference from the reference", ", écart à la référence"} : Text{"", ""})
                       .in(language_),
                   threshold(tipping.threshold), month_words(month, language_));
        texts_.table += fmt::format("  {:<46} {:<18} {:<18} {}\n", Text{"scenario", "scénario"}.in(language_),
                                    Text{"median [90 %]", "médiane [90 %]"}.in(language_),
                                    Text{"5-95 % of runs", "5-95 % des simul."}.in(language_),
                                    Text{"cross", "franchissent"}.in(language_));
        int const scenarios = static_cast<int>(sweep_.plan.scenarios.size());
        for (int s = tipping.effect ? 1 : 0; s < scenarios; ++s)
            for (auto const& [others, points] : points_) add_line(s, others, points, month);
        for (auto at = texts_.table.find(" \n"); at != std::string::npos; at = texts_.table.find(" \n"))
            texts_.table.erase(at, 1);
        return std::move(texts_);
    }

  private:
    [[nodiscard]] std::string number(double value) const
    {
        if (std::isinf(value)) return Text{value < 0 ? "below" : "above", value < 0 ? "avant" : "après"}.in(language_);
        return format_number(value, 3, language_);
    }

    [[nodiscard]] std::string threshold(double value) const
    {
        return format_number(value, value == std::floor(value) ? 0 : 3, language_);
    }

    [[nodiscard]] TippingPoint find(int scenario, std::vector<std::size_t> points) const
    {
        auto const& outcomes = results_.outcomes();
        auto const values = results_.manifest().design.tipping.effect
                                ? outcomes.effects(asked_.outcome, asked_.date, scenario)
                                : outcomes.levels(asked_.outcome, asked_.date, scenario);
        auto const dose_of = [&](std::size_t p) { return sweep_.design[p][dose_]; };
        std::sort(points.begin(), points.end(), [&](auto a, auto b) { return dose_of(a) < dose_of(b); });
        std::vector<double> doses;
        PointValues outputs;
        for (auto const p : points) {
            doses.push_back(dose_of(p));
            outputs.push_back(values[p]);
        }
        SensitivityOptions options;
        options.clusters = outcomes.frames();
        return tipping_point(doses, outputs, results_.manifest().design.tipping.threshold, options);
    }

    void add_line(int scenario, std::vector<double> const& others, std::vector<std::size_t> const& points, int month)
    {
        auto const x = find(scenario, points);
        auto const& plan_scenario = sweep_.plan.scenarios[static_cast<std::size_t>(scenario)];
        std::string name(plan_scenario.name);
        std::size_t at = 0;
        for (std::size_t i = 0; i < sweep_.factors.size(); ++i)
            if (i != dose_)
                name += fmt::format(", {} {}", sweep_.factors[i].path, value_text(sweep_.factors[i], others[at++]));
        auto const pair = [&](Interval const& i) { return fmt::format("[{}; {}]", number(i.low), number(i.high)); };
        std::string const none =
            x.direction == 0
                ? Text{"none (no slope beyond chance)", "aucun (pas de pente au-delà du hasard)"}.in(language_)
                : Text{"none", "aucun"}.in(language_);
        texts_.table += fmt::format("  {:<46} {:<18} {:<18} {}\n", name,
                                    x.exists() ? number(x.median) + ' ' + pair(x.of_median) : none,
                                    x.direction == 0 ? "" : pair(x.of_replicates),
                                    x.direction == 0 ? "" : format_number(100 * x.crossing, 0, language_) + " %");
        add_csv(plan_scenario.name, name, x, month);
    }

    void add_csv(std::string const& scenario, std::string const& name, TippingPoint const& x, int month)
    {
        auto const& tipping = results_.manifest().design.tipping;
        std::pair<char const*, double> const figures[] = {{"tipping", x.median},
                                                          {"tipping_low", x.of_median.low},
                                                          {"tipping_high", x.of_median.high},
                                                          {"run_low", x.of_replicates.low},
                                                          {"run_high", x.of_replicates.high},
                                                          {"crossing", x.crossing}};
        for (auto const& [figure, value] : figures)
            texts_.csv += fmt::format("{},{},{},{},{},{},{}\n", csv_text(scenario), tipping.effect ? "true" : "false",
                                      csv_text(tipping.outcome), month_name(month), csv_text(name), figure,
                                      std::isnan(value) ? "" : fmt::format("{:g}", value));
    }

    StudyResults const& results_;
    Sweep const& sweep_;
    SensitivityTable asked_;
    Language language_;
    std::size_t dose_ = 0;
    std::map<std::vector<double>, std::vector<std::size_t>> points_;  ///< by the values of the other factors
    SensitivityTexts texts_;
};

}  // namespace

bool asks_for_tipping(StudyResults const& results) { return results.manifest().design.method == "tipping"; }

SensitivityTexts tipping_texts(std::string const& file, StudyResults const& results, Language language)
{
    auto const& tipping = results.manifest().design.tipping;
    SensitivityChoice choice;
    choice.outcomes = {tipping.outcome};
    choice.month = tipping.month;
    choice.levels = !tipping.effect;
    return TippingTable(results, sensitivity_tables(file, results, choice).front(), language).make();
}

}  // namespace cptsim
