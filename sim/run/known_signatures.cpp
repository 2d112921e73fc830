#include "sim/run/known_signatures.hpp"

#include <algorithm>

#include "sim/base/philox.hpp"
#include "sim/base/portable_math.hpp"

namespace cptsim {
namespace {

using kernel::kMonths;
using kernel::KnownStep;

constexpr auto kL = static_cast<std::size_t>(kLanes);
constexpr int kPasses = 2;  ///< over the regions' capacity, which depends on the files and decides how they move

/// Where parameters or levers leave no way to what happened, hazards of this size make one.
constexpr double kLeastHazard = 1e-9;

/// The law of a run as a chain without memory: none, pre-project, letter since 0 … writing_wait months, validated.
class Chain {
  public:
    Chain(SignatureFact fact, StageLaw const& law) : fact_(fact), law_(law), size_(law.writing_wait + 4)
    {
        // chance_[m][s]: of what is known, in state s before month m; none is left after the month of the date.
        chance_.assign(static_cast<std::size_t>(fact.month) + 2, std::vector<double>(static_cast<std::size_t>(size_)));
        for (int m = fact.month; m >= 0; --m)
            for (int s = 0; s < size_; ++s) at(m, s) = moving(m, s) + abandoning(m, s) + staying(m, s);
    }

    /// The step of month m from a file's state, with the draw of the law: just as the law would take it, its hazards
    /// weighed by how likely what is known is after each step.
    KnownStep step(int m, ProjectFile const& file, float u) const
    {
        int const s = state_of(file);
        double const all = at(m, s);
        double const draw = static_cast<double>(u);
        if (draw < moving(m, s) / all) return kernel::kMovesOn;
        return draw >= 1 - abandoning(m, s) / all ? kernel::kAbandons : kernel::kStays;
    }

  private:
    static constexpr int kFirstLetter = kLetter;

    [[nodiscard]] int validated() const { return size_ - 1; }
    [[nodiscard]] int state_of(ProjectFile const& file) const
    {
        if (file.stage == kLetter) return kFirstLetter + std::min(file.months, law_.writing_wait);
        return file.stage == kValidated ? validated() : file.stage;
    }
    [[nodiscard]] double& at(int m, int s) { return chance_[static_cast<std::size_t>(m)][static_cast<std::size_t>(s)]; }
    [[nodiscard]] double at(int m, int s) const
    {
        return chance_[static_cast<std::size_t>(m)][static_cast<std::size_t>(s)];
    }

    /// Probability that the law moves a file on in month m.
    [[nodiscard]] double hazard(int m, int s) const
    {
        if (s == validated() && m < kFirstSignature) return 0;
        bool const writing = s >= kFirstLetter && s != validated();
        if (writing && s < kFirstLetter + law_.writing_wait) return kLeastHazard;
        int const stage = s == validated() ? kValidated : writing ? kLetter : s;
        auto const& of_month = law_.hazards[std::min(static_cast<std::size_t>(m), law_.hazards.size() - 1)];
        return std::clamp(of_month[static_cast<std::size_t>(stage)], kLeastHazard, 1 - kLeastHazard);
    }
    [[nodiscard]] double abandon(int m, int s) const
    {
        return s == kPreProject ? std::min(law_.abandon, 1 - hazard(m, s)) : 0.0;
    }
    [[nodiscard]] double moving(int m, int s) const
    {
        if (s == validated()) return fact_.allows(m) ? hazard(m, s) : 0.0;
        bool const written = s >= kFirstLetter;
        return hazard(m, s) * at(m + 1, written ? validated() : s + 1);
    }
    [[nodiscard]] double abandoning(int m, int s) const { return abandon(m, s) * at(m + 1, kNone); }
    [[nodiscard]] double staying(int m, int s) const
    {
        bool const waits = s >= kFirstLetter && s < kFirstLetter + law_.writing_wait;
        return (1 - hazard(m, s) - abandon(m, s)) * at(m + 1, waits ? s + 1 : s);
    }

