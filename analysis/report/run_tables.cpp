#include "analysis/report/run_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "analysis/report/answer.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/page_tables.hpp"
#include "analysis/report/words.hpp"
#include "sim/base/text.hpp"
#include "sim/input/wording.hpp"
#include "sim/model/names.hpp"

namespace cptsim {
namespace {

class RunTables {
  public:
    RunTables(ReportInput const& input, Language language)
        : input_(input), s_(*input.summary), plan_(s_.plan), language_(language)
    {
    }

    /// What the script of the page would else have to know of the program.
    [[nodiscard]] ReportTable facts() const
    {
        ReportTable table("facts", Column::month(), Column::whole("few"), Column::whole("multiples"),
                          Column::whole("drivers"));
        table.add(policy_start(plan_), kDrawsForSign, kMostSmallMultiples, kDriversShown);
        return table;
    }

    [[nodiscard]] ReportTable scenarios() const
    {
        std::vector<std::size_t> replicates;
        for (int i = 0; i < static_cast<int>(plan_.scenarios.size()); ++i)
            replicates.push_back(finished_replicates(s_, {i}).size());
        return scenarios_table(plan_, replicates, language_);
    }

    [[nodiscard]] ReportTable dates() const
    {
        ReportTable table("dates", Column::month(), Column::whole("years"));
        for (int const date : s_.dates) table.add(date, (date + 1 - policy_start(plan_)) / 12);
        return table;
    }

    [[nodiscard]] ReportTable answers() const
    {
        ReportTable table("answers", Column::whole("scenario"), Column::text("sentence"));
        for (int const i : shown_scenarios(plan_))
            if (i > 0)
                for (auto const& sentence : answer_sentences(s_, input_.prior, i, language_))
                    table.add(i, typeset(sentence));
        return table;
    }

    [[nodiscard]] ReportTable cautions() const
    {
        ReportTable table("cautions", Column::text("caution"));
        for (auto const& caution : cptsim::cautions(s_, input_.prior, language_)) table.add(typeset(caution));
        return table;
    }

    /// Scenarios that are compared with the reference, whether a placebo stands beside, and the replicates that they
    /// share with it.
    [[nodiscard]] ReportTable compared() const
    {
        ReportTable table("compared", Column::whole("scenario"), Column::truth("has_placebo"),
                          Column::whole("replicates"));
        for (int const scenario : compared_scenarios(s_)) {
            auto const flows = flows_of(s_, scenario);
            table.add(scenario, flows.placebo >= 0, flows.replicates.size());
        }
        return table;
    }

    [[nodiscard]] ReportTable indicators() const
    {
        ReportTable table("indicators", Column::text("id"), Column::text("title"), Column::text("unit"),
                          Column::whole("decimals"), Column::text("kind"));
        constexpr char const* kKinds[] = {"headline", "second", "flow", "paired"};
        for (auto const& x : cptsim::indicators())
            table.add(x.id, unindented(x.title.in(language_)), x.unit.in(language_), x.decimals,
                      kKinds[static_cast<std::size_t>(x.kind)]);
        return table;
    }

    [[nodiscard]] ReportTable charts() const
    {
        ReportTable table("charts", Column::whole("indicator"));
        for (auto const& chart : kCharts) table.add(indicator_index(chart.indicator));
        return table;
    }

    [[nodiscard]] ReportTable observables() const
    {
        auto table = captions_table("observables");
        for (auto const& series : kHistorySeries)
            table.add(series.observable, observable_title(series.observable),
                      (series.is_share ? word::unit_inhabitants : word::unit_territories).in(language_), 1);
        return table;
    }

    [[nodiscard]] ReportTable measures() const
    {
        auto table = captions_table("measures");
        for (auto const& measure : place_measures())
            table.add(measure.id, measure.title.in(language_), measure.unit.in(language_), measure.decimals);
        return table;
    }

    [[nodiscard]] ReportTable parts() const
    {
        constexpr std::array kTitles = {word::factor_eligible, word::factor_membership, word::factor_fidelity,
                                        word::factor_hours_each};
        static_assert(kTitles.size() == kHoursFactors.size());
        ReportTable table("parts", Column::text("id"), Column::text("title"));
        for (std::size_t i = 0; i < kTitles.size(); ++i) table.add(kHoursFactors[i], typeset(kTitles[i].in(language_)));
        return table;
    }

    [[nodiscard]] ReportTable professions() const
    {
        ReportTable table("professions", Column::text("title"));
        for (auto const& name : kProfessionWords) table.add(name.full.in(language_));
        return table;
    }

    [[nodiscard]] ReportTable places() const
    {
        ReportTable table("places", Column::text("title"), Column::whole("territories"));
        for (auto const& place : input_.series->places) table.add(typeset(title_of(place)), place.rows.size());
        return table;
    }

