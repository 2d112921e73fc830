// Memory for arrays that vector registers read.
#pragma once
#include <cstddef>
#include <memory>

namespace cptsim {

struct FreeFloats {
    void operator()(float* p) const;
};
using Floats = std::unique_ptr<float[], FreeFloats>;

/// `size` floats aligned to 64 bytes, not set; throws std::bad_alloc. Large arrays lie on pages of 2 MiB where the
/// system has them: the month of a territory walks through hundreds of small ones.
[[nodiscard]] Floats allocate_floats(std::size_t size);

}  // namespace cptsim
