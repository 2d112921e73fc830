#include "analysis/calibration/calibration_store.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <type_traits>

#include "analysis/calibration/calibration_file.hpp"
#include "analysis/calibration/coordinates.hpp"
#include "analysis/calibration/outside.hpp"
#include "sim/base/build_info.hpp"
#include "sim/base/error.hpp"
#include "sim/base/number.hpp"
#include "sim/base/philox.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/cautious.hpp"
#include "sim/files/netcdf_file.hpp"
#include "sim/files/sealed_file.hpp"

namespace cptsim {
namespace {

constexpr char const* kFormat = "cptsim-calibration";

std::vector<std::int32_t> numbers_below(std::size_t n)
{
    std::vector<std::int32_t> numbers(n);
    std::iota(numbers.begin(), numbers.end(), 0);
    return numbers;
}

[[noreturn]] void damaged(std::string const& path, std::string const& what)
{
    throw InputError({path}, both({"is damaged (it has no good {}) a copy of it, or begin again?",
                                   "est abîmé (il n'a pas de bon {}) une copie, ou recommencer ?"},
                                  what));
}

/// Members of a struct as arrays of a group, each on an axis of its own; `size` says how many numbers are meant.
class MemberWriter {
  public:
    MemberWriter(NetcdfWriter& file, std::string group) : file_(file), group_(std::move(group))
    {
        file_.add_group(group_);
    }
    template <class Member>
    void operator()(std::string const& name, Member const& member)
    {
        std::vector<double> values;
        if constexpr (std::is_arithmetic_v<Member>)
            values = {static_cast<double>(member)};
        else
            values.assign(member.begin(), member.end());
        auto const path = group_ + '/' + name;
        auto const size = values.size();
        if (values.empty()) values = {0};  // netCDF has no axis of length 0 but the unlimited one
        file_.add_axis(path + "_index", numbers_below(values.size()), {"1", "position", "position"});
        file_.add_variable(path, {name + "_index"}, values, {"1", name + " of the sampler", name});
        file_.add_attribute(path, "size", std::to_string(size));
    }

  private:
    NetcdfWriter& file_;
    std::string group_;
};

/// Reads them again. Throws InputError for what the member cannot be.
class MemberReader {
  public:
    MemberReader(NetcdfReader const& file, std::string const& path, std::string group)
        : file_(file), path_(path), group_(std::move(group))
    {
    }
    template <class Member>
    void operator()(std::string const& name, Member& member) const
    {
        auto const place = group_ + '/' + name;
        auto values = file_.reals(place);
        auto const size = parse_number<std::uint64_t>(file_.attribute(place, "size"));
        if (!size || (*size != values.size() && !(*size == 0 && values.size() == 1))) damaged(path_, place);
        values.resize(static_cast<std::size_t>(*size));
        if constexpr (std::is_arithmetic_v<Member>) {
            if (values.size() != 1) damaged(path_, place);
            member = number<Member>(values[0], place);
        } else {
            member.clear();
            for (double const value : values) member.push_back(number<typename Member::value_type>(value, place));
        }
    }

  private:
    template <class Number>
    [[nodiscard]] Number number(double value, std::string const& place) const
    {
        if constexpr (std::is_integral_v<Number>) {
            constexpr double kMost = 0x1p53;  // of what doubles tell apart
            double const most = std::min(kMost, static_cast<double>(std::numeric_limits<Number>::max()));
            double const least = std::max(-kMost, static_cast<double>(std::numeric_limits<Number>::min()));
            if (!(value >= least && value <= most) || value != std::floor(value)) damaged(path_, place);
        }
        return static_cast<Number>(value);
    }

