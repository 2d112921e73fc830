#include "analysis/explore/trial_json.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/effects/answer_numbers.hpp"
#include "analysis/report/numbers.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"
#include "sim/files/json.hpp"

namespace cptsim {
namespace {

/// Quantities whose path is drawn.
constexpr std::array kPaths = {indicator::active_, indicator::hours_, indicator::chosen_, indicator::public_cost_};
/// Those of the report's table, in its order, and what an hour costs.
constexpr auto kColumns = [] {
    std::array<AnswerColumn, kAnswerOrder.size() + 1> all{};
    for (std::size_t i = 0; i < kAnswerOrder.size(); ++i) all[i] = kAnswerOrder[i];
    all.back() = kAnswerHourCost;
    return all;
}();
constexpr double kMillion = 1e6;
constexpr int kFirstDrawn = 2023;  ///< year: the last before the first policies

std::string marks(AnswerSentence const& sentence)
{
    return sentence.marks.empty() ? "" : confidence_mark(sentence.marks.front());
}

class TrialJson {
  public:
    TrialJson(Tried const& tried, Language language)
        : trial_(*tried.trial),
          language_(language),
          findings_({tried}),
          summary_(findings_.summary(findings_.end_month()))
    {
    }

    std::string make()
    {
        JsonObject all;
        all.count("done", static_cast<std::size_t>(trial_.done())).text("digest", findings_.digest());
        std::vector<std::string> years;
        int const start = policy_start(summary_.plan, 1);
        for (int const december : trial_.runs().dates)
            if (december >= start) years.push_back(year(december));
        all.add("years", json_array(years));
        if (!years.empty())
            all.text("start", month_words(start, language_))
                .count("startMonth", static_cast<std::size_t>(start))
                .add("paths", paths());
        return all.json();
    }

  private:
    /// The answer as of a launch that ends with this month.
    [[nodiscard]] std::string year(int december)
    {
        auto const summary = findings_.summary(december), prior = findings_.prior(december);
        answer_ = make_answer(summary, prior.runs_done() > 0 ? &prior : nullptr, language_);
        JsonObject one;
        one.count("year", static_cast<std::size_t>(kFirstYear + december / 12));
        if (answer_.policies.empty()) return one.json();
        auto const& row = answer_.policies.front();
        one.text("date", month_words(row.date, language_))
            .text("headline", answer_.headline)
            .add("sentences", sentences())
            .add("columns", columns())
            .add("cells", cells(row))
            .add("today", cells(answer_.reference))
            .add("cumulated", cumulated())
            .add("map", map(december));
        return one.json();
    }

    /// Public money more since the policy began.
    [[nodiscard]] std::string cumulated() const
    {
        auto const& row = answer_.budget.back();
        bool const small = has_small_budget(answer_);
        Interval range = row.cumulated.predictive;
        if (small) range.low *= kMillion, range.high *= kMillion;
        JsonObject one;
        one.count("first", static_cast<std::size_t>(kFirstYear + row.first))
            .count("last", static_cast<std::size_t>(kFirstYear + row.last));
        if (row.cumulated.mean.values >= kDrawsForMean)
            one.text("shown", shown_difference(small ? kMillion * row.cumulated.mean.mean : row.cumulated.mean.mean,
                                               small ? 0 : 1, language_))
                .text("range", shown_range(range, small ? 0 : 1, true, language_))
                .text("unit", small ? "€" : "M€");
        return one.json();
    }

    [[nodiscard]] std::string sentences() const
    {
        std::vector<std::string> all;
        for (auto const& sentence : answer_.sentences)
            all.push_back(JsonObject()
                              .text("claim", sentence.claim)
                              .text("text", sentence.text)
                              .text("mark", marks(sentence))
                              .text("confidence", sentence.confidence)
                              .json());
        return json_array(all);
    }

    [[nodiscard]] std::string columns() const
    {
        std::vector<std::string> all;
        for (auto const column : kColumns) {
            auto const& field = answer_.fields[column];
            all.push_back(JsonObject()
                              .text("title", capital(field.title.in(language_)))
                              .text("unit", field.brief.in(language_))
                              .add("drawn", column < kAnswerDrawn ? "true" : "false")
                              .json());
        }
        return json_array(all);
    }

