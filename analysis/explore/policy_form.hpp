// The form of a policy: numbers with today's law beside each, made into a scenario file and read as any other.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/model/scenario.hpp"

namespace cptsim {

/// A number of the form.
struct PolicyField {
    char const* id;
    int group = 0;  ///< row in policy_groups()
    int lever = 0;
    std::uint32_t professions = 0;  ///< bit p: profession p
    double scale = 1;               ///< shown = scale x value of the lever
    Text unit, title;
};
struct PolicyGroup {
    char const* id;
    Text title;
};
[[nodiscard]] std::vector<PolicyField> const& policy_fields();
[[nodiscard]] std::vector<PolicyGroup> const& policy_groups();

/// Values of a form as they were typed, by field: those of policy_fields(), and "name", "start", "years", "attachment",
/// "scope", "opposition", "zone_ZIP", "zone_ZAC", "zone_other", "campaign_from", "campaign_to". A number that is left
/// out or empty stays as the law has it.
using PolicyForm = std::map<std::string, std::string>;

/// What is wrong with one field of a form.
struct FieldProblem {
    std::string field;  ///< "" of the form as a whole
    Words text;
};

struct MadePolicy {
    std::string toml;   ///< a file that extends the shipped baseline; "" where something is wrong
    std::string name;   ///< of the file
    std::string rules;  ///< what of it decides results: all but names
    std::vector<FieldProblem> problems;
};

/// The law as it is, which policies change.
[[nodiscard]] Scenario shipped_baseline();

/// First and last month in which a policy of the form may start.
[[nodiscard]] int first_start(Scenario const& baseline);
[[nodiscard]] int last_start(Scenario const& baseline);

/// What the law of the baseline gives a field in a month, as it is shown.
[[nodiscard]] double law_of(PolicyField const&, Scenario const& baseline, int month);

/// The file of a policy: only what differs from the law is in it, and the form, in comments. Its name is none of
/// `taken`.
[[nodiscard]] MadePolicy make_policy(PolicyForm const&, Scenario const& baseline,
                                     std::set<std::string> const& taken = {});

/// The form in the comments of such a file; nothing where the file is not what that form makes: what was written by
/// hand, or changed since, is for the command line.
[[nodiscard]] std::optional<PolicyForm> reopened(std::string const& toml, Scenario const& baseline);

/// Reads such a file. Throws InputError.
[[nodiscard]] Scenario read_policy(std::string const& toml);

}  // namespace cptsim
