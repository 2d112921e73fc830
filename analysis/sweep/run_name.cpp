#include "analysis/sweep/run_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/base/number.hpp"
#include "sim/base/text.hpp"
#include "sim/files/shell.hpp"

namespace cptsim {

std::string run_name(Sweep const& sweep, Run const& run)
{
    return fmt::format("{}:{}:{}", sweep.plan.scenarios[static_cast<std::size_t>(run.scenario)].name, run.point,
                       run.replicate);
}

Run parse_run(Sweep const& sweep, std::string const& option, std::string const& name)
{
    auto const refuse = [&](Words const& why) {
        throw InputError(both({"{} is \"{}\" ({}) as in {}", "{} vaut « {} » ({}) par exemple {}"}, option, name, why,
                              run_name(sweep, sweep.run(0))));
    };
    auto const first = name.find(':'), second = name.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos)
        refuse({"must be scenario:point:replicate", "il faut scénario:point:simulation"});
    std::vector<std::string> names;
    for (auto const& scenario : sweep.plan.scenarios) names.push_back(scenario.name);
    auto const scenario = std::find(names.begin(), names.end(), name.substr(0, first));
    if (scenario == names.end())
        refuse(both({"the study has {}", "l'étude a {}"}, fmt::format("{}", fmt::join(names, ", "))));
    auto const number = [&](std::string const& text, std::size_t count, Text const& what) {
        int const value = parse_number<int>(text).value_or(-1);
        if (value < 0 || static_cast<std::size_t>(value) >= count)
            refuse(both({"{} go from 0 to {}", "{} : de 0 à {}"}, what, count - 1));
        return value;
    };
    return {static_cast<int>(scenario - names.begin()),
            number(name.substr(second + 1), static_cast<std::size_t>(sweep.plan.replicates),
                   {"replicates", "les simulations"}),
            number(name.substr(first + 1, second - first - 1), sweep.design.size(), {"points", "les points"})};
}

std::string command_alone(std::string const& source, Sweep const& sweep, Run const& run)
{
    return fmt::format("cptsim sweep {} --only {}", shell_word(source), run_name(sweep, run));
}

}  // namespace cptsim
