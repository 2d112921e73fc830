// cptsim explain SCENARIO...: what a scenario does, to whom, from when, compared with the one that it extends.
#include <fmt/format.h>

#include <memory>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/calendar.hpp"
#include "sim/input/explanation.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/input/wording.hpp"

namespace cptsim::app {
namespace {

struct ExplainOptions {
    ScenarioOptions scenarios;
    Language language{};
};

class Explanation {
  public:
    Explanation(Scenario const& base, Scenario const& scenario, Language language)
        : base_(base), scenario_(scenario), language_(language)
    {
    }

    void print() const
    {
        fmt::print("{} ({})\n", title(scenario_, language_), scenario_.name);
        if (auto const more = description(scenario_, language_); !more.empty()) fmt::print("{}\n", more);
        bool const is_overlay = scenario_.files.size() > 1;
        if (is_overlay)
            fmt::print("{} {} ({})\n", in({"Compared with", "Par rapport à"}), base_.name, base_.file);
        else
            fmt::print("{}\n",
                       in({"Compared with the defaults of the model", "Par rapport aux valeurs par défaut du modèle"}));
        print_time();
        auto const items = explain_changes(base_, scenario_, is_overlay, language_);
        for (auto const& item : items) {
            fmt::print("\n{}\n", item.heading);
            for (auto const& line : item.lines) fmt::print("  {}\n", line);
        }
        if (items.empty())
            fmt::print("\n{}\n", in({"No lever and no parameter differs.", "Aucun levier ni paramètre ne diffère."}));
    }

  private:
    [[nodiscard]] char const* in(Text words) const { return words.in(language_); }

    void print_time() const
    {
        auto const line = [&](Text what, int before, int after) {
            if (before == after) return;
            fmt::print("{}{} → {}\n", in(what), month_words(before, language_), month_words(after, language_));
        };
        line({"End: ", "Fin : "}, base_.end_month, scenario_.end_month);
        line({"Start of the policy: ", "Début de la politique : "}, base_.policy_month, scenario_.policy_month);
        if (base_.population != scenario_.population)
            fmt::print("{}{}\n", in({"Population: ", "Population : "}), scenario_.population);
    }

    Scenario const& base_;
    Scenario const& scenario_;
    Language language_;
};

void run_explain(ExplainOptions const& options)
{
    auto base_limits = options.scenarios.limits;
    base_limits.extends_anywhere = true;  // the scenario above it was allowed to go there
    bool is_first = true;
    for (auto const& scenario :
         read_scenarios(options.scenarios.files, options.scenarios.sets, options.scenarios.limits)) {
        if (!is_first) fmt::print("\n");
        is_first = false;
        Scenario base;
        if (scenario.files.size() > 1) base = read_scenario(scenario.files[1], {}, base_limits);
        Explanation(base, scenario, options.language).print();
    }
}

}  // namespace

void setup_explain(Program& program)
{
    auto command = program.add("explain", {"Say in plain words what a scenario does, to whom, from when",
                                           "Dit en clair ce que fait un scénario, à qui et à partir de quand"});
    auto const options = std::make_shared<ExplainOptions>();
    add_scenario_options(command, options->scenarios);
    command.language(options->language);
    command.run([options] { run_explain(*options); });
}

}  // namespace cptsim::app
