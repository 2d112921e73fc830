#include "analysis/explore/sessions.hpp"

#include <algorithm>

#include "analysis/effects/answer_numbers.hpp"
#include "analysis/effects/answer_places.hpp"
#include "analysis/explore/territory_choice.hpp"
#include "analysis/report/policy_words.hpp"
#include "sim/base/text.hpp"
#include "sim/files/json.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kMostLands = 4;

/// "Les CPTS d'Alsace : 28 territoires, 1 964 000 habitants"
std::string place_words(TerritoryTable const& table, Language language)
{
    auto const count = table.rows.size();
    return capital(answer_subject(table, language)) +
           format(language, {": {} territor{}, {} inhabitants", " : {} territoire{}, {} habitants"}, count,
                  count == 1 ? Text{"y", ""}.in(language) : Text{"ies", "s"}.in(language),
                  format_number(table.inhabitants(), 0, language));
}

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

Sessions::Policy Sessions::policy(AskedPolicy const& asked, MadePolicy made, std::vector<Policy> const& others,
                                  std::shared_ptr<Land> const& place) const
{
    auto const find = [&](auto const& holds) {
        auto const found = std::find_if(others.begin(), others.end(), holds);
        return found == others.end() ? nullptr : &*found;
    };
    auto const has_rules = [&](Policy const& one) {
        return one.tried.trial->rules() == made.rules && &one.tried.trial->land() == place.get();
    };
    auto const* const before = find([&](Policy const& one) { return one.id == asked.id; });
    Policy next;
    if (before && has_rules(*before)) {
        next = *before;
        if (next.toml == made.toml) return next;
        next.renamed = true;
    } else {
        next.id = asked.id;
        if (before) next.revision = before->revision;  // its answers are newer than those before the change
        if (auto const* const same = find(has_rules)) {
            next.tried.trial = same->tried.trial;
            next.failure = same->failure;
        }
    }
    next.toml = std::move(made.toml);
    next.tried.named = read_policy(next.toml);
    if (!next.tried.trial) next.tried.trial = std::make_shared<Trial>(place, next.tried.named, std::move(made.rules));
    auto const plan = place->launch({next.tried.named});
    next.words = policy_words(plan.scenarios.front(), plan.scenarios.back(), table_dates(plan, 1).back(), language_);
    return next;
}

RunReply Sessions::run(std::string const& tab, ExploreRequest const& request)
{
    RunReply reply;
    auto const chosen = choose_territory(request.territory);
    for (auto const& problem : chosen.problems) reply.problems.push_back({-1, problem});
    std::vector<MadePolicy> made;
    std::set<std::string> names;
    for (auto const& asked : request.policies) {
        made.push_back(make_policy(asked.form, baseline_, names));
        for (auto& problem : made.back().problems) reply.problems.push_back({asked.id, std::move(problem)});
        names.insert(made.back().name);
    }
    if (!reply.problems.empty()) return reply;

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
        auto known = session->policies;
        for (std::size_t i = 0; i < made.size(); ++i) {
            policies.push_back(policy(request.policies[i], std::move(made[i]), known, place));
            known.push_back(policies.back());
        }
    } catch (InputError const& error) {
        reply.problems.push_back({-1, {"", {error.in(Language::en), error.in(Language::fr)}}});
        return reply;
    }
    reply.place = place_words(place->plan().territories, language_);
    for (auto const& one : policies) reply.policies.emplace_back(one.id, one.words);
    session->place = std::move(place);
    ahead_.reset();
    session->policies = std::move(policies);
    session->stopped = false;
    session->selected = request.number("selected");
    session->change = request.number("change");
    ++asked_;
    changed_.notify_all();
    return reply;
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
    int change = 0;
    for (auto const& session : sessions_) {
        if (session.tab != tab) continue;
        change = session.change;
        for (auto const& policy : session.policies) {
            bool const goes_on = !session.stopped && policy.told < kMostReplicates && policy.failure.empty();
            bool const runs = goes_on || policy.is_to_tell();
            bool const is_newer =
                !policy.answer.empty() && known.number("r" + std::to_string(policy.id)) != policy.revision;
            JsonObject one;
            one.number("id", policy.id)
                .number("revision", policy.revision)
                .number("done", policy.told)
                .text("failure", policy.failure)
                .add("running", runs ? "true" : "false")
                .add("ready", policy.tried.trial->land().is_ready() ? "true" : "false")
                .add("keeps", policy.tried.trial->land().keeps_januaries() ? "true" : "false");
            if (is_newer) one.add("answer", policy.answer);
            has_answer = has_answer || is_newer;
            is_running = is_running || runs;
            all.push_back(one.json());
        }
    }
    return {JsonObject().number("change", change).add("policies", json_array(all)).json(), has_answer || !is_running};
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
