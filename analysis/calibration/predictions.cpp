#include "analysis/calibration/predictions.hpp"

#include <algorithm>
#include <array>

#include "analysis/calibration/reading.hpp"

namespace cptsim {
namespace {

constexpr std::uint32_t kEveryone = 0xFF;

// ---------------------------------------------------------------- stages and money

double stages(MeasuredRun const& run, int month, std::span<observable::Row const> fields)
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
double stage_count(MeasuredRun const& run, std::uint32_t, int month)
{
    return stages(run, month, std::span(kStageFields).subspan(First, Count));
}

double population_signed(MeasuredRun const& run, std::uint32_t, int month)
{
    Reading const read(run);
    return mid_month(month, [&](int m) { return read.cpts(observable::population_signed, m); }) /
           run.population->territories.inhabitants();
}

double population_project(MeasuredRun const& run, std::uint32_t, int month)
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
    return between_decembers(read, month, covered) / run.population->territories.inhabitants();
}

/// Sum of the months of the calendar year of `month`.
template <class Value>
double over_year(int month, Value const& value)
{
    double sum = 0;
    for (int m = month / 12 * 12; m <= december(month / 12); ++m) sum += value(m);
    return sum;
}

double aci_paid(MeasuredRun const& run, std::uint32_t, int month)
{
    Reading const read(run);
    return run.population->scale * over_year(month, [&](int m) { return read.cpts(observable::aci_paid, m); }) / 1e6;
}

double paid_hours_per_signed(MeasuredRun const& run, std::uint32_t professions, int month)
{
    Reading const read(run);
    return over_year(month, [&](int m) { return read.persons(observable::hours_paid, professions, m); }) /
           (over_year(month, [&](int m) { return read.cpts(observable::cpts_signed, m); }) / 12);
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

double members_per_signed(MeasuredRun const& run, std::uint32_t, int month)
{
    Reading const read(run);
    return between_decembers(read, month, [&](int year) {
        return registered_with_structures(read, year) / read.cpts(observable::cpts_signed, december(year));
    });
}

double members_share(MeasuredRun const& run, std::uint32_t professions, int month)
{
    Reading const read(run);
    return between_decembers(read, month, [&](int year) {
        return registered(read, professions, year) / registered_with_structures(read, year);
    });
}

/// Among persons only: what the source counts.
double members_share_doctors(MeasuredRun const& run, std::uint32_t professions, int month)
{
    Reading const read(run);
    return between_decembers(
        read, month, [&](int year) { return registered(read, professions, year) / registered(read, kEveryone, year); });
}

// ---------------------------------------------------------------- survey: what GPs answer

/// Shares of the persons asked, one December.
struct Asked {
    double members = 0;         ///< of those asked
    double project = 0;         ///< of the members: of a CPTS that is still a project
    double others_in_team = 0;  ///< of those asked: non-members in a multi-professional practice
};

/// Share of those asked who answer "in an operating CPTS".
double operating(Asked const& asked, std::span<double const> operators)
{
    double const as_member = (1 - asked.project) * operators[0] + asked.project * operators[1];
    return asked.members * as_member + asked.others_in_team * operators[2];
}

/// Answers of GPs by December.
class Survey {
  public:
    Survey(MeasuredRun const& run, std::uint32_t professions) : read_(run), who_(professions) {}

    [[nodiscard]] Asked all(int year) const
    {
        double const members = year_of(observable::members_year, year), people = eligible(year);
        double const project = members > 0 ? year_of(observable::project_chosen, year) / members : 0;
        double const others =
            year_of(observable::multiprofessional, year) - year_of(observable::multiprofessional_chosen, year);
        return {members / people, project, others / people};
    }
    /// The survey has no cross tables: members of projects, and practices of non-members, as among all GPs.
    [[nodiscard]] Asked women(int year) const
    {
        auto const everyone = all(year);
        double const members = year_of(observable::women_chosen, year) / year_of(observable::women, year);
        double const in_team = everyone.members < 1 ? everyone.others_in_team / (1 - everyone.members) : 0;
        return {members, everyone.project, (1 - members) * in_team};
    }
    [[nodiscard]] Asked multiprofessional(int year) const
    {
        double const members =
            year_of(observable::multiprofessional_chosen, year) / year_of(observable::multiprofessional, year);
        return {members, all(year).project, 1 - members};
    }
    [[nodiscard]] double year_of(observable::Row field, int year) const { return read_.persons(field, who_, year); }
    [[nodiscard]] double eligible(int year) const { return read_.persons(observable::eligible, who_, december(year)); }
    [[nodiscard]] Reading const& read() const { return read_; }

  private:
    Reading read_;
    std::uint32_t who_;
};

double survey_operating(MeasuredRun const& run, std::uint32_t professions, int month)
{
    Survey const survey(run, professions);
    return between_decembers(survey.read(), month,
                             [&](int year) { return operating(survey.all(year), run.operators); });
}

/// Members of projects who do not take their CPTS for an operating one.
double survey_project(MeasuredRun const& run, std::uint32_t professions, int month)
{
    Survey const survey(run, professions);
    return between_decembers(survey.read(), month, [&](int year) {
        auto const asked = survey.all(year);
        return asked.members * asked.project * (1 - run.operators[1]);
    });
}

template <Asked (Survey::*Group)(int) const>
double survey_odds_ratio(MeasuredRun const& run, std::uint32_t professions, int month)
{
    Survey const survey(run, professions);
    auto const odds = [](double p) { return p / (1 - p); };
    return between_decembers(survey.read(), month, [&](int year) {
        return odds(operating((survey.*Group)(year), run.operators)) / odds(operating(survey.all(year), run.operators));
    });
}

double share_in_december(MeasuredRun const& run, observable::Row field, std::uint32_t professions, int month)
{
    Survey const survey(run, professions);
    return between_decembers(survey.read(), month,
                             [&](int year) { return survey.year_of(field, year) / survey.eligible(year); });
}
double opinion_favourable(MeasuredRun const& run, std::uint32_t professions, int month)
{
    return share_in_december(run, observable::favourable, professions, month);
}
double opinion_hostile(MeasuredRun const& run, std::uint32_t professions, int month)
{
    return share_in_december(run, observable::hostile, professions, month);
}

/// Members, and non-members of practices whose coordination is recognised: as frequent among non-members as among all.
double coordinated_anywhere(MeasuredRun const& run, std::uint32_t professions, int month)
{
    constexpr auto row = static_cast<std::size_t>(parameter::traits_elsewhere_multiprofessional);
    Survey const survey(run, professions);
    return between_decembers(survey.read(), month, [&](int year) {
        auto const asked = survey.all(year);
        return asked.members + asked.others_in_team * run.parameters[row];
    });
}

// ---------------------------------------------------------------- exhaustion

double severe_exhaustion(MeasuredRun const& run, std::uint32_t professions, int month)
{
    Reading const read(run);
    return mid_month(month, [&](int m) {
        return read.persons(observable::severe, professions, m) / read.persons(observable::eligible, professions, m);
    });
}

/// Risk ratio of severe exhaustion, those of a group against the others.
double exhaustion_ratio(MeasuredRun const& run, std::uint32_t professions, int month, observable::Row group,
                        observable::Row severe_there)
{
    Survey const survey(run, professions);
    return between_decembers(survey.read(), month, [&](int year) {
        double const severe = survey.read().persons(observable::severe, professions, december(year));
        double const many = survey.year_of(group, year);
        double const of_many = survey.year_of(severe_there, year);
        return of_many / many / ((severe - of_many) / (survey.eligible(year) - many));
    });
}

double exhaustion_over_50_hours(MeasuredRun const& run, std::uint32_t professions, int month)
{
    return exhaustion_ratio(run, professions, month, observable::long_hours, observable::long_hours_severe);
}

double exhaustion_group_practice(MeasuredRun const& run, std::uint32_t professions, int month)
{
    return exhaustion_ratio(run, professions, month, observable::group_practice, observable::group_practice_severe);
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
    {"paid_hours_per_signed", ErrorScale::excess, 0, paid_hours_per_signed},
    {"members_per_signed", ErrorScale::log, 0, members_per_signed},
    {"members_share", ErrorScale::composition, 0, members_share},
    {"members_share_doctors", ErrorScale::log_odds, 0, members_share_doctors},
    {"survey_operating", ErrorScale::composition, kGpSurvey, survey_operating},
    {"survey_project", ErrorScale::composition, kGpSurvey, survey_project},
    {"survey_women", ErrorScale::log, kGpSurvey, survey_odds_ratio<&Survey::women>},
    {"survey_multiprofessional", ErrorScale::log, kGpSurvey, survey_odds_ratio<&Survey::multiprofessional>},
    {"opinion_favourable", ErrorScale::composition, kGpSurvey, opinion_favourable},
    {"opinion_hostile", ErrorScale::composition, kGpSurvey, opinion_hostile},
    {"coordinated_anywhere", ErrorScale::log_odds, 0, coordinated_anywhere},
    {"severe_exhaustion", ErrorScale::log_odds, kExhaustionSurvey, severe_exhaustion},
    {"exhaustion_over_50_hours", ErrorScale::log, 0, exhaustion_over_50_hours},
    {"exhaustion_group_practice", ErrorScale::log, 0, exhaustion_group_practice},
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

}  // namespace cptsim
