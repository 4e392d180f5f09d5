"""First-order divisions and countries by name, code and point.

The secret of this module is which spellings mean the same division: case, marks, articles, Arabic
letter variants and words such as "Governorate" don't count.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.basemap import topology, world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry


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


@cache
def admin1_names() -> tuple[Admin1, ...]:
    """Return every first-order division of the world that has an ISO country."""
    return tuple(_admin1(unit) for unit in world.units() if unit["country"])


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
        A valid (multi)polygon in degrees; None if the name is unknown.

    Notes
    -----
    The source is drawn at 1:10 million: a line may lie some kilometres off. Countries follow ISO
    3166, so that Ukraine has Crimea whoever holds it; below that level outlines show who does
    (the Golan Heights lie in Israel's northern district).
    """
    code = country.strip().upper()
    if admin1 is None:
        faces = [i for i, c in enumerate(world.level("region").countries) if c == code]
    else:
        keys = lookup_keys(admin1)
        named = (_faces_by(kind, code) for kind in _NAMED_BY)
        found = (owners[key] for owners in named for key in keys if key in owners)
        faces = list(islice(found, 1))
    areas = [world.area("region", face) for face in faces]
    if not areas:
        return None
    whole = areas[0] if len(areas) == 1 else _joined(areas)
    return whole if whole.is_valid else topology.polygonal(shapely.make_valid(whole))


def _joined(areas: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return the area that neighbours cover; a few, as those of the Philippines, do not quite share their borders."""
    try:
        return shapely.coverage_union_all(areas)
    except shapely.errors.GEOSException:
        return shapely.union_all(areas)


def admin1_at(lon: float, lat: float) -> tuple[str, str] | None:
    """Return country (ISO 3166-1 alpha-2) and first-order division at a point; None at sea."""
    west, south, east, north = world.level("region").boxes.T
    near = np.flatnonzero((west <= lon) & (lon <= east) & (south <= lat) & (lat <= north))
    point = shapely.Point(lon, lat)
    for face in near.tolist():
        if world.area("region", face).covers(point):
            unit = world.units()[face]
            return unit["country"], unit["name"]
    return None


_NAMED_BY: Final = ("code", "name", "ar", "names")
"""Where a division's name is looked for, one after the other; the last is all it is called."""


@cache
def _faces_of() -> dict[str, list[int]]:
    """Return the faces of each country, the largest first."""
    units = world.units()
    faces: dict[str, list[int]] = {}
    for face in sorted(range(len(units)), key=lambda face: -units[face]["radius_m"]):
        faces.setdefault(units[face]["country"], []).append(face)
    return faces


@cache
def _faces_by(kind: str, country: str) -> dict[str, int]:
    """Return a country's faces by key of one of `_NAMED_BY`; the larger of namesakes wins."""
    units = world.units()
    owners: dict[str, int] = {}
    for face in _faces_of().get(country, ()):
        for name in units[face]["names"] if kind == "names" else [units[face][kind]]:
            for key in lookup_keys(name):
                owners.setdefault(key, face)
    return owners


_GENERIC: Final = frozenset(
    {
        *(
            "governorate",
            "province",
            "provincia",
            "provinz",
            "region",
            "oblast",
            "oblasti",
            "state",
        ),
        *("district", "county", "department", "departement", "division", "prefecture", "canton"),
        *("municipality", "gouvernement", "gouvernorat", "vilayet", "ili", "of", "the", "muhafaza"),
        *("muhafazat", "muhafazah", "wilayat", "wilaya", "wilayah", "mintaqat"),
        *("محافظه", "ولايه", "منطقه", "اقليم", "مقاطعه", "اوبلاست", "شعبيه", "بلديه"),
    }
)
_ARTICLES: Final = frozenset(("al", "el", "as", "ash", "ad", "adh", "ar", "at", "an", "az"))
_SAME: Final = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": ""})
_SILENT: Final = str.maketrans(dict.fromkeys("'`‘’ʿʾʻʼ´", ""))


def lookup_keys(name: str) -> list[str]:
    """Return how a name is looked up: as it stands, then without general words and articles."""
    bare = name.translate(_SAME).translate(_SILENT).casefold()
    if not bare.isascii():
        letters = unicodedata.normalize("NFKD", bare)
        bare = "".join([c for c in letters if not unicodedata.combining(c)])
    words = "".join(c if c.isalnum() else " " for c in bare).split()
    own = [w for w in words if w not in _GENERIC] or words
    core = own[1:] if len(own) > 1 and own[0] in _ARTICLES else own
    return list(dict.fromkeys("".join(some) for some in (words, own, core) if some))
