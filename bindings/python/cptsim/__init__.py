"""Simulations of the territorial health communities (CPTS) of France, in Python.

>>> import cptsim
>>> ds = cptsim.run(["baseline", "valletoux"], population="alsace", replicates=8)
>>> cptsim.effects(ds["active"].sel(profession="all", month="2033-12-01"))

The numbers and the digest are those of the command ``cptsim run`` with the same words. What the command adds, a second
launch with parameters from the priors, is asked for here as ``run(..., parameters="prior")``.
"""

from __future__ import annotations

import functools
import itertools
import json
import os
import tempfile
from dataclasses import dataclass, field
from typing import Any, Callable, Iterable, Iterator, Mapping, Sequence, Union

import numpy as np

from . import _core
from ._core import InputError

__all__ = [
    "Arrays",
    "InputError",
    "Prepared",
    "Scenario",
    "effects",
    "prepare",
    "run",
    "run_arrays",
    "scenario",
    "scenarios",
    "study",
    "sweep",
]
__version__ = _core.version()
results_version: int = _core.results_version()
"""Rises when the same scenario and seed give other numbers."""

Number = Union[int, float]
Asked = Union[str, "os.PathLike[str]", "Scenario"]


def _bare(key: str) -> str:
    """A key of TOML, in quotes where it needs them."""
    return key if key and all(c.isascii() and (c.isalnum() or c in "_-") for c in key) else json.dumps(key)


def _toml(value: Any) -> str:
    """A value as TOML; a mapping as an inline table."""
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, (float, np.floating)):
        return repr(float(value))
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_bare(str(k))} = {_toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, Iterable):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    raise TypeError(f"{value!r} cannot stand in a scenario")


@dataclass(frozen=True)
class Scenario:
    """A scenario built in code. ``str()`` of it is its TOML; ``write()`` makes the file that the command takes."""

    name: str
    extends: str = "baseline.toml"
    title: Mapping[str, str] = field(default_factory=dict)
    """``{"en": …, "fr": …}``."""
    levers: Mapping[str, Any] = field(default_factory=dict)
    """``{"hourly_indemnity": {"2025-01": {"value": 80, "ramp": 12, "professions": ["nurse"]}}}``."""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    """``{"board": {"seats": 9}}``."""
    time: Mapping[str, str] = field(default_factory=dict)
    """``{"end": "2030-12"}``."""

    def __str__(self) -> str:
        lines = [f"name = {_toml(self.name)}"]
        if self.extends:
            lines.insert(0, f"extends = {_toml(self.extends)}")
        title = {language: self.title.get(language, self.name) for language in ("fr", "en")}
        lines.append(f"title = {_toml(title)}")
        if self.time:
            lines.append(f"time = {_toml(self.time)}")
        for kind, tables in (("levers", self.levers), ("parameters", self.parameters)):
            for group, entries in tables.items():
                lines.append(f"\n[{kind}.{_bare(group)}]")
                lines += [f"{_bare(str(key))} = {_toml(value)}" for key, value in entries.items()]
        return "\n".join(lines) + "\n"

    def write(self, path: str | os.PathLike[str]) -> None:
        """Writes the scenario to a new file, after checking it. Raises InputError, or FileExistsError."""
        self.resolved()
        with open(path, "x", encoding="utf-8") as file:
            file.write(str(self))

    def resolved(self) -> str:
        """The scenario with everything that it rests on, as TOML. Raises InputError with every fault of it."""
        with _Files([self]) as files:
            return _core.resolve_scenario(files[0], [])


def scenario(name: str, **parts: Any) -> Scenario:
    """A scenario that extends the baseline: ``scenario("paid", levers={"hourly_indemnity": {"2025-01": 80}})``.

    Raises InputError where it is none, with the line of its TOML.
    """
    made = Scenario(name, **parts)
    made.resolved()
    return made


