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
from geo.locate.context import surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from geo.locate.context import Surroundings
    from geo.model import Geocoder, Place

    Ground = Callable[[Place, Surroundings], Place]

CANDIDATES: Final = 24
"""How many places of one name are weighed; more of them are never the likeliest."""

_LEVEL: Final = {
    "country": 5, "region": 4, "admin1": 4, "admin2": 3, "admin3": 3, "city": 3, "town": 2,
    "village": 1, "site": 1, "road": 1, "area": 1,
}  # fmt: skip
_MOST: Final = 12.0  # a country of a billion: level 5, half its digits, and the project's own 3
# "Idlib" by itself is the city; who means the province says so.
_BEHIND_ITS_CAPITAL: Final = 2.0
_EQUALLY_WELL: Final = 0.08
_JUST_BEHIND: Final = 0.001

# A town of many is meant by its second name rather than a hamlet by its first.
_AS_WELL: Final = 0.94
_A_LITTLE: Final = 0.04
_LISTED: Final = 0.9
_NO_FIT: Final = 0.7
"""Scores of `geo.gazetteer`: names that are listed, and the least that a guess at letters has."""

FEATURE_KM: Final = 5.0
"""How far from its town's own edge an air base, a crossing or a camp may lie that bears its name."""

_SEAT_M: Final = 20_000.0
"""How far the seat of a division may lie from its middle: of many no list says how large they are."""

_FEATURE_MALUS: Final = 0.05
_MAX_WORDS: Final = 6
_SETTLED: Final = frozenset({"city", "town", "village"})
FAR_KM: Final = 20_000.0
_CLOSE_KM: Final = 50.0

# "مطار تفتناز العسكري": whose an airport is stands behind its town's name.
_OF_WHOM: Final = re.compile(r"(?<=\w) (?:العسكري|الدولي|المدني)$")
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
    ranked = weighed(name, geocoder, countries=countries, near=near, limit=limit)
    return [replace(place, score=round(mark, 3)) for place, mark in ranked[:limit]]


def weighed(
    name: str,
    geocoder: Geocoder,
    *,
    countries: Collection[str] = (),
    near: tuple[float, float] | None = None,
    reach_km: float = 0.0,
    limit: int = 10,
    ground: Ground | None = None,
) -> list[tuple[Place, float]]:
    """Return what `look_up` does, as the geocoder has it, and the mark of each.

    Parameters
    ----------
    reach_km
        Up to how far from `near` all places are equally close.
    ground
        What finds the ground "south of" a town, `geo.locate.relations.applied`; None leaves such
        names unknown.
    """
    found = candidates(name, geocoder, countries, max(limit, CANDIDATES), ground)
    marks = [_mark(p, countries, near, reach_km) for p in found]
    marks = [_behind_its_seat(p, mark, found, marks) for p, mark in zip(found, marks, strict=True)]
    return sorted(zip(found, marks, strict=True), key=lambda one: -one[1])


def candidates(
    name: str,
    geocoder: Geocoder,
    countries: Collection[str],
    limit: int = CANDIDATES,
    ground: Ground | None = None,
) -> Sequence[Place]:
    """Return what a name as it stands in a text may mean, best match first.

    Raises
    ------
    ServiceError
        If `geocoder` has no answer.
    """
    found: Sequence[Place] = ()
    for query in spellings(name):
        found = geocoder.candidates(query, countries=countries, limit=limit)
        if found:
            break
    if max([p.score for p in found], default=0.0) < _LISTED:
        found = _by_its_town(name, geocoder, countries, ground) or found
    return found


def _by_its_town(
    name: str, geocoder: Geocoder, countries: Collection[str], ground: Ground | None
) -> list[Place]:
    """Return what lies at a town: "Taftanaz air base", with room for what is not listed, "south of Dana".

    Only of towns that are listed: a guess at a town is no place to look for its air base.
    """
    name = _OF_WHOM.sub("", name)
    cuts = [i for i, letter in enumerate(name) if letter == " "][:_MAX_WORDS]
    for start, end in [*((0, cut) for cut in reversed(cuts)), *((c + 1, len(name)) for c in cuts)]:
        around = surroundings(name, start, end)
        if not around.feature and (ground is None or not around.relation):
            continue
        towns = [
            p
            for p in geocoder.candidates(name[start:end], countries=countries, limit=CANDIDATES)
            if p.kind in _SETTLED and p.score >= _LISTED
        ]
        if towns and around.feature:
            return [_at_feature(p, around.feature) for p in towns]
        if towns and ground is not None:
            return [ground(p, around) for p in towns]
    return []


def _at_feature(town: Place, feature: str) -> Place:
    """Return the surroundings of a town whose air base or camp is in no list."""
    return replace(
        town,
        score=town.score - _FEATURE_MALUS,
        radius_m=town.radius_m + FEATURE_KM * 1000,
        basis=f"{town.basis}; its {feature} is not listed: near {town.name}",
    )


def _behind_its_seat(
    place: Place, mark: float, found: Sequence[Place], marks: Sequence[float]
) -> float:
    """Return the mark of a division, below that of the town in it that bears its name as well.

    A name by itself is the town; who means the district or the province says so.
    """
    if place.kind not in {"admin1", "admin2", "admin3"}:
        return mark
    seats = [
        its
        for p, its in zip(found, marks, strict=True)
        if p.kind in _SETTLED
        and p.score >= place.score - _EQUALLY_WELL
        and p.country == place.country
        and apart_km(place, p.lon, p.lat) * 1000 <= max(place.radius_m, _SEAT_M) + p.radius_m
    ]
    return min(mark, max(seats) - _JUST_BEHIND) if seats else mark


def _mark(
    place: Place, countries: Collection[str], near: tuple[float, float] | None, reach_km: float
) -> float:
    """Return the name's fit, scaled by what else speaks for the place.

    That a place lies at home speaks for it as far as its name fits; and where no home is told,
    nothing speaks for a guess at letters.
    """
    fits = min(place.score, _AS_WELL + _A_LITTLE * place.score)
    known = prior(replace(place, score=0.0), ())
    if place.kind in {"admin1", "admin2"}:
        known -= _BEHIND_ITS_CAPITAL
    fame = min(1.0, known / _MOST)
    home = min(1.0, max(0.0, (place.score - _NO_FIT) / (_LISTED - _NO_FIT)))
    if countries:
        home *= place.country in countries
    elif near is None and place.score < _LISTED:
        home = 0.0
    if near is None:
        return fits * (0.5 + 0.3 * home + 0.2 * fame)
    # 1 at the spot, a tenth less at 50 km, 0 at the other end of the world
    far = max(0.0, apart_km(place, *near) - reach_km)
    close = 1 - math.log1p(far / _CLOSE_KM) / math.log1p(FAR_KM / _CLOSE_KM)
    return fits * (0.3 * home + 0.15 * fame + 0.55 * close)


def apart_km(place: Place, lon: float, lat: float) -> float:
    """Return how far a place is from a point, on a sphere (off by at most 0.5 %)."""
    return sphere_km(lon, lat, place.lon, place.lat)
