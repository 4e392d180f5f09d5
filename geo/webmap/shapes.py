"""Outlines as few whole numbers.

The secret of this module is how exact an outline on the page is, and what becomes of spots among
areas; `geo/web/src/data.ts` makes degrees of it again.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.blocks import distinct
from geo.webmap.pack import Remember, to_json

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.spots import Spots

SHAPE_DIGITS: Final = 4  # 11 m: outlines here are good to hundreds of metres at best
SHAPE_TOLERANCE: Final = 0.0005  # degrees, some 50 m: what a vertex less may move an outline
SPOT_IN_AREA: Final = 0.01  # degrees, some 1 km: what a village's name stands for


def _deltas(coordinates: np.ndarray) -> list[int]:
    """Return x, y, then differences, in steps of 10^-4 degrees, without repeated points."""
    steps = np.round(coordinates[:, :2] * 10**SHAPE_DIGITS).astype(np.int64)
    moves = np.diff(steps, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    keep = np.r_[True, moves[1:].any(axis=1)]
    flat: list[int] = moves[keep].ravel().tolist()
    return flat


def pack_shape(geometry: BaseGeometry) -> list[Any]:
    """Return ``["area", polygons of rings]``, ``["line", lines]`` or ``["points", [points]]``.

    Outlines are simplified by some 50 m. Where spots and areas are given together, a spot becomes
    a small area.

    Examples
    --------
    >>> pack_shape(shapely.LineString([(36, 35), (36.5, 35)]))
    ['line', [[360000, 350000, 5000, 0]]]
    """
    thin = shapely.simplify(geometry, SHAPE_TOLERANCE, preserve_topology=True)
    parts = [p for p in shapely.get_parts(_flat(thin)) if not p.is_empty]
    spots = [p for p in parts if p.geom_type == "Point"]
    lines = [p for p in parts if p.geom_type in {"LineString", "LinearRing"}]
    areas = [p for p in parts if p.geom_type == "Polygon"]
    if areas or (lines and spots):
        areas += [p.buffer(SPOT_IN_AREA, quad_segs=4) for p in [*spots, *lines]]
        rings = [[p.exterior, *p.interiors] for p in areas]
        return ["area", [[_deltas(np.asarray(r.coords)) for r in rs] for rs in rings]]
    if lines:
        return ["line", [_deltas(np.asarray(p.coords)) for p in lines]]
    return ["points", [_deltas(np.asarray([p.coords[0] for p in spots]))]]


def _flat(geometry: BaseGeometry) -> BaseGeometry:
    """Return `geometry` as one collection without collections in it."""
    parts = shapely.get_parts(geometry)
    while any(part.geom_type.startswith(("Multi", "Geometry")) for part in parts):
        parts = shapely.get_parts(parts)
    return shapely.GeometryCollection(list(parts))


def event_shapes(found: Spots, remember: Remember) -> tuple[np.ndarray, list[list[Any]]]:
    """Return for each event 0, or 1 + the number of its outline, and the outlines, each once.

    `remember` may know the outlines already.
    """
    numbers = np.zeros(len(found), dtype=np.int64)
    rows, outlines = found.outlined()
    if not len(rows):
        return numbers, []
    first, which = distinct(outlines)
    outlines = outlines[first]
    seen: dict[bytes, int] = {}
    own = [seen.setdefault(key, len(seen)) for key in shapely.to_wkb(outlines)]
    numbers[rows] = 1 + np.array(own)[which]

    def packed() -> dict[str, bytes]:
        each = dict(zip(own, outlines, strict=True))  # in the order of their numbers
        return {"shapes": to_json(list(map(pack_shape, each.values())))}

    made = remember(lambda: b"shapes" + hashlib.sha256(b"".join(seen)).digest(), packed)
    shapes: list[list[Any]] = json.loads(made["shapes"])
    return numbers, shapes
