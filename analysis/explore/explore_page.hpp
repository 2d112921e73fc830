// The page of cptsim explore: one HTML file with its data, style and script, which asks no other host.
#pragma once
#include <map>
#include <string>

#include "sim/base/language.hpp"
#include "sim/model/scenario.hpp"

namespace cptsim {

struct ExplorePageInput {
    std::string tab;                               ///< the secret of the tab
    std::map<std::string, std::string> territory;  ///< of the first view, as choose_territory() takes it
    Scenario const* baseline = nullptr;            ///< today's law
};

struct ExplorePage {
    std::string html;
    std::string policy;  ///< Content-Security-Policy: its own style and script by their hashes, calls of this server
};

[[nodiscard]] ExplorePage explore_page(ExplorePageInput const&, Language);

/// The step to the page by which the browser sends its cookie.
[[nodiscard]] std::string start_page();
[[nodiscard]] std::string start_policy();

}  // namespace cptsim
