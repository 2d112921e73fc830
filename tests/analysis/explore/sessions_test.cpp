// What fails in the thread of the sessions is said, and not tried again; what is run before a page asks.
#include "analysis/explore/sessions.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "sim/base/error.hpp"

using namespace cptsim;

namespace {

/// Policies of so many euros on the smallest department, numbered from 1.
ExploreRequest asked(std::vector<std::string> const& euros)
{
    ExploreRequest request;
    request.territory = {{"kind", "department"}, {"value", "48"}};
    for (auto const& sum : euros)
        request.policies.push_back({static_cast<int>(request.policies.size()) + 1,
                                    {{"name", "x"},
                                     {"start", "01/2026"},
                                     {"zone_ZIP", "1"},
                                     {"zone_ZAC", "1"},
                                     {"zone_other", "1"},
                                     {"indemnity_nurse", sum}}});
    return request;
}

bool comes(std::function<bool()> const& holds)
{
    for (int i = 0; i < 12000; ++i) {
        if (holds()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

}  // namespace

TEST_CASE("a policy that fails says why in the language of the page, and stops")
{
    std::atomic<int> tries = 0;
    Sessions sessions(
        Language::fr, 1, [](std::string const&) {},
        [&](Trial&, GiveUp const&) -> bool {
            ++tries;
            throw InputError(Text{"it broke", "cela a cassé"});
        });
    REQUIRE(sessions.run("tab", asked({"70"})).problems.empty());
    auto const says = [&](char const* part) { return sessions.state("tab", {}).json.find(part) != std::string::npos; };
    REQUIRE(comes([&] { return says(R"("failure": "cela a cassé")"); }));
    CHECK(says(R"("running": false)"));
    REQUIRE(
        sessions.run("tab", asked({"70", "71"})).problems.empty());  // one more, which is tried; the first is not again
    REQUIRE(comes([&] { return !says(R"("failure": "")"); }));
    CHECK(tries == 2);
}

TEST_CASE("a new name and a copy compute nothing")
{
    std::atomic<int> frames = 0;
    Sessions sessions(
        Language::en, 0, [](std::string const&) {},
        [&](Trial& trial, GiveUp const& give_up) {
            ++frames;
            return trial.advance(give_up);
        });
    auto const says = [&](std::string const& part) {
        return sessions.state("tab", {}).json.find(part) != std::string::npos;
    };
    auto request = asked({"70"});
    auto const reply = sessions.run("tab", request);
    REQUIRE(reply.problems.empty());
    CHECK(reply.place.find("Lozère") != std::string::npos);
    REQUIRE(reply.policies.size() == 1);
    CHECK(reply.policies.front().second.find("42 → 70") != std::string::npos);
    REQUIRE(comes([&] { return says(R"("done": 16)"); }));
    sessions.stop("tab");
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    int const before = frames;
    request.policies.front().form["name"] = "another name";
    request.policies.push_back({2, request.policies.front().form});
    request.policies.back().form["name"] = "a copy";
    REQUIRE(sessions.run("tab", request).problems.empty());
    sessions.stop("tab");
    CHECK(comes([&] { return says("another name") && says("a copy"); }));
    CHECK(frames <= before + 1);  // one that began between the two calls
    auto const paper = sessions.paper("tab", PaperKind::report);
    CHECK(paper.body.find("a copy") != std::string::npos);
}

TEST_CASE("the reference of the first view is run before a page comes")
{
    // A policy that is never done comes before any reference that a page waits for: it is there from before, or never.
    auto const is_ready = [](bool ahead, int seconds) {
        Sessions sessions(
            Language::en, 1, [](std::string const&) {}, [](Trial&, GiveUp const&) { return false; });
        if (ahead) sessions.run_ahead({"department:48", ""});
        std::this_thread::sleep_for(std::chrono::seconds(seconds));
        REQUIRE(sessions.run("tab", asked({"70"})).problems.empty());
        return sessions.state("tab", {}).json.find(R"("ready": true)") != std::string::npos;
    };
    CHECK_FALSE(is_ready(false, 0));
    bool ready = false;
    for (int seconds = 1; seconds <= 64 && !ready; seconds *= 4) ready = is_ready(true, seconds);
    CHECK(ready);
}
