#include "analysis/report/study_data.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "analysis/report/common.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/words.hpp"
#include "analysis/sweep/response.hpp"
#include "analysis/sweep/study_sensitivity.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kMostOutcomes = 16;  ///< in a page
constexpr std::size_t kMostMapped = 6;     ///< factors of heat maps: each pair is one
constexpr double kPointsOfGroup = 8;       ///< at least, of a response
constexpr double kPointsOfCell = 4;        ///< at least on average, of a heat map

/// What is shown of a scenario: itself, or its paired difference from the reference.
struct Series {
    int scenario = 0;
    bool is_effect = false;
};

class StudyData {
  public:
    StudyData(StudyReportInput const& input, Language language)
        : input_(input), outcomes_(*input.outcomes), sweep_(outcomes_.sweep()), language_(language)
    {
        int const scenarios = static_cast<int>(sweep_.plan.scenarios.size());
        for (int s = 0; s < scenarios; ++s) series_.push_back({s, false});
        for (int s = 1; s < scenarios; ++s) series_.push_back({s, true});
        choose_outcomes();
        choose_dates();
        group_factors();
    }

    std::string write()
    {
        json_.object();
        write_opening(json_, language_);
        write_scenarios(json_, sweep_.plan, language_,
                        [&](int) { return static_cast<std::size_t>(sweep_.plan.replicates); });
        json_.key("firstYear").whole(kFirstYear).key("months").whole(sweep_.plan.months());
        json_.key("dates").array();
        for (int const date : dates_) json_.whole(outcomes_.dates()[static_cast<std::size_t>(date)]);
        json_.end();
        write_asked(json_, input_.asked);
        write_identity(json_, sweep_.plan, input_.identity, static_cast<long>(outcomes_.runs_done()));
        design();
        factors();
        json_.key("series").array();
        for (auto const& one : series_)
            json_.object().key("scenario").whole(one.scenario).key("effect").boolean(one.is_effect).end();
        json_.end();
        compute_indices();
        pairs();
        json_.key("outcomes").array();
        for (std::size_t i = 0; i < chosen_.size(); ++i) outcome(i);
        json_.end();
        json_.end();
        return json_.str();
    }

  private:
    void choose_outcomes()
    {
        auto const& list = outcomes_.list();
        bool const any = std::any_of(list.begin(), list.end(), [](auto const& x) { return x.headline; });
        for (std::size_t i = 0; i < list.size() && chosen_.size() < kMostOutcomes; ++i)
            if (list[i].headline || !any) chosen_.push_back(static_cast<int>(i));
    }

    /// Dates of the table of runs, where they were kept, and the last that was.
    void choose_dates()
    {
        auto const& kept = outcomes_.dates();
        for (int const date : table_dates(sweep_.plan)) {
            auto const found = std::find(kept.begin(), kept.end(), date);
            if (found != kept.end()) dates_.push_back(static_cast<int>(found - kept.begin()));
        }
        int const last = static_cast<int>(kept.size()) - 1;
        if (!kept.empty() && (dates_.empty() || dates_.back() != last)) dates_.push_back(last);
    }

    [[nodiscard]] std::vector<double> column(std::size_t factor) const
    {
        std::vector<double> values;
        for (auto const& point : sweep_.design) values.push_back(point[factor]);
        return values;
    }

    void group_factors()
    {
        auto const points = static_cast<double>(sweep_.design.size());
        auto const curve = static_cast<std::size_t>(std::clamp(points / kPointsOfGroup, 3.0, 10.0));
        auto const map = static_cast<std::size_t>(std::clamp(std::sqrt(points / kPointsOfCell), 2.0, 6.0));
        for (std::size_t i = 0; i < sweep_.factors.size(); ++i) {
            bool const word = sweep_.factors[i].has_words() && sweep_.factors[i].kind != SweepFactor::Kind::date;
            groups_.push_back(group_points(column(i), curve, word));
            map_groups_.push_back(group_points(column(i), map, word));
        }
    }

