#!/usr/bin/env python3
"""Writes result files that were made to harm, each with a seal that fits: a seal is no signature.

hostile_results.py GOOD.h5 FOLDER [FLIPS]   FOLDER/NAME.h5 for each case that concerns a file like GOOD.h5; then FLIPS
files of random changed bytes, FOLDER/flip-N.h5.
"""

import hashlib
import os
import random
import sys

import h5py
import numpy

SEAL = 15 + 64 + 1
TEXT = h5py.string_dtype()


def bare(path):
    with open(path, "rb") as file:
        content = file.read()
    return content[:-SEAL] if content[-SEAL:].startswith(b"\ncptsim sha256 ") else content


def seal(path):
    content = bare(path)
    with open(path, "wb") as file:
        file.write(content + b"\ncptsim sha256 " + hashlib.sha256(content).hexdigest().encode() + b"\n")


def replace(file, path, **how):
    del file[path]
    file.create_dataset(path, **how)


def change(file, path, at, value):
    values = file[path][...]
    values[at] = value
    replace(file, path, data=values, dtype=file[path].dtype)


def set_attribute(file, place, name, value, **how):
    del file[place].attrs[name]
    file[place].attrs.create(name, value, **how)


def provenance(name, value):
    return lambda file: set_attribute(file, "/provenance", name, value, dtype=TEXT)


def link_away(file):
    del file["/observations/active"]
    file["/observations/active"] = h5py.ExternalLink("elsewhere.h5", "/observations/active")


def link_by_name(file):
    file["/observations/other"] = h5py.SoftLink("/observations/active")


def store_away(file):
    count = len(file["/runs/point"])
    with open("raw.bin", "wb") as raw:
        raw.write(bytes(4 * count))
    replace(file, "/runs/point", shape=(count,), dtype="i4", external=[("raw.bin", 0, 4 * count)])


def view_away(file):
    layout = h5py.VirtualLayout(shape=file["/runs/point"].shape, dtype="i4")
    layout[:] = h5py.VirtualSource("elsewhere.h5", "/runs/point", shape=layout.shape)
    del file["/runs/point"]
    file.create_virtual_dataset("/runs/point", layout)


def endless(path, dtype):
    return lambda file: replace(file, path, shape=(2**62,), chunks=(1024,), dtype=dtype)


def widened(file):
    shape = file["/observations/active"].shape
    replace(file, "/observations/active", shape=(shape[0], 2**31) + shape[2:], chunks=(1,) * len(shape), dtype="f4")


def duplicate(file):
    names = file["/provenance/scenario"][...]
    names[:] = names[0]
    replace(file, "/provenance/scenario", data=names, dtype=TEXT)


def shortened(path):
    return lambda file: replace(file, path, data=file[path][...][:-1], dtype=file[path].dtype)


def first(path, value):
    return lambda file: change(file, path, (0,) * file[path].ndim, value)


BOTH = {
    "an array of texts as format": lambda f: set_attribute(f, "/", "format", ["cptsim-results"] * 40, dtype=TEXT),
    "an array of texts as seed": provenance("seed", ["1"] * 1000),
    "an array of texts as title": lambda f: f["/"].attrs.create("digest", ["a"] * 99, dtype=TEXT),
    "a number as seed": lambda f: set_attribute(f, "/provenance", "seed", 7),
    "a seed that a terminal obeys": provenance("seed", "1\x1b[31m"),
    "a version that a terminal obeys": provenance("version", "0.1\x1b]0;title\x07"),
    "a scenario that a terminal obeys": first("/provenance/scenario_title", "red\x1b[31m"),
    "a key that is not UTF-8": lambda f: f["/runs/key"].__setitem__(0, b"\xff\xfe"),
    "an external link": link_away,
    "a link by name": link_by_name,
    "external raw storage": store_away,
    "a virtual dataset": view_away,
    "endless numbers of runs": endless("/runs/point", "i4"),
    "endless texts": endless("/runs/key", TEXT),
    "a variable of 2 to the 31 replicates": widened,
    "two billion replicates": provenance("replicates", "2000000000"),
    "no replicate": provenance("replicates", "0"),
    "minus one replicates": provenance("replicates", "-1"),
    "a last month in 9999": provenance("last_month", "9999-12"),
    "a start in the year 5881580": first("/provenance/policy_start", 2**31 - 1),
    "a start before 2019": first("/provenance/policy_start", -5),
    "a start amid a month": first("/provenance/policy_start", 3),
    "fewer runs than their axes": shortened("/runs/replicate"),
    "fewer keys than runs": shortened("/runs/key"),
    "fewer titles than scenarios": shortened("/provenance/scenario_title"),
    "fewer starts than scenarios": shortened("/provenance/policy_start"),
    "two scenarios of one name": duplicate,
    "an unknown status": first("/runs/status", "almost"),
    "a digest that is none": first("/runs/digest", "a,b"),
    "a run of another replicate": first("/runs/replicate", 2**31 - 1),
    "points without parameters": lambda f: replace(f, "/provenance/points", data=numpy.zeros(7)),
    "points that are no numbers": lambda f: change(f, "/provenance/points", ..., float("nan")),
    "points without end": first("/provenance/points", float("inf")),
    "a parameter twice": lambda f: change(f, "/provenance/parameter", 1, f["/provenance/parameter"][0]),
    "a format before the first": lambda f: set_attribute(f, "/", "format_version", "-1.0", dtype=TEXT),
    "points that are texts": lambda f: replace(f, "/provenance/points", data=["a"], dtype=TEXT),
    "runs that are compounds": lambda f: replace(f, "/runs/point", data=numpy.zeros(3, dtype=[("a", "i4"), ("b", "f8")])),
    "no runs": lambda f: f.__delitem__("/runs"),
    "a placebo beyond the scenarios": provenance("placebo_scenario", "7"),
    "a placebo with too many replicates": provenance("placebo_replicates", "2000000000"),
}
LAUNCH = {
    "a run of point 4 million": first("/runs/point", 4000000),
    "a run of point minus seven": first("/runs/point", -7),
    "a prior of the year 5881580": first("/prior/month", 2**31 - 1),
    "a prior without values": lambda f: replace(f, "/prior/value", data=numpy.zeros((1, 1, 1, 1))),
}
SWEEP = {
    "months of the year 5881580": first("/observations/month", 2**31 - 1),
    "months before 2019": first("/observations/month", -(2**31)),
    "years near 2 to the 31": first("/observations/year", 2**31 - 1),
    "an unknown profession": first("/observations/profession", "witch"),
    "a profession twice": lambda f: replace(f, "/observations/profession", data=["nurse", "nurse"], dtype=TEXT),
    "fewer points than runs": shortened("/observations/point"),
    "a factor of another length": shortened("/observations/strain.base_rate"),
    "a factor in single precision": lambda f: replace(
        f, "/observations/strain.base_rate", data=f["/observations/strain.base_rate"][...].astype("f4")),
}

