// The one door to oneTBB. Tasks here are large (a territory-year), so plain functions are cheap enough.
#pragma once
#include <cstddef>
#include <functional>

namespace cptsim {

/// Threads that this process may use: CPU affinity and cgroup quota respected.
[[nodiscard]] int available_threads();

/// Runs `work` with at most `threads` threads (0: available_threads()) for all that it starts.
void with_threads(int threads, std::function<void()> const& work);

/// Number of threads of the current with_threads().
[[nodiscard]] int current_threads();

/// Index of the calling thread, below current_threads().
[[nodiscard]] int thread_index();

/// Calls body(0) .. body(n - 1), in any order, in parallel. An exception of a body is thrown here.
void parallel_for(std::size_t n, std::function<void(std::size_t)> const& body);

/// The same with at most `tokens` bodies alive at once, started in order: for bodies that hold much memory.
void parallel_in_order(std::size_t n, std::size_t tokens, std::function<void(std::size_t)> const& body);

}  // namespace cptsim
