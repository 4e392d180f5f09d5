"""Where a report's events happened: its mentions located, its tellings with their places.

The secret of this module is which names are looked up when: those of the whole report together,
collective ones by the day of their event, and unknown ones of services in the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

from geo.extract import country_of_adjective
from geo.locate import finest, locate
from geo.locate.context import tells_container, tells_owner
from geo.locate.document import JOINED
from geo.locate.relations import apart
from geo.locate.single import spellings
from geo.locate.view import GUESSED
from geo.model import Placed
from geo.retold import join_retold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from geo.locate import Scope
    from geo.model import Geocoder, Mention, Place, Reading, Telling
    from geo.project import Project
    from geo.services import Asked

_REACH: Final = 60


def place_mentions(reading: Reading, geocoder: Geocoder, scope: Scope) -> Reading:
    """Return `reading` with a place for every mention that has one.

    Adjectives ("Turkish troops") name a country and are no places where anything happens: they
    get their country and leave the choice among the others alone.
    """
    names = [m for m in reading.mentions if m.relation != "adjective"]
    found = iter(locate(reading.report, names, geocoder, scope, day=reading.report.published))
    mentions = tuple(
        _country_of(m, geocoder) if m.relation == "adjective" else next(found)
        for m in reading.mentions
    )
    return replace(reading, mentions=mentions)


def _country_of(mention: Mention, geocoder: Geocoder) -> Mention:
    name = country_of_adjective(mention.name)
    places = geocoder.candidates(name, limit=3) if name else ()
    return replace(mention, place=next((p for p in places if p.kind == "country"), None))


def place_tellings(reading: Reading, geocoder: Geocoder, scope: Scope) -> list[Placed]:
    """Return the tellings of a reading with their places.

    The places of mentions are those that the whole report gave them; collective places ("Turkish
    posts") depend on the day of the event and are looked up here. Where a collective place is
    found, it is the place; the named area beside it only stands in for one that is not.
    """
    known = {(m.start, m.end): m for m in reading.mentions}
    out: list[Placed] = []
    for telling in reading.tellings:
        gathered = [m for m in telling.places if m.relation == "collective"]
        named = [
            known.get((m.start, m.end), m) for m in telling.places if m.relation != "collective"
        ]
        found = [m for m in named if m.place is not None]
        if gathered:
            day = telling.date_start or reading.report.published
            resolved = [
                m
                for m in locate(reading.report, gathered, geocoder, scope, day=day)
                if m.place is not None
            ]
            found = resolved or found
        if not found:
            found = (
                _in_row(reading, named)
                or _containers(reading, named)
                or _cities(reading, named)
                or _around(reading, telling, named)
            )
        elif not gathered and all(_is_vague(m.place) for m in found):
            found = _in_row(reading, found) or found
        elif not gathered:
            found = [_innermost(reading, mention) for mention in found]
        if not found and not telling.places:
            found = _told_of(reading, telling)
        out.append(Placed(telling, tuple(finest(reading.report.text, found))))
    return join_retold(_with_unlisted(out))


_OF_GROUND: Final = frozenset(
    (
        "Government regains territory",
        "Non-state actor overtakes territory",
        "Non-violent transfer of territory",
    )
)


def _with_unlisted(placed: list[Placed]) -> list[Placed]:
    """Return `placed` where a village of a list that no gazetteer knows goes with one that is known.

    "took A, B and Qzzy" is two events on the map, the second with a word about Qzzy, and no third
    one that nobody could place.
    """
    out: list[Placed] = []
    for item in placed:
        telling = item.telling
        lost = not item.places and telling.places and telling.sub_event_type in _OF_GROUND
        told = telling.claims[0].start if telling.claims else None
        k = next(
            (
                k
                for k in range(len(out) - 1, -1, -1)
                if lost and out[k].places and out[k].telling.claims[0].start == told
                and out[k].telling.sub_event_type == telling.sub_event_type
            ),
            None,
        )  # fmt: skip
        if k is None:
            out.append(item)
            continue
        names = ", ".join(f"“{m.name}”" for m in telling.places)
        told_with = replace(
            out[k].telling,
            places=(*out[k].telling.places, *telling.places),
            review=(
                *out[k].telling.review,
                f"told with it, but no gazetteer is sure of it: {names}",
            ),
        )
        out[k] = replace(out[k], telling=told_with)
    return out


_WIDE: Final = frozenset({"admin1", "admin2", "region", "country"})
_NESTED: Final = 3  # village, district, province


def _innermost(reading: Reading, mention: Mention) -> Mention:
    """Return, for a division, the district or town in it that the text names with it.

    "in Balochistan's Awaran district" and "in Shopian district of Kashmir" are in the district.
    """
    text = reading.report.text
    for _ in range(_NESTED):
        outer = mention.place
        if outer is None or outer.kind not in _WIDE or mention.relation:
            break
        inner = next(
            (
                m
                for m in reading.mentions
                if m.place is not None and m.role in ("event", "background")
                if m.relation != "adjective" and m.place.radius_m < outer.radius_m
                if m.place.country == outer.country
                and apart(m.place, outer) * 1000 <= outer.radius_m
                if _holds(text, mention, m)
            ),
            None,
        )
        if inner is None:
            break
        mention = inner
    return mention


def _holds(text: str, outer: Mention, inner: Mention) -> bool:
    """Tell whether the text says that `inner` lies in `outer`, side by side."""
    if outer.end <= inner.start:
        return tells_owner(text, outer.end, inner.start)
    return inner.end <= outer.start and tells_container(text, inner.end, outer.start)


# What may stand between a place and the one that contains it: "Mamove, in Beni territory".
_INSIDE: Final = re.compile(
    r"[\s,،(]{0,3}(?:(?:a|an|the) (?:[\w-]{1,15} ){0,3}(?:town|village|city|hamlet|settlement) )?"
    r"(?:also )?(?:in|of|في)?(?: the)?(?: [\w-]{1,20}){0,3}[\s,(]{0,2}"
)
_DIVISIONS: Final = frozenset({"admin1", "admin2", "admin3", "region"})


def _containers(reading: Reading, named: Sequence[Mention]) -> list[Mention]:
    """Return, for a place that no gazetteer is sure of, the division that the text puts it in.

    The event is then somewhere in that area, which is drawn as one.
    """
    text = reading.report.text
    for mention in named:
        inner = mention
        for outer in reading.mentions:
            if not inner.end <= outer.start <= inner.end + _REACH:
                continue
            gap = text[inner.end : outer.start]
            known = outer.place is not None and outer.place.kind in _DIVISIONS
            if known and (_INSIDE.fullmatch(gap) or _OUTWARD.match(gap)):
                basis = f"no gazetteer is sure of “{mention.name}”; said to lie in {outer.name}"
                place = replace(outer.place, basis=basis) if outer.place is not None else None
                return [replace(outer, relation=f"{mention.name}, in", place=place)]
            if outer.place is None and _is_outward(text, inner, outer):
                inner = outer  # "Alma, Bartaz district, in Gezira": Gezira holds them both
    return []


_QUARTER: Final = re.compile(
    r"[’']?s?\s+(?:neighbou?rhoods?|districts?|quarters?|suburbs?|streets?)\b", re.IGNORECASE
)
_TOWNS: Final = frozenset({"city", "town"})


def _cities(reading: Reading, named: Sequence[Mention]) -> list[Mention]:
    """Return, for a quarter that no gazetteer is sure of, the city that the text named last before it."""
    text = reading.report.text
    for mention in named:
        if not _QUARTER.match(text, mention.end):
            continue
        ahead = [
            m
            for m in reading.mentions
            if m.end <= mention.start and m.role in ("event", "background")
            if m.place is not None and m.place.kind in _TOWNS
        ]
        if ahead and ahead[-1].place is not None:
            city = ahead[-1]
            basis = (
                f"no gazetteer is sure of “{mention.name}”, a quarter; {city.name} was named last"
            )
            place = replace(ahead[-1].place, basis=basis)
            return [replace(city, relation=f"{mention.name}, in", place=place)]
    return []


def _around(reading: Reading, telling: Telling, named: Sequence[Mention]) -> list[Mention]:
    """Return, for a place that no gazetteer is sure of, the one division that the event is told with.

    That is the only one in the sentences that tell of it, else the only one in the report:
    "19 people were killed in the Tillabéri region. The attackers stormed Gaigorou".
    """
    if not named:
        return []
    if beside := _beside(reading, named[0]):
        return beside
    if _in_unlisted(reading, named[0]):
        return []
    owner = _owner_of_base(reading, named[0])
    told = [m for m in _divisions(reading) if not owner or (m.place and m.place.country == owner)]
    near = [m for m in told if any(c.start <= m.start < c.end for c in telling.claims)]
    before = [m for m in told if named[0].start - _SAID_BEFORE <= m.start < named[0].start]
    if not near and (opening := _opening(reading, named[0])):
        return opening
    for divisions in (near, told, before[-1:]):
        inmost = _without_outer(divisions)
        if len(inmost) == 1:
            ((_, outer),) = inmost.items()
            basis = f"no gazetteer is sure of “{named[0].name}”; told with {outer.name}: somewhere there"
            place = replace(outer.place, basis=basis) if outer.place is not None else None
            return [replace(outer, relation=f"{named[0].name}, in", place=place)]
    return [] if owner else _about_the_town(reading, telling, named[0])


def _owner_of_base(reading: Reading, name: Mention) -> str:
    """Return the country whose army's base lies at a name: "ثكنة للجيش البوركيني في كوتوغو"."""
    text = reading.report.text
    for army in reading.mentions:
        if army.relation != "adjective" or army.place is None:
            continue
        near = 0 <= name.start - army.end <= _REACH
        if near and text[army.end : name.start].strip() in ("في", "in", "at"):
            return army.place.country
    return ""


_SAID_BEFORE: Final = 400
_MEASURED: Final = re.compile(r"\b(?:of|near|from|outside)$", re.IGNORECASE)


def _divisions(reading: Reading) -> list[Mention]:
    """Return the divisions that a report names as where something happened or was."""
    return [
        m
        for m in reading.mentions
        if m.role in ("event", "background") and m.relation != "adjective"
        if m.place is not None and m.place.kind in _DIVISIONS
    ]


_SETTLED: Final = frozenset({"city", "town", "village", "area"})  # "near X" is an area
_TOWN_M: Final = 60_000  # what is wider, as the north of a country, is no town
_ABOUT_M: Final = 9_900
"""How far from its market town a village lies: all of those in our annotated reports do so."""


def _about_the_town(reading: Reading, telling: Telling, mention: Mention) -> list[Mention]:
    """Return, for a place that no gazetteer is sure of, the land around the one town it is told with."""
    towns = [
        m
        for m in reading.mentions
        if m.role in ("event", "background") and m.place is not None and m.place.kind in _SETTLED
        if m.place.radius_m <= _TOWN_M
    ]
    near = [m for m in towns if any(c.start <= m.start < c.end for c in telling.claims)]
    end = reading.report.text.find("\n", mention.end)  # of the paragraph; -1 in the last one
    told = [m for m in towns if m.start < mention.start or end < 0 or m.start <= end]
    for group in (near, told if len(told) == len(towns) else []):
        if len({(m.place.lon, m.place.lat) for m in group if m.place is not None}) == 1:
            return _about(mention, group[0])
    return []


def _about(mention: Mention, town: Mention) -> list[Mention]:
    """Return the land around a town, for a place that no gazetteer is sure of."""
    if town.place is None:
        return []
    basis = f"no gazetteer is sure of “{mention.name}”; told with {town.name}: somewhere around it"
    radius_m = max(town.place.radius_m, _ABOUT_M)
    place = replace(town.place, basis=basis, kind="area", radius_m=radius_m, shape=None)
    return [replace(town, relation=f"{mention.name}, near", place=place)]


_VAGUE_M: Final = 40_000
_ROW_KM: Final = 30.0


def _is_vague(place: Place | None) -> bool:
    """Tell whether all that is known of a place is the wide division that holds it."""
    return place is not None and place.kind == "area" and place.radius_m > _VAGUE_M


def _in_row(reading: Reading, named: Sequence[Mention]) -> list[Mention]:
    """Return the land around the villages that the text lists with one that no gazetteer is sure of.

    "took the villages of Alma, Qzzy and Bartaz": villages told in one breath lie side by side, and
    closer than the province that they are in. Cities of a row need not.
    """
    for mention in named:
        row = [m for m in _row_of(reading, mention) if m.place and m.place.kind in _ROW_KINDS]
        places = [m.place for m in row if m.place is not None]
        near = all(apart(a, b) <= _ROW_KM for a, b in combinations(places, 2))
        if row and near:
            return _about(mention, min(row, key=lambda m: abs(m.start - mention.start)))
    return []


_MEASURES: Final = re.compile(r"\b(?:in|near|from|at|on|by|to|between|outside|around|off|into)\s")
_ROW_KINDS: Final = frozenset({"town", "village"})


def _row_of(reading: Reading, mention: Mention) -> list[Mention]:
    """Return the other names of the list in which a name stands."""
    names = [m for m in reading.mentions if m.relation != "adjective"]
    at = next((k for k, m in enumerate(names) if m.start == mention.start), None)
    if at is None:
        return []
    row = []
    for step in (-1, 1):
        k = at
        while 0 <= k + step < len(names):
            first, second = sorted((names[k], names[k + step]), key=lambda m: m.start)
            gap = reading.report.text[first.end : second.start]
            if not JOINED.match(gap) or _MEASURES.search(gap):
                break
            k += step
            row.append(names[k])
    return row


_PARTED: Final = re.compile(r"\s?[,،]")
_ENDS: Final = re.compile(r"[.!?؟\n]")
_OPENS: Final = re.compile(r"(?:^|[.!?؟\n•]\s*)(?:-\s*)?(?:In\s|و?في\s)$")


def _opening(reading: Reading, mention: Mention) -> list[Mention]:
    """Return the land around the town that opens the sentence: "In Saada, the toll in Qahza rose"."""
    text = reading.report.text
    for town in reading.mentions:
        if not 0 <= mention.start - town.end <= _SAID_BEFORE:
            continue
        if town.place is None or town.place.kind not in _SETTLED or town.place.radius_m > _TOWN_M:
            continue
        gap = text[town.end : mention.start]
        if (
            _PARTED.match(gap)
            and not _ENDS.search(gap)
            and _OPENS.search(text[max(0, town.start - _REACH) : town.start])
        ):
            return _about(mention, town)
    return []


def _beside(reading: Reading, name: Mention) -> list[Mention]:
    """Return the ground that the sentence measures from a town, for a name of it that no list has.

    "stormed Alma, a village in the Bartaz valley, southwest of Kirkuk": southwest of Kirkuk.
    """
    text = reading.report.text
    for other in reading.mentions:
        gap = text[name.end : other.start]
        if (
            not name.end <= other.start <= name.end + 2 * _REACH
            or "." in gap
            or other.place is None
        ):
            continue
        if other.role in ("event", "background", "direction") and _MEASURED.search(other.relation):
            basis = f"no gazetteer is sure of “{name.name}”; told {other.relation} {other.name}"
            place = replace(other.place, basis=basis)
            return [replace(other, relation=f"{name.name}, {other.relation}", place=place)]
    return []


_KIND: Final = (
    r"(?:province|region|district|county|department|state|commune|cercle|territory|zone|township"
    r"|locality|local government area|tehsil|woreda|area|village|town)"
)
# "Buno Bedele zone", which is no name to whoever found the names
_UNREAD: Final = rf"(?:(?:[A-Z][\w’'-]{{1,20}}\s){{1,3}}(?i:{_KIND}))"
_OUTWARD: Final = re.compile(
    rf"^(?:\s+(?i:{_KIND}))?(?:,\s(?:in\s(?:the\s)?)?{_UNREAD}){{0,2}}"
    r"(?:\s*,?\s*(?:located\s+)?(?:in|of)\s+(?:the\s+)?|\s*,\s*)$"
)
_IN_UNREAD: Final = re.compile(rf"^(?:\s+(?i:{_KIND}))?(?:,|\s+in(?:\s+the)?|\s+of)\s{_UNREAD}\b")
_CALLED_ONE: Final = re.compile(rf"^\s+{_KIND}\b", re.IGNORECASE)


def _is_outward(text: str, inner: Mention, outer: Mention) -> bool:
    """Tell whether the next name is called a division that holds the one before it."""
    return (
        _OUTWARD.match(text[inner.end : outer.start]) is not None
        and _CALLED_ONE.match(text[outer.end : outer.end + _REACH]) is not None
    )


def _in_unlisted(reading: Reading, name: Mention) -> bool:
    """Tell whether the text puts a name in a division that no list has: another one does not hold it."""
    text = reading.report.text
    unread = _IN_UNREAD.match(text[name.end : name.end + 2 * _REACH])
    if unread and not any(
        m.place is not None and name.end < m.start < name.end + unread.end()
        for m in reading.mentions
    ):
        return True
    return any(
        m.place is None and name.end <= m.start <= name.end + _REACH and _is_outward(text, name, m)
        for m in reading.mentions
    )


def _told_of(reading: Reading, telling: Telling) -> list[Mention]:
    """Return, for an event told without any place, the one division that is named with it or just before it."""
    told = _divisions(reading)
    start = min((c.start for c in telling.claims), default=0)
    near = [m for m in told if any(c.start <= m.start < c.end for c in telling.claims)]
    before = [m for m in told if start - _SAID_BEFORE <= m.start < start]
    for divisions in (near, before):
        inmost = _without_outer(divisions)
        if len(inmost) == 1:
            ((_, outer),) = inmost.items()
            basis = f"the text names no place; told with {outer.name}: somewhere there"
            place = replace(outer.place, basis=basis) if outer.place is not None else None
            return [replace(outer, relation="somewhere in", place=place)]
    return []


def _without_outer(divisions: Sequence[Mention]) -> dict[tuple[str, str], Mention]:
    """Return the divisions by name and kind, without those that hold another one of them."""
    by_place = {(m.place.name, m.place.kind): m for m in divisions if m.place is not None}
    return {
        key: m
        for key, m in by_place.items()
        if not any(_contains(m.place, n.place) for k, n in by_place.items() if k != key)
    }


def _contains(outer: Place | None, inner: Place | None) -> bool:
    """Tell whether one division holds another."""
    if outer is None or inner is None or outer.country != inner.country:
        return False
    finer = inner.radius_m < outer.radius_m and inner.kind != outer.kind
    return finer and apart(outer, inner) * 1000 <= outer.radius_m


@dataclass(frozen=True, slots=True)
class _Answered:
    """A geocoder that also knows what services answered for names that were unknown to it."""

    geocoder: Geocoder
    answers: Mapping[str, Sequence[Place]]

    def candidates(
        self, name: str, *, countries: Collection[str] = (), limit: int = 10
    ) -> Sequence[Place]:
        """Return what was answered, else what the geocoder finds or guesses at."""
        return self.answers.get(name, ())[:limit] or self.geocoder.candidates(
            name, countries=countries, limit=limit
        )

    def prominence(self, name: str) -> int:
        """Return what the geocoder says."""
        return self.geocoder.prominence(name)


def ask_services(
    readings: Sequence[Reading],
    geocoder: Geocoder,
    project: Project,
    services_dir: Path | None,
    progress: Callable[[str, int, int], None],
) -> Asked:
    """Ask the project's services for the places of events whose names `geocoder` does not know.

    What it finds by guessing at letters ("Qomarveh", perhaps Komarove) is not known.
    """
    from geo.services import ask, open_services  # noqa: PLC0415 - geopy only where it is asked

    names: dict[str, None] = {}
    for reading in readings:
        known = {(m.start, m.end): m for m in reading.mentions}
        for mention in (m for telling in reading.tellings for m in telling.places):
            found = known.get((mention.start, mention.end), mention)
            if (
                mention.relation not in {"collective", "adjective"}
                and found.place is None
                and not any(
                    place.score >= GUESSED
                    for spelling in spellings(mention.name)
                    for place in geocoder.candidates(spelling, countries=project.countries)
                )
            ):
                names.setdefault(mention.name)
    services = open_services(project, services_dir)
    try:
        return ask(
            [spellings(name) for name in names],
            services,
            project.countries,
            lambda done, total: progress("asking services", done, total),
        )
    finally:
        for service in services:
            service.geocoder.close()


def with_answers(
    readings: Sequence[Reading],
    answers: Mapping[str, Sequence[Place]],
    geocoder: Geocoder,
    scope: Scope,
) -> tuple[list[Reading], Geocoder]:
    """Return the readings with the places that services found, judged with all others."""
    answered = _Answered(geocoder, answers)
    found = {name for name, places in answers.items() if places}
    return [
        place_mentions(r, answered, scope) if found & {m.name for m in r.mentions} else r
        for r in readings
    ], answered
