#include "analysis/behaviour/panel.hpp"

#include <cmath>
#include <stdexcept>
#include <string>

#include "analysis/stats/statistics.hpp"

namespace cptsim {

Snapshot const& snapshot_of(Panel const& panel, int month)
{
    for (auto const& snapshot : panel)
        if (snapshot.month == month) return snapshot;
    throw std::logic_error("no snapshot of month " + std::to_string(month));
}

double Share::value() const { return of > 0 ? count / of : kNaN; }

template <std::size_t N>
void PooledCorrelation<N>::add_group(std::span<std::array<double, N> const> rows)
{
    std::array<double, N> mean{};
    for (auto const& row : rows)
        for (std::size_t i = 0; i < N; ++i) mean[i] += row[i];
    for (double& x : mean) x /= static_cast<double>(rows.size());
    for (auto const& row : rows)
        for (std::size_t i = 0; i < N; ++i)
            for (std::size_t j = 0; j < N; ++j) products_[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]);
}

template <std::size_t N>
double PooledCorrelation<N>::of(std::size_t i, std::size_t j) const
{
    constexpr double kRounding = 1e-12;  // what is left of a quantity that does not vary
    bool const vary = products_[i][i] > kRounding && products_[j][j] > kRounding;
    return vary ? products_[i][j] / std::sqrt(products_[i][i] * products_[j][j]) : kNaN;
}

template class PooledCorrelation<2>;
template class PooledCorrelation<4>;

}  // namespace cptsim
