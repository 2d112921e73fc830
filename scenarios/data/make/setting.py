"""What kind of place a territory is: milieu and zone by rule from the places, ties and stage of January 2019 drawn.

The shares are those of docs/data.md; every rule is an assumption.
"""
import random

MILIEUX = ((0.308, "rural"), (0.425, "mixed"), (0.267, "urban"))       # survey of CPTS, 2025: shares of territories
CITY = 200_000  # larger intercommunalities make no place more urban
ZONES = ((0.30, "ZIP"), (0.40, "ZAC"), (0.30, "other"))                # of the territories of the country
ZONES_ILE_DE_FRANCE = ((0.62, "ZIP"), (0.34, "ZAC"), (0.04, "other"))  # zoning of March 2022: shares of inhabitants
# GPs within reach, over the mean of the department; orders the territories of a department only.
REACH = {"rural": 0.90, "mixed": 1.00, "urban": 1.07}
TIES, TIES_SPREAD = 0.35, 0.18
TIES_OF = {"91": 0.60}  # Essonne: "there have always been ties"
STAGES = {"validated": 18, "letter": 27, "pre_project": 55}            # of the country, January 2019
STAGES_ILE_DE_FRANCE = {"validated": 3, "letter": 4, "pre_project": 9}
STAGE_MONTHS = 12
SEED = 20240101


def draw_of(row):
    """Draws of a territory: its own, so that those of others may change without it."""
    return random.Random(f"{SEED} {row['id']}")


def normal(draw):
    """Nearly normal: sum of twelve uniforms."""
    total = 0.0
    for _ in range(12):
        total += draw.random()
    return total - 6


def doublings(n):
    """How often 1 must be doubled to give n, straight lines between whole numbers: exact, unlike a logarithm."""
    whole = n.bit_length() - 1
    return whole + (n - (1 << whole)) / (1 << whole)


def urbanity(place, communities):
    """Mean over inhabitants of the size of their commune and of their intercommunality, in doublings."""
    total = 0.0
    for commune, n in place.parts:
        if n:
            around = min(CITY, communities[commune.community].inhabitants)
            total += n * (doublings(commune.inhabitants) + doublings(around))
    return total / place.inhabitants


def label(rows, order, shares, key, weight):
    """The first rows of the order take the first word, up to its share of the weight, and so on."""
    total = sum(weight(rows[i]) for i in order)
    seen = 0
    for i in order:
        middle = seen + weight(rows[i]) / 2
        bound = 0.0
        for share, word in shares:
            bound += share
            if middle < bound * total or word == shares[-1][1]:
                rows[i][key] = word
                break
        seen += weight(rows[i])


def give_milieu(rows, places, communities):
    score = [urbanity(place, communities) for place in places]
    order = sorted(range(len(rows)), key=lambda i: (score[i], rows[i]["id"]))
    label(rows, order, MILIEUX, "milieu", lambda row: 1)


def give_zone(rows, gp_density, access):
    """By departmental need; in Île-de-France by access to GPs (`access`: by row, elsewhere None).

    `gp_density`: GPs per 100,000 inhabitants by row, those of its department.
    """
    paris = [i for i in range(len(rows)) if access[i] is not None]
    other = [i for i in range(len(rows)) if access[i] is None]
    paris.sort(key=lambda i: (access[i], gp_density[i], rows[i]["id"]))
    label(rows, paris, ZONES_ILE_DE_FRANCE, "zone", lambda row: row["inhabitants"])
    counts = [sum(rows[i]["zone"] == word for i in paris) for _, word in ZONES]
    shares = [((share * len(rows) - count) / len(other), word) for (share, word), count in zip(ZONES, counts)]
    if shares[0][0] < 0:
        raise SystemExit("Île-de-France alone has more ZIP than the country may have")
    other.sort(key=lambda i: (gp_density[i] * REACH[rows[i]["milieu"]], rows[i]["id"]))
    label(rows, other, shares, "zone", lambda row: 1)


def give_start(rows, places):
    """Ties, and the stage of January 2019: the most tied territories are the most advanced."""
    for row, place in zip(rows, places):
        mean = TIES_OF.get(row["department"], TIES)
        row["ties"] = round(min(1.0, max(0.0, mean + TIES_SPREAD * normal(draw_of(row)))), 2)
        row["stage"], row["stage_months"] = "none", 0
        if place.start:
            row["ties"], row["stage"], row["stage_months"] = place.start
    paris = [row for row, place in zip(rows, places) if row["region"] == "ile_de_france"]
    other = [row for row, place in zip(rows, places) if row["region"] != "ile_de_france" and not place.start]
    given = [row["stage"] for row, place in zip(rows, places) if place.start]
    advance(paris, STAGES_ILE_DE_FRANCE)
    advance(other, {stage: count - STAGES_ILE_DE_FRANCE[stage] - given.count(stage) for stage, count in STAGES.items()})


def advance(rows, stages):
    score = {}
    for row in rows:
        draw = random.Random(f"{SEED} stage {row['id']}")
        score[row["id"]] = row["ties"] + 0.25 * normal(draw), 1 + int(STAGE_MONTHS * draw.random())
    order = iter(sorted(rows, key=lambda row: (-score[row["id"]][0], row["id"])))
    for stage, count in stages.items():
        for _ in range(count):
            row = next(order)
            row["stage"], row["stage_months"] = stage, score[row["id"]][1]
