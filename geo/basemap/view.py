"""The slice of the world that one page carries.

The secret of this module is how much detail a map needs: outlines are generalised to the box that
is asked for until the slice fits its budget, each shared border once, so that neighbours never
part.
"""

from __future__ import annotations

import json
import math
import zlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.basemap import topology, world
from geo.basemap.labels import find_labels, find_near
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.basemap.topology import Topology
    from geo.basemap.world import Box, Level

ATTRIBUTION: Final = (
    "Natural Earth (public domain): borders as they are held, not a view on who should hold them",
    "GeoNames (CC BY 4.0): names of towns",
)

WORLD_SPAN: Final = 40.0
"""Degrees beyond which a box is drawn from the countries at 1:50m, without divisions."""
CROWDED_SPAN: Final = 25.0
CROWD: Final = 400
"""So many divisions in a box of that span would hide the map (Europe): a world too."""
BUDGET: Final = 45_000
"""Compressed bytes of a regional slice; 60 KB once they are base64."""
WORLD_BUDGET: Final = 280_000
MOST_LABELS: Final = 700
_FEWEST_LABELS: Final = 450
_SPARE: Final = 0.3
"""Where a slice is over its budget by less than this share of its labels, the least important go."""

_GRIDS: Final = ((1.5, 2000), (WORLD_SPAN, 1000), (360.0, 100))
"""Steps in a degree by the span up to which they serve."""
_TOLERANCE_PER_SPAN: Final = 1 / 1500  # a screen is some 1500 pixels wide
_LARGEST_TOLERANCE: Final = 0.1
_TURN: Final = 360.0
_POLE: Final = 90.0
_DATE_LINE: Final = 180.0


@dataclass(frozen=True, slots=True)
class _Window:
    """A box between -180 and 180, and what to add to its longitudes on the sheet."""

    box: Box
    turn: float


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The paper: its windows from west to east, and how fine its grid is."""

    windows: tuple[_Window, ...]
    grid: int

    @property
    def origin(self) -> tuple[float, float]:
        """Return the lower left corner."""
        return self.windows[0].box[0] + self.windows[0].turn, self.windows[0].box[1]

    @property
    def corner(self) -> tuple[float, float]:
        """Return the upper right corner."""
        return self.windows[-1].box[2] + self.windows[-1].turn, self.windows[-1].box[3]

    def on_edge(self, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which segments lie on the edge of the sheet, on the 180th meridian or a pole."""
        west, south = self.origin
        east, north = self.corner
        seams = (_DATE_LINE - _TURN, _DATE_LINE, _DATE_LINE + _TURN)
        upright = [round((x - west) * self.grid) for x in (west, east, *seams)]
        level = [round((y - south) * self.grid) for y in (south, north, -_POLE)]
        along = (a[:, 0] == b[:, 0]) & np.isin(a[:, 0], upright)
        across = (a[:, 1] == b[:, 1]) & np.isin(a[:, 1], level)
        return np.asarray(along | across)


def clip(
    box: Box, *, languages: Sequence[str], near: NDArray[np.float64] | None = None
) -> dict[str, Any]:
    """Return what a page needs to draw the world in `box`, small and the same each time.

    Parameters
    ----------
    box
        West, south, east, north in degrees. West may lie east of east: the box then crosses the
        180th meridian, and longitudes of the slice go past 180.
    languages
        ISO 639-1. Labels are in English; ``"ar"`` adds Arabic names where they are known.
    near
        Longitudes and latitudes about which smaller towns get a label too.

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
    world; what does not fit loses a few labels or is generalised further. The source is drawn at
    1:10 million: a line may lie some kilometres off.
    """
    windows = _windows(box)
    sheet = _Sheet(windows, 1)
    (west, south), (east, north) = sheet.origin, sheet.corner
    span = max(east - west, north - south)
    sheet = _Sheet(windows, next(grid for most, grid in _GRIDS if span <= most))
    level = _level_for(windows, span)
    budget = min(WORLD_BUDGET, max(BUDGET, WORLD_BUDGET * span / _TURN))
    tolerance = min(span * _TOLERANCE_PER_SPAN, _LARGEST_TOLERANCE)
    most = MOST_LABELS
    views = [(window.box, window.turn) for window in windows]
    labels = find_labels(views, span, most, divisions=level == "region", arabic="ar" in languages)
    most = len(labels)
    close = (
        []
        if near is None or not len(near)
        else find_near(near, box, labels, arabic="ar" in languages)
    )
    drawn = _drawn(level, sheet, tolerance)
    while True:
        out = {
            "scale": 1 / sheet.grid,
            "origin": [west, south],
            **drawn,
            "labels": sorted(labels[:most] + close, key=lambda label: (label[3], -label[4])),
            "attribution": list(ATTRIBUTION),
        }
        size = _size(out)
        if size <= budget:
            return out
        share = (size - budget) / _size(labels[:most])
        if most > _FEWEST_LABELS and share < _SPARE:  # to draw again costs more than a few labels
            most = int(most * (1 - max(share * 1.2, 0.05)))
            continue
        # to halve the bytes, about eight times the tolerance is needed
        tolerance *= max(1.2, (size / budget) ** 3)
        most = int(most / max(1.1, size / budget))
        drawn = _drawn(level, sheet, tolerance)


