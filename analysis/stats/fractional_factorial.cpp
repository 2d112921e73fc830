#include "analysis/stats/fractional_factorial.hpp"

#include <algorithm>
#include <bit>
#include <string>

#include "sim/base/error.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

using Column = std::uint32_t;

/// Columns chosen so far, and how many sets of t of them have a product, which tells what one more column would do.
/// The counts are doubles, since they may exceed any integer, and are compared only.
class Columns {
  public:
    explicit Columns(std::size_t basic)
        : basic_(basic), size_(std::size_t{1} << basic), sets_((basic + 1) * size_), words_(basic + 2)
    {
        sets_[0] = 1;
        for (std::size_t i = 0; i < basic; ++i) add(Column{1} << i);
    }

    void add(Column column)
    {
        for (std::size_t t = 2; t <= basic_; ++t) words_[t + 1] += sets(t, column);
        for (std::size_t t = basic_; t >= 1; --t)
            for (Column x = 0; x < size_; ++x) sets(t, x) += sets(t - 1, x ^ column);
        chosen_.push_back(column);
    }

    /// The new column that makes the fewest short words; 0 if none is left.
    [[nodiscard]] Column best() const
    {
        Column best = 0;
        for (Column c = 1; c < size_; ++c)
            if (sets(1, c) == 0 && (best == 0 || makes_fewer(c, best))) best = c;
        return best;
    }

    /// The first new column that makes no word shorter than `resolution`; 0 if none is left.
    [[nodiscard]] Column first(std::size_t resolution) const
    {
        for (Column c = 1; c < size_; ++c) {
            std::size_t t = 1;
            while (t + 1 < resolution && sets(t, c) == 0) ++t;
            if (t + 1 == resolution) return c;
        }
        return 0;
    }

    [[nodiscard]] std::vector<Column> const& chosen() const { return chosen_; }
    /// [length]: constant products of so many columns. Longer ones than basic + 1 need not be told apart: any such set
    /// of columns has a shorter one inside.
    [[nodiscard]] std::vector<double> const& words() const { return words_; }

  private:
    /// Number of sets of t columns with product x.
    [[nodiscard]] double sets(std::size_t t, Column x) const { return sets_[t * size_ + x]; }
    double& sets(std::size_t t, Column x) { return sets_[t * size_ + x]; }

    [[nodiscard]] bool makes_fewer(Column a, Column b) const
    {
        for (std::size_t t = 2; t <= basic_; ++t)
            if (sets(t, a) != sets(t, b)) return sets(t, a) < sets(t, b);
        return false;
    }

    std::size_t basic_, size_;
    std::vector<double> sets_;   ///< [t, product]
    std::vector<double> words_;  ///< [length]
    std::vector<Column> chosen_;
};

std::size_t shortest(std::vector<double> const& words)
{
    auto const first = std::find_if(words.begin(), words.end(), [](double n) { return n > 0; });
    return static_cast<std::size_t>(first - words.begin());
}

/// The one with the fewest short words of what two greedy searches find: the fewest short words with each column, from
/// each possible length of the first generator on, which is good for few factors; and the first column that keeps to a
/// resolution (a lexicographic code), which finds room for many. Requires basic < factors < 2^basic.
FractionalFactorial search(std::size_t factors, std::size_t basic)
{
    Columns const none(basic);
    std::vector<double> fewest;
    std::vector<Column> columns;
    auto const compare = [&](Columns const& fraction) {
        if (!fewest.empty() && !(fraction.words() < fewest)) return;
        fewest = fraction.words();
        columns = fraction.chosen();
    };
    auto const fill = [&](Columns fraction, auto const& next) {
        while (fraction.chosen().size() < factors) {
            Column const column = next(fraction);
            if (column == 0) return;
            fraction.add(column);
        }
        compare(fraction);
    };
    for (std::size_t length = 2; length <= basic; ++length) {
        Columns start = none;
        start.add((Column{1} << length) - 1);
        fill(start, [](Columns const& fraction) { return fraction.best(); });
    }
    for (std::size_t resolution = 4; resolution <= basic + 1; ++resolution)
        fill(none, [&](Columns const& fraction) { return fraction.first(resolution); });
    return {basic, columns, shortest(fewest)};
}

std::string roman(std::size_t n)
{
    static constexpr char const* kOnes[] = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
    return (n >= 10 ? "X" : "") + std::string(kOnes[n % 10]);
}

/// "8 (resolution III), 16 (IV)": the fractions that there are.
std::string sizes(std::size_t factors)
{
    std::string text;
    for (std::size_t basic = 2; basic < factors && std::size_t{1} << basic <= kMostFractionPoints; ++basic) {
        std::size_t const points = std::size_t{1} << basic;
        if (points <= factors) continue;
        auto const resolution = roman(search(factors, basic).resolution);
        text += (text.empty() ? "" : ", ") + std::to_string(points);
        text += text.find('(') == std::string::npos ? " (resolution " + resolution + ")" : " (" + resolution + ")";
    }
    return text;
}

}  // namespace

FractionalFactorial choose_fraction(std::size_t factors, std::size_t points)
{
    auto const refuse = [&](Words const& why) {
        throw InputError(
            both({"a fractional factorial of {} factors {}", "un plan factoriel fractionnaire de {} facteurs {}"},
                 factors, why));
    };
    if (factors < 3)
        refuse(Text{"is none (it takes 3 at least; a full factorial needs few runs)",
                    "n'en est pas un (il en faut 3 ; un plan complet demande peu de simulations)"});
    if (factors > kMostFractionFactors)
        refuse(both({"is too large (at most {})", "est trop grand (au plus {})"}, kMostFractionFactors));
    if (!std::has_single_bit(points) || points <= factors || points > kMostFractionPoints ||
        (factors < 32 && points >= std::size_t{1} << factors))
        refuse(both({"cannot have {} points (a power of two is asked for) one of {}?",
                     "ne peut pas avoir {} points (il faut une puissance de deux) au choix {} ?"},
                    points, sizes(factors)));
    return search(factors, static_cast<std::size_t>(std::countr_zero(points)));
}

bool is_high(FractionalFactorial const& fraction, std::size_t run, std::size_t factor)
{
    Column settings = 0;  // the first factor in the highest bit of the run's number
    for (std::size_t i = 0; i < fraction.basic; ++i)
        settings |= static_cast<Column>(run >> (fraction.basic - 1 - i) & 1) << i;
    Column const column = fraction.columns[factor];
    return std::popcount(column & ~settings) % 2 == 0;  // an even number of -1
}

}  // namespace cptsim
