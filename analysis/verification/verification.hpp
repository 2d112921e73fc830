// Whether a result file holds what its own scenarios, places, parameters and seed give.
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>

#include "sim/base/language.hpp"
#include "sim/files/sealed_file.hpp"

namespace cptsim {

struct VerificationOptions {
    bool all = false;        ///< compute everything again, not a sample
    std::uint64_t seed = 0;  ///< of the sample
    int threads = 0;         ///< 0: as many as the process may use
    Seal seal = Seal::required;
    std::atomic<bool> const* interrupted = nullptr;  ///< ends the work before the next pack
};

/// What was found.
struct Verification {
    enum Verdict {
        identical,
        different,    ///< `where` says where first
        not_here,     ///< this program cannot compute these runs: `where` says which could
        interrupted,  ///< before the sample was done
    } verdict = identical;
    std::string where[2];  ///< in English and French
    std::uint64_t seed = 0;
    std::size_t packs = 0, drawn = 0;  ///< that hold a run that is done, and those that were computed again
    std::size_t runs = 0, again = 0;   ///< the same, in runs; those from the priors included
    /// Of not drawing the pack of one changed run.
    [[nodiscard]] double chance_of_missing() const;
};

/// Verifies the result file of a launch or a merged sweep: its seal, what it says of its making, keys and digests of
/// its runs, the labels of its axes, and the values of a random sample of runs, 5 % in whole packs, at least one, which
/// are compared with their digests and bit by bit with what is computed again. Nothing else is read, so that it costs a
/// part of the launch. Throws InputError for what is no whole result file.
[[nodiscard]] Verification verify_results(std::string const& path, VerificationOptions const&);

/// What is said of it.
[[nodiscard]] std::string verification_words(Verification const&, Language);

}  // namespace cptsim
