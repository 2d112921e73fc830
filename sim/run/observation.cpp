#include "sim/run/observation.hpp"

#include <algorithm>
#include <limits>

namespace cptsim {
namespace {

constexpr auto kL = static_cast<std::size_t>(kLanes);
constexpr auto kP = static_cast<std::size_t>(kProfessions);
constexpr std::size_t kMonths = kernel::kMonths;

/// Row of the first observable of each kind.
constexpr std::size_t kPerson = 0, kPersonYear = kPerson + kernel::person::count,
                      kCpts = kPersonYear + kernel::person_year::count,
                      kTerritory = kCpts + kernel::cpts::count + 1;  // after the missions
#define CPT_PERSON_MONTHLY(name, ...) static_assert(std::size_t{observable::name} == kPerson + kernel::person::name);
#define CPT_PERSON_YEARLY(name, ...) \
    static_assert(std::size_t{observable::name} == kPersonYear + kernel::person_year::name);
#define CPT_CPTS_MONTHLY(name, ...) static_assert(std::size_t{observable::name} == kCpts + kernel::cpts::name);
#define CPT_TERRITORY_YEARLY(name, ...) \
    static_assert(std::size_t{observable::name} == kTerritory + kernel::territory::name);
#include "sim/model/observables.inc"

double value(std::int64_t fixed) { return static_cast<double>(fixed) / kFixedUnit; }

float quotient(double sum, double of)
{
    return of != 0 ? static_cast<float>(sum / of) : std::numeric_limits<float>::quiet_NaN();
}

bool is_mean(std::size_t row) { return !observable_fields()[row].mean_of.empty(); }

using ByProfession = std::int64_t const (&)[kProfessions][kLanes];

/// Each profession, then all of them together.
void put_sums(ByProfession sums, std::size_t lane, float* out)
{
    double all = 0;
    for (std::size_t p = 0; p < kP; ++p) {
        double const x = value(sums[p][lane]);
        out[p] = static_cast<float>(x);
        all += x;
    }
    out[kP] = static_cast<float>(all);
}

void put_means(ByProfession sums, ByProfession of, std::size_t lane, float* out)
{
    double all = 0, all_of = 0;
    for (std::size_t p = 0; p < kP; ++p) {
        double const x = value(sums[p][lane]), n = value(of[p][lane]);
        out[p] = quotient(x, n);
        all += x, all_of += n;
    }
    out[kP] = quotient(all, all_of);
}

/// Month m of a year, which is `month` of the run.
void observe_month(PackSums const& sums, std::size_t m, std::size_t month, std::size_t lane,
                   std::vector<std::span<float>> const& own)
{
    auto const& people = sums.person_monthly[m];
    for (std::size_t k = 0; k < kernel::person::count; ++k) {
        float* const out = own[kPerson + k].data() + month * (kP + 1);
        if (is_mean(kPerson + k))
            put_means(people[k], people[kernel::person::eligible], lane, out);
        else
            put_sums(people[k], lane, out);
    }

    double const signed_now = value(sums.cpts_monthly[m][kernel::cpts::cpts_signed][lane]);
    for (std::size_t k = 0; k < kernel::cpts::count; ++k) {
        double const x = value(sums.cpts_monthly[m][k][lane]);
        own[kCpts + k][month] = is_mean(kCpts + k) ? quotient(x, signed_now) : static_cast<float>(x);
    }
    for (std::size_t k = 0; k < kMissions; ++k)
        own[observable::achievement][month * kMissions + k] =
            quotient(value(sums.mission_monthly[m][k][lane]), signed_now);
    for (std::size_t a = 0; a < kRoles; ++a)
        for (std::size_t b = 0; b < kRoles; ++b)
            own[observable::flows][(month * kRoles + a) * kRoles + b] =
                static_cast<float>(sums.counts.flows[m][a][b][lane]);
}

}  // namespace

Observation empty_observation(Plan const& plan, bool paired)
{
    Observation observation;
    for (auto const& field : observable_fields()) observation.own.emplace_back(extent(plan, field));
    if (paired)
        for (auto const& field : paired_fields()) observation.paired.emplace_back(extent(plan, field));
    return observation;
}

ObservationPlace place_in(Observation& observation)
{
    return {{observation.own.begin(), observation.own.end()}, {observation.paired.begin(), observation.paired.end()}};
}

Observation observation_in(ObservationPlace const& place)
{
    Observation observation;
    for (auto const& values : place.own) observation.own.emplace_back(values.begin(), values.end());
    for (auto const& values : place.paired) observation.paired.emplace_back(values.begin(), values.end());
    observation.professional_months = professional_months(place);
    return observation;
}

double professional_months(ObservationPlace const& place)
{
    auto const eligible = place.own[observable::eligible];
    double sum = 0;
    for (std::size_t all = kP; all < eligible.size(); all += kP + 1) sum += static_cast<double>(eligible[all]);
    return sum;
}

void observe_territory(Plan const& plan, kernel::YearOutput const& output, int year, std::size_t territory,
                       std::size_t lane, ObservationPlace const& to)
{
    if (year >= plan.years()) return;
    auto const at = static_cast<std::size_t>(year) * plan.territories.rows.size() + territory;
    for (std::size_t k = 0; k < kernel::territory::count; ++k)
        to.own[kTerritory + k][at] = output.territory_yearly[k][lane];
}

void observe_year(Plan const& plan, PackSums const& sums, int year, std::size_t lane, ObservationPlace const& to)
{
    auto const first = static_cast<std::size_t>(year) * kMonths;
    auto const months = std::min(kMonths, static_cast<std::size_t>(plan.months()) - first);
    for (std::size_t m = 0; m < months; ++m) observe_month(sums, m, first + m, lane, to.own);
    if (year >= plan.years()) return;
    std::size_t const at = static_cast<std::size_t>(year) * (kP + 1);
    for (std::size_t k = 0; k < kernel::person_year::count; ++k)
        put_sums(sums.person_yearly[k], lane, to.own[kPersonYear + k].data() + at);
    for (std::size_t k = 0; k < to.paired.size(); ++k) put_sums(sums.paired[k], lane, to.paired[k].data() + at);
}

void observe_spells(Plan const& plan, std::vector<std::int32_t> const& spells, std::size_t lane,
                    ObservationPlace const& to)
{
    std::size_t const cells = extent(plan, Axis::entry_year) * kSpellAges;
    auto const keep = [&](observable::Row row, std::size_t kind) {
        float* const out = to.own[static_cast<std::size_t>(row)].data();
        for (std::size_t k = 0; k < cells; ++k)
            out[k] = static_cast<float>(spells[(kind * kernel::kMaxYears * kSpellAges + k) * kL + lane]);
    };
    keep(observable::spell_exits, 0);
    keep(observable::spell_censored, 1);
}

}  // namespace cptsim
