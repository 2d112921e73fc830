#include "sim/run/pack_run.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <stdexcept>

#include "sim/base/parallel.hpp"
#include "sim/base/philox.hpp"
#include "sim/base/portable_math.hpp"
#include "sim/model/dispatch.hpp"
#include "sim/model/streams.hpp"
#ifdef CPTSIM_CHECKS
#include "sim/model/invariants.hpp"
#endif

namespace cptsim {

using kernel::kMonths;

namespace {

constexpr double kUnit = 1 << 20;  ///< sums are kept in 2^-20, so that their order does not matter
constexpr auto kL = static_cast<std::size_t>(kLanes);
constexpr auto kP = static_cast<std::size_t>(kProfessions);

std::size_t parameter_row(char const* path) { return static_cast<std::size_t>(parameter_index(path)); }

/// Adds an array of floats, each under 2^31 in size, to one of fixed-point integers. 1.5 x 2^52 leaves a double no room
/// for fractions, so its bits are the integer: unlike a conversion, this takes vectors on every target.
void add_fixed(float const* values, std::int64_t* sums, std::size_t n)
{
    constexpr double kWhole = 6755399441055744.0;
#ifdef CPTSIM_CHECKS
    for (std::size_t i = 0; i < n; ++i)
        if (!(std::abs(values[i]) < 0x1p31f)) throw std::logic_error("a sum of a territory is 2^31 or more");
#endif
    for (std::size_t i = 0; i < n; ++i) {
        double const whole = static_cast<double>(values[i]) * kUnit + kWhole;
        sums[i] += std::bit_cast<std::int64_t>(whole) - std::bit_cast<std::int64_t>(kWhole);
    }
}

/// First index in observable_fields() of each kind; the list is grouped by kind.
struct Layout {
    static constexpr std::size_t person = 0, person_year = kernel::person::count,
                                 cpts = person_year + kernel::person_year::count, mission = cpts + kernel::cpts::count,
                                 territory = mission + 1, flows = territory + kernel::territory::count,
                                 spells = flows + 1, count = spells + 2;
};

float quotient(double sum, double of)
{
    return of != 0 ? static_cast<float>(sum / of) : std::numeric_limits<float>::quiet_NaN();
}

}  // namespace

/// What one thread adds up over its territories in a year.
struct PackRun::Sums {
    std::int64_t person_monthly[kMonths][kernel::person::count][kProfessions][kLanes];
    std::int64_t person_yearly[kernel::person_year::count][kProfessions][kLanes];
    std::int64_t cpts_monthly[kMonths][kernel::cpts::count][kLanes];
    std::int64_t mission_monthly[kMonths][kMissions][kLanes];
    std::int64_t paired[paired::count][kProfessions][kLanes];
    kernel::YearCounts counts;
    std::vector<std::int32_t> spells;
    std::vector<std::int64_t> waiting;  ///< [region][stage][lane]
    kernel::YearOutput output;          ///< of the territory in work