    SignatureFact fact_;
    StageLaw const& law_;
    int size_;
    std::vector<std::vector<double>> chance_;
};

/// The step that the law takes, as the kernel decides it.
KnownStep step_by_law(ProjectFile const& file, float hazard, float abandon, int writing_wait, float u)
{
    bool const waits = file.stage == kLetter && file.months < writing_wait;
    if (!waits && u < hazard) return kernel::kMovesOn;
    return file.stage == kPreProject && u >= 1.0f - abandon ? kernel::kAbandons : kernel::kStays;
}

float parameter_of(kernel::Runs const& runs, parameter::Row row, std::size_t lane)
{
    return runs.parameters[static_cast<std::size_t>(row) * kL + lane];
}

/// Months of writing before the one that may end it.
int writing_wait(kernel::Runs const& runs, std::size_t lane)
{
    float const least = parameter_of(runs, parameter::lifecycle_writing_minimum, lane);
    int wait = 0;
    while (static_cast<float>(wait + 1) < least) ++wait;
    return wait;
}

/// The draw of a CPTS for its stage: docs/model.md, "Random numbers".
float stage_draw(kernel::Block const& block, kernel::Runs const& runs, int month, std::size_t lane)
{
    constexpr std::uint32_t kCptsRow = 0xFFFF;
    auto const words = philox_block(
        {block.key, kCptsRow, address(Purpose::territory, static_cast<std::uint32_t>(month)), runs.replicate[lane]},
        {runs.seed[0], runs.seed[1]});
    return uniform(static_cast<std::int32_t>(words[2]));
}

bool is_reference(kernel::Runs const& runs, std::size_t lane)
{
    return runs.reference_lane[lane] == static_cast<int>(lane);
}

}  // namespace

bool moves_projects(int lever)
{
    // Those of stage_hazards() in the kernel, and of the regions' capacity.
    constexpr int kLevers[] = {lever::aci_signature, lever::start_impulse,   lever::progress_impulse, lever::crisis,
                               lever::consultants,   lever::local_officials, lever::ars_capacity};
    return std::find(std::begin(kLevers), std::end(kLevers), lever) != std::end(kLevers);
}

void ProjectFile::take(KnownStep step)
{
    ++months;
    if (step == kernel::kMovesOn || step == kernel::kAbandons) months = 0;
    stage = step == kernel::kMovesOn ? stage + 1 : step == kernel::kAbandons ? int{kNone} : stage;
}

std::vector<KnownStep> steps_given(SignatureFact fact, ProjectFile file, StageLaw const& law,
                                   std::vector<float> const& u)
{
    Chain const chain(fact, law);
    std::vector<KnownStep> steps;
    for (int m = 0; m <= fact.month && m < static_cast<int>(u.size()) && file.stage != kSigned; ++m) {
        steps.push_back(chain.step(m, file, u[static_cast<std::size_t>(m)]));
        file.take(steps.back());
    }
    return steps;
}

/// The years up to the dates, before the run: files, and the capacity of their regions, without people.
class KnownSignatures::Past {
  public:
    Past(KnownSignatures& owner, TerritoryTable const& territories, kernel::Table const& table,
         std::vector<kernel::Block> const& blocks, kernel::Runs const& runs, LeverTables const& levers)
        : owner_(owner), kernel_(table), blocks_(blocks), runs_(runs), levers_(levers), regions_(territories)
    {
        std::vector<bool> concerned(regions_.count());
        for (auto const& known : owner.known_) concerned[regions_.of(known.territory)] = true;
        for (std::size_t t = 0; t < blocks.size(); ++t) {
            if (!concerned[regions_.of(t)]) continue;
            territories_.push_back(t);
            files_.push_back({});
            files_.back().fill({blocks[t].stage, blocks[t].stage_months});
        }
    }

    /// Moves all files on and leaves the hazards of the known ones.
    void go()
    {
        for (int year = 0; year < owner_.years_; ++year) {
            regions_.set_january(year, levers_, runs_);
            std::vector<std::int64_t> waiting(regions_.count() * kStages * kL);
            for (std::size_t k = 0; k < territories_.size(); ++k) {
                auto const t = territories_[k];
                advance(year, t, files_[k]);
                for (std::size_t lane = 0; lane < kL; ++lane)
                    ++waiting[(regions_.of(t) * kStages + static_cast<std::size_t>(files_[k][lane].stage)) * kL + lane];
            }
            regions_.set_waiting(std::move(waiting));
        }
    }

