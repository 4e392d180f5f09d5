"""Where something happened whose place no gazetteer is sure of, as the rest of its report tells.

The secret of this module is what stands in for a place that is not known, or known no better than as
a region: the division that the text puts it in, the village it is listed with, the town it is told
with, the one place that the next sentence names.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.extract.series import joins
from geo.gazetteer.spelling import fold
from geo.locate import finest
from geo.locate.context import tells_container, tells_owner
from geo.locate.relations import apart
from geo.retold import lies_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Mention, Place, Placed, Reading, Telling

_REACH: Final = 60

_WIDE: Final = frozenset({"admin1", "admin2", "region", "country"})
_NESTED: Final = 3  # village, district, province
_ROUGHLY: Final = (
    1.5  # a region whose outline no list has reaches that much farther than its circle
)


def innermost(reading: Reading, mention: Mention) -> Mention:
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
                and apart(m.place, outer) * 1000 <= _ROUGHLY * outer.radius_m
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


def containers(reading: Reading, named: Sequence[Mention]) -> list[Mention]:
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
# "in Kalo, a poor suburb of Bujumbura", "in Kalo, a district of the capital"
_QUARTER_OF: Final = re.compile(
    r"\s?,\s(?:itself\s)?(?:a|an|the|one\sof\sthe)\s(?:[\w-]{1,15}\s){0,3}"
    r"(?:neighbou?rhood|district|quarter|suburb|slum|shanty\s?town|ward|area)s?\s(?:in|of)\s"
    r"(?:the\s)?(?:[\w-]{1,15}\s){0,3}"
)
_OF_ITS_CITY: Final = re.compile(r"\s?,\s[^.,;]{3,60}\b(?:in|of)\sthe\s(?:capital|city)\b")
_TOWNS: Final = frozenset({"city", "town"})


def cities(reading: Reading, named: Sequence[Mention]) -> list[Mention]:
    """Return, for a quarter that no gazetteer is sure of, its city: told behind it, else named last before it."""
    text = reading.report.text
    for mention in named:
        if city := _city_of(reading, mention):
            basis = (
                f"no gazetteer is sure of “{mention.name}”, a quarter; the text says in {city.name}"
            )
            place = replace(city.place, basis=basis) if city.place is not None else None
            return [replace(city, relation=f"{mention.name}, in", place=place)]
        told = _OF_ITS_CITY.match(text, mention.end) and _QUARTER_OF.match(text, mention.end)
        if not (told or _QUARTER.match(text, mention.end)):
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


def _city_of(reading: Reading, quarter: Mention) -> Mention | None:
    """Return the city that a name is told to be a quarter of: "Kalo, a poor suburb of Bujumbura"."""
    told = _QUARTER_OF.match(reading.report.text, quarter.end)
    if told is None:
        return None
    return next(
        (
            m
            for m in reading.mentions
            if m.start == told.end() and m.place is not None and m.place.kind in _TOWNS
        ),
        None,
    )


def around(reading: Reading, telling: Telling, named: Sequence[Mention]) -> list[Mention]:
    """Return, for a place that no gazetteer is sure of, the one division that the event is told with.

    That is the only one in the sentences that tell of it, else the only one in the report:
    "19 people were killed in the Tillabéri region. The attackers stormed Gaigorou".
    """
    if not named:
        return []
    if beside := _beside(reading, named[0]) or _in_the_same(reading, named[0]):
        return beside
    if _in_unlisted(reading, named[0]):
        return []
    owner = _owner_of_base(reading, named[0])
    told = [m for m in _divisions(reading) if not owner or (m.place and m.place.country == owner)]
    near = [m for m in told if any(c.start <= m.start < c.end for c in telling.claims)]
    before = [m for m in told if named[0].start - _SAID_BEFORE <= m.start < named[0].start]
    # "a governor in X was killed ... in the Y district": whose province it was, before another's
    whose = [
        m
        for m in _divisions(reading, frozenset({"source", "actor"}))
        if any(c.start <= m.start < c.end for c in telling.claims) and not owner
    ]
    end = reading.report.text.find("\n", named[0].end)
    so_far = [m for m in told if end < 0 or m.start <= end]
    if not near and (opening := _opening(reading, named[0])):
        return opening
    groups = [near, whose, so_far, before[-1:]]
    if not so_far:
        if not owner and (town := _about_the_town(reading, telling, named[0])):
            return town
        groups.append(told)
    for divisions in groups:
        inmost = _without_outer(divisions)
        if len(inmost) == 1:
            ((_, outer),) = inmost.items()
            if town := _town_beside(reading, named[0], outer):
                return town
            basis = f"no gazetteer is sure of “{named[0].name}”; told with {outer.name}: somewhere there"
            place = replace(outer.place, basis=basis) if outer.place is not None else None
            return [replace(outer, relation=f"{named[0].name}, in", place=place)]
    return [] if owner else _about_the_town(reading, telling, named[0])


# where the wounded lie, and ends of a road
_PASSED: Final = re.compile(
    r"\b(?:hospital|clinic|morgue)s? (?:in|at|of) $|\b(?:road|highway) (?:from|to|between|linking)\b[^.]*$",
    re.IGNORECASE,
)
_DISTRICT_M: Final = 30_000  # a district reaches about that far from its seat
_DISTRICT_WORDS: Final = (
    r"(?:district|township|county|territory|tehsil|woreda|locality|municipality|local government"
    r"|LGA|sub-?district|commune|raion)"
)
_CALLED_DISTRICT: Final = re.compile(rf"\s{_DISTRICT_WORDS}\b", re.IGNORECASE)
_DISTRICT_NAME: Final = re.compile(rf"\s{_DISTRICT_WORDS}$", re.IGNORECASE)
_DISTRICT_OF: Final = re.compile(rf"\b{_DISTRICT_WORDS} of $", re.IGNORECASE)


_LEFT: Final = re.compile(
    r"\b(?:from|towards?|via)\s(?:the\s(?:[\w-]+\s){1,2}of\s)?$", re.IGNORECASE
)


def _is_called_district(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.start - _REACH) : mention.start]
    after = _CALLED_DISTRICT.match(text, mention.end)
    return after is not None or _DISTRICT_OF.search(before) is not None


def _town_beside(reading: Reading, name: Mention, outer: Mention) -> list[Mention]:
    """Return the land around the one town of a province that is told with a place that no list has.

    That is the one in its sentence, else the only one of that province in the whole report. A town that
    the text calls a district holds the place somewhere.
    """
    text = reading.report.text
    ends = [m.start() for m in _ENDS.finditer(text)]
    opened = max((k for k in ends if k < name.start), default=-1)
    closed = min((k for k in ends if k >= name.end), default=len(text))
    towns = [
        m
        for m in reading.mentions
        if m.place is not None
        and outer.place is not None
        and m.role not in ("source", "actor")
        and m.place.kind in _SETTLED | {"admin2"}
        and m.place.radius_m <= (_ABOUT_M if m.place.kind == "area" else _DISTRICT_M)
        and not any(
            n.startswith(fold(m.name)) for n in (fold(outer.name), fold(outer.place.admin1))
        )
        and not _PASSED.search(text[max(0, m.start - _REACH) : m.start])
        and not _LEFT.search(text[max(0, m.start - _REACH) : m.start])
        and lies_in(m.place, outer.place)
    ]
    districts = [
        m
        for m in towns
        if m.start < opened and (_is_called_district(text, m) or _DISTRICT_NAME.search(m.name))
    ]
    for group in ([m for m in towns if opened < m.start < closed], towns, districts):
        spots = {(m.place.lon, m.place.lat): m for m in group if m.place is not None}
        if len(spots) == 1:
            town = group[-1]
            called = any(_is_called_district(text, m) for m in group)
            wide = called or (town.place is not None and town.place.kind == "admin2")
            return _about(name, town, district=wide)
        if spots and group is not towns:
            break
    return []


_SAME: Final = re.compile(rf"\bin the same ({_DISTRICT_WORDS})\b")


def _in_the_same(reading: Reading, name: Mention) -> list[Mention]:
    """Return the district named last, for a place that no list has "in the same district"."""
    text = reading.report.text
    same = _SAME.search(text, name.end, name.end + _REACH)
    if same is None or _ENDS.search(text, name.end, same.start()):
        return []
    for m in reversed(reading.mentions):
        if m.end <= name.start and m.place is not None and _is_called_district(text, m):
            return _about(name, m, district=True)
    return []


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


_WHERE: Final = frozenset({"event", "background"})


def _divisions(reading: Reading, roles: frozenset[str] = _WHERE) -> list[Mention]:
    """Return the divisions that a report names as where something happened or was."""
    return [
        m
        for m in reading.mentions
        if m.role in roles and m.relation != "adjective"
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
        # "in and around Tripoli", "the south of Tripoli": one town
        if len({(m.place.name, m.place.country) for m in group if m.place is not None}) == 1:
            return _about(mention, group[0])
    return []


def _about(mention: Mention, town: Mention, *, district: bool = False) -> list[Mention]:
    """Return the land around a town, or its district, for a place that no gazetteer is sure of."""
    if town.place is None:
        return []
    where = "somewhere there" if district else "somewhere around it"
    basis = f"no gazetteer is sure of “{mention.name}”; told with {town.name}: {where}"
    radius_m = max(town.place.radius_m, _DISTRICT_M if district else _ABOUT_M)
    place = replace(town.place, basis=basis, kind="area", radius_m=radius_m, shape=None)
    relation = f"{mention.name}, {'in' if district else 'near'}"
    return [replace(town, relation=relation, place=place)]


_VAGUE_M: Final = 40_000
_ROW_KM: Final = 30.0


def is_vague(mention: Mention) -> bool:
    """Tell whether all that is known of a named place is the wide division that holds it."""
    place = mention.place
    return (
        place is not None
        and place.kind == "area"
        and place.radius_m > _VAGUE_M
        and place.name == mention.name
        and not mention.relation
    )


def in_row(reading: Reading, named: Sequence[Mention]) -> list[Mention]:
    """Return the land around the villages that the text lists with one that no gazetteer is sure of.

    "took the villages of Alma, Qzzy and Bartaz": villages told in one breath lie side by side, and
    closer than the province that they are in. Cities of a row need not.
    """
    for mention in named:
        row = [m for m in _row_of(reading, mention) if m.place and m.place.kind in _ROW_KINDS]
        beside = [m for m in row if len(row) == 1 or _has_neighbour(m, row)]
        if beside and 2 * len(beside) > len(row):
            return _about(mention, min(beside, key=lambda m: abs(m.start - mention.start)))
    return []


def _has_neighbour(mention: Mention, row: Sequence[Mention]) -> bool:
    """Tell whether another village of its row lies near one; a lone namesake far off does not."""
    return mention.place is not None and any(
        m.place is not None and m is not mention and apart(m.place, mention.place) <= _ROW_KM
        for m in row
    )


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
            if not joins(gap) or _MEASURES.search(gap):
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


def told_of(reading: Reading, telling: Telling) -> list[Mention]:
    """Return, for an event told without any place, the one division that is named with it or just before it.

    Of that one the finer place that the text names with it: "in Haftanin, in the Kurdistan Region".
    """
    told = _divisions(reading)
    start = min((c.start for c in telling.claims), default=0)
    near = [m for m in told if any(c.start <= m.start < c.end for c in telling.claims)]
    before = [m for m in told if start - _SAID_BEFORE <= m.start < start]
    opened = max(reading.report.text.rfind(mark, 0, max(0, start - 2)) for mark in (". ", "\n"))
    last = [m for m in before if m.start > opened]
    for divisions in (near, last, before):
        inmost = _without_outer(divisions)
        if len(inmost) == 1:
            ((_, outer),) = inmost.items()
            finer = innermost(reading, outer)
            basis = f"the text names no place; told with {finer.name}"
            basis += ": somewhere there" if finer is outer else ""
            place = replace(finer.place, basis=basis) if finer.place is not None else None
            relation = "somewhere in" if finer is outer else finer.relation
            return [replace(finer, relation=relation, place=place)]
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


_NEXT: Final = 450  # characters after what was told of a region, in which a report says where in it
_STANDS_IN: Final = re.compile(
    r"\b(?:in|at|near|inside|outside|around)\s(?:the\s(?:[a-z]+\s){1,2}of\s)?$|(?:في|قرب)\s(?:[ء-ي]+\s)?$"
)


def narrowed(reading: Reading, placed: Sequence[Placed]) -> list[Placed]:
    """Return `placed` where the sentences after what was told of a region say where in it that was.

    "Gunmen ambushed police in Michoacan. They had come to search a house in El Aguaje": the one
    place in the region that is named next, if nothing else is told to have happened there.
    """
    text = reading.report.text
    taken = {(m.place.lon, m.place.lat) for p in placed for m in p.places if m.place}
    out = list(placed)
    for k, item in enumerate(placed):
        region = item.places[0] if len(item.places) == 1 else None
        if region is None or region.place is None or not _is_region(region):
            continue
        if not any(c.start <= region.start < c.end for c in item.telling.claims):
            continue  # taken over from what was told before: an answer fell anywhere in it
        end = item.telling.claims[0].end
        others = {c.start for p in placed if p is not item for c in p.telling.claims}
        stop = min([end + _NEXT, *(start for start in others if start >= end)])
        inner = [
            m
            for m in reading.mentions
            if end <= m.start < stop
            and m.place is not None
            and m.place.kind in _SETTLED
            and m.place.radius_m <= _ABOUT_M
            and m.role != "source"
            and m.relation != "adjective"
            and _STANDS_IN.search(text[max(0, m.start - _REACH) : m.start])
            and not fold(region.name).startswith(fold(m.name))
            and (m.place.lon, m.place.lat) not in taken
            and lies_in(m.place, region.place)
        ]
        found = finest(text, inner) if inner else []
        rows = {m.start for m in _row_of(reading, found[0])} if found else set()
        if found and all(m is found[0] or m.start in rows for m in found):
            out[k] = replace(item, places=tuple(found))
    return out


def _is_region(mention: Mention) -> bool:
    """Tell whether a place is a division or a side of one, and stands for no village that is not listed."""
    place = mention.place
    if place is None or mention.relation.endswith((", in", ", near")):
        return False
    side = place.kind == "area" and bool(mention.relation) and place.radius_m > _VAGUE_M
    return side or place.kind in _DIVISIONS
