"""What in the tables does not meet what they promise: sums to the person, everyone once, numbers, sizes, densities.

Most of it needs only the tables and this folder; what concerns communes needs the npm package.
"""
import csv
import math
from collections import Counter
from math import fsum

from communes import check_listings
from perimeters import TERRITORIES, TERRITORIES_ILE_DE_FRANCE
from places import FOLDER, regions, table_of
from professionals import MONTHS, PHARMACIES, PHARMACY_MONTHS, PROFESSIONS, growth, trends
from rows import COLUMNS

LEAST = (0, 40_000, 80_000, 175_000)       # inhabitants of the size classes
SURVEY, HEARD = (0.045, 0.39, 0.43, 0.135), 279  # size mix of CPTS, survey of 2025, and how many were classified
ERRORS = 2                                 # standard errors of the survey that a class may be off
CLASS_3_ILE_DE_FRANCE = 0.52, 0.05         # regional committee, and how far off
DENSITY_TOLERANCE = 0.001                  # of the professionals of a region or the country; densities have 2 decimals
FIT_TOLERANCE = 0.10                       # of the inhabitants that the thesis gives for a CPTS of Alsace
MOST_PROFESSIONALS = 6000                  # that the model holds in a territory
SHARED = {"06088": 3, "83137": 2, "67482": 2}  # Nice, Toulon, Strasbourg: in how many rows
PACA_INHABITANTS = 5_218_960, 65_836       # of the region, and of its communes of no CPTS

TABLES = {"france": lambda row: True,
          "ile_de_france": lambda row: row["region"] == "ile_de_france",
          "paca": lambda row: row["region"] == "provence_alpes_cote_d_azur",
          "alsace": lambda row: row["department"] in ("67", "68")}


