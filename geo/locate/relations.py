"""The ground that a place and the words around it leave open.

The secret of this module is geometry: "south of", "12 km north-east of", "between A and B",
"southern X" become a sector, a ring, a corridor, a half of an outline. Nothing here reads text;
degrees in, degrees out, lengths in kilometres on a sphere (off by at most 0.5 %).
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry import LineString, MultiPoint, Point, Polygon

from geo.distance import EARTH_KM
from geo.locate.evidence import kilometres
from geo.locate.single import apart_km

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.locate.context import Surroundings
    from geo.model import Place

# How far words reach when the text tells no distance. Coders of the development reports allow
# 7 km for "north of" and "around" a town, 8 km for its outskirts, 3 km for a part of it.
SECTOR_KM: Final = 7.0
SECTOR_LIKELIEST: Final = 0.35
"""Where in a sector the point lies, as a share of its reach: who means far off tells how far."""

NEAR_KM: Final = 5.0
NEAR_CITY_KM: Final = 9.9
"""Near a large city is mostly at its edge, which its own wide circle nearly reaches."""

OUTSKIRTS_KM: Final = 3.0
COUNTRYSIDE_KM: Final = 15.0
"""Around a city; what lies nearer to a small town than to the next is within `NEAR_CITY_KM`."""

VILLAGES_KM: Final = 10.0
# "12 km" is rarely measured: a quarter either way, and eight winds are 45 degrees apart.
ROUND_NUMBER: Final = 0.25
HALF_WIND: Final = 22.5
HALF_QUARTER: Final = 45.0
CORRIDOR_SHARE: Final = 6  # a corridor is a sixth as wide, to each side, as it is long
MIN_CORRIDOR_KM: Final = 1.0
_ARC_STEP: Final = 7.5
_POINT_KINDS: Final = frozenset({"city", "town", "village", "site", "area"})
_VAGUE_M: Final = 10_000
"""From how far on an area's doubt is wider than what "near", "outskirts" or a distance adds."""
_SIMPLE_DEGREES: Final = 0.01


def onward(lon: float, lat: float, bearing: float, km: float) -> tuple[float, float]:
    """Return the point `km` from another at `bearing` (degrees clockwise from north)."""
    # the sines and cosines of the spherical law, on the same sphere as `kilometres`
    here, turn, arc = math.radians(lat), math.radians(bearing), km / EARTH_KM
    there = math.asin(
        math.sin(here) * math.cos(arc) + math.cos(here) * math.sin(arc) * math.cos(turn)
    )
    east = math.radians(lon) + math.atan2(
        math.sin(turn) * math.sin(arc) * math.cos(here),
        math.cos(arc) - math.sin(here) * math.sin(there),
    )
    onto = math.degrees(east)
    return (onto + 180) % 360 - 180 if abs(onto) > 180 else onto, math.degrees(there)  # noqa: PLR2004


def apart(a: Place, b: Place) -> float:
    """Return the distance of two places in kilometres."""
    return apart_km(a, b.lon, b.lat)


def bearing_to(start: Place, end: Place) -> float:
    """Return in which direction `end` lies from `start`, degrees clockwise from north (near by)."""
    east = (end.lon - start.lon) * math.cos(math.radians((start.lat + end.lat) / 2))
    return math.degrees(math.atan2(east, end.lat - start.lat)) % 360


def _arc(lon: float, lat: float, km: float, start: float, end: float) -> list[tuple[float, float]]:
    steps = max(2, math.ceil((end - start) / _ARC_STEP) + 1)
    return [onward(lon, lat, b, km) for b in np.linspace(start, end, steps)]


def disc(lon: float, lat: float, km: float) -> Polygon:
    """Return a disc."""
    return Polygon(_arc(lon, lat, km, 0, 360))


def sector(
    spot: tuple[float, float], bearing: float, inner_km: float, outer_km: float, half: float
) -> Polygon:
    """Return the part of a ring around `spot` within `half` degrees of `bearing`."""
    outer = _arc(*spot, outer_km, bearing - half, bearing + half)
    inner = _arc(*spot, inner_km, bearing - half, bearing + half) if inner_km > 0 else [spot]
    return Polygon([*outer, *reversed(inner)])


