// Population synthesis: the slots and the network of a frame. docs/model.md, "Initialisation".
#pragma once
#include <cstdint>
#include <vector>

#include "sim/model/scenario.hpp"

namespace cptsim {

/// The slots of a territory in one frame, sorted by profession; some are vacant at the start.
struct TerritorySlots {
    std::uint32_t key = 0;  ///< address of its random draws: hash of Territory::id
    int rows = 0;
    std::array<int, kProfessions + 1> first_row{};  ///< slots of profession p: first_row[p] .. first_row[p + 1] - 1
    std::array<int, kProfessions> occupied{};       ///< of these, the first ones have an occupant in January 2019
    std::vector<std::uint16_t> peers;               ///< [rows][kPeers]
};

/// Slots of one territory in frame `frame`, whatever the length of the runs; a profession whose number grows has room
/// to do so until 2034.
[[nodiscard]] TerritorySlots draw_slots(Territory const& territory, std::uint64_t seed, int frame);

/// Checks that no two territories share an address. Throws InputError naming them.
void check_addresses(TerritoryTable const& table);

}  // namespace cptsim
