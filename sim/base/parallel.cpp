#include "sim/base/parallel.hpp"

#include <sched.h>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <optional>
#include <string>

#ifdef CPTSIM_THREAD_SANITIZER
extern "C" {
void __tsan_acquire(void*);
void __tsan_release(void*);
}
#endif

#include "sim/base/number.hpp"

namespace cptsim {
namespace {

/// Tells the thread sanitizer what oneTBB guarantees: tasks see what came before them, and what follows sees the tasks.
class Order {
  public:
    Order() { release(&begun_); }
    ~Order() { acquire(&ended_); }
    Order(Order const&) = delete;
    Order& operator=(Order const&) = delete;

    /// Lives as long as the body of one task.
    class Task {
      public:
        explicit Task(Order& order) : order_(order) { acquire(&order_.begun_); }
        ~Task() { release(&order_.ended_); }
        Task(Task const&) = delete;
        Task& operator=(Task const&) = delete;

      private:
        Order& order_;
    };

  private:
#ifdef CPTSIM_THREAD_SANITIZER
    static void acquire(char* mark) { __tsan_acquire(mark); }
    static void release(char* mark) { __tsan_release(mark); }
#else
    static void acquire(char*) {}
    static void release(char*) {}
#endif
    char begun_ = 0, ended_ = 0;
};

/// CPUs that a cgroup (version 2, then 1) grants, or 0 where it sets no limit.
int cgroup_cpus()
{
    std::ifstream v2("/sys/fs/cgroup/cpu.max");
    std::string quota;
    double period = 0;
    auto const granted = v2 >> quota >> period && period > 0 ? parse_number<double>(quota) : std::nullopt;
    if (granted) return std::max(1, static_cast<int>(std::floor(*granted / period + 0.5)));
    std::ifstream v1_quota("/sys/fs/cgroup/cpu/cpu.cfs_quota_us"), v1_period("/sys/fs/cgroup/cpu/cpu.cfs_period_us");
    double q = 0;
    if (v1_quota >> q && v1_period >> period && q > 0 && period > 0)
        return std::max(1, static_cast<int>(std::floor(q / period + 0.5)));
    return 0;
}

}  // namespace

int available_threads()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    int threads = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    if (int const granted = cgroup_cpus(); granted > 0) threads = std::min(threads, granted);
    return std::max(1, threads);
}

void with_threads(int threads, std::function<void()> const& work)
{
    int const n = threads > 0 ? threads : available_threads();
    tbb::global_control const limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(n));
    tbb::task_arena arena(n);
    Order order;
    arena.execute([&] {
        Order::Task const task(order);
        work();
    });
}

int current_threads() { return tbb::this_task_arena::max_concurrency(); }

int thread_index() { return std::max(0, tbb::this_task_arena::current_thread_index()); }

void parallel_for(std::size_t n, std::function<void(std::size_t)> const& body)
{
    Order order;
    tbb::parallel_for(
        tbb::blocked_range<std::size_t>(0, n, 1),
        [&](tbb::blocked_range<std::size_t> const& range) {
            Order::Task const task(order);
            for (std::size_t i = range.begin(); i != range.end(); ++i) body(i);
        },
        tbb::simple_partitioner());
}

void parallel_in_order(std::size_t n, std::size_t tokens, std::function<void(std::size_t)> const& body)
{
    Order order;
    auto const task = [&](std::size_t i) {
        Order::Task const scope(order);
        body(i);
    };
    std::size_t next = 0;
    auto const source = [&](tbb::flow_control& control) {
        if (next < n) return next++;
        control.stop();
        return n;
    };
    tbb::parallel_pipeline(std::max<std::size_t>(1, tokens),
                           tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order, source) &
                               tbb::make_filter<std::size_t, void>(tbb::filter_mode::parallel, task));
}

}  // namespace cptsim