def _level_for(windows: Sequence[_Window], span: float) -> str:
    """Return which outlines a box needs."""
    if span <= CROWDED_SPAN:
        return "region"
    seen = sum(len(world.level("region").touching(window.box)) for window in windows)
    return "region" if span <= WORLD_SPAN and seen <= CROWD else "world"


def _size(slice_: Any) -> int:
    """Return the bytes that a slice, or a part of it, takes compressed."""
    text = json.dumps(slice_, ensure_ascii=False, separators=(",", ":"))
    return len(zlib.compress(text.encode(), 9))


def _windows(box: Box) -> tuple[_Window, ...]:
    """Return the one or two windows that `box` opens, its sides moved out to whole 0.001 degrees.

    Raises
    ------
    InputError
        If it is no box on the globe.
    """
    west, south, east, north = (float(side) for side in box)
    good = np.isfinite(box).all() and south < north and west != east
    on_globe = max(abs(west), abs(east)) <= _TURN and south < _POLE and north > -_POLE
    if not (good and on_globe):
        raise InputError(
            f"({west:g}, {south:g}, {east:g}, {north:g}) is no box on the globe.",
            fix="Give west, south, east, north in degrees, south below north.",
        )
    west, south, east, north = (
        math.floor(west * 1000) / 1000,
        math.floor(max(south, -_POLE) * 1000) / 1000,
        math.ceil(east * 1000) / 1000,
        math.ceil(min(north, _POLE) * 1000) / 1000,
    )
    if east < west:
        east += _TURN
    if east - west >= _TURN:
        west, east = -_DATE_LINE, _DATE_LINE
    found = []
    for turn in (-_TURN, 0.0, _TURN):
        left, right = max(west, turn - _DATE_LINE), min(east, turn + _DATE_LINE)
        if left < right:
            found.append(_Window((left - turn, south, right - turn, north), turn))
    return tuple(found)


def _cut(areas: Iterable[BaseGeometry], window: _Window) -> list[BaseGeometry]:
    """Cut valid areas to a window and move them to its place on the sheet."""
    frame = shapely.box(*window.box)
    shapely.prepare(frame)
    cut = [
        area
        if frame.contains_properly(area)
        else topology.polygonal(shapely.intersection(area, frame))
        for area in areas
    ]
    if not window.turn:
        return cut
    return [shapely.transform(area, lambda xy: xy + np.array([window.turn, 0.0])) for area in cut]


def _generalised(areas: Sequence[BaseGeometry], tolerance: float) -> list[BaseGeometry]:
    """Simplify areas, each border that two share once; the result is valid."""
    if not areas:
        return []
    simple = shapely.coverage_simplify(np.array(areas, object), tolerance)
    return [a if a.is_valid else topology.polygonal(shapely.make_valid(a)) for a in simple]


def _drawn(level: str, sheet: _Sheet, tolerance: float) -> dict[str, Any]:
    """Return ``arcs`` and ``layers``, with what is too small for `tolerance` left out."""
    faces: list[int] = []
    areas: list[BaseGeometry] = []
    lakes: list[BaseGeometry] = []
    for window in sheet.windows:
        here = world.level(level).touching(window.box)
        faces += here
        areas += _cut(_generalised([world.area(level, i) for i in here], tolerance), window)
        lakes += _cut(_generalised(_lakes_in(window), tolerance), window)
    least = (tolerance * sheet.grid) ** 2 / 2
    borders = _topology(areas, sheet, least)
    waters = _topology(lakes, sheet, max(least, 4.0))
    by_kind = _arcs_by_kind(world.level(level), borders, faces)

    arcs: list[list[int]] = []
    numbers, water_numbers = _Numbers(arcs, borders), _Numbers(arcs, waters)
    layers: dict[str, list[list[list[int]]]] = {
        "land": [
            [numbers.of(ring) for ring in item]
            for item in _land(borders, by_kind["coast"] + by_kind["edge"])
        ],
        "lakes": [
            [water_numbers.of(ring) for ring in rings]
            for polygons in waters.faces
            for rings in polygons
        ],
        "coast": [[numbers.of([i])] for i in by_kind["coast"]],
        "rivers": [],
    }
    for line in _rivers(sheet, tolerance):
        layers["rivers"].append([[len(arcs)]])
        arcs.append(_steps(line))
    if level == "world":  # its parts of one country are there for the lines that others refuse
        by_kind["admin1"].clear()
    for kind in ("admin1", "countries", "disputed"):
        layers[kind] = [[numbers.of([i])] for i in by_kind[kind]]
    filled = {"land", "lakes"}
    return {
        "arcs": arcs,
        "layers": [
            {"name": name, "kind": "polygon" if name in filled else "line", "items": items}
            for name, items in layers.items()
        ],
    }


