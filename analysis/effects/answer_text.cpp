#include "analysis/effects/answer_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/effects/answer_quantities.hpp"
#include "analysis/effects/text_grid.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kHeadWidth = 12;

/// Columns of a table whose rows have one line.
constexpr std::array kBriefColumns = {kAnswerActive, kAnswerHours, kAnswerCost};
/// Those that leave the labels their room: what hours cost in care is in the sentences.
constexpr std::array kAllColumns = {kAnswerActive, kAnswerHours, kAnswerChosen,  kAnswerDormant,
                                    kAnswerSevere, kAnswerCost,  kAnswerHourCost};

/// How much of the answer is printed.
struct Extent {
    bool brief, measures;
    std::size_t sentences;  ///< with their numbers; of those behind them the claim alone
    std::size_t policies;
};

int lines_of(std::string const& text) { return static_cast<int>(std::count(text.begin(), text.end(), '\n')); }

class AnswerText {
  public:
    AnswerText(Answer const& answer, Language language) : a_(answer), language_(language) {}

    std::string write() const
    {
        auto const all = a_.policies.size();
        std::string text;
        for (Extent extent : {Extent{false, true, 5, all}, Extent{true, true, 5, all}, Extent{true, true, 4, all},
                              Extent{true, true, 3, all}, Extent{true, true, 2, all}, Extent{true, true, 1, all},
                              Extent{true, false, 3, all}, Extent{true, false, 2, all}, Extent{true, false, 1, all}}) {
            text = write(extent);
            if (lines_of(text) <= kAnswerLines) return text;
        }
        auto const over = static_cast<std::size_t>(lines_of(text) - kAnswerLines) + 1;  // one to say so
        return write({true, false, 1, all > over ? all - over : 0});
    }

  private:
    [[nodiscard]] std::string in(Text words) const { return words.in(language_); }
    static void paragraph(std::string& out, std::string const& text, std::string const& indent = "")
    {
        for (auto const& line : wrapped(text, kAnswerWidth - columns_of(indent))) out += indent + line + '\n';
    }

    [[nodiscard]] std::string write(Extent extent) const
    {
        std::string out;
        paragraph(out, a_.question);
        if (!a_.headline.empty()) paragraph(out, "→ " + a_.headline);
        // The levels stand in the table too, and what is real in --report.
        paragraph(out, extent.brief ? a_.context : context_of(a_));
        if (!a_.sentences.empty()) out += '\n';
        for (std::size_t i = 0; i < a_.sentences.size(); ++i) {
            auto const& sentence = a_.sentences[i];
            auto const numbers = i < extent.sentences ? ' ' + sentence.text + marks(sentence) : "";
            auto const lines = wrapped(sentence.claim + '.' + numbers, kAnswerWidth - 2);
            for (std::size_t l = 0; l < lines.size(); ++l)
                out += (l == 0 ? std::to_string(i + 1) + ' ' : std::string("  ")) + lines[l] + '\n';
        }
        out += '\n';
        if (extent.measures)
            for (auto const& row : a_.policies) out += measures(row);
        out += table(extent);
        if (!a_.policies.empty()) out += legend(extent);
        for (auto const& warning : a_.warnings) paragraph(out, "! " + warning);
        return out;
    }

    /// What a policy is, in a line; nothing where that was not asked for.
    [[nodiscard]] std::string measures(AnswerRow const& row) const
    {
        if (row.measures_line.empty()) return {};
        auto const line = row.brief + in({": ", " : "}) + row.measures_line;
        return shortened(line, kAnswerWidth - 1) + '\n';
    }

    /// " (□ rests on assumptions)", or " (▨ active members; □ hours for the CPTS)", which the legend below explains.
    [[nodiscard]] std::string marks(AnswerSentence const& sentence) const
    {
        if (sentence.marks.empty()) return {};
        if (sentence.marks.size() == 1)
            return fmt::format(" ({} {})", confidence_mark(sentence.marks.front()), sentence.confidence);
        std::string out;
        for (std::size_t i = 0; i < sentence.marks.size(); ++i)
            out += fmt::format("{}{} {}", i == 0 ? "" : in({"; ", " ; "}), confidence_mark(sentence.marks[i]),
                               sentence.about[i]);
        return " (" + out + ')';
    }

    [[nodiscard]] std::vector<AnswerColumn> columns(Extent extent) const
    {
        if (extent.brief) return {kBriefColumns.begin(), kBriefColumns.end()};
        return {kAllColumns.begin(), kAllColumns.end()};
    }

