// JSON that scripts ask of commands (docs/json.md), and what is asked of a stranger's before a parser has it.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cptsim {

inline constexpr int kJsonSchema = 1;  ///< rises when a member is renamed, removed or means something else

/// A string, in its quotes, of any bytes: what HTML or JavaScript around it could take for more than text is escaped,
/// what is no UTF-8 becomes U+FFFD.
[[nodiscard]] std::string json_string(std::string_view text);
/// A list of strings, each as json_string() writes it.
[[nodiscard]] std::string json_texts(std::vector<std::string> const& texts);
/// A number in its shortest form; null where it is none.
[[nodiscard]] std::string json_number(double value);
[[nodiscard]] std::string json_number(std::size_t value);
[[nodiscard]] std::string json_array(std::vector<std::string> const& values);

/// Whether brackets outside of strings are open within more than `most` others: what the memory of a parser, and its
/// end, grow with.
[[nodiscard]] bool is_nested_deeper(std::string_view json, int most);

/// An object whose members stand in the order in which they are added.
class JsonObject {
  public:
    JsonObject() = default;
    /// The answer of a command: says first what it is, and by which schema.
    explicit JsonObject(char const* what);
    JsonObject& add(std::string_view name, std::string value);  ///< of JSON
    JsonObject& text(std::string_view name, std::string_view value);
    JsonObject& number(std::string_view name, double value);
    JsonObject& count(std::string_view name, std::size_t value);
    [[nodiscard]] std::string json() const;

  private:
    std::vector<std::pair<std::string, std::string>> members_;
};

}  // namespace cptsim
