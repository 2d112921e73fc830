// Each submodel alone, compiled once per instruction set: plain data and functions only, so that nothing inline is
// shared between the objects.
#pragma once
#include <cstdint>

#include "sim/model/kernel/interface.hpp"

namespace cptsim::benchmarks {

/// A territory at the start of a month, as the kernel sees it.
struct Scene {
    kernel::Block block;
    kernel::Runs const* runs;
    kernel::YearInput input;
    kernel::YearOutput* output;
    kernel::YearCounts* counts;
};

/// How often the month calls a submodel: for each slot, for each slot in December alone, for each profession of a
/// CPTS, or once.
enum class Caller { slot, slot_in_december, profession, cpts };

/// A submodel of one instruction set.
struct Submodel {
    char const* name;
    Caller caller;
    /// Calls it `times` times on everyone it concerns, in the state in which the month leaves them to it. Returns the
    /// cycles of the time-stamp counter of a call on a pack.
    double (*cycles)(Scene const&, int times);
};

/// The submodels of an instruction set, ended by one without a name.
extern Submodel const* const submodels_baseline;
extern Submodel const* const submodels_avx2;
extern Submodel const* const submodels_avx512;

}  // namespace cptsim::benchmarks
