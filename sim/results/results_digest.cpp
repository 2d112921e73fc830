#include "sim/results/results_digest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <numeric>
#include <span>

#include "sim/files/digest.hpp"

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
constexpr std::uint32_t canonical(std::uint32_t bits)
{
    constexpr std::uint32_t kInfinity = 0x7F800000, kNan = 0x7FC00000;
    std::uint32_t const magnitude = bits & 0x7FFFFFFF;
    std::uint32_t const number = magnitude == 0 ? 0 : bits;
    return magnitude > kInfinity ? kNan : number;
}
static_assert(std::numeric_limits<float>::is_iec559);

constexpr std::uint32_t little_endian(std::uint32_t word)
{
    if constexpr (std::endian::native == std::endian::little) return word;
    return (word >> 24) | ((word >> 8) & 0xFF00U) | ((word << 8) & 0xFF0000U) | (word << 24);
}

std::string shape_text(std::vector<std::size_t> const& lengths)
{
    std::string text;
    for (auto const length : lengths) text += (text.empty() ? "" : "x") + std::to_string(length);
    return text;
}

/// Values go through a small buffer: a run has some hundred thousand, and launches have thousands of runs.
void add_values(Sha256& hash, std::string const& name, std::vector<std::size_t> const& shape,
                std::span<float const> values)
{
    hash.add(name + " float32 " + shape_text(shape) + '\n');
    std::array<std::uint32_t, 1024> words;
    for (std::size_t first = 0; first < values.size(); first += words.size()) {
        auto const part = values.subspan(first, std::min(words.size(), values.size() - first));
        std::memcpy(words.data(), part.data(), part.size_bytes());
        for (std::size_t i = 0; i < part.size(); ++i) words[i] = little_endian(canonical(words[i]));
        hash.add({reinterpret_cast<char const*>(words.data()), part.size_bytes()});
    }
}

}  // namespace

std::string run_digest(std::vector<GridField> const& fields, std::vector<std::span<float const>> const& values)
{
    Sha256 hash;
    for (auto const i : by_name(
             fields, [](auto const& field) -> auto const& { return field.field->name; }))
        add_values(hash, fields[i].field->name, fields[i].shape, values.at(i));
    return hash.hex();
}

std::string run_digest(std::vector<GridField> const& fields, Observation const& observation)
{
    std::vector<std::span<float const>> values;
    for (auto const& field : fields) values.emplace_back(observation.own.at(field.row));
    return run_digest(fields, values);
}

std::string kept_digest(std::vector<KeptField> const& fields, std::vector<float> const& values)
{
    std::vector<std::size_t> first = {0};
    for (auto const& field : fields) first.push_back(first.back() + field.source.size());
    auto const name = [](KeptField const& field) -> auto const&
    {
        return observable_fields()[static_cast<std::size_t>(field.observable)].name;
    };
    Sha256 hash;
    for (auto const i : by_name(fields, name))
        add_values(hash, name(fields[i]), fields[i].shape,
                   std::span(values).subspan(first[i], fields[i].source.size()));
    return hash.hex();
}

std::string run_key(Plan const& plan, Run const& run)
{
    return run_key(plan, plan.scenarios.at(static_cast<std::size_t>(run.scenario)).resolved_toml,
                   plan.points.at(static_cast<std::size_t>(run.point)), run.replicate);
}

std::string run_key(Plan const& plan, std::string const& resolved_toml, std::vector<double> const& point, int replicate)
{
    auto const& fields = parameter_fields();
    std::string parameters;
    for (auto const i : by_name(
             fields, [](auto const& field) -> auto const& { return field.path; })) {
        parameters += fields[i].path + '\n';
        append_little_endian(parameters, std::bit_cast<std::uint64_t>(point.at(i)));
    }
    return sha256_hex(fmt::format("scenario {}\nterritories {}\nparameters {}\nseed {}\nreplicate {}\nlast month {}\n",
                                  sha256_hex(resolved_toml), plan.territories.sha256, sha256_hex(parameters), plan.seed,
                                  replicate, plan.end_month));
}

std::string file_digest(std::vector<std::pair<std::string_view, std::string_view>> runs)
{
    std::sort(runs.begin(), runs.end());
    runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
    Sha256 hash;
    for (auto const& [key, digest] : runs) {
        hash.add(key);
        hash.add(" ");
        hash.add(digest);
        hash.add("\n");
    }
    return hash.hex();
}

}  // namespace cptsim
