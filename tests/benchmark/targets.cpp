#include "tests/benchmark/targets.hpp"

#include <algorithm>

namespace cptsim::benchmarks {
namespace {

std::size_t floats_of(kernel::Block const& block)
{
    return static_cast<std::size_t>(block.rows) * kernel::kColumns * kLanes;
}
constexpr std::size_t kCptsFloats = kernel::kCptsBytes / sizeof(float);

}  // namespace

Territories::Territories(std::string const& population, int scenarios, int replicates)
    : plan_(shipped_plan(population, scenarios, replicates)),
      frame_(draw_frame(plan_, 0)),
      pack_(packs_of_frame(plan_, 0).front()),
      run_(plan_, frame_, pack_),
      levers_(plan_, pack_),
      expected_(parameter_rows(plan_, pack_)),
      capacity_(kLanes),
      paid_(kLanes),
      opinion_(kLanes),
      spells_(2UL * kernel::kMaxYears * kSpellAges * kLanes)
{
    for (int year = 0; year <= kTypicalYear; ++year) trend_ = expected_.next_year(year);
    run_.initialise();
    for (int year = 0; year < kTypicalYear; ++year) run_.advance_year(year);
    for (std::size_t lane = 0; lane < kLanes; ++lane) capacity_[lane] = paid_[lane] = 1;
    counts_.spells = reinterpret_cast<decltype(counts_.spells)>(spells_.data());
    for (int t = 0; t < count(); ++t) {
        auto const& block = run_.block(t);
        saved_.emplace_back(block.state, block.state + floats_of(block));
        auto const* const cpts = static_cast<float const*>(block.cpts);
        saved_cpts_.emplace_back(cpts, cpts + kCptsFloats);
    }
}

void Territories::restore()
{
    for (int t = 0; t < count(); ++t) {
        auto const& block = run_.block(t);
        auto const k = static_cast<std::size_t>(t);
        std::copy(saved_[k].begin(), saved_[k].end(), block.state);
        std::copy(saved_cpts_[k].begin(), saved_cpts_[k].end(), static_cast<float*>(block.cpts));
    }
}

Scene Territories::scene(int territory)
{
    int const month = kTypicalYear * kernel::kMonths;
    return {run_.block(territory),
            &run_.runs(),
            {month, kernel::kMonths, levers_.year(territory, month), trend_, capacity_.data(), paid_.data(),
             opinion_.data(), nullptr, false, nullptr, nullptr},
            &output_,
            &counts_};
}

}  // namespace cptsim::benchmarks