def ring(spot: tuple[float, float], inner_km: float, outer_km: float) -> Polygon:
    """Return a disc with a hole."""
    return Polygon(_arc(*spot, outer_km, 0, 360), [_arc(*spot, inner_km, 0, 360)])


def corridor(a: Place, b: Place) -> Polygon:
    """Return the ground between two places, narrower than it is long."""
    half = max(MIN_CORRIDOR_KM, apart(a, b) / CORRIDOR_SHARE)
    course = math.degrees(
        math.atan2((b.lon - a.lon) * math.cos(math.radians((a.lat + b.lat) / 2)), b.lat - a.lat)
    )
    return Polygon(
        [
            onward(a.lon, a.lat, course - 90, half),
            onward(b.lon, b.lat, course - 90, half),
            onward(b.lon, b.lat, course + 90, half),
            onward(a.lon, a.lat, course + 90, half),
        ]
    )


def half_of(shape: BaseGeometry, lon: float, lat: float, bearing: float) -> BaseGeometry:
    """Return the part of `shape` that lies towards `bearing` from a point in it."""
    if bearing % 90 == HALF_QUARTER:  # "the north-west" lies in the north and in the west
        upper = half_of(shape, lon, lat, (bearing + 45) % 360)
        return half_of(upper, lon, lat, (bearing - 45) % 360)
    west, south, east, north = shape.bounds
    size = 3 * max(east - west, north - south, 0.01)
    turn = math.radians(bearing)
    along = (math.sin(turn) * size, math.cos(turn) * size)
    across = (-along[1], along[0])
    plane = Polygon(
        [
            (lon + across[0], lat + across[1]),
            (lon + across[0] + along[0], lat + across[1] + along[1]),
            (lon - across[0] + along[0], lat - across[1] + along[1]),
            (lon - across[0], lat - across[1]),
        ]
    )
    part = shapely.intersection(shape, plane)
    return shape if part.is_empty else part


def middle_of(shape: BaseGeometry) -> tuple[float, float]:
    """Return a point in `shape` near its middle."""
    if isinstance(shape, LineString):
        halfway = shape.interpolate(0.5, normalized=True)
        return halfway.x, halfway.y
    west, south, east, north = shape.bounds
    centre = shape.centroid
    spot = Point((centre.x + (west + east) / 2) / 2, (centre.y + (south + north) / 2) / 2)
    if not shape.intersects(spot):
        spot = shape.representative_point()
    return spot.x, spot.y


def reach_m(shape: BaseGeometry, lon: float, lat: float) -> float:
    """Return the distance in metres from a point to the farthest corner of `shape`."""
    corners = shapely.get_coordinates(shape)
    return float(kilometres(lon, lat, corners[:, 0], corners[:, 1]).max() * 1000)


def with_shape(place: Place, shape: BaseGeometry, basis: str, kind: str = "area") -> Place:
    """Return `place` spread over `shape`."""
    lon, lat = middle_of(shape)
    return replace(
        place,
        lon=lon,
        lat=lat,
        radius_m=round(reach_m(shape, lon, lat)),
        kind=kind,
        shape=shape,
        basis=f"{place.basis}; {basis}",
    )


_Outline = tuple["BaseGeometry", float, float, float]
"""An outline, its middle and its reach."""


@lru_cache(maxsize=256)  # all there are
def _of_country(country: str) -> _Outline | None:
    return _outline(country, None)


@lru_cache(maxsize=1024)
def _of_division(country: str, names: tuple[str, ...]) -> _Outline | None:
    """Return what the first of a division's names that the basemap knows is outlined by."""
    return next((found for name in names if name and (found := _outline(country, name))), None)


def _outline(country: str, admin1: str | None) -> _Outline | None:
    """Return an outline from the embedded basemap, which takes some milliseconds to put together."""
    from geo.basemap import outline  # noqa: PLC0415 - reading it costs 0.3 s, most names need none

    try:
        shape = outline(country, admin1)
    except GEOSException:
        return None  # a border that doesn't close: a disc stands in, and the basis says so
    if shape is None or shape.is_empty:
        return None
    shape = shape.simplify(_SIMPLE_DEGREES)
    lon, lat = middle_of(shape)
    return shape, lon, lat, round(reach_m(shape, lon, lat))


