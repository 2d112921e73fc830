// A segment of a sweep: its end, its records and its checksums.
#include "analysis/sweep/segment_file.hpp"
#include "tests/fuzz/fuzz.hpp"

void cptsim::fuzz::take(std::string_view bytes)
{
    File const file(bytes);
    SegmentIndex index;
    static_cast<void>(read_segment_index(file.path(), index));
    SegmentReader const reader(file.path());
    reader.verify();
    for (std::size_t i = 0; i < reader.size(); ++i) static_cast<void>(reader[i].values());
}
