// The manifest of a sweep's folder: a study, its scenarios and its design.
#include "analysis/sweep/sweep_file.hpp"
#include "tests/analysis/sweep/made_up_sweep.hpp"
#include "tests/fuzz/hdf5.hpp"

void cptsim::fuzz::take(std::string_view bytes)
{
    static std::string const good = [] {
        test::Folder const folder;
        write_manifest(folder.path("m.h5"), test::made_up_sweep(4, 3));
        return content_of(folder.path("m.h5"));
    }();
    read_file(patched(good, bytes), [](std::string const& path) {
        auto const manifest = read_manifest(path);
        SweepKeys keys(manifest.sweep);
        for (std::size_t run = 0; run < manifest.sweep.runs(); ++run)
            static_cast<void>(keys.key(manifest.sweep.run(run)));
    });
}
