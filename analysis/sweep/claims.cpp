#include "analysis/sweep/claims.hpp"

namespace cptsim {
namespace {

/// Bytes of DIR/locks: who makes the manifest, who joins, then one for each pack.
constexpr std::uint64_t kManifestByte = 0, kJoinByte = 1, kFirstPack = 16;

}  // namespace

bool Claims::claim(std::size_t pack) { return locks_.try_lock(kFirstPack + pack); }

void Claims::give_up(std::size_t pack) { locks_.unlock(kFirstPack + pack); }

bool Claims::is_taken(std::size_t pack) const { return locks_.is_taken(kFirstPack + pack); }

Claims::Turn::~Turn()
{
    if (locks_) locks_->unlock(byte_);
}

Claims::Turn Claims::wait_for(std::uint64_t byte)
{
    locks_.lock(byte);
    return {locks_, byte};
}

Claims::Turn Claims::at_manifest() { return wait_for(kManifestByte); }

Claims::Turn Claims::at_joining() { return wait_for(kJoinByte); }

std::optional<Claims::Turn> Claims::try_joining()
{
    if (!locks_.try_lock(kJoinByte)) return {};
    std::optional<Turn> turn(std::in_place, locks_, kJoinByte);
    if (!locks_.works()) turn.reset();
    return turn;
}

}  // namespace cptsim
