"""What a call from Python costs beyond its runs: cost.py LIBRARY TERRITORIES.csv [ROUNDS].

The runs are what the same call costs a C++ program, through libcptsim's header, up to all values in memory; LIBRARY
(cost.cpp) makes it in this process. Both have the same numbers laid over and the same seed, take turns, and use one thread.
The call from Python goes up to a NumPy array of every variable. Ratios are taken pair by pair.

Without ROUNDS it is a test, of 31 pairs of 64 replicates. It fails where 27 pairs or more say more than 2 %: were the
median 2 %, that would happen once in 59,000 times, whatever the distribution of a pair; a call that takes 30 ms longer
must fail.
"""

import ctypes
import sys
import time

import numpy as np

import cptsim

library, population = sys.argv[1:3]
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 0
cpp = ctypes.CDLL(library)
cpp.cost_prepare.restype = ctypes.c_void_p
cpp.cost_prepare.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_int]
cpp.cost_call.restype = ctypes.c_double
cpp.cost_call.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_uint64]
cpp.cost_free.argtypes = [ctypes.c_void_p]


def timed(work):
    """CPU time of the process, and wall time [s], with what the work made let go."""
    begun = time.process_time(), time.perf_counter()
    value = work()
    return (time.process_time() - begun[0], time.perf_counter() - begun[1]), value


class Launch:
    """The same launch for both."""

    def __init__(self, until, replicates):
        self.cpp = cpp.cost_prepare(b"baseline", population.encode(), until.encode(), replicates)
        assert self.cpp
        self.python = cptsim.prepare("baseline", population=population, until=until, replicates=replicates, threads=1)

    def in_cpp(self, number):
        return cpp.cost_call(self.cpp, 5 + number % 5, number)

    def in_python(self, number):
        arrays = self.python.run_arrays(set={"board.seats": 5 + number % 5}, seed=number)
        firsts = [array.flat[0] for group in (arrays.observations, arrays.effects) for array in group.values()]
        return float(np.nansum(firsts, dtype=np.float64))


def pairs(launch, count, work):
    """[pair][C++, Python][CPU, wall], after two that warm up; which is first alternates."""
    times = np.empty((count + 2, 2, 2))
    for number in range(count + 2):
        values = {}
        for which in ((0, 1), (1, 0))[number % 2]:
            call = (launch.in_cpp, work)[which]
            times[number, which], values[which] = timed(lambda: call(number))
        np.testing.assert_allclose(values[0], values[1], rtol=1e-6)  # they did the same
    return times[2:]


def interval_of_median(values):
    """90 %, by order statistics: of any distribution."""
    ordered, half = np.sort(values), 1.645 * np.sqrt(len(values)) / 2
    return ordered[int(np.floor(len(values) / 2 - half))], ordered[int(np.ceil(len(values) / 2 + half)) - 1]


def excess(times):
    return times[:, 1] / times[:, 0] - 1


def report(until, replicates):
    launch = Launch(until, replicates)
    times = pairs(launch, rounds, launch.in_python)
    print(f"{replicates} replicates until {until or 'the end'}, {rounds} pairs")
    for column, clock in enumerate(("CPU", "wall")):
        ratio, milliseconds = 100 * excess(times)[:, column], 1000 * times[:, :, column]
        low, high = interval_of_median(ratio)
        print(f"  {clock}: C++ {np.median(milliseconds[:, 0]):.2f} ms, Python {np.median(milliseconds[:, 1]):.2f} ms; beyond it "
              f"{np.median(ratio):.2f} % [{low:.2f}, {high:.2f}], half of the pairs {np.quantile(ratio, 0.25):.1f} to "
              f"{np.quantile(ratio, 0.75):.1f} %; of the sums {100 * (milliseconds[:, 1].sum() / milliseconds[:, 0].sum() - 1):.2f} %")
    cpp.cost_free(launch.cpp)


def over(launch, work):
    return int((excess(pairs(launch, 31, work))[:, 0] > 0.02).sum())


def test():
    launch = Launch("", 64)

    def slower(number):
        value = launch.in_python(number)
        begun = time.process_time()
        while time.process_time() < begun + 0.03:
            pass
        return value

    honest, twin = over(launch, launch.in_python), over(launch, slower)
    print(f"{honest} of 31 calls cost more than 2 % beyond their runs; {twin} that take 30 ms longer")
    assert honest < 27, honest
    assert twin >= 27, twin
    cpp.cost_free(launch.cpp)


if rounds:
    for until, replicates in (("", 64), ("", 16), ("2019-12", 16)):
        report(until, replicates)
else:
    test()
