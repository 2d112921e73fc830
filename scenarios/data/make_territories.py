#!/usr/bin/env python3
"""Makes the tables of territories: alsace.csv, ile_de_france.csv, france.csv.

    make_territories.py            write the three files beside this script
    make_territories.py --check    exit 1 unless they are what the script makes and their sums meet the published totals

Alsace: the ten CPTS named in a medical thesis. The two other tables are synthetic: no row is a real territory,
only the totals are. docs/data.md says where each total comes from. The draws use Mersenne Twister uniforms and
plain arithmetic only, so that every machine writes the same bytes.
"""
import csv
import io
import random
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
SEED = 20240101

PROFESSIONS = ("gp", "specialist", "nurse", "physiotherapist", "pharmacist", "midwife", "dentist", "speech_therapist")
COLUMNS = ("id", "name", "region", "inhabitants", "milieu", "zone", "ties", "stage", "stage_months",
           *(f"density_{p}" for p in PROFESSIONS), "synthetic", "source")

# Liberal professionals per 100,000 inhabitants, 2021-24 (data ameli and professional registers).
NATIONAL = (77, 90, 147, 108, 30, 11, 52, 31)
# The same in Ile-de-France. Assurance Maladie, data ameli (assurance-maladie.ameli.fr/media/49273): GP 58, nurse 66,
# physiotherapist 83, dentist 52, speech therapist 23; midwife 41.8/53.3 of the national density.
# Specialist and pharmacist: assumptions.
PARIS_REGION = (58, 112, 66, 83, 29, 8.6, 52, 23)

# Legal populations of 1 January 2021 (Insee, 28 December 2023); Mayotte: estimate. Relative densities by profession:
# nurses from DREES 2013 where quoted (PACA, Occitanie, Pays de la Loire, Centre, Corse, Martinique, Guadeloupe,
# Mayotte), all others assumptions that follow the known gradients (south and west above north and centre).
REGIONS = {
    # slug: (name, inhabitants, urbanity, need of doctors, (gp, sp, nurse, physio, pharm, midwife, dentist, speech))
    "ile_de_france": ("Île-de-France", 12317279, 1.6, 0.0, None),
    "auvergne_rhone_alpes": ("Auvergne-Rhône-Alpes", 8114361, 0.1, 0.0,
                             (1.00, 0.98, 145, 1.15, 0.95, 1.20, 1.05, 1.15)),
    "nouvelle_aquitaine": ("Nouvelle-Aquitaine", 6069352, -0.3, -0.1, (1.13, 0.95, 165, 1.05, 1.08, 1.05, 1.03, 0.90)),
    "occitanie": ("Occitanie", 6022176, -0.2, -0.2, (1.14, 1.00, 255, 1.30, 1.06, 1.15, 1.15, 1.25)),
    "hauts_de_france": ("Hauts-de-France", 5995292, 0.2, 0.3, (1.04, 0.80, 140, 1.00, 1.04, 0.85, 0.80, 1.15)),
    "grand_est": ("Grand Est", 5561287, 0.0, 0.0, (1.00, 0.87, 110, 0.80, 0.92, 1.10, 1.02, 0.95)),
    "provence_alpes_cote_d_azur": ("Provence-Alpes-Côte d'Azur", 5127840, 0.5, -0.8,
                                   (1.20, 1.40, 276, 1.35, 1.07, 1.00, 1.40, 1.15)),
    "pays_de_la_loire": ("Pays de la Loire", 3853999, -0.2, 0.2, (1.00, 0.78, 82, 0.90, 0.93, 1.15, 0.88, 1.00)),
    "bretagne": ("Bretagne", 3394567, -0.3, -0.3, (1.08, 0.85, 160, 1.10, 1.00, 1.10, 1.00, 0.90)),
    "normandie": ("Normandie", 3327966, -0.2, 0.7, (0.92, 0.75, 110, 0.68, 0.98, 0.80, 0.62, 0.70)),
    "bourgogne_franche_comte": ("Bourgogne-Franche-Comté", 2800194, -0.5, 0.6,
                                (0.93, 0.72, 105, 0.75, 1.07, 1.10, 0.80, 0.75)),
    "centre_val_de_loire": ("Centre-Val de Loire", 2573303, -0.3, 1.2,
                            (0.79, 0.70, 88, 0.70, 0.97, 0.85, 0.68, 0.75)),
    "corse": ("Corse", 347597, -0.5, -0.5, (1.12, 0.95, 385, 1.35, 1.25, 1.00, 1.15, 0.75)),
    "la_reunion": ("La Réunion", 871157, 0.3, 0.0, (1.15, 0.85, 250, 1.30, 0.95, 1.50, 1.00, 1.60)),
    "guadeloupe": ("Guadeloupe", 384315, 0.1, 0.5, (0.85, 0.70, 347, 1.10, 1.20, 1.40, 0.75, 0.75)),
    "martinique": ("Martinique", 360749, 0.1, 0.5, (0.85, 0.65, 311, 1.00, 1.20, 1.30, 0.75, 0.70)),
    "guyane": ("Guyane", 286618, -0.2, 1.5, (0.55, 0.35, 120, 0.40, 0.50, 0.90, 0.40, 0.35)),
    "mayotte": ("Mayotte", 289000, 0.0, 2.0, (0.25, 0.10, 76, 0.20, 0.30, 0.30, 0.12, 0.10)),
}
FRANCE = 68_000_000           # all regions are scaled to this round total
FRANCE_CLASSES = (47, 353, 348, 102)  # 5.5/41.5/41/12 %: each within one standard error of 4.5/39/43/13.5 % (n = 279)
FRANCE_MILIEUX = (0.308, 0.425, 0.266)  # rural, mixed, urban
FRANCE_ZONES = (0.30, 0.40, 0.30)       # ZIP, ZAC, other; assumption
FRANCE_STAGES = {"validated": 18, "letter": 27, "pre_project": 55}

