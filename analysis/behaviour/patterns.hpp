// The list of patterns of behaviour as data: patterns.inc.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/base/language.hpp"

namespace cptsim {

/// How the values of a pattern are written, and what becomes of them over draws: medians, or of `draws` the share of
/// the draws in which it holds.
enum class PatternForm : std::uint8_t { share, ratio, number, draws };

struct BehaviourPattern {
    std::string_view name;
    std::string_view group;
    PatternForm form;
    double low, high;  ///< observed, of this or an analogue; NaN where nothing is known
    Text definition, source;
};

struct PatternGroup {
    std::string_view name;
    Text heading;
};

/// In the order of patterns.inc.
[[nodiscard]] std::vector<BehaviourPattern> const& behaviour_patterns();
[[nodiscard]] std::vector<PatternGroup> const& pattern_groups();

/// Rows of patterns by name, e.g. behaviour::kept_members.
namespace behaviour {
enum Row : std::size_t {
#define CPT_PATTERNS(...)
#define CPT_PATTERN(name, ...) name,
#include "analysis/behaviour/patterns.inc"
#undef CPT_PATTERNS
#undef CPT_PATTERN
    count
};
}  // namespace behaviour

/// What one draw says of each pattern: [row]; NaN where it says nothing.
using PatternValues = std::array<double, behaviour::count>;

}  // namespace cptsim
