// The lists of parameters, levers and observables as data: names, units, ranges, meanings, priors, sources.
// Everything that names a number (TOML, --set, tables, results) goes through these lists.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/model/vocabulary.hpp"

namespace cptsim {

struct Prior {
    enum Kind { fixed, uniform, log_uniform, normal } kind = fixed;  ///< normal is truncated to [min, max]
    double a = 0;                                                    ///< lower bound, or mean
    double b = 0;                                                    ///< upper bound, or standard deviation
};

/// One number of the model. A parameter by profession is eight fields.
struct ParameterField {
    std::string path;   ///< "group.name" or "group.name.profession"
    std::string group;  ///< "group"
    double default_value;
    double min;
    double max;
    std::string_view unit;
    Prior prior;
    std::string_view meaning_en;
    std::string_view meaning_fr;
    std::string_view source;
};

struct GroupField {
    std::string_view name, title_en, title_fr;
};

/// All parameters, in the order of parameters.inc; the index is the row in a parameter table.
[[nodiscard]] std::vector<ParameterField> const& parameter_fields();
[[nodiscard]] std::vector<GroupField> const& parameter_groups();
/// Index of a path in parameter_fields(), or -1.
[[nodiscard]] int parameter_index(std::string_view path);

/// Parameter rows by path, e.g. parameter::board_seats; of a parameter by profession, the first of eight.
namespace parameter {
enum Row : int {
#define CPT_GROUP(...)
#define CPT_PARAM(group, name, ...) group##_##name,
#define CPT_PARAM_BY_PROFESSION(group, name, ...) \
    group##_##name, group##_##name##_last = group##_##name + kProfessions - 1,
#define CPT_END(...)
#include "sim/model/parameters.inc"
#undef CPT_GROUP
#undef CPT_PARAM
#undef CPT_PARAM_BY_PROFESSION
#undef CPT_END
    count
};
}  // namespace parameter

struct LeverField {
    std::string name;
    double default_value;
    double min;
    double max;
    std::string_view unit;
    bool by_profession;
    std::string_view meaning_en;
    std::string_view meaning_fr;
    std::vector<std::string> words;  ///< non-empty: a choice; value k is words[k]
};

[[nodiscard]] std::vector<LeverField> const& lever_fields();
[[nodiscard]] int lever_index(std::string_view name);  ///< or -1

/// Lever rows by name, e.g. lever::hourly_indemnity.
namespace lever {
enum Row : int {
#define CPT_LEVER(name, ...) name,
#define CPT_LEVER_CHOICE(name, ...) name,
#include "sim/model/levers.inc"
#undef CPT_LEVER
#undef CPT_LEVER_CHOICE
    count
};
}  // namespace lever

enum class Axis { month, year, profession, mission, territory, from_role, to_role, entry_year, spell_age };

/// One observable of a run (group /observations) or of a pair of runs (group /effects).
struct ObservableField {
    std::string name;
    std::vector<Axis> axes;  ///< after scenario and replicate, slowest first
    std::string_view unit;
    std::string_view long_name;
    std::string_view long_name_fr;
    std::string mean_of;  ///< divisor, or "" for a sum
};

/// In the order of observables.inc.
[[nodiscard]] std::vector<ObservableField> const& observable_fields();
[[nodiscard]] std::vector<ObservableField> const& paired_fields();
[[nodiscard]] int observable_index(std::string_view name);  ///< in observable_fields(), or -1

/// Rows of observable_fields() and paired_fields() by name, e.g. observable::active, paired::drawn_in.
#define CPT_NAME(name, ...) name,
namespace observable {
enum Row : int {
#define CPT_PERSON_MONTHLY CPT_NAME
#define CPT_PERSON_YEARLY CPT_NAME
#define CPT_CPTS_MONTHLY CPT_NAME
#define CPT_MISSION_MONTHLY CPT_NAME
#define CPT_TERRITORY_YEARLY CPT_NAME
#define CPT_FLOW CPT_NAME
#define CPT_SPELL CPT_NAME
#include "sim/model/observables.inc"
    count
};
}  // namespace observable
namespace paired {
enum Row : int {
#define CPT_PAIRED CPT_NAME
#include "sim/model/observables.inc"
    count
};
}  // namespace paired
#undef CPT_NAME

}  // namespace cptsim
