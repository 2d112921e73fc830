#include "sim/base/memory.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace cptsim {

void FreeFloats::operator()(float* p) const { std::free(p); }

Floats allocate_floats(std::size_t size)
{
    constexpr std::size_t kRegister = 64, kPage = std::size_t{2} << 20;
    std::size_t const wanted = std::max<std::size_t>(size, 1) * sizeof(float);
    std::size_t const unit = wanted < 4 * kPage ? kRegister : kPage;
    std::size_t const bytes = (wanted + unit - 1) / unit * unit;
    Floats floats(static_cast<float*>(std::aligned_alloc(unit, bytes)));
    if (!floats) throw std::bad_alloc();
    if (unit == kPage) ::madvise(floats.get(), bytes, MADV_HUGEPAGE);  // an advice: refused, all is the same but slower
    return floats;
}

}  // namespace cptsim
