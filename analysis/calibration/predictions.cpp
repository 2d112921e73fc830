#include "analysis/calibration/predictions.hpp"

#include <algorithm>
#include <array>

#include "analysis/calibration/reading.hpp"
#include "analysis/calibration/survey.hpp"

namespace cptsim {
namespace {

constexpr std::uint32_t kEveryone = 0xFF;

// ---------------------------------------------------------------- stages and money

Measured stages(MeasuredRun const& run, int month, std::span<observable::Row const> fields)
{
    Reading const read(run);
    return run.population->scale * mid_month(month, [&](int m) {
               double sum = 0;
               for (auto const field : fields) sum += read.cpts(field, m);
               return sum;
           });
}

constexpr std::array kStageFields = {observable::cpts_pre_project, observable::cpts_letter, observable::cpts_validated,
                                     observable::cpts_signed};

template <std::size_t First, std::size_t Count>
Measured stage_count(MeasuredRun const& run, std::uint32_t, int month)
{
    return stages(run, month, std::span(kStageFields).subspan(First, Count));
}

/// Number of the territories whose inhabitants a share of the population is out of.
double places(MeasuredRun const& run) { return static_cast<double>(run.population->territories.rows.size()); }

Measured population_signed(MeasuredRun const& run, std::uint32_t, int month)
{
    Reading const read(run);
    double const covered = mid_month(month, [&](int m) { return read.cpts(observable::population_signed, m); });
    return {covered / run.population->territories.inhabitants(), places(run)};
}

Measured population_project(MeasuredRun const& run, std::uint32_t, int month)
{
    Reading const read(run);
    auto const covered = [&](int year) {
        double sum = 0;
        for (std::size_t t = 0; t < read.territories().size(); ++t) {
            auto const stage = static_cast<Stage>(read.territory(observable::territory_stage, year, t));
            if (stage == kLetter || stage == kValidated) sum += read.territories()[t].inhabitants;
        }
        return sum;
    };
    return {between_decembers(read, month, covered) / run.population->territories.inhabitants(), places(run)};
}

/// Sum of the months of the calendar year of `month`.
template <class Value>
double over_year(int month, Value const& value)
{
    double sum = 0;
    for (int m = month / 12 * 12; m <= december(month / 12); ++m) sum += value(m);
    return sum;
}

Measured aci_paid(MeasuredRun const& run, std::uint32_t, int month)
{
    Reading const read(run);
    return run.population->scale * over_year(month, [&](int m) { return read.cpts(observable::aci_paid, m); }) / 1e6;
}

Measured paid_hours_per_signed(MeasuredRun const& run, std::uint32_t professions, int month)
{
    Reading const read(run);
    return share(over_year(month, [&](int m) { return read.persons(observable::hours_paid, professions, m); }),
                 over_year(month, [&](int m) { return read.cpts(observable::cpts_signed, m); }) / 12);
}

double members(Reading const& read, std::uint32_t professions, int month)
{
    double sum = 0;
    for (auto const role : {observable::passive, observable::active, observable::board, observable::on_leave})
        sum += read.persons(role, professions, month);
    return sum;
}

/// Of those whom a row counts in the December before that of the month's year, the share that another counts in both;
/// 2019 has no December before.
template <class Before>
Measured retention(int month, Reading const& read, observable::Row kept, std::uint32_t professions,
                   Before const& before)
{
    int const year = month / 12;
    if (year == 0) return {0, 0};
    double const many = before(year - 1);
    return {share(read.persons(kept, professions, year), many), many};
}

/// Gross and without the attached: whoever retires or moves away is lost.
Measured retention_nominal(MeasuredRun const& run, std::uint32_t professions, int month)
{
    Reading const read(run);
    return retention(month, read, observable::chosen_kept, professions,
                     [&](int year) { return members(read, professions, december(year)); });
}

Measured retention_active(MeasuredRun const& run, std::uint32_t professions, int month)
{
    Reading const read(run);
    return retention(month, read, observable::givers_kept, professions,
                     [&](int year) { return read.persons(observable::givers, professions, year); });
}

/// At the end of the month: active or on the board among members.
Measured active_per_member(MeasuredRun const& run, std::uint32_t professions, int month)
{
    Reading const read(run);
    double const all = members(read, professions, month);
    return {share(read.persons(observable::active, professions, month) +
                      read.persons(observable::board, professions, month),
                  all),
            all};
}

/// At the end of the month: dormant among signed CPTS.
Measured dormant_share(MeasuredRun const& run, std::uint32_t, int month)
{
    Reading const read(run);
    double const all = read.cpts(observable::cpts_signed, month);
    return {share(read.cpts(observable::cpts_dormant, month), all), all};
}

// ---------------------------------------------------------------- registry: adhesions in signed CPTS

double registered(Reading const& read, std::uint32_t professions, int year)
{
    return read.persons(observable::members_year, professions, year) -
           read.persons(observable::project_chosen, professions, year);
}
double registered_with_structures(Reading const& read, int year)
{
    return registered(read, kEveryone, year) + read.cpts(observable::structures, december(year));
}

/// A quotient of numbers of Decembers, interpolated as such, out of the divisor in the middle of the month.
template <class Part, class Whole>
Measured quotient(Reading const& read, int month, Part const& part, Whole const& whole)
{
    return {between_decembers(read, month, [&](int year) { return share(part(year), whole(year)); }),
            between_decembers(read, month, whole)};
}

Measured members_per_signed(MeasuredRun const& run, std::uint32_t, int month)
{
    Reading const read(run);
    return quotient(
        read, month, [&](int year) { return registered_with_structures(read, year); },
        [&](int year) { return read.cpts(observable::cpts_signed, december(year)); });
}

Measured members_share(MeasuredRun const& run, std::uint32_t professions, int month)
{
    Reading const read(run);
    return quotient(
        read, month, [&](int year) { return registered(read, professions, year); },
        [&](int year) { return registered_with_structures(read, year); });
}

/// Among persons only: what the source counts.
Measured members_share_doctors(MeasuredRun const& run, std::uint32_t professions, int month)
{
    Reading const read(run);
    return quotient(
        read, month, [&](int year) { return registered(read, professions, year); },
        [&](int year) { return registered(read, kEveryone, year); });
}

constexpr int kGpSurvey = 1550, kExhaustionSurvey = 1926;
constexpr Quantity kQuantities[] = {
    {"stage_pre_project", ErrorScale::linear, 0, stage_count<0, 1>},
    {"stage_letter", ErrorScale::linear, 0, stage_count<1, 1>},
    {"stage_validated", ErrorScale::linear, 0, stage_count<2, 1>},
    {"stage_signed", ErrorScale::linear, 0, stage_count<3, 1>},
    {"stage_project", ErrorScale::linear, 0, stage_count<1, 2>},
    {"stage_all", ErrorScale::linear, 0, stage_count<0, 4>},
    {"population_signed", ErrorScale::log_odds, 0, population_signed},
    {"population_project", ErrorScale::log_odds, 0, population_project},
    {"aci_paid", ErrorScale::linear, 0, aci_paid},
    {"paid_hours_per_signed", ErrorScale::linear, 0, paid_hours_per_signed},
    {"members_per_signed", ErrorScale::log, 0, members_per_signed},
    {"members_share", ErrorScale::composition, 0, members_share},
    {"members_share_doctors", ErrorScale::log_odds, 0, members_share_doctors},
    {"survey_operating", ErrorScale::composition, kGpSurvey, survey_operating},
    {"survey_project", ErrorScale::composition, kGpSurvey, survey_project},
    {"survey_women", ErrorScale::log, kGpSurvey, survey_women},
    {"survey_multiprofessional", ErrorScale::log, kGpSurvey, survey_multiprofessional},
    {"opinion_favourable", ErrorScale::composition, kGpSurvey, opinion_favourable},
    {"opinion_hostile", ErrorScale::composition, kGpSurvey, opinion_hostile},
    {"coordinated_anywhere", ErrorScale::log_odds, 0, coordinated_anywhere},
    {"severe_exhaustion", ErrorScale::log_odds, kExhaustionSurvey, severe_exhaustion},
    {"exhaustion_over_50_hours", ErrorScale::log, 0, exhaustion_over_50_hours},
    {"exhaustion_group_practice", ErrorScale::log, 0, exhaustion_group_practice},
    {"retention_nominal", ErrorScale::log_odds, 0, retention_nominal},
    {"retention_active", ErrorScale::log_odds, 0, retention_active},
    {"active_per_member", ErrorScale::log_odds, 0, active_per_member},
    {"dormant_share", ErrorScale::log_odds, 0, dormant_share},
};

/// Patterns of which the model tells less than the survey asked.
struct Merged {
    char const* pattern;
    char const* quantity;
};
constexpr Merged kMerged[] = {{"opinion_unavoidable", "opinion_favourable"},
                              {"opinion_interesting", "opinion_favourable"},
                              {"opinion_useless", "opinion_hostile"}};

}  // namespace

Quantity const* quantity_of(std::string const& pattern)
{
    std::string name = pattern;
    for (auto const& merged : kMerged)
        if (pattern == merged.pattern) name = merged.quantity;
    auto const found = std::find_if(std::begin(kQuantities), std::end(kQuantities),
                                    [&](Quantity const& quantity) { return name == quantity.name; });
    return found == std::end(kQuantities) ? nullptr : found;
}

std::span<Quantity const> quantities() { return kQuantities; }

std::string whole_of(std::string const& name) { return name.substr(0, name.find('_')); }

bool is_remainder(std::string const& pattern) { return pattern == "opinion_none"; }

}  // namespace cptsim
