#include "analysis/sweep/segment_file.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/base/number.hpp"
#include "sim/base/system_reason.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

static_assert(std::endian::native == std::endian::little, "values are written as they stand in memory");

constexpr char const* kMark = "cptsim segment 1\n";
constexpr std::size_t kHeader = 128;
constexpr std::size_t kHash = 64;
constexpr std::size_t kMostValues = std::size_t{1} << 32;  ///< of a run
constexpr std::size_t kBuffer = std::size_t{1} << 20;

/// The last bytes: number of records, bytes of the index, hash of header and records, hash of all but the records.
constexpr std::size_t kEnd = 5 + 12 + 1 + 12 + 1 + kHash + 1 + kHash + 1;
std::string end_of(std::size_t records, std::string_view header, std::string_view index, std::string const& content)
{
    auto const start = fmt::format("\nend {:012} {:012} {} ", records, index.size(), content);
    return start + sha256_hex(std::string(header) + std::string(index) + start) + '\n';
}

std::string header_of(std::string const& key, std::size_t width)
{
    auto header = fmt::format("{}key {}\nwidth {}\n", kMark, key, width);
    header.resize(kHeader - 1, ' ');
    return header + '\n';
}

std::size_t record_size(std::size_t width) { return sizeof(std::uint32_t) + kHash + width * sizeof(float); }

/// What removing a damaged segment costs, as far as its size and what can be read of its head tell.
Words cost_of(std::string const& path)
{
    RegularFile const file(path);
    auto const head = file.is_open() ? file.read(0, kHeader) : "";
    if (head.size() != kHeader) return Text{"its runs", "ses simulations"};
    std::size_t const at = std::min(head.find("\nwidth "), kHeader - 8) + 7;
    std::size_t const width =
        parse_number<std::size_t>(std::string_view(head).substr(at, head.find_first_of(" \n", at) - at)).value_or(0);
    auto const bytes = static_cast<std::size_t>(file.size());
    if (width == 0 || width > bytes || bytes < kHeader) return Text{"its runs", "ses simulations"};
    return both({"its {} runs, about,", "ses {} simulations environ"},
                std::max<std::size_t>(1, (bytes - kHeader) / record_size(width)));
}

[[noreturn]] void damaged(std::string const& path, Text const& why)
{
    throw InputError({path}, both({"is damaged ({}) remove it, and the same sweep does {} again, or put back a copy?",
                                   "est abîmé ({}) l'enlever, et le même balayage refait {}, ou remettre une copie ?"},
                                  why, cost_of(path)));
}

template <class Number>
bool take(std::string_view& text, Number& number)
{
    auto const found = take_number<Number>(text);
    number = found.value_or(0);
    return found.has_value();
}

bool skip(std::string_view& text, std::string_view what)
{
    if (!text.starts_with(what)) return false;
    text.remove_prefix(what.size());
    return true;
}

std::string one_line(std::string text)
{
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

std::string index_text(std::vector<std::uint32_t> runs, std::vector<FailedRun> const& failed)
{
    std::sort(runs.begin(), runs.end());
    std::string text = "done";
    for (std::size_t i = 0; i < runs.size();) {
        std::size_t last = i;
        while (last + 1 < runs.size() && runs[last + 1] == runs[last] + 1) ++last;
        text += fmt::format(" {}-{}", runs[i], runs[last]);
        i = last + 1;
    }
    text += '\n';
    for (auto const& one : failed) text += fmt::format("failed {} {}\n", one.run, one_line(one.why));
    return text;
}

bool parse_index(std::string_view text, SegmentIndex& index)
{
    if (!skip(text, "done")) return false;
    while (skip(text, " ")) {
        std::uint32_t first = 0, last = 0;
        if (!take(text, first) || !skip(text, "-") || !take(text, last) || last < first) return false;
        index.done.emplace_back(first, last);
    }
    if (!skip(text, "\n")) return false;
    while (skip(text, "failed ")) {
        FailedRun one;
        if (!take(text, one.run) || !skip(text, " ")) return false;
        auto const end = text.find('\n');
        if (end == std::string_view::npos) return false;
        one.why = text.substr(0, end);
        text.remove_prefix(end + 1);
        index.failed.push_back(std::move(one));
    }
    return text.empty();
}

std::string bytes_at(RegularFile const& file, std::uint64_t from, std::size_t count)
{
    auto bytes = file.read(from, count);
    if (bytes.size() != count) damaged(file.path(), {"it is cut short", "il est tronqué"});
    return bytes;
}

void require_open(RegularFile const& file)
{
    if (file.is_open()) return;
    throw InputError({file.path()}, both({"cannot be read ({})", "ne peut pas être lu ({})"},
                                         file.is_other() ? Words(Text{"not a regular file", "pas un fichier ordinaire"})
                                                         : system_reason(file.error())));
}

/// Whether records of this width and an index of this length make up the file.
bool fills(SegmentIndex const& index, std::size_t records, std::size_t length)
{
    auto const left = index.bytes - kHeader - kEnd;
    if (length > left || index.width > kMostValues) return false;  // or the next lines would overflow
    return (left - length) % record_size(index.width) == 0 && (left - length) / record_size(index.width) == records;
}

/// Reads what stands around the records; returns their number.
std::size_t read_around(RegularFile const& file, SegmentIndex& index)
{
    auto const& path = file.path();
    require_open(file);
    index.bytes = file.size();
    if (index.bytes < kHeader + kEnd) damaged(path, {"it is cut short", "il est tronqué"});
    auto const header = bytes_at(file, 0, kHeader);
    auto const end = bytes_at(file, index.bytes - kEnd, kEnd);
    std::string_view h = header, e = end;
    if (!skip(h, kMark) || !skip(h, "key "))
        damaged(path, {"it is not a segment of this kind", "ce n'est pas un segment de cette sorte"});
    index.key = h.substr(0, kHash);
    h.remove_prefix(kHash);
    std::size_t records = 0, length = 0;
    if (!skip(h, "\nwidth ") || !take(h, index.width) || !skip(e, "\nend ") || !take(e, records) || !skip(e, " ") ||
        !take(e, length) || !skip(e, " "))
        damaged(path, {"it has no end", "il n'a pas de fin"});
    if (!fills(index, records, length))
        damaged(path, {"it has another length than it says", "sa longueur n'est pas celle qu'il annonce"});
    auto const text = bytes_at(file, index.bytes - kEnd - length, length);
    if (end_of(records, header, text, std::string(e.substr(0, kHash))) != end || !parse_index(text, index))
        damaged(path, {"its index is not that of its checksum", "son index ne correspond pas à sa somme de contrôle"});
    return records;
}

/// Whether the runs of the records are those of an index, each once.
bool are_the_runs(std::vector<std::uint32_t> runs, SegmentIndex const& index)
{
    std::sort(runs.begin(), runs.end());
    std::size_t at = 0;
    for (auto const& [first, last] : index.done) {
        auto const count = std::size_t{last} - first + 1;
        if (count > runs.size() - at || runs[at] != first || runs[at + count - 1] != last) return false;
        at += count;
    }
    return at == runs.size() && std::adjacent_find(runs.begin(), runs.end()) == runs.end();
}

}  // namespace

