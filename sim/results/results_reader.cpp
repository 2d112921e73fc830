#include "sim/results/results_reader.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/files/digest.hpp"
#include "sim/results/results_digest.hpp"
#include "sim/results/results_layout.hpp"
#include "sim/results/results_provenance.hpp"

namespace cptsim {
namespace {

[[noreturn]] void refuse(std::string const& path, std::string text)
{
    throw InputError({InputProblem{path, 0, 0, std::move(text)}});
}

/// The bytes of a file, mapped.
class Mapping {
  public:
    explicit Mapping(std::string const& path)
    {
        int const descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0) refuse(path, fmt::format("cannot be read ({}) another file?", std::strerror(errno)));
        struct stat status = {};
        bool const regular = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
        if (regular && status.st_size > 0) {
            size_ = static_cast<std::size_t>(status.st_size);
            bytes_ = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
        }
        close(descriptor);
        if (!regular) refuse(path, "is no regular file (a result file is needed) another file?");
        if (bytes_ == MAP_FAILED) refuse(path, fmt::format("cannot be read ({}) another file?", std::strerror(errno)));
    }
    Mapping(Mapping const&) = delete;
    Mapping& operator=(Mapping const&) = delete;
    ~Mapping()
    {
        if (bytes_) munmap(bytes_, size_);
    }
    [[nodiscard]] std::string_view bytes() const { return {static_cast<char const*>(bytes_), size_}; }

  private:
    void* bytes_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace

std::string const& require_whole(std::string const& path)
{
    constexpr std::string_view kSignature = "\x89HDF\r\n\x1a\n";
    Mapping const mapping(path);
    auto const bytes = mapping.bytes();
    if (bytes.substr(0, kSignature.size()) != kSignature)
        refuse(path, "is no result file of cptsim (it is no HDF5 file) another file?");
    if (bytes.size() < kSealLength) refuse(path, "is cut short (it has no end) a copy of it, or run again?");
    auto const content = bytes.substr(0, bytes.size() - kSealLength);
    auto const seal = bytes.substr(content.size());
    std::string_view const mark = kSealMark;
    if (seal.substr(0, mark.size()) == mark && seal.substr(mark.size(), 64) != sha256_hex(content))
        refuse(path, "is damaged (its bytes are not those of its checksum) a copy of it, or run again?");
    return path;
}

ResultsFile::ResultsFile(std::string path) : path_(std::move(path)), file_(require_whole(path_))
{
    require_kind();
    plan_ = read_provenance(file_, path_);
    require_observables("/observations", observable_fields());
    require_observables("/effects", paired_fields());
    read_runs();
}

void ResultsFile::fail(std::string text) const { refuse(path_, std::move(text)); }

void ResultsFile::require_kind() const
{
    if (file_.attribute("/", "format") != kResultsFormat)
        fail(file_.attribute("/", "format") == "cptsim-sweep"
                 ? "is a merged sweep, not a launch (docs/results.md) cptsim sensitivity, or xarray?"
                 : "is no result file of cptsim (it is an HDF5 file of another kind) another file?");
    auto const format = file_.attribute("/", "format_version");
    int major = 0, minor = 0;
    if (std::sscanf(format.c_str(), "%d.%d", &major, &minor) != 2)
        fail("is damaged (its format version is '" + format + "') a copy of it, or run again?");
    if (major > kFormatMajor)
        fail(fmt::format("has format {} (this program reads format {}) cptsim {} or newer?", format, kFormatMajor,
                         file_.attribute("/", "cptsim_version")));
}

/// The observables of the file are those of this program, with the lengths that the plan gives them.
void ResultsFile::require_observables(std::string const& group, std::vector<ObservableField> const& fields) const
{
    for (auto const& field : fields) {
        std::vector<std::size_t> expected = {plan_.scenarios.size(), static_cast<std::size_t>(plan_.replicates)};
        for (Axis const axis : field.axes) expected.push_back(extent(plan_, axis));
        if (file_.shape(group + '/' + field.name) != expected)
            fail(fmt::format("cannot be read ({}/{} has other axes than in this program) cptsim {}?", group, field.name,
                             provenance("version")));
    }
}

void ResultsFile::read_runs()
{
    auto const scenarios = file_.texts("/runs/scenario");
    auto const replicates = file_.integers("/runs/replicate");
    auto const points = file_.integers("/runs/point");
    auto const status = file_.texts("/runs/status");
    auto const digests = file_.texts("/runs/digest");
    auto const keys = file_.texts("/runs/key");
    auto const months = file_.reals("/runs/professional_months");
    for (std::size_t i = 0; i < scenarios.size(); ++i) {
        auto const named = std::find_if(plan_.scenarios.begin(), plan_.scenarios.end(),
                                        [&](auto const& scenario) { return scenario.name == scenarios[i]; });
        if (named == plan_.scenarios.end() || replicates.at(i) < 0 || replicates.at(i) >= plan_.replicates)
            fail(fmt::format("is damaged (run {} is of no scenario or replicate) a copy of it, or run again?", i));
        Run const run{static_cast<int>(named - plan_.scenarios.begin()), replicates[i], points.at(i)};
        runs_.push_back({run, status.at(i), digests.at(i), keys.at(i), months.at(i)});
    }
}

Observation ResultsFile::read(StoredRun const& stored) const
{
    Observation observation;
    for (auto const& field : observable_fields())
        observation.own.push_back(file_.row("/observations/" + field.name, stored.run.scenario, stored.run.replicate));
    if (stored.run.scenario != 0)
        for (auto const& field : paired_fields())
            observation.paired.push_back(
                file_.row("/effects/" + field.name, stored.run.scenario, stored.run.replicate));
    observation.professional_months = stored.professional_months;
    return observation;
}

void ResultsFile::replay(Plan const& plan, Recorder& recorder) const
{
    recorder.begin(plan);
    for (auto const& stored : runs_)
        if (stored.done()) recorder.write(stored.run, read(stored));
    recorder.finish();
}

std::optional<IndicatorTable> ResultsFile::prior() const
{
    if (!file_.has_group("/prior")) return {};
    IndicatorTable table;
    table.indicators = file_.texts("/prior/indicator");
    table.scenarios = file_.texts("/prior/scenario");
    for (int const days : file_.integers("/prior/month")) table.dates.push_back(month_after_days(days));
    table.replicates = static_cast<int>(file_.integers("/prior/replicate").size());
    table.values = file_.reals("/prior/value");
    std::vector<std::size_t> const expected = {table.scenarios.size(), static_cast<std::size_t>(table.replicates),
                                               table.dates.size(), table.indicators.size()};
    if (file_.shape("/prior/value") != expected)
        fail("is damaged (/prior/value has other axes than its labels) a copy of it, or run again?");
    return table;
}

std::string ResultsFile::digest() const
{
    std::vector<std::pair<std::string, std::string>> done;
    for (auto const& stored : runs_) {
        if (!stored.done()) continue;
        if (run_digest(plan_, read(stored)) != stored.digest)
            fail(
                fmt::format("is damaged (the values of scenario '{}', replicate {} are not those of its digest) "
                            "a copy of it, or run again?",
                            plan_.scenarios[static_cast<std::size_t>(stored.run.scenario)].name, stored.run.replicate));
        done.emplace_back(stored.key, stored.digest);
    }
    return file_digest(std::move(done));
}

std::string ResultsFile::recorded_digest() const { return file_.attribute("/", "digest"); }

std::string ResultsFile::provenance(std::string const& name) const { return file_.attribute("/provenance", name); }

}  // namespace cptsim