    NetcdfReader const& file_;
    std::string const& path_;
    std::string group_;
};

/// Calls f(name, member) for each array of a screening.
template <class Table, class F>
void visit_screening(Table& table, F&& f)
{
    f("absolute_mean", table.absolute_mean), f("standard_error", table.standard_error);
    f("deviation", table.deviation), f("strength", table.strength), f("strength_error", table.strength_error);
    f("ranking", table.ranking);
}

void add_targets(NetcdfWriter& file, Summaries const& summaries)
{
    auto const names = summaries.labels();
    file.add_group("/targets");
    file.add_axis("/targets/summary", names, {"1", "summary that is fitted", "résumé ajusté"});
    file.add_axis("/targets/other_summary", names, {"1", "summary that is fitted", "résumé ajusté"});
    std::vector<std::string> units, uses, sources;
    std::vector<double> values, errors;
    for (auto const& target : summaries.targets()) {
        units.push_back(target.unit), uses.push_back(target.use), sources.push_back(target.source);
        values.push_back(target.value), errors.push_back(target.definition_error);
    }
    auto const add = [&](std::string const& name, Values const& what, char const* en, char const* fr) {
        file.add_variable("/targets/" + name, {"summary"}, what, {"1", en, fr});
    };
    add("unit", units, "unit of the pattern", "unité du motif");
    add("use", uses, "use of the pattern", "usage du motif");
    add("source", sources, "source", "source");
    add("value", values, "observed value", "valeur observée");
    add("definition_error", errors, "standard deviation of the definition", "écart-type de définition");
    add("observed", summaries.observed(), "observed summary", "résumé observé");
    file.add_variable("/targets/covariance", {"summary", "other_summary"}, summaries.covariance(),
                      {"1", "declared covariance of the summaries", "covariance déclarée des résumés"});
}

void add_posterior(NetcdfWriter& file, Calibration const& calibration, SamplerState const& state)
{
    auto const particles = state.z.size() / calibration.coordinates.size();
    std::vector<std::string> paths;
    for (auto const& c : calibration.coordinates) paths.push_back(c.path);
    file.add_group("/posterior");
    file.add_axis("/posterior/particle", numbers_below(particles), {"1", "particle", "particule"});
    file.add_axis("/posterior/parameter", paths, {"1", "parameter", "paramètre"});
    std::vector<double> values;
    for (std::size_t i = 0; i < particles; ++i)
        for (std::size_t k = 0; k < paths.size(); ++k)
            values.push_back(value_of(calibration.coordinates[k], state.z[i * paths.size() + k]));
    auto const add = [&](std::string const& name, std::vector<std::string> const& axes, std::vector<double> const& what,
                         char const* en, char const* fr) {
        file.add_variable("/posterior/" + name, axes, what, {"1", en, fr});
    };
    add("value", {"particle", "parameter"}, values, "value of a parameter", "valeur d'un paramètre");
    add("z", {"particle", "parameter"}, state.z, "standard score in the prior", "score normal dans l'a priori");
    add("weight", {"particle"}, std::vector<double>(particles, 1.0 / static_cast<double>(particles)), "weight",
        "poids");
}

}  // namespace

void write_calibration(std::string const& path, Calibration const& calibration, Summaries const& summaries,
                       CalibrationProgress const& progress)
{
    NetcdfWriter file;
    auto const& state = progress.state;
    for (auto const& [name, text] : std::initializer_list<std::pair<char const*, std::string>>{
             {"format", kFormat},
             {"format_version", "2.0"},
             {"cptsim_version", version()},
             {"results_version", std::to_string(results_version())},
             {"git_commit", git_commit()},
             {"compiler", compiler()},
             {"key", calibration_key(calibration)},
             {"calibration", calibration.text},
             {"scenario", calibration.scenario.resolved_toml},
             {"targets_sha256", calibration.targets_sha256},
             {"method", "Gaussian likelihood with a quadratic emulator, in waves"},
             {"finished", state.finished ? "true" : "false"}})
        file.add_attribute("/", name, text);
    add_posterior(file, calibration, state);
    add_targets(file, summaries);
    if (progress.screening) visit_screening(*progress.screening, MemberWriter(file, "/screening"));
    visit_members(state, MemberWriter(file, "/sampler"));
    AtomicFile out(path, true);
    write_sealed(out, file.finish());
    out.commit();
}

namespace {

void require_screening(Screening const& s, SamplerOptions const& o, std::string const& path)
{
    auto const rows = 1 + o.dimensions;
    for (auto const* table : {&s.absolute_mean, &s.standard_error, &s.deviation})
        if (table->size() != rows * o.summaries) damaged(path, "/screening");
    auto ranking = s.ranking;
    std::sort(ranking.begin(), ranking.end());
    bool right = s.strength.size() == rows && s.strength_error.size() == rows && ranking.size() == o.dimensions;
    for (std::size_t i = 0; right && i < ranking.size(); ++i) right = ranking[i] == i;
    if (!right) damaged(path, "/screening/ranking");
}

CalibrationProgress read_progress(std::string const& path, Calibration const& calibration,
                                  SamplerOptions const& options)
{
    NetcdfReader const file(path);
    if (file.attribute("/", "format") != kFormat)
        throw InputError({path},
                         {"is not the file of a calibration (it is an HDF5 file of another kind) another name?",
                          "n'est pas le fichier d'un calage (c'est un fichier HDF5 d'une autre sorte) un autre nom ?"});
    if (file.attribute("/", "key") != calibration_key(calibration))
        throw InputError({path},
                         both({"was begun with another calibration or version (by cptsim {}, results {}) another name?",
                               "a été commencé avec un autre calage ou une autre version (par cptsim {}, résultats {}) "
                               "un autre nom ?"},
                              file.attribute("/", "cptsim_version"), file.attribute("/", "results_version")));
    CalibrationProgress progress;
    if (calibration.method.screening_blocks > 0) {
        progress.screening.emplace();
        visit_screening(*progress.screening, MemberReader(file, path, "/screening"));
        require_screening(*progress.screening, options, path);
    }
    visit_members(progress.state, MemberReader(file, path, "/sampler"));
    if (auto const fault = fault_of(progress.state, options); !fault.empty()) damaged(path, "/sampler/" + fault);
    return progress;
}

}  // namespace

CalibrationProgress read_calibration_progress(std::string const& path, Calibration const& calibration,
                                              SamplerOptions const& options)
{
    require_whole(path);
    auto const read = [&] { return read_progress(path, calibration, options); };
    rehearse(path, "calibration", [&] { static_cast<void>(read()); });
    return read();
}

ParameterSample posterior_sample(Calibration const& calibration, SamplerState const& state)
{
    ParameterSample sample;
    sample.columns = calibration.coordinates;
    sample.columns.insert(sample.columns.end(), calibration.outside.begin(), calibration.outside.end());
    auto const width = calibration.coordinates.size();
    std::vector<std::size_t> order(state.z.size() / width);
    std::iota(order.begin(), order.end(), std::size_t{0});
    PhiloxEngine engine(calibration.seed, 0xFFFFFFFFu, 0, address(Purpose::calibration, 0, 3), 0);
    for (std::size_t i = order.size(); i > 1; --i)  // Fisher and Yates; a bias of 2^-32 is none
        std::swap(order[i - 1], order[static_cast<std::size_t>(std::uint64_t{engine()} * i >> 32)]);
    auto const outside = outside_draws(calibration, order.size());
    for (std::size_t r = 0; r < order.size(); ++r) {
        std::vector<double> draw;
        for (std::size_t k = 0; k < width; ++k)
            draw.push_back(value_of(calibration.coordinates[k], state.z[order[r] * width + k]));
        draw.insert(draw.end(), outside[r].begin(), outside[r].end());
        sample.rows.push_back(std::move(draw));
    }
    return sample;
}

}  // namespace cptsim
