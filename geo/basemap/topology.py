"""Areas that share borders, with each border held once.

The secret of this module is how outlines are cut into arcs: at every point where the pair of areas
to the left and right changes. What is held once can't be simplified or rounded in two ways, so
neighbours never part.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

NOTHING: Final = -1
"""The side of an arc where no area is: the sea."""

EDGE: Final = -2
"""The side of an arc where the map ends."""

_FEWEST: Final = 3


@dataclass(frozen=True, slots=True)
class Topology:
    """Areas made of shared arcs, on a grid of whole numbers.

    Parameters
    ----------
    points
        The vertices of all arcs, one arc after another, shape (n, 2).
    ends
        Where each arc ends in `points`.
    faces
        For each area its polygons, each a list of rings (the outer first, counter-clockwise), each
        a list of arcs; ``~i`` is arc ``i`` backwards. An area may have no polygon.
    sides
        For each arc the areas on its two sides, or `NOTHING`, or `EDGE`; an area that stands alone
        is on the left of its arc. Not kept in the file: empty in what comes from there.
    """

    points: NDArray[np.int64]
    ends: NDArray[np.int64]
    faces: list[list[list[list[int]]]]
    sides: NDArray[np.int64]

    def arc(self, number: int) -> NDArray[np.int64]:
        """Return the vertices of an arc, backwards for ``~number``."""
        i = number if number >= 0 else ~number
        found = self.points[(self.ends[i - 1] if i else 0) : self.ends[i]]
        return found if number >= 0 else found[::-1]

    def ring(self, arcs: Sequence[int]) -> NDArray[np.int64]:
        """Return the closed line that `arcs` make."""
        lines = [self.arc(i) for i in arcs]
        return np.concatenate([lines[0], *(line[1:] for line in lines[1:])])

    def area(self, face: int, grid: float) -> BaseGeometry:
        """Return an area as a valid (multi)polygon in degrees."""
        polygons = [
            shapely.Polygon(outer, holes)
            for outer, *holes in (
                [self.ring(arcs) / grid for arcs in rings] for rings in self.faces[face]
            )
        ]
        whole = polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
        return whole if whole.is_valid else polygonal(shapely.make_valid(whole))

    def boxes(self, grid: float) -> NDArray[np.float64]:
        """Return west, south, east, north of each area in degrees; NaN where there is none."""
        starts = np.concatenate([[0], self.ends[:-1]])
        low = np.minimum.reduceat(self.points, starts) / grid
        high = np.maximum.reduceat(self.points, starts) / grid
        out = np.full((len(self.faces), 4), np.nan)
        for face, polygons in enumerate(self.faces):
            used = np.array([i if i >= 0 else ~i for rings in polygons for i in rings[0]], np.int64)
            if len(used):
                out[face] = [*low[used].min(axis=0), *high[used].max(axis=0)]
        return out


def polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """Return what has an area in `geometry`, without the points and lines that clipping leaves."""
    if geometry.geom_type in {"Polygon", "MultiPolygon"}:
        return geometry
    parts = [
        polygon
        for part in shapely.get_parts(geometry)
        for polygon in shapely.get_parts(part)
        if polygon.geom_type == "Polygon"
    ]
    return shapely.MultiPolygon(parts)


@dataclass(frozen=True, slots=True)
class _Rings:
    """Closed rings on the grid: ``xy[start:end]``, the first point not said again at the end."""

    xy: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    polygon: NDArray[np.int64]
    face: NDArray[np.int64]


def _rings(
    areas: Sequence[BaseGeometry], grid: float, origin: tuple[float, float], least: float
) -> _Rings:
    """Put the outlines of `areas` on the grid; what is smaller than `least` squares is left out."""
    polygons, face = shapely.get_parts(np.asarray(areas, object), return_index=True)
    polygons = shapely.orient_polygons(polygons, exterior_cw=False)
    rings, polygon = shapely.get_rings(polygons, return_index=True)
    coords, ring = shapely.get_coordinates(rings, return_index=True)
    xy = np.rint((coords - origin) * grid).astype(np.int64)
    same = (ring[1:] == ring[:-1]) & (xy[1:] == xy[:-1]).all(axis=1)
    keep = np.concatenate([[True], ~same])
    xy, ring = xy[keep], ring[keep]
    last = np.concatenate([ring[1:] != ring[:-1], [True]])
    xy, ring = xy[~last], ring[~last]
    numbers, starts = np.unique(ring, return_index=True)
    ends = np.concatenate([starts[1:], [len(ring)]])
    following = np.arange(1, len(ring) + 1)
    following[ends - 1] = starts
    cross = xy[:, 0] * xy[following, 1] - xy[following, 0] * xy[:, 1]
    doubled = np.abs(np.add.reduceat(cross, starts))
    good = (ends - starts >= _FEWEST) & (doubled >= max(1, 2 * least))
    # A hole goes with its polygon: the outer ring is the first ring of each.
    _, outer = np.unique(polygon, return_index=True)
    whole = polygon[outer[np.isin(outer, numbers[good])]]
    good &= np.isin(polygon[numbers], whole)
    return _Rings(
        xy,
        starts[good],
        ends[good],
        polygon[numbers[good]],
        face[polygon[numbers[good]]],
    )


def build(
    areas: Sequence[BaseGeometry],
    *,
    grid: float,
    origin: tuple[float, float] = (0.0, 0.0),
    least: float = 0,
    on_edge: Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.bool_]] | None = None,
) -> Topology:
    """Cut the outlines of `areas` into arcs.

    Parameters
    ----------
    areas
        (Multi)polygons in degrees that don't overlap; neighbours have the same vertices.
    grid
        Steps of the grid in a degree, counted from `origin`.
    least
        Rings of less than so many squares of the grid are left out.
    on_edge
        Given the two ends of segments, tells which of them lie on the edge of the map.
    """
    if not sum(shapely.get_num_coordinates(list(areas))):
        empty = np.zeros((0, 2), np.int64)
        return Topology(empty, empty[:, 0], [[] for _ in areas], empty)
    rings = _rings(areas, grid, origin, least)
    inside = np.zeros(len(rings.xy), bool)
    following = np.arange(1, len(rings.xy) + 1)
    for start, end in zip(rings.starts, rings.ends, strict=True):
        inside[start:end] = True
        following[end - 1] = start
    face_of = np.repeat(rings.face, rings.ends - rings.starts)
    used = np.flatnonzero(inside)
    _, vertex = np.unique(rings.xy[used], axis=0, return_inverse=True)
    at = np.full(len(rings.xy), -1)
    at[used] = vertex.ravel()
    a, b = at[used], at[following[used]]
    count = int(at.max(initial=0)) + 1
    keys, first, numbers = np.unique(
        np.minimum(a, b) * count + np.maximum(a, b), return_index=True, return_inverse=True
    )
    segment = np.full(len(rings.xy), -1)
    segment[used] = numbers.ravel()
    sides = np.full((len(keys), 2), NOTHING)
    sides[segment[used], (a > b).astype(int)] = face_of
    if on_edge is not None:
        edge = on_edge(rings.xy[used[first]], rings.xy[following[used[first]]])
        sides[edge[:, None] & (sides == NOTHING)] = EDGE
    nodes = _nodes(keys, sides, count)
    return _trace(rings, vertex=at, segment=segment, nodes=nodes, sides=sides, areas=len(areas))


def _nodes(keys: NDArray[np.int64], sides: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    """Tell at which vertices arcs end: where lines meet, and where the neighbours change."""
    ends = np.concatenate([keys // count, keys % count])
    pair = np.sort(sides, axis=1) + 2
    name = np.tile(pair[:, 0] * (int(pair.max(initial=0)) + 1) + pair[:, 1], 2)
    low = np.full(count, np.iinfo(np.int64).max)
    high = np.full(count, -1)
    np.minimum.at(low, ends, name)
    np.maximum.at(high, ends, name)
    in_and_out = 2
    return np.asarray((np.bincount(ends, minlength=count) != in_and_out) | (low != high))


def _trace(
    rings: _Rings,
    *,
    vertex: NDArray[np.int64],
    segment: NDArray[np.int64],
    nodes: NDArray[np.bool_],
    sides: NDArray[np.int64],
    areas: int,
) -> Topology:
    """Follow each ring from node to node; an arc that was met before is used again."""
    known: dict[tuple[int, int], tuple[int, int, int]] = {}
    lines: list[NDArray[np.int64]] = []
    neighbours: list[NDArray[np.int64]] = []
    faces: list[list[list[list[int]]]] = [[] for _ in range(areas)]
    before = -1
    for start, end, polygon, face in zip(
        rings.starts, rings.ends, rings.polygon, rings.face, strict=True
    ):
        cuts = np.flatnonzero(nodes[vertex[start:end]])
        if not len(cuts):  # an island or an enclave: both neighbours must begin at the same point
            cuts = np.array([np.argmin(vertex[start:end])])
        arcs = []
        for cut, after in zip(cuts, [*cuts[1:], cuts[0] + (end - start)], strict=True):
            path = start + np.arange(cut, after + 1) % (end - start)
            head, tail = int(segment[path[0]]), int(segment[path[-2]])
            key = (min(head, tail), max(head, tail))
            if key not in known:
                known[key] = (len(lines), head, int(vertex[path[0]]))
                arcs.append(len(lines))
                lines.append(rings.xy[path])
                neighbours.append(sides[head])
                continue
            number, its_head, its_start = known[key]
            same = head == its_head if head != tail else vertex[path[0]] == its_start
            arcs.append(number if same else ~number)
        if polygon != before:
            faces[face].append([])
            before = polygon
        faces[face][-1].append(arcs)
    empty = np.zeros((0, 2), np.int64)
    return Topology(
        points=np.concatenate(lines) if lines else empty,
        ends=np.cumsum([len(line) for line in lines]) if lines else np.zeros(0, np.int64),
        faces=faces,
        sides=np.array(neighbours) if neighbours else empty,
    )
