// Entrants beside peers who were like them.
#include "analysis/behaviour/peers.hpp"

#include <cmath>

#include "tests/analysis/behaviour/made_up_panel.hpp"

namespace cptsim {
namespace {

bool ever(PersonState const& s) { return s.ever_board; }

/// Adds a person to three Decembers: before, in the first December of the seat or without, a year later.
void follow(Panel& panel, Person before, int then, float exhaustion)
{
    auto const add = [&](std::size_t k, int role, float b) {
        Person p = before;
        p.role = role, p.exhaustion = b;
        p.ever_board = before.role == kBoard || (k > 0 && then == kBoard);
        panel[k].people.push_back(p);
    };
    add(0, before.role, before.exhaustion), add(1, then, before.exhaustion), add(2, kActive, exhaustion);
}

Panel three_decembers()
{
    Panel panel(3);
    for (std::size_t k = 0; k < 3; ++k) panel[k].month = 11 + 12 * static_cast<int>(k);
    return panel;
}

}  // namespace

TEST_CASE("entrants are compared with peers of their band, setting and age, weighted as the entrants lie")
{
    Person const calm{.role = kActive, .exhaustion = 0.15f, .hours = 3},
        worn{.role = kActive, .exhaustion = 0.55f, .hours = 3};
    auto panel = three_decembers();
    follow(panel, calm, kBoard, 0.1f), follow(panel, calm, kBoard, 0.9f);  // entrants: 1 of 2 severe
    follow(panel, worn, kBoard, 0.9f);                                     // 1 of 1
    for (int i = 0; i < 3; ++i) follow(panel, calm, kActive, 0.1f);
    follow(panel, calm, kActive, 0.9f);                                      // calm peers: 1 of 4
    follow(panel, worn, kActive, 0.9f), follow(panel, worn, kActive, 0.1f);  // worn peers: 1 of 2
    auto old = calm;
    old.age = 60;
    follow(panel, old, kBoard, 0.9f);  // no peer of that age: left out
    auto solo = worn;
    solo.setting = 2;
    follow(panel, solo, kActive, 0.9f);  // no entrant of that setting: left out
    auto seated = calm;
    seated.role = kBoard;
    follow(panel, seated, kBoard, 0.9f), follow(panel, seated, kActive, 0.9f);  // have sat before: neither

    auto const contrast = matched_contrast(panel, ever, 0.66, 12);
    CHECK(contrast.matched == 3);
    CHECK(contrast.entrants == Approx(2.0 / 3));
    CHECK(contrast.peers == Approx((2 * 0.25 + 1 * 0.5) / 3));
    double const share = (2.0 / 3 + 1.0 / 3) / 2;
    CHECK(contrast.error == Approx(std::sqrt(share * (1 - share) * (1.0 / 3 + (4.0 / 4 + 1.0 / 2) / 9))));
}

TEST_CASE("nobody matched, or nobody followed so long, gives no contrast")
{
    auto panel = three_decembers();
    follow(panel, {.role = kActive}, kBoard, 0.9f);
    CHECK(matched_contrast(panel, ever, 0.66, 12).matched == 0);
    follow(panel, {.role = kActive}, kActive, 0.9f);
    CHECK(matched_contrast(panel, ever, 0.66, 12).matched == 1);
    CHECK(std::isnan(matched_contrast(panel, ever, 0.66, 24).entrants));
    panel[2].people[0].generation = 1;  // the entrant was replaced
    CHECK(matched_contrast(panel, ever, 0.66, 12).matched == 0);
}

}  // namespace cptsim