    [[nodiscard]] std::string cells(AnswerRow const& row) const
    {
        bool const differs = row.scenario > 0;
        std::vector<std::string> all;
        for (auto const column : kColumns) {
            auto const& cell = row.cells[column];
            int const decimals = cell_decimals(cell.effect, answer_.fields[column].decimals);
            bool const is_difference = differs && column != kAnswerHourCost;
            JsonObject one;
            if (cell.has_mean())
                one.number("mean", cell.effect.mean.mean)
                    .text("shown", is_difference ? shown_difference(cell.effect.mean.mean, decimals, language_)
                                                 : shown(cell.effect.mean.mean, decimals, language_));
            if (cell.has_range())
                one.number("low", cell.effect.predictive.low)
                    .number("high", cell.effect.predictive.high)
                    .number("q25", cell.middle.low)
                    .number("q75", cell.middle.high)
                    .text("range", shown_range(cell.effect.predictive, decimals, is_difference, language_));
            one.text("words", differs ? reading_words(cell, language_) : "")
                .text("why", cell.why.in(language_))
                .number("error", cell.effect.mean.half_width)
                .text("mark", confidence_mark(cell.confidence))
                .text("confidence", confidence_words(cell.confidence).in(language_))
                .add("clear", is_clear(cell.reading) ? "true" : "false")
                .text("arrow", reading_mark(cell.reading));
            all.push_back(one.json());
        }
        return json_array(all);
    }

    /// Of each December from kFirstDrawn on: year, 5, 25 %, mean, 75, 95 % of the differences.
    [[nodiscard]] std::string path(std::size_t chart) const
    {
        std::vector<std::string> points;
        int const months = summary_.plan.months();
        for (int december = month_index(kFirstDrawn, 12); december < months; december += 12) {
            std::vector<double> differences;
            for (int const r : finished_replicates(summary_, {0, 1})) {
                auto const cell = chart * static_cast<std::size_t>(months) + static_cast<std::size_t>(december);
                double const d = static_cast<double>(trial_.series().months.at(1, r, cell)) -
                                 static_cast<double>(trial_.series().months.at(0, r, cell));
                if (!std::isnan(d)) differences.push_back(d);
            }
            if (differences.empty()) continue;
            double const middle = mean(differences);
            std::sort(differences.begin(), differences.end());
            std::vector<std::string> point{json_number(static_cast<double>(kFirstYear + december / 12))};
            for (double const p : {0.05, 0.25, 0.75, 0.95})
                point.push_back(json_number(quantile_of_sorted(differences, p)));
            point.insert(point.begin() + 3, json_number(middle));
            points.push_back(json_array(point));
        }
        return json_array(points);
    }

    [[nodiscard]] std::string paths() const
    {
        std::vector<std::string> all;
        for (std::size_t chart = 0; chart < kCharts.size(); ++chart) {
            int const row = kCharts[chart].row;
            if (std::find(kPaths.begin(), kPaths.end(), row) == kPaths.end()) continue;
            auto const& field = indicators()[static_cast<std::size_t>(row)];
            all.push_back(JsonObject()
                              .text("id", field.id)
                              .text("title", capital(field.title.in(language_)))
                              .text("unit", field.unit.in(language_))
                              .count("decimals", static_cast<std::size_t>(field.decimals))
                              .add("points", path(chart))
                              .json());
        }
        return json_array(all);
    }

    /// Active members of departments in that month; none where the places are made up.
    [[nodiscard]] std::string map(int december) const
    {
        std::vector<std::string> all;
        auto const& series = trial_.series();
        auto const& rows = summary_.plan.territories.rows;
        bool const is_real = std::none_of(rows.begin(), rows.end(), [](auto const& row) { return row.synthetic; });
        auto const date = std::find(series.dates.begin(), series.dates.end(), december);
        if (!is_real || date == series.dates.end()) return "[]";
        for (std::size_t p = 0; p < series.places.size(); ++p) {
            if (series.places[p].kind != PlaceGroup::department) continue;
            auto const cell = series.place_cell(static_cast<std::size_t>(date - series.dates.begin()), p, kPlaceActive);
            auto const effect = cell_effect(summary_, series.by_place, 1, cell);
            all.push_back(JsonObject()
                              .text("code", series.places[p].label)
                              .number("mean", effect.mean.mean)
                              .number("low", effect.predictive.low)
                              .number("high", effect.predictive.high)
                              .json());
        }
        return json_array(all);
    }

    Trial const& trial_;
    Language language_;
    Findings findings_;
    Summary summary_;
    Answer answer_;
};

}  // namespace

std::string trial_json(Tried const& tried, Language language) { return TrialJson(tried, language).make(); }

}  // namespace cptsim
