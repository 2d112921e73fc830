// What this program was built from, for /provenance and `cptsim --version`.
#pragma once

namespace cptsim {

/// Release of the program, as "0.1.0".
[[nodiscard]] char const* version();

/// Commit of the sources, shortened, with "-dirty" where tracked files differ from it; "unknown" outside a git clone.
[[nodiscard]] char const* git_commit();

/// Hash of all files of sim/ that it was built from, shortened: what decides the results.
[[nodiscard]] char const* source_hash();

/// Kind of build, as "Release".
[[nodiscard]] char const* build_type();

/// Compiler and its version, as "GCC 12.2.0".
[[nodiscard]] char const* compiler();

/// Rises with each change that changes results for the same seed and scenario ("Changes results" in CHANGELOG.md).
[[nodiscard]] constexpr int results_version() { return 5; }

}  // namespace cptsim
