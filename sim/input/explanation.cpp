#include "sim/input/explanation.hpp"

#include <fmt/format.h>

#include "sim/base/calendar.hpp"
#include "sim/input/comparison.hpp"
#include "sim/input/lever_money.hpp"
#include "sim/input/wording.hpp"

namespace cptsim {
namespace {

std::string capital(std::string_view text)
{
    std::string out(text);
    if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
    return out;
}

std::string change_line(LeverChange const& change, Scenario const* base, Language language)
{
    auto const& field = lever_fields()[static_cast<std::size_t>(change.lever)];
    auto const in = [&](Text words) { return words.in(language); };
    auto const value = [&](double v) { return value_words(field, v, language); };
    std::string line = fmt::format("{} {}, {}{}{} → {}", in({"from", "dès"}), month_words(change.month, language),
                                   target_words(change.target, change.professions, language), in({": ", " : "}),
                                   value(change.before), value(change.after));
    line += ramp_words(change.ramp, language);
    if (base && change.other != change.before)
        line +=
            fmt::format(" ({} {}{}{})", in({"law of", "droit de"}), base->name, in({": ", " : "}), value(change.other));
    return line;
}

}  // namespace

std::vector<ExplainedItem> explain_changes(Scenario const& base, Scenario const& scenario, bool names_base,
                                           Language language)
{
    std::vector<ExplainedItem> items;
    auto const* const colon = Text{": ", " : "}.in(language);
    int last = -1;
    for (auto const& change : lever_changes(base, scenario)) {
        auto const& field = lever_fields()[static_cast<std::size_t>(change.lever)];
        if (change.lever != last)
            items.push_back({fmt::format("{} (levers.{})", capital(meaning(field, language)), field.name),
                             {fmt::format("{}{}{}", Text{"money", "argent"}.in(language), colon,
                                          who_pays(change.lever).in(language))}});
        last = change.lever;
        // The law before and after comes first, what it costs last.
        items.back().lines.insert(items.back().lines.end() - 1,
                                  change_line(change, names_base ? &base : nullptr, language));
    }
    for (auto const& change : parameter_changes(base, scenario)) {
        auto const& field = parameter_fields()[static_cast<std::size_t>(change.row)];
        items.push_back(
            {fmt::format("{} ({})", capital(meaning(field, language)), field.path),
             {fmt::format("{}{}{} → {}", Text{"the whole run", "toute la simulation"}.in(language), colon,
                          value_words(field, change.before, language), value_words(field, change.after, language))}});
    }
    return items;
}

}  // namespace cptsim
