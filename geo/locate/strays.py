"""Which villages cannot be meant: namesakes far from the ground that a report, or a row of it, is about.

The secret of this module is when a report is about one division: it names that one again and again
and hardly another. A village or small town that lists have far outside of it, and that the text puts
nowhere else, is then one of its name that no list has. So is a hamlet told in one breath with
villages that lie amid the other places of the report, while it lies amid none. A city is known
wherever it lies, unless the report calls it a village and tells of nothing else in its country.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from shapely.geometry import Point

from geo.distance import KM_A_DEGREE
from geo.extract.countries import country_of_adjective, government_of
from geo.extract.series import joins
from geo.gazetteer.index import OWN
from geo.locate.relations import apart, outlined
from geo.locate.view import GUESSED, SETTLED, is_odd_alias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.locate.evidence import Named
    from geo.model import Place

    Choice = tuple[Place | None, tuple[Place, ...]]

_SMALL: Final = 30_000  # people; a larger town is named without its division
_TIMES: Final = 2  # how often a report names the division that it is about, at least
_SHARE: Final = 0.75  # of all names of divisions
_AWAY_KM: Final = 60.0
_BORDER_KM: Final = 25.0  # outside of its border a village may still be told of as its own
_FAR_KM: Final = 1_000.0
_ROW: Final = 3  # names
_NEAR_KM: Final = 30.0
_HAMLET: Final = 5_000  # people
_WELL_KNOWN: Final = 500_000  # people
_LISTS: Final = ("geonames:", OWN)
_SPOTS: Final = SETTLED - {"admin3"}
_LESSER: Final = frozenset({"village", "town", "admin2", "admin3"})
_VILLAGES: Final = frozenset({"village", "town"})
_CITY: Final = 100_000  # people; nobody calls such a place a village
_VILLAGE_BEFORE: Final = re.compile(r"\b(?:village|hamlet)\s+(?:of\s+|called\s+|named\s+)?$", re.I)
_VILLAGE_AFTER: Final = re.compile(
    r"^(?:\s+(?:village|hamlet)\b|,\s+(?:a|an|another|the)\s+(?:[\w-]+\s+){0,2}(?:village|hamlet)\b)",
    re.I,
)
_CALLED: Final = 30  # characters of ", a small farming village"
_OF_COUNTRY: Final = re.compile(
    r"\b(?P<adjective>(?:[A-Z][\w-]{2,15}\s)?[A-Z][\w-]{2,20})\s+(?:[a-z-]{3,15}\s+){0,2}"
    r"(?:town|city|village|hamlet|settlement|municipality|locality|port|district|county)\s+(?:of\s+)?$"
)
_OF_COUNTRY_REACH: Final = 80  # characters of "South Sudanese oil-rich border town of"


def without_cities(text: str, document: Sequence[Named], chosen: Sequence[Choice]) -> list[Choice]:
    """Return the choices, with a village of the report's countries, or none, for a city abroad: "the village of Manila"."""
    called = {named.name for named in document if _is_called_village(text, named)}
    if not called:
        return list(chosen)
    told = [(n.name, place) for n, (place, _) in zip(document, chosen, strict=True) if place]
    found: list[Choice] = []
    for named, choice in zip(document, chosen, strict=True):
        place, others = choice
        if named.name not in called or place is None or place.population < _CITY:
            found.append(choice)
            continue
        lands = {p.country for name, p in told if name != named.name and p.country}
        if not lands or place.country in lands:
            found.append(choice)
            continue
        village = next(
            (p for p in named.candidates if p.country in lands and p.kind in _VILLAGES), None
        )
        found.append((village, (place, *others)))
    return found


def _is_called_village(text: str, named: Named) -> bool:
    before = text[max(0, named.start - _CALLED) : named.start]
    after = text[named.end : named.end + _CALLED]
    return bool(_VILLAGE_BEFORE.search(before) or _VILLAGE_AFTER.match(after))


def of_their_country(
    text: str, document: Sequence[Named], chosen: Sequence[Choice]
) -> list[Choice]:
    """Return the choices, with a place of the country that is said for a namesake abroad: "the Chilean town of Toledo"."""
    found: list[Choice] = []
    for named, (place, others) in zip(document, chosen, strict=True):
        land = _country_said(text, named)
        if not land or (place is not None and place.country == land):
            found.append((place, others))
            continue
        at_home = [p for p in named.candidates if p.country == land and p.score >= GUESSED]
        told = max(at_home, key=lambda p: (p.kind in _SPOTS, p.score, p.population), default=None)
        rest = (p for p in (place, *others) if p is not None and p is not told)
        found.append((told or place, tuple(rest) if told else others))
    return found


def _country_said(text: str, named: Named) -> str:
    """Return the country (ISO code) whose adjective says where a town lies, or ``""``."""
    said = _OF_COUNTRY.search(text[max(0, named.start - _OF_COUNTRY_REACH) : named.start])
    if said is None:
        return ""
    words = said["adjective"]
    country = country_of_adjective(words) or country_of_adjective(words.split()[-1])
    return government_of(country) if country else ""


def without_strays(text: str, document: Sequence[Named], chosen: Sequence[Choice]) -> list[Choice]:
    """Return the choices, with none, or one at home, for the villages that lie elsewhere than the report."""
    chosen = _in_rows(text, document, chosen)
    told = {place.source: place for place, _ in chosen if place is not None}
    chosen = [
        (None, (choice[0], *choice[1])) if choice[0] and _is_far(named, choice[0], told) else choice
        for named, choice in zip(document, chosen, strict=True)
    ]
    home = _told(chosen)
    if home is None:
        return list(chosen)
    return [
        _at_home(named, choice, home)
        if choice[0] is not None and _strays(named, choice[0], home, _holder(named, chosen))
        else choice
        for named, choice in zip(document, chosen, strict=True)
    ]


