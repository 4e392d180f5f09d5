"""The embedded vector basemap: what a page shows under its events, and outlines by name.

The secret of this module is how much detail a map needs: outlines are generalised to the box that
is asked for until the slice fits its budget, each shared border once, so that neighbours never
part. Borders are Natural Earth's, which draws who holds the ground, not who claims it; lines that
a party or most states don't accept are a layer of their own, ``"disputed"``.
"""

from __future__ import annotations

import json
import unicodedata
import zlib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.basemap import topology
from geo.basemap.store import Store
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.basemap.topology import Topology

__all__ = ["Admin1", "admin1_at", "admin1_names", "clip", "outline", "sources"]

Box = tuple[float, float, float, float]

ATTRIBUTION: Final = (
    "Natural Earth (public domain): borders as they are held, not a view on who should hold them",
    "GeoNames (CC BY 4.0): names of towns",
)

WORLD_SPAN: Final = 40.0
"""Degrees from which a box is drawn from the 1:50m outlines of countries, without divisions."""
_CROWDED_SPAN: Final = 25.0
_CROWD: Final = 400
"""In a box of that span so many divisions hide the map (Europe); it is drawn as a world then."""
_GRIDS: Final = ((1.5, 2000), (WORLD_SPAN, 1000), (360.0, 100))
_TOLERANCE_PER_SPAN: Final = 1 / 1500
_WORLD_TOLERANCE: Final = 0.1
_BUDGET: Final = 45_000
"""Compressed bytes of a regional slice; 60 KB once they are base64."""
_WORLD_BUDGET: Final = 280_000
_LABELS: Final = 700
_ZOOMS_IN: Final = 5
_EARTH: Final = 360.0
_POLE: Final = 90.0
_DATE_LINE: Final = 180.0
COUNTRY_RANK, ADMIN1_RANK, CITY_RANK, TOWN_RANK = 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Admin1:
    """A first-order division: province, governorate, oblast.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2, by ISO 3166-2 where that differs from who holds the ground (Crimea is
        ``"UA"``); ``""`` where ISO has none.
    code
        ISO 3166-2, or as Natural Earth extends it.
    alternates
        Other spellings, Arabic ones among them.
    ar
        The Arabic name without the word for governorate, or ``""``.
    lon, lat
        A point inside, near the middle.
    radius_m
        The whole division lies within this many metres of the point, islets aside.
    """

    country: str
    code: str
    name: str
    alternates: tuple[str, ...]
    ar: str
    lon: float
    lat: float
    radius_m: float


@dataclass(frozen=True, slots=True)
class _Level:
    """Outlines at one level of detail, and the state that holds each."""

    outlines: Topology
    grid: float
    boxes: NDArray[np.float64]
    states: list[str]
    refused_by: list[frozenset[str]]
    countries: list[str]


@cache
def _store() -> Store:
    return Store(Path(str(files("geo") / "data" / "basemap.bin")))


@cache
def _level(name: str) -> _Level:
    outlines = _store().topology(name)
    grid = float(_store().header["grids"][name])
    units = _store().json(f"{name}/units")
    return _Level(
        outlines,
        grid,
        outlines.boxes(grid),
        [unit["state"] for unit in units],
        [frozenset(unit["refused_by"].split()) for unit in units],
        [unit["country"] for unit in units],
    )


@lru_cache(maxsize=512)
def _area(level: str, face: int) -> BaseGeometry:
    return _level(level).outlines.area(face, _level(level).grid)


def sources() -> list[dict[str, str]]:
    """Return package, version, licence and content of everything in the basemap."""
    return [dict(source) for source in _store().header["sources"]]


# ---------------------------------------------------------------- names and outlines


@cache
def admin1_names() -> tuple[Admin1, ...]:
    """Return every first-order division of the world that has an ISO country."""
    return tuple(_admin1(unit) for unit in _store().json("region/units") if unit["country"])


def _admin1(unit: dict[str, Any]) -> Admin1:
    return Admin1(
        unit["country"],
        unit["code"],
        unit["name"],
        tuple(unit["names"]),
        unit["ar"],
        unit["lon"],
        unit["lat"],
        unit["radius_m"],
    )


