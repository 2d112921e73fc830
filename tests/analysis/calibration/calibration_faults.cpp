// What a user reads about a calibration, a table of patterns or a sample that cannot be used.
#include <catch2/catch.hpp>

#include <cmath>

#include "analysis/calibration/calibration_file.hpp"
#include "analysis/calibration/pattern_file.hpp"
#include "sim/input/sample_file.hpp"
#include "tests/folder.hpp"

namespace cptsim::test {
namespace {

constexpr char const* kHeader = "pattern,date,population,profession,value,unit,definition_error,use,source\n";
constexpr char const* kStart =
    "scenario = \"baseline\"\ntargets = \"observed.csv\"\nuses = [\"calibrate\"]\npopulations.france = \"alsace\"\n";

std::string faults(std::string const& text)
{
    Folder folder;
    auto const file = folder.write("c.toml", text);
    return folder.error_of([&] { (void)read_calibration(file); });
}

std::string pattern_faults(std::string const& row)
{
    Folder folder;
    return folder.error_of([&] { (void)read_patterns_text(kHeader + row + '\n', "p.csv"); });
}

std::string sample_faults(std::string const& text)
{
    Folder folder;
    auto const file = folder.write("s.csv", text);
    return folder.error_of([&] { (void)read_sample(file); });
}

}  // namespace

TEST_CASE("a calibration says what it must say", "[calibration]")
{
    CHECK(faults("seed = 1\n") == "c.toml:1:1: scenario, targets, uses, populations must be given");
    CHECK(faults(std::string(kStart) + "particels = 3\n") ==
          "c.toml:5:1: unknown key \"particels\" (a calibration has title, scenario, seed, targets, uses, populations, "
          "priors, outside, method)");
    CHECK(faults(std::string(kStart) + "method.particels = 3\n") ==
          "c.toml:5:8: unknown key \"particels\" (method has screening_blocks, particles, waves, "
          "resimulated, kept) "
          "did you mean \"particles\"?");
    CHECK(faults(std::string(kStart) + "method.waves = 1\n") ==
          "c.toml:5:16: method.waves is 1 (must be a whole number from 2 to 1000)");
    CHECK(faults(std::string(kStart) + "method = { resimulated = 100, kept = 101 }\n") ==
          "c.toml:5:10: method.kept is 101 (must be 100 at most, method.resimulated)");
}

TEST_CASE("what is outside the fit is named by parameter or group, and has a prior", "[calibration]")
{
    auto const fault = [](std::string const& line) { return faults(kStart + line + '\n'); };
    CHECK(fault("outside = [\"coercion.*\", \"information.reach_rat\"]") ==
          "c.toml:5:26: unknown parameter \"information.reach_rat\" (cptsim parameters lists them) did you mean "
          "\"information.reach_rate\"?");
    CHECK(fault("outside = [\"coertion.*\"]") ==
          "c.toml:5:12: unknown parameter \"coertion.*\" (cptsim parameters lists them) did you mean \"coercion.*\"?");
    CHECK(fault("outside = [\"demography.age_sd\"]") ==
          "c.toml:5:12: outside names demography.age_sd, which has no prior");
    CHECK(fault("outside = \"coercion.*\"") ==
          "c.toml:5:11: outside must be a list of parameters, or groups as \"coercion.*\"");
}

TEST_CASE("a prior names a quantity and lies in its range", "[calibration]")
{
    auto const fault = [](std::string const& line) { return faults(kStart + line + '\n'); };
    CHECK(fault("priors.lifecycle.start_rat = { uniform = [0, 1] }") ==
          "c.toml:5:18: unknown parameter \"lifecycle.start_rat\" (cptsim parameters lists them) did you mean "
          "\"lifecycle.start_rate\"?");
    CHECK(fault("priors.lifecycle.start_rate = { uniform = [0.5, 0.1] }") ==
          "c.toml:5:43: priors.lifecycle.start_rate.uniform must be [low, high]");
    CHECK(fault("priors.lifecycle.start_rate = { uniform = [0, 2] }") ==
          "c.toml:5:47: priors.lifecycle.start_rate.uniform is 2 (must lie between 0 and 1)");
    CHECK(fault("priors.survey.member_signed = { values = [0, 1], weights = [1] }") ==
          "c.toml:5:42: priors.survey.member_signed needs values, and as many weights that are not negative");
    CHECK(fault("priors.activity.crowding = { beta = [1, 2] }") ==
          "c.toml:5:28: priors.activity.crowding must be one of uniform, log_uniform, normal = [.., ..], or values = "
          "[..] with weights = [..]");
    // The range is that of the values, not of their standard deviation. The next line is the first fault.
    CHECK(fault("priors.participation.taste_sd = { normal = [60, 0.1] }\nmethod.waves = 1") ==
          "c.toml:6:16: method.waves is 1 (must be a whole number from 2 to 1000)");
}

TEST_CASE("the shipped calibration reads, and samples each prior once", "[calibration]")
{
    auto const calibration = read_calibration("calibration");
    CHECK(calibration.populations.size() == 2);
    CHECK(calibration.patterns.size() > 60);
    auto const find = [&](std::string const& path) {
        return std::find_if(calibration.coordinates.begin(), calibration.coordinates.end(),
                            [&](Coordinate const& c) { return c.path == path; });
    };
    CHECK(find("survey.member_project") != calibration.coordinates.end());
    CHECK(find("coercion.disutility") == calibration.coordinates.end());     // outside the fit
    CHECK(find("traits.female_share.gp") == calibration.coordinates.end());  // no prior
    std::size_t expected = 0;
    for (auto const& field : parameter_fields()) expected += field.prior.kind != Prior::fixed;
    CHECK(calibration.outside.size() > 10);
    CHECK(calibration.coordinates.size() + calibration.outside.size() == expected + operator_fields().size());
    CHECK(calibration_key(calibration) == calibration_key(read_calibration("calibration")));
    auto other = calibration;
    other.populations[0].scale = 2;
    CHECK(calibration_key(other) != calibration_key(calibration));
}

TEST_CASE("a table of patterns is read with the place of each fault", "[calibration]")
{
    CHECK(pattern_faults("a,2022-01,france,gp+nurse,0.2,share,0.05,calibrate,x").empty());
    CHECK(pattern_faults("a,2022-1,france,gp,0.2,share,0.05,calibrate,x") ==
          "p.csv:2:3: \"2022-1\" is not a month (months are written as 2024-01) did you mean \"2022-01\"?");
    CHECK(pattern_faults("a,2022-01,france,gp+nurs,0.2,share,0.05,calibrate,x") ==
          "p.csv:2:18: unknown profession \"nurs\" (must be one of all, gp, specialist, nurse, physiotherapist, "
          "pharmacist, midwife, dentist, speech_therapist) did you mean \"nurse\"?");
    CHECK(pattern_faults("a,2022-01,france,gp,20,share,0.05,calibrate,x") ==
          "p.csv:2:21: value is 20 (a share must lie between 0 and 1) is it in percent?");
    CHECK(pattern_faults("a,2022-01,france,gp,0.2 %,share,0.05,calibrat,x") ==
          "p.csv:2:21: value is \"0.2 %\" (must be a number, with a point for decimals)\n"
          "p.csv:2:38: unknown use \"calibrat\" (must be one of initial, calibrate, weak, validate, soft_bound, prior, "
          "magnitude, tail) did you mean \"calibrate\"?");
    CHECK(pattern_faults("a,2022-01") == "p.csv:2:1: 2 fields (must be 9, as in the header)");
    auto const read = read_patterns_text(std::string(kHeader) + "a,2022-01,france,gp+nurse,0.2,share,0.05,weak,x", "p");
    CHECK(read.at(0).professions == 5);
    CHECK(read.at(0).month == 36);
}

TEST_CASE("a sample is read as it was written", "[calibration]")
{
    Folder folder;
    ParameterSample sample{"", "", {Coordinate{}, Coordinate{}}, {{1.0 / 3, 0.9}, {0.25, 1}}};
    sample.columns[0].path = "lifecycle.start_rate";
    sample.columns[1].path = "survey.member_signed";
    auto const again = read_sample(folder.write("s.csv", sample_csv(sample)));
    for (std::size_t r = 0; r < 2; ++r)  // in single precision
        for (std::size_t k = 0; k < 2; ++k)
            CHECK(static_cast<float>(again.rows[r][k]) == static_cast<float>(sample.rows[r][k]));
    auto const row = static_cast<std::size_t>(parameter_index("lifecycle.start_rate"));
    CHECK(sample_parameters(again, 0)[row] == Approx(1.0 / 3));
    CHECK(sample_parameters(again, 3)[row] == 0.25);  // from the first again after the last
    CHECK(sample_parameters(again, 0)[row + 1] == parameter_fields()[row + 1].default_value);
    CHECK(sample_operators(again, 0)[0] == 0.9);
    CHECK(sample_faults("lifecycle.start_rte\n0.1\n") ==
          "s.csv:1:1: unknown parameter \"lifecycle.start_rte\" (cptsim parameters lists them) did you mean "
          "\"lifecycle.start_rate\"?");
    CHECK(sample_faults("lifecycle.start_rate\n7\n") ==
          "s.csv:2:1: lifecycle.start_rate is 7 (must lie between 0 and 1)");
    CHECK(sample_faults("lifecycle.start_rate\n0.1,0.2\n") == "s.csv:2:1: 2 fields (must be 1, as in the header)");
    CHECK(sample_faults("lifecycle.start_rate\n") ==
          "s.csv:1:1: no draw (must have a header of parameters and one row at least)");
}

}  // namespace cptsim::test
