#include "sim/files/toml_document.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cctype>

#include "sim/base/plain_text.hpp"
#include "sim/base/text.hpp"
#include "sim/files/text_file.hpp"

namespace cptsim {
namespace {

/// Walks over the text as TOML would and counts the dots of each line that lie outside strings and comments.
class DotCounter {
  public:
    DotCounter(std::string_view text, std::string const& file, int limit) : text_(text), file_(file), limit_(limit) {}
    void check()
    {
        while (at_ < text_.size()) {
            char const c = text_[at_];
            if (c == '"' || c == '\'')
                skip_string(c);
            else if (c == '#')
                at_ = std::min(text_.find('\n', at_), text_.size());
            else
                step(c);
        }
    }

  private:
    void step(char c)
    {
        if (c == '\n') {
            ++line_;
            dots_ = 0;
        } else if (c == '.' && ++dots_ > limit_) {
            throw InputError({file_, line_, 1},
                             both({"more than {} dots on a line (keys this deep name nothing)",
                                   "plus de {} points sur une ligne (des clés si profondes ne nomment rien)"},
                                  limit_));
        }
        ++at_;
    }
    void skip_string(char quote)
    {
        bool const block = text_.substr(at_, 3) == std::string(3, quote);
        std::size_t const width = block ? 3 : 1;
        for (at_ += width; at_ < text_.size(); ++at_) {
            if (text_[at_] == '\\' && quote == '"') {
                ++at_;  // the escaped character
            } else if (text_[at_] == '\n') {
                if (!block) return;  // not closed: the parser will say so
            } else if (text_.substr(at_, width) == std::string(width, quote)) {
                at_ += width;
                return;
            }
            if (at_ < text_.size() && text_[at_] == '\n') ++line_, dots_ = 0;
        }
        at_ = std::min(at_, text_.size());
    }

    std::string_view text_;
    std::string const& file_;
    int limit_;
    std::size_t at_ = 0;
    int line_ = 1;
    int dots_ = 0;
};

/// What an option of the command line says stands at one place.
void relocate(TomlNode& node, Place const& place)
{
    node.place = node.key_place = place;
    for (auto& item : node.items) relocate(item, place);
    for (auto& [key, value] : node.table) relocate(value, place);
}

class Converter {
  public:
    Converter(std::string const& file, int max_depth) : file_(file), max_depth_(max_depth) {}
    TomlNode operator()(toml::node const& from, int depth) const
    {
        TomlNode to;
        to.place = to.key_place = place(from.source());
        if (depth > max_depth_)
            throw InputError(to.place, Text{"nested more than ", "imbriqué sur plus de "} + std::to_string(max_depth_) +
                                           Text{" deep", " niveaux"});
        if (auto const* table = from.as_table())
            take_table(*table, to, depth);
        else if (auto const* list = from.as_array())
            take_list(*list, to, depth);
        else
            take_value(from, to);
        return to;
    }

  private:
    [[nodiscard]] Place place(toml::source_region const& source) const
    {
        return {file_, static_cast<int>(source.begin.line), static_cast<int>(source.begin.column)};
    }
    void take_table(toml::table const& table, TomlNode& to, int depth) const
    {
        for (auto const& [key, value] : table) {
            require_plain(key.str(), place(key.source()));
            auto& entry = to.table[std::string(key.str())] = (*this)(value, depth + 1);
            entry.key_place = place(key.source());
            if (entry.place.line == 0) entry.place = entry.key_place;
        }
    }
    void take_list(toml::array const& list, TomlNode& to, int depth) const
    {
        to.kind = TomlNode::Kind::list;
        for (auto const& item : list) to.items.push_back((*this)(item, depth + 1));
    }
    /// Escapes may bring in what the text of the file may not hold.
    static void require_plain(std::string_view text, Place const& place)
    {
        if (auto const fault = text_fault(text)) throw InputError(place, fault->what);
    }
    static void take_value(toml::node const& from, TomlNode& to)
    {
        using Kind = TomlNode::Kind;
        to.kind = Kind::date;
        if (from.is_string()) {
            to.kind = Kind::text;
            to.text = from.value_or(std::string());
            require_plain(to.text, to.place);
        } else if (from.is_boolean()) {
            to.kind = Kind::truth;
            to.truth = from.value_or(false);
        } else if (auto const* whole = from.as_integer()) {
            to.kind = Kind::number;
            to.whole = whole->get();
            to.number = static_cast<double>(whole->get());
        } else if (from.is_number()) {
            to.kind = Kind::number;
            to.number = from.value_or(0.0);
        }
    }

