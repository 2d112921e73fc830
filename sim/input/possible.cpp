#include "sim/input/possible.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/base/language.hpp"
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

std::string value_fault(int row, double value)
{
    if (!takes_whole_numbers(row)) return "";
    bool const whole = value == std::floor(value);
    if (row == parameter::board_seats) return whole ? "" : " (must be a whole number)";
    return whole && value >= 1 && std::fmod(12, value) == 0 ? "" : " (must be 1, 2, 3, 4, 6 or 12)";
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

std::string FinalParameters::fault(std::map<int, double> const& set)
{
    for (auto const& [row, value] : set)
        if (auto const wrong = value_fault(row, value); !wrong.empty())
            return fmt::format("{} is {}{}", path_of(row), plain_number(value), wrong);
    for (std::size_t group = 0; group < shares_of_one().size(); ++group) {
        double sum = 0;
        for (int const row : shares_of_one()[group])
            if (auto const found = set.find(row); found != set.end()) sum += found->second;
        auto const most = most_left(group, set);
        if (sum + most.sum > 1 + kRounding) return words(group, set, sum, most);
    }
    return "";
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

std::string FinalParameters::words(std::size_t group, std::map<int, double> const& set, double sum,
                                   Most const& most) const
{
    std::vector<std::string> given, left;
    for (int const row : shares_of_one()[group]) {
        auto const found = set.find(row);
        double const value = found != set.end() ? found->second : points_[most.point][static_cast<std::size_t>(row)];
        (found != set.end() ? given : left).push_back(fmt::format("{} {}", path_of(row), rounded(value)));
    }
    auto const where = points_.size() > 1 ? fmt::format(" in replicate {}", most.point) : "";
    auto text = fmt::format("shares add up to {}{} (must be 1 at most: ", rounded(sum + most.sum), where);
    if (!given.empty()) text += join(given) + (left.empty() ? "" : " as set, ");
    if (!left.empty()) text += join(left) + (points_.size() > 1 ? " as drawn" : "");
    text += ')';
    if (!given.empty() && !left.empty() && sum < 1)
        text += fmt::format(" set the others too, in proportion: times {:.3f}?",
                            std::floor(1000 * (1 - sum) / most.sum) / 1000);
    return text;
}

}  // namespace cptsim
