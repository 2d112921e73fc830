#include "sim/model/population.hpp"

#include <algorithm>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <map>

#include "sim/base/error.hpp"
#include "sim/base/philox.hpp"
#include "sim/base/text.hpp"
#include "sim/model/fields.hpp"

namespace cptsim {
namespace {

constexpr int kRoomYears = 16;           ///< years of growth that there is room for: to 2034
constexpr double kVacancy = 0.5;         ///< years that a slot with a successor stays vacant, at the start
constexpr double kSameProfession = 0.5;  ///< probability that a peer is drawn from one's own profession

double default_of(parameter::Row first, int profession)
{
    return parameter_fields()[static_cast<std::size_t>(first + profession)].default_value;
}

/// Slots per occupant: room for those who have left and not yet been replaced, and for growth over the run.
double slots_per_occupant(int profession)
{
    double const trend = default_of(parameter::demography_stock_trend, profession);
    double const turnover = default_of(parameter::demography_exit_rate, profession) +
                            default_of(parameter::demography_move_rate, profession);
    double growth = 1;
    for (int y = 0; y < kRoomYears; ++y) growth *= 1 + std::max(0.0, trend);
    return growth * (1 + std::max(0.0, turnover + trend) * kVacancy);
}

/// Score of the practice setting of the first occupant; the same word decides it in the kernel.
std::uint32_t setting_word(std::uint64_t seed, std::uint32_t key, int row, int frame)
{
    auto const block = philox_block(
        {key, static_cast<std::uint32_t>(row), address(Purpose::traits), frame_word(static_cast<std::uint32_t>(frame))},
        {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
    return block[0];
}

/// Eight peers of each slot: half from the own profession, and of two candidates the one whose setting is nearer.
void draw_peers(TerritorySlots& slots, std::uint64_t seed, int frame)
{
    slots.peers.assign(static_cast<std::size_t>(slots.rows) * kPeers, 0);
    std::vector<std::uint32_t> setting(static_cast<std::size_t>(slots.rows));
    for (int i = 0; i < slots.rows; ++i) setting[static_cast<std::size_t>(i)] = setting_word(seed, slots.key, i, frame);
    int profession = 0;
    for (int i = 0; i < slots.rows; ++i) {
        while (i >= slots.first_row[static_cast<std::size_t>(profession) + 1]) ++profession;
        PhiloxEngine engine(seed, slots.key, static_cast<std::uint32_t>(i), address(Purpose::peers),
                            frame_word(static_cast<std::uint32_t>(frame)));
        auto* const mine = slots.peers.data() + static_cast<std::size_t>(i) * kPeers;
        int const own_first = slots.first_row[static_cast<std::size_t>(profession)];
        int const own_last = slots.first_row[static_cast<std::size_t>(profession) + 1] - 1;
        for (int k = 0; k < kPeers; ++k) {
            bool const own =
                boost::random::uniform_01<double>()(engine) < kSameProfession && own_last - own_first >= kPeers;
            boost::random::uniform_int_distribution<int> pick(own ? own_first : 0, own ? own_last : slots.rows - 1);
            // A few tries avoid oneself and repeated peers; in a very small territory they may remain.
            auto const draw = [&] {
                int j = i;
                for (int attempt = 0; attempt < 8; ++attempt) {
                    j = pick(engine);
                    if (j != i && std::find(mine, mine + k, static_cast<std::uint16_t>(j)) == mine + k) break;
                }
                return j;
            };
            auto const distance = [&](int j) {
                auto const a = setting[static_cast<std::size_t>(i)], b = setting[static_cast<std::size_t>(j)];
                return a < b ? b - a : a - b;
            };
            int const a = draw(), b = draw();
            mine[k] = static_cast<std::uint16_t>(distance(a) <= distance(b) ? a : b);
        }
    }
}

}  // namespace

TerritorySlots draw_slots(Territory const& territory, std::uint64_t seed, int frame)
{
    TerritorySlots slots;
    slots.key = name_hash(territory.id);
    PhiloxEngine engine(seed, slots.key, 0xFFFF, address(Purpose::slots),
                        frame_word(static_cast<std::uint32_t>(frame)));
    for (int p = 0; p < kProfessions; ++p) {
        auto const k = static_cast<std::size_t>(p);
        double const expected = territory.density[k] * territory.inhabitants / 100000.0;
        // The count is rounded up or down at random, so that its mean over frames is the expected one.
        double const u = boost::random::uniform_01<double>()(engine);
        int const occupied = static_cast<int>(std::floor(expected + u));
        int const all = static_cast<int>(std::floor(expected * slots_per_occupant(p) + u)) + (expected > 0 ? 1 : 0);
        slots.occupied[k] = occupied;
        slots.first_row[k + 1] = slots.first_row[k] + std::max(all, occupied);
    }
    slots.rows = slots.first_row[kProfessions];
    draw_peers(slots, seed, frame);
    return slots;
}

void check_addresses(TerritoryTable const& table)
{
    std::map<std::uint32_t, std::string> seen;
    for (auto const& row : table.rows) {
        auto const [entry, fresh] = seen.emplace(name_hash(row.id), row.id);
        if (!fresh)
            throw InputError({table.file},
                             both({"territories '{}' and '{}' would share their random draws (their names have the "
                                   "same hash): rename one",
                                   "les territoires « {} » et « {} » auraient les mêmes tirages aléatoires "
                                   "(leurs noms ont la même empreinte) : en renommer un"},
                                  entry->second, row.id));
    }
}

}  // namespace cptsim
