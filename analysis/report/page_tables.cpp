#include "analysis/report/page_tables.hpp"

#include <algorithm>

#include "analysis/report/words.hpp"
#include "sim/base/calendar.hpp"
#include "sim/input/explanation.hpp"
#include "sim/input/wording.hpp"

namespace cptsim {

ReportTable scenarios_table(Plan const& plan, std::vector<std::size_t> const& replicates, Language language)
{
    ReportTable table("scenarios", texts("name", "title", "description", "role"), wholes("replicates"));
    for (std::size_t i = 0; i < plan.scenarios.size(); ++i) {
        auto const& scenario = plan.scenarios[i];
        table.add(scenario.name, title(scenario, language), description(scenario, language),
                  i == 0                                         ? "reference"
                  : static_cast<int>(i) == plan.placebo_scenario ? "placebo"
                                                                 : "policy",
                  replicates[i]);
    }
    return table;
}

ReportTable months_table(int count, Language language)
{
    ReportTable table("months", texts("code", "title"));
    for (int month = 0; month < count; ++month) table.add(month_name(month), month_words(month, language));
    return table;
}

std::vector<ReportTable> asked_tables(Plan const& plan, std::vector<std::vector<std::string>> const& more_notes,
                                      Language language)
{
    ReportTable notes("notes", wholes("scenario"), texts("note"));
    ReportTable changes("changes", wholes("scenario"), texts("heading", "line"));
    auto const& all = plan.scenarios;
    bool const readable = std::none_of(all.begin(), all.end(), [](auto const& s) { return s.levers.empty(); });
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (readable)
            for (auto const& item : explain_changes(all.front(), all[i], true, language))
                for (auto const& line : item.lines) changes.add(i, typeset(item.heading), typeset(line));
        else
            notes.add(i, typeset(word::not_listed.in(language)));
        if (!more_notes.empty())
            for (auto const& note : more_notes[i]) notes.add(i, typeset(note));
    }
    return {notes, changes};
}

ReportTable identity_table(Plan const& plan, ReportIdentity const& from, std::size_t runs)
{
    constexpr char const* kSourceNames[] = {"defaults", "prior", "posterior"};
    ReportTable table("identity",
                      texts("version", "results", "commit", "build", "created", "file", "digest", "command"),
                      texts("seed", "parameters", "own_sample", "population", "population_digest"),
                      wholes("replicates", "territories", "inhabitants", "runs"));
    table.add(from.version, from.results_version, from.commit, from.build, from.created, from.file, from.digest,
              from.command, std::to_string(plan.seed), kSourceNames[static_cast<std::size_t>(plan.parameter_source)],
              plan.own_sample, plan.territories.name, plan.territories.sha256, plan.replicates,
              plan.territories.rows.size(), plan.territories.inhabitants(), runs);
    return table;
}

}  // namespace cptsim
