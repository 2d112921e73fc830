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
    auto const* policy = find(tab, id);
    if (!policy) return {};
    auto const& trial = *policy->trial;
    auto const& origin = trial.land().origin();
    auto const name = trial.policy().name;
    auto const command =
        fmt::format("cptsim run baseline {}.toml --population {} --replicates {} --no-placebo -o {}.h5", name,
                    shell_word(origin.population), std::max(1, policy->done), name);
    return JsonObject()
        .text("file", name + ".toml")
        .text("toml", trial.toml())
        .text("table", origin.csv.empty() ? "" : origin.population)
        .text("csv", origin.csv)
        .text("command", command)
        .json();
}

/// The trial that a paper is about, once it is all there; sets how far it is.
std::shared_ptr<Trial> Sessions::paper_trial(std::string const& tab, Paper& paper)
{
    auto const session =
        std::find_if(sessions_.begin(), sessions_.end(), [&](Session const& s) { return s.tab == tab; });
    if (session == sessions_.end() || !session->place) return {};
    std::vector<Policy const*> all;
    std::vector<std::string> tomls;
    int least = kPriorReplicates;
    for (auto const& policy : session->policies) {
        if (policy.done < kFirstReplicates && policy.failure.empty() &&
            !session->stopped) {  // its first answer is near
            paper.done = policy.done;
            paper.of = kFirstReplicates;
            return {};
        }
        if (policy.done > 0) {
            all.push_back(&policy);
            tomls.push_back(policy.trial->toml());
            least = std::min(least, policy.done);
        }
    }
    if (all.empty()) return {};
    if (all.size() == 1) {
        paper.done = paper.of = all.front()->done;
        return all.front()->trial;
    }
    auto const& place = all.front()->trial;
    if (!session->joint || session->joint->tomls() != tomls || &session->joint->land() != &place->land()) {
        session->joint = std::make_shared<Trial>(session->place, tomls);
        session->joint_done = 0;
        session->joint_of = least;
        session->joint_failure.clear();
        ++asked_;  // what is not waited for gives way
        changed_.notify_all();
    }
    paper.done = session->joint_done;
    paper.of = session->joint_of;
    paper.failure = session->joint_failure;
    return paper.done < paper.of ? nullptr : session->joint;
}

Paper Sessions::paper(std::string const& tab, PaperKind kind)
{
    Paper paper;
    std::shared_ptr<Trial> trial;
    {
        std::scoped_lock const lock(mutex_);
        trial = paper_trial(tab, paper);
        if (!trial) return paper;
        ++readers_;
        ++asked_;
    }
    std::scoped_lock const computing(computing_);
    {
        std::scoped_lock const lock(mutex_);
        --readers_;
    }
    changed_.notify_all();
    auto const summary = trial->summary(), prior = trial->prior();
    auto const series = trial->series();
    auto identity = own_identity(summary.plan);
    identity.digest = trial->digest();
    ReportInput const input{&summary, prior.runs_done() > 0 ? &prior : nullptr, &series,
                            observed_points(summary.plan.territories.name), identity};
    paper.body = kind == PaperKind::report ? report_page(input, language_)
                                           : workbook_bytes("explore.xlsx", run_sheets(input, language_));
    return paper;
}

}  // namespace cptsim
