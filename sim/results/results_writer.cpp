#include "sim/results/results_writer.hpp"

#include <stdexcept>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/sealed_file.hpp"
#include "sim/results/results_digest.hpp"
#include "sim/results/results_layout.hpp"
#include "sim/results/results_reader.hpp"

namespace cptsim {

void require_digest(AtomicFile const& file, std::string const& digest)
{
    if (ResultsFile::own(file.temporary()).digest() != digest)
        throw std::runtime_error(file.path() + ": the file that was written does not hold what was computed");
}

ResultsWriter::ResultsWriter(std::string path, bool force) : path_(std::move(path)), force_(force)
{
    check_output(path_, force_);
    // What stands where the results will be must be results: never a scenario, a table or a text.
    if (!may_be_hdf5(path_))
        throw InputError(
            {path_}, {"is not an HDF5 file (--force replaces results, and nothing else) another name?",
                      "n'est pas un fichier HDF5 (--force remplace des résultats, et rien d'autre) un autre nom ?"});
    if (auto const format = format_of(path_); !format.empty() && format != kResultsFormat)
        throw InputError({path_}, both({"is a file of another kind ({}; --force replaces results of runs, and nothing "
                                        "else) another name?",
                                        "est un fichier d'une autre sorte ({} ; --force remplace des résultats de "
                                        "simulations, et rien d'autre) un autre nom ?"},
                                       format));
}

void ResultsWriter::begin(Plan const& plan)
{
    runs_.emplace(file_, RunGrid(plan));
    for (auto const& run : planned_runs(plan)) {
        StoredRun planned;
        planned.run = run;
        planned.key = run_key(plan, run);
        runs_->note(std::move(planned));
    }
}

void ResultsWriter::write(Run const& run, Observation const& observation)
{
    runs_->write(run, run_digest(runs_->grid().observations(), observation), observation);
}

void ResultsWriter::add_timing()
{
    file_.add_group("/timing");
    for (auto const& measure : timing_)
        file_.add_variable("/timing/" + measure.name, {}, std::vector<double>{measure.value}, measure.caption);
}

void ResultsWriter::add_prior()
{
    if (!prior_) return;
    auto const& plan = runs_->grid().plan();
    std::vector<std::int32_t> days, replicates;
    for (int const date : prior_->dates) days.push_back(days_since_2019(date));
    for (int r = 0; r < prior_->replicates; ++r) replicates.push_back(r);
    file_.add_group("/prior");
    auto const scenarios = scenario_axis(plan), replicate = replicate_axis(plan);
    file_.add_axis("/prior/" + scenarios.name, prior_->scenarios, scenarios.caption);
    file_.add_axis("/prior/" + replicate.name, replicates, replicate.caption);
    auto const month = axis_labels(plan, Axis::month);
    file_.add_axis("/prior/month", days, month.caption);
    file_.add_attribute("/prior/month", "calendar", "standard");
    file_.add_axis("/prior/indicator", prior_->indicators, {"1", "indicator", "indicateur"});
    file_.add_variable("/prior/value", {scenarios.name, replicate.name, "month", "indicator"}, prior_->values,
                       {"1", "indicators with parameters from the priors, in the units of the table of cptsim run",
                        "indicateurs aux paramètres tirés a priori, dans les unités du tableau de cptsim run"});
}

void ResultsWriter::finish()
{
    if (!runs_ || !runs_->any_done()) return;
    digest_ = runs_->finish_runs();
    add_timing();
    add_prior();
    runs_->add_origin();
    AtomicFile file(path_, force_);
    write_sealed(file, file_.finish());
    require_digest(file, digest_);
    file.commit();
}

}  // namespace cptsim
