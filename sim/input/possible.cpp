#include "sim/input/possible.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/base/text.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/model/fields.hpp"

namespace cptsim {
namespace {

constexpr double kRounding = 1e-6;  ///< draws are kept in single precision

std::string const& path_of(int row) { return parameter_fields()[static_cast<std::size_t>(row)].path; }

std::string rounded(double value) { return plain_number(std::round(value * 1e6) / 1e6); }

}  // namespace

bool takes_whole_numbers(int row)
{
    return row == parameter::board_seats || row == parameter::participation_review_interval;
}

Words value_fault(int row, double value)
{
    if (!takes_whole_numbers(row)) return {};
    bool const whole = value == std::floor(value);
    if (row == parameter::board_seats)
        return whole ? Words{} : Words(Text{" (must be a whole number)", " (il faut un nombre entier)"});
    bool const divides = whole && value >= 1 && std::fmod(12, value) == 0;
    return divides ? Words{} : Words(Text{" (must be 1, 2, 3, 4, 6 or 12)", " (il faut 1, 2, 3, 4, 6 ou 12)"});
}

std::vector<std::vector<int>> const& shares_of_one()
{
    static std::vector<std::vector<int>> const groups = [] {
        using namespace parameter;
        std::vector<std::vector<int>> all = {{traits_free_rider_share, traits_conditional_share, traits_hump_share}};
        for (int p = 0; p < kProfessions; ++p)
            all.push_back({traits_group_share + p, traits_multiprofessional_share + p, traits_salaried_share});
        return all;
    }();
    return groups;
}

Words FinalParameters::fault(std::map<int, double> const& set)
{
    for (auto const& [row, value] : set)
        if (auto const wrong = value_fault(row, value); !wrong.empty())
            return both({"{} is {}{}", "{} vaut {}{}"}, path_of(row), plain_number(value), wrong);
    for (std::size_t group = 0; group < shares_of_one().size(); ++group) {
        double sum = 0;
        for (int const row : shares_of_one()[group])
            if (auto const found = set.find(row); found != set.end()) sum += found->second;
        auto const most = most_left(group, set);
        if (sum + most.sum > 1 + kRounding) return words(group, set, sum, most);
    }
    return {};
}

FinalParameters::Most FinalParameters::most_left(std::size_t group, std::map<int, double> const& set)
{
    auto const& rows = shares_of_one()[group];
    unsigned mask = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) mask |= set.contains(rows[i]) ? 1U << i : 0U;
    auto const [known, is_new] = known_.try_emplace({group, mask});
    if (!is_new) return known->second;
    for (std::size_t point = 0; point < points_.size(); ++point) {
        double sum = 0;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if ((mask >> i & 1U) == 0) sum += points_[point][static_cast<std::size_t>(rows[i])];
        if (sum > known->second.sum) known->second = {sum, point};
    }
    return known->second;
}

Words FinalParameters::words(std::size_t group, std::map<int, double> const& set, double sum, Most const& most) const
{
    std::vector<std::string> given, left;
    for (int const row : shares_of_one()[group]) {
        auto const found = set.find(row);
        double const value = found != set.end() ? found->second : points_[most.point][static_cast<std::size_t>(row)];
        (found != set.end() ? given : left).push_back(fmt::format("{} {}", path_of(row), rounded(value)));
    }
    auto const where = points_.size() > 1 ? both({" in replicate {}", " dans la simulation {}"}, most.point) : Words{};
    auto text = both({"shares add up to {}{} (must be 1 at most: ", "la somme des parts est {}{} (au plus 1 : "},
                     rounded(sum + most.sum), where);
    if (!given.empty()) text = text + join(given) + (left.empty() ? Text{} : Text{" as set, ", " fixées, "});
    if (!left.empty()) text = text + join(left) + (points_.size() > 1 ? Text{" as drawn", " tirées"} : Text{});
    text = text + ")";
    if (!given.empty() && !left.empty() && sum < 1)
        text = text + both({" set the others too, in proportion: times {:.3f}?",
                            " fixer aussi les autres, en proportion : fois {:.3f} ?"},
                           std::floor(1000 * (1 - sum) / most.sum) / 1000);
    return text;
}

}  // namespace cptsim
