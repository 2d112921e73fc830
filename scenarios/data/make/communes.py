"""The two listings that `cptsim territories make` reads: communes.csv and epci.csv, and what they promise."""
from collections import Counter

from places import BY_ARRONDISSEMENT, table_of

# Paris lies in the Métropole du Grand Paris, but in none of the territories (EPT) that stand for it here.
GRAND_PARIS = "200054781"
# How the codes of the arrondissements of Paris, Lyon and Marseille begin; the program knows them by it.
ARRONDISSEMENTS = dict(zip(BY_ARRONDISSEMENT, ("751", "6938", "132")))
COUNTS = 34_917, 1_265  # communes, with arrondissements for the three cities; EPCI and EPT
SOURCE = ("# {}, 1 January 2026; @etalab/decoupage-administratif 6.0.0 (Etalab, from Insee and the "
          "DGCL), Licence Ouverte 2.0. docs/data.md, Communes\n")


def quoted(name):
    return '"' + name.replace('"', '""') + '"' if "," in name or '"' in name else name


def epci_of(commune, communities):
    """"" for the four islands in none and for Paris."""
    code = commune.community
    return code if code in communities and code not in (GRAND_PARIS, commune.code) else ""


def listings(country):
    """The text of each listing, by name."""
    communes = [SOURCE.format("Communes, legal populations of the census of 2023 (Mayotte: of 2017)"),
                "code,name,epci,department,population\n"]
    used = set()
    for code, commune in sorted(country.communes.items()):
        epci = epci_of(commune, country.communities)
        used.add(epci)
        communes.append(f"{code},{quoted(commune.name)},{epci},{commune.department},{commune.inhabitants}\n")
    epci = [SOURCE.format("EPCI, in the Métropole du Grand Paris its EPT"), "code,name\n"]
    epci += [f"{code},{quoted(country.communities[code].name)}\n" for code in sorted(used - {""})]
    return {"communes": "".join(communes), "epci": "".join(epci)}


def check_listings(found):
    """Adds what the listings, as they are written, do not keep of their promises."""
    communes, epci = table_of("../communes.csv"), table_of("../epci.csv")
    found.demand("communes in communes.csv", len(communes), COUNTS[0])
    found.demand("EPCI in epci.csv", len(epci), COUNTS[1])
    for what, rows in (("commune", communes), ("EPCI", epci)):
        found += [f"{what} {code} comes {n} times" for code, n in Counter(row["code"] for row in rows).items() if n > 1]
    people = Counter()
    for row in communes:
        people[row["department"]] += int(row["population"])
        if not row["code"].startswith(row["department"]):
            found.append(f"commune {row['code']} is not of department {row['department']}")
    for row in table_of("liberal_by_department.csv"):
        found.demand(f"people of the communes of department {row['department']}", people.pop(row["department"], 0),
                     int(row["inhabitants"]))
    found += [f"communes.csv has department {code}, which there is not" for code in people]
    check_names(found, communes, epci)


def check_names(found, communes, epci):
    used, named = {row["epci"] for row in communes} - {""}, {row["code"] for row in epci}
    found += [f"EPCI {code} is in communes.csv or in epci.csv, not in both" for code in sorted(used ^ named)]
    found += [f"{row['code']} has no name" for row in communes + epci if not row["name"].strip()]
    for whole, start in ARRONDISSEMENTS.items():
        parts = [row for row in communes if row["code"].startswith(start)]
        if any(row["code"] == whole for row in communes) or not all("Arrondissement" in r["name"] for r in parts):
            found.append(f"{whole} is not there by arrondissement")
