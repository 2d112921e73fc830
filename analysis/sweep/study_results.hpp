// The merged file of a study, read for what is said of it.
#pragma once
#include <string>
#include <vector>

#include "analysis/sweep/outcomes.hpp"
#include "analysis/sweep/sweep_file.hpp"

namespace cptsim {

/// All runs of a merged file as outcomes.
class StudyResults {
  public:
    /// Opens the file; its runs are read by read(). Throws InputError for what is no merged file of this program.
    explicit StudyResults(std::string const& file, Seal = Seal::required);
    StudyResults(StudyResults const&) = delete;
    StudyResults& operator=(StudyResults const&) = delete;

    /// Reads the runs. Throws InputError where they are damaged, or the design is not that of the study.
    void read();

    [[nodiscard]] ResultsFile const& file() const { return file_; }
    [[nodiscard]] Manifest const& manifest() const { return manifest_; }
    [[nodiscard]] Sweep const& sweep() const { return manifest_.sweep; }
    [[nodiscard]] StudyOutcomes const& outcomes() const { return outcomes_; }
    /// [point][factor] in probability; of a list the points themselves.
    [[nodiscard]] std::vector<std::vector<double>> const& design() const { return design_; }
    /// Runs that failed.
    [[nodiscard]] std::size_t failed() const;

  private:
    ResultsFile file_;
    Manifest manifest_;
    StudyOutcomes outcomes_;
    std::vector<std::vector<double>> design_;
};

}  // namespace cptsim