    void design()
    {
        json_.key("design").object().key("method").text(input_.method);
        json_.key("points").whole(static_cast<long>(sweep_.design.size()));
        json_.key("replicates").whole(sweep_.plan.replicates);
        json_.key("runs").whole(static_cast<long>(sweep_.runs()));
        json_.key("failed").whole(static_cast<long>(input_.failed));
        json_.key("missing").whole(static_cast<long>(input_.missing));
        json_.key("balancedPoints").whole(static_cast<long>(outcomes_.balanced_points()));
        json_.key("balancedReplicates").whole(static_cast<long>(outcomes_.balanced_replicates()));
        json_.key("study").text(sweep_.text);
        json_.key("title").text(typeset(title_of_study(sweep_, language_))).end();
    }

    void centres(FactorGroups const& groups)
    {
        json_.array();
        for (double const value : groups.centres) json_.number(value);
        json_.end();
    }

    void factors()
    {
        json_.key("factors").array();
        for (std::size_t i = 0; i < sweep_.factors.size(); ++i) {
            auto const& factor = sweep_.factors[i];
            bool const date = factor.kind == SweepFactor::Kind::date;
            bool const parameter = factor.kind == SweepFactor::Kind::parameter;
            json_.object().key("path").text(factor.path);
            json_.key("kind").text(date ? "month" : factor.has_words() ? "word" : "number");
            if (parameter) {
                auto const& field = parameter_fields()[static_cast<std::size_t>(factor.rows.front())];
                meaning(field.meaning_en, field.meaning_fr);
            } else {
                auto const& field = lever_fields()[static_cast<std::size_t>(factor.entry.lever)];
                meaning(field.meaning_en, field.meaning_fr);
            }
            json_.key("unit").text(input_.units[i]);
            json_.key("words").array();
            for (auto const& word : input_.choices[i]) json_.text(word);
            json_.end();
            auto const values = column(i);
            json_.key("low").number(*std::min_element(values.begin(), values.end()));
            json_.key("high").number(*std::max_element(values.begin(), values.end()));
            json_.key("scenarios").array();
            for (std::size_t s = 0; s < factor.scenarios.size(); ++s)
                if (factor.scenarios[s]) json_.whole(static_cast<long>(s));
            json_.end();
            json_.key("groups");
            centres(groups_[i]);
            json_.key("mapGroups");
            centres(map_groups_[i]);
            json_.end();
        }
        json_.end();
    }

    void meaning(std::string_view en, std::string_view fr)
    {
        json_.key("meaning").text(typeset(std::string(language_ == Language::fr ? fr : en)));
    }

    [[nodiscard]] PointValues values(int outcome, int date, Series const& series) const
    {
        return series.is_effect ? outcomes_.effects(outcome, date, series.scenario)
                                : outcomes_.levels(outcome, date, series.scenario);
    }

    void compute_indices()
    {
        SensitivityOptions options;
        options.clusters = outcomes_.frames();
        for (int const outcome : chosen_)
            for (int const date : dates_)
                for (auto const& series : series_)
                    indices_.push_back(study_sensitivity(input_.method, sweep_.factors, input_.design,
                                                         values(outcome, date, series), options));
    }

    [[nodiscard]] StudySensitivity const& indices(std::size_t outcome, std::size_t date, std::size_t series) const
    {
        return indices_[(outcome * dates_.size() + date) * series_.size() + series];
    }

    void outcome(std::size_t row)
    {
        auto const& x = outcomes_.list()[static_cast<std::size_t>(chosen_[row])];
        json_.object().key("id").text(x.id).key("title").text(typeset(x.title.in(language_)));
        json_.key("unit").text(typeset(x.unit.in(language_))).key("decimals").whole(x.decimals);
        json_.key("responses").array();
        for (int const date : dates_) {
            json_.array();
            for (auto const& series : series_) {
                auto const runs = outcomes_.balanced(values(chosen_[row], date, series));
                json_.object().key("curves");
                curves(runs);
                json_.key("maps");
                maps(runs);
                json_.end();
            }
            json_.end();
        }
        json_.end().key("indices").array();
        for (std::size_t date = 0; date < dates_.size(); ++date) {
            json_.array();
            for (std::size_t s = 0; s < series_.size(); ++s) write_indices(indices(row, date, s), x.decimals);
            json_.end();
        }
        json_.end().end();
    }