ILE_DE_FRANCE = 12_262_544    # regional committee (CPR), May 2023
PARIS_CLASSES = (2, 35, 61, 19)         # 117 territories, 52 % of size class 3
PARIS_MILIEUX = (0.10, 0.33, 0.57)      # assumption
PARIS_ZONES = (0.62, 0.34, 0.04)        # zoning of March 2022, shares of the population
PARIS_STAGES = {"validated": 3, "letter": 4, "pre_project": 9}
DEPARTMENTS = {
    # slug: (name, inhabitants 2014 (Insee), urbanity, need of doctors, prior ties)
    "paris": ("Paris", 2220445, 3.0, -2.0, 0.40),
    "hauts_de_seine": ("Hauts-de-Seine", 1597770, 2.0, -0.5, 0.35),
    "seine_saint_denis": ("Seine-Saint-Denis", 1571028, 2.0, 1.2, 0.30),
    "yvelines": ("Yvelines", 1421670, -0.5, 0.3, 0.35),
    "seine_et_marne": ("Seine-et-Marne", 1377846, -1.5, 1.0, 0.30),
    "val_de_marne": ("Val-de-Marne", 1365039, 1.8, 0.2, 0.35),
    "essonne": ("Essonne", 1268228, -0.4, 0.5, 0.60),  # "there have always been ties"
    "val_d_oise": ("Val-d'Oise", 1205539, -0.3, 0.8, 0.30),
}

CLASS_BOUNDS = ((20_000, 39_999), (40_000, 79_999), (80_000, 174_999), (175_000, 330_000))
# Density of a kind of territory over that of its region; assumptions.
BY_MILIEU = {"rural": (0.95, 0.35, 1.15, 0.85, 1.15, 0.85, 0.80, 0.80), "mixed": (1,) * 8,
             "urban": (1.00, 1.50, 0.90, 1.10, 0.95, 1.10, 1.15, 1.10)}
BY_ZONE = {"ZIP": 0.85, "ZAC": 1.0, "other": 1.15}  # GP alone

