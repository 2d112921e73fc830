// Designs of experiments: at which points of the factors' ranges to simulate. docs/guide.md
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cptsim {

/// What a design varies, in probability: the caller turns u into the quantile of the factor's distribution.
struct DesignFactor {
    int levels = 0;  ///< 0: continuous; else so many levels, 2 at least (integers, categories)
};

enum class DesignMethod { full_factorial, fractional_factorial, latin_hypercube, sobol, saltelli, morris };

struct DesignOptions {
    DesignMethod method = DesignMethod::sobol;
    std::size_t points = 0;     ///< meaning by method
    std::uint64_t seed = 1;     ///< factorials do not depend on it
    int levels = 0;             ///< of continuous factors in factorials, and of Morris' grid
    bool second_order = false;  ///< of Saltelli's design
};

/// [point][factor], in (0, 1). A factor of k levels has the values (i + 0.5) / k. Throws InputError for what cannot be
/// made.
[[nodiscard]] std::vector<std::vector<double>> make_design(std::span<DesignFactor const>, DesignOptions const&);

}  // namespace cptsim
