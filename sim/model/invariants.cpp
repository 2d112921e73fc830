#include "sim/model/invariants.hpp"

#include <array>
#include <bit>
#include <stdexcept>
#include <string>

#include "sim/model/person_state.hpp"

namespace cptsim {
namespace {

struct Range {
    kernel::Column column;
    char const* name;
    float low, high;
};

constexpr float kMonthHours = 31.0f * 24.0f;
constexpr Range kRanges[] = {
    {kernel::kAttitude, "attitude", -1, 1},         {kernel::kKnowledge, "knowledge", 0, 1},
    {kernel::kExhaustion, "exhaustion", 0, 1},      {kernel::kSocialCapital, "social capital", 0, 1},
    {kernel::kHours, "hours", 0, kMonthHours},      {kernel::kYearHours, "hours of the year", 0, 12 * kMonthHours},
    {kernel::kAutonomy, "need for autonomy", 0, 1}, {kernel::kIncome, "marginal income", 0, 10000}};

}  // namespace

void check_invariants(kernel::Block const& block, int lanes)
{
    auto const value = [&](kernel::Column column, int row, int lane) { return cell_of(block, column, row)[lane]; };
    auto const fail = [](std::string const& what, int row, int lane, float x) {
        throw std::logic_error("the state is broken: " + what + " = " + std::to_string(x) + " in slot " +
                               std::to_string(row) + ", lane " + std::to_string(lane));
    };
    for (int row = 0; row < block.rows; ++row)
        for (int lane = 0; lane < lanes; ++lane) {
            auto const role = static_cast<int>(std::bit_cast<std::uint32_t>(value(kernel::kStatus, row, lane)) & 0xF);
            if (role >= kRoles) fail("role", row, lane, static_cast<float>(role));
            for (Range const& range : kRanges) {
                float const x = value(range.column, row, lane);
                if (!(x >= range.low && x <= range.high)) fail(range.name, row, lane, x);
            }
        }
}

void check_counts(kernel::Block const& block, kernel::YearOutput const& output, int month, int lanes)
{
    for (int p = 0; p < kProfessions; ++p)
        for (int lane = 0; lane < lanes; ++lane) {
            std::array<float, 16> people{};
            for (int row = block.first_row[p]; row < block.first_row[p + 1]; ++row)
                ++people[std::bit_cast<std::uint32_t>(cell_of(block, kernel::kStatus, row)[lane]) & 0xF];
            for (int role = 0; role < kVacant; ++role)
                if (people[static_cast<std::size_t>(role)] !=
                    output.person_monthly[month][kernel::person::outside + role][p][lane])
                    throw std::logic_error("the counts by role are broken: profession " + std::to_string(p) +
                                           ", role " + std::to_string(role) + ", lane " + std::to_string(lane));
        }
}

}  // namespace cptsim
