"""Densities of January 2019: CNAM's counts of December 2024 by department, carried back by the model's trend of each
profession, shared out inside a department by milieu and by access to GPs."""
import re
from math import fsum

from places import FOLDER, table_of

PROFESSIONS = ("gp", "specialist", "nurse", "physiotherapist", "pharmacist", "midwife", "dentist", "speech_therapist")
PARAMETERS = FOLDER.parents[2] / "sim" / "model" / "parameters.inc"
MONTHS = 71            # from January 2019, month 0 of the model, to December 2024
# Pharmacies, 1 January 2024 (19,887 and 615 overseas), by region; factors: known gradients, south and west above
# north and centre; their sizes are assumptions.
PHARMACIES, PHARMACY_MONTHS = 20_502, 60
PHARMACIES_BY_REGION = {
    "ile_de_france": 0.967, "auvergne_rhone_alpes": 0.95, "nouvelle_aquitaine": 1.08, "occitanie": 1.06,
    "hauts_de_france": 1.04, "grand_est": 0.92, "provence_alpes_cote_d_azur": 1.07, "pays_de_la_loire": 0.93,
    "bretagne": 1.00, "normandie": 0.98, "bourgogne_franche_comte": 1.07, "centre_val_de_loire": 0.97, "corse": 1.25,
    "la_reunion": 0.95, "guadeloupe": 1.20, "martinique": 1.20, "guyane": 0.50, "mayotte": 0.30}
# Density of a kind of territory over that of its department; assumptions.
BY_MILIEU = {"rural": (0.95, 0.35, 1.15, 0.85, 1.15, 0.85, 0.80, 0.80), "mixed": (1,) * 8,
             "urban": (1.00, 1.50, 0.90, 1.10, 0.95, 1.10, 1.15, 1.10)}
BY_ZONE = {"ZIP": 0.85, "ZAC": 1.0, "other": 1.15}  # GP alone, outside Île-de-France
ACCESS_RANGE = 0.75, 1.25                           # of access over the department's, Île-de-France: GP alone


def trends():
    """demography.stock_trend of the model, a year, by profession."""
    found = re.search(r"demography, stock_trend,((?: *-?[0-9.]+,){8})", PARAMETERS.read_text(encoding="utf-8"))
    return dict(zip(PROFESSIONS, (float(x) for x in found.group(1).split(",")[:8])))


def growth(trend, months):
    """As the model multiplies it, month by month."""
    factor = 1.0
    for _ in range(months):
        factor *= 1 + trend / 12
    return factor


def counts_of_2019():
    """Professionals of January 2019 by department and profession."""
    trend = trends()
    rows = table_of("liberal_by_department.csv")
    counts = {(row["department"], p): int(row[p]) / growth(trend[p], MONTHS)
              for row in rows for p in PROFESSIONS if p != "pharmacist"}
    weight = {row["department"]: int(row["inhabitants"]) * PHARMACIES_BY_REGION[row["region"]] for row in rows}
    pharmacies = PHARMACIES / growth(trend["pharmacist"], PHARMACY_MONTHS)
    for department, w in weight.items():
        counts[department, "pharmacist"] = pharmacies * w / fsum(weight.values())
    return counts


def gp_densities(counts):
    """GPs per 100,000 inhabitants of each department, January 2019."""
    return {row["department"]: 100_000 * counts[row["department"], "gp"] / int(row["inhabitants"])
            for row in table_of("liberal_by_department.csv")}


def access_of(places):
    """Access to GPs of each territory of Île-de-France, mean over its inhabitants; of the others None."""
    access = {row["code"]: float(row["apl_gp_2023"]) for row in table_of("apl_ile_de_france.csv")}

    def mean(parts):
        found = [(n, access.get("75056" if c.department == "75" else c.community)) for c, n in parts]
        return None if found[0][1] is None else fsum(n * a for n, a in found) / sum(n for n, _ in found)
    return [mean(place.parts) for place in places]


def relative_access(rows, access):
    """Access of a territory over that of its department, kept in a range: the figures are not sure enough for more."""
    low, high = ACCESS_RANGE
    relative = []
    for row, of_row in zip(rows, access):
        if of_row is None:
            relative.append(None)
            continue
        same = [(other["inhabitants"], a) for other, a in zip(rows, access)
                if a is not None and other["department"] == row["department"]]
        mean = fsum(n * a for n, a in same) / sum(n for n, _ in same)
        relative.append(min(high, max(low, of_row / mean)))
    return relative


def give_densities(rows, places, access, counts):
    """Densities whose counts sum to those of each department."""
    relative = relative_access(rows, access)
    for k, profession in enumerate(PROFESSIONS):
        factors = []
        for row, reach in zip(rows, relative):
            within = 1.0 if profession != "gp" else BY_ZONE[row["zone"]] if reach is None else reach
            factors.append(within * (1.0 if profession == "gp" and reach else BY_MILIEU[row["milieu"]][k]))
        weight = {}
        for place, factor in zip(places, factors):
            for department, n in place.by_department:
                weight.setdefault(department, []).append(n * factor)
        scale = {department: counts[department, profession] / fsum(w) for department, w in weight.items()}
        for row, place, factor in zip(rows, places, factors):
            count = fsum(n * factor * scale[department] for department, n in place.by_department)
            row[f"density_{profession}"] = round(100_000 * count / place.inhabitants, 2)