@lru_cache(maxsize=64)
def outline(country: str, admin1: str | None = None) -> BaseGeometry | None:
    """Return the outline of a country, or of one of its first-order divisions.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2.
    admin1
        Its ISO 3166-2 code or any of its names, in any case, with or without marks, articles and
        words such as "Governorate": ``"Idlib"``, ``"Idleb"``, ``"محافظة إدلب"``.

    Returns
    -------
    BaseGeometry or None
        A valid (multi)polygon in degrees, true to about 1 km; None if the name is unknown.

    Notes
    -----
    Countries follow ISO 3166, so that Ukraine has Crimea whoever holds it.
    """
    code = country.strip().upper()
    if admin1 is None:
        faces = [i for i, c in enumerate(_level("region").countries) if c == code]
    else:
        by_name = _faces_by_name().get(code, {})
        found = [by_name[key] for key in _keys(admin1) if key in by_name]
        faces = found[:1]
    areas = [_area("region", face) for face in faces]
    if not areas:
        return None
    whole = areas[0] if len(areas) == 1 else shapely.coverage_union_all(areas)
    return whole if whole.is_valid else topology.polygonal(shapely.make_valid(whole))


def admin1_at(lon: float, lat: float) -> tuple[str, str] | None:
    """Return country (ISO 3166-1 alpha-2) and first-order division at a point; None at sea."""
    west, south, east, north = _level("region").boxes.T
    near = np.flatnonzero((west <= lon) & (lon <= east) & (south <= lat) & (lat <= north))
    point = shapely.Point(lon, lat)
    for face in near.tolist():
        if _area("region", face).covers(point):
            unit = _store_units()[face]
            return unit["country"], unit["name"]
    return None


@cache
def _store_units() -> list[dict[str, Any]]:
    return list(_store().json("region/units"))


@cache
def _faces_by_name() -> dict[str, dict[str, int]]:
    """Return face by folded name by country; a name that two bear goes to its best owner."""
    found: dict[str, dict[str, int]] = {}
    units = _store_units()
    size = [-unit["radius_m"] for unit in units]
    # First what a division is called, then what else it may be called; the larger one first.
    for kind in ("code", "name", "ar", "names"):
        for face in sorted(range(len(units)), key=size.__getitem__):
            unit = units[face]
            names = unit["names"] if kind == "names" else [unit[kind]]
            for name in names:
                for key in _keys(name):
                    found.setdefault(unit["country"], {}).setdefault(key, face)
    return found


_GENERIC: Final = frozenset(
    "governorate province provincia provinz region oblast state district county department "
    "departement division prefecture canton municipality muhafazat muhafaza muhafazah wilayat "
    "wilaya wilayah gouvernement gouvernorat vilayet ili oblasti oblast' mintaqat of the "
    "محافظه ولايه منطقه اقليم مقاطعه اوبلاست".split()
)
_ARTICLES: Final = frozenset("al el as ash ad adh ar at an az".split())
_SAME: Final = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": ""})
_SILENT: Final = str.maketrans(dict.fromkeys("'`‘’ʿʾʻʼ´", ""))


def _keys(name: str) -> list[str]:
    """Return how a name is looked up: as it stands, then without general words and articles."""
    bare = "".join(
        c
        for c in unicodedata.normalize("NFKD", name.translate(_SAME).translate(_SILENT).casefold())
        if not unicodedata.combining(c)
    )
    words = "".join(c if c.isalnum() else " " for c in bare).split()
    own = [w for w in words if w not in _GENERIC] or words
    core = own[1:] if len(own) > 1 and own[0] in _ARTICLES else own
    return list(dict.fromkeys("".join(some) for some in (words, own, core) if some))


# ---------------------------------------------------------------- slices


