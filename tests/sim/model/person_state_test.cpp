// The state of a professional reads outside the kernel as it was written inside.
#include "sim/model/person_state.hpp"

#include <bit>

#include "tests/sim/model/unit.hpp"

namespace cptsim::unit {

TEST_CASE("a status unpacks to what the kernel reads in it, for every role, setting, cooperation and generation")
{
    for (int role = 0; role < kRoles; ++role)
        for (int setting = 0; setting < 4; ++setting)
            for (int generation : {0, 1, 127, 128, 255}) {
                int const cooperation = (role + setting) % 4;
                Int s = Int(role) | shl<11>(Int(setting)) | shl<13>(Int(cooperation)) | shl<15>(Int(generation)) |
                        Int(kWouldStay | kWoman | kElsewhere | kCandidate);
                for (int month = 0; month < 3 + generation; ++month) s = with_role(s, Int(role));
                auto const unpacked = unpack_status(at(s));
                REQUIRE(unpacked.role == at(role_of(s)));
                REQUIRE(unpacked.setting == at(setting_of(s)));
                REQUIRE(unpacked.cooperation == at(cooperation_of(s)));
                REQUIRE(unpacked.generation == at(generation_of(s)));
                REQUIRE(unpacked.months_in_role == at(months_in_role(s)));
            }
}

TEST_CASE("months of birth, arrival and entry unpack to what the kernel reads in them")
{
    for (int birth : {-1100, -500, 0, 400})
        for (int entry : {0, 5, 503, 1023}) {
            Int const times = times_of(Int(birth), Int(60 + entry / 2), Int(entry));
            auto const unpacked = unpack_times(at(times));
            REQUIRE(unpacked.birth == at(birth_of(times)));
            REQUIRE(unpacked.arrival == at(arrival_of(times)));
            REQUIRE(unpacked.entry == at(entry_of(times)));
        }
}

TEST_CASE("a record unpacks to what the kernel reads in it, for all its bits")
{
    for (std::int32_t word = 0; word < 1 << 10; ++word) {
        auto const unpacked = unpack_record(word);
        REQUIRE(unpacked.ever_board == at(has(Int(word), kEverBoard)));
        REQUIRE(unpacked.ever_president == at(has(Int(word), kEverPresident)));
    }
}

TEST_CASE("a slot is read from its row and lane")
{
    alignas(64) static float state[kernel::kColumns * 2 * kLanes];
    kernel::Block block{};
    block.rows = 2, block.state = state;
    auto const put = [&](kernel::Column column, int row, int lane, float x) {
        state[(row * kernel::kColumns + column) * kLanes + lane] = x;
    };
    put(kernel::kStatus, 1, 3, std::bit_cast<float>(at(Int(kBoard) | shl<11>(Int(kGroup)) | shl<15>(Int(7)))));
    put(kernel::kTimes, 1, 3, std::bit_cast<float>(at(times_of(Int(-480), Int(0), Int(66)))));
    put(kernel::kRecord, 1, 3, std::bit_cast<float>(std::int32_t{kEverBoard}));
    put(kernel::kExhaustion, 1, 3, 0.25f), put(kernel::kHours, 1, 3, 12), put(kernel::kYearHours, 1, 3, 90);
    put(kernel::kTheta, 1, 3, 31), put(kernel::kIncome, 1, 3, 44);
    put(kernel::kStatus, 0, 3, std::bit_cast<float>(std::int32_t{kVacant}));
    put(kernel::kHours, 0, 3, 99);

    auto const person = person_state(block, 1, 4, 3, 71);
    CHECK((person.profession == 4 && person.role == kBoard && person.setting == kGroup && person.generation == 7));
    CHECK((person.ever_board && !person.ever_president));
    CHECK(person.age == Approx((71 + 480) / 12.0));
    CHECK((person.exhaustion == 0.25f && person.hours == 12 && person.year_hours == 90 && person.entry == 66));
    CHECK((person.theta == 31 && person.income == 44));
    CHECK(person_state(block, 0, 4, 3, 71).role == kVacant);
    CHECK(person_state(block, 0, 4, 3, 71).hours == 0);
}

}  // namespace cptsim::unit
