"""What one name means by itself, before any document speaks for or against it.

The secret of this module is what may stick to a name in running text, and how well known, well
matched and near at hand a place must be to come first. It imports neither numpy nor shapely: a
command that looks up one name answers at once.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.distance import sphere_km

if TYPE_CHECKING:
    from collections.abc import Collection

    from geo.model import Geocoder, Place

CANDIDATES: Final = 24
"""How many places of one name are weighed; more of them are never the likeliest."""

_LEVEL: Final = {
    "country": 5, "region": 4, "admin1": 4, "admin2": 3, "admin3": 3, "city": 3, "town": 2,
    "village": 1, "site": 1, "road": 1, "area": 1,
}  # fmt: skip
_MOST: Final = 12.0  # a country of a billion: level 5, half its digits, and the project's own 3
# "Idlib" by itself is the city; who means the province says so.
_BEHIND_ITS_CAPITAL: Final = 2.0
FAR_KM: Final = 20_000.0
_CLOSE_KM: Final = 50.0

_POSSESSIVE: Final = re.compile(r"[’']s?$")
# Arabic "and", "so", "in", "to", "as" are written onto the name; "to" swallows the article's alef.
_CLITICS: Final = re.compile(
    r"^(?:[وف]?[بكل]?(?=ال\w\w)|[وف]?لل(?=\w\w)|[وف][بكل]?(?=\w{3})|[بلك](?=\w{3}))"
)


def spellings(name: str) -> list[str]:
    """Return `name` and, for what may stick to it, the name without.

    Examples
    --------
    >>> spellings("Syria's"), spellings("وبالنيرب"), spellings("للفاشر")
    (["Syria's", 'Syria'], ['وبالنيرب', 'النيرب'], ['للفاشر', 'فاشر', 'الفاشر'])
    """
    queries = [name]
    if stem := _POSSESSIVE.sub("", name):
        queries.append(stem)
    if (found := _CLITICS.match(name)) and found.group():
        queries.append(name[found.end() :])
        if found.group().endswith("لل"):
            queries.append("ال" + name[found.end() :])
    return list(dict.fromkeys(queries))


def prior(place: Place, countries: Collection[str]) -> float:
    """Return how likely a place is meant before the document is looked at."""
    own = 3.0 if place.source.startswith("places/") else 0.0
    home = 2.5 if place.country in countries else 0.0
    size = math.log10(place.population + 1) / 2
    return _LEVEL.get(place.kind, 1) + own + home + size + 6 * place.score


def look_up(
    name: str,
    geocoder: Geocoder,
    *,
    countries: Collection[str] = (),
    near: tuple[float, float] | None = None,
    limit: int = 10,
) -> list[Place]:
    """Return what one name by itself may mean, best first.

    Parameters
    ----------
    near
        Longitude and latitude that the place should be close to, or None.

    Returns
    -------
    list of Place
        Empty if the name is unknown. ``score`` (0 to 1) weighs how well the name fits, how well
        known the place is, and whether it lies in `countries` and close to `near`.

    Raises
    ------
    ServiceError
        If `geocoder` has no answer.
    """
    found: list[Place] = []
    for query in spellings(name):
        found = list(geocoder.candidates(query, countries=countries, limit=max(limit, CANDIDATES)))
        if found:
            break
    marked = [replace(p, score=round(_mark(p, countries, near), 3)) for p in found]
    return sorted(marked, key=lambda p: -p.score)[:limit]


def _mark(place: Place, countries: Collection[str], near: tuple[float, float] | None) -> float:
    """Return the name's fit, scaled by what else speaks for the place."""
    known = prior(replace(place, score=0.0), ())
    if place.kind in {"admin1", "admin2"}:
        known -= _BEHIND_ITS_CAPITAL
    fame = min(1.0, known / _MOST)
    home = 1.0 if not countries or place.country in countries else 0.0
    if near is None:
        return place.score * (0.5 + 0.3 * home + 0.2 * fame)
    # 1 at the spot, a tenth less at 50 km, 0 at the other end of the world
    close = 1 - math.log1p(apart_km(place, *near) / _CLOSE_KM) / math.log1p(FAR_KM / _CLOSE_KM)
    return place.score * (0.3 * home + 0.1 * fame + 0.6 * close)


def apart_km(place: Place, lon: float, lat: float) -> float:
    """Return how far a place is from a point, on a sphere (off by at most 0.5 %)."""
    return sphere_km(lon, lat, place.lon, place.lat)