THESIS = "Strasbourg medical thesis 2024 (inhabitants)"
# Stages of 2019 are not known; early ones are assumed because all ten were operating in January 2024.
REST = "; densities: Grand Est (national x regional factors); milieu, zone, ties and stage of 2019: assumption"
ALSACE = (
    ("colmar", "CPTS Colmar agglomération", 115_656, "mixed", "ZAC", 0.45, "letter", 4, THESIS),
    ("mulhouse", "CPTS Mulhouse agglomération", 274_000, "urban", "ZAC", 0.7, "validated", 3, THESIS),
    ("rhin-brisach", "CPTS Rhin-Brisach", 37_071, "rural", "ZIP", 0.3, "none", 0, THESIS),
    ("thur-et-doller", "CPTS Thur et Doller", 65_000, "rural", "ZAC", 0.4, "pre_project", 2,
     "assumption (inhabitants not given)"),
    ("eurometropole-sud-et-ouest", "CPTS Eurométropole Sud et Ouest", 110_000, "urban", "other", 0.45, "pre_project", 6,
     THESIS),
    ("cosen", "CPTS COSEN (Eurométropole Nord)", 84_000, "urban", "other", 0.45, "pre_project", 4, THESIS),
    ("mossig-et-vignoble", "CPTS Mossig et du Vignoble", 25_599, "rural", "other", 0.35, "none", 0, THESIS),
    ("centre-alsace", "CPTS Centre Alsace", 105_000, "mixed", "ZAC", 0.4, "pre_project", 3,
     "assumption (thesis: more than 100,000 inhabitants)"),
    ("pays-d-erstein", "CPTS Pays d'Erstein", 48_000, "mixed", "ZAC", 0.4, "pre_project", 2, THESIS),
    ("pays-des-sources", "CPTS Pays des sources", 42_551, "rural", "ZIP", 0.3, "none", 0, THESIS),
)


def normal(draw):
    """Nearly normal: sum of twelve uniforms."""
    return sum(draw.random() for _ in range(12)) - 6


def region_densities():
    """Densities of each region; Ile-de-France as published, the others scaled so that the national means hold."""
    inhabitants = {slug: row[1] for slug, row in REGIONS.items()}
    total = sum(inhabitants.values())
    densities = {"ile_de_france": list(PARIS_REGION)}
    others = [slug for slug in REGIONS if slug != "ile_de_france"]
    for slug in others:
        densities[slug] = []
    for p, national in enumerate(NATIONAL):
        wanted = national * total - PARIS_REGION[p] * inhabitants["ile_de_france"]
        factor = wanted / sum(REGIONS[slug][4][p] * inhabitants[slug] for slug in others)
        for slug in others:
            densities[slug].append(REGIONS[slug][4][p] * factor)
    return densities


def draw_sizes(draw, counts, total):
    """Inhabitants of sum(counts) territories, counts[k] of them in class k, near `total` in all: one skewness
    toward the lower bounds of the classes, found by bisection."""
    uniforms = [[draw.random() for _ in range(n)] for n in counts]

    def sizes(skewness):
        result = []
        for k, (low, high) in enumerate(CLASS_BOUNDS):
            c = 1 if k == 0 else skewness
            result += [int(low + (high - low) * u / (u + c * (1 - u))) for u in uniforms[k]]
        return result

    low, high = 0.05, 200.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(sizes(middle)) > total else (low, middle)
    return sorted(sizes(high), reverse=True)


def allot(sizes, targets):
    """Shares the sizes out to areas: each to the area that has received least of its target, if it has room."""
    received = {slug: 0 for slug in targets}
    rows = {slug: [] for slug in targets}
    for size in sizes:
        room = [slug for slug in targets if targets[slug] - received[slug] >= size]
        if room:
            slug = max(room, key=lambda s: 1 - received[s] / targets[s])
        else:
            slug = max(targets, key=lambda s: targets[s] - received[s])
        rows[slug].append(size)
        received[slug] += size
    return rows


def class_of(size):
    return next(k for k, (_, high) in enumerate(CLASS_BOUNDS) if size <= high or k == 3)


