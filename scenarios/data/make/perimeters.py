"""Who lies where: the real CPTS, and all other communes of the country joined into territories of about their size."""
from collections import Counter
from fractions import Fraction
from typing import NamedTuple

from partition import CLASS_VALUES, CLASS_VALUES_ILE_DE_FRANCE, Piece, partition
from places import table_of

ILE_DE_FRANCE, PACA, ALSACE = "11", "93", ("67", "68")
# 82,000 inhabitants a territory (federation of CPTS, February 2024): 68,350,798 / 82,000.
TERRITORIES = 833
TERRITORIES_ILE_DE_FRANCE = 117  # regional committee, May 2023
# The four central arrondissements are one sector of the city; each of the others is a territory.
PARIS_CENTRE = ("75101", "75102", "75103", "75104")
PACA_RESTS = {"04": 1, "06": 2}  # territories of the communes of no CPTS
# Parts of departments with more inhabitants are pieces commune by commune, those with fewer one piece.
LARGE, LARGE_ILE_DE_FRANCE = 120_000, 100_000
BIG_COMMUNE = 175_000  # a territory of its own, whatever the mean
MUNICIPALITIES = "real municipalities, perimeter not a CPTS's"


class Place(NamedTuple):
    """A territory before anything is known of it but where it lies."""
    id: str             # given for the CPTS of Alsace, else ""
    name: str           # given for a CPTS, else ""
    perimeter: str      # cpts, municipalities
    parts: tuple        # (commune, inhabitants of it)
    pieces: tuple       # of a municipalities: the pieces that were joined
    about: str          # where the perimeter comes from
    start: tuple        # (ties, stage, months in it) given for the CPTS of Alsace, else None
    signed: str = ""    # what is known of the date of the ACI: "2022-03", "by 2024-01"

    @property
    def inhabitants(self):
        return sum(n for _, n in self.parts)

    @property
    def by_department(self):
        """Inhabitants of each department in it, most first."""
        count = Counter()
        for commune, n in self.parts:
            count[commune.department] += n
        return sorted(count.items(), key=lambda item: (-item[1], item[0]))


def paca_cpts(country):
    """The CPTS of a listing; shares of a commune by largest remainder, on ties to the first by name."""
    rows = [(row["cpts"], [share_of(word) for word in row["communes"].split()])
            for row in table_of("paca_cpts.csv")]
    holders = {}
    for name, shares in rows:
        for code, share in shares:
            holders.setdefault(code, []).append((name, share))
    lives = {(name, code): n for code, of in holders.items()
             for (name, _), n in zip(of, apportion(country.communes[code].inhabitants, [s for _, s in of]))}
    places = []
    for name, shares in rows:
        parts = tuple((country.communes[code], lives[name, code]) for code, _ in shares)
        shared = [country.communes[code].name for code, share in shares if share != 1]
        about = "CPTS of an undated listing" + "".join(f"; share of {n} assumed" for n in shared)
        places.append(Place("", name, "cpts", parts, (), about, None))
    return places


def share_of(word):
    code, _, share = word.partition(":")
    return code, Fraction(share or 1)


def apportion(total, shares):
    """Whole numbers nearest to shares of the total, which they sum to if the shares sum to 1: largest remainders."""
    exact = [total * share for share in shares]
    whole = [int(x) for x in exact]
    order = sorted(range(len(shares)), key=lambda i: (whole[i] - exact[i], i))
    for i in order[:int(sum(exact)) - sum(whole)]:
        whole[i] += 1
    return whole


def alsace_cpts(country):
    """The ten CPTS that a thesis names, where communes and intercommunalities fit its numbers."""
    members = {}
    for commune in country.communes.values():
        members.setdefault(commune.community, []).append(commune)
    places = []
    for row in table_of("alsace_cpts.csv"):
        parts = []
        for word in row["perimeter"].split():
            code, _, inhabitants = word.partition(":")
            found = members[code] if code in country.communities and code in members else [country.communes[code]]
            parts += [(commune, int(inhabitants or commune.inhabitants)) for commune in found]
        said = f"{int(row['inhabitants']):,} inhabitants" if row["inhabitants"] else "its name"
        start = float(row["ties"]), row["stage"], int(row["stage_months"])
        places.append(Place(row["id"], row["cpts"], "cpts", tuple(parts), (),
                            f"CPTS of a thesis (2024: {said}, operating in January); perimeter fitted: {row['fit']}",
                            start, row["signed"]))
    return places


