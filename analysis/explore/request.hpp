// What a page asks for, out of the JSON that it sends.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/explore/policy_form.hpp"

namespace cptsim {

/// A policy of a session, by the number that its page gave it.
struct AskedPolicy {
    int id = 0;
    PolicyForm form;
};

/// A body of a call: what is not of its kind is left out.
struct ExploreRequest {
    std::map<std::string, std::string> texts;      ///< members that are texts, and numbers as text
    std::map<std::string, std::string> territory;  ///< "kind", "value", and the fields of one's own
    std::vector<AskedPolicy> policies;
    [[nodiscard]] std::string text(std::string const& name) const;
    /// A whole number from 0 to a million, or -1.
    [[nodiscard]] int number(std::string const& name) const;
};

/// Whether this build reads JSON (nlohmann-json3-dev).
[[nodiscard]] bool reads_json();

/// Nothing where the body is no JSON object, or has more than `kMostPolicies` policies or `kMostFields` fields.
[[nodiscard]] std::optional<ExploreRequest> parse_request(std::string_view body);

inline constexpr std::size_t kMostPolicies = 12, kMostFields = 64;

}  // namespace cptsim
