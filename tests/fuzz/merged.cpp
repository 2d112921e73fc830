// The merged file of a sweep, as `cptsim sensitivity` reads it: its study, its design and its answers.
#include "analysis/sweep/study.hpp"
#include "analysis/sweep/study_results.hpp"
#include "tests/analysis/sweep/made_up_sweep.hpp"
#include "tests/fuzz/hdf5.hpp"

namespace cptsim::fuzz {

std::vector<std::string> const& good_files()
{
    static std::vector<std::string> const files = [] {
        test::Folder const folder;
        auto sweep = test::made_up_sweep(4, 2);
        auto const study = read_known_study(sweep.text, sweep.file, sweep.plan.scenarios, {});
        sweep.design = design_points(study.design, sweep.factors);
        for (auto& point : sweep.design)
            for (std::size_t i = 0; i < point.size(); ++i) point[i] = factor_value(sweep.factors[i], point[i]);
        SweepFolder runs(folder.path("runs"), sweep, {});
        test::fill(runs, sweep, test::all_packs(sweep));
        static_cast<void>(test::merge_into(folder.path("m.h5"), {folder.path("runs")}));
        return std::vector{content_of(folder.path("m.h5"))};
    }();
    return files;
}

void read_file(std::string const& path)
{
    StudyResults study(path, Seal::required);
    study.read();
    static_cast<void>(study.failed());
}

}  // namespace cptsim::fuzz
