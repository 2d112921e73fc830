// The people of one run at a few dates: who they are, what they do, how they are.
#pragma once
#include <array>
#include <span>
#include <utility>
#include <vector>

#include "sim/model/person_state.hpp"

namespace cptsim {

/// All slots of a run at the end of a month, in one order for all months.
struct Snapshot {
    int month = 0;  ///< since January 2019
    std::vector<PersonState> people;
};

/// Snapshots of one run in ascending order of their months.
using Panel = std::vector<Snapshot>;

[[nodiscard]] inline bool present(PersonState const& s) { return s.role != kVacant; }
[[nodiscard]] inline bool is_member(PersonState const& s) { return s.role >= kPassive && s.role < kVacant; }
[[nodiscard]] inline bool is_active_member(PersonState const& s) { return s.role == kActive || s.role == kBoard; }
/// Both states are of one person: a slot that changed hands has another generation.
[[nodiscard]] inline bool same_person(PersonState const& a, PersonState const& b)
{
    return present(a) && present(b) && a.generation == b.generation;
}

/// The snapshot of a month; throws std::logic_error where the panel has none.
[[nodiscard]] Snapshot const& snapshot_of(Panel const&, int month);

/// Calls f(before, after) for each pair of snapshots that lie `lag` months apart.
template <class F>
void for_pairs(Panel const& panel, int lag, F const& f)
{
    for (auto const& before : panel)
        for (auto const& after : panel)
            if (after.month == before.month + lag) f(before, after);
}

/// A share that is counted.
struct Share {
    double count = 0, of = 0;
    void add(bool counts) { count += counts, ++of; }
    [[nodiscard]] double value() const;  ///< NaN of none
};

/// Correlations within groups: each group is centred on its own means, and the groups are pooled. N quantities a row.
template <std::size_t N>
class PooledCorrelation {
  public:
    void add_group(std::span<std::array<double, N> const> rows);
    [[nodiscard]] double of(std::size_t i, std::size_t j) const;  ///< NaN where one of them does not vary

  private:
    std::array<std::array<double, N>, N> products_{};
};
extern template class PooledCorrelation<2>;
extern template class PooledCorrelation<4>;

}  // namespace cptsim
