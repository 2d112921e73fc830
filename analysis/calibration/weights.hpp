// The kernel of approximate Bayesian computation, and how much particles are worth.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace cptsim {

/// Log of the mean of exp(-distance2 / (2 tolerance^2)) over a particle's replicates, 0 for an infinite distance;
/// minus infinity if all are. A tolerance may be infinite.
[[nodiscard]] double log_kernel(std::span<double const> distance2, double tolerance);

/// What particles weigh when the kernel narrows from one tolerance to another: [particle], the largest 1; all 0 if no
/// particle has a finite distance. `distance2` is [particle, replicate].
[[nodiscard]] std::vector<double> kernel_weights(std::span<double const> distance2, std::size_t replicates, double from,
                                                 double to);

/// (sum of weights)^2 / sum of their squares; 0 if none is positive.
[[nodiscard]] double effective_sample_size(std::span<double const> weights);

/// The same for equally weighted particles of which those with the same distances (of their first replicates) are one.
[[nodiscard]] double distinct_sample_size(std::span<double const> distance2, std::size_t replicates);

}  // namespace cptsim
