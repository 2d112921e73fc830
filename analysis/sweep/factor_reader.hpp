// The factors of a study: [factors] of STUDY.toml, and columns of a list of points.
#pragma once
#include <string>
#include <vector>

#include "analysis/sweep/sweep.hpp"
#include "sim/files/toml_reader.hpp"

namespace cptsim {

class FactorReader {
  public:
    /// Factors over these scenarios, the first of which gives the calendar. Without `distributions` a list of points
    /// says what values there are.
    FactorReader(TomlReader& reader, std::vector<Scenario> const& scenarios, bool distributions);

    /// Reads [factors]: paths written with dots or as tables in one another.
    void read(TomlNode const& factors) { read_table(factors, ""); }
    /// Adds a factor that a list of points names, unless it is there.
    void add_listed(std::string const& path, Place const&);
    /// Hands over the factors, in ascending order of their paths.
    void take(std::vector<SweepFactor>& factors, std::vector<Place>& places);

  private:
    void refuse_twice();
    void read_table(TomlNode const& node, std::string const& prefix);
    void read_factor(TomlNode const& node, std::string const& path);
    [[nodiscard]] bool find_parameter(SweepFactor&, TomlNode const& node);
    [[nodiscard]] bool find_lever(SweepFactor&, TomlNode const& node);
    void read_scenarios(TomlNode const& node, SweepFactor&);
    void read_distribution(TomlNode const& node, SweepFactor&);
    void read_range(std::string const& word, TomlNode const& numbers, SweepFactor&);
    void read_levels(TomlNode const& list, SweepFactor&);
    void read_integers(TomlNode const& list, SweepFactor&);
    void read_months(TomlNode const& list, SweepFactor&, bool between);
    [[nodiscard]] NumberRange range_of(SweepFactor const&) const;

    TomlReader& reader_;
    std::vector<Scenario> const& scenarios_;
    bool distributions_;
    std::vector<std::pair<SweepFactor, Place>> found_;
};

/// The value of a factor in a list of points, under the calendar of a scenario; what is none is noted.
[[nodiscard]] double listed_value(SweepFactor const&, std::string const& text, Scenario const&, Place const&,
                                  TomlReader&);

}  // namespace cptsim
