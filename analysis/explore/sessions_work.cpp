// The thread that computes: whose turn it is, what is given up, what is forgotten.
#include <algorithm>

#include "analysis/explore/sessions.hpp"
#include "analysis/explore/trial_json.hpp"
#include "sim/base/parallel.hpp"
#include "sim/run/pack.hpp"

namespace cptsim {

/// What is waited for comes first: what has been computed and not been said, the chosen policy of a session, its
/// others; then whoever has least; at last the reference of a territory for which nothing is asked yet.
std::optional<Sessions::Job> Sessions::next_job()
{
    std::optional<Job> best;
    int best_rank = 0;
    auto const offer = [&](int rank, Job job) {
        if (!best || rank < best_rank) best = std::move(job), best_rank = rank;
    };
    for (auto const& session : sessions_) {
        for (auto const& policy : session.policies) {
            auto const& trial = policy.tried.trial;
            bool const selected = policy.id == session.selected;
            if (policy.is_to_tell()) offer(selected ? -5 : -4, {session.tab, policy.id});
            if (session.stopped || trial->done() >= kMostReplicates || !policy.failure.empty()) continue;
            bool const first = trial->done() < kFirstReplicates;
            offer(first ? (selected ? -3 : -2) : trial->done(), {session.tab, -1, trial, {}, first});
        }
        if (!session.stopped && session.place && !session.place->is_ready())
            offer(kMostReplicates, {session.tab, -1, {}, session.place, false});
    }
    if (ahead_ && !ahead_->is_ready()) offer(kMostReplicates, {"", -1, {}, ahead_, false});
    if (best && !best->tab.empty()) {  // sessions take turns
        auto const own = std::find_if(sessions_.begin(), sessions_.end(),
                                      [&](Session const& session) { return session.tab == best->tab; });
        sessions_.splice(sessions_.end(), sessions_, own);
    }
    return best;
}

bool Sessions::is_wanted(Trial const& trial) const
{
    std::scoped_lock const lock(mutex_);
    for (auto const& session : sessions_) {
        for (auto const& policy : session.policies)
            if (policy.tried.trial.get() == &trial && !session.stopped) return true;
    }
    return false;
}

/// Its reference is given up for a first answer elsewhere only: one on this territory waits for it too.
bool Sessions::is_wanted(Land const& place) const
{
    std::scoped_lock const lock(mutex_);
    bool here = ahead_.get() == &place;
    for (auto const& session : sessions_) {
        here = here || session.place.get() == &place;
        if (session.stopped || session.place.get() == &place) continue;
        for (auto const& policy : session.policies)
            if (policy.tried.trial->done() < kFirstReplicates && policy.failure.empty()) return false;
    }
    return here;
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
            try {
                std::scoped_lock const computing(computing_);
                advance(*job, asked);
            } catch (std::exception const& error) {  // one policy that fails ends no other
                log_(std::string("a policy failed: ") + error.what());
                fail(*job, error);
            }
            lock.lock();
        }
    });
}

void Sessions::advance(Job const& job, int asked)
{
    if (job.told >= 0) return tell(job);
    if (!job.trial) {
        job.place->make_ready([&] { return asked_ != asked && !is_wanted(*job.place); });
        return limit_memory(*job.place, 0);
    }
    int const frame = job.trial->done() / kStreams;
    step_(*job.trial, [&] { return asked_ != asked && (!job.first || !is_wanted(*job.trial)); });
    limit_memory(job.trial->land(), frame);
}

void Sessions::fail(Job const& job, std::exception const& error)
{
    auto const* input = dynamic_cast<InputError const*>(&error);
    std::string const why = input ? input->in(language_) : error.what();
    std::scoped_lock const lock(mutex_);
    if (job.place && ahead_ == job.place) ahead_.reset();
    for (auto& session : sessions_) {
        if (job.place && session.place == job.place) session.place.reset();
        for (auto& policy : session.policies)
            if (policy.tried.trial == job.trial || (policy.id == job.told && session.tab == job.tab))
                policy.failure = why;
    }
}

/// Makes the answer of a policy from what its trial has.
void Sessions::tell(Job const& job)
{
    Tried tried;
    {
        std::scoped_lock const lock(mutex_);
        auto* const policy = find(job.tab, job.told);
        if (!policy) return;
        tried = policy->tried;
        policy->renamed = false;
    }
    auto answer = trial_json(tried, language_);
    std::scoped_lock const lock(mutex_);
    auto* const policy = find(job.tab, job.told);
    if (!policy || policy->tried.trial != tried.trial) return;
    policy->answer = std::move(answer);
    policy->told = tried.trial->done();
    ++policy->revision;
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

}  // namespace cptsim
