// The manifest of a sweep's folder: a study, its scenarios and its design.
#include "analysis/sweep/sweep_file.hpp"
#include "tests/analysis/sweep/made_up_sweep.hpp"
#include "tests/fuzz/hdf5.hpp"

namespace cptsim::fuzz {

std::vector<std::string> const& good_files()
{
    static std::vector<std::string> const files = [] {
        test::Folder const folder;
        write_manifest(folder.path("m.h5"), test::made_up_sweep(4, 3));
        return std::vector{content_of(folder.path("m.h5"))};
    }();
    return files;
}

void read_file(std::string const& path)
{
    static_cast<void>(read_manifest_key(path));
    auto const manifest = read_manifest(path);
    SweepKeys keys(manifest.sweep);
    for (std::size_t run = 0; run < manifest.sweep.runs(); ++run) static_cast<void>(keys.key(manifest.sweep.run(run)));
}

}  // namespace cptsim::fuzz
