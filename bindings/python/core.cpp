// The Python module below `cptsim`: runs without the interpreter's lock, arrays without a copy.
#include <pybind11/functional.h>
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>

#include <cptsim.hpp>

namespace py = pybind11;
using namespace cptsim::library;

namespace {

using Held = std::shared_ptr<Results>;

/// An array that keeps the results alive and shows their values.
py::array array_of(Held const& held, Variable const& variable)
{
    py::array_t<float> array(variable.shape, variable.values.data(), py::cast(held));
    // They are what the digest was taken of. As `array.flags.writeable = False`, without a Python object for the flags.
    py::detail::array_proxy(array.ptr())->flags &= ~py::detail::npy_api::NPY_ARRAY_WRITEABLE_;
    return std::move(array);
}

py::list labels_of(std::vector<Axis> const& axes)
{
    py::list all;
    for (auto const& axis : axes) {
        auto const labels = std::visit(
            [](auto const& values) -> py::object {
                using Label = typename std::decay_t<decltype(values)>::value_type;
                if constexpr (std::is_same_v<Label, std::string>)
                    return py::cast(values);
                else
                    return py::array_t<Label>(static_cast<py::ssize_t>(values.size()), values.data());
            },
            axis.labels);
        all.append(py::make_tuple(axis.name, labels, axis.units, axis.long_name));
    }
    return all;
}

py::list meanings_of(std::vector<Variable> const& variables)
{
    py::list all;
    for (auto const& v : variables) all.append(py::make_tuple(v.name, v.axes, v.units, v.long_name, v.long_name_fr));
    return all;
}

using Work = std::function<std::unique_ptr<Results>(std::atomic<bool> const*, std::function<void(double)> const&)>;

/// Runs in a thread of its own, so that this one can ask the interpreter for signals: Ctrl-C ends the launch at the
/// next year of its runs.
Held run_and_listen(Work const& work, std::function<void(double)> const& progress)
{
    std::atomic<bool> interrupted{false};
    std::atomic<double> fraction{0};
    std::mutex mutex;
    std::condition_variable changed;
    bool ended = false;
    std::exception_ptr failure;
    std::unique_ptr<Results> results;
    std::thread worker([&] {
        try {
            results = work(&interrupted, [&](double now) { fraction = now; });
        } catch (...) {
            failure = std::current_exception();
        }
        std::lock_guard const lock(mutex);
        ended = true;
        changed.notify_one();
    });
    std::exception_ptr stopped;  // by a signal's handler, or by `progress`
    {
        py::gil_scoped_release const released;
        std::unique_lock lock(mutex);
        while (!changed.wait_for(lock, std::chrono::milliseconds(50), [&] { return ended; })) {
            if (stopped) continue;
            lock.unlock();
            try {
                py::gil_scoped_acquire const held;
                if (PyErr_CheckSignals() != 0) throw py::error_already_set();
                if (progress) progress(fraction);
            } catch (...) {
                stopped = std::current_exception();
                interrupted = true;
            }
            lock.lock();
        }
        lock.unlock();
        worker.join();
    }
    if (stopped) std::rethrow_exception(stopped);
    if (failure) std::rethrow_exception(failure);
    return results;
}

}  // namespace

PYBIND11_MODULE(_core, module)
{
    module.doc() = "What cptsim's Python is built on; use the package cptsim.";
    py::register_exception<Refused>(module, "InputError", PyExc_ValueError);
    py::class_<Results, Held>(module, "Results")
        .def("observation",
             [](Held const& held, std::size_t row) { return array_of(held, held->observations().at(row)); })
        .def("effect", [](Held const& held, std::size_t row) { return array_of(held, held->effects().at(row)); })
        .def("axes", [](Held const& held) { return labels_of(held->axes()); })
        .def("beside", [](Held const& held) { return labels_of(held->beside()); })
        .def("meanings", [](Held const& held) { return meanings_of(held->observations()); })
        .def("effect_meanings", [](Held const& held) { return meanings_of(held->effects()); })
        .def("digest", &Results::digest, py::call_guard<py::gil_scoped_release>())
        .def_property_readonly("runs_done", &Results::runs_done)
        .def_property_readonly("runs_planned", &Results::runs_planned)
        .def_property_readonly("seconds", &Results::seconds)
        .def_property_readonly("population", &Results::population);
    py::class_<Prepared>(module, "Prepared")
        .def(py::init([](std::vector<std::string> scenarios, std::vector<std::string> sets, std::string population,
                         std::string parameters, std::string until, int replicates, int threads, bool placebo) {
                 return std::make_unique<Prepared>(Launch{std::move(scenarios), std::move(sets), std::move(population),
                                                          std::move(parameters), std::move(until), 1, replicates,
                                                          threads, placebo});
             }),
             py::arg("scenarios"), py::arg("sets"), py::arg("population"), py::arg("parameters"), py::arg("until"),
             py::arg("replicates"), py::arg("threads"), py::arg("placebo"))
        .def(
            "run",
            [](Prepared const& launch, std::vector<std::string> const& sets, std::uint64_t seed,
               std::function<void(double)> const& progress) {
                return run_and_listen([&](auto const* interrupted,
                                          auto const& tell) { return launch.run(sets, seed, interrupted, tell); },
                                      progress);
            },
            py::arg("sets"), py::arg("seed"), py::arg("progress"));
    py::class_<Study>(module, "Study")
        .def(py::init<std::string const&>(), py::arg("file"))
        .def("__len__", &Study::points)
        .def("factors", &Study::factors)
        .def("values", &Study::values, py::arg("point"))
        .def(
            "run",
            [](Study const& study, std::size_t point, int threads, std::function<void(double)> const& progress) {
                return run_and_listen([&](auto const* interrupted,
                                          auto const& tell) { return study.run(point, threads, interrupted, tell); },
                                      progress);
            },
            py::arg("point"), py::arg("threads"), py::arg("progress"));
    module.def("resolve_scenario", &resolve_scenario, py::arg("file"), py::arg("sets"));
    module.def("estimates",
               [](std::vector<int> const& replicates, py::array_t<double, py::array::c_style> const& values) {
                   // values: [replicate, anything]; a row of five numbers for each
                   auto const seen = values.unchecked<2>();
                   py::array_t<double> result({seen.shape(1), py::ssize_t{5}});
                   auto out = result.mutable_unchecked<2>();
                   std::vector<double> one(static_cast<std::size_t>(seen.shape(0)));
                   for (py::ssize_t column = 0; column < seen.shape(1); ++column) {
                       for (py::ssize_t r = 0; r < seen.shape(0); ++r)
                           one[static_cast<std::size_t>(r)] = seen(r, column);
                       auto const of = estimate(replicates, one);
                       double const five[] = {of.mean, of.low, of.high, of.least, of.most};
                       for (py::ssize_t i = 0; i < 5; ++i) out(column, i) = five[i];
                   }
                   return result;
               });
    module.def("shipped_scenarios", &shipped_scenarios);
    module.def("data_folder", &data_folder);
    module.def("version", &version);
    module.def("results_version", &results_version);
}
