// What a study keeps of each run: [keep] of STUDY.toml.
#pragma once
#include "sim/files/toml_reader.hpp"
#include "sim/model/kept.hpp"

namespace cptsim {

/// Reads [keep], or what is usual where a study has none, of runs that end in `end_month`.
void read_keep(TomlNode const*, int end_month, Kept&, TomlReader&);

}  // namespace cptsim