CALIBRATION = {
    "a size of 2 to the 64": lambda f: set_attribute(f, "/sampler/z", "size", str(2**64 - 1), dtype=TEXT),
    "a size of eight billion": lambda f: set_attribute(f, "/sampler/z", "size", "8000000000", dtype=TEXT),
    "a size below zero": lambda f: set_attribute(f, "/sampler/z", "size", "-1", dtype=TEXT),
    "no size": lambda f: f["/sampler/z"].attrs.__delitem__("size"),
    "a size of one less": lambda f: set_attribute(f, "/sampler/z", "size", str(len(f["/sampler/z"]) - 1), dtype=TEXT),
    "a wave beyond all numbers": first("/sampler/wave", 1e300),
    "a wave below zero": first("/sampler/wave", -1),
    "a wave that is no number": first("/sampler/wave", float("nan")),
    "half a wave": first("/sampler/wave", 0.5),
    "a particle beyond the wave": first("/sampler/next_particle", 2.0**52),
    "evaluations without end": first("/sampler/evaluations", 2.0**32 - 1),
    "finished twice": first("/sampler/finished", 2),
    "a score that is no number": first("/sampler/z", float("inf")),
    "a residual that is no number": first("/sampler/residuals", float("nan")),
    "a wave of another": first("/sampler/waves", 3),
    "endless scores": endless("/sampler/scores", "f8"),
    "a trace that is short": lambda f: set_attribute(f, "/sampler/trace_shift", "size", "0", dtype=TEXT),
    "an external link to the state": lambda f: (f.__delitem__("/sampler/z"),
                                                f.__setitem__("/sampler/z", h5py.ExternalLink("e.h5", "/z"))),
}
MANIFEST = {
    "a number of a word or month without end": lambda f: change(f, "/sweep/design", ..., 1e300),
    "a design of no numbers": lambda f: change(f, "/sweep/design", ..., float("nan")),
    "a design of another width": lambda f: replace(f, "/sweep/design", data=numpy.zeros(7)),
    "no points": lambda f: (replace(f, "/sweep/point", shape=(0,), dtype="i4"),
                            replace(f, "/sweep/design", shape=(0, len(f["/sweep/factor"])), dtype="f8")),
    "two studies": lambda f: replace(f, "/sweep/study", data=["a", "b"], dtype=TEXT),
    "a study that is none": lambda f: replace(f, "/sweep/study", data="[[[", dtype=TEXT),
    "an identity that is none": lambda f: replace(f, "/sweep/identity", data="a", dtype=TEXT),
    "another key": lambda f: set_attribute(f, "/", "key", "0" * 64, dtype=TEXT),
    "an external link to the design": lambda f: (f.__delitem__("/sweep/design"),
                                                 f.__setitem__("/sweep/design", h5py.ExternalLink("e.h5", "/z"))),
    "two billion replicates": provenance("replicates", "2000000000"),
    "an array of texts as seed": provenance("seed", ["1"] * 1000),
    "fewer titles than scenarios": shortened("/provenance/scenario_title"),
}


def cases_of(file):
    if "/sampler" in file:
        return CALIBRATION
    if "/runs" not in file:
        return MANIFEST
    cases = {**BOTH, **(SWEEP if "/sweep" in file else LAUNCH)}
    return cases if "/prior" in file else {name: harm for name, harm in cases.items() if "prior" not in name}


def main():
    good, folder = sys.argv[1], sys.argv[2]
    flips = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    with h5py.File(good, "r") as file:
        cases = cases_of(file)
    for name, harm in cases.items():
        path = os.path.join(folder, name.replace(" ", "_") + ".h5")
        with open(path, "wb") as file:
            file.write(bare(good))
        with h5py.File(path, "r+") as file:
            harm(file)
        seal(path)
        print(path)
    generator = random.Random(20190101)
    content = bare(good)
    for number in range(flips):
        changed = bytearray(content)
        for _ in range(generator.randrange(1, 9)):  # headers and heaps stand at the start and the end
            at = generator.choice((generator.randrange(len(changed)), generator.randrange(4096), -1 - generator.randrange(8192)))
            changed[at] = generator.choice((0, 1, 127, 128, 255, changed[at] ^ 1 << generator.randrange(8)))
        path = os.path.join(folder, f"flip-{number}.h5")
        with open(path, "wb") as file:
            file.write(changed)
        seal(path)


main()
