// A study, with scenarios and tables among those shipped.
#include "analysis/sweep/study_file.hpp"
#include "tests/fuzz/fuzz.hpp"

void cptsim::fuzz::take(std::string_view bytes)
{
    File const file(bytes);
    static_cast<void>(read_study(file.path()));
}
