// The merged file of a sweep.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "analysis/sweep/study_file.hpp"
#include "analysis/sweep/sweep_file.hpp"
#include "analysis/sweep/sweep_parts.hpp"
#include "sim/base/error.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/digest.hpp"
#include "sim/results/results_digest.hpp"
#include "sim/results/results_layout.hpp"
#include "sim/results/results_provenance.hpp"
#include "sim/results/results_reader.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kBlockFloats = std::size_t{1} << 18;  ///< values that are gathered at once
constexpr std::size_t kRunsAtOnce = std::size_t{1} << 14;

/// Runs of one scenario that are written together, which is how chunks lie in the file.
struct Block {
    std::size_t points, replicates;
};
Block block_of(Sweep const& sweep, std::size_t width)
{
    std::size_t const runs = std::max<std::size_t>(1, kBlockFloats / std::max<std::size_t>(1, width));
    std::size_t const replicates = std::min(runs, static_cast<std::size_t>(sweep.plan.replicates));
    return {std::clamp<std::size_t>(runs / replicates, 1, sweep.design.size()), replicates};
}

/// Calls f(scenario, first point, points, first replicate, replicates) for each block.
template <class F>
void for_each_block(Sweep const& sweep, Block const& block, F const& f)
{
    auto const replicates = static_cast<std::size_t>(sweep.plan.replicates);
    for (std::size_t s = 0; s < sweep.plan.scenarios.size(); ++s)
        for (std::size_t p = 0; p < sweep.design.size(); p += block.points)
            for (std::size_t r = 0; r < replicates; r += block.replicates)
                f(s, p, std::min(block.points, sweep.design.size() - p), r, std::min(block.replicates, replicates - r));
}

Run run_at(std::size_t scenario, std::size_t point, std::size_t replicate)
{
    return {static_cast<int>(scenario), static_cast<int>(replicate), static_cast<int>(point)};
}

std::size_t width_of(std::vector<KeptField> const& fields)
{
    std::size_t width = 0;
    for (auto const& field : fields) width += field.source.size();
    return width;
}

/// The kept positions of an axis, with their labels.
AxisLabels kept_axis(Sweep const& sweep, Axis axis)
{
    auto labels = axis_labels(sweep.plan, axis);
    auto const positions = kept_positions(sweep.kept, sweep.plan, axis);
    std::visit(
        [&](auto& all) {
            std::decay_t<decltype(all)> some;
            for (int const position : positions) some.push_back(all.at(static_cast<std::size_t>(position)));
            all = std::move(some);
        },
        labels.labels);
    return labels;
}

class MergedWriter {
  public:
    MergedWriter(Sweep const& sweep, NetcdfWriter& file)
        : sweep_(sweep), file_(file), fields_(kept_fields(sweep.kept, sweep.plan)), width_(width_of(fields_))
    {
    }

    void write_observations(MergeSource const& source)
    {
        file_.add_group("/observations");
        add_axes();
        add_factors();
        auto const block = block_of(sweep_, width_);
        std::vector<std::size_t> slabs;
        for (auto const& field : fields_) slabs.push_back(add_field(field, block));
        for_each_block(sweep_, block, [&](auto s, auto p, auto points, auto r, auto replicates) {
            write_block(source, slabs, s, p, points, r, replicates);
        });
    }

