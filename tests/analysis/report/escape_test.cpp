// Texts inside a page are never more than text.
#include "analysis/report/escape.hpp"

#include <catch2/catch.hpp>

using namespace cptsim;

TEST_CASE("no text ends the script element, begins a comment or breaks a line of JavaScript", "[report]")
{
    CHECK(json_text("</script><!--") == "\"\\u003C/script\\u003E\\u003C!--\"");
    CHECK(json_text("a\"\\\n\t&") == "\"a\\u0022\\u005C\\u000A\\u0009\\u0026\"");
    CHECK(json_text("\u2028é\u2029") == "\"\\u2028é\\u2029\"");
    CHECK(json_text(std::string_view("\0", 1)) == "\"\\u0000\"");
}

TEST_CASE("bytes that are no UTF-8 become a replacement character", "[report]")
{
    CHECK(json_text("\xFF") == "\"\uFFFD\"");
    CHECK(json_text("\xC0\x80") == "\"\uFFFD\uFFFD\"");                      // overlong
    CHECK(json_text("\xED\xA0\x80") == "\"\uFFFD\uFFFD\uFFFD\"");            // surrogate
    CHECK(json_text("a\xE2\x82") == "\"a\uFFFD\uFFFD\"");                    // cut short
    CHECK(json_text("\xF4\x90\x80\x80") == "\"\uFFFD\uFFFD\uFFFD\uFFFD\"");  // beyond U+10FFFF
    CHECK(json_text("\U0001F600") == "\"\U0001F600\"");
}

TEST_CASE("text for HTML holds no markup", "[report]")
{
    CHECK(escape_html("<a href='x' title=\"y\">&amp;") == "&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;amp;");
}
