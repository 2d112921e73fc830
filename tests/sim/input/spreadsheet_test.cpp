// Tables as spreadsheets write them.
#include "sim/input/spreadsheet.hpp"

#include <catch2/catch.hpp>

#include "sim/base/number.hpp"
#include "sim/input/territory_file.hpp"
#include "tests/folder.hpp"

namespace cptsim::test {
namespace {

/// A table with this separator, line end, and way of writing numbers and truth.
std::string table(std::string const& separator, std::string const& end, std::string const& inhabitants,
                  std::string const& ties, std::string const& truth)
{
    std::string text =
        "id,name,region,inhabitants,milieu,zone,ties,stage,stage_months,density_gp,density_specialist,density_nurse,"
        "density_physiotherapist,density_pharmacist,density_midwife,density_dentist,density_speech_therapist,synthetic,"
        "source\n"
        "a ,\"La Vallée, et plus\",grand_est, I ,mixed,ZAC,T, letter,4,70,70,110,80,30,10,50,30,B,thesis\n"
        ",,,,,,,,,,,,,,,,,,\n";
    auto const put = [&](std::string const& mark, std::string const& with) {
        text.replace(text.find(mark), mark.size(), with);
    };
    put(" I ", inhabitants);
    put(",T,", "," + ties + ",");
    put(",B,", "," + truth + ",");
    std::string out;
    bool quoted = false;
    for (char const c : text) {
        if (c == '"') quoted = !quoted;
        out += c == ',' && !quoted ? separator : c == '\n' ? end : std::string(1, c);
    }
    return out;
}

using Rows = std::vector<std::vector<std::string>>;

Rows cells(std::string const& text)
{
    Rows rows;
    for (auto const& record : parse_spreadsheet(text, "t.csv")) {
        rows.emplace_back();
        for (auto const& field : record) rows.back().push_back(field.text);
    }
    return rows;
}

}  // namespace

TEST_CASE("a table is read as a French or an English spreadsheet writes it")
{
    struct Habit {
        char const *separator, *end, *inhabitants, *ties, *truth;
    };
    for (auto const& habit : {Habit{",", "\n", "62000", "0.4", "true"}, Habit{";", "\r\n", "62 000", "\"0,4\"", "VRAI"},
                              Habit{"\t", "\r\n",
                                    "62\xC2\xA0"
                                    "000",
                                    "\"0,40\"", "Vrai"},
                              Habit{";", "\n",
                                    "62\xE2\x80\xAF"
                                    "000 \xC2\xA0",
                                    " 0.4 ", "TRUE"},
                              Habit{",", "\n", "\"62 000,0\"", "4e-1", "True "}}) {
        auto const text =
            "\xEF\xBB\xBF" + table(habit.separator, habit.end, habit.inhabitants, habit.ties, habit.truth);
        INFO(text);
        auto const rows = read_territories_text(text, "t.csv").rows;
        REQUIRE(rows.size() == 1);
        CHECK(rows[0].id == "a");
        CHECK(rows[0].name == "La Vallée, et plus");
        CHECK(rows[0].inhabitants == 62000);
        CHECK(rows[0].ties == 0.4);
        CHECK(rows[0].stage == kLetter);
        CHECK(rows[0].synthetic);
    }
    auto const fautive = table(";", "\n", "62000", "0.4", "FAUX");
    CHECK_FALSE(read_territories_text(fautive, "t.csv").rows[0].synthetic);
}

TEST_CASE("numbers have a point or a comma, and blanks between groups of three digits alone")
{
    CHECK(local_number("1 234 567,5") == 1234567.5);
    CHECK(local_number("-1\xC2\xA0"
                       "234.5") == -1234.5);
    CHECK(local_number("62 000") == 62000);
    CHECK_FALSE(local_number(std::string(200000, '9')));
    CHECK(local_number("77,51") == 77.51);
    CHECK(local_number("0,404") == 0.404);
    CHECK(local_number("62000,000") == 62000);
    CHECK(local_number("1e3") == 1000);
    for (auto const* text : {"", " ", "62,000", "1 23", "12 3456", "1234 567", "1 234 56", "1,2,3", "1.234,5",
                             "12\t000", ",5", "5,", "1,5e3", "62 000 habitants"}) {
        INFO(text);
        CHECK_FALSE(local_number(text).has_value());
    }
    CHECK(spreadsheet_truth("Faux") == false);
    for (auto const* text : {"", "1", "oui", "yes", "true."}) CHECK_FALSE(spreadsheet_truth(text).has_value());
}

TEST_CASE("what spreadsheets add is taken off: a line that names the separator, empty rows and columns, line ends")
{
    CHECK(cells("sep=;\r\na;b\r\n1;2,5\r\n") == Rows{{"a", "b"}, {"1", "2.5"}});
    CHECK(cells("\"a;x\",\"b\"\n1,2\n") == Rows{{"a;x", "b"}, {"1", "2"}});  // the semicolon stands in quotes
    CHECK(cells("a,b,,\n1,2,,\n,,,\n") == Rows{{"a", "b"}, {"1", "2"}});
    CHECK(cells("a,b\n1,\n") == Rows{{"a", "b"}, {"1", ""}});
    CHECK(cells("a\rb\r") == Rows{{"a"}, {"b"}});
    CHECK(cells("a\n\"Grand\nEst\"\n\"Grand \xC2\xA0 Est \"\n") == Rows{{"a"}, {"Grand Est"}, {"Grand Est"}});
    CHECK(cells("a\n'=1+1\n'+x\n'tis\n") == Rows{{"a"}, {"=1+1"}, {"+x"}, {"'tis"}});
    for (auto const* text : {"=SUM(A1)", "+33 1", "-x", "@me"}) CHECK(csv_text(text) == '\'' + std::string(text));
    for (auto const* text : {"-1.5", "1e3", "a=b", ""}) CHECK(csv_text(text) == text);
    CHECK(csv_text("a;b") == "\"a;b\"");
}

TEST_CASE("a comma before three digits is for decimals where the other numbers say so, and unsure else")
{
    CHECK(cells("a;b\n0,25;290,003\n-1,5e-05;x,003\n") == Rows{{"a", "b"}, {"0.25", "290.003"}, {"-1.5e-05", "x,003"}});
    CHECK(cells("a\tb\n12,5\t-66,403\n") == Rows{{"a", "b"}, {"12.5", "-66.403"}});
    for (auto const* beside : {"1", "62,000", "0.25", "1,234.5", "1,234,567"}) {
        auto const text = std::string("a;b\n") + beside + ";290,003\n";
        CHECK(cells(text)[1][1] == "290,003");
        CHECK(cells(text + "0.5;1,25\n")[1][1] == "290,003");  // of both kinds
    }
    CHECK(cells("a,b\n\"0,25\",\"290,003\"\n")[1][1] == "290,003");  // commas are what separates there
}

TEST_CASE("bytes that are no text are refused at their line and column, with what they may be")
{
    auto const said = [](std::string const& text) {
        return Folder().error_of([&] { (void)parse_spreadsheet(text, "t.csv"); });
    };
    CHECK(said("id,name\na,Vall\xE9"
               "e\n") == "t.csv:2:7: byte 0xE9 is not UTF-8 (Windows-1252 or Latin-1?) save the file as UTF-8?");
    CHECK(said(std::string("id\n\xC3\xA9\0", 6)) ==
          "t.csv:2:2: a character that nobody sees, U+0000 (must be text) take it out?");
    CHECK(said("id\n\x1B[31mred").find("t.csv:2:1: a character that nobody sees, U+001B") == 0);
    CHECK(said("\xEF\xBB\xBFid\na\xE2\x80\xAE"
               "b\n")
              .find("t.csv:2:2: a character that nobody sees, U+202E") == 0);
    CHECK(said(std::string("\xFF\xFEi\0d\0", 6)) ==
          "t.csv:1:1: is UTF-16 (must be UTF-8) save it as UTF-8 (in Excel \"CSV UTF-8\")?");
}

TEST_CASE("places of faults are those of the spreadsheet, blanks included")
{
    CHECK(Folder().error_of([] {
        (void)read_territories_text(table(";", "\n", "\"  62,000\"", "2", "maybe"), "t.csv");
    }) == "t.csv:2:37: inhabitants is \"62,000\" (must be a number, with a point for decimals)\n"
          "t.csv:2:56: ties is 2 (must lie between 0 and 1)\n"
          "t.csv:2:93: synthetic is \"maybe\" (must be one of true, false)");
    CHECK(Folder().error_of([] { (void)read_territories_text("id;\"a\"b;c\n", "t.csv"); }) ==
          "t.csv:1:7: text after a closing quote (must be a semicolon or the end of the line)");
}

}  // namespace cptsim::test
