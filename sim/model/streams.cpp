#include "sim/model/streams.hpp"

#include <algorithm>
#include <vector>

namespace cptsim {

void share_streams(kernel::Runs& runs)
{
    std::vector<std::uint32_t> distinct;
    for (int l = 0; l < kLanes; ++l) {
        auto const found = std::find(distinct.begin(), distinct.end(), runs.replicate[l]);
        runs.stream_of_lane[l] = static_cast<std::int32_t>(found - distinct.begin());
        if (found == distinct.end()) distinct.push_back(runs.replicate[l]);
    }
    runs.streams = static_cast<int>(distinct.size());
    runs.streams_rows = kLanes / runs.streams;
    for (int l = 0; l < kLanes; ++l) {
        runs.stream_replicate[l] = distinct[static_cast<std::size_t>(l % runs.streams)];
        runs.stream_row[l] = l / runs.streams;
    }
}

}  // namespace cptsim
