#include "sim/results/results_writer.hpp"

#include <fstream>
#include <limits>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "sim/base/build_info.hpp"
#include "sim/base/error.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/digest.hpp"
#include "sim/results/results_digest.hpp"
#include "sim/results/results_layout.hpp"
#include "sim/results/results_provenance.hpp"
#include "sim/results/results_reader.hpp"

namespace cptsim {
namespace {

/// Every row has the length that the plan gives it, or the run is not what it says.
void require_lengths(Plan const& plan, std::vector<ObservableField> const& fields,
                     std::vector<std::vector<float>> const& values)
{
    if (values.size() != fields.size()) throw std::logic_error("an observation has another number of observables");
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (values[i].size() != extent(plan, fields[i]))
            throw std::logic_error("observable " + fields[i].name + " has another length than its axes");
}

/// What stands where the results will be must be results: never a scenario, a table or a text.
void require_replaceable(std::string const& path)
{
    constexpr std::string_view kSignature = "\x89HDF\r\n\x1a\n";
    std::ifstream file(path, std::ios::binary);
    if (!file) return;
    std::string first(kSignature.size(), '\0');
    file.read(first.data(), static_cast<std::streamsize>(first.size()));
    if (first != kSignature)
        throw InputError({{path, 0, 0, "is no HDF5 file (--force replaces results, and nothing else) another name?"}});
}

void add_territories(NetcdfWriter& file, std::string const& group, TerritoryTable const& table)
{
    std::vector<std::string> names, regions, milieux, zones;
    std::vector<std::int32_t> sizes;
    std::vector<double> inhabitants;
    for (auto const& row : table.rows) {
        names.push_back(row.name);
        regions.push_back(row.region);
        milieux.push_back(row.milieu);
        zones.push_back(row.zone);
        sizes.push_back(row.size_class);
        inhabitants.push_back(row.inhabitants);
    }
    auto const add = [&](std::string const& name, Values const& values, Caption const& caption) {
        file.add_variable(group + "/territory_" + name, {"territory"}, values, caption);
    };
    add("name", names, {"1", "name of the territory", "nom du territoire"});
    add("region", regions, {"1", "region", "région"});
    add("milieu", milieux, {"1", "milieu: rural, urban, mixed", "milieu : rural, urbain, mixte"});
    add("zone", zones, {"1", "zone: ZIP, ZAC, other", "zonage : ZIP, ZAC, autre"});
    add("size_class", sizes, {"1", "size class of the ACI, 1 to 4", "classe de taille de l'ACI, de 1 à 4"});
    add("inhabitants", inhabitants, {"1", "inhabitants", "habitants"});
}

}  // namespace

ResultsWriter::ResultsWriter(std::string path, bool force) : path_(std::move(path)), force_(force)
{
    check_output(path_, force_);
    require_replaceable(path_);
}

std::size_t ResultsWriter::index(int scenario, int replicate) const
{
    return static_cast<std::size_t>(scenario) * static_cast<std::size_t>(plan_.replicates) +
           static_cast<std::size_t>(replicate);
}

void ResultsWriter::add_group(std::string const& group, std::vector<ObservableField> const& fields,
                              std::vector<std::size_t>& rows)
{
    file_.add_group(group);
    auto const add_axis = [&](AxisLabels const& axis) {
        file_.add_axis(group + '/' + axis.name, axis.labels, axis.caption);
    };
    add_axis(scenario_axis(plan_));
    add_axis(replicate_axis(plan_));
    std::set<Axis> used;
    for (auto const& field : fields) used.insert(field.axes.begin(), field.axes.end());
    for (Axis const axis : used) add_axis(axis_labels(plan_, axis));
    if (used.contains(Axis::month)) file_.add_attribute(group + "/month", "calendar", "standard");

    add_titles(file_, group, plan_);
    std::string beside = "scenario_title scenario_title_fr";
    if (used.contains(Axis::territory)) {
        add_territories(file_, group, plan_.territories);
        for (auto const* name : {"name", "region", "milieu", "zone", "size_class", "inhabitants"})
            beside += std::string(" territory_") + name;
    }
    file_.add_attribute(group, "coordinates", beside);

    for (auto const& field : fields) {
        std::vector<std::string> axes = {"scenario", "replicate"};
        for (Axis const axis : field.axes) axes.push_back(axis_name(axis));
        auto const path = group + '/' + field.name;
        rows.push_back(file_.add_rows(
            path, axes, {std::string(field.unit), std::string(field.long_name), std::string(field.long_name_fr)}));
        if (!field.mean_of.empty()) file_.add_attribute(path, "mean_of", field.mean_of);
    }
}

void ResultsWriter::begin(Plan const& plan)
{
    plan_ = plan;
    outcomes_.assign(plan.scenarios.size() * static_cast<std::size_t>(plan.replicates), {});
    add_group("/observations", observable_fields(), own_rows_);
    add_group("/effects", paired_fields(), paired_rows_);
}

void ResultsWriter::write(Run const& run, Observation const& observation)
{
    require_lengths(plan_, observable_fields(), observation.own);
    if (!observation.paired.empty()) require_lengths(plan_, paired_fields(), observation.paired);
    auto digest = run_digest(plan_, observation);
    {
        std::lock_guard const held(outcomes_mutex_);
        if (!outcomes_.at(index(run.scenario, run.replicate)).digest.empty())
            throw std::logic_error("a run was recorded twice");
    }
    for (std::size_t i = 0; i < observation.own.size(); ++i)
        file_.write_row(own_rows_[i], run.scenario, run.replicate, observation.own[i]);
    for (std::size_t i = 0; i < observation.paired.size(); ++i)
        file_.write_row(paired_rows_[i], run.scenario, run.replicate, observation.paired[i]);
    std::lock_guard const held(outcomes_mutex_);
    outcomes_.at(index(run.scenario, run.replicate)) = {std::move(digest), observation.professional_months};
}

void ResultsWriter::add_runs()
{
    auto const count = outcomes_.size();
    std::vector<std::int32_t> numbers(count), replicates(count), points(count, -1);
    std::vector<std::string> scenarios(count), digests(count), keys(count), status(count, kRunNotPlanned);
    std::vector<double> months(count, std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < count; ++i) {
        numbers[i] = static_cast<std::int32_t>(i);
        scenarios[i] = plan_.scenarios[i / static_cast<std::size_t>(plan_.replicates)].name;
        replicates[i] = static_cast<std::int32_t>(i % static_cast<std::size_t>(plan_.replicates));
    }
    for (auto const& run : planned_runs(plan_)) {
        auto const i = index(run.scenario, run.replicate);
        bool const done = !outcomes_[i].digest.empty();
        points[i] = run.point;
        keys[i] = run_key(plan_, run);
        digests[i] = outcomes_[i].digest;
        status[i] = done ? kRunDone : kRunMissing;
        if (done) months[i] = outcomes_[i].professional_months;
    }
    file_.add_group("/runs");
    file_.add_axis("/runs/run", numbers, {"1", "number of the run", "numéro de la simulation"});
    auto const add = [&](std::string const& name, Values const& values, Caption const& caption) {
        file_.add_variable("/runs/" + name, {"run"}, values, caption);
    };
    add("scenario", scenarios, {"1", "scenario of the run", "scénario de la simulation"});
    add("point", points,
        {"1", "row of /provenance/points; -1: not planned", "ligne de /provenance/points ; -1 : non prévue"});
    add("replicate", replicates, {"1", "replicate of the run", "réplicat de la simulation"});
    add("status", status,
        {"1", "done, missing (interrupted) or not planned",
         "done : faite, missing : interrompue, not planned : non prévue"});
    add("digest", digests, {"1", "run digest, SHA-256", "empreinte de la simulation, SHA-256"});
    add("key", keys, {"1", "SHA-256 of all that decides the run", "SHA-256 de tout ce qui détermine la simulation"});
    add("professional_months", months, {"month", "occupied slots x months", "places occupées x mois"});
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
    std::vector<std::int32_t> days, replicates;
    for (int const date : prior_->dates) days.push_back(days_since_2019(date));
    for (int r = 0; r < prior_->replicates; ++r) replicates.push_back(r);
    file_.add_group("/prior");
    auto const scenarios = scenario_axis(plan_), replicate = replicate_axis(plan_);
    file_.add_axis("/prior/" + scenarios.name, prior_->scenarios, scenarios.caption);
    file_.add_axis("/prior/" + replicate.name, replicates, replicate.caption);
    auto const month = axis_labels(plan_, Axis::month);
    file_.add_axis("/prior/month", days, month.caption);
    file_.add_attribute("/prior/month", "calendar", "standard");
    file_.add_axis("/prior/indicator", prior_->indicators, {"1", "indicator", "indicateur"});
    file_.add_variable("/prior/value", {scenarios.name, replicate.name, "month", "indicator"}, prior_->values,
                       {"1", "indicators with parameters from the priors, in the units of the table of cptsim run",
                        "indicateurs aux paramètres tirés a priori, dans les unités du tableau de cptsim run"});
}

std::string ResultsWriter::digest_of_outcomes() const
{
    std::vector<std::pair<std::string, std::string>> done;
    for (auto const& run : planned_runs(plan_)) {
        auto const& digest = outcomes_[index(run.scenario, run.replicate)].digest;
        if (!digest.empty()) done.emplace_back(run_key(plan_, run), digest);
    }
    return done.empty() ? "" : file_digest(std::move(done));
}

void ResultsWriter::save(std::string image) const
{
    auto const seal = kSealMark + sha256_hex(image) + '\n';
    AtomicFile file(path_, force_);
    file.reserve(image.size() + seal.size());
    file.write(image);
    file.write(seal);
    file.sync();
    image = {};
    if (ResultsFile(file.temporary()).digest() != digest_)
        throw std::runtime_error(path_ + ": the file that was written does not hold what was computed");
    file.commit();
}

void ResultsWriter::finish()
{
    digest_ = digest_of_outcomes();
    if (digest_.empty()) return;
    add_runs();
    add_timing();
    add_prior();
    add_provenance(file_, plan_);
    file_.add_attribute("/", "format", kResultsFormat);
    file_.add_attribute("/", "format_version", std::to_string(kFormatMajor) + '.' + std::to_string(kFormatMinor));
    file_.add_attribute("/", "cptsim_version", version());
    file_.add_attribute("/", "digest", digest_);
    save(file_.finish());
}

}  // namespace cptsim
