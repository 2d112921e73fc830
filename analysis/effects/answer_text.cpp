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
    bool brief;
    std::size_t sentences, policies;
};

int lines_of(std::string const& text) { return static_cast<int>(std::count(text.begin(), text.end(), '\n')); }

class AnswerText {
  public:
    AnswerText(Answer const& answer, Language language) : a_(answer), language_(language) {}

    std::string write() const
    {
        auto const all = a_.policies.size();
        std::string text;
        for (Extent extent :
             {Extent{false, 5, all}, Extent{true, 5, all}, Extent{true, 4, all}, Extent{true, 3, all}}) {
            text = write(extent);
            if (lines_of(text) <= kAnswerLines) return text;
        }
        auto const over = static_cast<std::size_t>(lines_of(text) - kAnswerLines) + 1;  // one to say so
        return write({true, 3, all > over ? all - over : 0});
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
        paragraph(out, a_.context);
        if (!a_.sentences.empty()) out += '\n';
        for (std::size_t i = 0; i < std::min(extent.sentences, a_.sentences.size()); ++i) {
            auto const& sentence = a_.sentences[i];
            auto const lines =
                wrapped(fmt::format("{}. {}{}", sentence.claim, sentence.text, marks(sentence)), kAnswerWidth - 2);
            for (std::size_t l = 0; l < lines.size(); ++l)
                out += (l == 0 ? std::to_string(i + 1) + ' ' : std::string("  ")) + lines[l] + '\n';
        }
        out += '\n';
        out += table(extent);
        if (!a_.policies.empty()) out += legend(extent);
        for (auto const& warning : a_.warnings) paragraph(out, "! " + warning);
        return out;
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
            auto both = cell(row.cells[column], a_.fields[column].decimals, level);
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

    [[nodiscard]] std::vector<std::string> cell(AnswerCell const& x, int decimals, bool level) const
    {
        auto const& range = x.effect.predictive;
        decimals = cell_decimals(x.effect, decimals);
        auto const ends = shown_range(range, decimals, !level, language_, true);
        if (!x.has_range()) return {"–", in(x.why)};
        if (!x.has_mean()) return {"–", ends};
        auto const mean = x.effect.mean.mean;
        if (level) return {shown(mean, decimals, language_), ends};
        if (x.reading == Reading::identical) return {"0", ends};  // nothing whose source could be asked
        return {fmt::format("{} {}{}", confidence_mark(x.confidence), shown_difference(mean, decimals, language_),
                            direction(x)),
                ends};
    }

    /// Behind a mean: a full triangle for a clear sign, an open one for a likely one, else the share of the mean's
    /// side.
    [[nodiscard]] std::string direction(AnswerCell const& x) const
    {
        if (x.reading == Reading::uncertain)
            return fmt::format(" ? {} %", format_number(share_of_mean_sign(x.effect), 0, language_));
        std::string const mark = reading_mark(x.reading);
        return mark.empty() ? mark : ' ' + mark;
    }

    [[nodiscard]] std::string legend(Extent extent) const
    {
        std::string out;
        paragraph(out, quoting_rule({confidence_mark(Confidence::imposed), confidence_mark(Confidence::assumptions),
                                     confidence_mark(Confidence::data), confidence_mark(Confidence::unknown)},
                                    language_));
        paragraph(out, in({"▲ ▼ clear sign (95 %)  △ ▽ likely (75 %)  ? 35 %: uncertain, the mean's sign in 35 %  no "
                           "sign: within Monte Carlo error",
                           "▲ ▼ sens net (95 %)  △ ▽ probable (75 %)  ? 35 % : incertain, sens de la moyenne dans 35 % "
                           " sans signe : non visible"}));
        if (!extent.brief) return out;
        auto const left = a_.sentences.size() - std::min(extent.sentences, a_.sentences.size());
        auto const text = left == 0   ? std::string()
                          : left == 1 ? in({"the last sentence, ", "la dernière phrase, "})
                                      : in({"the last sentences, ", "les dernières phrases, "});
        paragraph(out, format(language_,
                              {"In --report: {}voluntary membership, dormant CPTS, exhaustion, care lost, cost of an "
                               "hour more.",
                               "Dans --report : {}adhésion volontaire, CPTS en sommeil, épuisement, soins perdus, coût "
                               "de l'heure."},
                              text));
        return out;
    }

    Answer const& a_;
    Language language_;
};

}  // namespace

std::string format_answer(Answer const& answer, Language language) { return AnswerText(answer, language).write(); }

namespace {

std::vector<std::vector<std::string>> budget_heads(Answer const& answer, Language language)
{
    auto const in = [&](Text words) { return std::string(words.in(language)); };
    std::vector<std::vector<std::string>> heads;
    for (int const payer : paying(answer)) {
        auto const& field = payers()[static_cast<std::size_t>(payer)];
        auto lines = wrapped(in(field.title), kHeadWidth);
        for (auto const& line : wrapped('(' + in(field.payer) + ')', kHeadWidth)) lines.push_back(line);
        heads.push_back(lines);
    }
    heads.push_back({"total"});
    heads.push_back({in({"cumulated", "cumul"})});
    return heads;
}

std::vector<std::vector<std::string>> budget_cells(Answer const& answer, BudgetRow const& row, Language language)
{
    bool const level = row.scenario == 0;
    auto const cell = [&](Effect const& e) -> std::vector<std::string> {
        double const most = std::max(std::abs(e.predictive.low), std::abs(e.predictive.high));
        int const decimals = cell_decimals(e, has_small_budget(answer) ? 3 : 1);
        if (e.mean.values < kDrawsForAnswer) return {"–"};
        if (most == 0) return {"0"};
        auto const range = shown_range(e.predictive, decimals, !level, language, true);
        if (e.mean.values < kDrawsForMean) return {"–", range};
        return {level ? shown(e.mean.mean, decimals, language) : shown_difference(e.mean.mean, decimals, language),
                range};
    };
    std::vector<std::vector<std::string>> cells;
    for (int const payer : paying(answer)) cells.push_back(cell(row.by_payer[static_cast<std::size_t>(payer)]));
    cells.push_back(cell(row.total));
    cells.push_back(cell(row.cumulated));
    cells.back().push_back(fmt::format("{}–{}", row.first + kFirstYear, row.last + kFirstYear));
    return cells;
}

}  // namespace

std::string format_budget(Answer const& answer, Language language)
{
    auto const in = [&](Text words) { return std::string(words.in(language)); };
    std::string out = in({"Public money, M€ a year", "Argent public, M€ par an"}) + '\n';
    if (answer.budget.empty()) return out + in({"No policy to compare.", "Aucune politique à comparer."}) + '\n';
    TextGrid grid(kAnswerWidth);
    grid.add("", budget_heads(answer, language));
    grid.rule();
    for (auto const& row : answer.budget) {
        auto const found = std::find_if(answer.policies.begin(), answer.policies.end(),
                                        [&](auto const& policy) { return policy.scenario == row.scenario; });
        grid.add(row.scenario == 0 ? in({"Law as it is", "À droit constant"}) : found->label,
                 budget_cells(answer, row, language));
    }
    out += grid.text();
    for (auto const& purchase : answer.purchases)
        for (auto const& line : wrapped(purchase.text, kAnswerWidth)) out += line + '\n';
    return out;
}

}  // namespace cptsim
