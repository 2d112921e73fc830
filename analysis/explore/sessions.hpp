// The sessions of tabs and the thread that computes for them: one policy's frame at a time, first answers first.
#pragma once
#include <atomic>
#include <condition_variable>
#include <exception>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "analysis/explore/request.hpp"
#include "analysis/explore/tried.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// What is wrong with a field of a policy, or of the territory (policy -1).
struct RequestProblem {
    int policy = -1;
    FieldProblem what;
};

/// What a session was asked to compute.
struct RunReply {
    std::vector<RequestProblem> problems;
    std::string place;                                    ///< the territory, in words
    std::vector<std::pair<int, std::string>> policies{};  ///< by number: what each is, in the words of the report
};

/// What leaves the page as a file.
enum class PaperKind { report, workbook };
struct Paper {
    std::string body;      ///< "" until it is done
    int done = 0, of = 0;  ///< simulations of a first answer that is near; of 0: there is nothing to write about
};

/// What a page is told of its policies.
struct SessionState {
    std::string json;
    bool is_news = true;  ///< false: all that could be new is still being computed
};

/// How a trial goes one frame on.
using TrialStep = std::function<bool(Trial&, GiveUp const&)>;

class Sessions {
  public:
    /// `log` takes a line for what fails in the thread; `step` is Trial::advance() but where a test has a failure.
    Sessions(
        Language language, int threads, std::function<void(std::string const&)> log,
        TrialStep step = [](Trial& trial, GiveUp const& give_up) { return trial.advance(give_up); });
    ~Sessions();
    Sessions(Sessions const&) = delete;
    Sessions& operator=(Sessions const&) = delete;

    [[nodiscard]] Scenario const& baseline() const { return baseline_; }
    /// Runs the reference of a territory that the first page will show, while the browser starts.
    void run_ahead(LandOrigin const&);
    /// The session of a tab computes these policies from now on, those whose rules it had already from where they are;
    /// what is not among them is dropped. What is wrong is said, and changes nothing.
    RunReply run(std::string const& tab, ExploreRequest const&);
    void stop(std::string const& tab);
    void close(std::string const& tab);
    /// Closes all but these.
    void keep_only(std::vector<std::string> const& tabs);
    /// {"change":7,"policies":[{"id":1,"revision":3,"running":true,"answer":{...}}, ...]}: of the request that called
    /// itself so; answers only where they are newer than what the request names ("r1": revision of policy 1).
    [[nodiscard]] SessionState state(std::string const& tab, ExploreRequest const& known);
    /// The file of a policy (-1: of each), the table of territories where that is one's own, and the command that gives
    /// the digest.
    [[nodiscard]] std::optional<std::string> files(std::string const& tab, int policy);
    /// All policies of the session beside each other, each with the simulations that it has.
    [[nodiscard]] Paper paper(std::string const& tab, PaperKind);

  private:
    struct Policy {
        int id = 0;
        std::string toml;
        std::string words;  ///< what it is
        Tried tried;
        std::string answer = {};  ///< JSON, "" before the first frame
        int told = 0;             ///< simulations of the answer
        bool renamed = false;     ///< since then
        int revision = 0;
        std::string failure = {};
        [[nodiscard]] bool is_to_tell() const
        {
            return failure.empty() && (told < tried.trial->done() || (renamed && told > 0));
        }
    };
    struct Session {
        std::string tab;
        std::shared_ptr<Land> place = {};
        std::vector<Policy> policies = {};
        bool stopped = false;
        int selected = -1;
        int change = 0;  ///< the number of the last request
    };
    struct Job {
        std::string tab;
        int told = -1;  ///< the policy whose answer is to be made
        std::shared_ptr<Trial> trial = {};
        std::shared_ptr<Land> place = {};  ///< whose reference is run, where there is no trial
        bool first = false;                ///< an answer that is waited for
    };

    /// A policy of a request: as it was, or with the trial of one that has its rules. Throws InputError.
    [[nodiscard]] Policy policy(AskedPolicy const&, MadePolicy, std::vector<Policy> const& others,
                                std::shared_ptr<Land> const&) const;
    void work();
    [[nodiscard]] std::optional<Job> next_job();
    void tell(Job const&);
    void advance(Job const&, int asked);
    void fail(Job const&, std::exception const& error);
    [[nodiscard]] std::vector<Tried> to_write(std::string const& tab, Paper& paper);
    [[nodiscard]] bool is_wanted(Trial const&) const;
    [[nodiscard]] bool is_wanted(Land const&) const;
    [[nodiscard]] std::shared_ptr<Land> land(LandOrigin const&);
    void limit_memory(Land const& used, int frame);
    [[nodiscard]] Policy* find(std::string const& tab, int policy);

    Language language_;
    int threads_;
    std::function<void(std::string const&)> log_;
    TrialStep step_;
    Scenario baseline_;
    mutable std::mutex mutex_;
    std::mutex computing_;  ///< held while trials change
    std::condition_variable changed_;
    std::list<Session> sessions_;
    std::list<std::shared_ptr<Land>> lands_;  ///< the last used first
    std::shared_ptr<Land> ahead_;             ///< of a page that has not come yet
    int readers_ = 0;                         ///< that wait for computing_: the thread lets them
    std::atomic<int> asked_{0};               ///< requests so far: a later one interrupts what is not waited for
    bool ending_ = false;
    std::thread worker_;
};

}  // namespace cptsim
