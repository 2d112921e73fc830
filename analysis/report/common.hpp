// What the pages of launches and of studies have in common, as members of their JSON.
#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "analysis/report/data.hpp"
#include "analysis/report/json.hpp"
#include "analysis/sweep/sweep.hpp"

namespace cptsim {

/// lang, words.
void write_opening(Json&, Language);
/// scenarios, with the replicates that are there of each.
void write_scenarios(Json&, Plan const&, Language, std::function<std::size_t(int scenario)> const& replicates);
/// asked.
void write_asked(Json&, std::vector<AskedScenario> const&);
/// identity.
void write_identity(Json&, Plan const&, ReportIdentity const&, long runs);
/// A list of sentences.
void write_texts(Json&, std::vector<std::string> const&);

}  // namespace cptsim
