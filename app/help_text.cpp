#include "app/help_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "sim/base/text.hpp"

namespace cptsim::app {
namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kColumn = 34;  ///< where what an option means begins

constexpr std::array<std::array<char const*, 2>, 17> kPlaceholders = {{{"FILE", "FICHIER"},
                                                                       {"STUDY", "ÉTUDE"},
                                                                       {"KEY", "CLÉ"},
                                                                       {"VALUE", "VALEUR"},
                                                                       {"DIR", "DOSSIER"},
                                                                       {"NAME", "NOM"},
                                                                       {"PARTS", "PARTIES"},
                                                                       {"YYYY", "AAAA"},
                                                                       {"LINE", "LIGNE"},
                                                                       {"TEXT", "TEXTE"},
                                                                       {"TIME", "DURÉE"},
                                                                       {"REPLICATE", "SIMULATION"},
                                                                       {"PROFESSION", "PROFESSION"},
                                                                       {"SCENARIO", "SCÉNARIO"},
                                                                       {"CALIBRATION", "CALAGE"},
                                                                       {"COMMAND", "COMMANDE"},
                                                                       {"OPTIONS", "OPTIONS"}}};

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// Characters of a UTF-8 text, one column each.
std::size_t columns(std::string const& text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// A name on the left, its meaning on the right, or below where the name is long.
std::string entry(std::string const& name, std::string const& meaning)
{
    auto const left = "  " + name;
    bool const fits = columns(left) + 2 <= kColumn;
    auto const gap = fits ? std::string(kColumn - columns(left), ' ') : '\n' + std::string(kColumn, ' ');
    return left + gap + wrap(meaning, kWidth - kColumn, kColumn) + '\n';
}

std::string name_of(OptionDescription const& option)
{
    auto text = fmt::format("{}", fmt::join(option.names, ", "));
    if (!option.value.empty() && !option.argument) text += ' ' + option.value;
    return text + (option.several ? " ..." : "");
}

std::string options(CommandDescription const& command, bool arguments, Text const& heading, Language language)
{
    std::string text;
    for (auto const& option : command.options)
        if (option.argument == arguments) text += entry(name_of(option), meaning_of(option, language));
    return text.empty() ? "" : fmt::format("\n{}\n{}", heading.in(language), text);
}

}  // namespace

std::string meaning_of(OptionDescription const& option, Language language)
{
    auto text = option.help;
    if (!option.default_value.empty())
        text += format(language, {" (default: {})", " (par défaut : {})"}, option.default_value);
    if (option.required && !option.argument) text += Text{" (required)", " (obligatoire)"}.in(language);
    return text;
}

Words placeholders(std::string const& word)
{
    std::string french;
    for (std::size_t i = 0; i < word.size();) {
        auto const end = std::find_if_not(word.begin() + static_cast<std::ptrdiff_t>(i), word.end(), is_capital);
        auto const length = static_cast<std::size_t>(end - word.begin()) - i;
        auto part = word.substr(i, std::max<std::size_t>(length, 1));
        i += part.size();
        for (auto const& [en, fr] : kPlaceholders)
            if (part == en) part = fr;
        french += part;
    }
    return {word, french};
}

std::vector<std::string> words_in(std::string const& value)
{
    std::vector<std::string> words;
    std::istringstream parts(value);
    for (std::string part; std::getline(parts, part, '|');)
        if (std::none_of(part.begin(), part.end(), is_capital) && part.find('/') == std::string::npos)
            words.push_back(part);
    return words;
}

std::string wrap(std::string const& text, std::size_t width, std::size_t indent)
{
    std::istringstream in(text);
    std::string lines;
    std::size_t column = 0;
    for (std::string word; in >> word;) {
        auto const length = columns(word);
        // French puts a blank before these, which no line is broken at
        bool const sticks = word == ":" || word == ";" || word == "?" || word == "»" || word == "»," || word == "»)";
        if (column > 0 && column + 1 + length > width && !sticks) {
            lines += '\n' + std::string(indent, ' ');
            column = 0;
        } else if (column > 0) {
            lines += ' ';
            ++column;
        }
        lines += word;
        column += length;
    }
    return lines;
}

std::string usage_of(CommandDescription const& command, Language language)
{
    std::string text = command.name + " [OPTIONS]";
    for (auto const& option : command.options)
        if (option.argument) {
            auto const name = option.names[0] + (option.several ? "..." : "");
            text += option.required ? ' ' + name : " [" + name + ']';
        }
    if (!command.commands.empty()) text += Text{" COMMAND", " COMMANDE"}.in(language);
    return text;
}

std::string help_text(CommandDescription const& command, Language language)
{
    auto text = wrap(command.meaning, kWidth, 0) + "\n\n" + Text{"Usage: ", "Usage : "}.in(language) +
                usage_of(command, language) + '\n';
    text += options(command, true, {"Arguments:", "Arguments :"}, language);
    text += options(command, false, {"Options:", "Options :"}, language);
    if (!command.commands.empty()) text += Text{"\nCommands:\n", "\nCommandes :\n"}.in(language);
    for (auto const& part : command.commands) text += entry(part.name.substr(command.name.size() + 1), part.meaning);
    return text;
}

}  // namespace cptsim::app
