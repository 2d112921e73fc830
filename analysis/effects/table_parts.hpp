// The parts of the table that are words: its header and its notes.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "analysis/effects/effects.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// What ran, and what follows from it for the intervals.
[[nodiscard]] std::string table_header(Summary const&, Summary const* prior, Language);

/// Gathers what the cells of a block cannot say.
class TableNotes {
  public:
    /// `before_data` holds the draws from the priors, if there are any.
    TableNotes(Summary const& summary, Summary const& before_data, Language language)
        : s_(summary), before_data_(before_data), language_(language)
    {
    }
    /// Replicates that an estimate had to leave out.
    void left_out(Estimate const&, int date, int indicator);
    /// A sign that the model and its priors decide, and the parameter that moves the effect most.
    void sign(Effect const&, SignCall, int scenario, int date, int indicator);
    /// A prediction that the data have hardly contracted.
    void assumption_driven() { assumption_driven_ = true; }
    /// The notes since the last call, one a line.
    [[nodiscard]] std::string take();

  private:
    [[nodiscard]] std::string where(int date, int indicator) const;

    Summary const& s_;
    Summary const& before_data_;
    Language language_;
    bool assumption_driven_ = false;
    std::vector<std::string> left_out_;
    std::map<int, std::string> signs_;  ///< by indicator: the last date at which its sign is assumed
};

}  // namespace cptsim
