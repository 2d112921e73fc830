// What a user can ask of the program on their own machine: essential statistics, and results that every machine gives.
#pragma once
#include <string>
#include <vector>

#include "sim/base/language.hpp"

namespace cptsim {

struct SelfTest {
    struct Check {
        Text what;
        bool holds = false;
        std::string found;  ///< "" where it holds
    };
    std::vector<Check> checks;
    [[nodiscard]] bool holds() const;
};

/// Known answers of the random numbers, of their distributions and of the statistics; then the digests of the three
/// tiny runs of tests/digests, on one thread and on all. The same draws and runs each time, so nothing fails by chance.
[[nodiscard]] SelfTest run_self_test();

[[nodiscard]] std::string self_test_words(SelfTest const&, Language);

/// A file of tests/digests as it was when the program was built: "voluntary.toml", "territories.csv", "digests.txt" …
[[nodiscard]] char const* self_test_file(std::string const& name);

}  // namespace cptsim
