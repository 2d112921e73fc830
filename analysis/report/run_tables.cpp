#include "analysis/report/run_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "analysis/effects/answer_cells.hpp"
#include "analysis/report/geography.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/page_tables.hpp"
#include "analysis/report/words.hpp"
#include "sim/base/text.hpp"
#include "sim/input/wording.hpp"
#include "sim/model/names.hpp"
#include "sim/model/places.hpp"

namespace cptsim {
namespace {

/// A word of the table of territories; one that no list has is its own name.
template <std::size_t N>
Name name_of(std::string const& word, std::array<char const*, N> const& words, std::array<Name, N> const& names)
{
    auto const found = static_cast<std::size_t>(std::find(words.begin(), words.end(), word) - words.begin());
    return found < N ? names[found] : Name{{word.c_str(), word.c_str()}};
}

class RunTables {
  public:
    RunTables(ReportInput const& input, Language language)
        : input_(input), s_(*input.summary), plan_(s_.plan), language_(language), all_(summary_tables(input))
    {
    }

    std::vector<ReportTable> make()
    {
        parameters(drivers());
        scenarios();
        measured();
        groups();
        sources();
        all_.push_back(identity_table(plan_, input_.identity, static_cast<std::size_t>(s_.runs_done())));
        return std::move(all_);
    }

  private:
    void scenarios()
    {
        std::vector<std::size_t> replicates;
        for (int i = 0; i < static_cast<int>(plan_.scenarios.size()); ++i)
            replicates.push_back(finished_replicates(s_, {i}).size());
        all_.push_back(scenarios_table(plan_, replicates, language_));
        for (auto& table : asked_tables(plan_, {}, language_)) all_.push_back(std::move(table));
        all_.push_back(months_table(plan_.months(), language_));
        auto& dates = all_.emplace_back("dates", months());
        for (int const date : s_.dates) dates.add(date);
        auto& own = all_.emplace_back("policy_dates", wholes("scenario"), months(), wholes("years"));
        for (int const scenario : answered(s_))
            for (int const row : date_rows(s_, scenario)) {
                int const date = s_.dates[static_cast<std::size_t>(row)];
                own.add(scenario, date, (date + 1 - policy_start(plan_, scenario)) / 12);
            }
        // What the script of the page would else have to know of the program.
        auto& facts = all_.emplace_back("facts", months(), wholes("few", "multiples", "drivers", "history"),
                                        reals("contraction"));
        facts.add(policy_start(plan_), kDrawsForSign, kMostSmallMultiples, kDriversShown, kHistoryAfterPolicy,
                  kLeastPredictiveContraction);
        // Scenarios beside the reference, and the replicates that they share with it and with the placebo.
        auto& compared = all_.emplace_back("compared", wholes("scenario"), truths("has_placebo"), wholes("replicates"));
        for (int const scenario : answered(s_)) {
            auto const flows = flows_of(s_, scenario);
            compared.add(scenario, flows.placebo >= 0, flows.replicates.size());
        }
    }

    void measured()
    {
        constexpr char const* kKinds[] = {"headline", "second", "flow", "paired", "count"};
        auto& table = all_.emplace_back("indicators", texts("id", "title", "unit", "kind"), wholes("decimals"));
        for (auto const& x : indicators())
            table.add(x.id, title_of(x), x.unit.in(language_), kKinds[static_cast<std::size_t>(x.kind)], x.decimals);
        auto& charts = all_.emplace_back("charts", wholes("indicator"));
        for (auto const& chart : kCharts) charts.add(int{chart.row});
        auto& observables = all_.emplace_back("observables", texts("id", "title", "unit"), wholes("decimals"));
        for (auto const& series : kHistorySeries)
            observables.add(field_of(series).name, title_of(series),
                            (series.is_share ? word::unit_inhabitants : word::unit_territories).in(language_), 1);
        auto& measures = all_.emplace_back("measures", texts("id", "title", "unit"), wholes("decimals"));
        for (auto const& x : place_measures())
            measures.add(x.id, x.title.in(language_), x.unit.in(language_), x.decimals);
    }

