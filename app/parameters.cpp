// cptsim parameters: every number of the model, and every lever, with unit, range, prior, meaning and source.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <string_view>
#include <utility>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/files/json.hpp"
#include "sim/input/wording.hpp"

namespace cptsim::app {
namespace {

struct ParameterOptions {
    std::string format = "table";
    Language language{};
};

/// One line of the list: a parameter, a parameter by profession, or a lever.
struct Row {
    std::string path;
    std::vector<std::string> defaults;  ///< one, or one for each profession
    std::string range, unit, prior;
    std::string meaning;
    std::string source;
};

std::string range_of(double min, double max) { return fmt::format("[{}, {}]", plain_number(min), plain_number(max)); }

/// `center` is how the mean of a normal prior is written, if not as the number.
std::string prior_of(Prior const& prior, Language language, std::string const& center = "")
{
    auto const in = [&](Text const& text) { return std::string(text.in(language)); };
    if (prior.kind == Prior::normal && !center.empty())
        return fmt::format("{}({}, {})", in({"normal", "normale"}), center, plain_number(prior.b));
    auto const pair = fmt::format("({}, {})", plain_number(prior.a), plain_number(prior.b));
    switch (prior.kind) {
        case Prior::uniform:
            return in({"uniform", "uniforme"}) + pair;
        case Prior::log_uniform:
            return in({"log-uniform", "log-uniforme"}) + pair;
        case Prior::normal:
            return in({"normal", "normale"}) + pair;
        case Prior::fixed:
            break;
    }
    return in({"fixed", "fixe"});
}

/// "1" for what has no unit.
std::string unit_of(std::string_view unit, Language language) { return unit == "1" ? "1" : unit_words(unit, language); }

#define CPT_SOURCE(english, french) {english, french},
constexpr std::pair<std::string_view, char const*> kSourcePhrases[] = {
#include "app/source_words.inc"
};
#undef CPT_SOURCE

/// Where a number comes from: a note whose phrases are parted by semicolons.
std::string source_of(ParameterField const& field, Language language)
{
    if (language == Language::en) return std::string(field.source);
    std::string text;
    for (std::size_t from = 0; from <= field.source.size();) {
        auto const end = std::min(field.source.find("; ", from), field.source.size());
        std::string_view const phrase = field.source.substr(from, end - from);
        auto const known = std::find_if(std::begin(kSourcePhrases), std::end(kSourcePhrases),
                                        [&](auto const& one) { return one.first == phrase; });
        text += (text.empty() ? "" : " ; ") +
                (known == std::end(kSourcePhrases) ? std::string(phrase) : std::string(known->second));
        from = end + 2;
    }
    return text;
}

/// Units in texts of the list are as the files have them; readers of French have their sign.
std::string meaning_of(auto const& field, Language language)
{
    std::string text(meaning(field, language));
    if (language == Language::fr)
        for (std::size_t at = 0; (at = text.find(" EUR", at)) != std::string::npos;) text.replace(at, 4, "\u00A0€");
    return text;
}

std::vector<Row> parameter_rows(std::string_view group, Language language)
{
    std::vector<Row> rows;
    for (auto const& field : parameter_fields()) {
        if (field.group != group) continue;
        auto const path = field.path.substr(0, field.path.find('.', group.size() + 1));
        bool const by_profession = path != field.path;
        if (rows.empty() || rows.back().path != path)
            rows.push_back(
                {path,
                 {},
                 range_of(field.min, field.max),
                 unit_of(field.unit, language),
                 prior_of(field.prior, language, by_profession ? Text{"default", "défaut"}.in(language) : ""),
                 meaning_of(field, language),
                 source_of(field, language)});
        rows.back().defaults.push_back(plain_number(field.default_value));
    }
    return rows;
}

std::vector<Row> lever_rows(Language language)
{
    std::vector<Row> rows;
    for (auto const& field : lever_fields()) {
        auto const is_choice = !field.words.empty();
        rows.push_back(
            {"levers." + field.name,
             {is_choice ? field.words.front() : plain_number(field.default_value)},
             is_choice ? fmt::format("{}", fmt::join(field.words, " | ")) : range_of(field.min, field.max),
             unit_of(field.unit, language),
             (field.by_profession ? Text{"by profession", "par profession"} : Text{"common", "commun"}).in(language),
             meaning_of(field, language),
             ""});
    }
    return rows;
}

struct Section {
    std::string name, title;
    std::vector<Row> rows;
};

std::vector<Section> sections(Language language)
{
    std::vector<Section> all;
    for (auto const& group : parameter_groups())
        all.push_back(
            {std::string(group.name), std::string(title(group, language)), parameter_rows(group.name, language)});
    all.push_back({"levers", Text{"Policy levers", "Leviers de politique"}.in(language), lever_rows(language)});
    return all;
}

std::string defaults_of(Row const& row) { return fmt::format("{}", fmt::join(row.defaults, " ")); }

void print_table(Language language)
{
    for (auto const& section : sections(language)) {
        fmt::print("{}\n", section.title);
        for (auto const& row : section.rows)
            fmt::print("  {:<44} {} {} {} {}\n      {}{}{}\n", row.path, defaults_of(row), row.range, row.unit,
                       row.prior, row.meaning, row.source.empty() ? "" : Text{". Source: ", ". Source : "}.in(language),
                       row.source);
        fmt::print("\n");
    }
    fmt::print("{} {}\n",
               Text{"Eight defaults are, in order,", "Huit valeurs par défaut sont, dans l'ordre,"}.in(language),
               fmt::join(kProfessionNames, ", "));
}

std::string cell(std::string_view text)
{
    std::string escaped;
    for (char const c : text) escaped += c == '|' ? "\\|" : std::string(1, c);
    return escaped;
}

void print_markdown(Language language)
{
    for (auto const& section : sections(language)) {
        bool const are_levers = section.name == "levers";
        fmt::print("### {}\n\n{}", section.title,
                   are_levers
                       ? Text{"| Lever | Default | Range | Unit | Scope | Meaning |\n|---|---|---|---|---|---|\n",
                              "| Levier | Défaut | Étendue | Unité | Portée | Sens |\n|---|---|---|---|---|---|\n"}
                             .in(language)
                       : Text{"| Parameter | Default | Range | Unit | Prior | Meaning | Source "
                              "|\n|---|---|---|---|---|---|---|\n",
                              "| Paramètre | Défaut | Étendue | Unité | A priori | Sens | Source "
                              "|\n|---|---|---|---|---|---|---|\n"}
                             .in(language));
        for (auto const& row : section.rows)
            fmt::print("| `{}` | {} | {} | {} | {} | {} |{}\n", row.path, defaults_of(row), cell(row.range), row.unit,
                       row.prior, cell(row.meaning), are_levers ? "" : fmt::format(" {} |", cell(row.source)));
        fmt::print("\n");
    }
    fmt::print("{} {}.\n",
               Text{"Eight defaults are, in order,", "Huit valeurs par défaut sont, dans l'ordre,"}.in(language),
               fmt::join(kProfessionNames, ", "));
}

/// Parameters as a TOML document that a scenario may take lines from; levers as comments.
void print_toml(Language language)
{
    for (auto const& section : sections(language)) {
        bool const are_levers = section.name == "levers";
        fmt::print("# {}\n{}", section.title, are_levers ? "" : fmt::format("[parameters.{}]\n", section.name));
        for (auto const& row : section.rows) {
            auto value = row.defaults.front();
            if (row.defaults.size() > 1) {
                std::vector<std::string> parts;
                for (std::size_t p = 0; p < kProfessions; ++p)
                    parts.push_back(fmt::format("{} = {}", kProfessionNames[p], row.defaults[p]));
                value = fmt::format("{{ {} }}", fmt::join(parts, ", "));
            }
            auto const key = are_levers ? "# " + row.path : row.path.substr(section.name.size() + 1);
            fmt::print("{} = {}  # {} {}, {}: {}{}\n", key, value, row.range, row.unit, row.prior, row.meaning,
                       row.source.empty() ? "" : fmt::format(" ({})", row.source));
        }
        fmt::print("\n");
    }
}

void print_json()
{
    std::vector<std::string> parameters, levers;
    for (auto const& field : parameter_fields())
        parameters.push_back(JsonObject()
                                 .text("path", field.path)
                                 .number("default", field.default_value)
                                 .number("min", field.min)
                                 .number("max", field.max)
                                 .text("unit", field.unit)
                                 .text("prior", prior_of(field.prior, Language::en))
                                 .text("meaning_en", field.meaning_en)
                                 .text("meaning_fr", field.meaning_fr)
                                 .text("source", field.source)
                                 .json());
    for (auto const& field : lever_fields())
        levers.push_back(JsonObject()
                             .text("name", field.name)
                             .number("default", field.default_value)
                             .number("min", field.min)
                             .number("max", field.max)
                             .text("unit", field.unit)
                             .add("by_profession", field.by_profession ? "true" : "false")
                             .add("words", json_texts(field.words))
                             .text("meaning_en", field.meaning_en)
                             .text("meaning_fr", field.meaning_fr)
                             .json());
    auto answer = JsonObject("parameters");
    answer.add("parameters", json_array(parameters)).add("levers", json_array(levers));
    fmt::print("{}\n", answer.json());
}

void run_parameters(ParameterOptions const& options)
{
    if (options.format == "markdown")
        print_markdown(options.language);
    else if (options.format == "toml")
        print_toml(options.language);
    else if (options.format == "json")
        print_json();
    else
        print_table(options.language);
}

}  // namespace

void setup_parameters(Program& program)
{
    auto command = program.add(
        "parameters", {"List every parameter and lever of the model", "Liste les paramètres et les leviers du modèle"});
    auto const options = std::make_shared<ParameterOptions>();
    command.text("--format", options->format, {"Form of the list", "Forme de la liste"})
        .one_of({"table", "markdown", "toml", "json"});
    command.language(options->language);
    command.run([options] { run_parameters(*options); });
}

}  // namespace cptsim::app
