#include "analysis/verification/self_test.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>
#include <stdexcept>

#include "analysis/stats/statistics.hpp"
#include "sim/base/parallel.hpp"
#include "sim/base/philox.hpp"
#include "sim/base/portable_math.hpp"
#include "sim/base/text.hpp"
#include "sim/input/launch.hpp"
#include "sim/results/results_digest.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim {
namespace {

namespace fs = std::filesystem;

void check_random_numbers(SelfTest& test)
{
    // The published vectors of Philox4x32-10 (Salmon et al. 2011, kat_vectors of Random123).
    constexpr std::uint32_t kOnes = 0xFFFFFFFFu;
    using Block = std::array<std::uint32_t, 4>;
    bool const known = philox_block({0, 0, 0, 0}, {0, 0}) == Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8} &&
                       philox_block({kOnes, kOnes, kOnes, kOnes}, {kOnes, kOnes}) ==
                           Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd};
    test.checks.push_back({{"random numbers: the published vectors of Philox", "hasard : vecteurs publiés de Philox"},
                           known,
                           known ? "" : "other words"});
}

/// Mean and variance of normal scores within four standard errors of 0 and 1: a false alarm in 8,000, had the draws not
/// been the same each time.
void check_distributions(SelfTest& test)
{
    constexpr int kDraws = 400000;
    PhiloxEngine engine(20190101, 0, 0, address(Purpose::calibration, 0, 7), 0);
    double sum = 0, squares = 0;
    for (int i = 0; i < kDraws; ++i) {
        auto const z = static_cast<double>(normal_quantile(uniform(static_cast<std::int32_t>(engine()))));
        sum += z;
        squares += z * z;
    }
    double const mean = sum / kDraws, variance = squares / kDraws - mean * mean;
    bool const holds = std::abs(mean) < 4 / std::sqrt(kDraws) && std::abs(variance - 1) < 4 * std::sqrt(2.0 / kDraws);
    test.checks.push_back({{"normal scores: mean and variance", "scores normaux : moyenne et variance"},
                           holds,
                           holds ? "" : fmt::format("{} and {}", mean, variance)});
}

/// Student's 90 % interval of 1 … 5: 3 ± 2.131847 (the quantile of 4 degrees of freedom) x sqrt(2.5 / 5).
void check_statistics(SelfTest& test)
{
    std::vector<ClusteredValue> values;
    for (int i = 1; i <= 5; ++i) values.push_back({i, static_cast<double>(i)});
    auto const found = estimate_mean(values);
    double const expected = 2.1318467863266495 * std::sqrt(0.5);
    bool const holds =
        found.mean == 3 && std::abs(found.half_width - expected) < 1e-9 && quantile({1, 2, 3, 4, 5}, 0.25) == 1.5;
    test.checks.push_back(
        {{"statistics: Student's interval and quantiles", "statistiques : intervalle de Student, quantiles"},
         holds,
         holds ? "" : fmt::format("{} ± {}", found.mean, found.half_width)});
}

/// The digest of a launch, of whose file nothing is written.
class DigestRecorder final : public Recorder {
  public:
    void begin(Plan const& plan) override
    {
        plan_ = &plan;
        grid_ = RunGrid(plan);
    }
    void write(Run const& run, Observation const& observation) override
    {
        auto key = run_key(*plan_, run), digest = run_digest(grid_.observations(), observation);
        std::lock_guard const held(mutex_);
        runs_.emplace_back(std::move(key), std::move(digest));
    }
    void finish() override {}
    [[nodiscard]] std::string digest() const
    {
        std::vector<std::pair<std::string_view, std::string_view>> runs;
        for (auto const& [key, digest] : runs_) runs.emplace_back(key, digest);
        return file_digest(std::move(runs));
    }

  private:
    Plan const* plan_ = nullptr;
    RunGrid grid_;
    std::mutex mutex_;
    std::vector<std::pair<std::string, std::string>> runs_;
};

/// The files of the three runs, for as long as it lives.
class Files {
  public:
    Files()
    {
        std::string name = (fs::temp_directory_path() / "cptsim-selftest-XXXXXX").string();
        if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder can be made for the self-test");
        folder_ = name;
        for (auto const* file : {"voluntary.toml", "automatic.toml", "mandatory.toml", "territories.csv"})
            std::ofstream(folder_ / file, std::ios::binary) << self_test_file(file);
    }
    ~Files()
    {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    Files(Files const&) = delete;
    Files& operator=(Files const&) = delete;
    [[nodiscard]] std::string operator()(std::string const& name) const { return (folder_ / name).string(); }

  private:
    fs::path folder_;
};

/// As tests/digests/check asks for them.
LaunchOptions launch(Files const& files, std::string const& name)
{
    LaunchOptions options;
    auto const add = [&](char const* file) { options.scenarios.files.push_back(files(file)); };
    options.population = files("territories.csv");
    options.placebo = true;
    options.parameters = name == "voluntary" ? "defaults" : "prior";
    options.replicates = name == "voluntary" ? 3 : name == "automatic" ? 10 : 2;
    if (name == "automatic") options.seed = 4294967303;
    if (name == "mandatory") {
        options.until = "2022-12";
        add("mandatory.toml");
    }
    add("voluntary.toml");
    if (name != "voluntary") add("automatic.toml");
    return options;
}

void check_digests(SelfTest& test)
{
    Files const files;
    std::istringstream expected(self_test_file("digests.txt"));
    for (std::string line; std::getline(expected, line);) {
        if (line.starts_with('#')) continue;
        auto const space = line.find(' ');
        auto const name = line.substr(0, space);
        auto const plan = make_plan(launch(files, name));
        for (int const threads : {1, available_threads()}) {
            DigestRecorder recorder;
            run_ensemble(
                plan, recorder, threads, [](double) {}, nullptr);
            auto const found = recorder.digest();
            bool const holds = found == line.substr(space + 1);
            test.checks.push_back({threads == 1 ? Text{"a tiny run, on one thread: its digest",
                                                       "une petite simulation, sur un fil : son empreinte"}
                                                : Text{"the same on all threads", "la même, sur tous les fils"},
                                   holds, holds ? "" : name + ' ' + found});
        }
    }
}

}  // namespace

bool SelfTest::holds() const
{
    return std::all_of(checks.begin(), checks.end(), [](Check const& check) { return check.holds; });
}

SelfTest run_self_test()
{
    SelfTest test;
    check_random_numbers(test);
    check_distributions(test);
    check_statistics(test);
    check_digests(test);
    return test;
}

std::string self_test_words(SelfTest const& test, Language language)
{
    std::string text;
    for (auto const& check : test.checks)
        text += fmt::format("{:<7} {}{}\n", check.holds ? "ok" : Text{"FAILED", "ÉCHEC"}.in(language),
                            check.what.in(language), check.found.empty() ? "" : ": " + check.found);
    return text + (test.holds() ? format(language,
                                         {"{} of {} hold, with {} instructions: this program computes here what it "
                                          "computes elsewhere\n",
                                          "{} sur {} tiennent, instructions {} : ce programme calcule ici ce qu'il "
                                          "calcule ailleurs\n"},
                                         test.checks.size(), test.checks.size(), simd_target())
                                : format(language,
                                         {"do not trust results of this program on this machine ({} instructions)\n",
                                          "ne vous fiez pas aux résultats de ce programme sur cette machine "
                                          "(instructions {})\n"},
                                         simd_target()));
}

}  // namespace cptsim
