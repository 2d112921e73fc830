// A table of observed patterns.
#include "analysis/calibration/pattern_file.hpp"
#include "tests/fuzz/fuzz.hpp"

void cptsim::fuzz::take(std::string_view bytes) { static_cast<void>(read_patterns_text(bytes, "patterns.csv")); }