def clip(box: Box, *, languages: Sequence[str]) -> dict[str, Any]:
    """Return what a page needs to draw the world in `box`, small and the same each time.

    Parameters
    ----------
    box
        West, south, east, north in degrees. West may lie east of east: the box then crosses the
        180th meridian, and longitudes of the slice go past 180.
    languages
        ISO 639-1. Labels are in English; ``"ar"`` adds Arabic names where they are known.

    Returns
    -------
    dict
        ``scale`` (degrees a step), ``origin`` (lon, lat), ``arcs`` (each ``[x, y, dx, dy, ...]`` in
        steps from the origin), ``layers``, ``labels``, ``attribution``. A layer has ``name``,
        ``kind`` (``"polygon"`` or ``"line"``) and ``items``; an item is a list of rings or lines,
        each a list of arcs joined end to end, ``~i`` for arc ``i`` backwards. Layers: ``land`` and
        ``lakes`` to be filled; ``coast``, ``rivers``, ``admin1``, ``countries``, ``disputed`` to be
        drawn as lines (``land`` ends at the box too, so its ring is no coast). A label is
        ``[lon, lat, text, min_zoom, rank, {"ar": ...}]``, the most important first; rank is 3 for a
        country, 2 for a first-order division, 1 for a city, 0 for a smaller place.

    Raises
    ------
    InputError
        If `box` is no box on the globe.

    Notes
    -----
    At most 60 KB once compressed and base64-coded for a box of up to 40 degrees, 375 KB for the
    world; what does not fit is generalised further. Outlines are true to about 1 km.
    """
    windows = _windows(box)
    (west, south, _, north), _ = windows[0]
    width = sum(window[2] - window[0] for window, _ in windows)
    span = max(width, north - south)
    level = _level_for(windows, span)
    grid = next(grid for most, grid in _GRIDS if span <= most)
    budget = min(_WORLD_BUDGET, max(_BUDGET, _WORLD_BUDGET * span / _EARTH))
    tolerance = min(span * _TOLERANCE_PER_SPAN, _WORLD_TOLERANCE)
    sheet = _Sheet(windows, width, grid)
    pieces = _pieces(level, windows)
    most = _LABELS
    while True:
        labels = _labels(windows, span, most, level, arabic="ar" in languages)
        out = {
            "scale": 1 / grid,
            "origin": [west, south],
            **_drawn(level, pieces, sheet, tolerance),
            "labels": labels,
            "attribution": list(ATTRIBUTION),
        }
        excess = _size(out) / budget
        if excess <= 1:
            return out
        tolerance *= max(1.2, excess)
        most = int(most / max(1.1, excess**0.5))


def _level_for(windows: list[tuple[Box, float]], span: float) -> str:
    """Return which outlines a box needs."""
    if span <= _CROWDED_SPAN:
        return "region"
    seen = sum(len(_touching(_level("region").boxes, window)) for window, _ in windows)
    return "region" if span <= WORLD_SPAN and seen <= _CROWD else "world"


def _size(slice_: dict[str, Any]) -> int:
    text = json.dumps(slice_, ensure_ascii=False, separators=(",", ":"))
    return len(zlib.compress(text.encode(), 9))


