#include "analysis/sweep/study_results.hpp"

#include <algorithm>

#include "analysis/sweep/study.hpp"
#include "sim/base/error.hpp"
#include "sim/files/netcdf_file.hpp"

namespace cptsim {
namespace {

Manifest merged_manifest(std::string const& file)
{
    if (format_of(file) != kSweepFormat)
        throw InputError(
            {InputProblem{file, 0, 0, "is no merged file of a sweep (cptsim merge makes one) another file?"}});
    return read_manifest(file);
}

}  // namespace

StudyResults::StudyResults(std::string file)
    : file_(std::move(file)), manifest_(merged_manifest(file_)), outcomes_(manifest_.sweep)
{
}

void StudyResults::read()
{
    auto const& sweep = manifest_.sweep;
    design_ = manifest_.design.method == "csv" ? sweep.design : design_points(manifest_.design, sweep.factors);
    require_design(file_, sweep, manifest_.design, design_);
    read_merged(file_, [&](std::size_t run, std::vector<float> const& values) { outcomes_.add(run, values); });
}

std::size_t StudyResults::failed() const
{
    auto const all = NetcdfReader(file_).texts("/runs/status");
    return static_cast<std::size_t>(std::count(all.begin(), all.end(), "failed"));
}

}  // namespace cptsim
