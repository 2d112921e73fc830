"""Reads a result file of tests/sim/results/results_sample.hpp as users do: xarray, h5py, and the digests of docs/results.md."""

import hashlib
import struct
import sys

import h5py
import numpy as np
import xarray as xr

path, expected_digest = sys.argv[1], sys.argv[2]
AXES = {"scenario", "replicate", "month", "year", "profession", "mission", "territory", "from_role", "to_role",
        "entry_year", "spell_age"}


def check_labels(engine):
    """Every variable of every group has units and names; every axis has labels."""
    for group in ("observations", "effects", "runs", "timing", "provenance"):
        with xr.open_dataset(path, group=group, engine=engine, decode_times=False) as data:
            data.load()
            assert data.variables, (engine, group, "holds nothing")
            for name, variable in data.variables.items():
                for text in ("units", "long_name", "long_name_fr"):
                    assert variable.attrs.get(text), (engine, group, name, "has no", text)
                for axis in variable.dims:
                    assert axis in data.coords, (engine, group, name, axis, "has no labels")


def check_values(engine):
    with xr.open_dataset(path, group="observations", engine=engine) as data:
        assert str(data.month.values[13])[:10] == "2020-02-01"
        assert list(data.scenario.values) == ["baseline", "valletoux", "placebo"]
        assert list(data.profession.values)[-1] == "all"
        assert data.spell_age.values[1] == 0.5 and data.year.values[0] == 2019
        assert data.territory_name.values[1] == "Sélestat"
        assert "territory_milieu" in data.coords and "scenario_title_fr" in data.coords
        name = "eligible"  # observable 0: the position, plus a quarter for each replicate, less an eighth a scenario
        value = data[name].sel(scenario="valletoux", replicate=2, profession="specialist").isel(month=0)
        assert float(value) == 1 + 0.5 - 0.125, float(value)
        assert data[name].dtype == np.float32
        assert bool(data[name].sel(scenario="placebo", replicate=1).isnull().all())
        assert data.attitude.attrs["mean_of"] == "eligible"
    with xr.open_dataset(path, group="effects", engine=engine) as effects:
        assert bool(effects.drawn_in.sel(scenario="baseline").isnull().all())
        assert bool(effects.drawn_in.sel(scenario="valletoux").notnull().any())


def little_endian(numbers, kind):
    return np.ascontiguousarray(numbers).astype(kind).tobytes()


def run_digest(group, scenario, replicate):
    sha = hashlib.sha256()
    for name in sorted(group, key=lambda n: n.encode()):
        variable = group[name]
        if name in AXES or [group.file[d[0].name].name.rsplit("/", 1)[1] for d in variable.dims][:2] != \
                ["scenario", "replicate"]:
            continue
        values = variable[scenario, replicate].astype("<f4")
        values[np.isnan(values)] = np.float32("nan")
        values[values == 0] = 0.0
        bits = values.view("<u4")
        bits[np.isnan(values)] = 0x7FC00000
        shape = "x".join(str(n) for n in values.shape)
        sha.update(f"{name} float32 {shape}\n".encode() + bits.tobytes())
    return sha.hexdigest()


def check_digests():
    """The definitions of docs/results.md, written again from its words."""
    def hashed(data):
        return hashlib.sha256(data).hexdigest()

    with h5py.File(path) as file:
        runs, origin = file["runs"], file["provenance"]
        def texts(variable): return [t.decode() for t in variable[()]]
        scenarios = texts(origin["scenario"])
        tomls = texts(origin["scenario_toml"])
        parameters = texts(origin["parameter"])
        lines = set()
        columns = zip(texts(runs["scenario"]), runs["replicate"][()], runs["point"][()], texts(runs["status"]),
                      texts(runs["digest"]), texts(runs["key"]))
        for scenario, replicate, point, status, digest, key in columns:
            if status != "done":
                continue
            row = scenarios.index(scenario)
            values = origin["points"][point]
            of_point = b"".join(parameters[i].encode() + b"\n" + struct.pack("<d", values[i])
                                for i in sorted(range(len(parameters)), key=lambda i: parameters[i].encode()))
            text = (f"scenario {hashed(tomls[row].encode())}\nterritories {origin.attrs['population_sha256']}\n"
                    f"parameters {hashed(of_point)}\nseed {origin.attrs['seed']}\nreplicate {replicate}\n"
                    f"last month {len(file['observations/month']) - 1}\n")
            assert hashed(text.encode()) == key, (scenario, replicate, "has another key")
            assert run_digest(file["observations"], row, replicate) == digest, (scenario, replicate, "has another digest")
            lines.add(f"{key} {digest}\n")
        found = hashed("".join(sorted(lines)).encode())
        assert found == expected_digest, found
        assert file.attrs["digest"] == expected_digest
        csv = origin["territories"][()]
        assert hashed(csv) == origin["territories"].attrs["sha256"]


engines = ["h5netcdf"]
try:
    import netCDF4  # noqa: F401

    engines.append("netcdf4")
except ImportError:
    print("SKIPPED: python3-netcdf4 is not installed; only the engine h5netcdf was tried")
for engine in engines:
    check_labels(engine)
    check_values(engine)
check_digests()
print("read with", ", ".join(engines), "and h5py")