    [[nodiscard]] std::string table(Extent extent) const
    {
        TextGrid grid(kAnswerWidth);
        std::vector<std::vector<std::string>> heads;
        for (auto const column : columns(extent)) {
            auto const& field = a_.fields[column];
            auto head = wrapped(in(field.title), extent.brief ? kAnswerWidth : kHeadWidth);
            if (head.size() == 1 && !extent.brief) head.insert(head.begin(), "");
            head.push_back(in(field.brief));
            heads.push_back(std::move(head));
        }
        grid.add("", heads);
        grid.rule();
        add(grid, a_.reference, extent);
        for (std::size_t i = 0; i < extent.policies; ++i) add(grid, a_.policies[i], extent);
        auto text = grid.text();
        if (auto const left = a_.policies.size() - extent.policies; left > 0)
            text += format(language_,
                           {"… {} more policies: --table full, or the page of --report\n",
                            "… {} autres politiques : --table full, ou la page de --report\n"},
                           left);
        return text;
    }

    void add(TextGrid& grid, AnswerRow const& row, Extent extent) const
    {
        bool const level = row.scenario == 0;
        std::vector<std::vector<std::string>> cells;
        for (auto const column : columns(extent)) {
            auto both = cell(row.cells[column], a_.fields[column].decimals, level, column == kAnswerHourCost);
            bool const of_money = column == kAnswerCost || column == kAnswerHourCost;
            if (of_money && !row.cost_caveat.empty() && row.cells[column].has_mean())
                both.front() += std::string(" ") + kCaveatMark;
            if (extent.brief && both.size() == 2) both = {both[0] + ' ' + both[1]};
            cells.push_back(std::move(both));
        }
        if (level)
            grid.add(format(language_, {"Law as it is, {}", "Droit constant, {}"}, row.date / 12 + kFirstYear), cells);
        else
            grid.add(dated(row, row.label), cells, dated(row, row.brief));
    }

    /// With the year that a policy is looked at in, where it is not that of the others.
    [[nodiscard]] std::string dated(AnswerRow const& row, std::string const& label) const
    {
        if (row.date == a_.reference.date) return label;
        return format(language_, {"{} ({}, year {})", "{} ({}, an {})"}, label, row.date / 12 + kFirstYear, row.years);
    }

    [[nodiscard]] std::vector<std::string> cell(AnswerCell const& x, int decimals, bool level, bool of_ratio) const
    {
        auto const& range = x.effect.predictive;
        decimals = cell_decimals(x.effect, decimals);
        auto const ends = shown_range(range, decimals, !level && !of_ratio, language_, true);
        if (!x.has_range()) {
            auto lines = wrapped(in(x.why), kHeadWidth + 3);
            lines.insert(lines.begin(), "–");
            return lines;
        }
        if (!x.has_mean()) return {"–", ends};
        auto const mean = x.effect.mean.mean;
        if (level) return {shown(mean, decimals, language_), ends};
        if (of_ratio) return {confidence_mark(x.confidence) + (' ' + shown(mean, decimals, language_)), ends};
        if (x.reading == Reading::identical) return {"0", ends};  // nothing whose source could be asked
        return {fmt::format("{} {}{}", confidence_mark(x.confidence), shown_difference(mean, decimals, language_),
                            sign_behind(x, language_)),
                ends};
    }

    [[nodiscard]] std::string legend(Extent extent) const
    {
        std::string out;
        std::array<std::string, 4> marks;
        for (std::size_t i = 0; i < marks.size(); ++i)
            if (auto const c = static_cast<Confidence>(i); occurs(a_, c)) marks[i] = confidence_mark(c);
        paragraph(out, quoting_rule(marks, language_) + ". " +
                           fmt::format("{}", fmt::join(sign_words(a_, columns(extent), language_), in({"; ", " ; "}))));
        out += reservations();
        if (!extent.brief) return out;
        auto const left = a_.sentences.size() - std::min(extent.sentences, a_.sentences.size());
        auto const text = left == 0   ? std::string()
                          : left == 1 ? in({"numbers of the last sentence, ", "nombres de la dernière phrase, "})
                                      : in({"numbers of the other sentences, ", "nombres des autres phrases, "});
        paragraph(out,
                  format(language_,
                         {"In --report: {}levels, membership, dormant CPTS, exhaustion, care lost, unit costs.",
                          "Avec --report : {}niveaux, adhésion, sommeil, épuisement, soins perdus, coûts unitaires."},
                         text));
        return out;
    }

    /// What authors say of costs, without names where there is one: the mark stands in its row.
    [[nodiscard]] std::string reservations() const
    {
        std::vector<AnswerRow const*> rows;
        for (auto const& row : a_.policies)
            if (!row.cost_caveat.empty()) rows.push_back(&row);
        std::string out;
        for (auto const* row : rows)
            paragraph(out, fmt::format("{} {}{}.", kCaveatMark, rows.size() == 1 ? "" : row->brief + in({": ", " : "}),
                                       rows.size() == 1 ? capital(row->cost_caveat) : row->cost_caveat));
        return out;
    }

    Answer const& a_;
    Language language_;
};

}  // namespace

std::string format_answer(Answer const& answer, Language language) { return AnswerText(answer, language).write(); }

}  // namespace cptsim
