// Signatures whose date the table of territories knows: facts in every run. docs/model.md, "Known signatures".
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "sim/run/lanes.hpp"
#include "sim/run/regions.hpp"

namespace cptsim {

/// What is known of one signature.
struct SignatureFact {
    int month = 0;
    bool or_before = false;
    [[nodiscard]] bool allows(int m) const { return or_before ? m <= month : m == month; }
};

/// A CPTS on its way to the signature.
struct ProjectFile {
    int stage = kNone;
    int months = 0;  ///< in the stage
    void take(kernel::KnownStep step);
};

/// One run's law of the way to the signature: hazards of each month from January 2019 on.
struct StageLaw {
    std::vector<std::array<double, kSigned>> hazards;  ///< [month][stage]; of writing, once its least months are over
    double abandon = 0;                                ///< hazard of giving up a pre-project
    int writing_wait = 0;                              ///< months of writing before the one that may end it
};

/// The steps of a file up to its signature, the months of `u` being the draws of the law: the law's own, given the
/// fact. Ends with the step that signs; has a step for each month of the law at most.
[[nodiscard]] std::vector<kernel::KnownStep> steps_given(SignatureFact, ProjectFile, StageLaw const&,
                                                         std::vector<float> const& u);

/// Whether a lever takes part in how projects go on, on which known signatures rest.
[[nodiscard]] bool moves_projects(int lever);

/// The steps that the known signatures of a table leave, in one pack of runs. All scenarios of a replicate have those
/// of its run of the reference.
class KnownSignatures {
  public:
    explicit KnownSignatures(Plan const& plan);

    void draw(Plan const&, kernel::Table const&, std::vector<kernel::Block> const&, kernel::Runs const&,
              LeverTables const&);
    /// Takes the steps of another pack of the same table and end: lane l those of its lane `lane_of[l]`.
    void follow(KnownSignatures const& other, std::array<int, kLanes> const& lane_of);

    /// [kMonths][kLanes] of a year (0 is 2019); null where nothing is known, or no more.
    [[nodiscard]] std::int32_t const* steps(std::size_t territory, int year) const;
    /// From which year on nothing is known any more.
    [[nodiscard]] int years() const { return years_; }

  private:
    struct alignas(64) MonthSteps {
        std::int32_t of[kLanes];  ///< KnownStep of each lane
    };
    struct Known {
        std::size_t territory = 0;
        SignatureFact fact;
        int years = 0;                  ///< of the run, up to the date
        std::vector<float> hazards;     ///< [month][kSigned][kLanes]
        std::vector<MonthSteps> steps;  ///< [month]
    };
    class Past;
    static void draw_steps(Known&, kernel::Block const&, kernel::Runs const&);

    std::vector<Known> known_;
    std::vector<int> index_;  ///< [territory] in known_, or -1
    int years_ = 0;           ///< that any of them needs
};

}  // namespace cptsim
