#include "sim/base/parallel.hpp"

#include <sched.h>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cmath>

#ifdef CPTSIM_THREAD_SANITIZER
extern "C" {
void __tsan_acquire(void*);
void __tsan_release(void*);
}
#endif

#include "sim/base/cgroups.hpp"

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

}  // namespace

int available_threads()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    int threads = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    if (double const granted = granted_by_cgroups().cpus; granted > 0)
        threads = std::min(threads, static_cast<int>(std::floor(granted + 0.5)));
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
