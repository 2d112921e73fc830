// What the runs of the reference leave to runs of other packs of their frame: the state of a January, from which a run
// goes on that was the same until then, and what pairs are compared with each December.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/run/known_signatures.hpp"
#include "sim/run/lanes.hpp"

namespace cptsim {

/// Everything in the runs of a pack that a year leaves to the next: rows of some of its lanes, [row][kept lane].
struct January {
    int year = 0;                       ///< 0 is 2019
    std::vector<float> state, view;     ///< of all territories, as they lie in the pack
    std::vector<float> cpts;            ///< likewise
    std::vector<float> opinion;         ///< national
    std::vector<std::int64_t> waiting;  ///< as in Regions
    std::vector<std::int64_t> claims;   ///< as in Ceilings
    std::vector<std::int32_t> spells;   ///< that have ended
    [[nodiscard]] std::size_t bytes() const;
};

/// What pairs need of the reference in a December.
struct December {
    std::vector<std::uint16_t> status;  ///< role and generation, [row][kept lane] of all territories
    std::vector<float> offers;          ///< [territory][kProfessions][kPairOffers][kept lane]
};

/// The runs of the reference in one frame, or others whose history runs share. It depends on no plan that made it: it
/// may outlive the pack, and serves any plan with the same reference, table, seed, points and months.
struct ReferenceRuns {
    bool pairs = true;                  ///< whether Decembers are kept: runs are compared with the reference
    std::vector<int> asked;             ///< years whose January is to be kept: set before the runs
    std::vector<int> lanes;             ///< [kept lane]: that of the pack which runs it
    std::vector<January> januaries;     ///< of the years asked for
    std::vector<December> decembers;    ///< [year]
    std::vector<Observation> observed;  ///< [kept lane], of the whole run
    KnownSignatures known;              ///< of the pack, by its lanes
    explicit ReferenceRuns(Plan const& plan) : known(plan) {}
    [[nodiscard]] January const& january(int year) const;  ///< throws std::logic_error where it was not kept
    [[nodiscard]] std::size_t bytes() const;
};

/// Bytes that a January takes for each slot of one run.
inline constexpr std::size_t kJanuaryBytes = (kernel::kColumns + 1) * sizeof(float);
/// Bytes that pairs take for each slot of one run and year.
inline constexpr std::size_t kDecemberBytes = sizeof(std::uint16_t);

/// Takes the lanes `lanes` of rows of kLanes: [row][kept lane].
template <class Number>
void take_lanes(Number const* from, std::size_t rows, std::vector<int> const& lanes, Number* kept)
{
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t k = 0; k < lanes.size(); ++k)
            kept[row * lanes.size() + k] = from[row * kLanes + static_cast<std::size_t>(lanes[k])];
}

/// Puts kept lanes back into rows of kLanes: lane l is the kept lane `which[l]` of `of`.
template <class Number>
void put_lanes(Number const* kept, std::size_t rows, std::size_t of, std::array<int, kLanes> const& which, Number* to)
{
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t l = 0; l < kLanes; ++l)
            to[row * kLanes + l] = kept[row * of + static_cast<std::size_t>(which[l])];
}

/// What pairs need of a status word, in less room; and as the kernel reads it.
[[nodiscard]] std::uint16_t short_status(std::int32_t status);
[[nodiscard]] std::int32_t long_status(std::uint16_t status);

}  // namespace cptsim
