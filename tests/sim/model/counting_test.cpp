// Flows between roles, newcomers and ends of spells, as they are counted.
#include "tests/sim/model/unit.hpp"

namespace cptsim::unit {

TEST_CASE("a move is counted in its month, and is a newcomer's where it leaves a vacant slot")
{
    auto const counts = std::make_unique<kernel::YearCounts>();
    std::vector<Real> roles(kRoles, Real(10.0f));
    Tally tally = empty_tally(roles.data());
    // Lanes 0, 3, 6 … move, of which the even ones out of a vacant slot.
    auto const moves = [](int l) { return l % 3 == 0; };
    auto const from = [](int l) { return l % 2 == 0 ? int(kVacant) : int(kOutside); };
    count_moves(*counts, tally, 14, make_mask(moves), make_int(from), Int(kPassive));
    for (int l = 0; l < kLanes; ++l) {
        INFO("lane " << l);
        for (int of = 0; of < kRoles; ++of)
            for (int to = 0; to < kRoles; ++to)
                for (int month = 0; month < kernel::kMonths; ++month)
                    CHECK(counts->flows[month][of][to][l] ==
                          (month == 2 && moves(l) && of == from(l) && to == kPassive ? 1 : 0));
        CHECK(value(tally.arrivals, l) == (moves(l) && from(l) == kVacant ? 1 : 0));
    }
}

TEST_CASE("those of the board act, those of the board and on leave are members, the vacant are nobody")
{
    constexpr int kNurse = 2;
    auto const c = std::make_unique<Cpts>();
    for (int role = 0; role < kRoles; ++role) c->of_role[kNurse][role] = Real(std::ldexp(1.0f, role));
    take_counts(*c, kNurse);
    auto const those = [](std::initializer_list<Role> roles) {
        double sum = 0;
        for (Role const role : roles) sum += std::ldexp(1.0, role);
        return sum;
    };
    CHECK(value(c->board[kNurse]) == those({kBoard}));
    CHECK(value(c->active[kNurse]) == those({kActive, kBoard}));
    CHECK(value(c->chosen[kNurse]) == those({kPassive, kActive, kBoard, kOnLeave}));
    CHECK(value(c->eligible[kNurse]) == those({kOutside, kOpposed, kAttached, kPassive, kActive, kBoard, kOnLeave}));
}

}  // namespace cptsim::unit
