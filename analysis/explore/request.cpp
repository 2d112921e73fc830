#include "analysis/explore/request.hpp"

#ifdef CPTSIM_JSON
#include <nlohmann/json.hpp>
#endif

#include "sim/files/json.hpp"

namespace cptsim {

std::string ExploreRequest::text(std::string const& name) const
{
    auto const found = texts.find(name);
    return found == texts.end() ? "" : found->second;
}

int ExploreRequest::number(std::string const& name) const
{
    auto const digits = text(name);
    if (digits.empty() || digits.size() > 6 || digits.find_first_not_of("0123456789") != std::string::npos) return -1;
    return std::stoi(digits);
}

#ifdef CPTSIM_JSON
namespace {

using Json = nlohmann::json;

constexpr int kMostNested = 16;

/// Members that are texts or whole numbers.
std::map<std::string, std::string> texts_of(Json const& object)
{
    std::map<std::string, std::string> texts;
    if (!object.is_object()) return texts;
    for (auto const& [name, value] : object.items())
        if (value.is_string())
            texts[name] = value.get<std::string>();
        else if (value.is_number_unsigned())
            texts[name] = std::to_string(value.get<unsigned long long>());
    return texts;
}

}  // namespace

bool reads_json() { return true; }

std::optional<ExploreRequest> parse_request(std::string_view body)
{
    if (is_nested_deeper(body, kMostNested)) return {};
    auto const json = Json::parse(body.begin(), body.end(), nullptr, false);
    if (!json.is_object()) return {};
    ExploreRequest request;
    request.texts = texts_of(json);
    if (json.contains("territory")) {
        request.territory = texts_of(json["territory"]);
        if (json["territory"].is_object() && json["territory"].contains("counts"))
            for (auto const& [profession, count] : texts_of(json["territory"]["counts"]))
                request.territory["count_" + profession] = count;
    }
    if (json.contains("policies")) {
        auto const& list = json["policies"];
        if (!list.is_array() || list.size() > kMostPolicies) return {};
        for (auto const& one : list) {
            ExploreRequest part;
            part.texts = texts_of(one);
            AskedPolicy policy{part.number("id"), {}};
            if (one.is_object() && one.contains("fields")) policy.form = texts_of(one["fields"]);
            if (policy.id < 0 || policy.form.size() > kMostFields) return {};
            request.policies.push_back(std::move(policy));
        }
    }
    return request;
}
#else
bool reads_json() { return false; }
std::optional<ExploreRequest> parse_request(std::string_view) { return {}; }
#endif

}  // namespace cptsim
