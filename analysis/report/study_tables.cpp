#include "analysis/report/study_tables.hpp"

#include <algorithm>

#include "analysis/report/page_tables.hpp"
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

    [[nodiscard]] std::vector<ReportTable> make() const
    {
        std::vector<std::size_t> const replicates(sweep_.plan.scenarios.size(),
                                                  static_cast<std::size_t>(sweep_.plan.replicates));
        std::vector<ReportTable> all = {facts(),
                                        scenarios_table(sweep_.plan, replicates, language_),
                                        months_table(month_index(kLastYear + 1, 1), language_),
                                        dates(),
                                        identity_table(sweep_.plan, input_.identity, outcomes_.runs_done()),
                                        design(),
                                        factors(),
                                        factor_scenarios(),
                                        choices(),
                                        groups("groups", shown_.groups),
                                        groups("map_groups", shown_.map_groups),
                                        series(),
                                        pairs(),
                                        outcomes(),
                                        indices(),
                                        figures()};
        for (auto& table : responses()) all.push_back(std::move(table));
        for (auto& table : asked_tables(sweep_.plan, varied_notes(), language_)) all.push_back(std::move(table));
        return all;
    }

  private:
    [[nodiscard]] static ReportTable facts()
    {
        ReportTable table("facts", Column::whole("few"));
        table.add(kDrawsForSign);
        return table;
    }

    [[nodiscard]] ReportTable dates() const
    {
        ReportTable table("dates", Column::month());
        for (int const date : shown_.dates) table.add(outcomes_.dates()[static_cast<std::size_t>(date)]);
        return table;
    }

    [[nodiscard]] ReportTable design() const
    {
        ReportTable table("design", Column::text("method"), Column::whole("points"), Column::whole("replicates"),
                          Column::whole("runs"), Column::whole("failed"), Column::whole("missing"),
                          Column::whole("balanced_points"), Column::whole("balanced_replicates"),
                          Column::text("study"));
        table.add(input_.method, sweep_.design.size(), sweep_.plan.replicates, sweep_.runs(), input_.failed,
                  input_.missing, outcomes_.balanced_points(), outcomes_.balanced_replicates(), sweep_.text);
        return table;
    }

    [[nodiscard]] ReportTable factors() const
    {
        ReportTable table("factors", Column::text("path"), Column::text("kind"), Column::text("meaning"),
                          Column::text("unit"), Column::real("low"), Column::real("high"));
        for (std::size_t i = 0; i < sweep_.factors.size(); ++i) {
            auto const& factor = sweep_.factors[i];
            bool const date = factor.kind == SweepFactor::Kind::date;
            bool const parameter = factor.kind == SweepFactor::Kind::parameter;
            auto const unit = parameter ? parameter_of(factor).unit : lever_of(factor).unit;
            auto const [low, high] = std::minmax_element(sweep_.design.begin(), sweep_.design.end(),
                                                         [&](auto const& a, auto const& b) { return a[i] < b[i]; });
            table.add(
                factor.path,
                date                 ? "month"
                : factor.has_words() ? "word"
                                     : "number",
                typeset(parameter ? meaning(parameter_of(factor), language_) : meaning(lever_of(factor), language_)),
                date ? "" : unit_words(unit, language_), (*low)[i], (*high)[i]);
        }
        return table;
    }

    [[nodiscard]] ReportTable factor_scenarios() const
    {
        ReportTable table("factor_scenarios", Column::whole("factor"), Column::whole("scenario"));
        for (std::size_t i = 0; i < sweep_.factors.size(); ++i)
            for (std::size_t s = 0; s < sweep_.factors[i].scenarios.size(); ++s)
                if (sweep_.factors[i].scenarios[s]) table.add(i, s);
        return table;
    }

    /// The words of factors that are choices.
    [[nodiscard]] ReportTable choices() const
    {
        ReportTable table("choices", Column::whole("factor"), Column::text("word"));
        for (std::size_t i = 0; i < sweep_.factors.size(); ++i) {
            if (!is_choice(sweep_.factors[i])) continue;
            auto const& field = lever_of(sweep_.factors[i]);
            for (std::size_t row = 0; row < field.words.size(); ++row)
                table.add(i, value_words(field, static_cast<double>(row), language_));
        }
        return table;
    }

    [[nodiscard]] static ReportTable groups(char const* name, std::vector<FactorGroups> const& groups)
    {
        ReportTable table(name, Column::whole("factor"), Column::real("value"));
        for (std::size_t i = 0; i < groups.size(); ++i)
            for (double const value : groups[i].centres) table.add(i, value);
        return table;
    }

    [[nodiscard]] ReportTable series() const
    {
        ReportTable table("series", Column::whole("scenario"), Column::truth("is_effect"));
        for (auto const& one : shown_.series) table.add(one.scenario, one.is_effect);
        return table;
    }

    [[nodiscard]] ReportTable pairs() const
    {
        ReportTable table("pairs", Column::whole("down"), Column::whole("across"));
        for (auto const& [down, across] : shown_.pairs) table.add(down, across);
        return table;
    }

    [[nodiscard]] ReportTable outcomes() const
    {
        auto table = captions_table("outcomes");
        for (int const row : shown_.outcomes) {
            auto const& x = outcomes_.list()[static_cast<std::size_t>(row)];
            table.add(x.id, typeset(x.title.in(language_)), typeset(x.unit.in(language_)), x.decimals);
        }
        return table;
    }

    [[nodiscard]] static std::vector<Column> keys()
    {
        return {Column::whole("outcome"), Column::whole("date"), Column::whole("series")};
    }

    /// Curves over each factor, in the order of its groups, and maps of each pair.
    [[nodiscard]] std::vector<ReportTable> responses() const
    {
        ReportTable curves("curves", keys(), Column::whole("factor"), band_columns());
        ReportTable maps("maps", keys(), Column::whole("pair"), Column::whole("row"), Column::real("mean"));
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
        return {curves, maps};
    }

    [[nodiscard]] ReportTable indices() const
    {
        ReportTable table("indices", keys(), Column::text("kind"), Column::text("basis"));
        shown_.each([&](std::size_t outcome, std::size_t date, std::size_t series) {
            auto const& of = shown_.indices(outcome, date, series);
            int const decimals = outcomes_.list()[static_cast<std::size_t>(shown_.outcomes[outcome])].decimals;
            table.add(outcome, date, series, sensitivity_kind(of), typeset(sensitivity_basis(of, decimals, language_)));
        });
        return table;
    }

    [[nodiscard]] ReportTable figures() const
    {
        ReportTable table("figures", keys(), Column::whole("factor"), Column::text("name"), Column::real("value"));
        shown_.each([&](std::size_t outcome, std::size_t date, std::size_t series) {
            auto const of = sensitivity_figures(shown_.indices(outcome, date, series));
            for (std::size_t i = 0; i < of.values.size(); ++i)
                for (std::size_t k = 0; k < of.names.size(); ++k)
                    table.add(outcome, date, series, i, of.names[k], of.values[i][k]);
        });
        return table;
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
};

}  // namespace

bool is_choice(SweepFactor const& factor) { return factor.has_words() && factor.kind != SweepFactor::Kind::date; }

std::vector<ReportTable> study_tables(StudyReportInput const& input, Language language)
{
    return StudyTables(input, language).make();
}

std::string title_of_study(Sweep const& sweep, Language language)
{
    bool const french = language == Language::fr ? !sweep.title_fr.empty() : sweep.title_en.empty();
    return french ? sweep.title_fr : sweep.title_en;
}

}  // namespace cptsim
