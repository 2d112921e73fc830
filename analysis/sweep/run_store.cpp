#include "analysis/sweep/run_store.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "analysis/sweep/names_in.hpp"
#include "analysis/sweep/workers.hpp"
#include "sim/base/build_info.hpp"
#include "sim/base/error.hpp"
#include "sim/base/parallel.hpp"
#include "sim/base/system_reason.hpp"
#include "sim/base/text.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/text_file.hpp"
#include "sim/results/results_digest.hpp"

namespace cptsim {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kSegmentBytes = std::size_t{32} << 20;  ///< of runs that wait for a segment
constexpr std::size_t kMostText = std::size_t{1} << 16;

std::string key_of(Plan const& plan, Run const& run)
{
    auto text = run_key(plan, run);
    if (run.scenario > 0) text += run_key(plan, Run{0, run.replicate, run.point});
    return sha256_hex(text);
}

std::size_t width_of(Plan const& plan, std::vector<ObservableField> const& fields)
{
    std::size_t width = 0;
    for (auto const& field : fields) width += extent(plan, field);
    return width;
}

/// All values, one field after the other; those that compare with a reference are 0 in the reference itself.
std::vector<float> flat(Observation const& observation, std::size_t width)
{
    std::vector<float> values;
    values.reserve(width);
    for (auto const& field : observation.own) values.insert(values.end(), field.begin(), field.end());
    for (auto const& field : observation.paired) values.insert(values.end(), field.begin(), field.end());
    values.resize(width);
    return values;
}

Observation unflat(Plan const& plan, std::vector<float> const& values, bool paired)
{
    Observation observation;
    auto at = values.begin();
    auto const take = [&](auto const& fields, auto& into) {
        for (auto const& field : fields) {
            auto const end = at + static_cast<std::ptrdiff_t>(extent(plan, field));
            into.emplace_back(at, end);
            at = end;
        }
    };
    take(observable_fields(), observation.own);
    if (paired) take(paired_fields(), observation.paired);
    return observation;
}

}  // namespace

std::string program_identity()
{
    return fmt::format("cptsim {}, results {}, sources {}", version(), results_version(), source_hash());
}

class RunStore::Taker final : public Recorder {
  public:
    explicit Taker(RunStore& store) : store_(store) {}
    void begin(Plan const& plan) override { plan_ = &plan; }
    void write(Run const& run, Observation const& observation) override { store_.take(*plan_, run, observation); }
    void finish() override {}

  private:
    RunStore& store_;
    Plan const* plan_ = nullptr;
};

RunStore::RunStore(std::string folder, Plan const& plan)
    : folder_(std::move(folder)),
      worker_(new_worker_name()),
      width_(width_of(plan, observable_fields()) + width_of(plan, paired_fields()))
{
    layout_ = fmt::format("runs of launches 1\n{}\n{} values\n", program_identity(), width_);
    if (!folder_.empty()) open_folder();
}

RunStore::~RunStore() = default;

void RunStore::open_folder()
{
    std::error_code error;
    auto const note = folder_ + "/kept.txt";
    bool const there = fs::exists(folder_, error);
    if (there && !fs::is_directory(folder_, error))
        throw InputError({folder_}, {"is not a folder (--keep needs one) another name?",
                                     "n'est pas un dossier (--keep en demande un) un autre nom ?"});
    if (there && !fs::exists(note, error) && !fs::is_empty(folder_, error))
        throw InputError(
            {folder_},
            {"is not a folder of kept runs (it holds other files) another folder?",
             "n'est pas un dossier de simulations gardées (il contient d'autres fichiers) un autre dossier ?"});
    fs::create_directory(folder_, error);
    if (error)
        throw InputError({folder_},
                         both({"cannot be made ({}) another folder?", "ne peut pas être créé ({}) un autre dossier ?"},
                              system_reason(error.value())));
    if (!fs::exists(note, error)) {
        AtomicFile file(note, true);
        file.write(layout_);
        file.commit();
    }
    if (auto const kept = read_text(note, kMostText); kept != layout_)
        throw InputError({folder_},
                         both({"holds runs of another program, or of another length or population (they are not mixed; "
                               "it says: {}, now: {}) another folder?",
                               "contient des simulations d'un autre programme, ou d'une autre durée ou population "
                               "(elles ne se mêlent pas ; il dit : {}, maintenant : {}) un autre dossier ?"},
                              kept.substr(0, kept.size() - 1), layout_.substr(0, layout_.size() - 1)));
    for (auto const& name : names_in(folder_, ".seg")) add_segment(folder_ + '/' + name);
}