def rest_of(country, places):
    """(commune, inhabitants) that lie in none of the places."""
    taken = Counter()
    for place in places:
        for commune, n in place.parts:
            taken[commune.code] += n
    return [(c, c.inhabitants - taken[c.code]) for c in country.communes.values()
            if c.inhabitants > taken[c.code] or c.code not in taken]


def pieces_of(country, parts, large):
    """Communities as one piece each, large ones commune by commune."""
    by_community = {}
    for commune, n in parts:
        by_community.setdefault(commune.community, []).append((commune, n))
    pieces = []
    for code, members in by_community.items():
        groups = [[m] for m in members] if sum(n for _, n in members) >= large else [members]
        for group in groups:
            largest = max(group, key=lambda m: (m[0].inhabitants, m[0].code))[0]
            inhabitants = sum(n for _, n in group)
            whole = 2 * inhabitants > country.communities[code].inhabitants  # or most of it
            name = country.communities[code].name if whole and len(group) > 1 else largest.name
            pieces.append(Piece(name, inhabitants, country.position[largest.code], code, tuple(group)))
    return pieces


def joined(pieces, count, about=MUNICIPALITIES, values=CLASS_VALUES):
    return [Place("", "", "municipalities", tuple(part for piece in group for part in piece.parts), tuple(group),
                  about, None) for group in partition(pieces, count, values)]


def numbers_of(parts_of, total):
    """Territories of each area: one for each big commune, the others by inhabitants (largest remainder, one at
    least)."""
    big = {area: sum(n >= BIG_COMMUNE for _, n in parts) for area, parts in parts_of.items()}
    small = {area: sum(n for _, n in parts if n < BIG_COMMUNE) for area, parts in parts_of.items()}
    share = total - sum(big.values())
    shares = apportion(share, [Fraction(n, sum(small.values())) for n in small.values()])
    return {area: max(1, big[area] + n) for area, n in zip(parts_of, shares)}


def ile_de_france(country):
    parts = [(c, c.inhabitants) for c in country.communes.values() if c.region == ILE_DE_FRANCE]
    paris = [p for p in parts if p[0].department == "75"]
    centre = [p for p in paris if p[0].code in PARIS_CENTRE]
    places = [place_of_commune(country, [p]) for p in paris if p not in centre]
    places.append(place_of_commune(country, centre)._replace(name="Paris Centre"))
    around = areas([p for p in parts if p not in paris])
    for area, count in numbers_of(around, TERRITORIES_ILE_DE_FRANCE - len(places)).items():
        places += joined(pieces_of(country, around[area], LARGE_ILE_DE_FRANCE), count,
                         values=CLASS_VALUES_ILE_DE_FRANCE)
    return places


def place_of_commune(country, parts):
    """A territory of communes that nothing is joined to."""
    pieces = tuple(Piece(c.name, n, country.position[c.code], c.community, ((c, n),)) for c, n in parts)
    return Place("", "", "municipalities", tuple(parts), pieces, MUNICIPALITIES, None)


def areas(parts):
    by_department = {}
    for part in parts:
        by_department.setdefault(part[0].department, []).append(part)
    return dict(sorted(by_department.items()))


def all_places(country):
    """Every inhabitant of the country once: the CPTS, their rests, Île-de-France, the other departments."""
    cpts = alsace_cpts(country) + paca_cpts(country)
    rest = rest_of(country, cpts)
    places = cpts + ile_de_france(country)
    left = {}
    for commune, n in rest:
        if commune.region == PACA:  # what lies in two departments goes with the larger part
            department = "06" if commune.department == "06" else "04"
            left.setdefault(department, []).append((commune, n))
    for department, parts in sorted(left.items()):
        places += joined(pieces_of(country, parts, LARGE), PACA_RESTS[department],
                         MUNICIPALITIES + " (those of no CPTS in an undated listing)")
    others = areas([(c, n) for c, n in rest if c.region not in (PACA, ILE_DE_FRANCE)])
    for area, count in numbers_of(others, TERRITORIES - len(places)).items():
        places += joined(pieces_of(country, others[area], LARGE), count)
    return places