bool read_segment_index(std::string const& path, SegmentIndex& index)
{
    RegularFile const file(path);
    if (file.error() == ENOENT || file.error() == ESTALE) return false;
    read_around(file, index);
    return true;
}

std::vector<float> SegmentRecord::values() const
{
    std::vector<float> values(bytes.size() / sizeof(float));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
    return values;
}

SegmentReader::SegmentReader(std::string path) : file_(std::move(path)), records_(read_around(file_, index_)) {}

SegmentRecord SegmentReader::record(std::size_t number, std::size_t length) const
{
    auto const bytes = bytes_at(file_, kHeader + number * record_size(index_.width), length);
    SegmentRecord result;
    std::memcpy(&result.run, bytes.data(), sizeof result.run);
    result.digest = bytes.substr(sizeof result.run, kHash);
    result.bytes = bytes.substr(sizeof result.run + kHash);
    return result;
}

SegmentRecord SegmentReader::operator[](std::size_t number) const { return record(number, record_size(index_.width)); }

SegmentRecord SegmentReader::head(std::size_t number) const { return record(number, record_size(0)); }

void SegmentReader::verify() const
{
    auto const size = record_size(index_.width), records = kHeader + records_ * size;
    std::vector<std::uint32_t> runs;
    Sha256 hash;
    hash.add(bytes_at(file_, 0, kHeader));
    auto const at_once = std::max<std::size_t>(1, kBuffer / size) * size;
    for (std::size_t from = kHeader; from < records; from += at_once) {
        auto const bytes = bytes_at(file_, from, std::min(at_once, records - from));
        hash.add(bytes);
        for (std::size_t at = 0; at < bytes.size(); at += size)
            std::memcpy(&runs.emplace_back(), bytes.data() + at, sizeof(std::uint32_t));
    }
    auto const noted = bytes_at(file_, index_.bytes - kEnd + 5 + 12 + 1 + 12 + 1, kHash);
    if (noted != hash.hex())
        damaged(path(), {"its values are not those of its checksum",
                         "ses valeurs ne correspondent pas à sa somme de contrôle"});
    if (!are_the_runs(std::move(runs), index_))
        damaged(path(), {"its runs are not those of its index", "ses simulations ne sont pas celles de son index"});
}

void allow_many_files()
{
    rlimit files = {};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
}

SegmentWriter::SegmentWriter(std::string const& path, std::string const& key, std::size_t width)
    : header_(header_of(key, width)), width_(width), file_(path, false)
{
    put(header_);
}

void SegmentWriter::put(std::string_view bytes)
{
    hash_.add(bytes);
    buffer_ += bytes;
    if (buffer_.size() >= kBuffer) flush();
}

void SegmentWriter::flush()
{
    file_.write(buffer_);
    buffer_.clear();
}

void SegmentWriter::add(std::uint32_t run, std::string_view digest, std::string_view bytes)
{
    if (digest.size() != kHash || bytes.size() != width_ * sizeof(float))
        throw std::logic_error("a run has another length than its segment");
    std::string number(sizeof run, '\0');
    std::memcpy(number.data(), &run, sizeof run);
    put(number);
    put(digest);
    put(bytes);
    runs_.push_back(run);
    ++records_;
}

void SegmentWriter::add_failed(FailedRun const& failed) { failed_.push_back(failed); }

void SegmentWriter::commit()
{
    auto const index = index_text(std::move(runs_), failed_);
    buffer_ += index;
    buffer_ += end_of(records_, header_, index, hash_.hex());
    flush();
    file_.sync();
    SegmentReader(file_.temporary()).verify();
    file_.commit();
}

std::string segment_bytes(std::span<float const> values)
{
    return {reinterpret_cast<char const*>(values.data()), values.size_bytes()};
}

}  // namespace cptsim
