#include <catch2/catch.hpp>
#include <string>

#include "analysis/explore/guard.hpp"

using namespace cptsim;

namespace {

constexpr std::uint16_t kPort = 40404;
std::string const kHost = "127.0.0.1:40404";

/// A browser that entered by the token, with one open tab.
struct Browser {
    Guard guard{kPort};
    std::string cookie, tab;
    Browser()
    {
        auto const address = guard.address();
        RequestHead enter;
        enter.method = "GET", enter.host = {kHost}, enter.target = address.substr(address.find("/?"));
        REQUIRE(guard.judge(enter).admission == Admission::enter);
        cookie = guard.set_cookie().substr(0, guard.set_cookie().find(';'));
        tab = guard.open_tab();
    }
    [[nodiscard]] RequestHead page() const { return {"GET", "/", {kHost}, {}, {cookie}, {}, {}}; }
    [[nodiscard]] RequestHead call() const
    {
        return {"POST", "/run", {kHost}, {guard.origin()}, {cookie}, {tab}, {"application/json"}};
    }
    [[nodiscard]] int status(RequestHead const& head)
    {
        auto const judgement = guard.judge(head);
        REQUIRE((judgement.admission == Admission::refused) == !judgement.reason.empty());
        return judgement.status;
    }
};

}  // namespace

TEST_CASE("the token lets one browser in, which then has the page and its calls")
{
    Browser browser;
    CHECK(browser.guard.judge(browser.page()).admission == Admission::page);
    CHECK(browser.guard.judge(browser.call()).admission == Admission::call);
    auto without_origin = browser.call();  // browsers may leave it out
    without_origin.origin.clear();
    CHECK(browser.guard.judge(without_origin).admission == Admission::call);
    auto const address = browser.guard.address();
    RequestHead again{"GET", address.substr(address.find("/?")), {kHost}, {}, {}, {}, {}};
    CHECK(browser.status(again) == 403);
    again.cookie = {browser.cookie};  // the same browser, which reloads the address
    CHECK(browser.guard.judge(again).admission == Admission::enter);
}

TEST_CASE("a wrong token, none, or an empty one opens nothing, and does not spend the right one")
{
    Guard guard(kPort);
    auto const get = [&](std::string const& target) {
        return guard.judge({"GET", target, {kHost}, {}, {}, {}, {}}).status;
    };
    CHECK(get("/?token=") == 403);
    CHECK(get("/?token=00000000000000000000000000000000") == 403);
    CHECK(get("/") == 403);
    auto const address = guard.address();
    CHECK(get(address.substr(address.find("/?")) + "0") == 403);
    CHECK(get(address.substr(address.find("/?"))) == 303);
}

TEST_CASE("any Host but the own address is refused, on every method")
{
    Browser browser;
    for (auto head : {browser.page(), browser.call()}) {
        using Hosts = std::vector<std::string>;
        for (auto const& hosts : {Hosts{}, Hosts{"localhost:40404"}, Hosts{"[::1]:40404"}, Hosts{"127.0.0.1"},
                                  Hosts{"127.0.0.1:40405"}, Hosts{"evil.example"}, Hosts{kHost, kHost},
                                  Hosts{"127.0.0.1:40404."}, Hosts{"127.0.0.1:040404"}, Hosts{""}}) {
            head.host = hosts;
            CHECK(browser.status(head) == 421);
        }
    }
}

TEST_CASE("a call needs its cookie, its tab's secret, its own Origin and JSON")
{
    Browser browser;
    auto const with = [&](auto change) {
        auto head = browser.call();
        change(head);
        return browser.status(head);
    };
    CHECK(with([](RequestHead& h) { h.cookie.clear(); }) == 403);
    CHECK(with([](RequestHead& h) { h.cookie = {"cptsim-40404="}; }) == 403);
    CHECK(with([&](RequestHead& h) { h.cookie = {"cptsim-40405=" + browser.cookie.substr(13)}; }) == 403);
    CHECK(with([](RequestHead& h) { h.tab.clear(); }) == 403);
    CHECK(with([](RequestHead& h) { h.tab = {""}; }) == 403);
    CHECK(with([](RequestHead& h) { h.tab.push_back(h.tab.front()); }) == 403);
    CHECK(with([](RequestHead& h) { h.origin = {"http://localhost:40404"}; }) == 403);
    CHECK(with([](RequestHead& h) { h.origin = {"null"}; }) == 403);
    CHECK(with([](RequestHead& h) { h.origin.push_back(h.origin.front()); }) == 403);
    CHECK(with([](RequestHead& h) { h.content_type = {"text/plain"}; }) == 415);
    CHECK(with([](RequestHead& h) { h.content_type.clear(); }) == 415);
    CHECK(with([](RequestHead& h) { h.target = "http://127.0.0.1:40404/run"; }) == 400);
    CHECK(with([](RequestHead& h) { h.target = ""; }) == 400);
    for (auto const* method : {"OPTIONS", "PUT", "DELETE", "HEAD", "CONNECT", "TRACE", "get"})
        CHECK(with([&](RequestHead& h) { h.method = method; }) == 405);
    CHECK(with([](RequestHead& h) { h.cookie = {"other=1; " + h.cookie.front() + "; more=2"}; }) == 200);
    CHECK(with([](RequestHead& h) { h.cookie = {"other=1", h.cookie.front()}; }) == 200);
}

TEST_CASE("a page of another path is not there, whatever the path climbs to")
{
    Browser browser;
    for (auto const* target : {"/../etc/passwd", "/index.html", "//", "/?", "/%2e%2e/"}) {
        auto head = browser.page();
        head.target = target;
        CHECK(browser.status(head) == 404);
    }
}

TEST_CASE("a tab beyond the most pushes out the one that has been silent longest, and a closed tab is unknown")
{
    Browser browser;
    auto const second = browser.guard.open_tab();
    while (browser.guard.tabs().size() < Guard::kMostTabs) (void)browser.guard.open_tab();
    CHECK(browser.status(browser.call()) == 200);  // the first tab speaks: the second is the silent one
    auto const newest = browser.guard.open_tab();
    auto head = browser.call();
    head.tab = {second};
    CHECK(browser.status(head) == 403);
    CHECK(browser.status(browser.call()) == 200);
    head.tab = {newest};
    CHECK(browser.status(head) == 200);
    browser.guard.close_tab(newest);
    CHECK(browser.status(head) == 403);
}

TEST_CASE("secrets are long, and never the same")
{
    CHECK(random_secret().size() == 32);
    CHECK(random_secret() != random_secret());
    CHECK(same_secret("abc", "abc"));
    CHECK_FALSE(same_secret("abc", "abd"));
    CHECK_FALSE(same_secret("abc", "ab"));
    CHECK_FALSE(same_secret("", "a"));
}
