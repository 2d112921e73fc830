// Tables of fields: what they say of each must be possible, and names lead to rows.
#include "sim/model/fields.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "sim/model/coordinate.hpp"

namespace cptsim {
namespace {

std::vector<ParameterField> all_parameters()
{
    std::vector<ParameterField> all = parameter_fields();
    all.insert(all.end(), operator_fields().begin(), operator_fields().end());
    return all;
}

}  // namespace

TEST_CASE("a parameter's default is within its bounds, and within what its prior allows")
{
    for (auto const& field : all_parameters()) {
        INFO(field.path);
        CHECK(field.min <= field.default_value);
        CHECK(field.default_value <= field.max);
        Prior const& prior = field.prior;
        if (prior.kind == Prior::uniform || prior.kind == Prior::log_uniform) {
            CHECK(field.min <= prior.a);
            CHECK(prior.a <= field.default_value);
            CHECK(field.default_value <= prior.b);
            CHECK(prior.b <= field.max);
        }
        if (prior.kind == Prior::log_uniform) CHECK(prior.a > 0);
        if (prior.kind == Prior::normal) {
            CHECK(prior.b > 0);
            CHECK(std::abs(field.default_value - prior.a) <= prior.b);
        }
    }
}

TEST_CASE("a lever's value without a policy is within its bounds, and a choice has a word for each number")
{
    for (auto const& field : lever_fields()) {
        INFO(field.name);
        CHECK(field.min <= field.default_value);
        CHECK(field.default_value <= field.max);
        if (field.words.empty()) continue;
        CHECK(field.default_value == 0);
        CHECK(field.min == 0);
        CHECK(field.max == static_cast<double>(field.words.size() - 1));
    }
}

TEST_CASE("a name leads to its row, and no name stands twice")
{
    std::set<std::string> paths;
    for (auto const& field : all_parameters()) CHECK(paths.insert(field.path).second);
    for (std::size_t i = 0; i < parameter_fields().size(); ++i)
        CHECK(parameter_index(parameter_fields()[i].path) == static_cast<int>(i));
    for (std::size_t i = 0; i < lever_fields().size(); ++i)
        CHECK(lever_index(lever_fields()[i].name) == static_cast<int>(i));
    for (std::size_t i = 0; i < observable_fields().size(); ++i)
        CHECK(observable_index(observable_fields()[i].name) == static_cast<int>(i));
    CHECK(parameter_index("board.chairs") == -1);
    CHECK(parameter_index("board.seats") == parameter::board_seats);
    CHECK(lever_index("hourly_indemnity") == lever::hourly_indemnity);
    CHECK(observable_index("active") == observable::active);
}

}  // namespace cptsim
