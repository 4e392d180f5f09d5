"""The world as the basemap holds it: opened when it is first asked for, and kept.

The secret of this module is which level of detail holds what: ``"region"`` has the first-order
divisions at 1:10m, ``"world"`` the countries at about 1:50m, cut from the same lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.basemap.store import Store

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.basemap.topology import Topology

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Level:
    """Outlines at one level of detail, and for each who holds it.

    Parameters
    ----------
    grid
        Steps of the outlines in a degree.
    boxes
        West, south, east, north of each in degrees.
    states
        Who holds it, by Natural Earth's codes.
    refused_by
        The countries (ISO 3166-1 alpha-2) that don't recognise that, as far as the source knows.
    countries
        ISO 3166-1 alpha-2, or ``""``.
    """

    outlines: Topology
    grid: float
    boxes: NDArray[np.float64]
    states: list[str]
    refused_by: list[frozenset[str]]
    countries: list[str]

    def touching(self, box: Box) -> list[int]:
        """Return the outlines whose boxes meet `box`."""
        return meeting(self.boxes, box)


def meeting(boxes: NDArray[np.float64], box: Box) -> list[int]:
    """Return the numbers of the `boxes` that overlap `box`."""
    west, south, east, north = boxes.T
    hit = (west < box[2]) & (east > box[0]) & (south < box[3]) & (north > box[1])
    found: list[int] = np.flatnonzero(hit).tolist()
    return found


@cache
def store() -> Store:
    """Return the basemap file.

    Raises
    ------
    InputError
        If the file is missing or broken.
    """
    return Store(Path(str(files("geo") / "data" / "basemap.bin")))


@cache
def level(name: str) -> Level:
    """Return ``"region"`` or ``"world"``."""
    outlines = store().topology(name)
    grid = float(store().header["grids"][name])
    about = store().json(f"{name}/units")
    return Level(
        outlines,
        grid,
        outlines.boxes(grid),
        [unit["state"] for unit in about],
        [frozenset(unit["refused_by"].split()) for unit in about],
        [unit["country"] for unit in about],
    )


@lru_cache(maxsize=512)
def area(name: str, face: int) -> BaseGeometry:
    """Return one outline of a level as a valid (multi)polygon in degrees."""
    return level(name).outlines.area(face, level(name).grid)


@cache
def units() -> list[dict[str, Any]]:
    """Return what is known of each first-order division, in the order of the region's outlines."""
    return list(store().json("region/units"))


def sources() -> list[dict[str, str]]:
    """Return package, version, licence and content of everything in the basemap."""
    return [dict(source) for source in store().header["sources"]]
