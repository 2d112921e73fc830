// HDF5 keeps global state and prints its errors: whoever calls it holds this.
#pragma once
#include <mutex>

namespace cptsim {

/// One thread at a time in HDF5, in the whole program; while it is held HDF5 prints nothing in this thread.
[[nodiscard]] std::unique_lock<std::mutex> hold_hdf5();

}  // namespace cptsim
