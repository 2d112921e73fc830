#include "analysis/decision/additive_fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "analysis/stats/distributions.hpp"
#include "analysis/stats/linear_algebra.hpp"
#include "analysis/stats/statistics.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kMostTerms = 60;
constexpr std::size_t kDrawsPerColumn = 5;  ///< fewer draws for each column of a fit than this end it
constexpr double kNothingLeft = 1e-8;       ///< share of a column's square under which it is a sum of others

using Column = std::vector<double>;

/// Columns that enter a fit together.
struct Term {
    std::vector<Column> columns;  ///< over all draws
    int line_of = -1;             ///< the quantity whose line it is
};

double dot(Column const& a, Column const& b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }

Column normal_scores(std::vector<double> const& values)
{
    auto scores = mid_ranks(values);
    auto const n = static_cast<double>(scores.size());
    for (double& score : scores) score = standard_normal_quantile((score - 0.5) / n);
    return scores;
}

/// Restricted cubic splines beside the line (Harrell 2001, 2.4.5), at the quantiles 5, 27.5, 50, 72.5, 95 %.
std::vector<Column> curve_of(Column const& z)
{
    constexpr std::array kKnots = {-1.645, -0.598, 0.0, 0.598, 1.645};
    auto const cube = [](double x) { return x > 0 ? x * x * x : 0; };
    double const last = kKnots[4], before = kKnots[3], whole = (last - kKnots[0]) * (last - kKnots[0]);
    std::vector<Column> columns;
    for (std::size_t j = 0; j + 2 < kKnots.size(); ++j) {
        auto& column = columns.emplace_back();
        for (double const x : z)
            column.push_back((cube(x - kKnots[j]) - cube(x - before) * (last - kKnots[j]) / (last - before) +
                              cube(x - last) * (before - kKnots[j]) / (last - before)) /
                             whole);
    }
    return columns;
}

std::vector<Term> terms_of(Quantities const& quantities)
{
    std::vector<Term> terms;
    for (std::size_t i = 0; i < quantities.size(); ++i) {
        auto z = normal_scores(quantities[i]);
        terms.push_back({curve_of(z), -1});
        terms.push_back({{std::move(z)}, static_cast<int>(i)});
    }
    return terms;
}

/// The draws that a fit sees.
struct Rows {
    std::vector<std::size_t> seen;
    [[nodiscard]] Column of(std::span<double const> all) const
    {
        Column part;
        for (auto const row : seen) part.push_back(all[row]);
        return part;
    }
};

/// Takes off a column what lies along those of length 1.
void take_off(Column& column, std::vector<Column> const& basis)
{
    for (auto const& unit : basis) {
        double const along = dot(column, unit);
        for (std::size_t i = 0; i < column.size(); ++i) column[i] -= along * unit[i];
    }
}

/// A fit that grows by terms.
class ForwardFit {
  public:
    ForwardFit(std::vector<Term> const& terms, std::span<double const> y, Rows const& rows)
        : terms_(terms), rows_(rows), rest_(rows.of(y))
    {
        mean_ = cptsim::mean(rest_);
        for (double& value : rest_) value -= mean_;
        centred_ = rest_;
        for (std::size_t i = 0; i < terms_.size(); ++i) add_candidate(i);
        while (chosen_.size() < kMostTerms && take_best()) {
        }
        solve();
    }
    [[nodiscard]] double mean() const { return mean_; }
    [[nodiscard]] bool is_empty() const { return chosen_.empty(); }
    [[nodiscard]] double at(std::size_t row) const
    {
        double value = mean_;
        for (std::size_t j = 0; j < fitted_.size(); ++j) value += slopes_[j] * ((*fitted_[j])[row] - centres_[j]);
        return value;
    }

  private:
    struct Candidate {
        std::size_t term;
        std::vector<Column> columns;  ///< at the rows seen, less what has entered
        std::vector<double> squares;  ///< of the columns, before
        bool entered = false;
    };

    void add_candidate(std::size_t term)
    {
        Candidate candidate{term, {}, {}, false};
        for (auto const& column : terms_[term].columns) {
            candidate.columns.push_back(centred(rows_.of(column)));
            candidate.squares.push_back(squared_length(candidate.columns.back()));
            take_off(candidate.columns.back(), basis_);
        }
        candidates_.push_back(std::move(candidate));
    }

    /// Directions of length 1 that a candidate would add.
    [[nodiscard]] static std::vector<Column> directions(Candidate const& candidate)
    {
        std::vector<Column> units;
        for (std::size_t j = 0; j < candidate.columns.size(); ++j) {
            auto column = candidate.columns[j];
            take_off(column, units);
            double const square = squared_length(column);
            if (!(square > kNothingLeft * candidate.squares[j])) continue;
            for (double& value : column) value /= std::sqrt(square);
            units.push_back(std::move(column));
        }
        return units;
    }