  private:
    void advance(int year, std::size_t t, std::array<ProjectFile, kLanes>& files)
    {
        int const index = owner_.index_[t];
        auto* const known = index < 0 ? nullptr : &owner_.known_[static_cast<std::size_t>(index)];
        bool const needed = known && year < known->years;
        std::int32_t const* const steps = owner_.steps(t, year);  // of an earlier pass
        alignas(64) float hazards[std::size_t{kSigned} * kL];
        for (int mm = 0; mm < kMonths; ++mm) {
            int const month = year * kMonths + mm;
            kernel_.stage_hazards(blocks_[t], runs_,
                                  levers_.year(static_cast<int>(t), year * kMonths) +
                                      static_cast<std::size_t>(mm) * lever::count * kProfessions * kL,
                                  month, regions_.capacity(t), hazards);
            if (needed) known->hazards.insert(known->hazards.end(), std::begin(hazards), std::end(hazards));
            for (std::size_t lane = 0; lane < kL; ++lane) {
                auto& file = files[lane];
                if (file.stage == kSigned || !is_reference(runs_, lane)) continue;
                file.take(steps ? static_cast<KnownStep>(steps[static_cast<std::size_t>(mm) * kL + lane])
                                : by_law(t, month, lane, file, hazards));
            }
        }
    }
    KnownStep by_law(std::size_t t, int month, std::size_t lane, ProjectFile const& file, float const* hazards) const
    {
        return step_by_law(file, hazards[static_cast<std::size_t>(file.stage) * kL + lane],
                           parameter_of(runs_, parameter::lifecycle_abandon_rate, lane), writing_wait(runs_, lane),
                           stage_draw(blocks_[t], runs_, month, lane));
    }

    KnownSignatures& owner_;
    kernel::Table const& kernel_;
    std::vector<kernel::Block> const& blocks_;
    kernel::Runs const& runs_;
    LeverTables const& levers_;
    Regions regions_;
    std::vector<std::size_t> territories_;  ///< of the regions in which anything is known
    std::vector<std::array<ProjectFile, kLanes>> files_;
};

KnownSignatures::KnownSignatures(Plan const& plan) : index_(plan.territories.rows.size(), -1)
{
    int const years = (plan.months() + kMonths - 1) / kMonths;
    for (std::size_t t = 0; t < index_.size(); ++t) {
        auto const& row = plan.territories.rows[t];
        if (row.signature == kUnknownMonth) continue;
        index_[t] = static_cast<int>(known_.size());
        known_.push_back(
            {t, {row.signature, row.signature_or_before}, std::min(years, row.signature / kMonths + 1), {}, {}});
        years_ = std::max(years_, known_.back().years);
    }
}

void KnownSignatures::draw(Plan const& plan, kernel::Table const& table, std::vector<kernel::Block> const& blocks,
                           kernel::Runs const& runs, LeverTables const& levers)
{
    for (int pass = 0; pass < kPasses && !known_.empty(); ++pass) {
        for (auto& known : known_) known.hazards.clear();
        Past(*this, plan.territories, table, blocks, runs, levers).go();
        for (auto& known : known_) draw_steps(known, blocks[known.territory], runs);
    }
    for (auto& known : known_) known.hazards = {};
}

void KnownSignatures::draw_steps(Known& known, kernel::Block const& block, kernel::Runs const& runs)
{
    auto const months = static_cast<std::size_t>(known.years) * kMonths;
    MonthSteps free;
    std::fill_n(free.of, kL, kernel::kByLaw);
    known.steps.assign(months, free);
    for (std::size_t lane = 0; lane < kL; ++lane) {
        if (!is_reference(runs, lane)) continue;
        StageLaw law;
        law.abandon = static_cast<double>(parameter_of(runs, parameter::lifecycle_abandon_rate, lane));
        law.writing_wait = writing_wait(runs, lane);
        std::vector<float> u;
        for (std::size_t m = 0; m < months; ++m) {
            auto& of_month = law.hazards.emplace_back();
            for (std::size_t s = 0; s < of_month.size(); ++s)
                of_month[s] = static_cast<double>(known.hazards[(m * kSigned + s) * kL + lane]);
            u.push_back(stage_draw(block, runs, static_cast<int>(m), lane));
        }
        auto const steps = steps_given(known.fact, {block.stage, block.stage_months}, law, u);
        for (std::size_t m = 0; m < steps.size(); ++m) known.steps[m].of[lane] = steps[m];
    }
    for (auto& month : known.steps)
        for (std::size_t lane = 0; lane < kL; ++lane) month.of[lane] = month.of[runs.reference_lane[lane]];
}

void KnownSignatures::follow(KnownSignatures const& other, std::array<int, kLanes> const& lane_of)
{
    *this = other;
    for (auto& known : known_)
        for (auto& month : known.steps) {
            MonthSteps const from = month;
            for (std::size_t lane = 0; lane < kL; ++lane) month.of[lane] = from.of[lane_of[lane]];
        }
}

std::int32_t const* KnownSignatures::steps(std::size_t territory, int year) const
{
    if (index_[territory] < 0) return nullptr;
    auto const& steps = known_[static_cast<std::size_t>(index_[territory])].steps;
    auto const at = static_cast<std::size_t>(year) * kMonths;
    return at < steps.size() ? steps[at].of : nullptr;
}

}  // namespace cptsim
