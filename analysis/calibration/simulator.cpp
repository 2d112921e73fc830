#include "analysis/calibration/simulator.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <utility>

#include "analysis/calibration/coordinates.hpp"
#include "sim/base/philox.hpp"
#include "sim/base/portable_math.hpp"
#include "sim/run/ensemble.hpp"
#include "sim/run/pack_run.hpp"

namespace cptsim {
namespace {

std::uint32_t frame_of(std::uint32_t evaluation) { return evaluation / kLanes % kCalibrationFrames; }

}  // namespace

void set_score(CalibrationPoint& point, Coordinate const& c, double z)
{
    auto& value = c.row >= 0 ? point.parameters[static_cast<std::size_t>(c.row)]
                             : point.operators[static_cast<std::size_t>(c.operator_row)];
    value = value_of(c, z);
}

CalibrationPoint point_of(Calibration const& calibration, std::span<double const> z, std::uint32_t evaluation)
{
    CalibrationPoint point{default_point(), {}, evaluation};
    for (auto const& field : operator_fields()) point.operators.push_back(field.default_value);
    for (std::size_t i = 0; i < calibration.coordinates.size(); ++i) set_score(point, calibration.coordinates[i], z[i]);
    for (auto const& c : calibration.outside) set_score(point, c, 0);
    return point;
}

CalibrationPoint prior_draw(Calibration const& calibration, std::uint32_t evaluation)
{
    PhiloxEngine engine(calibration.seed, 0xFFFFFFFFu, evaluation, address(Purpose::calibration, 0, 4), 0);
    auto const score = [&] {
        return static_cast<double>(normal_quantile(uniform(static_cast<std::int32_t>(engine()))));
    };
    std::vector<double> z;
    for (std::size_t i = 0; i < calibration.coordinates.size(); ++i) z.push_back(score());
    auto point = point_of(calibration, z, evaluation);
    for (auto const& c : calibration.outside) set_score(point, c, score());
    return point;
}

struct TargetSimulator::Impl {
    /// A population with its plan, whose points are those of the pack in work, and its frames once they were drawn.
    struct Place {
        CalibrationPopulation const* population;
        Plan plan;
        std::array<std::optional<Frame>, kCalibrationFrames> frames;
    };
    std::vector<CalibrationTarget> targets;
    std::vector<Place> places;

    /// Runs up to 16 points of one frame in one population; measures its targets.
    void run_pack(std::size_t place_number, std::span<std::size_t const> members,
                  std::span<CalibrationPoint const> points, std::vector<std::vector<Measured>>& values)
    {
        auto& place = places[place_number];
        auto const number = frame_of(points[members[0]].evaluation);
        auto& frame = place.frames[number];
        if (!frame) frame = draw_frame(place.plan, static_cast<int>(number));
        Pack pack;
        place.plan.points.clear();
        for (auto const member : members) {
            auto const lane = static_cast<int>(pack.runs.size());
            pack.runs.push_back({0, static_cast<int>(points[member].evaluation), lane});
            pack.reference_lane[static_cast<std::size_t>(lane)] = lane;
            place.plan.points.push_back(points[member].parameters);
        }
        PackRun run(place.plan, *frame, pack);
        run.initialise();
        for (int year = 0; year < place.plan.years(); ++year) run.advance_year(year);
        for (std::size_t lane = 0; lane < members.size(); ++lane) {
            auto const observation = run.take_observation(static_cast<int>(lane));
            auto const parameters = run_parameters(place.plan, pack.runs[lane]);
            auto const& point = points[members[lane]];
            MeasuredRun const measured{&observation, place.population, parameters, point.operators};
            for (std::size_t t = 0; t < targets.size(); ++t)
                if (targets[t].population == place_number)
                    values[members[lane]][t] =
                        targets[t].quantity->predict(measured, targets[t].professions, targets[t].month);
        }
    }
};

TargetSimulator::TargetSimulator(Calibration const& calibration, std::vector<CalibrationTarget> targets)
    : impl_(std::make_unique<Impl>())
{
    int last = 0;
    for (auto const& target : targets) last = std::max(last, target.month);
    impl_->targets = std::move(targets);
    for (auto const& population : calibration.populations) {
        Plan plan;
        plan.scenarios = {calibration.scenario};
        plan.end_month = plan.scenarios[0].end_month = last / 12 * 12 + 11;
        plan.territories = population.territories;
        plan.seed = calibration.seed;
        plan.replicates = 1;
        impl_->places.push_back({&population, std::move(plan), {}});
    }
}

TargetSimulator::~TargetSimulator() = default;
TargetSimulator::TargetSimulator(TargetSimulator&&) noexcept = default;

std::vector<std::vector<Measured>> TargetSimulator::values(std::span<CalibrationPoint const> points)
{
    std::vector<std::vector<Measured>> values(points.size(), std::vector<Measured>(impl_->targets.size()));
    for (std::uint32_t frame = 0; frame < kCalibrationFrames; ++frame) {
        std::vector<std::size_t> members;
        for (std::size_t i = 0; i < points.size(); ++i)
            if (frame_of(points[i].evaluation) == frame) members.push_back(i);
        for (std::size_t first = 0; first < members.size(); first += kLanes) {
            auto const count = std::min<std::size_t>(kLanes, members.size() - first);
            for (std::size_t place = 0; place < impl_->places.size(); ++place)
                impl_->run_pack(place, std::span(members).subspan(first, count), points, values);
        }
    }
    return values;
}

Simulator make_simulator(Calibration const& calibration, TargetSimulator& targets, Summaries const& summaries)
{
    return [&calibration, &targets, &summaries](std::span<Proposal const> proposals) {
        std::vector<CalibrationPoint> points;
        for (auto const& proposal : proposals) points.push_back(point_of(calibration, proposal.z, proposal.evaluation));
        std::vector<Evaluation> evaluations;
        for (auto const& values : targets.values(points)) {
            auto simulated = summaries.of(values);
            auto residuals = summaries.residuals(simulated);
            evaluations.push_back({std::move(simulated), std::move(residuals)});
        }
        return evaluations;
    };
}

}  // namespace cptsim
