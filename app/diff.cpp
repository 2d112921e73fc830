// cptsim diff A B: what differs between two scenarios.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/input/comparison.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/input/wording.hpp"

namespace cptsim::app {
namespace {

struct DiffOptions {
    ScenarioOptions scenarios;
    Language language{};
};

/// A lever in a month that one of the two scenarios changes in its own way.
struct LeverLine {
    LeverChange change;
    double a = 0, b = 0;
    int ramp_a = 0, ramp_b = 0;
};

bool concern_the_same(LeverChange const& x, LeverChange const& y)
{
    return x.lever == y.lever && x.month == y.month && x.professions == y.professions &&
           x.target.size_classes == y.target.size_classes && x.target.milieux == y.target.milieux &&
           x.target.zones == y.target.zones && x.target.regions == y.target.regions &&
           x.target.territories == y.target.territories;
}

std::vector<LeverLine> lever_lines(Scenario const& a, Scenario const& b)
{
    std::vector<LeverLine> lines;
    for (auto const& change : lever_changes(a, b))
        lines.push_back({change, change.other, change.after, 0, change.ramp});
    for (auto const& change : lever_changes(b, a)) {
        auto line = std::find_if(lines.begin(), lines.end(),
                                 [&](LeverLine const& l) { return concern_the_same(l.change, change); });
        if (line == lines.end()) line = lines.insert(lines.end(), {change, 0, change.other, 0, 0});
        line->a = change.after;
        line->ramp_a = change.ramp;
    }
    std::stable_sort(lines.begin(), lines.end(), [](auto const& x, auto const& y) {
        return x.change.lever != y.change.lever ? x.change.lever < y.change.lever : x.change.month < y.change.month;
    });
    return lines;
}

class Difference {
  public:
    Difference(Scenario const& a, Scenario const& b, Language language) : a_(a), b_(b), language_(language) {}

    void print()
    {
        for (auto const* scenario : {&a_, &b_}) fmt::print("{}: {}\n", scenario->name, title(*scenario, language_));
        print_heads();
        int last = -1;
        for (auto const& line : lever_lines(a_, b_)) {
            auto const& field = lever_fields()[static_cast<std::size_t>(line.change.lever)];
            if (line.change.lever != last) print_heading("levers." + field.name, meaning(field, language_));
            last = line.change.lever;
            print_sides(
                fmt::format("{} {}, {}", Text{"from", "dès"}.in(language_), month_words(line.change.month, language_),
                            target_words(line.change.target, line.change.professions, language_)),
                value_words(field, line.a, language_) + ramp_words(line.ramp_a, language_),
                value_words(field, line.b, language_) + ramp_words(line.ramp_b, language_));
        }
        for (auto const& change : parameter_changes(a_, b_)) {
            auto const& field = parameter_fields()[static_cast<std::size_t>(change.row)];
            print_heading(field.path, meaning(field, language_));
            print_sides(Text{"the whole run", "toute la simulation"}.in(language_),
                        value_words(field, change.before, language_), value_words(field, change.after, language_));
        }
        if (!differs_) fmt::print("{}\n", Text{"No difference.", "Aucune différence."}.in(language_));
    }

  private:
    void print_heads()
    {
        auto const months = [&](Text what, int a, int b) {
            if (a != b) print_sides(what.in(language_), month_words(a, language_), month_words(b, language_));
        };
        months({"end", "fin"}, a_.end_month, b_.end_month);
        months({"start of the policy", "début de la politique"}, a_.policy_month, b_.policy_month);
        if (a_.population != b_.population) print_sides("population", a_.population, b_.population);
    }

    void print_heading(std::string const& path, std::string_view meaning)
    {
        fmt::print("\n{}{}{}\n", path, Text{": ", " : "}.in(language_), meaning);
    }

    void print_sides(std::string const& what, std::string const& a, std::string const& b)
    {
        differs_ = true;
        auto const colon = Text{": ", " : "}.in(language_);
        fmt::print("  {}\n    {}{}{}\n    {}{}{}\n", what, a_.name, colon, a.empty() ? "-" : a, b_.name, colon,
                   b.empty() ? "-" : b);
    }

    Scenario const& a_;
    Scenario const& b_;
    Language language_;
    bool differs_ = false;
};

void run_diff(DiffOptions const& options)
{
    if (options.scenarios.files.size() != 2)
        throw InputError(both({"diff needs two scenarios (it got {})", "diff compare deux scénarios (et en a reçu {})"},
                              options.scenarios.files.size()));
    auto const a = read_scenario(options.scenarios.files[0], options.scenarios.sets, options.scenarios.limits);
    auto const b = read_scenario(options.scenarios.files[1], options.scenarios.sets, options.scenarios.limits);
    Difference(a, b, options.language).print();
}

}  // namespace

void setup_diff(Program& program)
{
    auto command =
        program.add("diff", {"Say what differs between two scenarios", "Dit ce qui diffère entre deux scénarios"});
    auto const options = std::make_shared<DiffOptions>();
    add_scenario_options(command, options->scenarios);
    command.language(options->language);
    command.run([options] { run_diff(*options); });
}

}  // namespace cptsim::app
