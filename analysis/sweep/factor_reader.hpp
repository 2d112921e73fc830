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
    void note_unknown_factor(Place const&, std::string const& path);
    void read_table(TomlNode const& node, std::string const& prefix);
    void read_factor(TomlNode const& node, std::string const& path);
    [[nodiscard]] bool find_parameter(SweepFactor&, TomlNode const& node);
    [[nodiscard]] bool find_lever(SweepFactor&, TomlNode const& node);
    [[nodiscard]] TomlNode entry_of(TomlNode const& node, SweepFactor const&);
    void give_value(TomlNode& entry, std::string const& path, std::string const& lever);
    void read_scenarios(TomlNode const& node, SweepFactor&);
    void read_proportional(TomlNode const& node, SweepFactor&);

    TomlReader& reader_;
    std::vector<Scenario> const& scenarios_;
    bool distributions_;
    std::vector<std::pair<SweepFactor, Place>> found_;
};

}  // namespace cptsim
