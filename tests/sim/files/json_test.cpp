// Texts in JSON, in a page or alone, are never more than text.
#include "sim/files/json.hpp"

#include <catch2/catch.hpp>

using namespace cptsim;

TEST_CASE("no text ends the script element, begins a comment or breaks a line of JavaScript")
{
    CHECK(json_string("</script><!--") == "\"\\u003C/script\\u003E\\u003C!--\"");
    CHECK(json_string("a\"\\\n\t&") == "\"a\\\"\\\\\\n\\u0009\\u0026\"");
    CHECK(json_string("\u2028é\u2029") == "\"\\u2028é\\u2029\"");
    CHECK(json_string(std::string_view("\0", 1)) == "\"\\u0000\"");
}

TEST_CASE("brackets are counted outside of strings alone")
{
    CHECK_FALSE(is_nested_deeper("[[]]", 2));
    CHECK(is_nested_deeper("[[]]", 1));
    CHECK_FALSE(is_nested_deeper("[{},{},[]]", 2));
    CHECK_FALSE(is_nested_deeper(R"(["[[[{{{\"[[[\\"])", 1));
    CHECK(is_nested_deeper(R"(["\\",[)", 1));  // the string ends behind an escaped backslash
}

TEST_CASE("bytes that are no UTF-8 become a replacement character")
{
    CHECK(json_string("\xFF") == "\"\uFFFD\"");
    CHECK(json_string("\xC0\x80") == "\"\uFFFD\uFFFD\"");                      // overlong
    CHECK(json_string("\xED\xA0\x80") == "\"\uFFFD\uFFFD\uFFFD\"");            // surrogate
    CHECK(json_string("a\xE2\x82") == "\"a\uFFFD\uFFFD\"");                    // cut short
    CHECK(json_string("\xF4\x90\x80\x80") == "\"\uFFFD\uFFFD\uFFFD\uFFFD\"");  // beyond U+10FFFF
    CHECK(json_string("\U0001F600") == "\"\U0001F600\"");
}

TEST_CASE("a list of texts")
{
    CHECK(json_texts({}) == "[]");
    CHECK(json_texts({"a", "\"b\"", ""}) == "[\"a\", \"\\\"b\\\"\", \"\"]");
}
