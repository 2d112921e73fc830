#include "app/prior_cache.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "sim/files/atomic_file.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/text_file.hpp"

namespace cptsim::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = std::size_t{64} << 20;
constexpr std::size_t kMostProgram = std::size_t{1} << 30;
constexpr std::string_view kHead = "cptsim prior twin 1\n", kPrefix = "prior-";

std::string cache_folder()
{
    auto const variable = [](char const* name) {
        char const* const value = std::getenv(name);
        return std::string(value && *value == '/' ? value : "");  // what is not absolute is no place
    };
    if (auto const own = variable("XDG_CACHE_HOME"); !own.empty()) return own + "/cptsim";
    auto const home = variable("HOME");
    return home.empty() ? "" : home + "/.cache/cptsim";
}

/// A hash over numbers, and texts with their lengths.
class Key {
  public:
    template <class Number>
    void number(Number x)
    {
        hash_.add({reinterpret_cast<char const*>(&x), sizeof x});
    }
    void text(std::string_view text)
    {
        number(text.size());
        hash_.add(text);
    }
    [[nodiscard]] std::string hex() { return hash_.hex(); }

  private:
    Sha256 hash_;
};

void add(Key& key, Territory const& t)
{
    for (auto const* text : {&t.id, &t.region, &t.milieu, &t.zone}) key.text(*text);
    for (double const x : {t.inhabitants, t.ties}) key.number(x);
    for (int const x : {t.size_class, static_cast<int>(t.stage), t.stage_months, t.signature}) key.number(x);
    key.number(t.signature_or_before);
    for (double const x : t.density) key.number(x);
}

std::string key_of(Plan const& plan)
{
    Key key;
    key.text(read_text("/proc/self/exe", kMostProgram));
    key.number(plan.seed), key.number(plan.replicates), key.number(plan.end_month);
    for (auto const& scenario : plan.scenarios) key.text(scenario.resolved_toml);
    for (auto const& territory : plan.territories.rows) add(key, territory);
    for (auto const& point : plan.points)
        for (double const x : point) key.number(x);
    return key.hex();
}

template <class Number>
void append(std::string& bytes, std::vector<Number> const& numbers)
{
    bytes.append(reinterpret_cast<char const*>(numbers.data()), numbers.size() * sizeof(Number));
}

/// Fills `numbers`, whose length is known, from the front of what is left; false where there is less.
template <class Number>
bool take(std::string_view& left, std::vector<Number>& numbers)
{
    std::size_t const size = numbers.size() * sizeof(Number);
    if (left.size() < size) return false;
    if (size > 0) std::memcpy(numbers.data(), left.data(), size);
    left.remove_prefix(size);
    return true;
}

/// The last use of a file is its date.
void touch(std::string const& file) { fs::last_write_time(file, fs::file_time_type::clock::now()); }

/// Removes the files that were not used for longest, until the rest is small enough.
void shrink(std::string const& folder)
{
    struct Kept {
        fs::file_time_type used;
        fs::path path;
        std::uintmax_t bytes;
    };
    std::vector<Kept> all;
    for (auto const& entry : fs::directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().filename().string().starts_with(kPrefix))
            all.push_back({entry.last_write_time(), entry.path(), entry.file_size()});
    std::sort(all.begin(), all.end(), [](Kept const& a, Kept const& b) { return a.used > b.used; });
    std::uintmax_t sum = 0;
    for (auto const& kept : all)
        if ((sum += kept.bytes) > kMostBytes) fs::remove(kept.path);
}

}  // namespace

PriorCache::PriorCache(Plan const& twin) : twin_(twin), folder_(cache_folder())
{
    if (folder_.empty()) return;
    try {
        key_ = key_of(twin);
        file_ = folder_ + '/' + std::string(kPrefix) + key_;
    } catch (std::exception const&) {  // a program that cannot read itself cannot tell what it kept
        folder_.clear();
    }
}

std::optional<Summary> PriorCache::find() const
{
    std::error_code ignored;
    if (folder_.empty() || !fs::is_regular_file(file_, ignored)) return {};
    try {
        SummaryRecorder empty(SummaryDates::table_and_end);
        empty.begin(twin_);
        Summary summary = empty.summary();
        auto const bytes = read_text(file_, kMostBytes);
        std::string_view left = bytes;
        auto const body = kHead.size() + 64;
        if (left.size() < body || !left.starts_with(kHead)) return {};
        if (sha256_hex(key_ + bytes.substr(body)) != left.substr(kHead.size(), 64)) return {};
        left.remove_prefix(body);
        if (!take(left, summary.values) || !take(left, summary.done) || !take(left, summary.spell_exits) ||
            !take(left, summary.spell_censored) || !left.empty())
            return {};
        touch(file_);
        return summary;
    } catch (std::exception const&) {  // an unreadable cache is an empty one
        return {};
    }
}

void PriorCache::keep(Summary const& summary) const
{
    if (folder_.empty()) return;
    try {
        std::string body;
        append(body, summary.values), append(body, summary.done);
        append(body, summary.spell_exits), append(body, summary.spell_censored);
        fs::create_directories(folder_);
        fs::permissions(folder_, fs::perms::owner_all);
        AtomicFile file(file_, true);
        file.write(std::string(kHead) + sha256_hex(key_ + body) + body);
        file.commit();
        shrink(folder_);
    } catch (std::exception const&) {  // without a cache the next launch takes longer, no more
    }
}

}  // namespace cptsim::app
