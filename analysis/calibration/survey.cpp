#include "analysis/calibration/survey.hpp"

#include "analysis/calibration/reading.hpp"

namespace cptsim {
namespace {

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
        double const project = share(year_of(observable::project_chosen, year), members);
        double const others =
            year_of(observable::multiprofessional, year) - year_of(observable::multiprofessional_chosen, year);
        return {share(members, people), project, share(others, people)};
    }
    /// The survey has no cross tables: members of projects, and practices of non-members, as among all GPs.
    [[nodiscard]] Asked women(int year) const
    {
        auto const everyone = all(year);
        double const members = share(year_of(observable::women_chosen, year), year_of(observable::women, year));
        double const in_team = everyone.members < 1 ? everyone.others_in_team / (1 - everyone.members) : 0;
        return {members, everyone.project, (1 - members) * in_team};
    }
    [[nodiscard]] Asked multiprofessional(int year) const
    {
        double const members =
            share(year_of(observable::multiprofessional_chosen, year), year_of(observable::multiprofessional, year));
        return {members, all(year).project, 1 - members};
    }
    [[nodiscard]] double year_of(observable::Row field, int year) const { return read_.persons(field, who_, year); }
    [[nodiscard]] double eligible(int year) const { return read_.persons(observable::eligible, who_, december(year)); }
    [[nodiscard]] Reading const& read() const { return read_; }
    /// A share of those asked, in the middle of a month.
    template <class Share>
    [[nodiscard]] Measured measured(int month, Share const& share_in) const
    {
        return {between_decembers(read_, month, share_in),
                between_decembers(read_, month, [&](int year) { return eligible(year); })};
    }

  private:
    Reading read_;
    std::uint32_t who_;
};

/// A group against all, with the same half a person of all on each side of both odds: 1 where nobody answers so.
template <Asked (Survey::*Group)(int) const>
Measured survey_odds_ratio(MeasuredRun const& run, std::uint32_t professions, int month)
{
    Survey const survey(run, professions);
    return between_decembers(survey.read(), month, [&](int year) {
        double const people = survey.eligible(year);
        if (people == 0) return 1.0;
        auto const odds = [&](Asked const& asked) {
            double const p = operating(asked, run.operators);
            return (p + 0.5 / people) / (1 - p + 0.5 / people);
        };
        return odds((survey.*Group)(year)) / odds(survey.all(year));
    });
}

template <observable::Row Field>
Measured share_in_december(MeasuredRun const& run, std::uint32_t professions, int month)
{
    Survey const survey(run, professions);
    return survey.measured(month, [&](int year) { return share(survey.year_of(Field, year), survey.eligible(year)); });
}

/// Risk ratio of severe exhaustion, those of a group against the others, half a person of all more in both risks:
/// 1 where nobody is exhausted, and where nobody is in the group, or everyone.
template <observable::Row Group, observable::Row SevereThere>
Measured exhaustion_ratio(MeasuredRun const& run, std::uint32_t professions, int month)
{
    Survey const survey(run, professions);
    return between_decembers(survey.read(), month, [&](int year) {
        double const people = survey.eligible(year), many = survey.year_of(Group, year);
        if (many == 0 || many == people) return 1.0;
        double const severe = survey.read().persons(observable::severe, professions, december(year));
        double const of_many = survey.year_of(SevereThere, year);
        return (of_many / many + 0.5 / people) / ((severe - of_many) / (people - many) + 0.5 / people);
    });
}

}  // namespace

Measured survey_operating(MeasuredRun const& run, std::uint32_t professions, int month)
{
    Survey const survey(run, professions);
    return survey.measured(month, [&](int year) { return operating(survey.all(year), run.operators); });
}

/// Members of projects who do not take their CPTS for an operating one.
Measured survey_project(MeasuredRun const& run, std::uint32_t professions, int month)
{
    Survey const survey(run, professions);
    return survey.measured(month, [&](int year) {
        auto const asked = survey.all(year);
        return asked.members * asked.project * (1 - run.operators[1]);
    });
}

/// Members, and non-members of practices whose coordination is recognised: as frequent among non-members as among all.
Measured coordinated_anywhere(MeasuredRun const& run, std::uint32_t professions, int month)
{
    constexpr auto row = static_cast<std::size_t>(parameter::traits_elsewhere_multiprofessional);
    Survey const survey(run, professions);
    return survey.measured(month, [&](int year) {
        auto const asked = survey.all(year);
        return asked.members + asked.others_in_team * run.parameters[row];
    });
}

Measured severe_exhaustion(MeasuredRun const& run, std::uint32_t professions, int month)
{
    Reading const read(run);
    auto const people = [&](int m) { return read.persons(observable::eligible, professions, m); };
    return {mid_month(month, [&](int m) { return share(read.persons(observable::severe, professions, m), people(m)); }),
            mid_month(month, people)};
}

Measured survey_women(MeasuredRun const& run, std::uint32_t professions, int month)
{
    return survey_odds_ratio<&Survey::women>(run, professions, month);
}
Measured survey_multiprofessional(MeasuredRun const& run, std::uint32_t professions, int month)
{
    return survey_odds_ratio<&Survey::multiprofessional>(run, professions, month);
}

Measured opinion_favourable(MeasuredRun const& run, std::uint32_t professions, int month)
{
    return share_in_december<observable::favourable>(run, professions, month);
}
Measured opinion_hostile(MeasuredRun const& run, std::uint32_t professions, int month)
{
    return share_in_december<observable::hostile>(run, professions, month);
}

Measured exhaustion_over_50_hours(MeasuredRun const& run, std::uint32_t professions, int month)
{
    return exhaustion_ratio<observable::long_hours, observable::long_hours_severe>(run, professions, month);
}
Measured exhaustion_group_practice(MeasuredRun const& run, std::uint32_t professions, int month)
{
    return exhaustion_ratio<observable::group_practice, observable::group_practice_severe>(run, professions, month);
}

}  // namespace cptsim