    [[nodiscard]] ReportTable territories() const
    {
        ReportTable table("territories", Column::text("id"), Column::text("name"), Column::whole("inhabitants"),
                          Column::whole("size"), Column::text("milieu"), Column::text("milieu_title"),
                          Column::text("zone"), Column::text("zone_title"));
        for (auto const& row : plan_.territories.rows)
            table.add(row.id, row.name, row.inhabitants, row.size_class, row.milieu,
                      name_of(row.milieu, kMilieuNames, kMilieuWords).brief.in(language_), row.zone,
                      name_of(row.zone, kZoneNames, kZoneWords).brief.in(language_));
        return table;
    }

    /// Those of the charts of drivers.
    [[nodiscard]] ReportTable parameters(ReportTable const& drivers) const
    {
        ReportTable table("parameters", Column::text("path"), Column::text("meaning"), Column::text("source"));
        auto const& ranked = drivers.columns()[2].texts;
        std::set<std::string> const paths(ranked.begin(), ranked.end());
        for (auto const& field : parameter_fields())
            if (paths.count(std::string(field.path)) == 1)
                table.add(field.path, meaning(field, language_), field.source);
        return table;
    }

    /// Where the numbers of each figure stand in the result file.
    [[nodiscard]] ReportTable sources() const
    {
        ReportTable table("sources", Column::text("figure"), Column::text("place"));
        for (auto const& chart : kCharts)
            table.add(title_of(indicator_index(chart.indicator)), std::string("/observations: ") + chart.observables);
        for (auto const& series : kHistorySeries)
            table.add(observable_title(series.observable), std::string("/observations: ") + series.observable);
        std::vector<std::string_view> paired;
        for (auto const& x : cptsim::indicators())
            if (x.kind == IndicatorKind::paired) paired.push_back(x.id);
        auto const say = [&](Text words) { return typeset(words.in(language_)); };
        bool const calibrated = plan_.parameter_source == ParameterSource::posterior;
        table.add(say(word::flows), fmt::format("/effects: {}", fmt::join(paired, ", ")));
        table.add(say(word::survival), "/observations: spell_exits, spell_censored");
        table.add(say(word::professions), "/observations, /effects [profession]");
        table.add(say(word::places) + ", " + say(word::territories), "/observations: territory_*");
        table.add(say(word::drivers), "/provenance: points");
        table.add(say(word::probability_before), calibrated ? "/prior" : "/observations");
        return table;
    }

  private:
    /// Titles are indented in the table of a terminal.
    static std::string_view unindented(std::string_view title)
    {
        title.remove_prefix(std::min(title.find_first_not_of(' '), title.size()));
        return title;
    }
    [[nodiscard]] std::string_view title_of(int indicator) const
    {
        return cptsim::indicators()[static_cast<std::size_t>(indicator)].title.in(language_);
    }
    [[nodiscard]] std::string_view observable_title(char const* observable) const
    {
        auto const& field = observable_fields()[static_cast<std::size_t>(observable_index(observable))];
        return language_ == Language::fr ? field.long_name_fr : field.long_name;
    }

    /// A word of a table of territories; one that no list has is its own name.
    template <std::size_t N>
    static Name name_of(std::string const& word, std::array<char const*, N> const& words,
                        std::array<Name, N> const& names)
    {
        for (std::size_t i = 0; i < N; ++i)
            if (word == words[i]) return names[i];
        return {{word.c_str(), word.c_str()}};
    }

    [[nodiscard]] std::string title_of(PlaceGroup const& place) const
    {
        auto const say = [&](Name const& name) { return name.full.in(language_); };
        switch (place.kind) {
            case PlaceGroup::size_class:
                return format(language_, word::size_class, place.label);
            case PlaceGroup::milieu:
                return format(language_, word::milieu, say(name_of(place.label, kMilieuNames, kMilieuWords)));
            case PlaceGroup::zone:
                return format(language_, word::zone, say(name_of(place.label, kZoneNames, kZoneWords)));
        }
        return {};
    }

    ReportInput const& input_;
    Summary const& s_;
    Plan const& plan_;
    Language language_;
};

}  // namespace

std::vector<ReportTable> run_tables(ReportInput const& input, Language language)
{
    RunTables const t(input, language);
    auto const& plan = input.summary->plan;
    auto const numbers = summary_tables(input);
    std::vector<ReportTable> all = {
        t.facts(),
        t.scenarios(),
        months_table(plan.months(), language),
        t.dates(),
        t.answers(),
        t.cautions(),
        t.compared(),
        t.indicators(),
        t.charts(),
        t.observables(),
        t.measures(),
        t.parts(),
        t.professions(),
        t.places(),
        t.territories(),
        t.parameters(numbers.back()),
        t.sources(),
        identity_table(plan, input.identity, static_cast<std::size_t>(input.summary->runs_done()))};
    for (auto& table : asked_tables(plan, {}, language)) all.push_back(std::move(table));
    all.insert(all.end(), numbers.begin(), numbers.end());
    return all;
}

}  // namespace cptsim
