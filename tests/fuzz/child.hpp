// Reading in a process that may die of it.
#pragma once
#include <string_view>

namespace cptsim::fuzz {

/// What reads bytes.
using Read = void (*)(std::string_view bytes);

/// Calls `read` in a child, which may refuse the bytes, find that they contradict themselves, or die within HDF5: all
/// these are answers. Anything else that ends the child, and what takes the time of a hundred files, ends this process
/// too.
///
/// In a libFuzzer program the child lives on, from one input to the next, and tells this process what it covered.
void in_child(std::string_view bytes, Read read);

}  // namespace cptsim::fuzz
