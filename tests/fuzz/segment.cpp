// A segment of a sweep: its end, its records and its checksums, as they come and made to fit.
#include "analysis/sweep/segment_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "sim/files/digest.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace cptsim::fuzz {
namespace {

void read_segment(std::string_view bytes)
{
    File const file(bytes);
    SegmentIndex index;
    static_cast<void>(read_segment_index(file.path(), index));
    SegmentReader const reader(file.path());
    reader.verify();
    for (std::size_t i = 0; i < reader.size(); ++i) static_cast<void>(reader[i].values());
}

/// The same header, records and index with an end that fits them, which nobody finds by chance.
std::string sealed(std::string_view bytes)
{
    constexpr std::size_t kHeader = 128;
    auto const body = std::string(bytes.substr(0, bytes.rfind("\nend ")));
    auto const at = body.rfind("done");
    if (at == std::string::npos || at < kHeader) return body;
    auto const width = std::strtoull(body.c_str() + std::min(body.find("width ") + 6, at), nullptr, 10);
    auto const records = (at - kHeader) / (4 + 64 + 4 * std::max<std::size_t>(width % (1U << 20), 1));
    auto const start =
        fmt::format("\nend {:012} {:012} {} ", records, body.size() - at, sha256_hex(body.substr(0, at)));
    return body + start + sha256_hex(body.substr(0, kHeader) + body.substr(at) + start) + '\n';
}

}  // namespace

void take(std::string_view bytes)
{
    try {
        read_segment(sealed(bytes));
    } catch (InputError const&) {
    }
    read_segment(bytes);
}

}  // namespace cptsim::fuzz