    std::string const& file_;
    int max_depth_;
};

}  // namespace

Text TomlNode::kind_name() const
{
    switch (kind) {
        case Kind::truth:
            return {"a truth value", "un booléen"};
        case Kind::number:
            return {"a number", "un nombre"};
        case Kind::text:
            return {"text", "un texte"};
        case Kind::date:
            return {"a date", "une date"};
        case Kind::list:
            return {"a list", "une liste"};
        case Kind::table:
            break;
    }
    return {"a table", "une table"};
}

TomlNode parse_toml(std::string_view text, std::string const& file, TomlLimits const& limits)
{
    if (text.size() > limits.bytes)
        throw InputError({file}, Text{"cannot be read (more than ", "ne peut pas être lu (plus de "} +
                                     std::to_string(limits.bytes) + Text{" bytes)", " octets)"});
    require_plain_text(text, file);
    DotCounter(text, file, limits.dots).check();
    try {
        return Converter(file, limits.depth)(toml::parse(text), 0);
    } catch (toml::parse_error const& error) {
        auto const& at = error.source().begin;
        std::string why(error.description());
        if (!why.empty()) why[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(why[0])));
        throw InputError({file, static_cast<int>(at.line), static_cast<int>(at.column)},
                         Text{"not TOML (", "n'est pas du TOML ("} + why + ")");
    }
}

TomlNode parse_toml_value(std::string const& text, Place const& place)
{
    TomlNode node;
    bool const one_line = text.find('\n') == std::string::npos;
    try {
        if (one_line) {
            auto table = parse_toml("value = " + text, place.file).table;
            node = std::move(table.at("value"));
        }
    } catch (InputError const& error) {
        // Words without quotes are meant as text; whatever has brackets or quotes was meant as TOML.
        if (text.find_first_of("[]{}\"'") != std::string::npos) throw InputError(place, error.problems().front().text);
        node.kind = TomlNode::Kind::text;
        node.text = text;
    }
    if (!one_line)
        throw InputError(place, {"a value of more than one line (must be one TOML value)",
                                 "une valeur de plus d'une ligne (il faut une valeur TOML)"});
    relocate(node, place);
    return node;
}

void merge(TomlNode& base, TomlNode&& over)
{
    if (!base.is(TomlNode::Kind::table) || !over.is(TomlNode::Kind::table)) {
        base = std::move(over);
        return;
    }
    for (auto& [key, value] : over.table) {
        auto const [found, is_new] = base.table.try_emplace(key);
        if (is_new)
            found->second = std::move(value);
        else
            merge(found->second, std::move(value));
    }
    base.place = over.place;
    base.key_place = over.key_place;
    base.overlay = base.overlay || over.overlay;
}

std::string toml_quoted(std::string_view text)
{
    std::string quoted = "\"";
    for (char const c : text) {
        auto const code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            quoted += '\\';
            quoted += c;
        } else if (code < 0x20 || code == 0x7F) {
            constexpr char kDigits[] = "0123456789ABCDEF";
            quoted += std::string("\\u00") + kDigits[code >> 4] + kDigits[code & 15];
        } else {
            quoted += c;
        }
    }
    return quoted + '"';
}

}  // namespace cptsim
