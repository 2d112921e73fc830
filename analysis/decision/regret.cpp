#include "analysis/decision/regret.hpp"

#include <algorithm>

namespace cptsim {

std::vector<Regret> regrets(Draws const& draws)
{
    auto const frames = draws.frames();
    auto const options = draws.values.size();
    std::vector<std::vector<ClusteredValue>> best(options), lack(options);
    std::vector<std::vector<double>> lacks(options);
    for (std::size_t i = 0; i < draws.size(); ++i) {
        std::vector<double> gains;
        for (auto const& values : draws.values) gains.push_back(draws.question.sign() * values[i]);
        double const most = *std::max_element(gains.begin(), gains.end());
        auto const equal = static_cast<double>(std::count(gains.begin(), gains.end(), most));
        for (std::size_t option = 0; option < options; ++option) {
            best[option].push_back({frames[i], gains[option] == most ? 1 / equal : 0});
            lack[option].push_back({frames[i], most - gains[option]});
            lacks[option].push_back(most - gains[option]);
        }
    }
    std::vector<Regret> result(options);
    for (std::size_t option = 0; option < options && draws.size() > 0; ++option)
        result[option] = {estimate_mean(best[option]), estimate_mean(lack[option]), quantile(lacks[option], 0.95),
                          *std::max_element(lacks[option].begin(), lacks[option].end())};
    return result;
}

}  // namespace cptsim
