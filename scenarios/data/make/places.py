"""Real places: communes, intercommunalities and legal populations, read from the npm package
@etalab/decoupage-administratif 6.0.0, and this folder's own tables of facts.

All arithmetic on places is on whole numbers, so that every machine and every Python 3 makes the same tables.
"""
import csv
import hashlib
import json
import tarfile
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parent
PACKAGE = "@etalab/decoupage-administratif@6.0.0"
SHA256 = "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a"

BY_ARRONDISSEMENT = ("75056", "69123", "13055")  # Paris, Lyon, Marseille
# Metres in a hundredth of a degree; of longitude at 45.5 degrees north (mainland) and at 15 degrees (overseas).
METRES_NORTH, METRES_EAST, METRES_EAST_TROPICS = 1110, 780, 1070


class Commune(NamedTuple):
    """A commune, or an arrondissement of Paris, Lyon or Marseille."""
    code: str
    name: str
    inhabitants: int
    department: str
    region: str
    community: str  # its EPCI, in the Grand Paris its EPT, without either itself


class Community(NamedTuple):
    """An EPCI or EPT."""
    code: str
    name: str
    inhabitants: int


def table_of(name):
    """The rows of one of this folder's tables, less the lines that say where it comes from."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def regions():
    """The region of each department, by its name in the tables."""
    return {row["department"]: row["region"] for row in table_of("liberal_by_department.csv")}


def read_package(package):
    """The JSON files of the package: `npm pack` made `package`."""
    data = Path(package).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{package} is not {PACKAGE}: its sha256 is {found}, not {SHA256}")
    with tarfile.open(package) as archive:
        return {name: json.load(archive.extractfile(f"package/data/{name}.json"))
                for name in ("communes", "epci", "ept")}


class Country:
    """All communes of the 101 departments, by code, with their communities and coordinates."""

    def __init__(self, package):
        data = read_package(package)
        current = [c for c in data["communes"] if c["type"] == "commune-actuelle" and c["zone"] in ("metro", "drom")]
        named = {c["code"]: c for c in current}
        community_of = {m["code"]: e["code"] for kind in ("epci", "ept") for e in data[kind] for m in e["membres"]}
        self.communes = {}
        for c in current:
            if c["code"] not in BY_ARRONDISSEMENT:
                self._add(c, c, community_of)
        for c in data["communes"]:
            if c["type"] == "arrondissement-municipal":
                self._add(c, named[c["commune"]], community_of)
        self.legal = {}
        for c in current:
            self.legal[c["departement"]] = self.legal.get(c["departement"], 0) + c["population"]
        self.communities = self._communities(data)
        self.position = {r["commune"]: position(r) for r in table_of("coordinates.csv")}

    def _add(self, own, whole, community_of):
        self.communes[own["code"]] = Commune(own["code"], own["nom"], own["population"], whole["departement"],
                                             whole["region"], community_of.get(whole["code"], own["code"]))

    def _communities(self, data):
        inhabitants = {}
        for c in self.communes.values():
            inhabitants[c.community] = inhabitants.get(c.community, 0) + c.inhabitants
        names = {e["code"]: e["nom"] for kind in ("epci", "ept") for e in data[kind]}
        return {code: Community(code, names.get(code) or self.communes[code].name, count)
                for code, count in inhabitants.items()}


def position(row):
    """Metres east and north of 0 degrees."""
    north, east = (round(100 * float(row[key])) for key in ("latitude", "longitude"))
    return east * (METRES_EAST if north > 3000 else METRES_EAST_TROPICS), north * METRES_NORTH
