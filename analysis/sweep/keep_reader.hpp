// What a study keeps of each run: [keep] of STUDY.toml.
#pragma once
#include <string>
#include <vector>

#include "sim/files/toml_reader.hpp"
#include "sim/model/kept.hpp"

namespace cptsim {

/// Reads [keep], or what is usual where a study has none, of runs that end in `end_month`.
void read_keep(TomlNode const*, int end_month, Kept&, TomlReader&);

/// A list of texts that is not empty; what is none is noted.
[[nodiscard]] std::vector<std::string> read_texts(TomlNode const&, std::string const& path, TomlReader&);

}  // namespace cptsim
