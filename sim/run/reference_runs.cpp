#include "sim/run/reference_runs.hpp"

#include <algorithm>
#include <stdexcept>

namespace cptsim {
namespace {

template <class... Vectors>
std::size_t bytes_of(Vectors const&... vectors)
{
    return ((vectors.size() * sizeof vectors[0]) + ...);
}

// kStatus (kernel/status.hpp): role in bits 0-3, generation in bits 15-22.
constexpr std::int32_t kRoleBits = 0xF, kGenerationBits = 0xFF << 15;
constexpr int kGenerationShift = 15 - 4;

}  // namespace

std::size_t January::bytes() const { return bytes_of(state, view, cpts, opinion, waiting, claims, spells); }

January const& ReferenceRuns::january(int year) const
{
    auto const found =
        std::find_if(januaries.begin(), januaries.end(), [&](January const& january) { return january.year == year; });
    if (found == januaries.end()) throw std::logic_error("a January of the reference that was not kept");
    return *found;
}

std::size_t ReferenceRuns::bytes() const
{
    std::size_t sum = 0;
    for (auto const& january : januaries) sum += january.bytes();
    for (auto const& december : decembers) sum += bytes_of(december.status, december.offers);
    for (auto const& observation : observed)
        for (auto const& field : observation.own) sum += bytes_of(field);
    return sum;
}

std::uint16_t short_status(std::int32_t status)
{
    return static_cast<std::uint16_t>((status & kRoleBits) | (status & kGenerationBits) >> kGenerationShift);
}

std::int32_t long_status(std::uint16_t status)
{
    std::int32_t const word = status;
    return (word & kRoleBits) | (word & ~kRoleBits) << kGenerationShift;
}

}  // namespace cptsim
