#include "analysis/report/answer_json.hpp"

#include "sim/base/calendar.hpp"
#include "sim/files/json.hpp"

namespace cptsim {
namespace {

char const* word(Reading reading)
{
    switch (reading) {
        case Reading::missing:
            return "missing";
        case Reading::too_few:
            return "too_few";
        case Reading::range_only:
            return "range_only";
        case Reading::identical:
            return "identical";
        case Reading::higher:
            return "higher";
        case Reading::lower:
            return "lower";
        case Reading::rather_higher:
            return "rather_higher";
        case Reading::rather_lower:
            return "rather_lower";
        case Reading::uncertain:
            return "uncertain";
        case Reading::open:
            return "open";
        case Reading::small:
            return "small";
    }
    return "";
}

char const* word(Confidence confidence)
{
    switch (confidence) {
        case Confidence::imposed:
            return "imposed";
        case Confidence::assumptions:
            return "assumptions";
        case Confidence::data:
            return "data";
        case Confidence::unknown:
            return "unknown";
    }
    return "";
}

std::size_t natural(int number) { return static_cast<std::size_t>(number); }

std::string interval(double low, double high) { return json_array({json_number(low), json_number(high)}); }

/// `has_mean`, `has_range`: what enough simulations were run for; the rest is null.
JsonObject numbers(Effect const& effect, bool has_mean, bool has_range)
{
    auto const known = effect.mean.interval();
    JsonObject object;
    object.number("mean", has_mean ? effect.mean.mean : kNaN)
        .add("mean_interval", has_mean ? interval(known.low, known.high) : "null")
        .add("interval", has_range ? interval(effect.predictive.low, effect.predictive.high) : "null")
        .count("simulations", natural(effect.mean.values));
    return object;
}

std::string cell_json(AnswerCell const& cell, bool is_level)
{
    auto object = numbers(cell.effect, cell.has_mean(), cell.has_range());
    object.add("middle", cell.has_range() ? interval(cell.middle.low, cell.middle.high) : "null");
    if (is_level) return object.json();
    return object.count("positive", natural(cell.effect.positive))
        .count("negative", natural(cell.effect.negative))
        .text("reading", word(cell.reading))
        .text("rests_on", word(cell.confidence))
        .json();
}

std::string row_json(Answer const& answer, AnswerRow const& row, bool is_level)
{
    JsonObject cells;
    for (std::size_t i = 0; i < row.cells.size(); ++i)
        if (!is_level || i < kAnswerEffects) cells.add(answer.fields[i].id, cell_json(row.cells[i], is_level));
    JsonObject object;
    object.text("name", row.name).text("title", row.title);
    if (!is_level) object.text("start", month_name(row.start));
    object.text("month", month_name(row.date)).count("years", natural(row.years)).add("indicators", cells.json());
    if (is_level) return object.json();
    std::vector<std::string> path;
    for (auto const& step : row.path)
        path.push_back(
            JsonObject().text("month", month_name(step.date)).add("active", cell_json(step.cell, false)).json());
    return object.add("on_paper", cell_json(row.listed, false))
        .add("path", json_array(path))
        .add("cost_caveat", row.cost_caveat.empty() ? "null" : json_string(row.cost_caveat))
        .json();
}

std::string sentence_json(AnswerSentence const& sentence)
{
    std::vector<std::string> marks;
    for (auto const mark : sentence.marks) marks.emplace_back(word(mark));
    return JsonObject()
        .text("claim", sentence.claim)
        .text("text", sentence.text)
        .add("rests_on", json_texts(marks))
        .json();
}

std::string indicator_json(AnswerField const& field, Language language)
{
    return JsonObject()
        .text("name", field.id)
        .text("title", field.title.in(language))
        .text("unit", field.unit.in(language))
        .count("decimals", natural(field.decimals))
        .json();
}

/// In million euros.
std::string budget_json(BudgetRow const& row, Plan const& plan)
{
    auto const all = [](Effect const& effect) {
        bool const has_range = effect.mean.values >= kDrawsForAnswer;
        return numbers(effect, effect.mean.values >= kDrawsForMean, has_range).json();
    };
    JsonObject payer;
    for (std::size_t p = 0; p < kPayers; ++p) payer.add(payers()[p].id, all(row.by_payer[p]));
    return JsonObject()
        .text("name", plan.scenarios[natural(row.scenario)].name)
        .count("first_year", natural(kFirstYear + row.first))
        .count("last_year", natural(kFirstYear + row.last))
        .add("payers", payer.json())
        .add("total", all(row.total))
        .add("cumulated", all(row.cumulated))
        .json();
}

template <class Item, class Write>
std::string list(std::vector<Item> const& items, Write const& write)
{
    std::vector<std::string> all;
    for (auto const& item : items) all.push_back(write(item));
    return json_array(all);
}

}  // namespace

std::string answer_json(Answer const& answer, Summary const& summary, LaunchFacts const& facts, Language language)
{
    auto const& plan = summary.plan;
    std::vector<std::string> indicators;
    for (auto const& field : answer.fields) indicators.push_back(indicator_json(field, language));
    JsonObject run("run");
    run.text("question", answer.question).text("headline", answer.headline);
    run.text("context", context_of(answer));
    run.add("sentences", list(answer.sentences, sentence_json)).add("indicators", json_array(indicators));
    run.add("reference", row_json(answer, answer.reference, true));
    run.add("policies", list(answer.policies, [&](auto const& row) { return row_json(answer, row, false); }));
    run.add("budget", list(answer.budget, [&](auto const& row) { return budget_json(row, plan); }));
    run.add("warnings", json_texts(answer.warnings));
    run.add("limits", list(answer.limits, [](AnswerNote const& note) {
                return JsonObject().text("heading", note.heading).text("text", note.text).json();
            }));
    run.text("population", plan.territories.name)
        .add("seed", std::to_string(plan.seed))
        .count("replicates", natural(plan.replicates))
        .count("runs", natural(facts.planned))
        .count("done", natural(summary.runs_done()));
    run.add("file", facts.file.empty() ? "null" : json_string(facts.file));
    run.add("digest", facts.digest.empty() ? "null" : json_string(facts.digest));
    return run.json() + '\n';
}

}  // namespace cptsim