def _topology(areas: list[BaseGeometry], sheet: _Sheet, least: float) -> Topology:
    """Cut what is on the sheet into arcs."""
    return topology.build(
        areas, grid=sheet.grid, origin=sheet.origin, least=least, on_edge=sheet.on_edge
    )


def _steps(line: NDArray[np.int64]) -> list[int]:
    """Return a line as its first point and the steps from there."""
    steps = line.copy()
    steps[1:] -= line[:-1]
    flat: list[int] = steps.ravel().tolist()
    return flat


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


def _arcs_by_kind(about: Level, borders: Topology, faces: list[int]) -> dict[str, list[int]]:
    """Sort the arcs between `faces` by what they divide."""
    contested = {frozenset(pair) for pair in world.store().header["contested"]}
    kinds = ("coast", "edge", "admin1", "countries", "disputed")
    found: dict[str, list[int]] = {kind: [] for kind in kinds}
    for number, (left, right) in enumerate(borders.sides.tolist()):
        if min(left, right) < 0:
            kind = "edge" if topology.EDGE in {left, right} else "coast"
            found[kind].append(number)
            continue
        one, other = faces[left], faces[right]
        states = frozenset({about.states[one], about.states[other]})
        if one == other:
            continue
        if (
            states in contested
            or about.countries[other] in about.refused_by[one]
            or about.countries[one] in about.refused_by[other]
        ):
            found["disputed"].append(number)
        else:
            found["admin1" if len(states) == 1 else "countries"].append(number)
    return found


def _land(borders: Topology, outer: list[int]) -> list[list[list[int]]]:
    """Join arcs that have land on their left into rings; each land with its inland seas."""
    leaving: dict[tuple[int, ...], list[int]] = {}
    for i in reversed(outer):
        leaving.setdefault(_end(borders, i, 0), []).append(i)
    rings = []
    for first in outer:
        start = _end(borders, first, 0)
        if first not in leaving[start]:
            continue
        leaving[start].remove(first)
        ring, at = [first], _end(borders, first, -1)
        while at != start and leaving.get(at):
            ring.append(leaving[at].pop())
            at = _end(borders, ring[-1], -1)
        if at == start:
            rings.append(ring)
    shapes = [shapely.Polygon(borders.ring(ring)) for ring in rings]
    items = {i: [ring] for i, ring in enumerate(rings) if shapes[i].exterior.is_ccw}
    for hole, shape in enumerate(shapes):
        if hole not in items:
            spot = shapely.Point(shape.exterior.coords[0])
            around = [i for i in items if shapes[i].covers(spot)]
            if around:
                items[min(around, key=lambda i: shapes[i].area)].append(rings[hole])
    return list(items.values())


def _end(borders: Topology, arc: int, which: int) -> tuple[int, ...]:
    """Return the first (0) or last (-1) point of an arc."""
    return tuple(borders.arc(arc)[which].tolist())


@cache
def _lakes() -> tuple[list[BaseGeometry], NDArray[np.float64]]:
    grid = float(world.store().header["grids"]["water"])
    lakes = world.store().topology("lakes")
    return [lakes.area(i, grid) for i in range(len(lakes.faces))], lakes.boxes(grid)


def _lakes_in(window: _Window) -> list[BaseGeometry]:
    lakes, boxes = _lakes()
    return [lakes[i] for i in world.meeting(boxes, window.box)]


@cache
def _all_rivers() -> NDArray[np.object_]:
    grid = float(world.store().header["grids"]["water"])
    points = np.cumsum(world.store().ints("rivers/points").reshape(-1, 2), axis=0) / grid
    ends = np.cumsum(world.store().ints("rivers/lengths"))
    return np.array([shapely.LineString(line) for line in np.split(points, ends[:-1])], object)


def _rivers(sheet: _Sheet, tolerance: float) -> Iterator[NDArray[np.int64]]:
    """Give the rivers on the sheet, on its grid."""
    for window in sheet.windows:
        frame = shapely.box(*window.box)
        near = _all_rivers()[shapely.intersects(_all_rivers(), frame)]
        cut = shapely.intersection(shapely.simplify(near, tolerance), frame)
        for line in shapely.get_parts(cut):
            if line.geom_type != "LineString":
                continue
            xy = shapely.get_coordinates(line) + np.array([window.turn, 0.0])
            steps = np.rint((xy - sheet.origin) * sheet.grid).astype(np.int64)
            moved = np.concatenate([[True], (steps[1:] != steps[:-1]).any(axis=1)])
            if moved.sum() > 1:
                yield steps[moved]
