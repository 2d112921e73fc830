#include "analysis/design/design.hpp"

#include "sim/base/error.hpp"

namespace cptsim {

std::vector<std::vector<double>> make_design(std::span<DesignFactor const> factors, DesignOptions const& options)
{
    if (options.method != DesignMethod::full_factorial)
        throw InputError(
            "the design has a method that this program does not have yet (only full factorials and lists)");
    std::vector<std::vector<double>> points(1);
    for (auto const& factor : factors) {
        int const levels = factor.levels > 0 ? factor.levels : options.levels;
        if (levels < 1) throw InputError("the design needs a number of levels for continuous factors");
        std::vector<std::vector<double>> next;
        for (auto const& point : points)
            for (int level = 0; level < levels; ++level) {
                next.push_back(point);
                next.back().push_back((level + 0.5) / levels);
            }
        points = std::move(next);
    }
    return points;
}

}  // namespace cptsim