def _in_rows(text: str, document: Sequence[Named], chosen: Sequence[Choice]) -> list[Choice]:
    """Return the choices, with none, or a nearer one, for hamlets that lie far from the others of their row."""
    out = list(chosen)
    spots = {p.source: p for p, _ in chosen if p is not None and p.kind in _SPOTS}
    for row in _rows(text, document):
        amid = [p for k in row if (p := chosen[k][0]) and p.kind in _SPOTS and _is_amid(p, spots)]
        for k in row:
            place = chosen[k][0]
            if place is None or not amid or place.kind not in _VILLAGES | {"city"}:
                continue
            abroad = all(p.country != place.country for p in amid)
            if not (_is_one_of_many(document[k], place) or (abroad and not _is_well_known(place))):
                continue
            if not _is_amid(place, spots) and all(apart(place, p) > _AWAY_KM for p in amid):
                near = [p for p in document[k].candidates if _is_beside(p, amid)]
                out[k] = (near[0], chosen[k][1]) if near else (None, (place, *chosen[k][1]))
    return out


def _rows(text: str, document: Sequence[Named]) -> list[list[int]]:
    """Return the numbers of the names that are told in one breath, of rows of three and more."""
    rows: list[list[int]] = []
    order = sorted(range(len(document)), key=lambda k: document[k].start)
    for before, k in pairwise([-1, *order]):
        end = document[before].end if before >= 0 else 0
        if before >= 0 and joins(text[end : document[k].start]):
            rows[-1].append(k)
        else:
            rows.append([k])
    return [row for row in rows if len(row) >= _ROW]


def _is_amid(place: Place, spots: Mapping[str, Place]) -> bool:
    """Tell whether another place of the report lies near one."""
    return any(apart(place, p) <= _NEAR_KM for p in spots.values() if p.source != place.source)


def _is_one_of_many(named: Named, place: Place) -> bool:
    """Tell whether a hamlet's name is that of others too, so that one more may have it that no list has.

    A project's own place is meant; one that is listed under a name so unlike its own hardly is.
    """
    if place.kind == "city" or place.population >= _HAMLET:
        return False
    if not place.source.startswith(_LISTS):
        return False
    bearers = sum(p.kind in _SPOTS and p.score >= GUESSED for p in named.candidates)
    return bearers > 1 or is_odd_alias(named.name, place)


def _is_well_known(place: Place) -> bool:
    """Tell whether a city may be named in one breath with villages of another land: "Alma, Bartaz and Ankara"."""
    return place.population >= _WELL_KNOWN


def _is_beside(place: Place, amid: Sequence[Place]) -> bool:
    """Tell whether a place of the name lies near one of those."""
    spot = place.kind in _SPOTS and place.score >= GUESSED
    return spot and any(apart(place, p) <= _NEAR_KM for p in amid)


def _is_far(named: Named, place: Place, told: Mapping[str, Place]) -> bool:
    """Tell whether a lesser place lies in another part of the world than all others of the report.

    So may a division whose name nothing calls one.
    """
    if not (place.kind in _LESSER or (place.kind == "admin1" and not named.around.kinds)):
        return False
    if place.kind != "admin1" and place.population > _SMALL:
        return False
    if any(p.country == place.country and p.source != place.source for p in told.values()):
        return False
    others = [p for p in told.values() if p.country != place.country]
    return len(others) >= _TIMES and all(
        apart(place, p) > _FAR_KM + p.radius_m / 1000 for p in others
    )


def _told(chosen: Sequence[Choice]) -> Place | None:
    """Return the one first-order division that the report is about, or None."""
    divisions = [place for place, _ in chosen if place is not None and place.kind == "admin1"]
    times = Counter(place.source for place in divisions)
    source, most = max(times.items(), key=lambda row: row[1], default=("", 0))
    if most < _TIMES or most < _SHARE * len(divisions):
        return None
    return outlined(next(place for place in divisions if place.source == source))


def _holder(named: Named, chosen: Sequence[Choice]) -> Place | None:
    """Return where the text says that a name lies, if that is known."""
    return None if named.container is None else chosen[named.container][0]


def _strays(named: Named, place: Place, home: Place, holder: Place | None) -> bool:
    """Tell whether a place is a village outside of `home` that nothing in the text puts there."""
    if place.kind not in _VILLAGES or place.population > _SMALL:
        return False
    if named.neighbour is not None or named.around.relation:
        return False
    if holder is not None and (holder.country, holder.admin1) == (place.country, place.admin1):
        return False
    if (place.country, place.admin1) == (home.country, home.admin1 or home.name):
        return False
    alike = sum(p.country == home.country and p.kind in _VILLAGES for p in named.candidates)
    if (
        home.shape is not None and alike >= _TIMES
    ):  # a name of many: which one is for the text to say
        return bool(home.shape.distance(Point(place.lon, place.lat)) * KM_A_DEGREE > _BORDER_KM)
    return apart(place, home) > _AWAY_KM + home.radius_m / 1000


def _at_home(named: Named, choice: Choice, home: Place) -> Choice:
    """Return the place of that name which lies in `home`, or none."""
    place, others = choice
    inside = [
        p
        for p in named.candidates
        if p.kind in _VILLAGES and p.score >= GUESSED
        if (p.country, p.admin1) == (home.country, home.admin1 or home.name)
    ]
    if inside:
        return inside[0], others
    return None, (place, *others) if place is not None else others
