#include "analysis/effects/money.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace cptsim {
namespace {

double year_sum(Observation const& observation, observable::Row field, int year)
{
    auto const& values = observation.own.at(static_cast<std::size_t>(field));
    auto const& axes = observable_fields()[static_cast<std::size_t>(field)].axes;
    int const columns = axes.size() == 2 ? kProfessions + 1 : 1;
    double sum = 0;
    for (int month = 12 * year; month < 12 * (year + 1); ++month)
        sum += static_cast<double>(values.at(static_cast<std::size_t>(month * columns + columns - 1)));
    return sum / 1e6;
}

/// Of one replicate.
double paid_in(Summary const& s, int scenario, int replicate, int first, int last, int payer)
{
    auto const cells = money_cells(s.plan);
    auto const run = static_cast<std::size_t>(scenario) * static_cast<std::size_t>(s.plan.replicates) +
                     static_cast<std::size_t>(replicate);
    double sum = 0;
    for (int year = first; year <= last; ++year)
        for (int p = 0; p < kPayers; ++p)
            if (payer == kPayers || payer == p)
                sum += s.money[run * cells + static_cast<std::size_t>(year * kPayers + p)];
    return sum;
}

/// What a dose of a measure has in common with the others: everything but its values.
using Shape = std::vector<std::tuple<int, int, int, std::uint32_t, std::vector<int>, std::vector<std::string>,
                                     std::vector<std::string>, std::vector<std::string>, std::vector<std::string>>>;

Shape shape_of(Scenario const& reference, Scenario const& scenario)
{
    Shape shape;
    auto const key = [](LeverEntry const& e) {
        auto const& t = e.target;
        return Shape::value_type{e.lever,   e.month, e.ramp,    t.professions, t.size_classes,
                                 t.milieux, t.zones, t.regions, t.territories};
    };
    for (auto const& entry : scenario.levers) {
        bool const is_shared = std::any_of(reference.levers.begin(), reference.levers.end(), [&](auto const& e) {
            return key(e) == key(entry) && e.value == entry.value;
        });
        if (!is_shared) shape.push_back(key(entry));
    }
    std::sort(shape.begin(), shape.end());
    return shape;
}

double mean_of(std::vector<ReplicateValue> const& values) { return level_of(values).mean.mean; }

/// of_a a + of_b b in each replicate that both have.
std::vector<ReplicateValue> sum(double of_a, std::vector<ReplicateValue> const& a, double of_b,
                                std::vector<ReplicateValue> const& b)
{
    std::map<int, double> other;
    for (auto const& x : b) other[x.replicate] = x.value;
    std::vector<ReplicateValue> values;
    for (auto const& x : a)
        if (auto const found = other.find(x.replicate); found != other.end())
            values.push_back({x.replicate, of_a * x.value + of_b * found->second});
    return values;
}

}  // namespace

std::array<PayerField, kPayers> const& payers()
{
    static std::array<PayerField, kPayers> const all = {
        {{"aci", {"ACI", "ACI"}, {"health insurance", "Assurance maladie"}},
         {"members", {"lump sums, bonuses", "forfaits, primes"}, {"health insurance", "Assurance maladie"}},
         {"fir", {"FIR", "FIR"}, {"ARS", "ARS"}},
         {"grants",
          {"beside the ACI", "hors ACI"},
          {"posts, grants: no payer named", "postes, aides : payeur non désigné"}},
         {"support",
          {"support", "appui"},
          {"campaigns, training: no payer named", "campagnes, formation : payeur non désigné"}},
         {"returned",
          {"returned (deducted)", "recettes (déduites)"},
          {"penalties, money of ended CPTS; +: less comes back",
           "pénalités, fonds de CPTS dissoutes ; + : moins de recettes"}}}};
    return all;
}

std::size_t money_cells(Plan const& plan) { return static_cast<std::size_t>(plan.years()) * kPayers; }

