#include "analysis/sweep/workers.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <random>
#include <sstream>

#include "analysis/sweep/names_in.hpp"
#include "sim/base/number.hpp"
#include "sim/files/regular_file.hpp"

namespace cptsim {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kLongSilence = std::chrono::hours(2);  ///< of a worker on another machine

std::string host_name()
{
    char name[256] = {};
    return gethostname(name, sizeof name - 1) == 0 ? name : "unknown";
}

/// Whether a process has the first byte of a file locked; nothing where the file is gone. The file is not touched.
std::optional<bool> first_byte_taken(std::string const& path)
{
    int const file = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) return {};
    struct flock range = {};
    range.l_type = F_WRLCK;
    range.l_whence = SEEK_SET;
    range.l_len = 1;
    bool const taken = fcntl(file, F_OFD_GETLK, &range) == 0 && range.l_type != F_UNLCK;
    close(file);
    return taken;
}

void read_description(std::string const& path, SweepWorker& worker)
{
    constexpr std::size_t kMost = 4096;
    RegularFile const there(path);
    std::istringstream file(there.is_open() ? there.read(0, kMost) : "");
    for (std::string word, value; file >> word && std::getline(file >> std::ws, value);) {
        if (word == "host") worker.host = value;
        if (word == "pid") worker.pid = parse_number<int>(value).value_or(0);
        if (word == "started") worker.started = value;
        if (word == "done") worker.done = parse_number<std::uint64_t>(value).value_or(0);
        if (word == "failed") worker.failed = parse_number<std::uint64_t>(value).value_or(0);
        if (word == "seconds") worker.seconds = parse_number<double>(value).value_or(0);
        if (word == "shard") worker.shard = value;
    }
}

}  // namespace

std::vector<SweepWorker> sweep_workers(std::string const& folder)
{
    std::vector<SweepWorker> workers;
    for (auto const& name : names_in(folder + "/workers", ".txt")) {
        auto const path = folder + "/workers/" + name;
        SweepWorker worker;
        worker.name = name.substr(0, name.size() - 4);
        read_description(path, worker);
        auto const lock = first_byte_taken(path);
        if (!lock) continue;  // it ended meanwhile
        worker.alive = *lock;
        workers.push_back(std::move(worker));
    }
    return workers;
}

std::string new_worker_name()
{
    std::random_device random;
    return fmt::format("{:08x}", random());
}

Presence::Presence(std::string folder, std::string name, std::string shard, Clock::time_point start)
    : folder_(std::move(folder)), name_(std::move(name)), shard_(std::move(shard)), start_(start), file_(path_of(name_))
{
    static_cast<void>(file_.try_lock(0));
    tell(0, 0);
}

Presence::~Presence()
{
    std::error_code ignored;
    fs::remove(path_of(name_), ignored);
}

std::string Presence::path_of(std::string const& name) const { return folder_ + "/workers/" + name + ".txt"; }

void Presence::tell(std::size_t done, std::size_t failed) const
{
    auto const ago = Clock::now() - start_;
    auto const begun =
        std::chrono::time_point_cast<std::chrono::system_clock::duration>(std::chrono::system_clock::now() - ago);
    file_.write(fmt::format("host {}\npid {}\nstarted {:%Y-%m-%dT%H:%M:%SZ}\ndone {}\nfailed {}\nseconds {:.1f}\n{}",
                            host_name(), getpid(), fmt::gmtime(std::chrono::system_clock::to_time_t(begun)), done,
                            failed, std::chrono::duration<double>(ago).count(),
                            shard_.empty() ? "" : "shard " + shard_ + '\n'));
}

/// By its lock or, where locks hold on one machine only, by what it wrote of late. Clocks of machines differ: both
/// times are those of the file system.
bool Presence::is_living(SweepWorker const& worker) const
{
    if (worker.alive || worker.host == host_name()) return worker.alive;
    std::error_code error;
    auto const written = [&](std::string const& name) { return fs::last_write_time(path_of(name), error); };
    auto const silence = written(name_) - written(worker.name);
    return !error && silence < kLongSilence;
}

Presence::Others Presence::others() const
{
    Others others;
    for (auto const& worker : sweep_workers(folder_))
        if (worker.name != name_) (is_living(worker) ? others.living : others.dead).insert(worker.name);
    return others;
}

void Presence::bury(std::set<std::string> const& dead) const
{
    std::error_code ignored;
    for (auto const& name : dead) fs::remove(path_of(name), ignored);
}

}  // namespace cptsim
