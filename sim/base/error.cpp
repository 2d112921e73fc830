#include "sim/base/error.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "sim/base/plain_text.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kMostShown = 50;       ///< faults of one message; the rest are counted
constexpr std::size_t kLongestShown = 1500;  ///< bytes of one of them
constexpr std::size_t kLongestMeant = 64;    ///< bytes of a word that is looked for among others

std::string describe(InputProblem const& problem, Language language)
{
    auto const shown = [&](std::string const& text) { return printable(abridged(text, kLongestShown).in(language)); };
    auto const text = shown(problem.text.in(language));
    if (problem.file.empty()) return text;
    std::string place = shown(problem.file);
    for (std::size_t at = 0; (at = place.find('\n', at)) != std::string::npos;) place.replace(at, 1, "\\n");
    if (problem.line > 0) place += ':' + std::to_string(problem.line) + ':' + std::to_string(problem.column);
    return place + Text{": ", " : "}.in(language) + text;
}

bool are_at_one_place(Place const& a, Place const& b)
{
    return a.file == b.file && a.line == b.line && a.column == b.column;
}

std::string describe(std::vector<InputProblem> const& problems, Language language)
{
    std::string lines;
    for (std::size_t i = 0; i < std::min(problems.size(), kMostShown); ++i) {
        if (!lines.empty()) lines += '\n';
        lines += describe(problems[i], language);
    }
    if (problems.size() > kMostShown)
        lines += format(language, {"\nand {} more", "\net {} de plus"}, problems.size() - kMostShown);
    return lines;
}

/// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`.
std::size_t edit_distance(std::string const& a, std::string const& b)
{
    std::vector<std::size_t> before, last, now(b.size() + 1);
    std::iota(now.begin(), now.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before = std::exchange(last, now);
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t const replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = std::min(now[j], before[j - 2] + 1);
        }
    }
    return now.back();
}

}  // namespace

InputError::InputError(std::vector<InputProblem> problems)
    : std::runtime_error(describe(problems, Language::en)), problems_(std::move(problems))
{
}

std::string InputError::in(Language language) const { return describe(problems_, language); }

void Problems::note_once(Place const& place, Words const& text)
{
    // Beyond those that are shown, they are only counted: no time is spent on telling them apart.
    auto const end = list_.begin() + static_cast<std::ptrdiff_t>(std::min(list_.size(), 2 * kMostShown));
    bool const is_known = std::any_of(list_.begin(), end, [&](InputProblem const& known) {
        return are_at_one_place(known, place) && known.text == text;
    });
    if (!is_known) note(place, text);
}

void Problems::note_unknown(Place const& place, Words const& what, std::string const& word, Words const& why,
                            std::vector<std::string> const& candidates, Words const& otherwise)
{
    bool const is_shown = list_.size() < kMostShown;  // a file of nothing but unknown words costs no seconds
    note(place, unknown_word(what, word, why, is_shown ? candidates : std::vector<std::string>{}, otherwise));
}

void Problems::take(InputError const& error)
{
    for (auto const& problem : error.problems()) note_once(problem, problem.text);
}

void Problems::throw_if_any() const
{
    if (!list_.empty()) throw InputError(list_);
}

void Problems::throw_if_any(std::vector<std::string> const& files) const
{
    if (!list_.empty()) throw InputError(problems(files));
}

std::vector<InputProblem> Problems::problems(std::vector<std::string> const& files) const
{
    auto const rank = [&](InputProblem const& p) {
        auto const file = std::find(files.begin(), files.end(), p.file);
        return std::tuple(file - files.begin(), p.line, p.column);
    };
    auto list = list_;
    std::stable_sort(list.begin(), list.end(), [&](auto const& a, auto const& b) { return rank(a) < rank(b); });
    list.erase(std::unique(list.begin(), list.end(), are_at_one_place), list.end());
    return list;
}

std::string did_you_mean(std::string const& word, std::vector<std::string> const& candidates)
{
    if (word.size() > kLongestMeant) return {};
    std::size_t nearest = std::max<std::size_t>(1, (word.size() + 2) / 4);  // more changes make another word
    std::string best;
    for (auto const& candidate : candidates) {
        if (candidate.size() > word.size() + nearest || word.size() > candidate.size() + nearest) continue;
        std::size_t const distance = edit_distance(word, candidate);
        if (distance >= std::max(word.size(), candidate.size())) continue;
        if (distance < nearest || (distance == nearest && best.empty())) {
            nearest = distance;
            best = candidate;
        }
    }
    return best;
}

Words suggestion(std::string const& word, std::vector<std::string> const& candidates)
{
    auto const near = did_you_mean(word, candidates);
    if (near.empty()) return {};
    return both({" did you mean \"{}\"?", " vouliez-vous dire « {} » ?"}, near);
}

Words unknown_word(Words const& what, std::string const& word, Words const& why,
                   std::vector<std::string> const& candidates, Words const& otherwise)
{
    auto end = suggestion(word, candidates);
    if (end.empty() && !otherwise.empty()) end = " " + otherwise;
    return both({"unknown {} \"{}\" ({}){}", "{} « {} » ({}){}"}, what, abridged(word, kLongestMeant), why, end);
}

}  // namespace cptsim
