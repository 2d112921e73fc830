// What a CPTS reports of its month, and a run of its pair.
#include "tests/sim/model/unit.hpp"

namespace cptsim::unit {
namespace {

/// A number of its own in each lane, whatever it stands for.
struct Euros {
    Numbers number{29};
    Real operator()() { return number.lanes(1, 5000); }
};

}  // namespace

TEST_CASE("a CPTS reports its stage, whether it lives, its people's share and its coordinators")
{
    namespace row = kernel::cpts;
    auto const p = parameters();
    p->coordinator.severe_threshold = 0.5f, p->lifecycle.structures = 10.0f;
    Block block{};
    block.inhabitants = 40000.0f;
    // Lanes go through the stages, each without a coordinator, with one and with an exhausted one; some are dormant.
    auto const stage = [](int l) { return l % kStages; };
    auto const post = [](int l) { return l / kStages % 3; };
    auto const dormant = [&](int l) { return stage(l) == kSigned && l > kLanes / 2; };
    Cpts c = empty_cpts();
    c.stage = make_int(stage);
    c.dormant = make([&](int l) { return dormant(l) ? 1 : 0; });
    c.coordinator = make([&](int l) { return 0.8 * (post(l) > 0); });
    c.coordinator_strain = make([&](int l) { return post(l) == 2 ? 0.7 : 0.3; });
    c.efficacy = Real(0.25f), c.climate = Real(0.75f), c.overload = Real(3.0f), c.structures = Real(0.5f);
    CptsFlows f{};
    f.signed_now = make([](int l) { return l % 2; }), f.ended = make([](int l) { return l % 3 == 0; });
    f.conflict = make([](int l) { return l % 5 == 0; }), f.useful_hours = make([](int l) { return 7 * l; });
    auto const out = std::make_unique<float[][kLanes]>(row::count);
    observe_cpts(*p, block, c, f, Real(0.0f), Real(0.0f), *reinterpret_cast<float(*)[row::count][kLanes]>(out.get()));
    int seen[kStages] = {};
    for (int l = 0; l < kLanes; ++l) {
        INFO("lane " << l << ", stage " << stage(l));
        auto const says = [&](std::size_t what, double x) { CHECK(static_cast<double>(out[what][l]) == near(x)); };
        bool const is_signed = stage(l) == kSigned, at_work = post(l) > 0;
        ++seen[stage(l)];
        says(row::cpts_pre_project, stage(l) == kPreProject);
        says(row::cpts_letter, stage(l) == kLetter);
        says(row::cpts_validated, stage(l) == kValidated);
        says(row::cpts_signed, is_signed);
        says(row::cpts_dormant, dormant(l));
        says(row::population_signed, is_signed ? 40000 : 0);
        says(row::population_living, is_signed && !dormant(l) ? 40000 : 0);
        says(row::efficacy, is_signed ? 0.25 : 0);
        says(row::climate, is_signed ? 0.75 : 0);
        says(row::board_overload, is_signed ? 3 : 0);
        says(row::coordinators, at_work ? 0.8 : 0);
        says(row::coordinators_at_work, at_work);
        says(row::coordinators_vacant, stage(l) >= kLetter && !at_work);
        says(row::coordinators_severe, post(l) == 2);
        says(row::structures, 0.5 * 10 * 0.4);
        says(row::signatures, l % 2);
        says(row::ends, l % 3 == 0);
        says(row::conflicts, l % 5 == 0);
        says(row::useful_hours, 7 * l);
    }
    for (int const lanes : seen) CHECK(lanes >= 2);
}

TEST_CASE("a CPTS reports every euro by its kind, and the public what it pays less what comes back")
{
    namespace row = kernel::cpts;
    auto const p = parameters();
    Cpts c = cpts_in(kSigned);
    CptsFlows f{};
    Euros euros;
    for (Real* x : {&f.aci_fixed, &f.aci_variable, &f.start_up, &f.fir, &f.grants, &f.fees, &f.coordinator_spent,
                    &f.tools_spent, &f.projects_spent, &f.indemnities, &f.unpaid, &f.lost, &f.support, &f.cut})
        *x = euros();
    c.treasury = euros();
    Real const lumps = euros(), sanctions = euros();
    auto const out = std::make_unique<float[][kLanes]>(row::count);
    observe_cpts(*p, Block{}, c, f, lumps, sanctions, *reinterpret_cast<float(*)[row::count][kLanes]>(out.get()));
    for (int l = 0; l < kLanes; ++l) {
        INFO("lane " << l);
        auto const says = [&](std::size_t what, double x) { CHECK(static_cast<double>(out[what][l]) == near(x)); };
        double const aci = value(f.aci_fixed, l) + value(f.aci_variable, l) + value(f.start_up, l);
        says(row::aci_paid, aci);
        says(row::aci_fixed, value(f.aci_fixed, l));
        says(row::aci_variable, value(f.aci_variable, l));
        says(row::startup_paid, value(f.start_up, l));
        says(row::fir_paid, value(f.fir, l));
        says(row::grants_paid, value(f.grants, l));
        says(row::fees_received, value(f.fees, l));
        says(row::coordinator_spent, value(f.coordinator_spent, l));
        says(row::tools_spent, value(f.tools_spent, l));
        says(row::projects_spent, value(f.projects_spent, l));
        says(row::indemnities_paid, value(f.indemnities, l));
        says(row::indemnities_unpaid, value(f.unpaid, l));
        says(row::spent, value(f.coordinator_spent, l) + value(f.tools_spent, l) + value(f.projects_spent, l) +
                             value(f.indemnities, l));
        says(row::support_paid, value(f.support, l));
        says(row::budget_cut, value(f.cut, l));
        says(row::treasury, value(c.treasury, l));
        says(row::treasury_lost, value(f.lost, l));
        says(row::public_cost, aci + value(f.fir, l) + value(f.grants, l) + value(lumps, l) + value(f.support, l) -
                                   value(sanctions, l) - value(f.lost, l));
    }
}

TEST_CASE("drawn in and driven out are those present in both runs whose membership or activity differs")
{
    struct Case {
        Role role, in_reference;
        int generation, drawn_in, driven_out, drawn_active, driven_active;
    };
    std::vector<Case> const cases{
        {kPassive, kOutside, 0, 1, 0, 0, 0}, {kActive, kOutside, 0, 1, 0, 1, 0},   {kBoard, kPassive, 0, 0, 0, 1, 0},
        {kOutside, kBoard, 0, 0, 1, 0, 1},   {kAttached, kOnLeave, 0, 0, 1, 0, 0}, {kOnLeave, kActive, 0, 0, 0, 0, 1},
        {kActive, kBoard, 0, 0, 0, 0, 0},    {kActive, kVacant, 0, 0, 0, 0, 0},    {kVacant, kActive, 0, 0, 0, 0, 0},
        {kActive, kOutside, 1, 0, 0, 0, 0}};  // another person in the slot
    int const rows = static_cast<int>(cases.size());
    std::vector<float> state(static_cast<std::size_t>(rows * kernel::kColumns * kLanes) + 16);
    Block block{};
    block.rows = rows, block.state = state.data();
    while (reinterpret_cast<std::uintptr_t>(block.state) % 64 != 0) ++block.state;
    for (int k = 1; k <= kProfessions; ++k) block.first_row[k] = rows;
    kernel::Runs runs{};  // lane 0 is the reference of all
    for (int i = 0; i < rows; ++i) {
        Case const& k = cases[static_cast<std::size_t>(i)];
        Row const row(block, i);
        row.set(kernel::kStatus, status_of(k.in_reference));
        row.set(make_mask([](int l) { return l % 2 == 1; }), kernel::kStatus,
                status_of(k.role, kSolo, kFreeRider, k.generation << 15));
    }
    auto const out = std::make_unique<kernel::YearOutput>();
    observe_pairs(block, runs, {}, no_offer(), 0, *out);
    for (int l = 0; l < kLanes; ++l) {
        Case sum{};
        if (l % 2 == 1)
            for (Case const& k : cases)
                sum.drawn_in += k.drawn_in, sum.driven_out += k.driven_out, sum.drawn_active += k.drawn_active,
                    sum.driven_active += k.driven_active;
        INFO("lane " << l);
        CHECK(out->paired[paired::drawn_in][0][l] == static_cast<float>(sum.drawn_in));
        CHECK(out->paired[paired::driven_out][0][l] == static_cast<float>(sum.driven_out));
        CHECK(out->paired[paired::drawn_in_active][0][l] == static_cast<float>(sum.drawn_active));
        CHECK(out->paired[paired::driven_out_active][0][l] == static_cast<float>(sum.driven_active));
    }
}

}  // namespace cptsim::unit
