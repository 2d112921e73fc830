// Parts of cptsim territories.
#pragma once
#include <string>

#include "sim/base/language.hpp"
#include "sim/input/own_territory.hpp"

namespace cptsim::app {

class Command;

void add_territories_make(Command& territories);
/// What was made and of what, for the director who asked.
[[nodiscard]] std::string made_territory_words(MadeTerritory const& made, Language language);

}  // namespace cptsim::app
