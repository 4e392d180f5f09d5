"""Which dots lie so far from a zone's border, or so near to it, that nothing has to be measured.

The secret of this module is a lattice over the zone. Each cell knows how many cells it is from the
border and on which side, and so bounds the distance of all dots in it from below and from above;
beside the border the pieces of it that cross a cell are looked at, in degrees made metres there.
All bounds are wide enough for what degrees cost, so that the answers are those of measuring; the
few dots that they leave open are measured by who asked.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST: Final = 400
"""Dots below which measuring all of them is as cheap."""
APART_M: Final = 5.0
"""How far a border drawn straight elsewhere, or snapped to a centimetre, may have moved."""

_MOST_RINGS: Final = 40  # cells that a distance is counted to
_LEAST_SIDE: Final = 16
# A degree of latitude has 110,574 to 111,694 m (WGS 84), one of longitude 111,320 at the equator, and
# then up to 1.0034 times that by its cosine
_DEGREE_M: Final = (110_500, 111_800)
# The grids on which others measure stretch by 2.3 % at most at the farthest corner of the widest zone;
# an arc is shorter than its parallel by 0.2 % over the distances that are counted
_SHORT, _LONG = 0.97, 1.04
_POLYGONS: Final = (3, 6)
_WIDEST: Final = 15.0  # degrees; beyond, and near the poles, these would not hold
_TOP: Final = 75.0
# Two dots of two cells lie nearer or farther than the middles by a diagonal at most
_DIAGONAL: Final = 1.42
_CORNER: Final = 1e-6  # cells; a border so near to a corner may be on either side of it
_SEEN: Final = 0.75  # cells; within that, all of the border is in the nine cells round a dot
_PAIRS: Final = 4_000_000
_FAR_M: Final = 500_000.0  # over that a plane is 1 % wrong


def lattice_over(outline: Any, dots: int, most_cells: int, reach_m: float) -> Lattice | None:
    """Return a lattice for some `dots` with a reach up to `reach_m`, or None where none would hold."""
    west, south, east, north = shapely.bounds(outline)
    if (
        shapely.get_type_id(outline) not in _POLYGONS
        or not 0 < east - west < _WIDEST
        or not 0 < north - south < _WIDEST
        or not -_TOP < south <= north < _TOP
        or not shapely.is_valid(outline)
    ):
        return None
    side = max(_LEAST_SIDE, min(np.sqrt(2 * dots), np.sqrt(most_cells)))
    return Lattice(outline, float(side), reach_m)


class Lattice:
    """A lattice of about `side` by `side` cells, square on the ground, over a valid polygon."""

    def __init__(self, outline: Any, side: float, reach_m: float) -> None:
        self._outline = outline
        west, south, east, north = shapely.bounds(outline)
        squeezed = np.cos(np.radians((south + north) / 2))
        wide, high = (east - west) * squeezed, north - south
        cell = max(np.sqrt(wide * high), max(wide, high) / 2) / side
        # coarse enough for the reach to be counted, at most as coarse as the zone itself
        reach = (reach_m + APART_M) / _DEGREE_M[0]
        cell = max(cell, min(1.1 * reach / (_MOST_RINGS - 2), max(wide, high) / _LEAST_SIDE))
        self._rings = int(min(_MOST_RINGS, 2 + np.ceil(1.1 * reach / cell)))
        # so many cells more than are counted that the outermost are surely far
        pad = self._rings + 2
        self._cell = cell / squeezed, cell
        self._columns = int(np.ceil(wide / cell)) + 1 + 2 * pad
        self._rows = int(np.ceil(high / cell)) + 1 + 2 * pad
        self._corner = west - pad * self._cell[0], south - pad * cell
        low, up = self._corner[1], self._corner[1] + self._rows * cell
        widest = 1.0 if low < 0 < up else np.cos(np.radians(min(abs(low), abs(up))))
        across = self._cell[0] * np.cos(np.radians(min(max(abs(low), abs(up)), 89.0)))
        self._least_m = _DEGREE_M[0] * min(cell, across)
        self._most_m = _DEGREE_M[1] * max(cell, self._cell[0] * widest)
        self._draw()
        # by the code of a cell: what a reach must stay below, or be above
        apart = np.sqrt(np.arange(self._rings**2 + 2)).repeat(2)
        apart[-2:] = self._rings
        self._clear = (apart - _DIAGONAL) * self._least_m * _SHORT - APART_M
        self._touch = (apart + _DIAGONAL) * self._most_m * _LONG + APART_M
        self._touch[-2:] = np.inf

    def _draw(self) -> None:
        """Mark where the border runs, and count from there."""
        rings = shapely.get_rings(shapely.get_parts(self._outline))
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        xy = (xy - self._corner) / self._cell
        joined = np.flatnonzero(ring[1:] == ring[:-1])
        self._from, self._to = xy[joined], xy[joined + 1]
        self._way = self._to - self._from
        squares = np.einsum("ij,ij->i", self._way, self._way)
        self._by_square = 1 / np.where(squares > 0, squares, 1)
        # a point at least every half cell of each piece, its ends among them
        steps = np.maximum(1, np.ceil(2 * np.sqrt(squares))).astype(np.int64)
        count = steps + 1
        piece = np.repeat(np.arange(len(steps)), count)
        along = (np.arange(len(piece)) - np.repeat(np.cumsum(count) - count, count)) / steps[piece]
        spots = self._from[piece] + along[:, None] * self._way[piece]
        column, row = np.floor(spots).astype(np.int64).T
        cell = row * self._columns + column
        marked = np.zeros((self._rows, self._columns), dtype=bool)
        marked.ravel()[cell] = True
        self._mark_corners(marked, spots, column, row, piece)
        new = np.flatnonzero((np.diff(cell, prepend=-1) != 0) | (np.diff(piece, prepend=-1) != 0))
        self._runs = cell[new], piece[new]
        squares = self._squares(marked)
        far = self._rings**2 + 1
        # twice the square of how far the border is, and whether it is inside
        self._code = np.minimum(squares, far).ravel() * np.int16(2) + self._inside().ravel()

    def _mark_corners(
        self,
        marked: NDArray[np.bool_],
        spots: NDArray[np.float64],
        column: NDArray[np.int64],
        row: NDArray[np.int64],
        piece: NDArray[np.int64],
    ) -> None:
        """Mark the cells of which a piece cuts a corner between two of its points."""
        turns = (np.diff(column) != 0) & (np.diff(row) != 0) & (np.diff(piece) == 0)
        at = np.flatnonzero(turns)
        start, way = spots[at], spots[at + 1] - spots[at]
        corner = np.column_stack(
            [np.maximum(column[at], column[at + 1]), np.maximum(row[at], row[at + 1])]
        )
        # how far along the line it leaves its column, and how far its row
        aside, up = ((corner - start) / way).T
        first, then = aside <= up + _CORNER, up <= aside + _CORNER
        marked[row[at[first]], column[at[first] + 1]] = True
        marked[row[at[then] + 1], column[at[then]]] = True

    def _squares(self, marked: NDArray[np.bool_]) -> NDArray[np.int16]:
        """Return the square of each cell's distance from the next marked one, if in reach."""
        most = self._rings + 1
        row = np.arange(self._rows, dtype=np.int32)[:, None]
        below = np.maximum.accumulate(np.where(marked, row, -most), axis=0)
        above = np.where(marked, row, self._rows + most)[::-1]
        above = np.minimum.accumulate(above, axis=0)[::-1]
        upright = np.minimum(np.minimum(row - below, above - row), most).astype(np.int16) ** 2
        squares = upright.copy()
        for step in range(1, self._rings + 1):
            aside = upright + np.int16(step * step)
            np.minimum(squares[:, step:], aside[:, :-step], out=squares[:, step:])
            np.minimum(squares[:, :-step], aside[:, step:], out=squares[:, :-step])
        return squares

    def _inside(self) -> NDArray[np.bool_]:
        """Return whether each cell's middle lies inside; worth nothing where the border runs."""
        ends = np.ceil(np.stack([self._from[:, 1], self._to[:, 1]]) - 0.5).astype(np.int64)
        first, last = ends.min(axis=0), ends.max(axis=0)
        count = last - first
        piece = np.repeat(np.arange(len(count)), count)
        row = np.arange(len(piece)) - np.repeat(np.cumsum(count) - count, count) + first[piece]
        (x, y), (dx, dy) = self._from[piece].T, self._way[piece].T
        column = np.ceil(x + (row + 0.5 - y) / dy * dx - 0.5).astype(np.int64)
        # to pass a border is to change sides
        turns = np.bincount(row * self._columns + column, minlength=self._rows * self._columns)
        odd = (turns & 1).astype(bool).reshape(self._rows, self._columns)
        return np.logical_xor.accumulate(odd, axis=1)

    def settle(
        self, lon: NDArray[Any], lat: NDArray[Any], reach_m: NDArray[Any]
    ) -> NDArray[np.int8]:
        """Return 3 for dots inside, 1 for those outside, 2 for those in reach of the border.

        0 is for those of which it can't be said. Surely in reach is what is in reach of the border
        as drawn; whether that stands where others measure is theirs to know.

        Parameters
        ----------
        lon, lat
            Degrees; ``lon`` by turns of 360 such that it is next to the zone.
        reach_m
            How far from a dot, in metres, the border may not be.
        """
        # what is not on the lattice is in its frame, whose cells are outside and far
        x = np.clip((lon - self._corner[0]) * (1 / self._cell[0]), 0, self._columns - 0.5)
        y = np.clip((lat - self._corner[1]) * (1 / self._cell[1]), 0, self._rows - 0.5)
        cell = y.astype(np.intp) * self._columns + x.astype(np.intp)
        code = self._code[cell]
        found: NDArray[np.int8] = (2 * (code & 1) + 1).astype(np.int8)
        unsure = np.flatnonzero(reach_m >= self._clear[code])
        if not len(unsure):
            return found
        # where no border runs through a cell it is beyond the sides
        walled = code[unsure] > 1
        side = self._beyond(x[unsure], y[unsure]) * self._least_m * _SHORT - APART_M
        unsure = unsure[~(walled & (reach_m[unsure] < side))]
        reach = reach_m[unsure]
        touch = reach > self._touch[code[unsure]]
        found[unsure] = np.where(touch, np.int8(2), np.int8(0))
        near = reach + APART_M < _SEEN * self._least_m * _SHORT
        beside, rest = unsure[near & ~touch], unsure[~near & ~touch]
        if len(beside):
            apart = self._apart(np.column_stack([x[beside], y[beside]]), cell[beside])
            reach = reach_m[beside]
            found[beside[apart * self._most_m * _LONG + APART_M < reach]] = 2
            beside = beside[np.minimum(apart, _SEEN) * self._least_m * _SHORT > reach + APART_M]
            shapely.prepare(self._outline)
            inside = shapely.contains_xy(self._outline, lon[beside], lat[beside])
            found[beside] = 2 * inside + 1
        if len(rest):
            found[rest] = self._in_reach(lon[rest], lat[rest], reach_m[rest])
        return found

    @staticmethod
    def _beyond(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how many cells each spot is from the nearest side of its own."""
        x, y = x - np.floor(x), y - np.floor(y)
        return np.minimum(np.minimum(x, 1 - x), np.minimum(y, 1 - y))

    def _apart(self, spots: NDArray[np.float64], cell: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return how many cells each spot is from the border in the nine cells around it."""
        apart = np.full(len(spots), np.inf)
        cells, first, pieces = self._around
        at = np.minimum(np.searchsorted(cells, cell), len(cells) - 1)
        seen = np.flatnonzero(cells[at] == cell)
        begin = first[at[seen]]
        count = first[at[seen] + 1] - begin
        for part in np.array_split(np.arange(len(seen)), int(count.sum() // _PAIRS) + 1):
            if not len(part):
                continue
            size = count[part]
            starts = np.cumsum(size) - size
            piece = pieces[np.arange(size.sum()) + np.repeat(begin[part] - starts, size)]
            way = self._way[piece]
            off = np.repeat(spots[seen[part]], size, axis=0) - self._from[piece]
            along = np.einsum("ij,ij->i", off, way) * self._by_square[piece]
            off -= np.clip(along, 0, 1)[:, None] * way
            squares = np.minimum.reduceat(np.einsum("ij,ij->i", off, off), starts)
            apart[seen[part]] = np.sqrt(squares)
        return apart

    @cached_property
    def _around(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """The cells by the border, and of each the pieces in it and in the eight around it, once.

        They are those from ``first[i]`` up to and not to ``first[i + 1]`` of the third array.
        """
        cell, piece = self._runs
        steps = np.add.outer(self._columns * np.arange(-1, 2), np.arange(-1, 2)).ravel()
        keys = np.sort((np.add.outer(steps, cell) * len(self._from) + piece).ravel())
        keys = keys[np.flatnonzero(np.diff(keys, prepend=-1))]
        cells, pieces = np.divmod(keys, len(self._from))
        first = np.flatnonzero(np.diff(cells, prepend=-1, append=cells[-1] + 1))
        return cells[first[:-1]], first, pieces

    def _in_reach(
        self, lon: NDArray[Any], lat: NDArray[Any], reach_m: NDArray[Any]
    ) -> NDArray[np.int8]:
        """Return 2 for dots that reach beyond a corner of the zone, however far that is."""
        x, y = self._from[0] * self._cell + self._corner
        up = (lat - y) * _DEGREE_M[1]
        aside = (lon - x) * _DEGREE_M[1] * np.cos(np.radians((lat + y) / 2))
        metres = np.hypot(up, aside)
        plain = (metres < _FAR_M) & (np.abs(lat) < _TOP)
        return np.where(plain & (metres * _LONG + APART_M < reach_m), np.int8(2), np.int8(0))