@lru_cache(maxsize=256)
def _country_reach_m(country: str, lon: float, lat: float) -> float:
    """Return how far an outlined country reaches from its listed point."""
    found = _of_country(country)
    return reach_m(found[0], lon, lat) if found else 0.0


def outlined(place: Place) -> Place:
    """Return a country or first-order division with its outline, or say that a disc stands in.

    A country keeps its listed point; a division, whose listed point is the middle of its towns,
    gets the middle of its outline.
    """
    if place.kind not in {"country", "admin1"} or place.shape is not None or not place.country:
        return place
    if place.kind == "country":
        found = _of_country(place.country)
    else:
        found = _of_division(place.country, (place.name, place.admin1, *place.names.values()))
    if found is None:
        return replace(place, basis=f"{place.basis}; no outline, a disc stands for the area")
    shape, lon, lat, reach = found
    if place.kind == "country":
        reach = _country_reach_m(place.country, place.lon, place.lat)
        return replace(place, shape=shape, radius_m=reach)
    return replace(place, shape=shape, lon=lon, lat=lat, radius_m=reach)


def applied(place: Place, around: Surroundings) -> Place:
    """Return the ground that the words `around` a name leave open around `place`."""
    place = outlined(place)
    vague = place.kind == "area" and place.radius_m >= _VAGUE_M
    if vague and around.relation and (around.relation != "part of" or place.shape is not None):
        # "near X" narrows nothing where X itself is only known to lie in a province
        return replace(place, basis=f"{place.basis}; {around.phrase}: no narrower than that")
    return _OPENS.get(around.relation, _in_it)(place, around)


def _in_it(place: Place, around: Surroundings) -> Place:  # noqa: ARG001 - one signature for all
    return place


def _at_distance(place: Place, around: Surroundings) -> Place:
    told = around.distance_km or 0.0
    near = told * (1 - ROUND_NUMBER)
    far = told * (1 + ROUND_NUMBER) + min(place.radius_m / 1000, 2)
    if around.bearing is None:
        shape = ring((place.lon, place.lat), near, far)
        return _around(place, shape, far, f"{around.phrase}: ring of {told:g} km")
    shape = sector((place.lon, place.lat), around.bearing, near, far, HALF_WIND)
    return with_shape(place, shape, f"{around.phrase}: {told:g} km, eighth of a ring")


def _towards(place: Place, around: Surroundings) -> Place:
    if around.bearing is None:
        return place
    if place.kind not in _POINT_KINDS:
        return _part_of(place, around)  # "south of Idlib province" is said of its south
    far = place.radius_m / 2000 + SECTOR_KM
    shape = sector((place.lon, place.lat), around.bearing, 0, far, HALF_QUARTER)
    spread = with_shape(place, shape, f"{around.phrase}: sector of {far:.0f} km")
    lon, lat = onward(place.lon, place.lat, around.bearing, far * SECTOR_LIKELIEST)
    return replace(spread, lon=lon, lat=lat, radius_m=round(reach_m(shape, lon, lat)))


def _part_of(place: Place, around: Surroundings) -> Place:
    if around.bearing is None:
        return place
    km = place.radius_m / 1000
    if place.kind in _POINT_KINDS:
        shape: BaseGeometry = sector(
            (place.lon, place.lat), around.bearing, 0, km, 2 * HALF_QUARTER
        )
    else:
        whole = place.shape or disc(place.lon, place.lat, km)
        shape = half_of(whole, place.lon, place.lat, around.bearing)
    part = with_shape(place, shape, f"{around.phrase}: that half of it")
    if place.kind in _POINT_KINDS and part.radius_m > place.radius_m:
        # the half of a disc lies within the disc
        return replace(part, lon=place.lon, lat=place.lat, radius_m=place.radius_m)
    return part


def _at_edge(place: Place, around: Surroundings) -> Place:
    if place.kind not in _POINT_KINDS:
        return place
    km = place.radius_m / 1000
    far = max(km, min(km + OUTSKIRTS_KM, NEAR_CITY_KM))
    spot = place.lon, place.lat
    basis = f"{around.phrase}: its edge and what lies within {far:.1f} km"
    if around.bearing is None:
        return _around(place, ring(spot, km * 0.6, far), far, basis)
    return with_shape(place, sector(spot, around.bearing, km * 0.4, far, HALF_QUARTER), basis)


