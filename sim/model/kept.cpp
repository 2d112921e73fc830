#include "sim/model/kept.hpp"

#include <numeric>

namespace cptsim {
namespace {

std::vector<int> all_of(std::size_t length)
{
    std::vector<int> positions(length);
    std::iota(positions.begin(), positions.end(), 0);
    return positions;
}

/// Positions in a row-major array of these lengths, of the given positions on each axis.
std::vector<std::uint32_t> row_major(std::vector<std::vector<int>> const& positions,
                                     std::vector<std::size_t> const& lengths)
{
    std::vector<std::uint32_t> source = {0};
    for (std::size_t axis = 0; axis < positions.size(); ++axis) {
        std::vector<std::uint32_t> next;
        for (auto const at : source)
            for (int const position : positions[axis])
                next.push_back(at * static_cast<std::uint32_t>(lengths[axis]) + static_cast<std::uint32_t>(position));
        source = std::move(next);
    }
    return source;
}

}  // namespace

std::vector<int> kept_positions(Kept const& kept, Plan const& plan, Axis axis)
{
    if (axis == Axis::month) return kept.months;
    if (axis == Axis::profession) return kept.professions;
    if (axis != Axis::year) return all_of(extent(plan, axis));
    std::vector<int> years;
    for (int const month : kept.months)
        if (month % 12 == 11) years.push_back(month / 12);
    return years;
}

std::vector<KeptField> kept_fields(Kept const& kept, Plan const& plan)
{
    std::vector<KeptField> fields;
    for (int const row : kept.observables) {
        KeptField field;
        field.observable = row;
        std::vector<std::vector<int>> positions;
        std::vector<std::size_t> lengths;
        for (Axis const axis : observable_fields()[static_cast<std::size_t>(row)].axes) {
            positions.push_back(kept_positions(kept, plan, axis));
            lengths.push_back(extent(plan, axis));
            field.shape.push_back(positions.back().size());
        }
        field.source = row_major(positions, lengths);
        fields.push_back(std::move(field));
    }
    return fields;
}

}  // namespace cptsim