def _windows(box: Box) -> list[tuple[Box, float]]:
    """Return the one or two boxes between -180 and 180, each with what to add to its longitudes."""
    west, south, east, north = (float(side) for side in box)
    good = np.isfinite(box).all() and south < north and west != east
    if not (good and abs(west) <= _EARTH and abs(east) <= _EARTH):
        raise InputError(
            f"({west:g}, {south:g}, {east:g}, {north:g}) is no box on the globe.",
            fix="Give west, south, east, north in degrees, south below north.",
        )
    south, north = max(south, -_POLE), min(north, _POLE)
    west, south = np.floor(west * 1000) / 1000, np.floor(south * 1000) / 1000
    east, north = np.ceil(east * 1000) / 1000, np.ceil(north * 1000) / 1000
    if east < west:
        east += _EARTH
    if east - west >= _EARTH:
        west, east = -_DATE_LINE, _DATE_LINE
    windows = []
    for turn in (-_EARTH, 0.0, _EARTH):
        left, right = max(west, turn - _DATE_LINE), min(east, turn + _DATE_LINE)
        if left < right:
            windows.append(((left - turn, float(south), right - turn, float(north)), turn))
    return windows


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The paper: where it begins, how wide it is, how fine its grid."""

    windows: list[tuple[Box, float]]
    width: float
    grid: int

    @property
    def origin(self) -> tuple[float, float]:
        """Return the lower left corner; its longitude is that of the first window's own turn."""
        (west, south, _, _), turn = self.windows[0]
        return west + turn, south

    def on_edge(self, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which segments lie on the edge of the sheet, on the 180th meridian or a pole."""
        west, south = self.origin
        (_, _, _, north), _ = self.windows[0]
        seams = [turn + _DATE_LINE for turn in (-_EARTH, 0.0, _EARTH)]
        upright = {round((x - west) * self.grid) for x in (west, west + self.width, *seams)}
        level = {round((y - south) * self.grid) for y in (south, north, -_POLE)}
        along = (a[:, 0] == b[:, 0]) & np.isin(a[:, 0], list(upright))
        across = (a[:, 1] == b[:, 1]) & np.isin(a[:, 1], list(level))
        return np.asarray(along | across)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one window sees of the outlines: their faces and shapes, uncut."""

    window: Box
    turn: float
    faces: list[int]
    areas: list[BaseGeometry]


def _touching(boxes: NDArray[np.float64], window: Box) -> list[int]:
    west, south, east, north = boxes.T
    hit = (west < window[2]) & (east > window[0]) & (south < window[3]) & (north > window[1])
    found: list[int] = np.flatnonzero(hit).tolist()
    return found


def _pieces(level: str, windows: list[tuple[Box, float]]) -> list[_Piece]:
    pieces = []
    for window, turn in windows:
        faces = _touching(_level(level).boxes, window)
        pieces.append(_Piece(window, turn, faces, [_area(level, face) for face in faces]))
    return pieces


def _cut(areas: Sequence[BaseGeometry], window: Box, turn: float) -> list[BaseGeometry]:
    """Cut valid areas to a window and move them to its place on the sheet."""
    frame = shapely.box(*window)
    out = []
    for area in areas:
        inside = frame.contains_properly(area)
        cut = area if inside else topology.polygonal(shapely.intersection(area, frame))
        out.append(shapely.transform(cut, lambda xy: xy + [turn, 0.0]) if turn else cut)  # noqa: B023 - used at once
    return out


def _generalised(areas: list[BaseGeometry], tolerance: float) -> list[BaseGeometry]:
    """Simplify areas, each border that two share once; the result is valid."""
    simple = shapely.coverage_simplify(np.array(areas, object), tolerance)
    return [a if a.is_valid else topology.polygonal(shapely.make_valid(a)) for a in simple]


def _drawn(level: str, pieces: list[_Piece], sheet: _Sheet, tolerance: float) -> dict[str, Any]:
    """Return ``arcs`` and ``layers``."""
    arcs: list[list[int]] = []
    faces: list[int] = []
    areas: list[BaseGeometry] = []
    for piece in pieces:
        faces += piece.faces
        if piece.areas:
            areas += _cut(_generalised(piece.areas, tolerance), piece.window, piece.turn)
    least = (tolerance * sheet.grid) ** 2 / 2
    layers: dict[str, list[list[list[int]]]] = {}
    borders = _topology(areas, sheet, least)
    of_kind = _arcs_by_kind(level, borders, faces)
    layers["land"] = _land(borders, of_kind["coast"] + of_kind["edge"])
    numbers = _Numbers(arcs, borders)
    layers["land"] = [[numbers.of(ring) for ring in item] for item in layers["land"]]
    lakes = _topology(_lakes(pieces, tolerance), sheet, max(least, 4.0))
    of_lake = _Numbers(arcs, lakes)
    layers["lakes"] = [
        [of_lake.of(ring) for ring in rings] for polygons in lakes.faces for rings in polygons
    ]
    layers["coast"] = [[numbers.of([i])] for i in of_kind["coast"]]
    layers["rivers"] = []
    for line in _rivers(pieces, sheet, tolerance):
        layers["rivers"].append([[len(arcs)]])
        arcs.append(_steps(line))
    for kind in ("admin1", "countries", "disputed"):
        layers[kind] = [[numbers.of([i])] for i in of_kind[kind]]
    return {
        "arcs": arcs,
        "layers": [
            {
                "name": name,
                "kind": "polygon" if name in {"land", "lakes"} else "line",
                "items": items,
            }
            for name, items in layers.items()
        ],
    }


def _topology(areas: list[BaseGeometry], sheet: _Sheet, least: float) -> Topology:
    return topology.build(
        areas, grid=sheet.grid, origin=sheet.origin, least=least, on_edge=sheet.on_edge
    )


def _steps(line: NDArray[np.int64]) -> list[int]:
    """Return a line as its first point and the steps from there."""
    steps: list[int] = np.diff(line, axis=0, prepend=[[0, 0]]).ravel().tolist()
    return steps


class _Numbers:
    """Gives the arcs of a topology their numbers in the slice, when they are first used."""

    def __init__(self, arcs: list[list[int]], borders: Topology) -> None:
        self._arcs = arcs
        self._borders = borders
        self._known: dict[int, int] = {}

    def of(self, ring: Iterable[int]) -> list[int]:
        """Return the slice's numbers of arcs, ``~`` kept."""
        out = []
        for i in ring:
            own = i if i >= 0 else ~i
            if own not in self._known:
                self._known[own] = len(self._arcs)
                self._arcs.append(_steps(self._borders.arc(own)))
            number = self._known[own]
            out.append(number if i >= 0 else ~number)
        return out


def _arcs_by_kind(level: str, borders: Topology, faces: list[int]) -> dict[str, list[int]]:
    """Sort arcs by what they divide."""
    about = _level(level)
    contested = {frozenset(pair) for pair in _store().header["contested"]}
    found: dict[str, list[int]] = {
        kind: [] for kind in ("coast", "edge", "admin1", "countries", "disputed")
    }
    sides = borders.sides if borders.sides is not None else []
    for number, (left, right) in enumerate(sides):
        if min(left, right) < 0:
            kind = "edge" if topology.EDGE in (left, right) else "coast"
        else:
            one, other = faces[left], faces[right]
            states = frozenset({about.states[one], about.states[other]})
            if len(states) == 1:
                kind = "admin1"
            elif (
                states in contested
                or about.countries[other] in about.refused_by[one]
                or about.countries[one] in about.refused_by[other]
            ):
                kind = "disputed"
            else:
                kind = "countries"
            if one == other or (kind == "admin1" and level == "world"):
                continue
        found[kind].append(number)
    return found


def _land(borders: Topology, outer: list[int]) -> list[list[list[int]]]:
    """Join arcs that have land on their left into rings; each land with its inland seas."""
    leaving: dict[tuple[int, ...], list[int]] = {}
    for i in reversed(outer):
        leaving.setdefault(tuple(borders.arc(i)[0].tolist()), []).append(i)
    rings = []
    for first in outer:
        start = tuple(borders.arc(first)[0].tolist())
        while first in leaving.get(start, ()):
            leaving[start].remove(first)
            ring, at = [first], tuple(borders.arc(first)[-1].tolist())
            while at != start and leaving.get(at):
                ring.append(leaving[at].pop())
                at = tuple(borders.arc(ring[-1])[-1].tolist())
            if at == start:
                rings.append(ring)
    shapes = [shapely.Polygon(borders.ring(ring)) for ring in rings]
    outward = [shape.exterior.is_ccw for shape in shapes]
    items = {i: [ring] for i, ring in enumerate(rings) if outward[i]}
    for hole, shape in enumerate(shapes):
        if not outward[hole]:
            within = [i for i in items if shapes[i].covers(shape.representative_point())]
            if within:
                items[min(within, key=lambda i: shapes[i].area)].append(rings[hole])
    return list(items.values())


@cache
def _all_lakes() -> tuple[list[BaseGeometry], NDArray[np.float64]]:
    grid = float(_store().header["grids"]["water"])
    lakes = _store().topology("lakes")
    return [lakes.area(i, grid) for i in range(len(lakes.faces))], lakes.boxes(grid)


def _lakes(pieces: list[_Piece], tolerance: float) -> list[BaseGeometry]:
    lakes, boxes = _all_lakes()
    found = []
    for piece in pieces:
        near = [lakes[i] for i in _touching(boxes, piece.window)]
        if near:
            found += _cut(_generalised(near, tolerance), piece.window, piece.turn)
    return found


@cache
def _all_rivers() -> NDArray[np.object_]:
    grid = float(_store().header["grids"]["water"])
    points = np.cumsum(_store().ints("rivers/points").reshape(-1, 2), axis=0) / grid
    ends = np.cumsum(_store().ints("rivers/lengths"))
    return np.array([shapely.LineString(line) for line in np.split(points, ends[:-1])], object)


def _rivers(pieces: list[_Piece], sheet: _Sheet, tolerance: float) -> Iterator[NDArray[np.int64]]:
    rivers = _all_rivers()
    for piece in pieces:
        frame = shapely.box(*piece.window)
        for river in shapely.intersection(
            shapely.simplify(rivers[shapely.intersects(rivers, frame)], tolerance), frame
        ):
            for line in shapely.get_parts(river):
                if line.geom_type != "LineString":
                    continue
                xy = shapely.get_coordinates(line) + [piece.turn, 0.0]
                steps = np.rint((xy - sheet.origin) * sheet.grid).astype(np.int64)
                moved = np.concatenate([[True], (steps[1:] != steps[:-1]).any(axis=1)])
                if moved.sum() > 1:
                    yield steps[moved]


@dataclass(frozen=True, slots=True)
class _Towns:
    """Every town that may get a label, by column."""

    spots: NDArray[np.float64]
    zooms: NDArray[np.int64]
    ranks: NDArray[np.int64]
    people: NDArray[np.int64]
    names: list[str]
    arabic: dict[int, str]


@cache
def _towns() -> _Towns:
    store = _store()
    steps = store.ints("places/points").reshape(-1, 2)
    owners = np.cumsum(store.ints("places/arabic_of")).tolist()
    return _Towns(
        np.cumsum(steps, axis=0) / store.header["grids"]["place"],
        store.ints("places/zooms"),
        store.ints("places/ranks"),
        store.ints("places/people"),
        store.lines("places/names"),
        dict(zip(owners, store.lines("places/arabic"), strict=True)),
    )


def _labels(
    windows: list[tuple[Box, float]], span: float, most: int, level: str, *, arabic: bool
) -> list[list[Any]]:
    """Return at most about `most` labels, those that show first at the front."""
    deepest = np.log2(_EARTH / span) + 1.5 + _ZOOMS_IN
    found: list[tuple[tuple[float, ...], list[Any]]] = []

    def add(lon: float, lat: float, text: str, zoom: int, rank: int, people: int, ar: str) -> None:
        if zoom > deepest:
            return
        for (west, south, east, north), turn in windows:
            if west <= lon <= east and south <= lat <= north:
                label = [round(lon + turn, 3), lat, text, zoom, rank, {"ar": ar} if ar else {}]
                found.append(((zoom, -rank, -people, lon, lat), label))
                return

    for lon, lat, text, zoom, ar, _ in _store().json("countries"):
        add(lon, lat, text, zoom, COUNTRY_RANK, 0, ar if arabic else "")
    if level == "region":
        for unit in _store_units():
            ar = unit["ar"] if arabic else ""
            add(unit["lon"], unit["lat"], unit["name"], unit["zoom"], ADMIN1_RANK, 0, ar)
    towns = _towns()
    for (west, south, east, north), _ in windows:
        lon, lat = towns.spots.T
        seen = (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)
        for i in np.flatnonzero(seen & (towns.zooms <= deepest)).tolist():
            x, y = (round(v, 3) for v in towns.spots[i].tolist())
            add(x, y, towns.names[i], int(towns.zooms[i]), int(towns.ranks[i]),
                int(towns.people[i]), towns.arabic.get(i, "") if arabic else "")  # fmt: skip
    found.sort(key=lambda pair: pair[0])
    return [label for _, label in found[:most]]