    explicit Sums(std::size_t regions)
        : person_monthly{},
          person_yearly{},
          cpts_monthly{},
          mission_monthly{},
          paired{},
          counts{},
          spells(2UL * kernel::kMaxYears * kSpellAges * kL),
          waiting(regions * kStages * kL),
          output{}
    {
        counts.spells = reinterpret_cast<decltype(counts.spells)>(spells.data());
    }
    void add(std::size_t region)
    {
        add_fixed(&output.person_monthly[0][0][0][0], &person_monthly[0][0][0][0], sizeof output.person_monthly / 4);
        add_fixed(&output.person_yearly[0][0][0], &person_yearly[0][0][0], sizeof output.person_yearly / 4);
        add_fixed(&output.cpts_monthly[0][0][0], &cpts_monthly[0][0][0], sizeof output.cpts_monthly / 4);
        add_fixed(&output.mission_monthly[0][0][0], &mission_monthly[0][0][0], sizeof output.mission_monthly / 4);
        add_fixed(&output.paired[0][0][0], &paired[0][0][0], sizeof output.paired / 4);
        for (std::size_t k = 0; k < kStages * kL; ++k)
            waiting[region * kStages * kL + k] += static_cast<std::int64_t>((&output.candidates[0][0])[k]);
    }
    void join(Sums const& other)
    {
        auto const sum = [](std::int64_t* a, std::int64_t const* b, std::size_t bytes) {
            for (std::size_t k = 0; k < bytes / sizeof *a; ++k) a[k] += b[k];
        };
        sum(&person_monthly[0][0][0][0], &other.person_monthly[0][0][0][0], sizeof person_monthly);
        sum(&person_yearly[0][0][0], &other.person_yearly[0][0][0], sizeof person_yearly);
        sum(&cpts_monthly[0][0][0], &other.cpts_monthly[0][0][0], sizeof cpts_monthly);
        sum(&mission_monthly[0][0][0], &other.mission_monthly[0][0][0], sizeof mission_monthly);
        sum(&paired[0][0][0], &other.paired[0][0][0], sizeof paired);
        auto* const flows = &counts.flows[0][0][0][0];
        for (std::size_t k = 0; k < sizeof counts.flows / 4; ++k) flows[k] += (&other.counts.flows[0][0][0][0])[k];
        for (std::size_t k = 0; k < spells.size(); ++k) spells[k] += other.spells[k];
        for (std::size_t k = 0; k < waiting.size(); ++k) waiting[k] += other.waiting[k];
    }
};

Frame draw_frame(Plan const& plan, int number)
{
    Frame frame;
    frame.number = number;
    frame.territories.resize(plan.territories.rows.size());
    parallel_for(frame.territories.size(), [&](std::size_t t) {
        frame.territories[t] = draw_slots(plan.territories.rows[t], plan.seed, number);
    });
    return frame;
}

std::size_t pack_bytes(Plan const& plan)
{
    double people = 0;
    for (auto const& t : plan.territories.rows)
        for (double const d : t.density) people += d * t.inhabitants / 100000.0;
    return static_cast<std::size_t>(people * 1.15 * (kernel::kColumns + 2) * kL * 4) +
           plan.territories.rows.size() * kernel::kCptsBytes;
}

std::size_t packs_at_once(Plan const& plan)
{
    constexpr std::size_t kMemory = std::size_t{1} << 30;
    return std::clamp<std::size_t>(kMemory / std::max<std::size_t>(1, pack_bytes(plan)), 1,
                                   static_cast<std::size_t>(current_threads()));
}

PackRun::PackRun(Plan const& plan, Frame const& frame, Pack const& pack)
    : plan_(plan),
      pack_(pack),
      kernel_(kernel_table()),
      parameters_(parameter_rows(plan, pack)),
      retirement_(retirement_scale(parameters_)),
      trend_(parameters_),
      levers_(std::make_unique<LeverTables>(plan, pack)),
      runs_(std::make_unique<kernel::Runs>())
{
    std::size_t rows = 0;
    for (auto const& t : frame.territories) rows += static_cast<std::size_t>(t.rows);
    state_ = LaneArray(rows * kernel::kColumns * kL, LaneArray::Content::unset);
    views_ = LaneArray(rows * 2 * kL, LaneArray::Content::unset);
    cpts_ = LaneArray(frame.territories.size() * kernel::kCptsBytes / 4);
    opinion_ = LaneArray(kL);
    std::size_t at = 0;
    for (std::size_t t = 0; t < frame.territories.size(); ++t) {
        auto const& slots = frame.territories[t];
        auto const& facts = plan.territories.rows[t];
        auto const n = static_cast<std::size_t>(slots.rows);
        kernel::Block block{};
        block.inhabitants = static_cast<float>(facts.inhabitants);
        block.ties = static_cast<float>(facts.ties);
        block.size_class = facts.size_class - 1;
        block.stage = facts.stage;
        block.stage_months = facts.stage_months;
        block.key = slots.key;
        block.rows = slots.rows;
        std::copy(slots.first_row.begin(), slots.first_row.end(), block.first_row);
        std::copy(slots.occupied.begin(), slots.occupied.end(), block.occupied);
        block.state = state_.data() + at * kernel::kColumns * kL;
        auto* const views = reinterpret_cast<std::int32_t*>(views_.data() + at * 2 * kL);
        block.view[0] = views;
        block.view[1] = views + n * kL;
        block.peers = slots.peers.data();
        block.cpts = cpts_.data() + t * (kernel::kCptsBytes / 4);
        blocks_.push_back(block);
        at += n;
        auto const found = std::find(regions_.begin(), regions_.end(), facts.region);
        region_of_.push_back(static_cast<int>(found - regions_.begin()));
        if (found == regions_.end()) regions_.push_back(facts.region);
    }
    capacity_ = LaneArray(regions_.size() * kL);
    waiting_.assign(regions_.size() * kStages, {});
    for (std::size_t t = 0; t < blocks_.size(); ++t)
        for (auto& n :
             waiting_[static_cast<std::size_t>(region_of_[t]) * kStages + static_cast<std::size_t>(blocks_[t].stage)])
            ++n;

    runs_->frame = static_cast<std::uint32_t>(frame.number);
    runs_->seed[0] = static_cast<std::uint32_t>(plan.seed);
    runs_->seed[1] = static_cast<std::uint32_t>(plan.seed >> 32);
    runs_->parameters = parameters_.data();
    runs_->retirement_scale = retirement_.data();
    for (int lane = 0; lane < kLanes; ++lane) {
        Run const& run = run_of(pack, lane);
        auto const l = static_cast<std::size_t>(lane);
        runs_->replicate[l] = static_cast<std::uint32_t>(run.replicate);
        runs_->cohort_month[l] = plan.scenarios[static_cast<std::size_t>(run.scenario)].policy_month - 1;
        runs_->reference_lane[l] = l < pack.runs.size() ? pack.reference_lane[l] : lane;
        opinion_[l] = parameters_[parameter_row("traits.attitude_mean") * kL + l];
    }
    share_streams(*runs_);
    if (observable_fields().size() != Layout::count) throw std::logic_error("observables.inc is not grouped by kind");
    observations_.resize(pack.runs.size());
    for (std::size_t lane = 0; lane < pack.runs.size(); ++lane) {
        auto& o = observations_[lane];
        for (auto const& field : observable_fields()) o.own.emplace_back(extent(plan, field));
        if (pack.runs[lane].scenario != 0)
            for (auto const& field : paired_fields()) o.paired.emplace_back(extent(plan, field));
    }
    spells_.assign(2UL * kernel::kMaxYears * kSpellAges * kL, 0);
}

PackRun::~PackRun() = default;

void PackRun::initialise()
{
    parallel_for(blocks_.size(), [&](std::size_t t) { kernel_.initialise(blocks_[t], *runs_); });
}

/// Regional capacity: files that ARS and CPAM can move on this year over files that would move. docs/model.md.
void PackRun::set_january(int year)
{
    // Inhabitants weighed by the lever in their territory; in fixed point, so that the order of rows does not matter.
    std::vector<std::array<std::int64_t, kLanes>> served(regions_.size());
    for (std::size_t t = 0; t < blocks_.size(); ++t) {
        float const* const factor = levers_->year(static_cast<int>(t), year * kMonths) +
                                    static_cast<std::size_t>(lever::ars_capacity) * kP * kL;
        for (std::size_t l = 0; l < kL; ++l)
            served[static_cast<std::size_t>(region_of_[t])][l] += static_cast<std::int64_t>(
                plan_.territories.rows[t].inhabitants * static_cast<double>(factor[l]) * kUnit);
    }
    for (std::size_t r = 0; r < regions_.size(); ++r) {
        for (int lane = 0; lane < kLanes; ++lane) {
            auto const l = static_cast<std::size_t>(lane);
            auto const parameter = [&](char const* path) { return parameters_[parameter_row(path) * kL + l]; };
            auto const count = [&](Stage s) {
                return static_cast<float>(waiting_[r * kStages + static_cast<std::size_t>(s)][l]);
            };
            auto const within_a_year = [](float hazard) { return std::min(1.0f, 12.0f * hazard); };
            float const files = count(kPreProject) * within_a_year(parameter("lifecycle.letter_rate")) +
                                count(kLetter) * within_a_year(parameter("lifecycle.writing_rate")) +
                                count(kValidated) * within_a_year(parameter("lifecycle.negotiation_rate"));
            Run const& run = run_of(pack_, lane);
            auto const block =
                philox_block({name_hash(regions_[r]), 0, address(Purpose::region, static_cast<std::uint32_t>(year)),
                              static_cast<std::uint32_t>(run.replicate)},
                             {runs_->seed[0], runs_->seed[1]});
            bool const changes = uniform(static_cast<std::int32_t>(block[0])) < parameter("lifecycle.turnover_rate");
            float const able = parameter("lifecycle.regional_capacity") *
                               static_cast<float>(static_cast<double>(served[r][l]) / kUnit / 1e6) *
                               (changes ? 1.0f - parameter("lifecycle.turnover_loss") : 1.0f);
            capacity_[r * kL + l] = files > able ? able / files : 1.0f;
        }
    }
}

void PackRun::advance_year(int year, kernel::Trace* trace, int traced)
{
    set_january(year);
    int const first_month = year * kMonths;
    int const months = std::min(kMonths, plan_.months() - first_month);
    bool const last = first_month + kMonths >= plan_.months();
    float const* const trend = trend_.next_year(year);
    std::vector<std::unique_ptr<Sums>> parts(static_cast<std::size_t>(current_threads()));
    parallel_for(blocks_.size(), [&](std::size_t t) {
        auto& part = parts[static_cast<std::size_t>(thread_index())];
        auto const region = static_cast<std::size_t>(region_of_[t]);
        if (!part) part = std::make_unique<Sums>(regions_.size());
        kernel::YearInput const input{first_month,
                                      months,
                                      levers_->year(static_cast<int>(t), first_month),
                                      trend,
                                      capacity_.data() + region * kL,
                                      opinion_.data(),
                                      last};
        kernel_.territory_year(blocks_[t], *runs_, input, part->output, part->counts,
                               static_cast<int>(t) == traced ? trace : nullptr);
#ifdef CPTSIM_CHECKS
        check_invariants(blocks_[t], static_cast<int>(pack_.runs.size()));
        check_counts(blocks_[t], part->output, months - 1, static_cast<int>(pack_.runs.size()));
#endif
        part->add(region);
        auto const first = Layout::territory;
        if (year < plan_.years())
            for (std::size_t k = 0; k < kernel::territory::count; ++k)
                for (std::size_t lane = 0; lane < pack_.runs.size(); ++lane)
                    observations_[lane].own[first + k][static_cast<std::size_t>(year) * blocks_.size() + t] =
                        part->output.territory_yearly[k][lane];
    });
    collect(year, parts);
}

void PackRun::collect(int year, std::vector<std::unique_ptr<Sums>>& parts)
{
    std::unique_ptr<Sums> total;
    for (auto& part : parts) {
        if (!part) continue;
        if (!total)
            total = std::move(part);
        else
            total->join(*part);
    }
    if (!total) return;
    for (std::size_t k = 0; k < spells_.size(); ++k) spells_[k] += total->spells[k];
    for (std::size_t k = 0; k < waiting_.size(); ++k)
        std::copy_n(total->waiting.begin() + static_cast<std::ptrdiff_t>(k * kL), kL, waiting_[k].begin());
    for (std::size_t lane = 0; lane < kL; ++lane) {
        double attitude = 0, eligible = 0;
        for (std::size_t p = 0; p < kP; ++p) {
            attitude += static_cast<double>(total->person_monthly[kMonths - 1][kernel::person::attitude][p][lane]);
            eligible += static_cast<double>(total->person_monthly[kMonths - 1][kernel::person::eligible][p][lane]);
        }
        opinion_[lane] = eligible > 0 ? static_cast<float>(attitude / eligible) : 0.0f;
    }
    parallel_for(pack_.runs.size(), [&](std::size_t lane) { collect_lane(year, *total, static_cast<int>(lane)); });
}

/// Fixed-point sums of a year into the observation of a lane; means are taken here.
void PackRun::collect_lane(int year, Sums const& sums, int lane)
{
    auto const l = static_cast<std::size_t>(lane);
    auto& o = observations_[l];
    auto const& fields = observable_fields();
    auto const value = [](std::int64_t fixed) { return static_cast<double>(fixed) / kUnit; };
    auto const put_professions = [&](std::size_t field, std::size_t time, auto const& rows, int mean_row, auto row) {
        double all = 0, all_of = 0;
        bool const mean = mean_row >= 0;
        float* const out = o.own[field].data() + time * (kP + 1);
        for (std::size_t p = 0; p < kP; ++p) {
            double const x = value(rows[row][p][l]),
                         of = mean ? value(rows[static_cast<std::size_t>(mean_row)][p][l]) : 1;
            out[p] = mean ? quotient(x, of) : static_cast<float>(x);
            all += x, all_of += of;
        }
        out[kP] = mean ? quotient(all, all_of) : static_cast<float>(all);
    };
    int const months = std::min(kMonths, plan_.months() - year * kMonths);
    for (std::size_t m = 0; m < static_cast<std::size_t>(months); ++m) {
        auto const month = static_cast<std::size_t>(year * kMonths) + m;
        for (std::size_t k = 0; k < kernel::person::count; ++k)
            put_professions(Layout::person + k, month, sums.person_monthly[m],
                            fields[k].mean_of.empty() ? -1 : kernel::person::eligible, k);
        o.professional_months += static_cast<double>(o.own[kernel::person::eligible][month * (kP + 1) + kP]);
        double const signed_now = value(sums.cpts_monthly[m][kernel::cpts::cpts_signed][l]);
        for (std::size_t k = 0; k < kernel::cpts::count; ++k) {
            double const x = value(sums.cpts_monthly[m][k][l]);
            bool const mean = !fields[Layout::cpts + k].mean_of.empty();
            o.own[Layout::cpts + k][month] = mean ? quotient(x, signed_now) : static_cast<float>(x);
        }
        for (std::size_t k = 0; k < kMissions; ++k)
            o.own[Layout::mission][month * kMissions + k] = quotient(value(sums.mission_monthly[m][k][l]), signed_now);
        for (std::size_t a = 0; a < kRoles; ++a)
            for (std::size_t b = 0; b < kRoles; ++b)
                o.own[Layout::flows][(month * kRoles + a) * kRoles + b] =
                    static_cast<float>(sums.counts.flows[m][a][b][l]);
    }
    if (year >= plan_.years()) return;
    for (std::size_t k = 0; k < kernel::person_year::count; ++k)
        put_professions(Layout::person_year + k, static_cast<std::size_t>(year), sums.person_yearly, -1, k);
    if (o.paired.empty()) return;
    for (std::size_t k = 0; k < paired::count; ++k) {
        double all = 0;
        float* const out = o.paired[k].data() + static_cast<std::size_t>(year) * (kP + 1);
        for (std::size_t p = 0; p < kP; ++p) {
            double const x = value(sums.paired[k][p][l]);
            out[p] = static_cast<float>(x);
            all += x;
        }
        out[kP] = static_cast<float>(all);
    }
}

Observation PackRun::take_observation(int lane)
{
    auto const l = static_cast<std::size_t>(lane);
    auto& o = observations_[l];
    std::size_t const years = extent(plan_, Axis::entry_year);
    for (std::size_t kind = 0; kind < 2; ++kind)
        for (std::size_t k = 0; k < years * kSpellAges; ++k)
            o.own[Layout::spells + kind][k] =
                static_cast<float>(spells_[(kind * kernel::kMaxYears * kSpellAges + k) * kL + l]);
    return std::move(o);
}

}  // namespace cptsim
