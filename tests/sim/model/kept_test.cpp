// What is kept of a run's observables, and where it stands in the whole.
#include "sim/model/kept.hpp"

#include <catch2/catch.hpp>

namespace cptsim {

TEST_CASE("the years that are kept are those whose December is kept")
{
    Plan plan;
    plan.end_month = 191;
    Kept const kept{{}, {0, 11, 12, 35, 46, 47, 191}, {}};
    CHECK(kept_positions(kept, plan, Axis::year) == std::vector<int>{0, 2, 3, 15});
    CHECK(kept_positions(kept, plan, Axis::month) == kept.months);
}

TEST_CASE("a kept field says where its values stand in the whole observable")
{
    Plan plan;
    plan.end_month = 23;
    Kept const kept{{observable::active, observable::signatures}, {11, 23}, {0, kProfessions}};
    auto const fields = kept_fields(kept, plan);
    REQUIRE(fields.size() == 2);
    CHECK(fields[0].observable == observable::active);
    CHECK(fields[0].shape == std::vector<std::size_t>{2, 2});
    CHECK(fields[0].source == std::vector<std::uint32_t>{11 * 9, 11 * 9 + 8, 23 * 9, 23 * 9 + 8});
    CHECK(fields[1].shape == std::vector<std::size_t>{2});
    CHECK(fields[1].source == std::vector<std::uint32_t>{11, 23});
}

}  // namespace cptsim
