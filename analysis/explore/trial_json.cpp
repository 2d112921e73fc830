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
constexpr int kFirstDrawn = 2023;  ///< year: the last before the first policies

std::string marks(AnswerSentence const& sentence)
{
    return sentence.marks.empty() ? "" : confidence_mark(sentence.marks.front());
}

class TrialJson {
  public:
    TrialJson(Trial const& trial, Language language)
        : trial_(trial),
          language_(language),
          summary_(trial.summary()),
          prior_(trial.prior()),
          series_(trial.series()),
          answer_(make_answer(summary_, trial.done() > 0 && prior_.runs_done() > 0 ? &prior_ : nullptr, language))
    {
    }

    std::string make()
    {
        JsonObject all;
        all.count("done", static_cast<std::size_t>(trial_.done()))
            .text("digest", trial_.digest())
            .add("sentences", sentences())
            .add("columns", columns());
        if (!answer_.policies.empty()) {
            auto const& row = answer_.policies.front();
            all.text("date", month_words(row.date, language_))
                .text("start", month_words(row.start, language_))
                .count("startMonth", static_cast<std::size_t>(row.start))
                .add("cells", cells(row))
                .add("today", cells(answer_.reference))
                .add("paths", paths())
                .add("map", map());
        }
        return all.json();
    }

  private:
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
        for (auto const& field : answer_.fields)
            all.push_back(JsonObject()
                              .text("title", capital(field.title.in(language_)))
                              .text("unit", field.brief.in(language_))
                              .json());
        return json_array(all);
    }

    [[nodiscard]] std::string cells(AnswerRow const& row) const
    {
        bool const differs = row.scenario > 0;
        std::vector<std::string> all;
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            auto const& cell = row.cells[c];
            int const decimals = answer_.fields[c].decimals;
            bool const is_difference = differs && c < kAnswerHourCost;
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
                double const d = static_cast<double>(series_.months.at(1, r, cell)) -
                                 static_cast<double>(series_.months.at(0, r, cell));
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

    /// Active members of departments, at the last date of the policy; none where the places are made up.
    [[nodiscard]] std::string map() const
    {
        std::vector<std::string> all;
        auto const& rows = summary_.plan.territories.rows;
        bool const is_real = std::none_of(rows.begin(), rows.end(), [](auto const& row) { return row.synthetic; });
        auto const date = std::find(series_.dates.begin(), series_.dates.end(), answer_.policies.front().date);
        if (!is_real || date == series_.dates.end()) return "[]";
        for (std::size_t p = 0; p < series_.places.size(); ++p) {
            if (series_.places[p].kind != PlaceGroup::department) continue;
            auto const cell =
                series_.place_cell(static_cast<std::size_t>(date - series_.dates.begin()), p, kPlaceActive);
            auto const effect = cell_effect(summary_, series_.by_place, 1, cell);
            all.push_back(JsonObject()
                              .text("code", series_.places[p].label)
                              .number("mean", effect.mean.mean)
                              .number("low", effect.predictive.low)
                              .number("high", effect.predictive.high)
                              .json());
        }
        return json_array(all);
    }

    Trial const& trial_;
    Language language_;
    Summary summary_, prior_;
    ReportSeries series_;
    Answer answer_;
};

}  // namespace

std::string trial_json(Trial const& trial, Language language) { return TrialJson(trial, language).make(); }

}  // namespace cptsim
