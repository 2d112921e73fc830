// The checks of a run's state: each bound is held, and what is beyond it is found.
#include "sim/model/invariants.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <memory>
#include <vector>

#include "tests/sim/model/unit.hpp"

namespace cptsim::unit {
namespace {

/// One slot of each profession, all outside, with zeros, which every number may be.
struct Slots {
    std::vector<float> state = std::vector<float>(static_cast<std::size_t>(kProfessions * kernel::kColumns * kLanes));
    kernel::Block block{};
    Slots()
    {
        block.rows = kProfessions, block.state = state.data();
        for (int p = 0; p <= kProfessions; ++p) block.first_row[p] = p;
    }
    float& cell(int row, kernel::Column column, int lane)
    {
        return block.state[(row * kernel::kColumns + column) * kLanes + lane];
    }
    [[nodiscard]] bool holds() const
    {
        try {
            check_invariants(block, kLanes);
            return true;
        } catch (std::logic_error const&) {
            return false;
        }
    }
};

}  // namespace

TEST_CASE("a number of a professional is within its bounds, in every slot and lane")
{
    struct Bound {
        kernel::Column column;
        float low, high;
    };
    constexpr float kHoursOfMonth = 744;
    for (auto const& [column, low, high] :
         {Bound{kernel::kAttitude, -1, 1}, Bound{kernel::kKnowledge, 0, 1}, Bound{kernel::kExhaustion, 0, 1},
          Bound{kernel::kSocialCapital, 0, 1}, Bound{kernel::kHours, 0, kHoursOfMonth},
          Bound{kernel::kYearHours, 0, 12 * kHoursOfMonth}, Bound{kernel::kAutonomy, 0, 1},
          Bound{kernel::kIncome, 0, 10000}})
        for (int const row : {0, kProfessions - 1})
            for (int const lane : {0, kLanes - 1}) {
                Slots slots;
                REQUIRE(slots.holds());
                float& x = slots.cell(row, column, lane);
                INFO("column " << column << " of slot " << row << ", lane " << lane);
                for (float const held : {low, high}) {
                    x = held;
                    CHECK(slots.holds());
                }
                for (float const broken : {std::nextafter(low, -1e9f), std::nextafter(high, 1e9f), std::nanf("")}) {
                    x = broken;
                    CHECK_FALSE(slots.holds());
                }
            }
}

TEST_CASE("a professional has one of the roles")
{
    for (int role = 0; role < 16; ++role) {
        Slots slots;
        auto const status = static_cast<std::uint32_t>(role);
        std::memcpy(&slots.cell(2, kernel::kStatus, 3), &status, sizeof status);
        CHECK(slots.holds() == (role < kRoles));
    }
}

TEST_CASE("counts by role are those of the slots, profession by profession and run by run")
{
    auto const output = std::make_unique<kernel::YearOutput>();
    constexpr int kMonth = 4;
    auto const counts_hold = [&](kernel::Block const& block) {
        try {
            check_counts(block, *output, kMonth, kLanes);
            return true;
        } catch (std::logic_error const&) {
            return false;
        }
    };
    Slots slots;
    for (int p = 0; p < kProfessions; ++p)
        for (int lane = 0; lane < kLanes; ++lane) output->person_monthly[kMonth][kernel::person::outside][p][lane] = 1;
    REQUIRE(counts_hold(slots.block));
    for (int const p : {0, kProfessions - 1})
        for (int const lane : {0, kLanes - 1})
            for (int role = 0; role < kVacant; ++role) {
                float& count = output->person_monthly[kMonth][kernel::person::outside + role][p][lane];
                count += 1;
                INFO("profession " << p << ", lane " << lane << ", role " << role);
                CHECK_FALSE(counts_hold(slots.block));
                count -= 1;
            }
    auto const vacant = static_cast<std::uint32_t>(kVacant);
    std::memcpy(&slots.cell(1, kernel::kStatus, 0), &vacant, sizeof vacant);
    CHECK_FALSE(counts_hold(slots.block));
    output->person_monthly[kMonth][kernel::person::outside][1][0] = 0;
    CHECK(counts_hold(slots.block));
}

}  // namespace cptsim::unit
