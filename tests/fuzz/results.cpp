// A result file of a launch, of this program or an older one, or of a merged sweep: all that it says, and all values.
#include "sim/results/results_reader.hpp"

#include <fmt/format.h>

#include "sim/model/fields.hpp"
#include "sim/results/results_digest.hpp"
#include "sim/results/results_words.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/fuzz/hdf5.hpp"
#include "tests/sim/results/results_sample.hpp"

namespace cptsim::fuzz {
namespace {

/// A launch with a placebo, a twin from the priors and the user's own sample.
std::string launch(sample::Folder const& folder)
{
    auto plan = sample::plan(24);
    plan.replicates = 2;
    plan.points.resize(2);
    plan.own_sample = "own.csv, SHA-256 " + std::string(64, '0');
    ResultsWriter writer(folder.file("r.h5"), false);
    writer.begin(plan);
    for (auto const& run : planned_runs(plan))
        if (run.scenario != 1 || run.replicate != 1) writer.write(run, sample::observation(plan, run));
    writer.set_prior({{"members", "cost"}, {"baseline", "valletoux"}, {11, 23}, 2, std::vector<double>(16, 0.5)});
    writer.finish();
    return content_of(folder.file("r.h5"));
}

/// The same with few observables, as a program wrote it that knew no more: a tenth as long to read.
std::string old_launch(std::string const& launch)
{
    std::string edits = "attribute / format_version 1.1\n";
    auto const& fields = observable_fields();
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (i % 12 != 0) edits += "remove /observations/" + fields[i].name + '\n';
    auto const content = edited(launch, edits);
    File const few(content);
    auto const file = ResultsFile::own(few.path());
    edits.clear();
    file.for_each([&](StoredRun const& stored, Observation const& observation) {
        edits += fmt::format("set /runs/digest {} {}\n", file.grid().row(stored.run),
                             run_digest(file.grid().observations(), observation));
    });
    return edited(content, edits);
}

std::string sweep(sample::Folder const& folder)
{
    sample::write_sweep(folder.file("m.h5"), sample::sweep_grid(), {4});
    return content_of(folder.file("m.h5"));
}

}  // namespace

std::vector<std::string> const& good_files()
{
    static std::vector<std::string> const files = [] {
        sample::Folder const folder;
        auto const first = launch(folder);
        return std::vector{first, old_launch(first), sweep(folder)};
    }();
    return files;
}

void read_file(std::string const& path)
{
    ResultsFile const file(path);
    for (auto const language : {Language::en, Language::fr}) static_cast<void>(results_words(file, language));
    static_cast<void>(results_json(file));
    static_cast<void>(file.prior());
    file.for_each([](StoredRun const&, Observation const&) {});
    static_cast<void>(citation(file, Language::en));
}

}  // namespace cptsim::fuzz
