#include "analysis/report/study_tables.hpp"

#include <algorithm>

#include "analysis/report/page_tables.hpp"
#include "analysis/report/study_money.hpp"
#include "analysis/report/study_shown.hpp"
#include "analysis/report/words.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"
#include "sim/input/wording.hpp"

namespace cptsim {
namespace {

LeverField const& lever_of(SweepFactor const& factor)
{
    return lever_fields()[static_cast<std::size_t>(factor.entry.lever)];
}
ParameterField const& parameter_of(SweepFactor const& factor)
{
    return parameter_fields()[static_cast<std::size_t>(factor.rows.front())];
}

class StudyTables {
  public:
    StudyTables(StudyReportInput const& input, Language language)
        : input_(input), outcomes_(*input.outcomes), sweep_(outcomes_.sweep()), shown_(input), language_(language)
    {
    }

    std::vector<ReportTable> make()
    {
        scenarios();
        factors();
        groups("groups", shown_.groups);
        groups("map_groups", shown_.map_groups);
        outcomes();
        responses();
        indices();
        auto& bought = all_.emplace_back("purchases", texts("text"));
        for (auto const& text : study_purchases(outcomes_, language_)) bought.add(typeset(text));
        return std::move(all_);
    }

  private:
    void scenarios()
    {
        auto const& plan = sweep_.plan;
        std::vector<std::size_t> const replicates(plan.scenarios.size(), static_cast<std::size_t>(plan.replicates));
        all_.push_back(scenarios_table(plan, replicates, language_));
        for (auto& table : asked_tables(plan, varied_notes(), language_)) all_.push_back(std::move(table));
        all_.push_back(identity_table(plan, input_.identity, outcomes_.runs_done()));
        all_.push_back(months_table(month_index(kLastYear + 1, 1), language_));
        auto& dates = all_.emplace_back("dates", months());
        for (int const date : shown_.dates) dates.add(outcomes_.dates()[static_cast<std::size_t>(date)]);
        auto& series = all_.emplace_back("series", wholes("scenario"), truths("is_effect"));
        for (auto const& one : shown_.series) series.add(one.scenario, one.is_effect);
        auto& facts = all_.emplace_back("facts", wholes("few", "band"));
        facts.add(kDrawsForSign, kRunsOfBand);
        auto& design = all_.emplace_back(
            "design", texts("method", "study"),
            wholes("points", "replicates", "runs", "failed", "missing", "balanced_points", "balanced_replicates"));
        design.add(input_.method, sweep_.text, sweep_.design.size(), plan.replicates, sweep_.runs(), input_.failed,
                   input_.missing, outcomes_.balanced_points(), outcomes_.balanced_replicates());
    }

    void factors()
    {
        ReportTable table("factors", texts("path", "kind", "meaning", "unit"), reals("low", "high"));
        ReportTable concerned("factor_scenarios", wholes("factor", "scenario"));
        ReportTable choices("choices", wholes("factor"), texts("word"));  // in the order of their rows
        for (std::size_t i = 0; i < sweep_.factors.size(); ++i) {
            auto const& factor = sweep_.factors[i];
            bool const date = factor.kind == SweepFactor::Kind::date;
            bool const parameter = factor.kind == SweepFactor::Kind::parameter;
            auto const says =
                parameter ? meaning(parameter_of(factor), language_) : meaning(lever_of(factor), language_);
            auto const unit = parameter ? parameter_of(factor).unit : lever_of(factor).unit;
            auto const [low, high] = std::minmax_element(sweep_.design.begin(), sweep_.design.end(),
                                                         [&](auto const& a, auto const& b) { return a[i] < b[i]; });
            table.add(factor.path,
                      date                 ? "month"
                      : factor.has_words() ? "word"
                                           : "number",
                      typeset(says), date ? "" : unit_words(unit, language_), (*low)[i], (*high)[i]);
            for (std::size_t s = 0; s < factor.scenarios.size(); ++s)
                if (factor.scenarios[s]) concerned.add(i, s);
            for (std::size_t row = 0; is_choice(factor) && row < lever_of(factor).words.size(); ++row)
                choices.add(i, value_words(lever_of(factor), static_cast<double>(row), language_));
        }
        all_.insert(all_.end(), {table, concerned, choices});
    }