void RunStore::add_segment(std::string const& path)
{
    SegmentReader reader(path);
    if (reader.index().key != sha256_hex(layout_) || reader.index().width != width_)
        throw InputError({path}, {"is of another program or launch (its key is another) take it out of the folder?",
                                  "est d'un autre programme ou lancement (sa clé est autre) le retirer du dossier ?"});
    reader.verify();
    for (std::size_t i = 0; i < reader.size(); ++i) places_[std::string(reader[i].digest)] = {segments_.size(), i};
    segments_.push_back(std::move(reader));
}

bool RunStore::has(Plan const& plan, Run const& run) const
{
    auto const key = key_of(plan, run);
    std::scoped_lock const lock(mutex_);
    return places_.contains(key) || waiting_.contains(key);
}

std::size_t RunStore::count(Plan const& plan) const
{
    std::size_t runs = 0;
    for (auto const& run : planned_runs(plan)) runs += has(plan, run) ? 1U : 0U;
    return runs;
}

void RunStore::take(Plan const& plan, Run const& run, Observation const& observation)
{
    auto const key = key_of(plan, run);
    auto values = flat(observation, width_);
    std::scoped_lock const lock(mutex_);
    waiting_bytes_ += values.size() * sizeof(float);
    waiting_[key] = std::move(values);
    if (!folder_.empty() && waiting_bytes_ > kSegmentBytes) write_segment();
}

/// Under the lock, or alone.
void RunStore::write_segment()
{
    if (waiting_.empty()) return;
    auto const path = fmt::format("{}/{}-{:06}.seg", folder_, worker_, written_++);
    SegmentWriter segment(path, sha256_hex(layout_), width_);
    std::uint32_t number = 0;
    for (auto const& [key, values] : waiting_) segment.add(number++, key, segment_bytes(values));
    segment.commit();
    waiting_.clear();
    waiting_bytes_ = 0;
    add_segment(path);
}

EnsembleTiming RunStore::fill(Plan const& plan, int threads, Progress const& progress,
                              std::atomic<bool> const* interrupted)
{
    Taker taker(*this);
    std::map<std::pair<int, int>, bool> lacking;
    for (auto const& run : planned_runs(plan)) lacking[{run.scenario, run.replicate}] = !has(plan, run);
    auto const timing = run_ensemble(plan, taker, threads, progress, interrupted, [&](Run const& run) {
        return lacking.at({run.scenario, run.replicate});
    });
    if (!folder_.empty()) write_segment();
    return timing;
}

std::vector<float> RunStore::values_of(std::string const& key) const
{
    std::scoped_lock const lock(mutex_);
    if (auto const found = waiting_.find(key); found != waiting_.end()) return found->second;
    auto const found = places_.find(key);
    return found == places_.end() ? std::vector<float>{}
                                  : segments_[found->second.segment][found->second.record].values();
}

void RunStore::replay(Plan const& plan, Recorder& recorder, int threads) const
{
    auto const runs = planned_runs(plan);
    recorder.begin(plan);
    with_threads(threads, [&] {
        parallel_for(runs.size(), [&](std::size_t i) {
            auto const values = values_of(key_of(plan, runs[i]));
            if (!values.empty()) recorder.write(runs[i], unflat(plan, values, runs[i].scenario > 0));
        });
    });
    recorder.finish();
}

}  // namespace cptsim