    /// Returns the file digest.
    std::string write_runs(MergeSource const& source)
    {
        auto const total = sweep_.runs();
        std::vector<std::int32_t> numbers(total);
        for (std::size_t i = 0; i < total; ++i) numbers[i] = static_cast<std::int32_t>(i);
        file_.add_group("/runs");
        file_.add_axis("/runs/run", numbers, {"1", "number of the run", "numéro de la simulation"});
        auto const add = [&](char const* name, Values const& kind, Caption const& caption) {
            return file_.add_slabs(std::string("/runs/") + name, {"run"}, kind, {}, caption);
        };
        std::vector<std::string> const text;
        std::vector<std::int32_t> const whole;
        std::vector<std::size_t> const slabs = {
            add("scenario", text, {"1", "scenario of the run", "scénario de la simulation"}),
            add("point", whole, {"1", "point of the design", "point du plan"}),
            add("replicate", whole, {"1", "replicate of the run", "réplicat de la simulation"}),
            add("status", text,
                {"1", "done, missing or failed", "done : faite, missing : manquante, failed : en échec"}),
            add("digest", text, {"1", "run digest, SHA-256", "empreinte de la simulation, SHA-256"}),
            add("key", text,
                {"1", "SHA-256 of all that decides the run", "SHA-256 de tout ce qui détermine la simulation"}),
            add("failure", text, {"1", "why the run failed", "raison de l'échec"})};
        std::vector<std::pair<std::string, std::string>> done;
        SweepKeys keys(sweep_);
        for (std::size_t first = 0; first < total; first += kRunsAtOnce) {
            auto const count = std::min(kRunsAtOnce, total - first);
            RunColumns columns;
            for (std::size_t i = first; i < first + count; ++i) {
                auto const run = sweep_.run(i);
                auto const end = source.run(i);
                columns.add(sweep_, run, end, keys.key(run));
                if (end.status == MergedRun::done) done.emplace_back(columns.keys.back(), end.digest);
            }
            auto const put = [&](std::size_t slab, Values const& values) {
                file_.write_slab(slabs[slab], {first}, {count}, values);
            };
            put(0, columns.scenarios), put(1, columns.points), put(2, columns.replicates), put(3, columns.status);
            put(4, columns.digests), put(5, columns.keys), put(6, columns.failures);
        }
        return file_digest(std::move(done));
    }

  private:
    struct RunColumns {
        std::vector<std::string> scenarios, status, digests, keys, failures;
        std::vector<std::int32_t> points, replicates;
        void add(Sweep const& sweep, Run const& run, MergedRun const& end, std::string key)
        {
            scenarios.push_back(sweep.plan.scenarios[static_cast<std::size_t>(run.scenario)].name);
            points.push_back(run.point);
            replicates.push_back(run.replicate);
            status.emplace_back(end.status == MergedRun::done     ? kRunDone
                                : end.status == MergedRun::failed ? "failed"
                                                                  : kRunMissing);
            digests.push_back(end.digest);
            keys.push_back(std::move(key));
            failures.push_back(end.why);
        }
    };

    void add_axes()
    {
        auto const add = [&](AxisLabels const& axis) {
            file_.add_axis("/observations/" + axis.name, axis.labels, axis.caption);
        };
        std::vector<std::int32_t> points;
        for (std::size_t p = 0; p < sweep_.design.size(); ++p) points.push_back(static_cast<std::int32_t>(p));
        add(scenario_axis(sweep_.plan));
        add({"point", points, {"1", "point of the design", "point du plan"}});
        add(replicate_axis(sweep_.plan));
        std::set<Axis> used;
        for (auto const& field : fields_) {
            auto const& axes = observable_fields()[static_cast<std::size_t>(field.observable)].axes;
            used.insert(axes.begin(), axes.end());
        }
        for (Axis const axis : used) add(kept_axis(sweep_, axis));
        if (used.contains(Axis::month)) file_.add_attribute("/observations/month", "calendar", "standard");
        add_titles(file_, "/observations", sweep_.plan);
    }

