// Which kernel runs: the best of the CPU, or the one that is asked for.
#include "sim/model/dispatch.hpp"

#include <catch2/catch.hpp>

#include "sim/base/error.hpp"

namespace cptsim {

using kernel::table_avx2;
using kernel::table_avx512;
using kernel::table_baseline;

TEST_CASE("without a word the best kernel of the CPU runs")
{
    CHECK(&kernel_for("", {false, false}) == &table_baseline);
    CHECK(&kernel_for("", {true, false}) == &table_avx2);
    CHECK(&kernel_for("", {true, true}) == &table_avx512);
}

TEST_CASE("the kernel that is asked for runs, or none")
{
    CHECK(&kernel_for("baseline", {true, true}) == &table_baseline);
    CHECK(&kernel_for("baseline", {false, false}) == &table_baseline);
    CHECK(&kernel_for("avx2", {true, true}) == &table_avx2);
    CHECK(&kernel_for("avx2", {true, false}) == &table_avx2);
    CHECK(&kernel_for("avx512", {true, true}) == &table_avx512);
    CHECK_THROWS_AS(kernel_for("avx2", {false, false}), InputError);
    CHECK_THROWS_AS(kernel_for("avx512", {true, false}), InputError);
    CHECK_THROWS_AS(kernel_for("AVX2", {true, true}), InputError);
}

}  // namespace cptsim
