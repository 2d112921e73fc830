// Params: the parameters of a pack of runs, one Real per field of parameters.inc, in the order of parameter_fields().
#pragma once
#include "sim/model/kernel/pack.hpp"

namespace cptsim::CPT_TARGET {

struct Params {
#define CPT_GROUP(group, en, fr) struct {
#define CPT_PARAM(group, name, ...) Real name;
#define CPT_PARAM_BY_PROFESSION(group, name, ...) Real name[kProfessions];
#define CPT_END(group) \
    }                  \
    group;
#include "sim/model/parameters.inc"
#undef CPT_GROUP
#undef CPT_PARAM
#undef CPT_PARAM_BY_PROFESSION
#undef CPT_END
};

/// Share of a stock with this half-life [month] that is gone after a month: 1 - 2^(-1/T).
CPT_INLINE Real fading_share(Real half_life) { return Real(1.0f) - portable_exp(Real(-0.693147181f) / half_life); }

/// The levers of a month as one profession of one territory faces them, in the order of lever_fields().
struct Levers {
    float const* rows;
    int profession;
    [[nodiscard]] CPT_INLINE Real operator[](int row) const
    {
        return Real::load(rows + (row * kProfessions + profession) * kLanes);
    }
};

}  // namespace cptsim::CPT_TARGET
