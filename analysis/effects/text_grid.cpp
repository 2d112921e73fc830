#include "analysis/effects/text_grid.hpp"

#include <algorithm>

namespace cptsim {
namespace {

constexpr std::size_t kNarrowest = 16;

/// Bytes of the first `columns` code points.
std::size_t bytes_of(std::string_view text, std::size_t columns)
{
    std::size_t i = 0;
    for (std::size_t count = 0; i < text.size(); ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && count++ == columns) break;
    return i;
}

}  // namespace

std::size_t columns_of(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width)
{
    std::vector<std::string> lines(1);
    for (std::size_t from = 0; from < text.size();) {
        auto const blank = std::min(text.find(' ', from), text.size());
        auto word = text.substr(from, blank - from);
        from = blank + 1;
        if (word.empty()) continue;
        if (!lines.back().empty() && columns_of(lines.back()) + 1 + columns_of(word) > width) lines.emplace_back();
        if (!lines.back().empty()) lines.back() += ' ';
        while (columns_of(word) > width) {
            auto const part = bytes_of(word, width);
            lines.back() += word.substr(0, part);
            lines.emplace_back();
            word.remove_prefix(part);
        }
        lines.back() += word;
    }
    return lines;
}

void TextGrid::add(std::string label, std::vector<std::vector<std::string>> cells, std::string brief)
{
    rows_.push_back({std::move(label), std::move(cells), std::move(brief)});
}

std::string TextGrid::text() const
{
    std::vector<std::size_t> widths;
    for (auto const& row : rows_) {
        widths.resize(std::max(widths.size(), row.cells.size()), 0);
        for (std::size_t c = 0; c < row.cells.size(); ++c)
            for (auto const& line : row.cells[c]) widths[c] = std::max(widths[c], columns_of(line));
    }
    std::size_t taken = 0;
    for (auto const width : widths) taken += width + 2;
    std::size_t widest = 0;
    for (auto const& row : rows_) widest = std::max(widest, columns_of(row.label));
    auto const label = std::min(widest, std::max(kNarrowest, width_ > taken ? width_ - taken : 0));
    std::string out;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
        auto const& row = rows_[r];
        std::size_t lines = 1;
        for (auto const& cell : row.cells) lines = std::max(lines, cell.size());
        auto labels = wrapped(row.label, label);
        if (labels.size() > lines && !row.brief.empty()) labels = wrapped(row.brief, label);
        if (labels.size() > lines) {  // what the row has no line for
            labels.resize(lines);
            auto& last = labels.back();
            last.resize(bytes_of(last, label - 1));
            last += "…";
        }
        for (std::size_t i = 0; i < lines; ++i) {
            std::string line = i < labels.size() ? labels[i] : "";
            line.append(label - columns_of(line), ' ');
            for (std::size_t c = 0; c < row.cells.size(); ++c) {
                auto const& cell = row.cells[c];
                auto const text = i < cell.size() ? cell[i] : "";
                line.append(widths[c] + 2 - columns_of(text), ' ');
                line += text;
            }
            line.erase(line.find_last_not_of(' ') + 1);
            out += line + '\n';
        }
        if (std::find(rules_.begin(), rules_.end(), r + 1) != rules_.end())
            out += std::string(label + taken, '-') + '\n';
    }
    return out;
}

}  // namespace cptsim
