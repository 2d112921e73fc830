#include "sim/input/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/base/text.hpp"
#include "sim/model/names.hpp"
#include "sim/model/places.hpp"

namespace cptsim {
namespace {

/// Words of units and of choices that differ in French.
constexpr std::array<Text, 16> kTerms = {{{"year", "an"},
                                          {"EUR", "€"},
                                          {"MEUR", "M€"},
                                          {"month", "mois"},
                                          {"week", "semaine"},
                                          {"visit", "consultation"},
                                          {"FTE", "ETP"},
                                          {"voluntary", "volontaire"},
                                          {"automatic", "automatique sauf opposition"},
                                          {"mandatory", "obligatoire"},
                                          {"opt_in", "sur demande"},
                                          {"opt_out", "sauf refus par lettre"},
                                          {"all", "tous"},
                                          {"newcomers", "nouveaux installés"},
                                          {"true", "oui"},
                                          {"false", "non"}}};

std::string term(std::string_view word, Language language)
{
    for (auto const& known : kTerms)
        if (word == known.en) return known.in(language);
    return std::string(word);
}

std::string with_unit(double value, std::string_view unit, Language language)
{
    auto words = unit_words(unit, language);
    bool const several = language == Language::fr ? std::abs(value) >= 2 : std::abs(value) != 1;
    if (several) words = words == "an" ? "ans" : plural_unit(words);
    return format_number(value, language) + (words.empty() ? "" : " " + words);
}

}  // namespace

std::string unit_words(std::string_view unit, Language language)
{
    if (unit == "1") return {};
    std::string words;
    for (std::size_t from = 0; from <= unit.size();) {
        auto const slash = std::min(unit.find('/', from), unit.size());
        words += term(unit.substr(from, slash - from), language);
        if (slash < unit.size()) words += '/';
        from = slash + 1;
    }
    return words;
}

std::string value_words(LeverField const& field, double value, Language language)
{
    if (field.words.empty()) return with_unit(value, field.unit, language);
    return term(field.words[static_cast<std::size_t>(value)], language);
}

std::string value_words(ParameterField const& field, double value, Language language)
{
    return with_unit(value, field.unit, language);
}

std::string profession_words(std::uint32_t professions, Language language)
{
    if (professions == 0xFF) return Text{"everyone", "tous"}.in(language);
    std::string words;
    for (std::size_t p = 0; p < kProfessions; ++p) {
        if ((professions >> p & 1U) == 0) continue;
        if (!words.empty()) words += ", ";
        words += kProfessionWords[p].brief.in(language);
    }
    return words;
}

std::string place_words(Target const& target, Language language)
{
    std::string where;
    auto const add = [&](Text what, auto const& values) {
        if (values.empty()) return;
        where += fmt::format("{}{}{}{}", where.empty() ? "" : "; ", what.in(language), Text{": ", " : "}.in(language),
                             fmt::join(values, ", "));
    };
    add({"size", "taille"}, target.size_classes);
    add({"milieu", "milieu"}, target.milieux);
    add({"zone", "zone"}, target.zones);
    std::vector<std::string> regions;
    for (auto const& region : target.regions) regions.push_back(place_title(region));
    add({"region", "région"}, regions);
    add({"territory", "territoire"}, target.territories);
    return where;
}

std::string target_words(Target const& target, std::uint32_t professions, Language language)
{
    auto const who = profession_words(professions, language);
    return target.everywhere() ? who : fmt::format("{} ({})", who, place_words(target, language));
}

std::string ramp_words(int months, Language language)
{
    if (months == 0) return {};
    return format(language, {", in {} equal monthly steps", ", progressivement sur {} mois"}, months);
}

std::string_view title(Scenario const& scenario, Language language)
{
    return language == Language::fr ? scenario.title_fr : scenario.title_en;
}

std::string_view title(GroupField const& group, Language language)
{
    return language == Language::fr ? group.title_fr : group.title_en;
}

std::string_view description(Scenario const& scenario, Language language)
{
    return language == Language::fr ? scenario.description_fr : scenario.description_en;
}

std::string_view meaning(LeverField const& field, Language language)
{
    return language == Language::fr ? field.meaning_fr : field.meaning_en;
}

std::string_view meaning(ParameterField const& field, Language language)
{
    return language == Language::fr ? field.meaning_fr : field.meaning_en;
}

std::string_view meaning(ObservableField const& field, Language language)
{
    return language == Language::fr ? field.long_name_fr : field.long_name;
}

}  // namespace cptsim
