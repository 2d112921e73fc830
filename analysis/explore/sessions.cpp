#include "analysis/explore/sessions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/explore/territory_choice.hpp"
#include "analysis/explore/trial_json.hpp"
#include "analysis/report/page.hpp"
#include "analysis/report/stored_report.hpp"
#include "sim/base/parallel.hpp"
#include "sim/files/json.hpp"
#include "sim/files/shell.hpp"
#include "sim/run/pack.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kMostLands = 4;

}  // namespace

Sessions::Sessions(Language language, int threads, std::function<void(std::string const&)> log)
    : language_(language), threads_(threads), log_(std::move(log)), baseline_(shipped_baseline())
{
    worker_ = std::thread([this] { work(); });
}

Sessions::~Sessions()
{
    {
        std::scoped_lock const lock(mutex_);
        ending_ = true;
        sessions_.clear();
        ++asked_;
    }
    changed_.notify_all();
    worker_.join();
}

std::shared_ptr<Land> Sessions::land(LandOrigin const& origin)
{
    auto const found = std::find_if(lands_.begin(), lands_.end(),
                                    [&](std::shared_ptr<Land> const& land) { return land->origin() == origin; });
    if (found != lands_.end())
        lands_.splice(lands_.begin(), lands_, found);
    else
        lands_.push_front(std::make_shared<Land>(origin));
    auto const made = lands_.front();
    for (auto oldest = lands_.end(); oldest != lands_.begin() && lands_.size() > kMostLands;)
        if ((--oldest)->use_count() == 1) oldest = lands_.erase(oldest);  // those in use count for the memory
    return made;
}

std::vector<RequestProblem> Sessions::run(std::string const& tab, ExploreRequest const& request)
{
    std::vector<RequestProblem> problems;
    auto const chosen = choose_territory(request.territory);
    for (auto const& problem : chosen.problems) problems.push_back({-1, problem});
    std::vector<std::string> tomls;
    for (auto const& asked : request.policies) {
        auto made = make_policy(asked.form, baseline_);
        for (auto& problem : made.problems) problems.push_back({asked.id, std::move(problem)});
        tomls.push_back(std::move(made.toml));
    }
    if (!problems.empty()) return problems;

    std::scoped_lock const lock(mutex_);
    auto session = std::find_if(sessions_.begin(), sessions_.end(), [&](Session const& s) { return s.tab == tab; });
    if (session == sessions_.end()) {
        sessions_.push_back({tab, {}, {}, false, -1});
        session = std::prev(sessions_.end());
    }
    std::vector<Policy> policies;
    try {
        auto const place = land(chosen.origin);
        for (std::size_t i = 0; i < tomls.size(); ++i) {
            int const id = request.policies[i].id;
            auto const same = std::find_if(session->policies.begin(), session->policies.end(), [&](Policy const& p) {
                return p.id == id && p.trial->toml() == tomls[i] && &p.trial->land() == place.get();
            });
            if (same != session->policies.end())
                policies.push_back(*same);
            else
                policies.push_back({id, std::make_shared<Trial>(place, tomls[i])});
        }
    } catch (InputError const& error) {
        problems.push_back({-1, {"", {error.in(Language::en), error.in(Language::fr)}}});
        return problems;
    }
    session->land = chosen.origin;
    session->policies = std::move(policies);
    session->stopped = false;
    session->selected = request.number("selected");
    ++asked_;
    changed_.notify_all();
    return problems;
}

void Sessions::stop(std::string const& tab)
{
    std::scoped_lock const lock(mutex_);
    for (auto& session : sessions_)
        if (session.tab == tab) session.stopped = true;
    ++asked_;
}

void Sessions::close(std::string const& tab)
{
    std::scoped_lock const lock(mutex_);
    sessions_.remove_if([&](Session const& session) { return session.tab == tab; });
    ++asked_;
}

void Sessions::keep_only(std::vector<std::string> const& tabs)
{
    std::scoped_lock const lock(mutex_);
    sessions_.remove_if(
        [&](Session const& session) { return std::find(tabs.begin(), tabs.end(), session.tab) == tabs.end(); });
}

/// What is waited for comes first: the chosen policy of a session, then its others; then whoever has least.
std::optional<Sessions::Job> Sessions::next_job()
{
    std::optional<Job> best;
    int best_rank = 0;
    for (auto const& session : sessions_) {
        if (session.stopped) continue;
        for (auto const& policy : session.policies) {
            if (policy.done >= kMostReplicates || !policy.failure.empty()) continue;
            bool const first = policy.done < kFirstReplicates;
            int const rank = first ? (policy.id == session.selected ? -2 : -1) : policy.done;
            if (best && rank >= best_rank) continue;
            best = Job{session.tab, policy.trial, first};
            best_rank = rank;
        }
    }
    if (best) {  // sessions take turns
        auto const own = std::find_if(sessions_.begin(), sessions_.end(),
                                      [&](Session const& session) { return session.tab == best->tab; });
        sessions_.splice(sessions_.end(), sessions_, own);
    }
    return best;
}

