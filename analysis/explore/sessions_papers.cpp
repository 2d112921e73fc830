// What leaves the page as a file: saved policies, the report, the workbook.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/explore/sessions.hpp"
#include "analysis/report/page.hpp"
#include "analysis/report/sheets.hpp"
#include "analysis/report/stored_report.hpp"
#include "analysis/report/workbook.hpp"
#include "sim/files/json.hpp"
#include "sim/files/shell.hpp"

namespace cptsim {

std::optional<std::string> Sessions::files(std::string const& tab, int id)
{
    std::scoped_lock const lock(mutex_);
    std::vector<std::string> files;
    std::string scenarios, name;
    LandOrigin origin;
    int done = 1;
    for (auto const& session : sessions_) {
        if (session.tab != tab) continue;
        for (auto const& policy : session.policies) {
            if (id >= 0 && policy.id != id) continue;
            name = policy.tried.named.name;
            files.push_back(JsonObject().text("file", name + ".toml").text("toml", policy.toml).json());
            scenarios += ' ' + name + ".toml";
            origin = policy.tried.trial->land().origin();
            done = std::max(done, policy.told);
        }
    }
    if (files.empty()) return {};
    if (files.size() > 1) name = Text{"policies", "politiques"}.in(language_);
    return JsonObject()
        .add("files", json_array(files))
        .text("table", origin.csv.empty() ? "" : origin.population)
        .text("csv", origin.csv)
        .text("command", fmt::format("cptsim run baseline{} --population {} --replicates {} --no-placebo -o {}.h5",
                                     scenarios, shell_word(origin.population), done, name))
        .json();
}

/// The policies that have simulations, once all of them do whose first answer is near.
std::vector<Tried> Sessions::to_write(std::string const& tab, Paper& paper)
{
    std::vector<Tried> all;
    for (auto const& session : sessions_) {
        if (session.tab != tab) continue;
        for (auto const& policy : session.policies) {
            int const done = policy.tried.trial->done();
            if (done < kFirstReplicates && policy.failure.empty() && !session.stopped) {
                paper.done = done;
                paper.of = kFirstReplicates;
                return {};
            }
            if (done > 0) all.push_back(policy.tried);
        }
    }
    return all;
}

Paper Sessions::paper(std::string const& tab, PaperKind kind)
{
    Paper paper;
    std::vector<Tried> tried;
    {
        std::scoped_lock const lock(mutex_);
        tried = to_write(tab, paper);
        if (tried.empty()) return paper;
        ++readers_;
        ++asked_;
    }
    std::scoped_lock const computing(computing_);
    {
        std::scoped_lock const lock(mutex_);
        --readers_;
    }
    changed_.notify_all();
    Findings const findings(std::move(tried));
    auto const summary = findings.summary(findings.end_month()), prior = findings.prior(findings.end_month());
    auto const series = findings.series();
    auto identity = own_identity(summary.plan);
    identity.digest = findings.digest();
    ReportInput const input{&summary, prior.runs_done() > 0 ? &prior : nullptr, &series,
                            observed_points(summary.plan.territories.name), identity};
    paper.of = 1;
    paper.body = kind == PaperKind::report ? report_page(input, language_)
                                           : workbook_bytes("explore.xlsx", run_sheets(input, language_));
    return paper;
}

}  // namespace cptsim
