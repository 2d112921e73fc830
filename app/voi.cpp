// cptsim voi FILE.h5: what it would be worth to know before a policy is chosen.
#include <fmt/format.h>

#include <memory>

#include "analysis/decision/voi.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/error.hpp"
#include "sim/base/parallel.hpp"
#include "sim/base/text.hpp"

namespace cptsim::app {
namespace {

struct VoiCommand {
    std::string file, data;
    QuestionChoice choice;
    int threads = 0;
    Language language{};
};

/// What the launch can show of the planned data. A plan that was asked for must fit; of the shipped one, what fits is
/// taken.
std::vector<PlannedData> fitting(VoiCommand const& command, Plan const& plan, Question const& question, VoiFrame& frame)
{
    bool const is_asked = !command.data.empty();
    std::vector<PlannedData> fits;
    Problems problems;
    std::string const name = is_asked ? command.data : "planned_data";
    for (auto& one : read_planned_data(name)) {
        auto const why = misfit(one, plan, question);
        if (why.empty())
            fits.push_back(std::move(one));
        else if (is_asked)
            problems.note({name}, both({"data {}: {}", "données {} : {}"}, one.name, why));
        else
            frame.left_out.push_back(format(command.language, {"Left out: {} ({}).", "Laissé de côté : {} ({})."},
                                            one.title(command.language), why.in(command.language)));
    }
    problems.throw_if_any();
    return fits;
}

void run_voi(VoiCommand const& command)
{
    ResultsFile const file(command.file);
    auto const question = ask(command.file, file.plan(), command.choice);
    VoiFrame frame{command.file, {}};
    DataRecorder data(fitting(command, file.plan(), question, frame), file.plan(), question);
    auto const draws = read_draws(file, question, kLeastDrawsForVoi,
                                  [&](std::size_t option, int replicate, Observation const& observation) {
                                      data.see(option, replicate, observation);
                                  });
    VoiAnswer answer;
    with_threads(command.threads, [&] { answer = value_of_information(command.file, draws, data); });
    fmt::print("{}", voi_text(frame, draws, data, answer, command.language));
}

}  // namespace

void setup_voi(Program& program)
{
    auto command =
        program.add("voi", {"Say what it would be worth to know, or to measure, before a policy is chosen",
                            "Dit ce qu'il vaudrait de savoir, ou de mesurer, avant de choisir une politique"});
    auto const options = std::make_shared<VoiCommand>();
    add_question_options(command, options->file, options->choice);
    command
        .text("--data", options->data,
              {"Data that one might collect: a file, or a shipped name (default: planned_data)",
               "Données que l'on pourrait recueillir : un fichier, ou un nom fourni (par défaut : planned_data)"})
        .text_input()
        .shown_as("FILE.toml");
    command.threads(options->threads);
    command.language(options->language);
    command.run([options] { run_voi(*options); });
}

}  // namespace cptsim::app