bool Sessions::is_wanted(Trial const& trial) const
{
    std::scoped_lock const lock(mutex_);
    for (auto const& session : sessions_)
        for (auto const& policy : session.policies)
            if (policy.trial.get() == &trial) return !session.stopped;
    return false;
}

void Sessions::work()
{
    with_threads(threads_, [&] {
        std::unique_lock lock(mutex_);
        while (!ending_) {
            auto const job = readers_ > 0 ? std::nullopt : next_job();
            if (!job) {
                changed_.wait(lock);
                continue;
            }
            int const asked = asked_;
            lock.unlock();
            bool finished = false;
            try {
                std::scoped_lock const computing(computing_);
                int const frame = job->trial->done() / kStreams;
                finished =
                    job->trial->advance([&] { return asked_ != asked && (!job->first || !is_wanted(*job->trial)); });
                limit_memory(job->trial->land(), frame);
                publish(*job, finished);
            } catch (std::exception const& error) {  // one policy that fails ends no other
                log_(std::string("a policy failed: ") + error.what());
                std::scoped_lock const failed(mutex_);
                for (auto& session : sessions_)
                    for (auto& policy : session.policies)
                        if (policy.trial == job->trial) policy.failure = error.what();
            }
            lock.lock();
        }
    });
}

void Sessions::publish(Job const& job, bool finished)
{
    if (!finished) return;
    auto const answer = trial_json(*job.trial, language_);
    std::scoped_lock const lock(mutex_);
    for (auto& session : sessions_)
        for (auto& policy : session.policies)
            if (policy.trial == job.trial) {
                policy.answer = answer;
                policy.done = job.trial->done();
                ++policy.revision;
            }
}

/// References are kept within the memory of a launch, those that were used longest ago go first.
void Sessions::limit_memory(Land const& used, int frame)
{
    std::vector<std::shared_ptr<Land>> all;
    {
        std::scoped_lock const lock(mutex_);
        all.assign(lands_.begin(), lands_.end());
    }
    auto const bytes = [&] {
        std::size_t sum = 0;
        for (auto const& land : all) sum += land->bytes();
        return sum;
    };
    for (auto land = all.rbegin(); land != all.rend();) {
        if (bytes() <= kStateMemory) return;
        if (!(*land)->forget_oldest(land->get() == &used ? frame : -1)) ++land;
    }
}

std::string Sessions::state(std::string const& tab, ExploreRequest const& known)
{
    std::scoped_lock const lock(mutex_);
    std::vector<std::string> all;
    for (auto const& session : sessions_) {
        if (session.tab != tab) continue;
        for (auto const& policy : session.policies) {
            JsonObject one;
            one.count("id", static_cast<std::size_t>(policy.id))
                .count("revision", static_cast<std::size_t>(policy.revision))
                .count("done", static_cast<std::size_t>(policy.done))
                .text("failure", policy.failure)
                .add("running",
                     !session.stopped && policy.done < kMostReplicates && policy.failure.empty() ? "true" : "false")
                .add("keeps", policy.trial->land().keeps_januaries() ? "true" : "false");
            if (!policy.answer.empty() && known.number("r" + std::to_string(policy.id)) != policy.revision)
                one.add("answer", policy.answer);
            all.push_back(one.json());
        }
    }
    return JsonObject().add("policies", json_array(all)).json();
}

Sessions::Policy* Sessions::find(std::string const& tab, int policy)
{
    for (auto& session : sessions_)
        if (session.tab == tab)
            for (auto& one : session.policies)
                if (one.id == policy) return &one;
    return nullptr;
}

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

std::string Sessions::report(std::string const& tab, int id)
{
    std::shared_ptr<Trial> trial;
    {
        std::scoped_lock const lock(mutex_);
        if (auto const* policy = find(tab, id); policy && policy->done > 0) trial = policy->trial;
        if (!trial) return "";
        ++readers_;
        ++asked_;  // what is not waited for gives way
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
    return report_page({&summary, prior.runs_done() > 0 ? &prior : nullptr, &series,
                        observed_points(summary.plan.territories.name), identity},
                       language_);
}

}  // namespace cptsim
