// Text in columns of a terminal: words that are wrapped, cells that are aligned.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace cptsim {

/// Columns that a text takes: code points, none of which is wide.
[[nodiscard]] std::size_t columns_of(std::string_view text);

/// Lines of at most `width` columns, broken at blanks; a longer word is broken anywhere.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// Rows of cells, each of several lines; the first column to the left, the others to the right, two blanks between.
/// The first column takes what the others leave of `width`.
class TextGrid {
  public:
    explicit TextGrid(std::size_t width) : width_(width) {}
    /// `brief` stands in for a label that the row has no room for.
    void add(std::string label, std::vector<std::vector<std::string>> cells, std::string brief = {});
    /// A line under the row that was added last.
    void rule() { rules_.push_back(rows_.size()); }
    [[nodiscard]] std::string text() const;

  private:
    struct Row {
        std::string label;
        std::vector<std::vector<std::string>> cells;  ///< [column][line]
        std::string brief;
    };
    std::size_t width_;
    std::vector<Row> rows_;
    std::vector<std::size_t> rules_;
};

}  // namespace cptsim
