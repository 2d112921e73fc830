// What the prior twin of a launch gave, kept between launches: it costs as much as the launch, and changes with it
// alone.
#pragma once
#include <optional>
#include <string>

#include "analysis/effects/effects.hpp"

namespace cptsim::app {

/// The place of one twin's summary among those kept in $XDG_CACHE_HOME/cptsim (else ~/.cache/cptsim). It is named by a
/// hash of all that the summary depends on: the program itself, scenarios, territories, seed, replicates, points. At
/// most 64 MiB are kept, the least recently used go first. Whatever is wrong with a file, it is as if it were not
/// there.
class PriorCache {
  public:
    explicit PriorCache(Plan const& twin);
    [[nodiscard]] std::optional<Summary> find() const;
    /// Keeps a summary in which all runs are finished.
    void keep(Summary const& summary) const;

  private:
    Plan const& twin_;
    std::string folder_;  ///< "" where there is no place for a cache
    std::string key_, file_;
};

}  // namespace cptsim::app
