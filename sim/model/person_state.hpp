// The state of professionals as plain numbers, for what looks at runs from outside the kernel.
#pragma once
#include <cstdint>

#include "sim/model/kernel/interface.hpp"

namespace cptsim {

/// Where a column of slot `row` stands in the state: a number for each lane.
[[nodiscard]] inline float const* cell_of(kernel::Block const& block, kernel::Column column, int row)
{
    return block.state + (static_cast<long>(row) * kernel::kColumns + column) * kLanes;
}

/// The packed words of a professional (kernel/status.hpp), unpacked.
struct UnpackedStatus {
    int role, setting, cooperation, generation, months_in_role;
};
[[nodiscard]] UnpackedStatus unpack_status(std::int32_t word);

/// Months since January 2019.
struct UnpackedTimes {
    int birth, arrival, entry;
};
[[nodiscard]] UnpackedTimes unpack_times(std::int32_t word);

/// Offices that a professional holds or has held.
struct UnpackedRecord {
    bool ever_board, ever_president;
};
[[nodiscard]] UnpackedRecord unpack_record(std::int32_t word);

/// One slot at the end of a month. Where the role is vacant nothing else is meant.
struct PersonState {
    float age = 0;           ///< [year]
    float exhaustion = 0;    ///< B in [0, 1]
    float hours = 0;         ///< given this month, board included [h]
    float year_hours = 0;    ///< given since January [h]
    float theta = 0;         ///< prosocial value [EUR/h]
    float income = 0;        ///< marginal income [EUR/h]
    std::int16_t entry = 0;  ///< month of entry into chosen membership, since January 2019
    std::uint8_t profession = 0, role = kVacant, generation = 0, setting = 0;
    bool ever_board = false, ever_president = false;
};

/// Slot `row` of a territory in a lane, after month `month`.
[[nodiscard]] PersonState person_state(kernel::Block const& block, int row, int profession, int lane, int month);

}  // namespace cptsim
