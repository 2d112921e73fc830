#include "sim/io/results_digest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/io/digest.hpp"

namespace cptsim {
namespace {

/// Indices of `fields` in ascending order of their names, compared as bytes.
template <class Fields, class Name>
std::vector<std::size_t> by_name(Fields const& fields, Name const& name)
{
    std::vector<std::size_t> order(fields.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return name(fields[a]) < name(fields[b]); });
    return order;
}

template <class Word>
void append_little_endian(std::string& bytes, Word word)
{
    std::array<char, sizeof(Word)> little{};
    for (std::size_t i = 0; i < sizeof(Word); ++i) little[i] = static_cast<char>((word >> (8 * i)) & 0xFF);
    bytes.append(little.data(), little.size());
}

/// One NaN and one zero, whatever the processor made of them.
std::uint32_t canonical_bits(float value)
{
    if (std::isnan(value)) return std::bit_cast<std::uint32_t>(std::numeric_limits<float>::quiet_NaN());
    return std::bit_cast<std::uint32_t>(value == 0 ? 0.0F : value);
}

std::string shape_text(Plan const& plan, ObservableField const& field)
{
    std::string text;
    for (Axis const axis : field.axes) text += (text.empty() ? "" : "x") + std::to_string(extent(plan, axis));
    return text;
}

}  // namespace

std::string run_digest(Plan const& plan, Observation const& observation)
{
    auto const& fields = observable_fields();
    std::string bytes;
    for (auto const i : by_name(
             fields, [](auto const& field) -> auto const& { return field.name; })) {
        bytes += fields[i].name + " float32 " + shape_text(plan, fields[i]) + '\n';
        for (float const value : observation.own.at(i)) append_little_endian(bytes, canonical_bits(value));
    }
    return sha256_hex(bytes);
}

std::string run_key(Plan const& plan, Run const& run)
{
    auto const& point = plan.points.at(static_cast<std::size_t>(run.point));
    auto const& fields = parameter_fields();
    std::string parameters;
    for (auto const i : by_name(
             fields, [](auto const& field) -> auto const& { return field.path; })) {
        parameters += fields[i].path + '\n';
        append_little_endian(parameters, std::bit_cast<std::uint64_t>(point.at(i)));
    }
    auto const& scenario = plan.scenarios.at(static_cast<std::size_t>(run.scenario));
    return sha256_hex(fmt::format("scenario {}\nterritories {}\nparameters {}\nseed {}\nreplicate {}\nlast month {}\n",
                                  sha256_hex(scenario.resolved_toml), plan.territories.sha256, sha256_hex(parameters),
                                  plan.seed, run.replicate, plan.end_month));
}

std::string file_digest(std::vector<std::pair<std::string, std::string>> runs)
{
    std::sort(runs.begin(), runs.end());
    runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
    std::string text;
    for (auto const& [key, digest] : runs) text += key + ' ' + digest + '\n';
    return sha256_hex(text);
}

}  // namespace cptsim
