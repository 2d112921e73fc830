#include "analysis/sweep/study_results.hpp"

#include <algorithm>

#include "analysis/sweep/study.hpp"
#include "sim/base/error.hpp"
#include "sim/files/cautious.hpp"

namespace cptsim {
namespace {

ResultsFile merged(std::string const& path, Seal seal)
{
    ResultsFile file(path, seal);
    if (!file.grid().is_sweep())
        throw InputError({path},
                         {"is not the merged file of a sweep (cptsim merge makes one) another file?",
                          "n'est pas le fichier fusionné d'un balayage (cptsim merge en fait un) un autre fichier ?"});
    return file;
}

}  // namespace

StudyResults::StudyResults(std::string const& file, Seal seal)
    : file_(merged(file, seal)),
      manifest_((rehearse(file, "study", [&] { StudyResults const study(file, seal); }), read_manifest(file_))),
      outcomes_(manifest_.sweep)
{
}

void StudyResults::read()
{
    auto const& sweep = manifest_.sweep;
    design_ = manifest_.design.method == "csv" ? sweep.design : design_points(manifest_.design, sweep.factors);
    require_design(file_.path(), sweep, manifest_.design, design_);
    file_.for_each([&](StoredRun const& stored, Observation const& observation) {
        std::vector<float> kept;
        for (auto const& field : file_.grid().observations())
            kept.insert(kept.end(), observation.own[field.row].begin(), observation.own[field.row].end());
        outcomes_.add(sweep.number(stored.run), kept);
    });
}

std::size_t StudyResults::failed() const
{
    return static_cast<std::size_t>(std::count_if(file_.runs().begin(), file_.runs().end(),
                                                  [](auto const& run) { return run.status == RunStatus::failed; }));
}

}  // namespace cptsim
