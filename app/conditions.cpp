// cptsim conditions FILE.h5: what would have to be true for a policy to work, and which one is regretted least.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "analysis/decision/conditions.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/parallel.hpp"

namespace cptsim::app {
namespace {

struct ConditionsCommand {
    std::string file;
    QuestionChoice choice;
    ConditionsOptions options;
    int threads = 0;
    Language language{};
};

void run_conditions(ConditionsCommand const& command)
{
    ResultsFile const file(command.file);
    auto const asked = ask(command.file, file.plan(), command.choice);
    auto everything = command.choice;
    everything.policies = {"all"};  // regret is over every policy of the launch
    auto const question = ask(command.file, file.plan(), everything);
    auto const draws = read_draws(file, question, kLeastDrawsForConditions);
    std::vector<Conditions> found;
    with_threads(command.threads, [&] {
        for (std::size_t i = 1; i < asked.options.size(); ++i) {
            auto const at = std::find(question.options.begin(), question.options.end(), asked.options[i]);
            found.push_back(
                find_conditions(draws, static_cast<std::size_t>(at - question.options.begin()), command.options));
        }
    });
    ConditionsFrame const frame{command.file, read_prior_draws(file, question), prior_dates(file)};
    fmt::print("{}", conditions_text(frame, draws, found, command.options, command.language));
}

}  // namespace

void setup_conditions(Program& program)
{
    auto command = program.add(
        "conditions", {"Say what would have to be true for a policy to work, and what is regretted least",
                       "Dit ce qui devrait être vrai pour qu'une politique agisse, et laquelle se regrette le moins"});
    auto const options = std::make_shared<ConditionsCommand>();
    add_question_options(command, options->file, options->choice);
    command
        .real("--by", options->options.by, -1e9, 1e9,
              {"By more than this, in the unit of the indicator", "De plus que cela, dans l'unité de l'indicateur"})
        .shown_as("X")
        .with_default();
    command.threads(options->threads);
    command.language(options->language);
    command.run([options] { run_conditions(*options); });
}

}  // namespace cptsim::app
