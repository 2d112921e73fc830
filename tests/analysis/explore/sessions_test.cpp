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
    REQUIRE(sessions.run("tab", asked({"70"})).empty());
    auto const says = [&](char const* part) { return sessions.state("tab", {}).json.find(part) != std::string::npos; };
    REQUIRE(comes([&] { return says(R"("failure": "cela a cassé")"); }));
    CHECK(says(R"("running": false)"));
    REQUIRE(sessions.run("tab", asked({"70", "71"})).empty());  // one more, which is tried; the first is not again
    REQUIRE(comes([&] { return !says(R"("failure": "")"); }));
    CHECK(tries == 2);
}

TEST_CASE("policies that fail together are run together once, until one of them changes")
{
    std::atomic<int> tries = 0;
    Sessions sessions(
        Language::en, 0, [](std::string const&) {},
        [&](Trial& trial, GiveUp const& give_up) {
            if (trial.tomls().size() == 1) return trial.advance(give_up);
            ++tries;
            throw std::runtime_error("no memory");
        });
    REQUIRE(sessions.run("tab", asked({"70", "75"})).empty());
    REQUIRE(comes([&] { return !sessions.paper("tab", PaperKind::report).failure.empty(); }));
    for (int poll = 0; poll < 50; ++poll) {
        auto const paper = sessions.paper("tab", PaperKind::report);
        CHECK(paper.failure == "no memory");
        CHECK(paper.body.empty());
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    CHECK(tries == 1);
    REQUIRE(sessions.run("tab", asked({"70", "76"})).empty());
    CHECK(sessions.paper("tab", PaperKind::report).failure.empty());
    CHECK(comes([&] { return !sessions.paper("tab", PaperKind::report).failure.empty(); }));
    CHECK(tries == 2);
}

TEST_CASE("the reference of the first view is run before a page comes")
{
    // A policy that is never done comes before any reference that a page waits for: it is there from before, or never.
    auto const is_ready = [](bool ahead, int seconds) {
        Sessions sessions(
            Language::en, 1, [](std::string const&) {}, [](Trial&, GiveUp const&) { return false; });
        if (ahead) sessions.run_ahead({"department:48", ""});
        std::this_thread::sleep_for(std::chrono::seconds(seconds));
        REQUIRE(sessions.run("tab", asked({"70"})).empty());
        return sessions.state("tab", {}).json.find(R"("ready": true)") != std::string::npos;
    };
    CHECK_FALSE(is_ready(false, 0));
    bool ready = false;
    for (int seconds = 1; seconds <= 64 && !ready; seconds *= 4) ready = is_ready(true, seconds);
    CHECK(ready);
}
