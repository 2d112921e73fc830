"""Rows of the tables: names, ids and the rest of the columns, in the order in which they are written."""
import csv
import io
import re
import unicodedata

from perimeters import all_places
from places import regions
from professionals import PROFESSIONS, access_of, counts_of_2019, give_densities, gp_densities
from setting import give_milieu, give_start, give_zone

COLUMNS = ("id", "name", "region", "department", "inhabitants", "milieu", "zone", "ties", "stage", "stage_months",
           *(f"density_{p}" for p in PROFESSIONS), "perimeter", "signed", "synthetic", "source")
NAMED = 3  # pieces in the name of a territory
REST = "; densities, milieu, zone by rule; ties, stage of 2019 "
DRAWN, ASSUMED = "drawn: nothing of the place", "assumed"


def short(name):
    """"CC du Pays des Abers" as "Pays des Abers"; communes as they are."""
    found = re.match(r"(?:CC|CA|CU) (?:(?:de la|du|des|de|les|le|la) |de l'|d'|l')?(.*?)(?: \([A-Z0-9]+\))?$", name,
                     re.IGNORECASE)
    return found[1][:1].upper() + found[1][1:] if found else name


def name_of(place):
    if place.name:
        return place.name
    pieces = sorted(place.pieces, key=lambda piece: (-piece.inhabitants, piece.name))
    return " + ".join([short(piece.name) for piece in pieces[:NAMED]] + ["…"] * (len(pieces) > NAMED))


def slug(text):
    plain = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("Œ", "Oe")).encode("ascii", "ignore")
    return re.sub("[^a-z0-9]+", "-", plain.decode().lower()).strip("-")


def id_of(place):
    if place.id:
        return place.id
    if place.perimeter == "cpts":
        return slug(place.name)
    largest = max(place.parts, key=lambda part: (part[1], part[0].code))[0]
    return f"{place.by_department[0][0].lower()}-{slug(largest.name)}"


def all_rows(country):
    """(rows, places), sorted by region, department and id."""
    places = all_places(country)
    region_of = regions()
    rows = [{"id": id_of(p), "name": name_of(p), "region": region_of[p.by_department[0][0]],
             "department": p.by_department[0][0], "inhabitants": p.inhabitants, "perimeter": p.perimeter,
             "signed": p.signed, "synthetic": "false",
             "source": p.about + REST + (ASSUMED if p.start else DRAWN)} for p in places]
    order = sorted(range(len(rows)), key=lambda i: (rows[i]["region"], rows[i]["department"], rows[i]["id"]))
    rows, places = [rows[i] for i in order], [places[i] for i in order]
    counts = counts_of_2019()
    access = access_of(places)
    densities = gp_densities(counts)
    give_milieu(rows, places, country.communities)
    give_zone(rows, [densities[row["department"]] for row in rows], access)
    give_start(rows, places)
    give_densities(rows, places, access, counts)
    return rows, places


def as_text(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
