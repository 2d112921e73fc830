// Sections by profession and place, and of what an effect is made of.
#include <algorithm>
#include <array>

#include "analysis/report/numbers.hpp"
#include "analysis/report/parts.hpp"

namespace cptsim {

/// [mean, half-width, 5 %, 95 %, replicates]
void ReportParts::level(Estimate const& e)
{
    json_.array().number(e.mean.mean).number(e.mean.half_width);
    json_.number(e.predictive.low).number(e.predictive.high).whole(e.mean.values).end();
}

void ReportParts::who_changed()
{
    json_.key("flows").array();
    for (int const scenario : compared_scenarios(s_)) {
        auto const flows = flows_of(s_, scenario);
        json_.object().key("scenario").whole(scenario).key("placebo").whole(flows.placebo);
        json_.key("replicates").whole(static_cast<long>(flows.replicates.size())).key("rows").array();
        for (int i = 0; i < static_cast<int>(indicators().size()); ++i) {
            auto const& x = indicators()[static_cast<std::size_t>(i)];
            if (x.kind != IndicatorKind::flow && x.kind != IndicatorKind::paired) continue;
            json_.object().key("id").text(x.id);
            caption(x.title, x.unit, x.decimals);
            json_.key("isNet").boolean(x.kind == IndicatorKind::flow).key("cells").array();
            for (int date = 0; date <= last_; ++date) {
                json_.object().key("policy");
                estimate(cptsim::effect(s_, scenario, date, i, flows.replicates));
                json_.key("placebo");
                if (flows.placebo < 0)
                    json_.null();
                else
                    estimate(cptsim::effect(s_, flows.placebo, date, i, flows.replicates));
                json_.end();
            }
            json_.end().end();
        }
        json_.end().end();
    }
    json_.end();
}

void ReportParts::professions()
{
    json_.key("professions").object().key("measures").array();
    for (auto const* id : kProfessionIndicators) {
        auto const& x = indicators()[static_cast<std::size_t>(indicator_index(id))];
        json_.object().key("id").text(id);
        caption(x.title, x.unit, x.decimals);
        json_.key("isPaired").boolean(is_paired(indicator_index(id))).end();
    }
    json_.end().key("names").array();
    for (auto const* name : kProfessionNames) json_.text(name);
    json_.end().key("scenarios").array();
    // Cells [date][measure][profession].
    for (int const scenario : compared_scenarios(s_)) {
        json_.object().key("scenario").whole(scenario).key("cells").array();
        for (std::size_t date = 0; date < s_.dates.size(); ++date) {
            json_.array();
            for (std::size_t i = 0; i < kProfessionIndicators.size(); ++i) {
                bool const paired = is_paired(indicator_index(kProfessionIndicators[i]));
                json_.array();
                for (std::size_t p = 0; p < kProfessions; ++p) {
                    auto const cell = series_.profession_cell(date, i, p);
                    pair(series_.professions, scenario, cell, paired);
                }
                json_.end();
            }
            json_.end();
        }
        json_.end().end();
    }
    json_.end().end();
}

/// A cell of the reference, and what a scenario changes of it.
void ReportParts::pair(RunRows const& rows, int scenario, std::size_t cell, bool is_paired)
{
    json_.object().key("reference");
    level(cell_level(s_, rows, 0, cell));
    json_.key("effect");
    estimate(cell_effect(s_, rows, scenario, cell, is_paired));
    json_.end();
}

void ReportParts::places()
{
    json_.key("places").object().key("measures").array();
    for (auto const& measure : place_measures()) {
        json_.object().key("id").text(measure.id);
        caption(measure.title, measure.unit, measure.decimals);
        json_.end();
    }
    json_.end().key("places").array();
    for (auto const& place : series_.places) {
        double inhabitants = 0;
        for (auto const row : place.rows) inhabitants += plan_.territories.rows[row].inhabitants;
        json_.object().key("kind").text(kPlaceKinds[place.kind]).key("label").text(place.label);
        json_.key("territories").whole(static_cast<long>(place.rows.size()));
        json_.key("inhabitants").whole(static_cast<long>(inhabitants)).end();
    }
    json_.end().key("scenarios").array();
    // Cells [date][place][measure].
    for (int const scenario : compared_scenarios(s_)) {
        json_.object().key("scenario").whole(scenario).key("cells").array();
        for (std::size_t date = 0; date < s_.dates.size(); ++date) {
            json_.array();
            for (std::size_t place = 0; place < series_.places.size(); ++place) {
                json_.array();
                for (std::size_t measure = 0; measure < kPlaceMeasures; ++measure) {
                    auto const cell = series_.place_cell(date, place, measure);
                    pair(series_.by_place, scenario, cell, false);
                }
                json_.end();
            }
            json_.end();
        }
        json_.end().end();
    }
    json_.end().end();
}

void ReportParts::territories()
{
    auto const& rows = plan_.territories.rows;
    auto const years = static_cast<std::size_t>(plan_.years());
    bool const drawn = series_.territory_years.cells > 0;
    json_.key("territories").object().key("measures").array();
    for (std::size_t m = 0; m < kPlaceDormant; ++m) json_.text(place_measures()[m].id);
    json_.end().key("rows").array();
    for (std::size_t t = 0; t < rows.size() && last_ >= 0; ++t) {
        auto const& row = rows[t];
        json_.object().key("id").text(row.id).key("name").text(row.name).key("size").whole(row.size_class);
        json_.key("milieu").text(row.milieu).key("zone").text(row.zone);
        json_.key("inhabitants").whole(static_cast<long>(row.inhabitants)).key("synthetic").boolean(row.synthetic);
        json_.key("reference").array();
        for (std::size_t m = 0; m < kPlaceDormant; ++m)
            json_.number(cell_level(s_, series_.territories, 0, t * kPlaceMeasures + m).mean.mean);
        json_.end().key("effects").array();
        for (int const scenario : compared_scenarios(s_)) {
            json_.array();
            for (std::size_t m = 0; m < kPlaceDormant; ++m)
                estimate(cell_effect(s_, series_.territories, scenario, t * kPlaceMeasures + m));
            json_.end();
        }
        json_.end().key("years").array();
        for (int const scenario : shown_scenarios(plan_)) {
            if (!drawn) break;
            json_.object().key("scenario").whole(scenario);
            quantiles(series_.territory_years, scenario, t * years, years);
            json_.end();
        }
        json_.end().end();
    }
    json_.end().end();
}

void ReportParts::split()
{
    json_.key("split").object().key("factors").array();
    for (auto const* factor : kHoursFactors) json_.text(factor);
    json_.end().key("scenarios").array();
    for (int const scenario : compared_scenarios(s_)) {
        json_.object().key("scenario").whole(scenario).key("dates").array();
        for (int date = 0; date <= last_; ++date) {
            json_.array();
            for (auto const& share : split_of_hours(s_, scenario, date)) estimate(share);
            json_.end();
        }
        json_.end().end();
    }
    json_.end().end();
}

void ReportParts::drivers()
{
    json_.key("drivers").array();
    for (int const scenario : compared_scenarios(s_)) {
        for (auto const* id : kDriven) {
            auto const ranked = ranked_parameters(s_, scenario, last_, indicator_index(id));
            if (ranked.empty()) continue;
            auto const& x = indicators()[static_cast<std::size_t>(indicator_index(id))];
            json_.object().key("scenario").whole(scenario).key("id").text(id);
            caption(x.title, x.unit, x.decimals);
            json_.key("threshold").number(ranked.front().threshold);
            json_.key("error").number(ranked.front().standard_error);
            json_.key("candidates").whole(ranked.front().candidates).key("rows").array();
            for (std::size_t i = 0; i < std::min(kDriversShown, ranked.size()); ++i) {
                auto const& field = parameter_fields()[static_cast<std::size_t>(ranked[i].parameter)];
                json_.object().key("path").text(field.path);
                json_.key("meaning").text(language_ == Language::fr ? field.meaning_fr : field.meaning_en);
                json_.key("unit").text(field.unit).key("source").text(field.source);
                json_.key("correlation").number(ranked[i].correlation).end();
            }
            json_.end().end();
        }
    }
    json_.end();
}

}  // namespace cptsim
