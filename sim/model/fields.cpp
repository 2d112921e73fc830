#include "sim/model/fields.hpp"

#include <unordered_map>

namespace cptsim {
namespace {

constexpr Prior FIXED{};
constexpr Prior UNIFORM(double a, double b) { return {Prior::uniform, a, b}; }
constexpr Prior LOGUNIFORM(double a, double b) { return {Prior::log_uniform, a, b}; }
constexpr Prior NORMAL(double mean, double sd) { return {Prior::normal, mean, sd}; }
/// By profession: normal around the default of each.
constexpr Prior SPREAD(double sd) { return NORMAL(0, sd); }

std::vector<ParameterField> make_parameters()
{
    std::vector<ParameterField> fields;
    auto const by_profession = [&](std::string const& group, std::string const& name,
                                   std::array<double, kProfessions> const& values, double min, double max,
                                   std::string_view unit, Prior prior, std::string_view en, std::string_view fr,
                                   std::string_view source) {
        for (std::size_t p = 0; p < values.size(); ++p) {
            Prior own = prior;
            if (own.kind == Prior::normal) own.a += values[p];
            fields.push_back({group + '.' + name + '.' + kProfessionNames[p], group, values[p], min, max, unit, own, en,
                              fr, source});
        }
    };
#define CPT_GROUP(group, en, fr)
#define CPT_END(group)
#define CPT_PARAM(group, name, value, min, max, unit, prior, en, fr, source) \
    fields.push_back({#group "." #name, #group, value, min, max, unit, prior, en, fr, source});
#define CPT_PARAM_BY_PROFESSION(group, name, a, b, c, d, e, f, g, h, min, max, unit, prior, en, fr, source) \
    by_profession(#group, #name, {a, b, c, d, e, f, g, h}, min, max, unit, prior, en, fr, source);
#include "sim/model/parameters.inc"
#undef CPT_GROUP
#undef CPT_END
#undef CPT_PARAM
#undef CPT_PARAM_BY_PROFESSION
    return fields;
}

std::vector<GroupField> make_groups()
{
    std::vector<GroupField> groups;
#define CPT_GROUP(group, en, fr) groups.push_back({#group, en, fr});
#define CPT_END(group)
#define CPT_PARAM(...)
#define CPT_PARAM_BY_PROFESSION(...)
#include "sim/model/parameters.inc"
#undef CPT_GROUP
#undef CPT_END
#undef CPT_PARAM
#undef CPT_PARAM_BY_PROFESSION
    return groups;
}

std::vector<LeverField> make_levers()
{
    std::vector<LeverField> fields;
    constexpr bool BY_PROFESSION = true, COMMON = false;
    auto const choice = [&](char const* name, char const* en, char const* fr, std::vector<std::string> words) {
        double const last = static_cast<double>(words.size() - 1);
        fields.push_back({name, 0, 0, last, "", COMMON, en, fr, std::move(words)});
    };
#define CPT_LEVER(name, value, min, max, unit, scope, en, fr) \
    fields.push_back({#name, value, min, max, unit, scope, en, fr, {}});
#define CPT_LEVER_CHOICE(name, en, fr, ...) choice(#name, en, fr, {__VA_ARGS__});
#include "sim/model/levers.inc"
#undef CPT_LEVER
#undef CPT_LEVER_CHOICE
    return fields;
}

constexpr char const* SUM = "";
#define MEAN(of) #of
std::vector<ObservableField> make_observables()
{
    std::vector<ObservableField> fields;
    using enum Axis;
#define CPT_PERSON_MONTHLY(name, kind, unit, en, fr) fields.push_back({#name, {month, profession}, unit, en, fr, kind});
#define CPT_PERSON_YEARLY(name, kind, unit, en, fr) fields.push_back({#name, {year, profession}, unit, en, fr, kind});
#define CPT_CPTS_MONTHLY(name, kind, unit, en, fr) fields.push_back({#name, {month}, unit, en, fr, kind});
#define CPT_MISSION_MONTHLY(name, kind, unit, en, fr) fields.push_back({#name, {month, mission}, unit, en, fr, kind});
#define CPT_TERRITORY_YEARLY(name, kind, unit, en, fr) fields.push_back({#name, {year, territory}, unit, en, fr, kind});
#define CPT_FLOW(name, unit, en, fr) fields.push_back({#name, {month, from_role, to_role}, unit, en, fr, SUM});
#define CPT_SPELL(name, unit, en, fr) fields.push_back({#name, {entry_year, spell_age}, unit, en, fr, SUM});
#include "sim/model/observables.inc"
    return fields;
}

std::vector<ObservableField> make_paired()
{
    std::vector<ObservableField> fields;
    using enum Axis;
#define CPT_PAIRED(name, unit, en, fr) fields.push_back({#name, {year, profession}, unit, en, fr, SUM});
#include "sim/model/observables.inc"
    return fields;
}

template <class Fields, class Name>
int find(Fields const& fields, std::string_view wanted, Name const& name)
{
    static auto const index = [&] {
        std::unordered_map<std::string_view, int> map;
        for (std::size_t i = 0; i < fields.size(); ++i) map.emplace(name(fields[i]), static_cast<int>(i));
        return map;
    }();
    auto const found = index.find(wanted);
    return found == index.end() ? -1 : found->second;
}

}  // namespace

std::vector<ParameterField> const& parameter_fields()
{
    static auto const fields = make_parameters();
    return fields;
}
std::vector<GroupField> const& parameter_groups()
{
    static auto const groups = make_groups();
    return groups;
}
std::vector<LeverField> const& lever_fields()
{
    static auto const fields = make_levers();
    return fields;
}
std::vector<ObservableField> const& observable_fields()
{
    static auto const fields = make_observables();
    return fields;
}
std::vector<ObservableField> const& paired_fields()
{
    static auto const fields = make_paired();
    return fields;
}

int parameter_index(std::string_view path)
{
    return find(parameter_fields(), path, [](auto const& f) -> std::string_view { return f.path; });
}
int lever_index(std::string_view name)
{
    return find(lever_fields(), name, [](auto const& f) -> std::string_view { return f.name; });
}
int observable_index(std::string_view name)
{
    return find(observable_fields(), name, [](auto const& f) -> std::string_view { return f.name; });
}

}  // namespace cptsim
