#include "analysis/behaviour/patterns.hpp"

#include "analysis/stats/statistics.hpp"

namespace cptsim {

std::vector<BehaviourPattern> const& behaviour_patterns()
{
    static std::vector<BehaviourPattern> const patterns = [] {
        std::vector<BehaviourPattern> all;
        std::string_view group;
#define RANGE(low, high) low, high
#define UNKNOWN kNaN, kNaN
#define CPT_PATTERNS(name, ...) group = #name;
#define CPT_PATTERN(name, form, range, en, fr, source_en, source_fr) \
    all.push_back({#name, group, PatternForm::form, range, {en, fr}, {source_en, source_fr}});
#include "analysis/behaviour/patterns.inc"
#undef RANGE
#undef UNKNOWN
#undef CPT_PATTERNS
#undef CPT_PATTERN
        return all;
    }();
    return patterns;
}

std::vector<PatternGroup> const& pattern_groups()
{
    static std::vector<PatternGroup> const groups = {
#define CPT_PATTERNS(name, en, fr) {#name, {en, fr}},
#define CPT_PATTERN(...)
#include "analysis/behaviour/patterns.inc"
#undef CPT_PATTERNS
#undef CPT_PATTERN
    };
    return groups;
}

}  // namespace cptsim