    /// Takes the candidate in whose F statistic is largest against its critical value; whether there was one.
    bool take_best()
    {
        double const square = squared_length(rest_);
        auto const n = static_cast<double>(rest_.size());
        double best = 1;
        Candidate* chosen = nullptr;
        std::vector<Column> units_of_best;
        std::map<std::pair<bool, std::size_t>, double> critical;
        for (auto& candidate : candidates_) {
            if (candidate.entered) continue;
            auto units = directions(candidate);
            auto const freedom = n - 1 - static_cast<double>(basis_.size() + units.size());
            if (units.empty() || (basis_.size() + units.size()) * kDrawsPerColumn > rest_.size()) continue;
            double gain = 0;
            for (auto const& unit : units) gain += dot(unit, rest_) * dot(unit, rest_);
            auto const width = static_cast<double>(units.size());
            bool const is_line = terms_[candidate.term].line_of >= 0;
            auto const kind = std::pair(is_line, units.size());
            if (!critical.contains(kind))
                critical[kind] = f_quantile(1 - (is_line ? kEntry : kEntryOfOthers), width, freedom);
            double const f = gain / width / (std::max(square - gain, 1e-12 * square) / freedom);
            double const ratio = f / critical[kind];
            if (square > 0 && ratio > best) best = ratio, chosen = &candidate, units_of_best = std::move(units);
        }
        if (chosen == nullptr) return false;
        enter(*chosen, std::move(units_of_best));
        return true;
    }

    void enter(Candidate& chosen, std::vector<Column> units)
    {
        chosen.entered = true;
        chosen_.push_back(chosen.term);
        int const line = terms_[chosen.term].line_of;
        take_off(rest_, units);
        for (auto& candidate : candidates_)
            for (auto& column : candidate.columns) take_off(column, units);
        basis_.insert(basis_.end(), units.begin(), units.end());
        if (line >= 0) add_products(chosen.term);
    }

    /// Products of a line that has entered with those before it.
    void add_products(std::size_t term)
    {
        for (auto const other : lines_) {
            auto const &a = terms_[term].columns.front(), &b = terms_[other].columns.front();
            Column product;
            for (std::size_t i = 0; i < a.size(); ++i) product.push_back(a[i] * b[i]);
            terms_.push_back({{std::move(product)}, -1});
            add_candidate(terms_.size() - 1);
        }
        lines_.push_back(term);
    }

    /// Least squares on the columns of the terms that entered.
    void solve()
    {
        std::vector<Column> columns;
        for (auto const term : chosen_)
            for (auto const& column : terms_[term].columns) {
                auto seen = rows_.of(column);
                centres_.push_back(cptsim::mean(seen));
                columns.push_back(centred(seen));
                fitted_.push_back(&column);
            }
        if (columns.empty()) return;
        Matrix gram(columns.size(), columns.size());
        std::vector<double> right;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            for (std::size_t j = 0; j < columns.size(); ++j) gram(i, j) = dot(columns[i], columns[j]);
            gram(i, i) *= 1 + 1e-9;
            right.push_back(dot(columns[i], centred_));
        }
        slopes_ = Cholesky(gram).solve(right);
    }

    std::vector<Term> terms_;
    Rows const& rows_;
    double mean_ = 0;
    Column rest_, centred_;
    std::vector<Candidate> candidates_;
    std::vector<Column> basis_;
    std::vector<std::size_t> chosen_, lines_;
    std::vector<Column const*> fitted_;
    std::vector<double> centres_, slopes_;
};

}  // namespace

std::vector<std::size_t> folds_of(std::span<int const> clusters)
{
    constexpr std::size_t kFolds = 10;
    std::map<int, std::size_t> number;
    for (int const cluster : clusters) number.emplace(cluster, number.size());
    std::vector<std::size_t> folds;
    for (int const cluster : clusters) folds.push_back(number.at(cluster) % kFolds);
    return folds;
}

Prediction predict(Quantities const& quantities, std::span<double const> y, std::span<std::size_t const> folds)
{
    auto const terms = terms_of(quantities);
    Prediction result;
    result.values.assign(y.size(), kNaN);
    result.means.assign(y.size(), kNaN);
    auto const last = folds.empty() ? 0 : *std::max_element(folds.begin(), folds.end());
    for (std::size_t fold = 0; fold <= last; ++fold) {
        Rows rows;
        for (std::size_t i = 0; i < y.size(); ++i)
            if (folds[i] != fold) rows.seen.push_back(i);
        ForwardFit const fit(terms, y, rows);
        result.is_empty = result.is_empty && fit.is_empty();
        for (std::size_t i = 0; i < y.size(); ++i)
            if (folds[i] == fold) result.values[i] = fit.at(i), result.means[i] = fit.mean();
    }
    return result;
}

double least_visible_share(std::size_t draws)
{
    auto const freedom = static_cast<double>(draws) - 2;
    double const f = f_quantile(1 - kEntry, 1, freedom);
    return f / (f + freedom);
}

}  // namespace cptsim
