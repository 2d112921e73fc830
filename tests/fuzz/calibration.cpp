// A calibration, with patterns and tables among those shipped.
#include "analysis/calibration/calibration_file.hpp"
#include "tests/fuzz/fuzz.hpp"

void cptsim::fuzz::take(std::string_view bytes)
{
    File const file(bytes);
    static_cast<void>(read_calibration(file.path()));
}
