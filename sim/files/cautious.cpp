#include "sim/files/cautious.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <mutex>
#include <new>
#include <set>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/base/sanitizers.hpp"
#include "sim/base/system_reason.hpp"
#include "sim/base/text.hpp"
#include "sim/files/hdf5_lock.hpp"
#include "sim/files/regular_file.hpp"

namespace cptsim {
namespace {

enum : int { kRead = 0, kRefused = 2, kNoMemory = 3, kFailed = 4 };  ///< how a child ends

thread_local bool is_rehearsing = false;  ///< a reader within a reader is not rehearsed for itself

/// A limit of the system, for a while.
class Limit {
  public:
    Limit(decltype(RLIMIT_AS) what, rlim_t most) : what_(what)
    {
        getrlimit(what_, &before_);
        rlimit const now = {std::min(most, before_.rlim_cur), before_.rlim_max};
        setrlimit(what_, &now);
    }
    ~Limit() { setrlimit(what_, &before_); }
    Limit(Limit const&) = delete;
    Limit& operator=(Limit const&) = delete;

  private:
    decltype(RLIMIT_AS) what_;
    rlimit before_{};
};

/// Bytes of address space that the process may have while it reads: what it has, and a multiple of the file, which may
/// be compressed. Sanitizers have all of it from the start.
rlim_t address_space(std::uint64_t size)
{
    if (kOwnsAddresses) return RLIM_INFINITY;
    constexpr rlim_t kRoom = rlim_t{512} << 20, kTimes = 40;
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    return pages == 0 ? RLIM_INFINITY : pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) + kRoom + kTimes * size;
}

/// Seconds of computing for a file of so many bytes: many times what the slowest file takes.
rlim_t seconds_for(std::uint64_t size) { return 60 + 4 * (size >> 20); }

/// What the child does; it has no words, and nothing of it stays.
[[noreturn]] void be_child(std::uint64_t size, std::function<void()> const& read)
{
    is_rehearsing = true;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (int number = 1; number < NSIG; ++number) std::signal(number, SIG_DFL);
    if (int const nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC); nowhere >= 0) dup2(nowhere, STDERR_FILENO);
    Limit const core(RLIMIT_CORE, 0), time(RLIMIT_CPU, seconds_for(size)), memory(RLIMIT_AS, address_space(size));
    alarm(static_cast<unsigned>(std::min<rlim_t>(20 * seconds_for(size), 1U << 30)));  // what waits does not compute
    int status = kRead;
    try {
        read();
    } catch (InputError const&) {
        status = kRefused;
    } catch (std::bad_alloc const&) {
        status = kNoMemory;
    } catch (...) {
        status = kFailed;
    }
    _exit(status);
}

/// The status of a child that called `read`, as waitpid() gives it.
int run_child(std::string const& path, std::uint64_t size, std::function<void()> const& read)
{
    pid_t child = 0;
    {
        auto const held = hold_hdf5();  // or another thread may hold it, in the child for ever
        child = fork();
    }
    if (child == 0) be_child(size, read);
    if (child < 0)
        throw InputError({path},
                         both({"cannot be read (no process can be started for it: {}) later?",
                               "ne peut pas être lu (aucun processus ne peut être lancé pour cela : {}) plus tard ?"},
                              system_reason(errno)));
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return kFailed << 8;
    return status;
}

[[noreturn]] void refuse(std::string const& path, Words const& why)
{
    throw InputError({path}, both({"is damaged ({}) a copy of it, or run again?",
                                   "est abîmé ({}) une copie, ou relancer le calcul ?"},
                                  why));
}

void judge(int status, std::string const& path)
{
    if (WIFSIGNALED(status)) {
        int const number = WTERMSIG(status);
        if (number == SIGXCPU || number == SIGALRM)
            refuse(path, {"reading it takes longer than any file of its size",
                          "le lire prend plus de temps que tout fichier de sa taille"});
        if (number == SIGINT || number == SIGTERM || number == SIGHUP) {
            std::raise(number);
            throw InputError({path}, {"was not read (interrupted)", "n'a pas été lu (interruption)"});
        }
        refuse(path, both({"reading it brings HDF5 down: {}", "le lire fait tomber HDF5 : {}"}, strsignal(number)));
    }
    if (WEXITSTATUS(status) == kNoMemory)
        refuse(path, {"reading it takes more memory than any file of its size",
                      "le lire prend plus de mémoire que tout fichier de sa taille"});
    if (WEXITSTATUS(status) != kRead && WEXITSTATUS(status) != kRefused)
        refuse(path, {"what it says does not fit together", "ce qu'il dit se contredit"});
}

}  // namespace

Rehearsal::Rehearsal() : before_(std::exchange(is_rehearsing, true)) {}

Rehearsal::~Rehearsal() { is_rehearsing = before_; }

void rehearse(std::string const& path, std::string const& purpose, std::function<void()> const& read)
{
    if (is_rehearsing) return;
    RegularFile const file(path);
    auto const known = file.identity() + purpose;
    static std::mutex mutex;
    static std::set<std::string> passed;
    {
        std::lock_guard const held(mutex);
        if (passed.contains(known)) return;
    }
    int const status = run_child(path, file.size(), read);
    judge(status, path);
    if (WEXITSTATUS(status) == kRead) {
        std::lock_guard const held(mutex);
        passed.insert(known);
        return;
    }
    // It says here what it said there, where a lack of memory may have been the reason.
    Limit const memory(RLIMIT_AS, address_space(file.size()));
    Rehearsal const again;
    try {
        read();
    } catch (std::bad_alloc const&) {
        refuse(path, {"reading it takes more memory than any file of its size",
                      "le lire prend plus de mémoire que tout fichier de sa taille"});
    }
}

}  // namespace cptsim
