// The answer: what the runs of a launch say about its policies, in sentences and in a table of policies by indicators.
// Terminal, page and files take it from here, so they say the same. docs/guide.md, "Reading the answer"
#pragma once
#include <array>
#include <span>
#include <string>
#include <vector>

#include "analysis/effects/money.hpp"

namespace cptsim {

/// The indicators that decide; the first six are drawn.
enum AnswerColumn {
    kAnswerActive,
    kAnswerHours,
    kAnswerChosen,
    kAnswerDormant,
    kAnswerSevere,
    kAnswerCost,
    kAnswerCare,        ///< hours of care lost, of the same unit as the hours given
    kAnswerHourCost,    ///< public cost more for an hour more: differences alone, no level of a policy
    kAnswerMemberCost,  ///< the same for an active member more
    kAnswerColumns
};
inline constexpr int kAnswerDrawn = kAnswerCare;
/// Effects: what follows is made of them.
inline constexpr int kAnswerEffects = kAnswerHourCost;
/// Columns as tables show them: what hours cost in care stands beside them. What one more costs has a table of its own.
inline constexpr std::array kAnswerOrder = {kAnswerActive,  kAnswerHours,  kAnswerCare, kAnswerChosen,
                                            kAnswerDormant, kAnswerSevere, kAnswerCost};

struct AnswerField {
    char const* id;
    Text title, unit;
    Text brief;  ///< the unit where there is little room
    int decimals;
};
/// Hours are thousands and money is millions, unless the reference has less than a few thousand hours, or a million.
[[nodiscard]] std::array<AnswerField, kAnswerColumns> answer_fields(Summary const&);

/// Simulations below which the answer is withheld: no interval, no sign, no number.
inline constexpr int kDrawsForAnswer = 8;
/// Simulations below which ranges are shown, and no mean and no sign.
inline constexpr int kDrawsForMean = 16;

/// What may be said of an effect, in the order in which it is asked.
enum class Reading {
    missing,        ///< no simulation has the quantity
    too_few,        ///< fewer than kDrawsForAnswer
    range_only,     ///< fewer than kDrawsForMean
    identical,      ///< no simulation differs
    higher,         ///< 90 % of the simulations lie on one side of zero, half of them beyond it, and the mean is clear
    lower,          ///< of its error
    small,          ///< no clear sign, and the whole range lies within kSmall of the reference's level
    rather_higher,  ///< the same sign in 75 % of those that differ, which are half of them at least
    rather_lower,
    uncertain,  ///< the mean is clear of its error, the sign of a simulation is not
    open        ///< the mean lies within its error: nothing is known of a sign, and the range may be wide
};
/// Share of the reference's level beyond which no simulation of nine in ten may lie for "at most a small effect".
inline constexpr double kSmall = 0.05;
/// `base`: the reference's level, in the unit of the effect; without one nothing is small.
[[nodiscard]] Reading read(Effect const&, double base = kNaN);
[[nodiscard]] inline bool is_clear(Reading r) { return r == Reading::higher || r == Reading::lower; }
[[nodiscard]] inline bool is_likely(Reading r) { return r == Reading::rather_higher || r == Reading::rather_lower; }

/// Where the sign of an effect comes from. The first wins over the others.
enum class Confidence {
    imposed,      ///< the draws before any data have it already: the model and its priors decide, it is no finding
    assumptions,  ///< the data have hardly narrowed what the priors give
    data,         ///< they have, and the effect has at least a likely sign
    unknown       ///< no twin from the priors, too few draws, or parameters that were fixed
};
[[nodiscard]] Confidence confidence(Summary const&, Summary const* prior, int scenario, int date, int indicator);

struct AnswerCell {
    Reading reading = Reading::missing;
    Confidence confidence = Confidence::unknown;
    Effect effect;       ///< in the unit of its column; of the reference, its level
    Interval middle;     ///< 25 to 75 % of the simulations
    double base = kNaN;  ///< mean level of the reference, of an effect
    /// Why there is no value: "sign uncertain". Empty where there is one.
    Text why;
    [[nodiscard]] bool has_mean() const { return reading > Reading::range_only; }
    [[nodiscard]] bool has_range() const { return reading >= Reading::range_only; }
};

/// Active members more (persons) at one of a policy's dates.
struct AnswerStep {
    int date = 0;  ///< month index
    AnswerCell cell;
};

struct AnswerRow {
    int scenario = 0;
    std::string name, title;  ///< title as it was given, however long
    std::string label;        ///< of at most kLabelLength characters, not that of another row
    std::string brief;        ///< its beginning, to its first pause, where that tells it from the others
    int start = 0;            ///< month of its policy
    int date = 0;             ///< month index that the row is about: the last of its dates
    int years = 0;            ///< whole years of policy until then
    bool shares_cohort = true;
    std::array<AnswerCell, kAnswerColumns> cells;
    AnswerCell listed;             ///< members on paper, persons
    std::vector<AnswerStep> path;  ///< up to `date`
    std::string cost_caveat;       ///< what the author says of its cost; "" for nothing
    std::string paid_before;       ///< where there is such a caveat: what the law pays under the same heading
    std::string measures;       ///< what it is, in full (say_measures() of analysis/report); "" unless it was asked for
    std::string measures_line;  ///< the same in a line
};
inline constexpr std::size_t kLabelLength = 60;

struct AnswerSentence {
    std::string claim;               ///< what is in bold
    std::string text;                ///< numbers, each with its range
    std::vector<Confidence> marks;   ///< of what it rests on, the claim's first, each once; none of no effect at all
    std::vector<std::string> about;  ///< what each mark is about; empty where there is one
    std::string confidence;          ///< the same in words
};

/// A short heading and a sentence.
struct AnswerNote {
    std::string heading, text;
};

/// What "what would 10 M€ a year buy" comes to for one measure, or why it is not said.
struct AnswerPurchase {
    std::string text;
    bool is_refused = true;
};

struct Answer {
    std::string question;
    std::string headline;  ///< one sentence: what moves, how far, how sure; "" without a policy
    std::string context;   ///< what is compared, when, on whom, how many simulations
    std::string levels;    ///< what the differences come on top of; "" where too little was run
    std::string real;      ///< what of the places is real; "" where nothing is
    std::vector<AnswerSentence> sentences;
    std::array<AnswerField, kAnswerColumns> fields;
    AnswerRow reference;  ///< levels
    std::vector<AnswerRow> policies;
    std::vector<std::string> warnings;  ///< too little was run for what is shown
    std::vector<AnswerNote> limits;     ///< what the model cannot say
    std::vector<BudgetRow> budget;      ///< reference first
    std::vector<AnswerPurchase> purchases;
};

/// `prior`: the twin from the priors, or none. Without a December of a policy there are no policies, and the context
/// says so.
[[nodiscard]] Answer make_answer(Summary const&, Summary const* prior, Language);

/// Context, levels and what is real, as one text.
[[nodiscard]] std::string context_of(Answer const&);

/// Whether all that the reference pays is less than a million a year, so that sums need more decimals.
[[nodiscard]] bool has_small_budget(Answer const&);

/// Payers whose sum is not nothing everywhere in the budget.
[[nodiscard]] std::vector<int> paying(Answer const&);

/// What a sum a year would bring in hours, between the doses of one measure, or why that is not said.
[[nodiscard]] AnswerPurchase purchase_in_words(std::vector<Dose> const&, double spending, Language);

/// How many effects of the table there are, and of those how many the data back, and how many were not assessed.
struct Backing {
    int effects = 0, data = 0, unknown = 0;
};
[[nodiscard]] Backing backing_of(std::vector<AnswerRow> const&);
/// "none of the 35 effects is backed by data"
[[nodiscard]] std::string backing_words(Backing, Language);

/// "higher", "probably lower", "higher 35 %", "unknown: −19 % to +11 %": a reading in words.
[[nodiscard]] std::string reading_words(AnswerCell const&, Language);
/// ▲ ▼ a clear sign, △ ▽ a likely one; "" for the rest.
[[nodiscard]] char const* reading_mark(Reading);
/// The same, with "?" for what is uncertain or unknown and "≈" for a small effect.
[[nodiscard]] std::string reading_sign(Reading);
/// The sign behind a mean, after a space: " ▲", " ? 65 %" of an uncertain one, with the share of the mean's side; or
/// "".
[[nodiscard]] std::string sign_behind(AnswerCell const&, Language);
inline constexpr char const* kCaveatMark = "§";
/// "backed by data", "rests on assumptions", "sign imposed by the model, …", "not assessed".
[[nodiscard]] Text confidence_words(Confidence);
/// What it means, in a clause behind the words.
[[nodiscard]] Text confidence_meaning(Confidence);
/// How numbers of each mark may be quoted: the one wording of terminal and page. `marks` by Confidence, "" for those
/// that do not occur.
[[nodiscard]] std::string quoting_rule(std::array<std::string, 4> const& marks, Language);
/// Whether a mark stands at an effect of the table or of a sentence.
[[nodiscard]] bool occurs(Answer const&, Confidence);
/// "▲ ▼ clear: …", each sign that stands in these columns with what it means.
[[nodiscard]] std::vector<std::string> sign_words(Answer const&, std::span<AnswerColumn const>, Language);
/// "§ Forfait structure: all of it is counted, although …", of each policy whose author says something of its cost.
[[nodiscard]] std::vector<std::string> caveats(Answer const&, Language);
/// What money is counted in, and what the heads of the budget leave open.
[[nodiscard]] std::string price_words(Answer const&, Language);
/// "7,700 € a year (from 4,100 to 27,000)", or why there is none: of kAnswerHourCost and kAnswerMemberCost.
[[nodiscard]] std::string unit_cost_words(AnswerRow const&, AnswerColumn, Language);
/// One character each: ■ □ ▨ ·
[[nodiscard]] char const* confidence_mark(Confidence);

}  // namespace cptsim
