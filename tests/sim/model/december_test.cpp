// What is counted in December: cooperation types, boards beside their peers, pairs of runs; and the years of a record.
#include "sim/model/streams.hpp"
#include "tests/sim/model/place.hpp"

namespace cptsim::unit {
namespace {

namespace year = kernel::person_year;

/// Professionals of the first profession with any status, record, hours and exhaustion.
struct December {
    static constexpr int kRows = 400;
    std::unique_ptr<Params> p = parameters();
    std::vector<float> state = std::vector<float>(static_cast<std::size_t>(kRows * kernel::kColumns * kLanes) + 16);
    Block block{};
    std::unique_ptr<kernel::YearOutput> out = std::make_unique<kernel::YearOutput>();
    Numbers number{71};

    December()
    {
        block.rows = kRows;
        block.state = state.data();
        while (reinterpret_cast<std::uintptr_t>(block.state) % 64 != 0) ++block.state;
        for (int k = 1; k <= kProfessions; ++k) block.first_row[k] = kRows;
        p->strain.severe_threshold = 0.66f;
        for (int i = 0; i < kRows; ++i) {
            row(i).set(kernel::kStatus, make_int([&](int) {
                           int const flags_and_setting = static_cast<int>(number(0, 512)) << 4;
                           return static_cast<int>(number(0, kRoles)) | flags_and_setting |
                                  static_cast<int>(number(0, 4)) << 13;
                       }));
            row(i).set(kernel::kRecord, make_int([&](int) { return static_cast<int>(number(0, 1024)); }));
            row(i).set(kernel::kHours, number.lanes(0, 10));
            row(i).set(kernel::kExhaustion, number.lanes(0, 1));
            row(i).set(kernel::kKnowledge, number.lanes(0, 1));
            row(i).set(kernel::kAttitude, number.lanes(-1, 1));
            row(i).set(kernel::kCareHours, number.lanes(150, 280));
        }
    }
    [[nodiscard]] Row row(int i) const { return {block, i}; }
    [[nodiscard]] double seen(int what, int lane) const
    {
        return static_cast<double>(out->person_yearly[what][0][lane]);
    }
    /// Sum of f(role, type, record, severe, hours) over those who practise.
    template <class F>
    [[nodiscard]] double sum(int lane, F f) const
    {
        double total = 0;
        for (int i = 0; i < kRows; ++i) {
            int const status = at(row(i).integer(kernel::kStatus), lane);
            if ((status & 0xF) == kVacant) continue;
            total += static_cast<double>(f(status & 0xF, status >> 13 & 3, at(row(i).integer(kernel::kRecord), lane),
                                           value(row(i).real(kernel::kExhaustion), lane) >= 0.66,
                                           value(row(i).real(kernel::kHours), lane)));
        }
        return total;
    }
};

bool is_in(int role) { return role == kPassive || role == kActive || role == kBoard || role == kOnLeave; }
bool acts(int role) { return role == kActive || role == kBoard; }

}  // namespace

TEST_CASE("each cooperation type is counted in practice, in the CPTS and active, with the hours that it gives")
{
    December d;
    observe_december(*d.p, d.block, cpts_in(kSigned), quiet_month(), no_offer(), 0, *d.out);
    for (int l = 0; l < kLanes; ++l)
        for (int type = 0; type < 4; ++type) {
            REQUIRE(d.seen(year::type_free_rider + type, l) ==
                    d.sum(l, [&](int, int t, int, bool, double) { return t == type; }));
            REQUIRE(d.seen(year::chosen_free_rider + type, l) ==
                    d.sum(l, [&](int role, int t, int, bool, double) { return t == type && is_in(role); }));
            REQUIRE(d.seen(year::active_free_rider + type, l) ==
                    d.sum(l, [&](int role, int t, int, bool, double) { return t == type && acts(role); }));
            REQUIRE(d.seen(year::hours_free_rider + type, l) ==
                    Approx(d.sum(l, [&](int, int t, int, bool, double h) { return t == type ? h : 0.0; })));
        }
    REQUIRE(d.seen(year::type_altruist, 3) > 50);
}

TEST_CASE("women, practices, clear opinions and long weeks are counted among those who practise")
{
    December d;
    d.p->opinion.clear_knowledge = 0.4f, d.p->opinion.clear_attitude = 0.3f, d.p->activity.displaced_share = 0.25f;
    observe_december(*d.p, d.block, cpts_in(kSigned), quiet_month(), no_offer(), 0, *d.out);
    struct Person {
        int role, setting;
        bool woman, severe;
        double knowledge, attitude, weekly;
    };
    auto const people = [&](int lane, auto const& belongs) {
        int count = 0;
        for (int i = 0; i < December::kRows; ++i) {
            Row const row = d.row(i);
            auto const real = [&](kernel::Column column) { return value(row.real(column), lane); };
            int const status = at(row.integer(kernel::kStatus), lane);
            Person const x{status & 0xF,
                           status >> 11 & 3,
                           (status & kWoman) != 0,
                           real(kernel::kExhaustion) >= 0.66,
                           real(kernel::kKnowledge),
                           real(kernel::kAttitude),
                           (real(kernel::kCareHours) + 0.75 * real(kernel::kHours)) * 84 / 365.25};
            count += x.role != kVacant && belongs(x);
        }
        return count;
    };
    auto const multi = [](Person const& x) { return x.setting == kMultiprofessional; };
    auto const group = [](Person const& x) { return x.setting == kMultiprofessional || x.setting == kGroup; };
    for (int l = 0; l < kLanes; ++l) {
        auto const counted = [&](int what, auto const& belongs) {
            int const n = people(l, belongs);
            CHECK(n > 20);
            CHECK(d.seen(what, l) == n);
        };
        counted(year::women, [](Person const& x) { return x.woman; });
        counted(year::women_chosen, [](Person const& x) { return x.woman && is_in(x.role); });
        counted(year::multiprofessional, multi);
        counted(year::multiprofessional_chosen, [&](Person const& x) { return multi(x) && is_in(x.role); });
        counted(year::favourable, [](Person const& x) { return x.knowledge >= 0.4 && x.attitude >= 0.3; });
        counted(year::hostile, [](Person const& x) { return x.knowledge >= 0.4 && x.attitude <= -0.3; });
        counted(year::long_hours, [](Person const& x) { return x.weekly > 50; });
        counted(year::long_hours_severe, [](Person const& x) { return x.weekly > 50 && x.severe; });
        counted(year::group_practice, group);
        counted(year::group_practice_severe, [&](Person const& x) { return group(x) && x.severe; });
    }
}

TEST_CASE("who was ever on a board or president, and candidates elected or not, are counted with their exhaustion")
{
    December d;
    observe_december(*d.p, d.block, cpts_in(kSigned), quiet_month(), no_offer(), 0, *d.out);
    struct Group {
        int what;
        int with, without;  ///< bits of the record
    };
    Group const groups[] = {{year::ever_board, kEverBoard, 0},
                            {year::ever_president, kEverPresident, 0},
                            {year::elected_candidates, kCandidate2 | kElectedLastYear, 0},
                            {year::other_candidates, kCandidate2, kElectedLastYear}};
    for (Group const& group : groups)
        for (int l = 0; l < kLanes; ++l) {
            auto const belongs = [&](int record) {
                return (record & group.with) == group.with && (record & group.without) == 0;
            };
            REQUIRE(d.seen(group.what, l) ==
                    d.sum(l, [&](int, int, int record, bool, double) { return belongs(record); }));
            REQUIRE(d.seen(group.what + 1, l) ==
                    d.sum(l, [&](int, int, int record, bool severe, double) { return belongs(record) && severe; }));
            REQUIRE(d.seen(group.what, l) > d.seen(group.what + 1, l));
        }
}

TEST_CASE("a record turns its years in January, in each run of a pack whatever happens in the others")
{
    Place place(2);
    place.p->board.prestige = 1e7f;
    for (Real& x : place.p->traits.marginal_income) x = 50.0f;
    for (Real& x : place.p->traits.clinical_hours) x = 45.0f;
    place.m.month = 9;  // October
    for (int i = 0; i < 2; ++i) place.set_role(i, status_of(kActive, kGroup, kConditional, kCandidate));
    auto const record = [&](int i, int lane) { return at(place.record(i), lane); };
    place.election.seats = 1.0f;
    place.month();
    int const elected = place.role(0, 4) == kBoard ? 0 : 1;
    REQUIRE((record(elected, 4) & (kElected | kEverBoard)) == (kElected | kEverBoard));
    REQUIRE((record(1 - elected, 4) & (kElected | kEverBoard)) == 0);
    place.election.seats = 0.0f;
    place.month(), place.month();
    // In one run both slots are empty, and filled in January.
    for (int i = 0; i < 2; ++i)
        place.row(i).set(make_mask([](int l) { return l == 9; }), kernel::kStatus, status_of(kVacant));
    place.month(1.0, -1.0);
    REQUIRE(record(elected, 4) == (kElectedLastYear | kEverBoard | kWilling * (record(elected, 4) & 1)));
    REQUIRE((record(1 - elected, 4) & (kCandidate1 | kCandidate2)) == kCandidate1);
    REQUIRE((record(0, 9) & ~kWilling) == 0);  // newcomers, who have had a review
    for (int month = 0; month < 12; ++month) place.month();
    REQUIRE((record(elected, 4) & (kElected | kElectedLastYear)) == 0);
    REQUIRE((record(1 - elected, 4) & (kCandidate1 | kCandidate2)) == (kCandidate1 | kCandidate2));
}

TEST_CASE("deadweight is money beyond the reference's to those who are there without it, and get it")
{
    December d;
    for (int i = 0; i < December::kRows; ++i) {  // in two runs alike but for their agreements
        int const role = i % kRoles;
        d.row(i).set(kernel::kStatus, Int(role | (i % 2 ? kElsewhere : 0)));
        d.row(i).set(kernel::kRecord, make_int([&](int l) { return l == 1 && i % 3 == 0 ? kContract : 0; }));
    }
    kernel::Runs runs{};
    for (int l = 0; l < kLanes; ++l) runs.reference_lane[l] = l == 1 ? 0 : l;
    Offer o = no_offer();
    Real const one = make([](int l) { return l == 1 ? 1.0 : 0.0; });
    o.lump = one * Real(70.0f), o.member_bonus = one * Real(10.0f), o.bonus = one * Real(350.0f);
    observe_pairs(d.block, runs, {}, o, 0, *d.out);
    double expected = 0;
    for (int i = 0; i < December::kRows; ++i) {
        int const role = i % kRoles;
        expected += is_in(role) ? 10 + (i % 2 ? 0 : 70) : 0;
        expected += acts(role) && i % 3 == 0 ? 350 : 0;
    }
    REQUIRE(static_cast<double>(d.out->paired[paired::deadweight][0][1]) == Approx(expected));
    REQUIRE(d.out->paired[paired::deadweight][0][0] == 0);
}

}  // namespace cptsim::unit