def adjust(sizes, target):
    """Moves sizes inside their classes until they sum to the target exactly."""
    sizes = list(sizes)
    while sum(sizes) != target:
        gap = target - sum(sizes)
        room = []
        for size in sizes:
            low, high = CLASS_BOUNDS[class_of(size)]
            room.append(high - size if gap > 0 else size - low)
        if sum(room) < abs(gap):
            raise SystemExit(f"cannot reach {target} inhabitants inside the size classes")
        step = [abs(gap) * r // sum(room) for r in room]
        rest = abs(gap) - sum(step)
        for i, r in enumerate(room):
            if rest and r > step[i]:
                step[i] += 1
                rest -= 1
        sizes = [s + d if gap > 0 else s - d for s, d in zip(sizes, step)]
    return sizes


def label(rows, score, shares, words, key):
    """Gives each row a word by its rank: the lowest scores take the first word, in the given shares."""
    order = sorted(range(len(rows)), key=lambda i: score[i])
    bounds, seen = [], 0.0
    for share in shares:
        seen += share
        bounds.append(round(seen * len(rows)))
    for rank, i in enumerate(order):
        rows[i][key] = words[next(k for k, bound in enumerate(bounds) if rank < bound or k == len(bounds) - 1)]


def place(draw, rows, milieux, zones):
    """Milieu by size and urbanity, zone by need, prior ties."""
    score = [r["urbanity"] + 1.2 * class_of(r["inhabitants"]) + normal(draw) for r in rows]
    label(rows, score, milieux, ("rural", "mixed", "urban"), "milieu")
    rural = {"rural": 0.7, "mixed": 0.2, "urban": -0.4}
    score = [-(r["need"] + rural[r["milieu"]] + 0.9 * normal(draw)) for r in rows]
    label(rows, score, zones, ("ZIP", "ZAC", "other"), "zone")
    for r in rows:
        r["ties"] = round(min(1.0, max(0.0, r["ties"] + 0.18 * normal(draw))), 2)


def start(draw, rows, stages):
    """Stages of January 2019: the most tied territories are the most advanced."""
    for r in rows:
        r["stage"], r["stage_months"] = "none", 0
    order = iter(sorted(range(len(rows)), key=lambda i, s=[r["ties"] + 0.25 * normal(draw) for r in rows]: -s[i]))
    longest = {"validated": 12, "letter": 12, "pre_project": 12}
    for stage, count in stages.items():
        for _ in range(count):
            row = rows[next(order)]
            row["stage"] = stage
            row["stage_months"] = 1 + int(longest[stage] * draw.random())


def populate(draw, rows, means):
    """Densities: those of the area x milieu x zone x chance, scaled so that the area's mean holds."""
    for p, profession in enumerate(PROFESSIONS):
        for r in rows:
            chance = 1 + 0.12 * (normal(draw) if draw else 0)
            zone = BY_ZONE[r["zone"]] if profession == "gp" else 1
            r[f"density_{profession}"] = max(0.3, chance) * zone * BY_MILIEU[r["milieu"]][p]
        people = sum(r["inhabitants"] for r in rows)
        mean = sum(r[f"density_{profession}"] * r["inhabitants"] for r in rows) / people
        for r in rows:
            r[f"density_{profession}"] = f'{r[f"density_{profession}"] * means[p] / mean:.1f}'


def targets_of(areas, total):
    """Inhabitants of areas scaled to a total, the rounding given to the first."""
    sum_of = sum(row[1] for row in areas.values())
    targets = {slug: row[1] * total // sum_of for slug, row in areas.items()}
    targets[next(iter(targets))] += total - sum(targets.values())
    return targets


def fill(areas, rows_of, ties_of):
    rows = []
    for slug, sizes in rows_of.items():
        digits = 3 if len(sizes) > 99 else 2
        for i, size in enumerate(sizes, 1):
            rows.append({"id": f"{slug}-{i:0{digits}}", "name": f"{areas[slug][0]} {i:0{digits}}", "area": slug,
                         "inhabitants": size, "urbanity": areas[slug][2], "need": areas[slug][3],
                         "ties": ties_of(slug), "synthetic": "true"})
    return rows


def make_alsace():
    rows = [dict(zip(("id", "name", "inhabitants", "milieu", "zone", "ties", "stage", "stage_months", "source"), row))
            for row in ALSACE]
    for r in rows:
        r.update(region="grand_est", synthetic="false", source=r["source"] + REST)
    populate(None, rows, region_densities()["grand_est"])
    return rows


def make_ile_de_france():
    draw = random.Random(SEED + 1)
    targets = targets_of(DEPARTMENTS, ILE_DE_FRANCE)
    sizes = allot(draw_sizes(draw, PARIS_CLASSES, ILE_DE_FRANCE), targets)
    rows = fill(DEPARTMENTS, {slug: adjust(sizes[slug], targets[slug]) for slug in targets},
                lambda slug: DEPARTMENTS[slug][4])
    place(draw, rows, PARIS_MILIEUX, PARIS_ZONES)
    start(draw, rows, PARIS_STAGES)
    populate(draw, rows, PARIS_REGION)
    for r in rows:
        r.update(region="ile_de_france",
                 source="synthetic: CPR May 2023 and Insee totals, data ameli densities; rest assumption")
    return rows


def make_france():
    draw = random.Random(SEED + 2)
    targets = targets_of(REGIONS, FRANCE)
    paris = targets.pop("ile_de_france")
    others = tuple(n - m for n, m in zip(FRANCE_CLASSES, PARIS_CLASSES))
    sizes = {"ile_de_france": adjust(draw_sizes(draw, PARIS_CLASSES, paris), paris)}
    for slug, drawn in allot(draw_sizes(draw, others, FRANCE - paris), targets).items():
        sizes[slug] = adjust(drawn, targets[slug])
    rows = fill(REGIONS, sizes, lambda slug: 0.35)
    paris_rows = [r for r in rows if r["area"] == "ile_de_france"]
    other_rows = [r for r in rows if r["area"] != "ile_de_france"]
    place(draw, paris_rows, PARIS_MILIEUX, PARIS_ZONES)
    place(draw, other_rows, rest_of(FRANCE_MILIEUX, PARIS_MILIEUX, paris_rows, rows),
          rest_of(FRANCE_ZONES, PARIS_ZONES, paris_rows, rows))
    start(draw, rows, FRANCE_STAGES)
    for slug, means in region_densities().items():
        populate(draw, [r for r in rows if r["area"] == slug], means)
    for r in rows:
        r.update(region=r["area"],
                 source="synthetic: Insee 2021 and national totals; densities and zones partly assumption")
    return rows


def rest_of(all_shares, part_shares, part, rows):
    """Shares outside a part that give `all_shares` in the whole."""
    return [(a * len(rows) - b * len(part)) / (len(rows) - len(part)) for a, b in zip(all_shares, part_shares)]


def as_text(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def complaints(name, rows, count, inhabitants, classes, means):
    """What in a table does not meet its published totals."""
    found = []

    def demand(what, value, wanted, tolerance=0.0):
        if abs(value - wanted) > tolerance:
            found.append(f"{name}: {what} is {value}, not {wanted}")

    people = sum(r["inhabitants"] for r in rows)
    demand("number of territories", len(rows), count)
    demand("number of distinct ids", len({r["id"] for r in rows}), count)
    demand("inhabitants", people, inhabitants)
    for k, wanted in enumerate(classes):
        demand(f"territories of size class {k + 1}", sum(class_of(r["inhabitants"]) == k for r in rows), wanted)
    for p, profession in enumerate(PROFESSIONS):
        mean = sum(float(r[f"density_{profession}"]) * r["inhabitants"] for r in rows) / people
        demand(f"mean density of {profession}", round(mean, 2), means[p], 0.05)
    return found


def main():
    tables = {"alsace": make_alsace(), "ile_de_france": make_ile_de_france(), "france": make_france()}
    if sys.argv[1:] == ["--check"]:
        found = complaints("alsace", tables["alsace"], 10, 906_877, (2, 3, 4, 1),
                           [round(d, 2) for d in region_densities()["grand_est"]])
        found += complaints("ile_de_france", tables["ile_de_france"], 117, ILE_DE_FRANCE, PARIS_CLASSES, PARIS_REGION)
        found += complaints("france", tables["france"], 850, FRANCE, FRANCE_CLASSES, NATIONAL)
        for name, rows in tables.items():
            file = FOLDER / f"{name}.csv"
            if not file.exists() or file.read_bytes() != as_text(rows).encode():
                found.append(f"{file.name} is not what this script makes: run it and commit the result")
        print("\n".join(found) or "alsace, ile_de_france and france are as made and meet their totals")
        sys.exit(1 if found else 0)
    if sys.argv[1:]:
        sys.exit(__doc__)
    for name, rows in tables.items():
        (FOLDER / f"{name}.csv").write_bytes(as_text(rows).encode())


if __name__ == "__main__":
    main()
