#include "analysis/explore/sessions.hpp"

#include <algorithm>

#include "analysis/explore/territory_choice.hpp"
#include "sim/files/json.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kMostLands = 4;

}  // namespace

Sessions::Sessions(Language language, int threads, std::function<void(std::string const&)> log, TrialStep step)
    : language_(language),
      threads_(threads),
      log_(std::move(log)),
      step_(std::move(step)),
      baseline_(shipped_baseline())
{
    worker_ = std::thread([this] { work(); });
}

Sessions::~Sessions()
{
    {
        std::scoped_lock const lock(mutex_);
        ending_ = true;
        sessions_.clear();
        ahead_.reset();
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

void Sessions::run_ahead(LandOrigin const& origin)
{
    std::scoped_lock const lock(mutex_);
    ahead_ = land(origin);
    changed_.notify_all();
}

/// An answer of a changed policy is newer than those before the change.
int Sessions::revision_of(Session const& session, int id)
{
    int latest = 0;
    for (auto const& policy : session.policies)
        if (policy.id == id) latest = policy.revision;
    return latest;
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
        sessions_.push_back({tab});
        session = std::prev(sessions_.end());
    }
    std::vector<Policy> policies;
    std::shared_ptr<Land> place;
    try {
        place = land(chosen.origin);
        for (std::size_t i = 0; i < tomls.size(); ++i) {
            int const id = request.policies[i].id;
            auto const same = std::find_if(session->policies.begin(), session->policies.end(), [&](Policy const& p) {
                return p.id == id && p.trial->toml() == tomls[i] && &p.trial->land() == place.get();
            });
            if (same != session->policies.end())
                policies.push_back(*same);
            else
                policies.push_back(
                    {id, std::make_shared<Trial>(place, std::vector{tomls[i]}), {}, revision_of(*session, id)});
        }
    } catch (InputError const& error) {
        problems.push_back({-1, {"", {error.in(Language::en), error.in(Language::fr)}}});
        return problems;
    }
    session->place = std::move(place);
    ahead_.reset();
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

SessionState Sessions::state(std::string const& tab, ExploreRequest const& known)
{
    std::scoped_lock const lock(mutex_);
    std::vector<std::string> all;
    bool has_answer = false, is_running = false;
    for (auto const& session : sessions_) {
        if (session.tab != tab) continue;
        for (auto const& policy : session.policies) {
            bool const runs = !session.stopped && policy.done < kMostReplicates && policy.failure.empty();
            bool const is_newer =
                !policy.answer.empty() && known.number("r" + std::to_string(policy.id)) != policy.revision;
            JsonObject one;
            one.count("id", static_cast<std::size_t>(policy.id))
                .count("revision", static_cast<std::size_t>(policy.revision))
                .count("done", static_cast<std::size_t>(policy.done))
                .text("failure", policy.failure)
                .add("running", runs ? "true" : "false")
                .add("ready", policy.trial->land().is_ready() ? "true" : "false")
                .add("keeps", policy.trial->land().keeps_januaries() ? "true" : "false");
            if (is_newer) one.add("answer", policy.answer);
            has_answer = has_answer || is_newer;
            is_running = is_running || runs;
            all.push_back(one.json());
        }
    }
    return {JsonObject().add("policies", json_array(all)).json(), has_answer || !is_running};
}

Sessions::Policy* Sessions::find(std::string const& tab, int policy)
{
    for (auto& session : sessions_)
        if (session.tab == tab)
            for (auto& one : session.policies)
                if (one.id == policy) return &one;
    return nullptr;
}

}  // namespace cptsim
