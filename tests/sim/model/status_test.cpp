// The packed words of a professional come back as they went in.
#include "tests/sim/model/unit.hpp"

namespace cptsim::unit {

TEST_CASE("a new role keeps all other bits of a status, for every role, flag and generation")
{
    for (int from = 0; from < kRoles; ++from)
        for (int to = 0; to < kRoles; ++to)
            for (int generation : {0, 1, 127, 128, 255}) {
                Int s = Int(from) | shl<11>(Int(kMultiprofessional)) | shl<13>(Int(kHump)) | shl<15>(Int(generation)) |
                        Int(kWouldStay | kWoman | kElsewhere | kCandidate);
                s = with_role(s, Int(to));
                REQUIRE(at(role_of(s)) == to);
                REQUIRE(at(setting_of(s)) == kMultiprofessional);
                REQUIRE(at(cooperation_of(s)) == kHump);
                REQUIRE(at(generation_of(s)) == generation);
                REQUIRE(at(months_in_role(s)) == (from == to ? 1 : 0));
                for (Flag const flag : {kWouldStay, kWoman, kElsewhere, kCandidate}) REQUIRE(at(has(s, flag)));
                for (Flag const flag : {kCohort, kSlow, kThreatened}) REQUIRE_FALSE(at(has(s, flag)));
            }
}

TEST_CASE("a flag is set and taken away lane by lane, without touching another bit")
{
    Int const all = Int(-1), none = Int(0);
    Mask const odd = make_mask([](int l) { return l % 2 == 1; });
    for (Flag const flag : {kWouldStay, kCohort, kSlow, kWoman, kThreatened, kElsewhere, kCandidate})
        for (int l = 0; l < kLanes; ++l) {
            REQUIRE(at(with_flag(none, flag, odd), l) == (l % 2 ? flag : 0));
            REQUIRE(at(with_flag(all, flag, odd), l) == (l % 2 ? -1 : ~flag));
        }
}

TEST_CASE("a bit of the record is set and taken away lane by lane, without touching another")
{
    Mask const odd = make_mask([](int l) { return l % 2 == 1; });
    for (Record const bit : {kWilling, kContract, kBonusContract, kEverBoard, kEverPresident, kElected,
                             kElectedLastYear, kCandidate1, kCandidate2, kRefusedContract})
        for (int l = 0; l < kLanes; ++l) {
            REQUIRE(at(with_bit(Int(0), bit, odd), l) == (l % 2 ? bit : 0));
            REQUIRE(at(with_bit(Int(-1), bit, odd), l) == (l % 2 ? -1 : ~bit));
            REQUIRE(at(has(Int(bit), bit)));
            REQUIRE_FALSE(at(has(Int(~bit), bit)));
        }
}

TEST_CASE("the months until a notification is read are kept beside the rest of the record")
{
    for (int months = 0; months < 32; ++months)
        for (int record : {0, 0x3FF, -1}) {
            Int const next = with_notice(Int(record), Int(months));
            REQUIRE(at(notice_of(next)) == months);
            REQUIRE((at(next) & ~(31 << 10)) == (record & ~(31 << 10)));
        }
}

TEST_CASE("a new year keeps what holds, and moves elections and candidatures back by one, the oldest out")
{
    int const lasting = kWilling | kContract | kBonusContract | kEverBoard | kEverPresident | kRefusedContract;
    int const notice = 21 << 10;  // months until it is read
    for (int bits = notice; bits < notice + 1024; ++bits)
        for (bool const candidate : {false, true}) {
            int const next = at(next_year(Int(bits), candidate ? everyone() : nobody()));
            REQUIRE((next & lasting) == (bits & lasting));
            REQUIRE(at(notice_of(Int(next))) == 21);
            REQUIRE((next & kElected) == 0);
            REQUIRE(((next & kElectedLastYear) != 0) == ((bits & kElected) != 0));
            REQUIRE(((next & kCandidate1) != 0) == candidate);
            REQUIRE(((next & kCandidate2) != 0) == ((bits & kCandidate1) != 0));
        }
}

TEST_CASE("months in a role are counted to 255 and stay there, start again in a new role, and spill into no flag")
{
    Int s = with_role(status_of(kPassive), Int(kBoard));
    for (int month = 1; month <= 300; ++month) {
        s = with_role(s, Int(kBoard));
        REQUIRE(at(months_in_role(s)) == std::min(month, 255));
        REQUIRE_FALSE(at(has(s, kCandidate)));
        REQUIRE(at(generation_of(s)) == 0);
    }
    REQUIRE(at(months_in_role(with_role(s, Int(kActive)))) == 0);
}

TEST_CASE("the past holds sixteen months of membership and as many of hours, apart")
{
    Numbers number(6);
    std::vector<bool> in, gave;
    Int past = Int(0);
    for (int month = 0; month < 200; ++month) {
        in.push_back(number(0, 1) < 0.5), gave.push_back(number(0, 1) < 0.5);
        past = next_past(past, in.back() ? everyone() : nobody(), gave.back() ? everyone() : nobody());
        for (int ago = 0; ago < std::min(month + 1, 16); ++ago) {
            auto const then = static_cast<std::size_t>(month - ago);
            REQUIRE((at(past) >> ago & 1) == static_cast<int>(in[then]));
            REQUIRE((at(activity_of(past)) >> ago & 1) == static_cast<int>(gave[then]));
        }
    }
}

TEST_CASE("kinds of roles")
{
    for (int role = 0; role < kRoles; ++role) {
        INFO(kRoleNames[static_cast<std::size_t>(role)]);
        bool const active = role == kActive || role == kBoard;
        bool const chosen = active || role == kPassive || role == kOnLeave;
        REQUIRE(at(is_active(Int(role))) == active);
        REQUIRE(at(is_chosen(Int(role))) == chosen);
        REQUIRE(at(is_nominal(Int(role))) == (chosen || role == kAttached));
    }
}

TEST_CASE("months of birth, arrival and entry fit for all ages and all months until 2060")
{
    int const last = month_index(kLastYear, 12);
    for (int arrival = 0; arrival <= last; arrival += 7)
        for (int age : {26 * 12, 600, 75 * 12})
            for (int entry : {0, arrival, last}) {
                Int const t = times_of(Int(arrival - age), Int(arrival), Int(entry));
                REQUIRE(at(birth_of(t)) == arrival - age);
                REQUIRE(at(arrival_of(t)) == arrival);
                REQUIRE(at(entry_of(t)) == entry);
                Int const later = with_entry(t, Int(last));
                REQUIRE(at(entry_of(later)) == last);
                REQUIRE(at(birth_of(later)) == arrival - age);
                REQUIRE(at(arrival_of(later)) == arrival);
            }
}

TEST_CASE("the sum of eight views holds their means, at the extremes too")
{
    Numbers number(5);
    for (int trial = 0; trial < 300; ++trial) {
        Int sum = Int(0);
        double attitude[kLanes]{}, active[kLanes]{}, chosen[kLanes]{}, attached[kLanes]{};
        for (int k = 0; k < kPeers; ++k) {
            Real const a = trial == 0 ? Real(1.0f) : trial == 1 ? Real(-1.0f) : number.lanes(-1, 1);
            // All alike in the first trials, so that each count reaches eight.
            Int const role = make_int([&](int) { return trial < 8 ? trial : static_cast<int>(number(0, 7.999)); });
            sum = sum + view_of(a, role);
            for (int l = 0; l < kLanes; ++l) {
                int const r = at(role, l);
                attitude[l] += (r == kVacant ? 0.0 : value(a, l)) / kPeers;
                active[l] += (r == kActive || r == kBoard) / 8.0;
                chosen[l] += (r >= kPassive && r <= kOnLeave) / 8.0;
                attached[l] += (r == kAttached) / 8.0;
            }
        }
        Peers const peers = peers_of(sum);
        for (int l = 0; l < kLanes; ++l) {
            REQUIRE(std::abs(value(peers.attitude, l) - attitude[l]) < 1.01 / 32767);
            REQUIRE(at(peers.active, l) == static_cast<float>(active[l]));
            REQUIRE(at(peers.chosen, l) == static_cast<float>(chosen[l]));
            REQUIRE(at(peers.attached, l) == static_cast<float>(attached[l]));
        }
    }
}

TEST_CASE("a membership spell is counted in its year of entry and in the half-year of its age, the last class open")
{
    struct Case {
        int entry, month, year, age;
    };
    auto spells = std::make_unique<std::int32_t[][kernel::kMaxYears][kSpellAges][kLanes]>(2);
    auto counts = std::make_unique<YearCounts>();
    counts->spells = spells.get();
    for (Case const c : {Case{0, 5, 0, 0}, Case{0, 6, 0, 1}, Case{11, 12, 0, 0}, Case{12, 35, 1, 3}, Case{23, 24, 1, 0},
                         Case{30, 30 + 31 * 6 - 1, 2, 30}, Case{30, 30 + 31 * 6, 2, 31}, Case{3, 400, 0, 31}}) {
        std::memset(spells.get(), 0, sizeof(spells[0]) * 2);
        Mask const ended = make_mask([](int l) { return l == 9; });
        count_spells(*counts, 1, c.month, ended, times_of(Int(-500), Int(0), Int(c.entry)));
        REQUIRE(spells[1][c.year][c.age][9] == 1);
        std::int64_t total = 0;
        for (std::size_t k = 0; k < sizeof(spells[0]) * 2 / 4; ++k) total += (&spells[0][0][0][0])[k];
        REQUIRE(total == 1);  // one lane, one class, one kind
    }
}

TEST_CASE("the year of a person's draws changes at his anniversary and lasts twelve months")
{
    for (int anniversary = 0; anniversary < 12; ++anniversary)
        for (int month = 0; month < 100; ++month)
            REQUIRE(draw_year(month + 1, anniversary) - draw_year(month, anniversary) ==
                    ((month + 1) % 12 == anniversary ? 1 : 0));
}

}  // namespace cptsim::unit
