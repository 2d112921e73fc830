// JSON inside a page: whole, and never more than data.
#include "analysis/report/json.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace cptsim;

namespace {

std::string text(std::string_view value) { return Json().text(value).str(); }

}  // namespace

TEST_CASE("objects and arrays have their commas, numbers five digits, what is no number is null", "[report]")
{
    Json json;
    json.object().key("a").array().whole(1).number(2.0 / 3).number(std::numeric_limits<double>::quiet_NaN());
    json.number(-0.0).number(1e300 * 1e300).end().key("b").object().end().key("c").boolean(true).end();
    CHECK(json.str() == R"({"a":[1,0.66667,null,0,null],"b":{},"c":true})");
    CHECK_THROWS(Json().end());
}

TEST_CASE("no text ends the script element, begins a comment or breaks a line of JavaScript", "[report]")
{
    CHECK(text("</script><!--") == "\"\\u003C/script\\u003E\\u003C!--\"");
    CHECK(text("a\"\\\n\t&") == "\"a\\u0022\\u005C\\u000A\\u0009\\u0026\"");
    CHECK(text("\u2028é\u2029") == "\"\\u2028é\\u2029\"");
    CHECK(text(std::string_view("\0", 1)) == "\"\\u0000\"");
}

TEST_CASE("bytes that are no UTF-8 become a replacement character", "[report]")
{
    CHECK(text("\xFF") == "\"\uFFFD\"");
    CHECK(text("\xC0\x80") == "\"\uFFFD\uFFFD\"");                      // overlong
    CHECK(text("\xED\xA0\x80") == "\"\uFFFD\uFFFD\uFFFD\"");            // surrogate
    CHECK(text("a\xE2\x82") == "\"a\uFFFD\uFFFD\"");                    // cut short
    CHECK(text("\xF4\x90\x80\x80") == "\"\uFFFD\uFFFD\uFFFD\uFFFD\"");  // beyond U+10FFFF
    CHECK(text("\U0001F600") == "\"\U0001F600\"");
}

TEST_CASE("text for HTML holds no markup", "[report]")
{
    CHECK(escape_html("<a href='x' title=\"y\">&amp;") == "&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;amp;");
}
