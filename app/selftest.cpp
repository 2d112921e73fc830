// cptsim selftest: whether the program computes on this machine what it computes elsewhere.
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "analysis/verification/self_test.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"

namespace cptsim::app {

void setup_selftest(Program& program)
{
    auto command =
        program.add("selftest", {"Check essential statistics and known results on this machine",
                                 "Vérifie sur cette machine des statistiques essentielles et des résultats connus"});
    auto const language = std::make_shared<Language>();
    command.language(*language);
    command.run([language] {
        auto const test = run_self_test();
        fmt::print("{}", self_test_words(test, *language));
        std::fflush(stdout);
        if (!test.holds()) throw Exit{kOurFailure};
    });
}

}  // namespace cptsim::app
