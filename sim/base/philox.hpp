// Philox4x32-10, the counter-based generator of Salmon et al. (2011), as a Boost.Random engine with an address.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace cptsim {

/// One block: four random words for a counter and a key. Checked against the published known-answer vectors.
[[nodiscard]] constexpr std::array<std::uint32_t, 4> philox_block(std::array<std::uint32_t, 4> counter,
                                                                  std::array<std::uint32_t, 2> key)
{
    for (int round = 0; round < 10; ++round) {
        std::uint64_t const a = std::uint64_t{0xD2511F53u} * counter[0], b = std::uint64_t{0xCD9E8D57u} * counter[2];
        counter = {static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
                   static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
        key = {key[0] + 0x9E3779B9u, key[1] + 0xBB67AE85u};
    }
    return counter;
}

/// Stream of words at one address. Satisfies the concept of a uniform random bit generator, so that the distributions
/// of Boost.Random take it. `what` leaves its low 16 bits to the number of the block.
class PhiloxEngine {
  public:
    using result_type = std::uint32_t;
    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return 0xFFFFFFFFu; }

    constexpr PhiloxEngine(std::uint64_t seed, std::uint32_t where, std::uint32_t which, std::uint32_t what,
                           std::uint32_t who)
        : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)},
          counter_{where, which, what, who}
    {
    }

    constexpr result_type operator()()
    {
        if (used_ == 4) {
            block_ = philox_block(counter_, key_);
            ++counter_[2];
            used_ = 0;
        }
        return block_[used_++];
    }

  private:
    std::array<std::uint32_t, 2> key_;
    std::array<std::uint32_t, 4> counter_;
    std::array<std::uint32_t, 4> block_{};
    std::size_t used_ = 4;
};

/// What a draw is for: part of its address. The values are part of the results: append, never renumber.
enum class Purpose : std::uint32_t {
    month = 1,         ///< a professional's month: shock of exhaustion, leave, election
    choice = 2,        ///< the two logistic variates of a review
    opposition = 3,    ///< the decision to oppose an attachment
    traits = 4,        ///< standard scores of the occupant of a slot (frame)
    demography = 5,    ///< exit, move and arrival (frame)
    territory = 6,     ///< a CPTS's month: conflict, event, stage, coordinator
    renewal = 7,       ///< renewal, revival, vacancy of a CPTS
    peers = 8,         ///< the network of a frame
    slots = 9,         ///< number of professionals of a territory (frame)
    region = 10,       ///< turnover of the regional interlocutor
    parameters = 11,   ///< draws of parameters from their priors
    calibration = 12,  ///< proposals, acceptance, resampling and screening of a calibration
    design = 13,       ///< points of a design of experiments, and the bootstrap of what is learnt from them
};

/// The third word of an address.
[[nodiscard]] constexpr std::uint32_t address(Purpose purpose, std::uint32_t time = 0, std::uint32_t part = 0)
{
    return time | static_cast<std::uint32_t>(purpose) << 16 | part << 24;
}

/// The fourth word of an address of what belongs to the people of a frame, not to a replicate.
[[nodiscard]] constexpr std::uint32_t frame_word(std::uint32_t frame) { return frame | 0x80000000u; }

/// FNV-1a: a stable 32-bit number for a name.
[[nodiscard]] constexpr std::uint32_t name_hash(std::string_view name)
{
    std::uint32_t h = 2166136261u;
    for (char const c : name) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
    return h;
}

}  // namespace cptsim