def _in_countryside(place: Place, around: Surroundings) -> Place:
    if place.kind in {"town", "village"}:
        return _wide(place, around, NEAR_CITY_KM - place.radius_m / 1000)
    if place.kind in _POINT_KINDS:
        return _wide(place, around, COUNTRYSIDE_KM)
    if around.bearing is None:
        return replace(place, kind="area", basis=f"{place.basis}; {around.phrase}")
    return _part_of(place, around)


def _among_villages(place: Place, around: Surroundings) -> Place:
    return _wide(place, around, min(VILLAGES_KM, NEAR_CITY_KM - place.radius_m / 1000))


def near_km(place: Place) -> float:
    """Return how far from a place's point "near" it reaches."""
    return min(place.radius_m / 1000 + NEAR_KM, NEAR_CITY_KM)


def _near(place: Place, around: Surroundings) -> Place:
    return _wide(place, around, near_km(place) - place.radius_m / 1000)


def _wide(place: Place, around: Surroundings, beyond_km: float) -> Place:
    """Return the disc, or the quarter of one, that reaches `beyond_km` past a town's edge."""
    if place.kind not in _POINT_KINDS or beyond_km <= 0:
        return place
    far = place.radius_m / 1000 + beyond_km
    basis = f"{around.phrase}: within {far:.0f} km"
    if around.bearing is None:
        return _around(place, disc(place.lon, place.lat, far), far, basis)
    shape = sector((place.lon, place.lat), around.bearing, 0, far, HALF_QUARTER)
    return with_shape(place, shape, basis)


_OPENS: Final[Mapping[str, Callable[[Place, Surroundings], Place]]] = {
    "distance": _at_distance,
    "sector": _towards,
    "part of": _part_of,
    "outskirts": _at_edge,
    "countryside": _in_countryside,
    "villages": _among_villages,
    "near": _near,
}


def _around(place: Place, shape: BaseGeometry, km: float, basis: str) -> Place:
    """Return `place` spread over a `shape` of which it stays the middle."""
    return replace(
        place, kind="area", radius_m=km * 1000, shape=shape, basis=f"{place.basis}; {basis}"
    )


def unlisted(name: str, anchor: Place, radius_m: float, basis: str) -> Place:
    """Return the ground around, or in, `anchor` for a name that no list has there."""
    shape = anchor.shape
    if shape is None or anchor.kind not in {"admin1", "admin2", "admin3"}:
        shape = disc(anchor.lon, anchor.lat, radius_m / 1000)
    return replace(
        anchor, name=name, radius_m=radius_m, kind="area", basis=basis, shape=shape, names={}
    )


def between(a: Place, b: Place) -> Place:
    """Return the ground between two places, as a meaning of the first."""
    return with_shape(a, corridor(a, b), f"between {a.name} and {b.name}")


def road(a: Place, b: Place) -> Place:
    """Return the straight line that stands for the road from `a` to `b`."""
    line = LineString([(a.lon, a.lat), (b.lon, b.lat)])
    basis = f"the road from {a.name} to {b.name}, drawn straight"
    return with_shape(a, line, basis, kind="road")


def gathered(name: str, places: Sequence[Place], basis: str) -> Place:
    """Return the area that holds `places`, none of which the text singles out."""
    hull = MultiPoint([(p.lon, p.lat) for p in places]).convex_hull
    lon, lat = hull.centroid.x, hull.centroid.y
    far = max(
        float(kilometres(lon, lat, np.array([p.lon]), np.array([p.lat]))[0]) * 1000 + p.radius_m
        for p in places
    )
    shapes = shapely.union_all([disc(p.lon, p.lat, p.radius_m / 1000) for p in places])
    return replace(
        places[0],
        name=name,
        lon=lon,
        lat=lat,
        radius_m=round(far),
        kind="area",
        source="; ".join(sorted({p.source.split(":")[0] for p in places})),
        names={},
        shape=shapely.convex_hull(shapes),
        basis=basis,
        valid_from=None,
        valid_to=None,
    )
