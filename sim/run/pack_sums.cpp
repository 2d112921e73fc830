#include "sim/run/pack_sums.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <stdexcept>

namespace cptsim {
namespace {

/// Adds an array of floats, each under 2^31 in size, to one of fixed-point integers. 1.5 x 2^52 leaves a double no room
/// for fractions, so its bits are the integer: unlike a conversion, this takes vectors on every target.
void add_fixed(float const* values, std::int64_t* sums, std::size_t n)
{
    constexpr double kWhole = 6755399441055744.0;
#ifdef CPTSIM_CHECKS
    for (std::size_t i = 0; i < n; ++i)
        if (!(std::abs(values[i]) < 0x1p31f)) throw std::logic_error("a sum of a territory is 2^31 or more");
#endif
    for (std::size_t i = 0; i < n; ++i) {
        double const whole = static_cast<double>(values[i]) * kFixedUnit + kWhole;
        sums[i] += std::bit_cast<std::int64_t>(whole) - std::bit_cast<std::int64_t>(kWhole);
    }
}

template <class Number>
void add_whole(Number const* values, Number* sums, std::size_t n)
{
    for (std::size_t i = 0; i < n; ++i) sums[i] += values[i];
}

/// Public money of a territory's year, as paid and as a ceiling kept it back: [lane].
void add_claims(kernel::YearOutput const& output, std::int64_t* claims)
{
    using namespace kernel;
    std::array<double, kLanes> sum{};
    auto const add = [&](float const(&row)[kLanes]) {
        for (std::size_t lane = 0; lane < sum.size(); ++lane) sum[lane] += static_cast<double>(row[lane]);
    };
    for (int m = 0; m < kMonths; ++m) {
        for (int const row : {cpts::aci_paid, cpts::fir_paid, cpts::grants_paid, cpts::budget_cut})
            add(output.cpts_monthly[m][row]);
        for (auto const& profession : output.person_monthly[m][person::lump_sum_paid]) add(profession);
    }
    for (std::size_t lane = 0; lane < sum.size(); ++lane)
        claims[lane] += static_cast<std::int64_t>(sum[lane] * kFixedUnit);
}

}  // namespace

PackSums::PackSums(std::size_t regions)
    : person_monthly{},
      person_yearly{},
      cpts_monthly{},
      mission_monthly{},
      paired{},
      counts{},
      spells(2UL * kernel::kMaxYears * kSpellAges * kLanes),
      waiting(regions * kStages * kLanes),
      claims(regions * kLanes),
      output{}
{
    counts.spells = reinterpret_cast<decltype(counts.spells)>(spells.data());
}

void PackSums::add_output(std::size_t region)
{
    add_fixed(&output.person_monthly[0][0][0][0], &person_monthly[0][0][0][0], sizeof output.person_monthly / 4);
    add_fixed(&output.person_yearly[0][0][0], &person_yearly[0][0][0], sizeof output.person_yearly / 4);
    add_fixed(&output.cpts_monthly[0][0][0], &cpts_monthly[0][0][0], sizeof output.cpts_monthly / 4);
    add_fixed(&output.mission_monthly[0][0][0], &mission_monthly[0][0][0], sizeof output.mission_monthly / 4);
    add_fixed(&output.paired[0][0][0], &paired[0][0][0], sizeof output.paired / 4);
    add_claims(output, claims.data() + region * kLanes);
    constexpr std::size_t kEach = sizeof output.candidates / 4;
    for (std::size_t k = 0; k < kEach; ++k)
        waiting[region * kEach + k] += static_cast<std::int64_t>((&output.candidates[0][0])[k]);
}

void PackSums::join(PackSums const& other)
{
    add_whole(&other.person_monthly[0][0][0][0], &person_monthly[0][0][0][0], sizeof person_monthly / 8);
    add_whole(&other.person_yearly[0][0][0], &person_yearly[0][0][0], sizeof person_yearly / 8);
    add_whole(&other.cpts_monthly[0][0][0], &cpts_monthly[0][0][0], sizeof cpts_monthly / 8);
    add_whole(&other.mission_monthly[0][0][0], &mission_monthly[0][0][0], sizeof mission_monthly / 8);
    add_whole(&other.paired[0][0][0], &paired[0][0][0], sizeof paired / 8);
    add_whole(&other.counts.flows[0][0][0][0], &counts.flows[0][0][0][0], sizeof counts.flows / 4);
    add_whole(other.spells.data(), spells.data(), spells.size());
    add_whole(other.waiting.data(), waiting.data(), waiting.size());
    add_whole(other.claims.data(), claims.data(), claims.size());
}

}  // namespace cptsim
