// What a sweep runs, after reading and validation: scenarios x points of a design x replicates, and what is kept of
// each run.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/language.hpp"
#include "sim/model/kept.hpp"
#include "sim/model/recorder.hpp"

namespace cptsim {

/// A quantity that the points of a design set. Its value is one number: that of a parameter or lever, the row of a word
/// in LeverField::words, or a month since January 2019.
struct SweepFactor {
    enum class Kind { parameter, lever, date };
    std::string path;  ///< "board.seats", "levers.lump_sum.2024-01", "levers.attachment.date"
    Kind kind = Kind::parameter;
    std::vector<int> rows;          ///< of a parameter, in parameter_fields(): eight where it differs by profession
    LeverEntry entry;               ///< of a lever, but for its value; of a date, but for its month
    Prior prior;                    ///< of a continuous factor
    std::vector<double> values;     ///< levels of any other
    double min = 0, max = 0;        ///< bounds of a normal distribution
    std::optional<double> mode;     ///< of a triangular one, whose ends are those of a uniform prior
    std::vector<int> proportional;  ///< parameters that share a whole with this one: they keep their proportions
    std::vector<bool> scenarios;    ///< [scenario] whether it concerns that scenario
    [[nodiscard]] bool continuous() const { return values.empty(); }
    [[nodiscard]] bool has_words() const;  ///< of a lever that is a choice
};

/// Value of a factor at `u` in [0, 1]: the quantile of its distribution, or one of its levels in equal parts.
[[nodiscard]] double factor_value(SweepFactor const&, double u);

/// Everything that decides the results of a sweep. Runs are numbered replicate by replicate, in each point by point, in
/// each scenario by scenario, so that a sweep cut short is a balanced design.
struct Sweep {
    std::string file, text;  ///< the study, and all that it says
    std::string title_en, title_fr;
    Plan plan;  ///< scenarios, people, seed, replicates, and what each replicate drew
    std::vector<SweepFactor> factors;
    std::vector<std::vector<double>> design;  ///< [point][factor]
    Kept kept;

    [[nodiscard]] std::size_t runs() const;
    [[nodiscard]] Run run(std::size_t number) const;  ///< Run::point is the point of the design
    [[nodiscard]] std::size_t number(Run const&) const;
};

/// The title of a study in a language, or in the one that it has.
[[nodiscard]] std::string title_of_study(Sweep const&, Language);

/// Runs [first, first + count) that go side by side: up to kLanes of one frame.
struct RunRange {
    std::size_t first = 0, count = 0;
    int frame = 0;
};
/// All packs of a sweep, in the order of its runs: the same for whoever runs a part of them.
class SweepPacks {
  public:
    explicit SweepPacks(Sweep const&);
    [[nodiscard]] std::size_t size() const { return packs_; }
    [[nodiscard]] std::size_t frame_packs() const { return frame_packs_; }  ///< of a whole frame
    [[nodiscard]] RunRange operator[](std::size_t pack) const;
    [[nodiscard]] std::size_t pack_of(std::size_t run) const;

  private:
    std::size_t runs_, frame_runs_, frame_packs_, packs_;
};

/// A scenario at a point of the design, as if its file said so; resolved_toml is left to its reader.
[[nodiscard]] Scenario varied(Sweep const&, int scenario, int point);

/// Parameters that a replicate starts from, before what a scenario or the design sets.
[[nodiscard]] std::vector<double> const& replicate_parameters(Sweep const&, int replicate);

/// What a run left behind, or why it failed.
struct SweepResult {
    std::uint32_t run = 0;
    std::vector<float> values;  ///< of all kept fields, one after the other; empty where it failed
    std::string failure;        ///< "" unless it failed
    [[nodiscard]] bool failed() const { return values.empty(); }
};

/// Where the results of a sweep are kept: the door between those who run and those who write. Any thread may call.
class SweepLedger {
  public:
    virtual ~SweepLedger() = default;
    /// Takes a pack for this process. Returns its runs that are still to do: none where it is done, or in work
    /// elsewhere.
    [[nodiscard]] virtual std::vector<std::uint32_t> claim(std::size_t pack) = 0;
    /// Takes the results of what claim() returned, all of them.
    virtual void keep(std::size_t pack, std::vector<SweepResult> results) = 0;
};

}  // namespace cptsim
