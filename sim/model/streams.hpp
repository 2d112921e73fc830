// Chance streams of a pack: runs of one replicate share their draws.
#pragma once
#include "sim/model/kernel/interface.hpp"

namespace cptsim {

/// Fills in, from `replicate`, which lanes draw for which rows and whose words each lane uses.
void share_streams(kernel::Runs& runs);

}  // namespace cptsim