class _Files:
    """Scenarios as files for as long as they are read; those built in code are written beside nothing of the user's."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self._asked = asked

    def __enter__(self) -> list[str]:
        self._folder = tempfile.TemporaryDirectory(prefix="cptsim-")
        return [self._file(one) for one in self._asked]

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def _file(self, one: Asked) -> str:
        if not isinstance(one, Scenario):
            return os.fspath(one)
        path = os.path.join(self._folder.name, f"{len(os.listdir(self._folder.name))}.toml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(str(one))
        return path


class _Variables(Mapping[str, np.ndarray]):
    """Arrays by name, each made when it is asked for."""

    def __init__(self, rows: Mapping[str, int], array: Callable[[int], np.ndarray]) -> None:
        self._rows = rows
        self._array = array
        self._made: dict[str, np.ndarray] = {}

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self._made:
            self._made[name] = self._array(self._rows[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


_rows: dict[str, dict[str, int]] = {}


def _rows_of(kind: str, meanings: Callable[[], list[tuple[str, list[str], str, str, str]]]) -> dict[str, int]:
    """Rows of variables by their names. All results have the same, so that they are asked for once."""
    if kind not in _rows:
        _rows[kind] = {meaning[0]: row for row, meaning in enumerate(meanings())}
    return _rows[kind]


class Arrays:
    """Finished runs as NumPy arrays; ``dataset()`` labels them. The arrays are read-only and copy nothing."""

    def __init__(self, results: _core.Results) -> None:
        self._results = results

    @functools.cached_property
    def observations(self) -> Mapping[str, np.ndarray]:
        """Name: float32 [scenario, replicate, …], as in /observations of docs/results.md. NaN: not finished, or a mean
        over no one."""
        return _Variables(_rows_of("observations", self._results.meanings), self._results.observation)

    @functools.cached_property
    def effects(self) -> Mapping[str, np.ndarray]:
        """The same of /effects: paired with the reference (scenario 0), whose own are NaN."""
        return _Variables(_rows_of("effects", self._results.effect_meanings), self._results.effect)

    @property
    def seconds(self) -> float:
        """Wall time of the runs themselves [s], people included."""
        return self._results.seconds

    @property
    def digest(self) -> str:
        """SHA-256 of the runs: what ``cptsim digest`` prints of the file of the same launch."""
        return self._results.digest()

    def dataset(self) -> "xarray.Dataset":  # noqa: F821
        """The observations with labels, units and meanings. ``effects(ds)`` compares scenarios."""
        import xarray as xr

        coords: dict[str, Any] = {}
        for name, labels, units, meaning in self._results.axes():
            if name == "month":  # days since 2019-01-01
                coords[name] = (name, np.datetime64("2019-01-01", "ns") + labels.astype("timedelta64[D]"))
            else:
                coords[name] = (name, np.asarray(labels), {"units": units, "long_name": meaning})
        for name, labels, _, axis in self._results.beside():
            coords[name] = (axis, np.asarray(labels))
        variables: dict[str, Any] = {}
        arrays = {**self.observations, **self.effects}
        for name, axes, units, meaning, meaning_fr in self._results.meanings() + self._results.effect_meanings():
            attributes = {"units": units, "long_name": meaning, "long_name_fr": meaning_fr}
            variables[name] = (axes, arrays[name], attributes)
        return xr.Dataset(
            variables,
            coords,
            {
                "digest": self.digest,
                "population": self._results.population,
                "runs_done": self._results.runs_done,
                "runs_planned": self._results.runs_planned,
                "cptsim_version": __version__,
                "results_version": results_version,
            },
        )


def _sets(values: Mapping[str, Any] | None) -> list[str]:
    return [f"{key}={value if isinstance(value, str) else _toml(value)}" for key, value in (values or {}).items()]


class Prepared:
    """A launch whose files have been read, for many calls that differ in numbers: see prepare()."""

    def __init__(self, launch: _core.Prepared, seed: int) -> None:
        self._launch = launch
        self._seed = seed

    def run_arrays(
        self,
        set: Mapping[str, Any] | None = None,
        seed: int | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> Arrays:
        """Runs it with these numbers laid over those of prepare(), and this seed in place of its own."""
        return Arrays(self._launch.run(_sets(set), self._seed if seed is None else seed, progress))

    def run(self, **options: Any) -> "xarray.Dataset":  # noqa: F821
        """The same, labelled as by cptsim.run()."""
        _require_xarray()
        return self.run_arrays(**options).dataset()


def prepare(
    scenarios: Asked | Sequence[Asked],
    *,
    population: str = "",
    replicates: int = 24,
    set: Mapping[str, Any] | None = None,
    parameters: str = "",
    until: str = "",
    seed: int = 1,
    threads: int = 0,
    placebo: bool = True,
) -> Prepared:
    """Reads a launch once, to run it often: ``launch = prepare("baseline", population="alsace")``, then
    ``launch.run_arrays(set={"board.seats": 9})``, whose numbers and digest are those of ``run_arrays("baseline",
    population="alsace", set={"board.seats": 9})``. The arguments are those of run(). What a file says afterwards is not
    seen. Raises InputError.
    """
    asked = [scenarios] if isinstance(scenarios, (str, os.PathLike, Scenario)) else list(scenarios)
    with _Files(asked) as files:
        launch = _core.Prepared(files, _sets(set), population, parameters, until, replicates, threads, placebo)
    return Prepared(launch, seed)


def run_arrays(
    scenarios: Asked | Sequence[Asked], *, progress: Callable[[float], None] | None = None, **options: Any
) -> Arrays:
    """The same as run(), up to NumPy arrays: no labels, and xarray is not needed."""
    return prepare(scenarios, **options).run_arrays(progress=progress)


def _require_xarray() -> None:
    """Says that it is missing before the runs, not after them."""
    try:
        import xarray  # noqa: F401
    except ImportError as error:
        raise ImportError("labels need xarray (python3-xarray); run_arrays() does without") from error


def run(scenarios: Asked | Sequence[Asked], **options: Any) -> "xarray.Dataset":  # noqa: F821
    """Runs scenarios and returns their observations, labelled.

    scenarios: names of shipped ones, files, or Scenario; the first is the reference.
    population: a table ("alsace", "france", …), a CSV file, or parts ("department:67"); "" for that of the scenarios.
    replicates: of each scenario. Eight share their people; intervals treat them as one cluster.
    set: numbers laid over all scenarios, {"board.term_months": 24}.
    parameters: "" or "posterior", "prior", "defaults", or a CSV file of draws.
    until: last month, "YYYY-MM". seed: of all random draws. threads: 0 for as many as the process may use.
    placebo: add a twin of the reference, "placebo", where there are two scenarios or more, as the command does.
    progress: is told the fraction done, about twenty times a second.

    The variables are those of docs/results.md: float32 over (scenario, replicate, …) with units in their attributes;
    those paired with the reference have NaN for it. Ctrl-C ends the launch at once; other threads of Python go on.
    Raises InputError for what cannot be run, with every fault of the scenarios.
    """
    _require_xarray()
    return run_arrays(scenarios, **options).dataset()


def effects(data: Any) -> Any:
    """Paired differences of each scenario from the first, over replicates: mean and two intervals of 90 %.

    data: a Dataset of run(), or one of its variables; reduce it first, it is compared as it is.
    Returns the same without ``replicate`` and the reference, with an axis ``estimate``: mean; low and high, between which
    the mean is known (frames of eight replicates are clusters); least and most, between which single replicates lie.
    Variables without scenario and replicate are left out; those paired already (``drawn_in``) are taken as they are.
    """
    import xarray as xr

    if isinstance(data, xr.Dataset):
        named = {name: v for name, v in data.data_vars.items() if {"scenario", "replicate"} <= {*v.dims}}
        return xr.Dataset({name: effects(variable) for name, variable in named.items()}, attrs=data.attrs)
    reference = data.isel(scenario=0, drop=True)
    others = data.isel(scenario=slice(1, None))
    paired = bool(np.isnan(reference).all()) and bool((~np.isnan(others)).any())
    difference = (others if paired else others - reference).transpose("replicate", ...)
    values = np.asarray(difference, dtype=np.float64)
    shape = values.shape[1:]
    five = _core.estimates([int(r) for r in data["replicate"].values], values.reshape(values.shape[0], -1))
    coords = {name: c for name, c in difference.coords.items() if "replicate" not in c.dims}
    return xr.DataArray(
        five.reshape(*shape, 5),
        {**coords, "estimate": ["mean", "low", "high", "least", "most"]},
        [*difference.dims[1:], "estimate"],
        data.name,
        dict(data.attrs),
    )


def sweep(
    scenarios: Asked | Sequence[Asked],
    points: Mapping[str, Sequence[Any]] | Iterable[Mapping[str, Any]],
    *,
    set: Mapping[str, Any] | None = None,
    **options: Any,
) -> Iterator[tuple[dict[str, Any], "xarray.Dataset"]]:  # noqa: F821
    """Runs the same launch at many points, and yields each point with its Dataset as soon as it is there.

    points: ``{"board.seats": [7, 9], "levers.lump_sum.2025-01": [0, 500]}`` for every combination, or the points one by
    one. Seed and people are the same at all of them, so that differences between points are precise. Nothing is kept of
    what was yielded. Sweeps of a night, that are resumed and merged, are those of ``cptsim sweep``.
    """
    if isinstance(points, Mapping):
        names = list(points)
        points = (dict(zip(names, values)) for values in itertools.product(*points.values()))
    launch = prepare(scenarios, set=set, **options)
    for point in points:
        yield dict(point), launch.run(set=point)


def study(
    file: str | os.PathLike[str], *, threads: int = 0
) -> Iterator[tuple[dict[str, float | str], "xarray.Dataset"]]:  # noqa: F821
    """Runs the points of a study of ``cptsim sweep`` (a file, or the name of a shipped one), and yields each point,
    ``{"board.seats": 7.0}``, with its Dataset as soon as it is there: all scenarios and replicates, with the values that
    the sweep has at that point, of all variables whatever the study keeps. Nothing is kept of what was yielded.
    """
    _require_xarray()
    read = _core.Study(os.fspath(file))
    names = read.factors()
    for point in range(len(read)):
        yield dict(zip(names, read.values(point))), Arrays(read.run(point, threads, None)).dataset()


def scenarios() -> list[str]:
    """Names of the scenarios that are shipped."""
    return _core.shipped_scenarios()
