// libcptsim: runs scenarios in the calling program. The one header, stable within a version of the interface: only the
// standard library, no type of the simulator.
//
//   cptsim::library::Launch launch;
//   launch.scenarios = {"baseline", "valletoux"};
//   auto const results = cptsim::library::run(launch);
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace cptsim::library {

/// Rises when a program that was written for the version before would no longer compile, or mean something else.
inline constexpr int kInterfaceVersion = 1;

/// What the caller gave cannot be used; what() says why, where and often what was meant.
class Refused : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// What decides a launch, in the words of the options of `cptsim run`, with the same defaults.
struct Launch {
    std::vector<std::string> scenarios;  ///< files, or names of shipped scenarios; the first is the reference
    std::vector<std::string> sets;       ///< "board.term_months=24"
    std::string population;              ///< "": that of the scenarios
    std::string parameters;              ///< "": the posterior
    std::string until;                   ///< "YYYY-MM", or "": the end that the scenarios give
    std::uint64_t seed = 1;
    int replicates = 24;
    int threads = 0;      ///< 0: as many as the process may use
    bool placebo = true;  ///< add a placebo twin of the reference where there are two scenarios or more
};

using Labels =
    std::variant<std::vector<std::string>, std::vector<std::int32_t>, std::vector<float>, std::vector<double>>;

/// Labels along an axis. Those of `month` are days since 2019-01-01, of the first day of each month.
struct Axis {
    std::string name, units, long_name;
    Labels labels;
};

/// An observable of all runs: its values lie over (scenario, replicate, its own axes), the last varying fastest. NaN
/// where a run was not finished, or a mean has no one to be taken over.
struct Variable {
    std::string name, units, long_name, long_name_fr;
    std::vector<std::string> axes;
    std::vector<std::size_t> shape;
    std::vector<float> values;
};

/// Finished runs. Whoever holds it may keep pointers into its values.
class Results {
  public:
    struct State;
    explicit Results(std::unique_ptr<State>);
    ~Results();
    Results(Results const&) = delete;
    Results& operator=(Results const&) = delete;

    /// As in /observations of a result file, of every scenario.
    [[nodiscard]] std::vector<Variable> const& observations() const;
    /// As in /effects: paired with the reference, whose own are NaN.
    [[nodiscard]] std::vector<Variable> const& effects() const;
    /// Every axis that a variable has.
    [[nodiscard]] std::vector<Axis> axes() const;
    /// Texts along an axis: "scenario_title", "territory_name", … with the axis in `long_name`.
    [[nodiscard]] std::vector<Axis> beside() const;
    /// The digest that the result file of the same `cptsim run` has.
    [[nodiscard]] std::string digest() const;
    [[nodiscard]] int runs_done() const;
    [[nodiscard]] int runs_planned() const;
    /// Wall time of the runs themselves, people included.
    [[nodiscard]] double seconds() const;
    [[nodiscard]] std::string population() const;

  private:
    std::unique_ptr<State> state_;
};

/// Runs a launch. `progress` is told the fraction done, from any thread. Where `*interrupted` becomes true it ends
/// early, with the runs that are whole. Throws Refused, or std::exception for a failure of ours.
[[nodiscard]] std::unique_ptr<Results> run(Launch const&, std::atomic<bool> const* interrupted = nullptr,
                                           std::function<void(double)> const& progress = {});

/// A launch whose files have been read: for many calls that differ in numbers only. Any thread may run it. It keeps the
/// arrays of one of its results that were let go, for the next; and glibc's allocator keeps up to 32 MB more of what
/// calls free.
class Prepared {
  public:
    struct State;
    /// Reads what `launch` names. Throws Refused.
    explicit Prepared(Launch const& launch);
    ~Prepared();
    Prepared(Prepared const&) = delete;
    Prepared& operator=(Prepared const&) = delete;
    /// What run() gives with `sets` after those of the launch, and this seed; reads no file.
    [[nodiscard]] std::unique_ptr<Results> run(std::vector<std::string> const& sets, std::uint64_t seed,
                                               std::atomic<bool> const* interrupted = nullptr,
                                               std::function<void(double)> const& progress = {}) const;

  private:
    std::unique_ptr<State> state_;
};

/// A study of `cptsim sweep`: a launch at many points. Any thread may run a point.
class Study {
  public:
    struct State;
    /// Reads a study file, or a shipped one. Throws Refused.
    explicit Study(std::string const& file);
    ~Study();
    Study(Study const&) = delete;
    Study& operator=(Study const&) = delete;
    [[nodiscard]] std::size_t points() const;
    /// Names of its factors, as "board.seats".
    [[nodiscard]] std::vector<std::string> factors() const;
    /// Their values at a point: of a choice its word, of a date "YYYY-MM", else a number.
    [[nodiscard]] std::vector<std::variant<double, std::string>> values(std::size_t point) const;
    /// All scenarios and replicates at a point: the values that the sweep has there.
    [[nodiscard]] std::unique_ptr<Results> run(std::size_t point, int threads = 0,
                                               std::atomic<bool> const* interrupted = nullptr,
                                               std::function<void(double)> const& progress = {}) const;

  private:
    std::unique_ptr<State> state_;
};

/// A scenario with everything that it rests on, as one TOML text without `extends`. Throws Refused.
[[nodiscard]] std::string resolve_scenario(std::string const& file, std::vector<std::string> const& sets = {});

/// A mean over replicates and two intervals of 90 %: of the mean, in which frames of eight replicates are clusters, and
/// of single replicates. NaN where there are too few.
struct Estimate {
    double mean, low, high, least, most;
};
/// Of the values of replicates, by their numbers; NaN are left out.
[[nodiscard]] Estimate estimate(std::vector<int> const& replicates, std::vector<double> const& values);

/// Names of the shipped scenarios.
[[nodiscard]] std::vector<std::string> shipped_scenarios();
/// The folder of what comes with the library.
[[nodiscard]] std::string data_folder();
/// "0.1.0", and what `cptsim --version` calls results.
[[nodiscard]] std::string version();
[[nodiscard]] int results_version();

}  // namespace cptsim::library
