#!/usr/bin/env python3
"""Makes the tables of real places: france.csv, ile_de_france.csv, paca.csv and alsace.csv in the folder above, and the
listings of communes.csv and epci.csv. docs/data.md says of each column what is real, derived and assumed.

    npm pack @etalab/decoupage-administratif@6.0.0       fetch communes, intercommunalities and populations: PACKAGE
    territories.py etalab-decoupage-administratif-6.0.0.tgz
                                                         write them all
    territories.py --check [PACKAGE]                     exit 1 unless they meet their totals and, with the package,
                                                         are what this program makes and hold every commune once
    territories.py --communes PACKAGE                    print which commune lies in which territory

Python 3, standard library; a quarter of a minute. The same package gives the same bytes on every machine.
"""
import sys

sys.dont_write_bytecode = True

from check import TABLES, check_communes, check_tables, summary  # noqa: E402
from communes import listings  # noqa: E402
from places import FOLDER, Country  # noqa: E402
from rows import all_rows, as_text  # noqa: E402


def made(country):
    """The text of each table and listing, by name, and the places of the country with their rows."""
    rows, places = all_rows(country)
    texts = {name: as_text([row for row in rows if belongs(row)]) for name, belongs in TABLES.items()}
    return texts | listings(country), rows, places


def check(package):
    found, tables = check_tables()
    if package:
        country = Country(package)
        texts, _, places = made(country)
        found += check_communes(country, places)
        for name, text in texts.items():
            if (FOLDER.parent / f"{name}.csv").read_bytes() != text.encode():
                found.append(f"{name}.csv is not what this program makes: run it and commit the result")
    summary(tables)
    fine = "the tables are as they should be" + ("" if package else ", as far as shows without the package")
    print("\n".join(found) or fine)
    return bool(found)


def print_communes(package):
    _, rows, places = made(Country(package))
    print("commune,name,territory,inhabitants")
    for row, place in zip(rows, places):
        for commune, n in sorted(place.parts):
            print(f'{commune.code},"{commune.name}",{row["id"]},{n}')


def main(words):
    package = next((word for word in words if not word.startswith("-")), None)
    options = [word for word in words if word.startswith("-")]
    if options == ["--check"] and len(words) <= 2:
        sys.exit(check(package))
    if options == ["--communes"] and package:
        print_communes(package)
    elif not options and len(words) == 1:
        for name, text in made(Country(package))[0].items():
            (FOLDER.parent / f"{name}.csv").write_bytes(text.encode())
        sys.exit(check(None))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