    /// [factor][quantile][group]
    void curves(PointValues const& runs)
    {
        json_.array();
        for (auto const& groups : groups_) {
            auto const quantiles = response(runs, groups);
            json_.array();
            for (std::size_t q = 0; q < kBand.size(); ++q) {
                json_.array();
                for (auto const& group : quantiles) json_.number(group[q]);
                json_.end();
            }
            json_.end();
        }
        json_.end();
    }

    void write_indices(StudySensitivity const& of, int decimals)
    {
        auto const figures = sensitivity_figures(of);
        json_.object().key("kind").text(sensitivity_kind(of));
        json_.key("basis").text(typeset(sensitivity_basis(of, decimals, language_)));
        json_.key("names").array();
        for (auto const& name : figures.names) json_.text(name);
        json_.end().key("rows").array();
        for (auto const& row : figures.values) {
            json_.array();
            for (double const value : row) json_.number(value);
            json_.end();
        }
        json_.end().end();
    }

    /// Factors that move something most, by their largest share of all; those of heat maps.
    [[nodiscard]] std::vector<std::size_t> mapped() const
    {
        std::vector<double> largest(sweep_.factors.size(), 0);
        for (auto const& one : indices_) {
            auto const shares = sensitivity_shares(one);
            double const whole = std::accumulate(shares.begin(), shares.end(), 0.0, [](double sum, double share) {
                return share > 0 ? sum + share : sum;  // NaN counts as nothing
            });
            for (std::size_t i = 0; i < shares.size(); ++i)
                if (whole > 0 && shares[i] > 0) largest[i] = std::max(largest[i], shares[i] / whole);
        }
        std::vector<std::size_t> order(largest.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return largest[a] > largest[b]; });
        order.resize(std::min(order.size(), kMostMapped));
        std::sort(order.begin(), order.end());
        return order;
    }

    /// Pairs of factors that have a map.
    void pairs()
    {
        auto const factors = mapped();
        for (std::size_t i = 0; i < factors.size(); ++i)
            for (std::size_t j = i + 1; j < factors.size(); ++j) pairs_.emplace_back(factors[i], factors[j]);
        json_.key("pairs").array();
        for (auto const& [rows, columns] : pairs_)
            json_.array().whole(static_cast<long>(rows)).whole(static_cast<long>(columns)).end();
        json_.end();
    }

    /// [pair][row][column]
    void maps(PointValues const& runs)
    {
        json_.array();
        for (auto const& [rows, columns] : pairs_) matrix(heat_map(runs, map_groups_[rows], map_groups_[columns]));
        json_.end();
    }

    void matrix(HeatMap const& map)
    {
        json_.array();
        for (auto const& row : map.means) {
            json_.array();
            for (double const value : row) json_.number(value);
            json_.end();
        }
        json_.end();
    }

    StudyReportInput const& input_;
    StudyOutcomes const& outcomes_;
    Sweep const& sweep_;
    Language language_;
    Json json_;
    std::vector<Series> series_;
    std::vector<int> chosen_, dates_;  ///< rows of outcomes_.list() and dates()
    std::vector<FactorGroups> groups_, map_groups_;
    std::vector<std::pair<std::size_t, std::size_t>> pairs_;  ///< rows and columns of maps
    std::vector<StudySensitivity> indices_;                   ///< [chosen outcome, chosen date, series]
};

}  // namespace

std::string study_json(StudyReportInput const& input, Language language) { return StudyData(input, language).write(); }

}  // namespace cptsim