    /// The factors, over the points: text for a choice, days for a date.
    void add_factors()
    {
        std::string beside = "scenario_title scenario_title_fr";
        for (std::size_t i = 0; i < sweep_.factors.size(); ++i) {
            auto const& factor = sweep_.factors[i];
            auto const path = "/observations/" + factor.path;
            Values values = column(i);
            Caption caption = {"1", "factor: " + factor.path, "facteur : " + factor.path};
            bool const date = factor.kind == SweepFactor::Kind::date;
            if (date) {
                std::vector<std::int32_t> days;
                for (auto const& point : sweep_.design) days.push_back(days_since_2019(static_cast<int>(point[i])));
                values = days;
                caption.units = "days since 2019-01-01";
            } else if (factor.has_words()) {
                std::vector<std::string> words;
                auto const& field = lever_fields()[static_cast<std::size_t>(factor.entry.lever)];
                for (auto const& point : sweep_.design)
                    words.push_back(field.words[static_cast<std::size_t>(point[i])]);
                values = words;
            } else if (factor.kind == SweepFactor::Kind::lever) {
                caption.units = lever_fields()[static_cast<std::size_t>(factor.entry.lever)].unit;
            } else {
                caption.units = parameter_fields()[static_cast<std::size_t>(factor.rows.front())].unit;
            }
            file_.add_variable(path, {"point"}, values, caption);
            if (date) file_.add_attribute(path, "calendar", "standard");
            beside += ' ' + factor.path;
        }
        file_.add_attribute("/observations", "coordinates", beside);
    }

    [[nodiscard]] std::vector<double> column(std::size_t factor) const
    {
        std::vector<double> values;
        for (auto const& point : sweep_.design) values.push_back(point[factor]);
        return values;
    }

    std::size_t add_field(KeptField const& kept, Block const& block)
    {
        auto const& field = observable_fields()[static_cast<std::size_t>(kept.observable)];
        std::vector<std::string> axes = {"scenario", "point", "replicate"};
        std::vector<std::size_t> chunk = {1, block.points, block.replicates};
        for (Axis const axis : field.axes) axes.push_back(axis_name(axis));
        chunk.insert(chunk.end(), kept.shape.begin(), kept.shape.end());
        auto const path = "/observations/" + field.name;
        auto const slab =
            file_.add_slabs(path, axes, std::vector<float>{}, chunk,
                            {std::string(field.unit), std::string(field.long_name), std::string(field.long_name_fr)});
        if (!field.mean_of.empty()) file_.add_attribute(path, "mean_of", field.mean_of);
        return slab;
    }

    void write_block(MergeSource const& source, std::vector<std::size_t> const& slabs, std::size_t s, std::size_t p,
                     std::size_t points, std::size_t r, std::size_t replicates)
    {
        std::vector<std::vector<float>> parts(fields_.size());
        std::vector<float> const missing(width_, std::numeric_limits<float>::quiet_NaN());
        for (std::size_t point = p; point < p + points; ++point)
            for (std::size_t replicate = r; replicate < r + replicates; ++replicate) {
                auto const number = sweep_.number(run_at(s, point, replicate));
                auto const& values = source.run(number).status == MergedRun::done ? source.values(number) : missing;
                std::size_t at = 0;
                for (std::size_t i = 0; i < fields_.size(); ++i) {
                    auto const from = values.begin() + static_cast<std::ptrdiff_t>(at);
                    auto const size = fields_[i].source.size();
                    parts[i].insert(parts[i].end(), from, from + static_cast<std::ptrdiff_t>(size));
                    at += size;
                }
            }
        for (std::size_t i = 0; i < fields_.size(); ++i) {
            std::vector<std::size_t> start = {s, p, r}, count = {1, points, replicates};
            start.resize(3 + fields_[i].shape.size(), 0);
            count.insert(count.end(), fields_[i].shape.begin(), fields_[i].shape.end());
            file_.write_slab(slabs[i], start, count, parts[i]);
        }
    }

    Sweep const& sweep_;
    NetcdfWriter& file_;
    std::vector<KeptField> fields_;
    std::size_t width_;
};

std::string seal_of(std::string const& path)
{
    std::ifstream file(path, std::ios::binary);
    Sha256 hash;
    std::string piece(std::size_t{1} << 20, '\0');
    while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())), file.gcount() > 0)
        hash.add({piece.data(), static_cast<std::size_t>(file.gcount())});
    return kSealMark + hash.hex() + '\n';
}

[[noreturn]] void damaged(std::string const& path, std::string const& why)
{
    throw InputError({InputProblem{path, 0, 0, fmt::format("is damaged ({}) merge again?", why)}});
}

