"""Which dots lie so far from a zone's border that nothing has to be measured.

The secret of this module is a lattice over the zone: cells near the border are found by walking
along it, and how many cells lie between a dot and them bounds its distance from below. Nine dots in
ten are settled so, by degrees alone; the others are measured in metres by who asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST: Final = 400
"""Dots below which measuring all of them is as cheap."""
_MOST_CELLS: Final = 1024  # a side
_MOST_RINGS: Final = 24
# A degree of latitude has 110,574 m at least (WGS 84); less a twentieth for the grids on which others
# measure (0.4 % at 1,000 km) and for arcs that are shorter than their parallel
_METRES_A_DEGREE: Final = 105_000
_WIDEST: Final = 15.0  # degrees; beyond, and near the poles, the bound would not hold
_TOP: Final = 75.0
_APART_M: Final = (
    5.0  # that a border drawn straight elsewhere, or snapped to a centimetre, may move
)


def settle(
    lon: NDArray[Any], lat: NDArray[Any], reach_m: NDArray[Any], outline: Any
) -> NDArray[np.int8]:
    """Return 3 for dots surely inside `outline`, 1 for those surely outside, and 0 for the others.

    Parameters
    ----------
    lon, lat
        Degrees, WGS 84; not a number for what is no dot, which is never settled.
    reach_m
        How far from a dot, in metres, the border may not be.
    outline
        A valid polygon or polygons, else nothing is settled.
    """
    found = np.zeros(len(lon), dtype=np.int8)
    west, south, east, north = shapely.bounds(outline)
    if (
        len(lon) < FEWEST
        or not east - west < _WIDEST
        or not north - south < _WIDEST
        or not -_TOP < south <= north < _TOP
        or not shapely.is_valid(outline)
    ):
        return found
    side = int(np.clip(4 * np.sqrt(len(lon)), 16, _MOST_CELLS))
    wide, high = (east - west) / side, (north - south) / side
    top = np.cos(np.radians(max(abs(south - high), abs(north + high))))
    cell_m = _METRES_A_DEGREE * min(high, wide * float(top))
    if not cell_m > 0:
        return found
    most = min(_MOST_RINGS, 2 + int(min(float(reach_m.max()) + _APART_M, 1e7) / cell_m))
    rings = _rings(outline, (west, south), (wide, high), side, most)
    # one cell of margin round the zone; what lies farther out is not settled
    column = np.floor((lon - west) / wide) + 1
    row = np.floor((lat - south) / high) + 1
    within = (column >= 0) & (column <= side + 1) & (row >= 0) & (row <= side + 1)
    at = np.flatnonzero(within)
    between = rings[row[at].astype(np.int64), column[at].astype(np.int64)] - 1
    at = at[between * cell_m > reach_m[at] + _APART_M]
    shapely.prepare(outline)
    found[at] = np.where(shapely.contains_xy(outline, lon[at], lat[at]), 3, 1)
    return found


def _rings(
    outline: Any, corner: tuple[float, float], cell: tuple[float, float], side: int, most: int
) -> NDArray[np.int16]:
    """Return how many cells each one is away from those that the border may touch, up to `most`."""
    line = shapely.boundary(outline)
    scaled = shapely.transform(line, lambda xy: (xy - corner) / cell)
    # a point at least every quarter of a cell, so that the border is in its cell or the next one
    points = shapely.get_coordinates(shapely.segmentize(scaled, 0.25))
    cells = np.floor(points).astype(np.int64) + 1
    cells = np.clip(cells, 0, side + 1)
    near = np.zeros((side + 2, side + 2), dtype=bool)
    near[cells[:, 1], cells[:, 0]] = True
    near = _grown(near)
    rings = np.zeros(near.shape, dtype=np.int16)
    for _ in range(most):
        if near.all():
            break
        rings += ~near
        near = _grown(near)
    return rings


def _grown(cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the cells and the eight round each."""
    tall = cells.copy()
    tall[1:] |= cells[:-1]
    tall[:-1] |= cells[1:]
    wide = tall.copy()
    wide[:, 1:] |= tall[:, :-1]
    wide[:, :-1] |= tall[:, 1:]
    return wide
