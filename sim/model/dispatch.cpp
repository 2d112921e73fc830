#include "sim/model/dispatch.hpp"

#include <cstdlib>

#include "sim/base/error.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

bool has_avx2() { return __builtin_cpu_supports("avx2"); }
bool has_avx512()
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
}

}  // namespace

kernel::Table const& kernel_for(std::string_view word, Instructions cpu)
{
    if (word.empty()) return cpu.avx512 ? kernel::table_avx512 : cpu.avx2 ? kernel::table_avx2 : kernel::table_baseline;
    if (word != "baseline" && word != "avx2" && word != "avx512")
        throw InputError(both({"CPTSIM_SIMD = '{}' is not an instruction set (baseline, avx2 or avx512)",
                               "CPTSIM_SIMD = « {} » n'est pas un jeu d'instructions (baseline, avx2 ou avx512)"},
                              word));
    if ((word == "avx2" && !cpu.avx2) || (word == "avx512" && !cpu.avx512))
        throw InputError(
            both({"CPTSIM_SIMD = {}: this CPU does not have it", "CPTSIM_SIMD = {} : ce processeur ne l'a pas"}, word));
    return word == "baseline" ? kernel::table_baseline : word == "avx2" ? kernel::table_avx2 : kernel::table_avx512;
}

kernel::Table const& kernel_table()
{
    static kernel::Table const& table = []() -> kernel::Table const& {
        char const* const forced = std::getenv("CPTSIM_SIMD");
        return kernel_for(forced ? forced : "", {has_avx2(), has_avx512()});
    }();
    return table;
}

}  // namespace cptsim