/// Compares what a block of the file holds with the digests of its runs.
class MergedReader {
  public:
    explicit MergedReader(std::string const& path)
        : path_(path),
          sweep_(read_manifest(path).sweep),
          file_(path),
          fields_(kept_fields(sweep_.kept, sweep_.plan)),
          digests_(file_.texts("/runs/digest"))
    {
        if (digests_.size() != sweep_.runs()) damaged(path_, "its /runs has another length than the sweep");
    }

    /// Calls take for each run that is done.
    void read(TakeRun const& take)
    {
        for_each_block(sweep_, block_of(sweep_, width_of(fields_)),
                       [&](auto s, auto p, auto points, auto r, auto replicates) {
                           read_block(s, p, points, r, replicates, take);
                       });
    }

    std::string digest()
    {
        read({});
        auto const keys = file_.texts("/runs/key");
        std::vector<std::pair<std::string, std::string>> done;
        for (std::size_t i = 0; i < digests_.size(); ++i)
            if (!digests_[i].empty()) done.emplace_back(keys.at(i), digests_[i]);
        return file_digest(std::move(done));
    }

  private:
    void read_block(std::size_t s, std::size_t p, std::size_t points, std::size_t r, std::size_t replicates,
                    TakeRun const& take)
    {
        std::vector<std::vector<float>> parts;
        for (auto const& field : fields_) {
            std::vector<std::size_t> start = {s, p, r}, count = {1, points, replicates};
            start.resize(3 + field.shape.size(), 0);
            count.insert(count.end(), field.shape.begin(), field.shape.end());
            auto const& name = observable_fields()[static_cast<std::size_t>(field.observable)].name;
            parts.push_back(file_.slab("/observations/" + name, start, count));
        }
        for (std::size_t i = 0; i < points * replicates; ++i) {
            auto const number = sweep_.number(run_at(s, p + i / replicates, r + i % replicates));
            if (digests_[number].empty()) continue;
            std::vector<float> values;
            for (std::size_t f = 0; f < fields_.size(); ++f) {
                auto const size = fields_[f].source.size();
                auto const from = parts[f].begin() + static_cast<std::ptrdiff_t>(i * size);
                values.insert(values.end(), from, from + static_cast<std::ptrdiff_t>(size));
            }
            if (kept_digest(fields_, values) != digests_[number])
                damaged(path_, fmt::format("the values of run {} are not those of its digest", number));
            if (take) take(number, values);
        }
    }

    std::string const& path_;
    Sweep sweep_;
    NetcdfReader file_;
    std::vector<KeptField> fields_;
    std::vector<std::string> digests_;
};

}  // namespace

std::string write_merged(std::string const& path, bool force, Sweep const& sweep, MergeSource const& source)
{
    AtomicFile out(path, force);
    std::string digest;
    {
        NetcdfWriter file(out.temporary());
        constexpr std::size_t kOfRun = 400, kRest = std::size_t{4} << 20;  // texts of /runs; all other groups
        out.reserve_beyond(sweep.runs() * (width_of(kept_fields(sweep.kept, sweep.plan)) * sizeof(float) + kOfRun) +
                           sweep.design.size() * sweep.factors.size() * 16 + sweep.text.size() + kRest);
        add_sweep_origin(file, sweep);
        MergedWriter writer(sweep, file);
        writer.write_observations(source);
        digest = writer.write_runs(source);
        file.add_attribute("/", "format", kSweepFormat);
        file.add_attribute("/", "digest", digest);
        static_cast<void>(file.finish());
    }
    out.go_to_end();
    out.write(seal_of(out.temporary()));
    out.sync();
    if (merged_digest(out.temporary()) != digest)
        throw std::runtime_error(path + ": the file that was written does not hold what was merged");
    out.commit();
    return digest;
}

std::string merged_digest(std::string const& path) { return MergedReader(require_whole(path)).digest(); }

void read_merged(std::string const& path, TakeRun const& take) { MergedReader(require_whole(path)).read(take); }

std::string format_of(std::string const& path)
{
    try {
        return NetcdfReader(require_whole(path)).attribute("/", "format");
    } catch (InputError const&) {
        return {};
    }
}

}  // namespace cptsim
