"""How far apart two points are, where a geodesic would be slower than the question is worth.

The secret of this module is the shape of the Earth: a plane for neighbours, a sphere for the rest.
"""

from __future__ import annotations

import math
from typing import Final

EARTH_KM: Final = 6371.009  # mean radius, IUGG
KM_A_DEGREE: Final = 111.195  # along a meridian of that sphere
_HALF_TURN: Final = 180


def plane_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the kilometres between two points (degrees, WGS 84), within 1 % over tens of km.

    Examples
    --------
    >>> round(plane_km(36.80, 35.86, 36.63, 35.93), 1), round(plane_km(179.9, 0, -179.9, 0), 1)
    (17.2, 22.2)
    """
    turn = (lon - other_lon + _HALF_TURN) % (2 * _HALF_TURN) - _HALF_TURN
    east = turn * math.cos(math.radians((lat + other_lat) / 2))
    return KM_A_DEGREE * math.hypot(east, lat - other_lat)


def sphere_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the kilometres between two points (degrees, WGS 84), within 0.6 % anywhere.

    Examples
    --------
    >>> round(sphere_km(36.80, 35.86, 36.63, 35.93), 1), round(sphere_km(0, 90, 0, -90))
    (17.2, 20015)
    """
    here, there = math.radians(lat), math.radians(other_lat)
    chord = (
        math.sin((there - here) / 2) ** 2
        + math.cos(here) * math.cos(there) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))