std::vector<double> money_of(Plan const& plan, Observation const& observation)
{
    std::vector<double> cells;
    for (int year = 0; year < plan.years(); ++year) {
        auto const sum = [&](observable::Row field) { return year_sum(observation, field, year); };
        std::array<double, kPayers> paid{};
        paid[kPayAci] = sum(observable::aci_paid);
        paid[kPayMembers] = sum(observable::lump_sum_paid);
        paid[kPayFir] = sum(observable::fir_paid);
        paid[kPayGrants] = sum(observable::grants_paid);
        paid[kPaySupport] = sum(observable::support_paid);
        paid[kPayReturned] = -sum(observable::sanctions) - sum(observable::treasury_lost);
        cells.insert(cells.end(), paid.begin(), paid.end());
    }
    return cells;
}

std::vector<ReplicateValue> paid(Summary const& s, int scenario, int first, int last, int payer)
{
    std::vector<ReplicateValue> values;
    for (int const r : finished_replicates(s, {scenario}))
        values.push_back({r, paid_in(s, scenario, r, first, last, payer)});
    return values;
}

std::vector<ReplicateValue> paid_beyond_reference(Summary const& s, int scenario, int first, int last, int payer)
{
    std::vector<ReplicateValue> values;
    for (int const r : finished_replicates(s, {0, scenario}))
        values.push_back({r, paid_in(s, scenario, r, first, last, payer) - paid_in(s, 0, r, first, last, payer)});
    return values;
}

BudgetRow budget_row(Summary const& s, int scenario, int date)
{
    BudgetRow row;
    row.scenario = scenario;
    row.last = date / 12;
    row.first = std::min((scenario > 0 ? policy_start(s.plan, scenario) : policy_start(s.plan)) / 12, row.last);
    auto const sum = [&](int first, int last, int payer) {
        if (scenario > 0) return effect_of(paid_beyond_reference(s, scenario, first, last, payer));
        return effect_of(paid(s, 0, first, last, payer));
    };
    for (int payer = 0; payer < kPayers; ++payer)
        row.by_payer[static_cast<std::size_t>(payer)] = sum(row.last, row.last, payer);
    row.total = sum(row.last, row.last, kPayers);
    row.cumulated = sum(row.first, row.last, kPayers);
    for (int year = row.first; year <= row.last; ++year) row.yearly.push_back(sum(year, year, kPayers));
    return row;
}

Purchase purchase(std::vector<Dose> doses, double spending)
{
    Purchase result;
    if (doses.size() < 2) return result;
    std::sort(doses.begin(), doses.end(),
              [](auto const& a, auto const& b) { return mean_of(a.cost) < mean_of(b.cost); });
    result.span = {mean_of(doses.front().cost), mean_of(doses.back().cost)};
    result.why = NoPurchase::beyond;
    if (!(result.span.low <= spending && spending <= result.span.high)) return result;
    std::size_t above = 1;
    while (mean_of(doses[above].cost) < spending) ++above;
    auto const &low = doses[above - 1], &high = doses[above];
    result.below = low.name, result.above = high.name;
    auto const step = effect_of(sum(1, high.cost, -1, low.cost)).mean;
    result.why = NoPurchase::too_few;
    if (step.values < kDrawsForSign) return result;
    result.why = NoPurchase::not_told;
    if (!(step.mean > step.half_width)) return result;
    double const weight = (spending - mean_of(low.cost)) / (mean_of(high.cost) - mean_of(low.cost));
    result.gain = effect_of(sum(1 - weight, low.gain, weight, high.gain));
    return result;
}

std::vector<std::vector<int>> doses_of(Plan const& plan)
{
    std::map<Shape, std::vector<int>> groups;
    for (int i = 1; i < static_cast<int>(plan.scenarios.size()); ++i) {
        if (i == plan.placebo_scenario) continue;
        auto const& scenario = plan.scenarios[static_cast<std::size_t>(i)];
        auto const shape = shape_of(plan.scenarios.front(), scenario);
        bool const is_amount = std::none_of(shape.begin(), shape.end(), [](auto const& entry) {
            return !lever_fields()[static_cast<std::size_t>(std::get<0>(entry))].words.empty();
        });
        if (is_amount && !shape.empty() && scenario.parameters == plan.scenarios.front().parameters)
            groups[shape].push_back(i);
    }
    std::vector<std::vector<int>> all;
    for (auto const& [shape, members] : groups)
        if (members.size() > 1) all.push_back(members);
    return all;
}

}  // namespace cptsim
