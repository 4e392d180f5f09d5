"""Names on the map: which to carry, and from which zoom each may show.

The secret of this module is the order of importance; whether two labels collide is the page's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.basemap import world

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geo.basemap.world import Box

COUNTRY: Final = 3
"""The rank of a country's label; 2 a first-order division, 1 a city or capital, 0 a smaller place,
as `build_steps/basemap.py` writes the latter two."""
DIVISION: Final = 2

MOST_NEAR: Final = 160
"""Towns near events that a slice carries besides: those that are read about, however small."""
_CELL: Final = 0.1
"""Degrees: a town in the cell of an event or the next one is near it."""

_WHOLE_ZOOM: Final = 1.5
"""The zoom at which 360 degrees fill a screen."""
_ZOOMS_IN: Final = 5


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
    """Return every town, in cells of a degree from west to east."""
    file = world.store()
    owners = np.cumsum(file.ints("places/arabic_of")).tolist()
    return _Towns(
        np.cumsum(file.ints("places/points").reshape(-1, 2), axis=0)
        / file.header["grids"]["place"],
        file.ints("places/zooms"),
        file.ints("places/ranks"),
        file.ints("places/people"),
        file.lines("places/names"),
        dict(zip(owners, file.lines("places/arabic"), strict=True)),
    )


@dataclass(frozen=True, slots=True)
class _Label:
    """A name at a point, with what decides its place in the order."""

    lon: float
    lat: float
    text: str
    arabic: str
    zoom: int
    rank: int
    people: int = 0


def _candidates(box: Box, deepest: float, most: int, *, divisions: bool) -> Iterator[_Label]:
    """Give every label in `box` that may show at zoom `deepest` or before and be of the first `most`."""
    west, south, east, north = box
    for lon, lat, text, zoom, arabic, _ in world.store().json("countries"):
        if west <= lon <= east and south <= lat <= north:
            yield _Label(lon, lat, text, arabic, zoom, COUNTRY)
    for unit in world.units() if divisions else ():
        lon, lat = unit["lon"], unit["lat"]
        if west <= lon <= east and south <= lat <= north:
            yield _Label(lon, lat, unit["name"], unit["ar"], unit["zoom"], DIVISION)
    towns = _towns()
    x, y = towns.spots.T
    seen = (west <= x) & (x <= east) & (south <= y) & (y <= north) & (towns.zooms <= deepest)
    found = np.flatnonzero(seen)
    if len(found) > most:  # those that are as important as the last of them may come before it too
        keys = (-towns.people[found], -towns.ranks[found], towns.zooms[found])
        order = np.lexsort(keys)
        last = order[most - 1]
        order = order[
            : most + int(np.all([k[order[most:]] == k[last] for k in keys], axis=0).sum())
        ]
        found = found[np.sort(order)]
    yield from map(_town, found.tolist())


def find_labels(
    views: Sequence[tuple[Box, float]], span: float, most: int, *, divisions: bool, arabic: bool
) -> list[list[Any]]:
    """Return the labels of a slice, those that show first at the front.

    Parameters
    ----------
    views
        Boxes between -180 and 180, each with what to add to its longitudes.
    span
        Degrees of the longer side; labels that only show far deeper in than that are left out.
    most
        How many at most.
    divisions
        Whether first-order divisions get a label.
    """
    deepest = math.log2(360 / span) + _WHOLE_ZOOM + _ZOOMS_IN
    found = [
        (label, turn)
        for box, turn in views
        for label in _candidates(box, deepest, most, divisions=divisions)
        if label.zoom <= deepest
    ]
    found.sort(key=lambda pair: (pair[0].zoom, -pair[0].rank, -pair[0].people, pair[0].text))
    return [_row(label, turn, arabic=arabic) for label, turn in found[:most]]


def find_near(
    spots: NDArray[np.float64], box: Box, known: Sequence[list[Any]], *, arabic: bool
) -> list[list[Any]]:
    """Return labels of towns near `spots` (lon, lat) that are not `known`, the largest ones.

    A map of several wars is wide, so that `find_labels` has only the large cities of each, and a
    reader who looks closer would see marks on an empty ground.
    """
    west, south, east, north = box
    cells = np.unique(np.floor(spots / _CELL).astype(np.int64), axis=0)
    steps = np.array([(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)])
    around = (cells[:, None] + steps).reshape(-1, 2) @ (10_000, 1)
    towns = _towns()
    x, y = towns.spots.T
    inside = (west <= x) & (x <= east) & (south <= y) & (y <= north)
    near = inside & np.isin(np.floor(towns.spots / _CELL).astype(np.int64) @ (10_000, 1), around)
    there = {(label[0], label[1], label[2]) for label in known}
    found = np.flatnonzero(near)
    rows = [
        _row(_town(i), 0, arabic=arabic)
        for i in found[np.lexsort((-towns.people[found], towns.zooms[found]))].tolist()
    ]
    return [row for row in rows if (row[0], row[1], row[2]) not in there][:MOST_NEAR]


def _town(at: int) -> _Label:
    towns = _towns()
    lon, lat = towns.spots[at].tolist()
    return _Label(
        lon,
        lat,
        towns.names[at],
        towns.arabic.get(at, ""),
        int(towns.zooms[at]),
        int(towns.ranks[at]),
        int(towns.people[at]),
    )


def _row(label: _Label, turn: float, *, arabic: bool) -> list[Any]:
    return [
        round(label.lon + turn, 3),
        round(label.lat, 3),
        label.text,
        label.zoom,
        label.rank,
        {"ar": label.arabic} if arabic and label.arabic else {},
    ]
