// Observables of a finished run by row and time, for the measurement of patterns.
#pragma once
#include <stdexcept>
#include <vector>

#include "analysis/calibration/predictions.hpp"

namespace cptsim {

inline constexpr auto kProfessionRow = static_cast<std::size_t>(kProfessions) + 1;  ///< of an observable by profession

/// Reads the observables of a run by row and time. Months and years are those of the run.
class Reading {
  public:
    explicit Reading(MeasuredRun const& run) : run_(run) {}

    /// An observable by profession, summed over some.
    [[nodiscard]] double persons(observable::Row field, std::uint32_t professions, int time) const
    {
        auto const& values = of(field);
        auto const row = static_cast<std::size_t>(time) * kProfessionRow;
        double sum = 0;
        for (std::size_t p = 0; p + 1 < kProfessionRow; ++p)
            if (professions >> p & 1) sum += static_cast<double>(values.at(row + p));
        return sum;
    }
    /// An observable of all CPTS.
    [[nodiscard]] double cpts(observable::Row field, int month) const
    {
        return static_cast<double>(of(field).at(static_cast<std::size_t>(month)));
    }
    /// Value of a territory's observable in December.
    [[nodiscard]] double territory(observable::Row field, int year, std::size_t t) const
    {
        return static_cast<double>(of(field).at(static_cast<std::size_t>(year) * territories().size() + t));
    }
    [[nodiscard]] std::vector<Territory> const& territories() const { return run_.population->territories.rows; }
    [[nodiscard]] int years() const { return static_cast<int>(of(observable::women).size() / kProfessionRow); }

  private:
    [[nodiscard]] std::vector<float> const& of(observable::Row field) const
    {
        return run_.observation->own.at(static_cast<std::size_t>(field));
    }
    MeasuredRun const& run_;
};

/// Part of a whole; of nothing, nothing.
[[nodiscard]] inline double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

/// The last month of a year.
[[nodiscard]] constexpr int december(int year) { return 12 * year + 11; }

/// In the middle of a month, from values of the ends of months.
template <class Value>
double mid_month(int month, Value const& value)
{
    return month == 0 ? value(0) : (value(month - 1) + value(month)) / 2;
}

/// In the middle of a month, from values of Decembers.
template <class Value>
double between_decembers(Reading const& run, int month, Value const& value)
{
    if (month / 12 >= run.years()) throw std::logic_error("a pattern lies beyond the last December of its run");
    double const position = (month + 0.5) / 12 - 1;  // 0: the first December
    if (position <= 0) return value(0);
    int const before = static_cast<int>(position);
    double const share = position - before;
    return (1 - share) * value(before) + share * value(before + 1);
}

}  // namespace cptsim
