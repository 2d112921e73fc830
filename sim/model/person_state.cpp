#include "sim/model/person_state.hpp"

#include <bit>

namespace cptsim {
namespace {

constexpr int kBirthOffset = 1100;

/// `count` bits of a word from bit `first` on.
int bits(std::int32_t word, int first, int count)
{
    return static_cast<int>(std::bit_cast<std::uint32_t>(word) >> first & ((1u << count) - 1));
}

}  // namespace

UnpackedStatus unpack_status(std::int32_t word)
{
    return {bits(word, 0, 4), bits(word, 11, 2), bits(word, 13, 2), bits(word, 15, 8), bits(word, 23, 8)};
}

UnpackedTimes unpack_times(std::int32_t word)
{
    return {bits(word, 20, 11) - kBirthOffset, bits(word, 10, 10), bits(word, 0, 10)};
}

UnpackedRecord unpack_record(std::int32_t word) { return {bits(word, 3, 1) != 0, bits(word, 4, 1) != 0}; }

PersonState person_state(kernel::Block const& block, int row, int profession, int lane, int month)
{
    auto const at = [&](kernel::Column column) { return cell_of(block, column, row)[lane]; };
    auto const status = unpack_status(std::bit_cast<std::int32_t>(at(kernel::kStatus)));
    auto const times = unpack_times(std::bit_cast<std::int32_t>(at(kernel::kTimes)));
    auto const record = unpack_record(std::bit_cast<std::int32_t>(at(kernel::kRecord)));
    PersonState s;
    s.profession = static_cast<std::uint8_t>(profession);
    s.role = static_cast<std::uint8_t>(status.role);
    if (s.role == kVacant) return s;
    s.generation = static_cast<std::uint8_t>(status.generation);
    s.setting = static_cast<std::uint8_t>(status.setting);
    s.entry = static_cast<std::int16_t>(times.entry);
    s.ever_board = record.ever_board, s.ever_president = record.ever_president;
    s.age = static_cast<float>(month - times.birth) / 12.0f;
    s.exhaustion = at(kernel::kExhaustion);
    s.hours = at(kernel::kHours);
    s.year_hours = at(kernel::kYearHours);
    s.theta = at(kernel::kTheta);
    s.income = at(kernel::kIncome);
    return s;
}

}  // namespace cptsim