    void groups(char const* name, std::vector<FactorGroups> const& groups)
    {
        auto& table = all_.emplace_back(name, wholes("factor"), reals("value"));
        for (std::size_t i = 0; i < groups.size(); ++i)
            for (double const value : groups[i].centres) table.add(i, value);
    }

    void outcomes()
    {
        auto& table = all_.emplace_back("outcomes", texts("id", "title", "unit"), wholes("decimals"));
        for (int const row : shown_.outcomes) {
            auto const& x = outcomes_.list()[static_cast<std::size_t>(row)];
            table.add(x.id, typeset(x.title.in(language_)), typeset(x.unit.in(language_)), x.decimals);
        }
    }

    static std::vector<Column> keys() { return wholes("outcome", "date", "series"); }

    /// Curves over each factor, in the order of its groups, and maps of each pair.
    void responses()
    {
        auto& pairs = all_.emplace_back("pairs", wholes("down", "across"));
        for (auto const& [down, across] : shown_.pairs) pairs.add(down, across);
        ReportTable curves("curves", keys(), wholes("factor"), band_columns());
        ReportTable maps("maps", keys(), wholes("pair", "row"), reals("mean"));
        shown_.each([&](std::size_t outcome, std::size_t date, std::size_t series) {
            auto const runs = outcomes_.balanced(shown_.values(outcome, date, series));
            for (std::size_t i = 0; i < shown_.groups.size(); ++i)
                for (auto const& band : response(runs, shown_.groups[i])) curves.add(outcome, date, series, i, band);
            for (std::size_t pair = 0; pair < shown_.pairs.size(); ++pair) {
                auto const& [down, across] = shown_.pairs[pair];
                auto const means = heat_map(runs, shown_.map_groups[down], shown_.map_groups[across]).means;
                for (std::size_t row = 0; row < means.size(); ++row)
                    for (double const mean : means[row]) maps.add(outcome, date, series, pair, row, mean);
            }
        });
        all_.insert(all_.end(), {curves, maps});
    }

    /// What the indices of an outcome are and rest on, and their figures for each factor.
    void indices()
    {
        ReportTable table("indices", keys(), texts("kind", "basis"));
        ReportTable figures("figures", keys(), wholes("factor"), texts("name"), reals("value"));
        shown_.each([&](std::size_t outcome, std::size_t date, std::size_t series) {
            auto const& of = shown_.indices(outcome, date, series);
            int const decimals = outcomes_.list()[static_cast<std::size_t>(shown_.outcomes[outcome])].decimals;
            table.add(outcome, date, series, sensitivity_kind(of), typeset(sensitivity_basis(of, decimals, language_)));
            auto const all = sensitivity_figures(of);
            for (std::size_t i = 0; i < all.values.size(); ++i)
                for (std::size_t k = 0; k < all.names.size(); ++k)
                    figures.add(outcome, date, series, i, all.names[k], all.values[i][k]);
        });
        all_.insert(all_.end(), {table, figures});
    }

    /// [scenario] what its levers say is not what ran.
    [[nodiscard]] std::vector<std::vector<std::string>> varied_notes() const
    {
        std::vector<std::vector<std::string>> notes(sweep_.plan.scenarios.size());
        for (auto const& factor : sweep_.factors)
            for (std::size_t s = 0; s < notes.size() && factor.kind != SweepFactor::Kind::parameter; ++s)
                if (factor.scenarios[s]) notes[s].push_back(format(language_, word::varied, factor.path));
        return notes;
    }

    StudyReportInput const& input_;
    StudyOutcomes const& outcomes_;
    Sweep const& sweep_;
    StudyShown shown_;
    Language language_;
    std::vector<ReportTable> all_;
};

}  // namespace

bool is_choice(SweepFactor const& factor) { return factor.has_words() && factor.kind != SweepFactor::Kind::date; }

std::vector<ReportTable> study_tables(StudyReportInput const& input, Language language)
{
    return StudyTables(input, language).make();
}

}  // namespace cptsim