    void groups()
    {
        constexpr std::array kParts = {word::factor_eligible, word::factor_membership, word::factor_fidelity,
                                       word::factor_hours_each};
        static_assert(kParts.size() == kHoursFactors.size());
        auto& parts = all_.emplace_back("parts", texts("title"));
        for (auto const& title : kParts) parts.add(say(title));
        auto& professions = all_.emplace_back("professions", texts("title"));
        for (auto const& name : kProfessionWords) professions.add(name.full.in(language_));
        auto& places = all_.emplace_back("places", texts("title", "kind", "label"), wholes("territories"));
        for (auto const& place : input_.series->places)
            places.add(typeset(title_of(place)), kPlaceKinds[place.kind], place.label, place.rows.size());
        auto& tiles = all_.emplace_back("tiles", texts("code"), wholes("row", "column"));
        for (auto const& tile : department_tiles()) tiles.add(tile.code, tile.row, tile.column);
        auto& contours = all_.emplace_back("contours", texts("code", "path"));
        if (input_.contours != nullptr)
            for (auto const& one : input_.contours->shapes) contours.add(one.code, one.path);
        auto& territories = all_.emplace_back("territories",
                                              texts("id", "name", "department", "department_title", "region", "milieu",
                                                    "milieu_title", "zone", "zone_title"),
                                              wholes("inhabitants", "size"));
        for (auto const& row : plan_.territories.rows)
            territories.add(row.id, row.name, row.department,
                            row.department.empty() ? "" : department_title(row.department), place_title(row.region),
                            row.milieu, name_of(row.milieu, kMilieuNames, kMilieuWords).brief.in(language_), row.zone,
                            name_of(row.zone, kZoneNames, kZoneWords).brief.in(language_), row.inhabitants,
                            row.size_class);
    }

    [[nodiscard]] ReportTable const& drivers() const
    {
        return *std::find_if(all_.begin(), all_.end(), [](auto const& table) { return table.name() == "drivers"; });
    }

    /// Those that are ranked.
    void parameters(ReportTable const& drivers)
    {
        auto const& ranked = drivers.columns()[2].texts;
        std::set<std::string_view> const paths(ranked.begin(), ranked.end());
        ReportTable table("parameters", texts("path", "meaning", "source"));
        for (auto const& field : parameter_fields())
            if (paths.count(field.path) == 1) table.add(field.path, meaning(field, language_), field.source);
        all_.push_back(std::move(table));
    }

    /// Where the numbers of each figure stand in the result file.
    void sources()
    {
        auto& table = all_.emplace_back("sources", texts("figure", "place"));
        for (auto const& chart : kCharts)
            table.add(title_of(indicators()[static_cast<std::size_t>(chart.row)]),
                      std::string("/observations: ") + chart.observables);
        for (auto const& series : kHistorySeries)
            table.add(title_of(series), "/observations: " + field_of(series).name);
        std::vector<std::string_view> paired;
        for (auto const& x : indicators())
            if (x.kind == IndicatorKind::paired) paired.push_back(x.id);
        bool const calibrated = plan_.parameter_source == ParameterSource::posterior;
        table.add(say(word::flows), fmt::format("/effects: {}", fmt::join(paired, ", ")));
        table.add(say(word::survival), "/observations: spell_exits, spell_censored");
        table.add(say(word::professions), "/observations, /effects [profession]");
        table.add(say(word::places) + ", " + say(word::territories), "/observations: territory_*");
        table.add(say(word::drivers), "/provenance: points");
        table.add(say(word::probability_before), calibrated ? "/prior" : "/observations");
    }

    [[nodiscard]] std::string say(Text words) const { return typeset(words.in(language_)); }
    /// Without the spaces that indent it in the table of a terminal.
    [[nodiscard]] std::string_view title_of(Indicator const& indicator) const
    {
        std::string_view title = indicator.title.in(language_);
        title.remove_prefix(std::min(title.find_first_not_of(' '), title.size()));
        return title;
    }
    [[nodiscard]] std::string_view title_of(HistorySeries const& series) const
    {
        return meaning(field_of(series), language_);
    }
    [[nodiscard]] std::string title_of(PlaceGroup const& place) const
    {
        auto const full = [&](Name const& name) { return name.full.in(language_); };
        switch (place.kind) {
            case PlaceGroup::size_class:
                return format(language_, word::size_class, place.label);
            case PlaceGroup::milieu:
                return format(language_, word::milieu, full(name_of(place.label, kMilieuNames, kMilieuWords)));
            case PlaceGroup::zone:
                return format(language_, word::zone, full(name_of(place.label, kZoneNames, kZoneWords)));
            case PlaceGroup::region:
                return place_title(place.label);
            case PlaceGroup::department:
                return department_title(place.label);
        }
        return {};
    }

    ReportInput const& input_;
    Summary const& s_;
    Plan const& plan_;
    Language language_;
    std::vector<ReportTable> all_;
};

}  // namespace

std::vector<ReportTable> run_tables(ReportInput const& input, Language language)
{
    return RunTables(input, language).make();
}

}  // namespace cptsim