def read_table(name):
    with open(FOLDER.parent / f"{name}.csv", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    if tuple(reader.fieldnames) != COLUMNS:
        raise SystemExit(f"{name}.csv: the columns are not {', '.join(COLUMNS)}")
    return rows


class Complaints(list):
    def demand(self, what, value, wanted, tolerance=0.0):
        if abs(value - wanted) > tolerance:
            self.append(f"{what}: {value:,.10g} (must be {wanted:,.10g}" +
                        (f", give or take {tolerance:,.4g})" if tolerance else ")"))


def inhabitants(rows):
    return sum(int(row["inhabitants"]) for row in rows)


def shares_of_classes(rows):
    count = Counter(sum(int(row["inhabitants"]) >= least for least in LEAST) for row in rows)
    return [count[k] / len(rows) for k in (1, 2, 3, 4)]


def hash_of(text):
    """FNV-1a of 32 bits: the model addresses the draws of a territory by it."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def check_rows(found, rows):
    found.demand("distinct ids", len({hash_of(row["id"]) for row in rows}), len(rows))
    for row in rows:
        people = fsum(float(row[f"density_{p}"]) for p in PROFESSIONS) * int(row["inhabitants"]) / 100_000
        if people > MOST_PROFESSIONALS:
            found.append(f"{row['id']}: {people:.0f} professionals (a territory holds {MOST_PROFESSIONALS})")


def check_inhabitants(found, rows, region_of):
    legal = table_of("liberal_by_department.csv")
    found.demand("inhabitants of the country", inhabitants(rows), inhabitants(legal))
    for region in sorted(set(region_of.values())):
        found.demand(f"inhabitants of {region}", inhabitants(r for r in rows if r["region"] == region),
                     inhabitants(r for r in legal if region_of[r["department"]] == region))


def check_sizes(found, rows):
    found.demand("territories", len(rows), TERRITORIES)
    for k, (share, wanted) in enumerate(zip(shares_of_classes(rows), SURVEY)):
        found.demand(f"share of territories in size class {k + 1}", share, wanted,
                     ERRORS * math.sqrt(wanted * (1 - wanted) / HEARD))
    paris = [row for row in rows if row["region"] == "ile_de_france"]
    found.demand("territories of Île-de-France", len(paris), TERRITORIES_ILE_DE_FRANCE)
    found.demand("share of class 3 in Île-de-France", shares_of_classes(paris)[2], *CLASS_3_ILE_DE_FRANCE)


def professionals(rows, profession):
    return fsum(float(row[f"density_{profession}"]) * int(row["inhabitants"]) / 100_000 for row in rows)


def check_densities(found, rows, region_of):
    """Carried forward by the model's trend, the professionals are those that CNAM counted in December 2024."""
    trend = trends()
    counted = table_of("liberal_by_department.csv")
    for p in PROFESSIONS:
        if p == "pharmacist":
            found.demand("pharmacies of January 2024", professionals(rows, p) * growth(trend[p], PHARMACY_MONTHS),
                         PHARMACIES, DENSITY_TOLERANCE * PHARMACIES)
            continue
        for region in [None, *sorted(set(region_of.values()))]:
            count = sum(int(r[p]) for r in counted if region in (None, region_of[r["department"]]))
            here = [row for row in rows if region in (None, row["region"])]
            found.demand(f"{p} of December 2024 in {region or 'the country'}",
                         professionals(here, p) * growth(trend[p], MONTHS), count, max(0.5, DENSITY_TOLERANCE * count))


def check_cpts(found, tables):
    paca = tables["paca"]
    listed = {row["cpts"] for row in table_of("paca_cpts.csv")}
    shown = {row["name"] for row in paca if row["perimeter"] == "cpts"}
    found.demand("CPTS of Provence-Alpes-Côte d'Azur", len(listed & shown), 70)
    found += [f"{name} is listed or shown, not both" for name in sorted(listed ^ shown)]
    found.demand("inhabitants of paca", inhabitants(paca), PACA_INHABITANTS[0])
    found.demand("inhabitants of no CPTS in paca",
                 inhabitants(r for r in paca if r["perimeter"] != "cpts"), PACA_INHABITANTS[1])
    alsace = {row["id"]: row for row in tables["alsace"]}
    found.demand("signatures by January 2024 in Alsace",
                 sum(row["signed"] == "by 2024-01" for row in alsace.values()), 10)
    found.demand("known signatures in the country", sum(row["signed"] != "" for row in tables["france"]), 10)
    for row in table_of("alsace_cpts.csv"):
        if row["inhabitants"]:
            wanted = int(row["inhabitants"])
            found.demand(f"inhabitants of {row['cpts']}", int(alsace[row["id"]]["inhabitants"]), wanted,
                         FIT_TOLERANCE * wanted)


def check_tables():
    """Complaints about the tables as they are written, and the tables."""
    found, region_of = Complaints(), regions()
    tables = {name: read_table(name) for name in TABLES}
    whole = tables["france"]
    for name, belongs in TABLES.items():
        if tables[name] != [row for row in whole if belongs(row)]:
            found.append(f"{name}.csv is not the part of france.csv that it should be")
    check_rows(found, whole)
    check_inhabitants(found, whole, region_of)
    check_sizes(found, whole)
    check_densities(found, whole, region_of)
    check_cpts(found, tables)
    check_listings(found)
    return found, tables


def check_communes(country, places):
    """Every commune of the country lies in one place, those that CPTS share in several; none of its people twice."""
    found = Complaints()
    people, times = Counter(), Counter()
    for place in places:
        for commune, n in place.parts:
            people[commune.code] += n
            times[commune.code] += 1
    for code, commune in country.communes.items():
        found.demand(f"inhabitants of {code} {commune.name} in places", people[code], commune.inhabitants)
        found.demand(f"places with {code} {commune.name}", times[code], SHARED.get(code, 1))
    for row in table_of("liberal_by_department.csv"):
        found.demand(f"legal population of {row['department']}", int(row["inhabitants"]),
                     country.legal.get(row["department"], 0))
    return found


def summary(tables):
    for name, rows in tables.items():
        shares = " / ".join(f"{100 * share:.1f}" for share in shares_of_classes(rows))
        cpts = sum(row["perimeter"] == "cpts" for row in rows)
        print(f"{name}: {len(rows)} territories ({cpts} CPTS), {inhabitants(rows):,} inhabitants, "
              f"size classes {shares} %")
    rows = tables["france"]
    people = inhabitants(rows)
    print("per 100,000 inhabitants in January 2019: " +
          ", ".join(f"{p} {100_000 * professionals(rows, p) / people:.1f}" for p in PROFESSIONS))
