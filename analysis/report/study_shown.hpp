// What the page of a study shows of it: outcomes, dates, groups of points, and the indices.
#pragma once
#include <cstddef>
#include <utility>
#include <vector>

#include "analysis/report/study_tables.hpp"
#include "analysis/sweep/response.hpp"
#include "analysis/sweep/study_sensitivity.hpp"

namespace cptsim {

/// A scenario: itself, or its paired difference from the reference.
struct ShownSeries {
    int scenario = 0;
    bool is_effect = false;
};

/// A page holds some of the outcomes, and maps of some pairs of factors.
class StudyShown {
  public:
    explicit StudyShown(StudyReportInput const&);

    std::vector<ShownSeries> series;
    std::vector<int> outcomes, dates;                        ///< rows of StudyOutcomes::list() and dates()
    std::vector<FactorGroups> groups, map_groups;            ///< [factor]
    std::vector<std::pair<std::size_t, std::size_t>> pairs;  ///< factors of maps: down and across

    /// Of rows of these lists.
    [[nodiscard]] PointValues values(std::size_t outcome, std::size_t date, std::size_t one) const;
    [[nodiscard]] StudySensitivity const& indices(std::size_t outcome, std::size_t date, std::size_t one) const;
    /// add(outcome, date, series) of all that is shown.
    template <class Add>
    void each(Add const& add) const
    {
        for (std::size_t outcome = 0; outcome < outcomes.size(); ++outcome)
            for (std::size_t date = 0; date < dates.size(); ++date)
                for (std::size_t one = 0; one < series.size(); ++one) add(outcome, date, one);
    }

  private:
    void choose_outcomes();
    void choose_dates();
    void group_factors();
    void compute_indices();
    void pair_factors();

    StudyReportInput const& input_;
    StudyOutcomes const& all_;
    std::vector<StudySensitivity> indices_;  ///< [outcome, date, series]
};

}  // namespace cptsim
