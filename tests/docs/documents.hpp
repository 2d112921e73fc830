// What may be wrong with a document: each check returns its faults, so that a test can plant one.
#pragma once
#include <fnmatch.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "sim/model/fields.hpp"

namespace cptsim::test {

using Faults = std::vector<std::string>;

inline std::string text_of(std::filesystem::path const& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + file.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

inline std::vector<std::smatch> matches_of(std::string const& text, std::regex const& pattern)
{
    return {std::sregex_iterator(text.begin(), text.end(), pattern), std::sregex_iterator()};
}

/// Titles of a Markdown document, without their number: "8. Parameters" is "Parameters".
inline std::set<std::string> headings_of(std::string const& document)
{
    static std::regex const pattern(R"((?:^|\n)#+ (?:\d+\. )?([^\n]*))");
    std::set<std::string> titles;
    for (auto const& match : matches_of(document, pattern)) titles.insert(match[1]);
    return titles;
}

/// Sections of docs/model.md that comments of the code name in quotes, and that it does not have.
inline Faults missing_sections(std::string const& document, std::string const& code)
{
    static std::regex const reference(R"re(docs/model\.md, (?:section )?("[^"\n]*"(?:, "[^"\n]*")*))re");
    static std::regex const quoted(R"re("([^"]*)")re");
    auto const titles = headings_of(document);
    Faults faults;
    for (auto const& found : matches_of(code, reference)) {
        std::string const names = found[1];
        for (auto const& name : matches_of(names, quoted))
            if (!titles.contains(name[1])) faults.push_back(name[1]);
    }
    return faults;
}

/// Names of parameters (without profession) and levers, as a document writes them.
inline std::set<std::string> known_numbers()
{
    std::set<std::string> names;
    for (auto const& field : parameter_fields()) {
        auto const end = field.path.find('.', field.group.size() + 1);
        names.insert(field.path.substr(0, end));
    }
    for (auto const& field : lever_fields()) names.insert("levers." + field.name);
    return names;
}

/// Whatever the document writes like a parameter or a lever: "board.seats", "levers.crisis".
inline std::set<std::string> written_numbers(std::string const& document)
{
    static auto const pattern = [] {
        std::string groups = "levers";
        for (auto const& group : parameter_groups()) groups += '|' + std::string(group.name);
        return std::regex(R"((^|[^A-Za-z0-9_./])((?:)" + groups + R"()\.[a-z][a-z0-9_]*))");
    }();
    std::set<std::string> names;
    for (auto const& match : matches_of(document, pattern)) names.insert(match[2]);
    return names;
}

inline Faults difference(std::set<std::string> const& a, std::set<std::string> const& b)
{
    Faults only;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(only));
    return only;
}

/// The anchor that a heading has on web pages: lower case, blanks as hyphens, no punctuation.
inline std::string anchor_of(std::string const& heading)
{
    std::string anchor;
    for (char const c : heading) {
        auto const byte = static_cast<unsigned char>(c);
        if (c == ' ')
            anchor += '-';
        else if (byte >= 0x80 || std::isalnum(byte) || c == '-' || c == '_')
            anchor += static_cast<char>(byte < 0x80 ? std::tolower(byte) : byte);
    }
    return anchor;
}

/// Links to files or sections that are not there. `file` is where the document lies.
inline Faults broken_links(std::string const& document, std::filesystem::path const& file)
{
    static std::regex const link(R"(\]\(([^)#\s]*)(?:#([^)\s]*))?\))");
    static std::regex const heading(R"((?:^|\n)#+ ([^\n]*))");
    Faults faults;
    for (auto const& match : matches_of(document, link)) {
        std::string const target = match[1], anchor = match[2];
        if (target.find("://") != std::string::npos) continue;
        auto const other = target.empty() ? file : file.parent_path() / target;
        if (!std::filesystem::exists(other)) {
            faults.push_back(target);
            continue;
        }
        if (anchor.empty()) continue;
        auto const text = target.empty() ? document : text_of(other);
        auto const titles = matches_of(text, heading);
        if (std::none_of(titles.begin(), titles.end(), [&](auto const& t) { return anchor_of(t[1]) == anchor; }))
            faults.push_back(target + '#' + anchor);
    }
    return faults;
}

/// Every file and folder of these folders, by its path and by each end of its path: "sim/run/pack.hpp", "run/pack.hpp",
/// "pack.hpp".
inline std::set<std::string> names_in(std::filesystem::path const& root, std::vector<std::string> const& folders)
{
    std::set<std::string> names(folders.begin(), folders.end());
    for (auto const& folder : folders)
        for (auto const& entry : std::filesystem::recursive_directory_iterator(root / folder))
            for (auto name = entry.path().lexically_relative(root).generic_string(); names.insert(name).second;)
                name.erase(0, name.find('/') + 1);
    return names;
}

/// Words in backticks that are written like a path or the name of a source, as "folder.*" too, and are none of `names`.
inline Faults missing_files(std::string const& document, std::set<std::string> const& names)
{
    static std::regex const quoted("`([^`\n]+)`");
    static std::regex const path(R"([a-z][^/]*/.*|[a-z].*\.(hpp|cpp|inc|toml|csv|js|\*))");
    Faults faults;
    for (auto const& found : matches_of(document, quoted)) {
        std::istringstream words(found[1]);
        for (std::string word; words >> word;) {
            if (!std::regex_match(word, path)) continue;
            if (word.back() == '/') word.pop_back();
            auto const is_it = [&](auto const& name) { return fnmatch(word.c_str(), name.c_str(), FNM_PATHNAME) == 0; };
            if (std::none_of(names.begin(), names.end(), is_it)) faults.push_back(word);
        }
    }
    return faults;
}

/// Fenced blocks of a language, in order.
inline std::vector<std::string> blocks_of(std::string const& document, std::string const& language)
{
    std::vector<std::string> blocks;
    auto const open = "\n```" + language + "\n";
    for (std::size_t at = 0; (at = document.find(open, at)) != std::string::npos;) {
        at += open.size();
        auto const end = document.find("```\n", at);
        blocks.push_back(document.substr(at, end - at));
    }
    return blocks;
}

}  // namespace cptsim::test
