"""The Python module gives the numbers, the digest and the refusals of the program: check.py PROGRAM DIGESTS-FOLDER GUIDE."""

import os
import pickle
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time

import numpy as np
import xarray as xr

import cptsim

program, digests, guide = sys.argv[1:]
small = os.path.join(digests, "territories.csv")
voluntary, automatic = (os.path.join(digests, name) for name in ("voluntary.toml", "automatic.toml"))
options = dict(population=small, replicates=10, parameters="prior", seed=4294967303)


def same_as_the_command(folder):
    ds = cptsim.run([voluntary, automatic], **options)
    file = os.path.join(folder, "a.h5")
    subprocess.run([program, "run", voluntary, automatic, "--population", small, "--replicates", "10", "--parameters",
                    "prior", "--seed", "4294967303", "-o", file, "--quiet"], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    digest = subprocess.run([program, "digest", file], check=True, capture_output=True, text=True).stdout.strip()
    assert ds.attrs["digest"] == digest
    with open(os.path.join(digests, "..", "digests.txt"), encoding="utf-8") as shipped:
        assert "automatic " + digest in shipped.read()
    for group in ("observations", "effects"):
        with xr.open_dataset(file, group=group) as stored:
            for name, variable in stored.data_vars.items():
                assert ds[name].dims == variable.dims, name
                np.testing.assert_array_equal(ds[name].values, variable.values, name)
                for text in ("units", "long_name", "long_name_fr"):
                    assert ds[name].attrs[text] == variable.attrs[text], (name, text)
            for axis in stored.dims:
                np.testing.assert_array_equal(ds[axis].values, stored[axis].values, axis)
    assert cptsim.run([voluntary, automatic], **{**options, "seed": 1}).attrs["digest"] != digest
    return ds


def effects_are_paired(ds):
    one = ds["attached"].sel(profession="all", month="2022-06-01")
    table = cptsim.effects(one)
    assert table.dims == ("scenario", "estimate") and list(table.scenario.values) == ["automatic", "placebo"]
    difference = (one.sel(scenario="automatic") - one.sel(scenario="voluntary")).values.astype(float)
    frames = np.array([difference[:8].mean(), difference[8:].mean()])  # eight replicates share their people
    np.testing.assert_allclose(float(table.sel(scenario="automatic", estimate="mean")), frames.mean())
    half = 6.313751514675043 * frames.std(ddof=1) / np.sqrt(2)  # Student's 95 % of one degree of freedom
    np.testing.assert_allclose(float(table.sel(scenario="automatic", estimate="high")), frames.mean() + half)
    np.testing.assert_allclose(float(table.sel(scenario="automatic", estimate="least")), np.quantile(difference, 0.05))
    whole = cptsim.effects(ds[["active", "drawn_in"]].isel(month=-1))
    assert whole["drawn_in"].sel(scenario="automatic").notnull().any()
    assert whole.attrs["digest"] == ds.attrs["digest"]


def refused(work, *words):
    try:
        work()
    except cptsim.InputError as error:
        assert isinstance(error, ValueError)
        for word in words:
            assert word in str(error), error
    else:
        raise AssertionError("not refused")


def refusals():
    refused(lambda: cptsim.run("no_such_scenario"), "no such file")
    refused(lambda: cptsim.run([]), "none is given")
    refused(lambda: cptsim.run(voluntary, **{**options, "replicates": 0}), "at least 1")
    refused(lambda: cptsim.run(voluntary, **options, threads=-1), "must be 0 or more")
    refused(lambda: cptsim.run(voluntary, **options, set={"board.seatz": 7}), "board.seats")
    refused(lambda: cptsim.scenario("x", levers={"hourly_indemnty": {"2024-06": 80}}), "hourly_indemnity")
    refused(lambda: cptsim.scenario('"; extends'), "name")


def scenarios_in_code(folder):
    made = cptsim.scenario("paid", title={"en": 'a "quote"', "fr": "é"},
                           levers={"hourly_indemnity": {"2025-01": {"value": 80, "ramp": 12}}},
                           parameters={"board": {"seats": 9}})
    path = os.path.join(folder, "paid.toml")
    made.write(path)
    assert subprocess.run([program, "check", path], capture_output=True, check=False).returncode == 0
    try:
        made.write(path)
    except FileExistsError:
        pass
    else:
        raise AssertionError("a scenario was written over")
    few = dict(population=small, replicates=1, parameters="defaults", until="2025-12")
    assert cptsim.run(made, **few).attrs["digest"] == cptsim.run(path, **few).attrs["digest"]
    points = list(cptsim.sweep(made, {"board.seats": [7, 9]}, **few))
    assert [point for point, _ in points] == [{"board.seats": 7}, {"board.seats": 9}]
    assert points[1][1].attrs["digest"] == cptsim.run(path, set={"board.seats": 9}, **few).attrs["digest"]


def prepared_launches_are_launches():
    launch = cptsim.prepare([voluntary, automatic], **options)
    few = {"board.seats": 5}
    assert launch.run_arrays().digest == cptsim.run_arrays([voluntary, automatic], **options).digest
    varied = cptsim.run_arrays([voluntary, automatic], **{**options, "set": few, "seed": 7})
    assert launch.run_arrays(set=few, seed=7).digest == varied.digest != launch.run_arrays().digest
    assert launch.run(set=few).attrs["runs_done"] == launch.run().attrs["runs_planned"]
    for _ in range(3):  # the arrays of the first are let go, and taken again
        again = launch.run_arrays()
        assert again.digest == launch.run_arrays(seed=options["seed"]).digest
        assert np.isnan(again.effects["drawn_in"][0]).all() and not np.isnan(again.effects["drawn_in"][1]).any()
        assert np.isnan(again.observations["active"][2, 8:]).all()  # the placebo has eight replicates
    refused(lambda: launch.run_arrays(set={"board.seatz": 7}), "board.seats")
    refused(lambda: cptsim.prepare(voluntary).run_arrays(set={"population": "alsace"}), "cannot vary")


def studies_are_sweeps(folder):
    with open(os.path.join(folder, "study.toml"), "w", encoding="utf-8") as file:
        file.write(f'scenarios = ["voluntary.toml", "automatic.toml"]\npopulation = "{small}"\nparameters = "prior"\nreplicates = 3\n'
                   'design.method = "full_factorial"\n[factors]\nboard.seats = { values = [5, 9] }\n'
                   'levers.attachment.2021-03 = { values = ["automatic", "mandatory"], scenarios = ["automatic"] }\n'
                   '[keep]\nobservables = ["active", "attached"]\nmonths = "all"\n')
    for path in (voluntary, automatic):
        name = os.path.basename(path)
        with open(path, encoding="utf-8") as source, open(os.path.join(folder, name), "w", encoding="utf-8") as copy:
            copy.write(source.read())
    for words in (["sweep", "study.toml", "-o", "swept", "--quiet", "--extends-anywhere"], ["merge", "swept"]):
        done = subprocess.run([program, *words], cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    points = list(cptsim.study(os.path.join(folder, "swept")))
    with xr.open_dataset(os.path.join(folder, "swept", "merged.h5"), group="observations") as merged:
        assert len(points) == merged.sizes["point"] == 4
        for number, (point, ds) in enumerate(points):
            assert point["board.seats"] == float(merged["board.seats"][number])
            assert point["levers.attachment.2021-03"] == str(merged["levers.attachment.2021-03"].values[number])
            for name in ("active", "attached"):
                kept = merged[name].isel(point=number)
                np.testing.assert_array_equal(ds[name].sel(profession=kept["profession"]).values, kept.values)
    assert (points[0][1]["attached"] != points[1][1]["attached"]).any()


def calls_cost_little():
    """What Python does for a call of a prepared launch of three territories, and the plan of it, take less than 2 % of the
    whole, and labels less than 50 ms (they hash all values for the digest), both of 64 replicates: CPU time, medians of
    many, as others may be at work on this machine. The runs have a thread of their own; what is done in it before them, a
    plan, is measured by one that is refused for shares, up to which it has read all. What the runs themselves cost more
    than from C++ is seen by cost.py."""
    launch = cptsim.prepare("baseline", population=small, replicates=64, threads=1)
    own, whole, plans, labels = [], [], [], []
    for number in range(25):
        begun = time.thread_time(), time.process_time()
        arrays = launch.run_arrays(set={"board.seats": 5 + number % 5}, seed=number)
        assert arrays.observations["active"].shape[1] == 64
        own.append(time.thread_time() - begun[0])
        whole.append(time.process_time() - begun[1])
        begun = time.process_time()
        refused(lambda: launch.run_arrays(set={"traits.free_rider_share": 0.6, "traits.conditional_share": 0.6}), "shares")
        plans.append(time.process_time() - begun)
    arrays = launch.run_arrays()
    for _ in range(25):
        begun = time.process_time()
        arrays.dataset()
        labels.append(time.process_time() - begun)
    own, whole, plan, labels = (float(np.median(times)) for times in (own, whole, plans, labels))
    print(f"Python and the plan of a call take {100 * (own + plan) / whole:.2f} %, labels {1000 * labels:.1f} ms")
    assert own + plan < 0.02 * whole, (own, plan, whole)
    assert labels < 0.05, labels


def interrupts():
    ticks = []
    go_on = threading.Event()

    def other():
        while not go_on.wait(0.01):
            ticks.append(1)

    thread = threading.Thread(target=other)
    thread.start()
    threading.Timer(1.0, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    begun = time.monotonic()
    try:
        cptsim.run("baseline", population="france", replicates=1000, parameters="prior")
    except KeyboardInterrupt:
        pass
    else:
        raise AssertionError("not interrupted")
    finally:
        go_on.set()
        thread.join()
    assert time.monotonic() - begun < 60
    assert len(ticks) > 10, "another thread did not run"


def memory_stays():
    """Pages in use after warming up: 300 launches keep less than 4 MB, where one kept result of each would be 100 MB."""
    def resident():
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * resource.getpagesize()

    short = cptsim.prepare(voluntary, population=small, replicates=1, parameters="defaults", until="2019-03")
    for _ in range(50):
        short.run_arrays()
    before = resident()
    for _ in range(300):
        short.run_arrays()
    assert resident() - before < 4 << 20, resident() - before


def raises(kind, work):
    try:
        work()
    except kind:
        return
    raise AssertionError(f"no {kind.__name__}")


def results_stay_what_they_were():
    """Arrays show the memory of the runs: no later call writes there, nor may anyone, and it lives as long as they do."""
    launch = cptsim.prepare([voluntary, automatic], **options)
    arrays = launch.run_arrays()
    active, digest = arrays.observations["active"], arrays.digest
    was, view, ds = active.copy(), active[1:, 2:5], arrays.dataset()
    for change in (lambda: active.fill(0), lambda: active.setflags(write=True), lambda: ds["active"].values.fill(0)):
        raises(ValueError, change)
    assert ds.copy(deep=True)["active"].values.flags.writeable and active.copy().flags.writeable
    for seed in range(3):  # the second and third take the memory of the one before
        assert not np.array_equal(launch.run_arrays(seed=seed).observations["active"], was, equal_nan=True)
    assert arrays.digest == digest and np.array_equal(active, was, equal_nan=True)
    assert pickle.loads(pickle.dumps(ds)).identical(ds)
    raises(TypeError, lambda: pickle.dumps(launch))
    del launch, arrays, active, ds
    np.testing.assert_array_equal(view, was[1:, 2:5])


def memory_taken_again_leaves_no_trace():
    """Of runs with other months, or of a call that ended early."""
    launch = cptsim.prepare([voluntary, automatic], **{**options, "replicates": 400})  # more than a twentieth of a second
    digest = launch.run_arrays().digest
    short = launch.run_arrays(set={"time.end": "2020-12"})
    assert short.observations["active"].shape[2] == 24 and digest == launch.run_arrays().digest
    del short
    assert digest == launch.run_arrays().digest

    def stop(_):
        raise KeyboardInterrupt

    raises(KeyboardInterrupt, lambda: launch.run_arrays(progress=stop))
    assert digest == launch.run_arrays().digest


def threads_share_a_launch():
    launch = cptsim.prepare(voluntary, **options)
    found = {}

    def work(seats):
        for seed in range(4):
            found[seats, seed] = launch.run_arrays(set={"board.seats": seats}, seed=seed).digest

    threads = [threading.Thread(target=work, args=(seats,)) for seats in (5, 6, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({*found.values()}) == len(found) == 12
    for (seats, seed), digest in found.items():
        assert digest == launch.run_arrays(set={"board.seats": seats}, seed=seed).digest


def guide_runs(folder):
    with open(guide, encoding="utf-8") as file:
        blocks = re.findall(r"```python\n(.*?)```", file.read(), re.S)
    assert len(blocks) == 6
    done = subprocess.run([sys.executable, "-c", "\n".join(blocks)], capture_output=True, text=True, cwd=folder, check=False)
    assert done.returncode == 0, done.stderr
    for words in ("mean", "[levers.hourly_indemnity]", 'did you mean "hourly_indemnity"?', "{'board.seats': 11}"):
        assert words in done.stdout, (words, done.stdout)


assert "valletoux" in cptsim.scenarios()
with tempfile.TemporaryDirectory() as scratch:
    effects_are_paired(same_as_the_command(scratch))
    refusals()
    scenarios_in_code(scratch)
    prepared_launches_are_launches()
    studies_are_sweeps(scratch)
    calls_cost_little()
    results_stay_what_they_were()
    memory_taken_again_leaves_no_trace()
    threads_share_a_launch()
    memory_stays()
    interrupts()
    guide_runs(scratch)
print("Python gives what the program gives")
