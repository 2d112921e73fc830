// A result file of a launch or a merged sweep: all that it says, and all values.
#include "sim/results/results_reader.hpp"
#include "sim/results/results_words.hpp"
#include "tests/fuzz/hdf5.hpp"
#include "tests/sim/results/results_sample.hpp"

namespace cptsim::fuzz {
namespace {

std::string launch()
{
    sample::Folder const folder;
    sample::write(folder.file("r.h5"), sample::plan());
    return content_of(folder.file("r.h5"));
}

std::string sweep()
{
    sample::Folder const folder;
    sample::write_sweep(folder.file("m.h5"), sample::sweep_grid(), {4});
    return content_of(folder.file("m.h5"));
}

}  // namespace

void take(std::string_view bytes)
{
    static std::string const goods[] = {launch(), sweep()};
    auto const& good = goods[bytes.empty() ? 0 : bytes[0] & 1];
    read_file(patched(good, bytes.starts_with('\x89') ? bytes : bytes.substr(std::min<std::size_t>(1, bytes.size()))),
              [](std::string const& path) {
                  ResultsFile const file(path);
                  static_cast<void>(results_words(file, Language::en));
                  static_cast<void>(file.prior());
                  static_cast<void>(citation(file, Language::en));
              });
}

}  // namespace cptsim::fuzz
