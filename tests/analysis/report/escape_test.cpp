// Texts inside a page are never more than text.
#include "analysis/report/escape.hpp"

#include <catch2/catch.hpp>

using namespace cptsim;

TEST_CASE("text for HTML holds no markup, and nothing that is no UTF-8", "[report]")
{
    CHECK(escape_html("a\xE2\x82é") == "a\uFFFD\uFFFDé");
    CHECK(escape_html("<a href='x' title=\"y\">&amp;") == "&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;amp;");
}
