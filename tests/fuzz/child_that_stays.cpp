// In a libFuzzer program: one child for many inputs, since to fork a process of the address sanitizer for each takes a
// hundred times longer than to read the file. What the child covers is copied into the counters of this process.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <sstream>
#include <string>
#include <vector>

#include "sim/base/error.hpp"
#include "tests/fuzz/child.hpp"

// What the compiler adds for libFuzzer: how often each edge was taken, and where each is.
extern "C" {
extern std::uint8_t __start___sancov_cntrs, __stop___sancov_cntrs;
extern std::uintptr_t const __start___sancov_pcs, __stop___sancov_pcs;
void __sanitizer_set_death_callback(void (*)());

/// HDF5 leaks what it had of a damaged file. Reports come as addresses, which take no second to find out.
char const* __asan_default_options()
{
    return "detect_leaks=0:symbolize=0:handle_abort=1:allocator_may_return_null=1:max_allocation_size_mb=1024:"
           "quarantine_size_mb=8:malloc_context_size=4";
}
}

namespace cptsim::fuzz {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 20;
constexpr itimerval kMostTime = {{0, 0}, {20, 0}};  ///< of computing, for an input
constexpr int kInputsOfChild = 1000;                ///< what HDF5 leaks goes with the child

enum Ending : char { kReads = 'r', kRefuses = 'i', kContradicts = 'c' };

struct Shared {
    std::size_t size;
    std::uint8_t bytes[kMostBytes];
    std::uint8_t counters[std::size_t{1} << 18];
};

/// Whose code a report of the sanitizer names first.
enum class Whose { ours, hdf5, unknown };

/// Whether an address is in a block of our code; that of the sanitizer stands between blocks of it, far from any.
bool is_ours(std::uintptr_t place)
{
    static auto const blocks = [] {
        std::vector<std::uintptr_t> starts;  // entries are an address and what it is
        for (auto const* pc = &__start___sancov_pcs; pc < &__stop___sancov_pcs; pc += 2) starts.push_back(*pc);
        std::sort(starts.begin(), starts.end());
        return starts;
    }();
    constexpr std::uintptr_t kLongestBlock = 16384;
    auto const next = std::upper_bound(blocks.begin(), blocks.end(), place);
    return next != blocks.begin() && place - *std::prev(next) < kLongestBlock;
}

Whose whose(std::string const& report)
{
    if (report.find("runtime error:") != std::string::npos) return Whose::ours;  // which alone is checked for it
    std::istringstream lines(report);
    bool within = false;
    for (std::string line; std::getline(lines, line);) {
        auto const at = line.find(" 0x");
        bool const frame = line.find('#') != std::string::npos && at != std::string::npos;
        if (within && !frame) break;  // the first stack is that of the fault
        if (!frame) continue;
        within = true;
        auto const place = std::strtoull(line.c_str() + at, nullptr, 16);
        if (is_ours(place)) return Whose::ours;
        for (auto const* library : {"libhdf5", "libz.so", "libsz.so", "libaec.so"})
            if (line.find(library) != std::string::npos) return Whose::hdf5;
    }
    return Whose::unknown;
}

class Child {
  public:
    Child()
    {
        auto* const place = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        report_ = memfd_create("report", MFD_CLOEXEC);
        if (place == MAP_FAILED || report_ < 0 || counted() > sizeof(shared_->counters)) std::abort();
        shared_ = static_cast<Shared*>(place);
        std::signal(SIGPIPE, SIG_IGN);
    }
    ~Child()
    {
        stop(SIGKILL);
        std::fprintf(stderr, "child: %zu read, %zu refused, %zu contradictions, %zu deaths within HDF5\n", reads_,
                     refusals_, contradictions_, deaths_);
    }
    Child(Child const&) = delete;
    Child& operator=(Child const&) = delete;

    void ask(std::string_view bytes, Read read)
    {
        if (pid_ == 0 || asked_ >= kInputsOfChild) restart(read);
        bool const fresh = asked_ == 0;
        if (answer(bytes)) return;
        if (whose(report()) == Whose::hdf5) return died();
        auto const first = report();
        restart(read);
        if (!fresh && (answer(bytes) || whose(report()) == Whose::hdf5)) return died();  // of what others left there
        std::fprintf(stderr,
                     "the child that reads it dies (ASAN_OPTIONS=symbolize=1 CPTSIM_FUZZ_DIRECT=1 to see)\n%s\n",
                     first.c_str());
        std::abort();
    }

  private:
    static std::size_t counted() { return static_cast<std::size_t>(&__stop___sancov_cntrs - &__start___sancov_cntrs); }

    void died()
    {
        ++deaths_;
        stop(SIGKILL);
    }

    void stop(int signal)
    {
        if (pid_ == 0) return;
        kill(pid_, signal);
        waitpid(pid_, nullptr, 0);
        close(to_), close(from_);
        pid_ = 0;
    }

    void restart(Read read)
    {
        stop(SIGKILL);
        int to[2], from[2];
        if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0 || ftruncate(report_, 0) != 0) std::abort();
        lseek(report_, 0, SEEK_SET);
        pid_ = fork();
        if (pid_ < 0) std::abort();
        if (pid_ == 0) {
            close(to[1]), close(from[0]);
            live(to[0], from[1], read);
        }
        close(to[0]), close(from[1]);
        to_ = to[1], from_ = from[0], asked_ = 0;
    }

    [[noreturn]] void live(int from, int to, Read read) const
    {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(report_, STDERR_FILENO);
        __sanitizer_set_death_callback(nullptr);          // libFuzzer's
        std::signal(SIGPROF, [](int) { std::abort(); });  // and the sanitizer says where
        for (char byte = 0; ::read(from, &byte, 1) == 1;) {
            std::memset(&__start___sancov_cntrs, 0, counted());
            setitimer(ITIMER_PROF, &kMostTime, nullptr);
            char ending = kReads;
            try {
                read({reinterpret_cast<char const*>(shared_->bytes), shared_->size});
            } catch (InputError const&) {
                ending = kRefuses;
            } catch (std::exception const&) {
                ending = kContradicts;
            }
            std::memcpy(shared_->counters, &__start___sancov_cntrs, counted());
            if (write(to, &ending, 1) != 1) break;
        }
        _exit(0);
    }

    /// Whether the child lived to answer.
    bool answer(std::string_view bytes)
    {
        ++asked_;
        shared_->size = std::min(bytes.size(), kMostBytes);
        std::memcpy(shared_->bytes, bytes.data(), shared_->size);
        char ending = 0;
        if (write(to_, "?", 1) != 1) return false;
        if (::read(from_, &ending, 1) != 1) return false;
        std::memcpy(&__start___sancov_cntrs, shared_->counters, counted());
        ++(ending == kReads ? reads_ : ending == kRefuses ? refusals_ : contradictions_);
        return true;
    }

    [[nodiscard]] std::string report() const
    {
        std::string text(1 << 16, '\0');
        auto const length = pread(report_, text.data(), text.size(), 0);
        text.resize(static_cast<std::size_t>(std::max<ssize_t>(length, 0)));
        return text;
    }

    Shared* shared_ = nullptr;
    int report_ = -1, to_ = -1, from_ = -1, asked_ = 0;
    pid_t pid_ = 0;
    std::size_t reads_ = 0, refusals_ = 0, contradictions_ = 0, deaths_ = 0;
};

}  // namespace

void in_child(std::string_view bytes, Read read)
{
    if (std::getenv("CPTSIM_FUZZ_DIRECT")) return read(bytes);
    static Child child;
    child.ask(bytes, read);
}

}  // namespace cptsim::fuzz
