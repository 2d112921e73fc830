#include "analysis/decision/optimiser.hpp"

#ifdef CPTSIM_NLOPT
#include <nlopt.h>

#include <cmath>
#include <exception>
#include <memory>
#endif

namespace cptsim {

#ifdef CPTSIM_NLOPT
namespace {

constexpr double kFirstStep = 0.25, kLastStep = 0.005;  ///< of the most of a lever

/// One search: both functions of COBYLA ask for the same mix in turn.
struct Search {
    EvaluateMix const& evaluate;
    double budget;
    nlopt_opt optimiser;
    Mix at;
    MixValue value;
    std::exception_ptr failure;

    /// Exceptions may not pass through C.
    MixValue of(unsigned n, double const* x)
    {
        Mix const mix(x, x + n);
        if (mix == at || failure) return value;
        try {
            value = evaluate(mix);
            at = mix;
        } catch (...) {
            failure = std::current_exception();
            nlopt_force_stop(optimiser);
        }
        return value;
    }
};

double gain_of(unsigned n, double const* x, double*, void* search)
{
    return static_cast<Search*>(search)->of(n, x).gain;
}
double excess_of(unsigned n, double const* x, double*, void* search)
{
    auto& own = *static_cast<Search*>(search);
    return (own.of(n, x).cost - own.budget) / std::max(own.budget, 1e-6);
}

}  // namespace

bool has_optimiser() { return true; }

void improve_mix(EvaluateMix const& evaluate, double budget, Mix start, int evaluations)
{
    std::unique_ptr<nlopt_opt_s, decltype(&nlopt_destroy)> const optimiser(
        nlopt_create(NLOPT_LN_COBYLA, static_cast<unsigned>(start.size())), nlopt_destroy);
    Search search{evaluate, budget, optimiser.get(), {}, {}, {}};
    nlopt_set_lower_bounds1(optimiser.get(), 0);
    nlopt_set_upper_bounds1(optimiser.get(), 1);
    nlopt_set_max_objective(optimiser.get(), gain_of, &search);
    nlopt_add_inequality_constraint(optimiser.get(), excess_of, &search, 1e-3);
    nlopt_set_initial_step1(optimiser.get(), kFirstStep);
    nlopt_set_xtol_abs1(optimiser.get(), kLastStep);
    nlopt_set_maxeval(optimiser.get(), evaluations);
    double best = 0;
    nlopt_optimize(optimiser.get(), start.data(), &best);  // whatever ends it, what was tried is kept
    if (search.failure) std::rethrow_exception(search.failure);
}
#else
bool has_optimiser() { return false; }

void improve_mix(EvaluateMix const&, double, Mix, int) {}
#endif

}  // namespace cptsim
