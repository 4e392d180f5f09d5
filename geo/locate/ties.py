"""Where a name lies that no list has, and which of several places of one event is the finest.

The secret of this module is what ties one name to another: "X, 12 km west of Y", "X in Y", "Y's X
quarter", or a quarter, square or market told right after its town. A name that nothing ties stays
without a place; one that is tied gets its town's point or its division's area, and says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from shapely.geometry import Point

from geo.locate.context import tells_container, tells_neighbour
from geo.locate.relations import apart, applied, bearing_to, near_km, outlined, unlisted
from geo.locate.view import GUESSED, NOT_LISTED, SETTLED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.locate.evidence import Named
    from geo.model import Mention, Place

Choice = tuple["Place | None", tuple["Place", ...]]

BESIDE_KM: Final = 30
NEIGHBOUR_SURE: Final = 0.8
"""How sure a homonym is that lies where the text says, within `BESIDE_KM` of its neighbour."""

SECTOR_KM: Final = 60
"""How far off a place lies at most that is told to be north of another, no distance given."""

_ASIDE_DEGREES: Final = 70
_MIN_ALIKE: Final = 0.8

ELSEWHERE_KM: Final = 100
"""As far from the district that it is told to be in, a village of that name is another one."""

DISTRICT_KM: Final = 60
"""How far from its seat a district reaches at most, in most countries."""

_DISTRICT_REACH_KM: Final = 20
"""How far from its seat most of a district lies."""

_MUCH: Final = 100_000
"""People in a town that a text may put in a wide region that it lies beside."""

VERY_SURE: Final = 0.9
"""A place as sure as this stays, though the text names another far off beside it."""

_TWICE: Final = 2
"""How many times farther off than told a place is surely another of its name."""

PART_M: Final = 3000
"""A part of a town lies at least this near its point, or within the town's own radius."""

SAID_BEFORE: Final = 300
SAID_AFTER: Final = 120
"""In how many characters before or after a quarter its town is looked for."""

_TOWNS: Final = frozenset({"city", "town"})
_DISTRICTS: Final = frozenset({"admin2", "admin3"})
_DIVISIONS: Final = frozenset({"admin1", *_DISTRICTS})
_WIDE: Final = frozenset({"country", "region", *_DIVISIONS})
_WIDE_M: Final = 10_000

_URBAN: Final = (
    r"neighbou?rhoods?|quarters?|squares?|markets?|streets?|avenue|suburbs?|hospitals?|mosque|church"
    r"|university|roundabout|cemetery|stadium|bus station|intersection|junction|school|bazaar"
    r"|barrio|colonia|souk|mall|hotel"
)
_URBAN_AFTER: Final = re.compile(
    rf"^(?:\s*(?:[\w-]+\s)?(?:{_URBAN})\b"
    r"|\s?,\s(?:a|an|the)\s(?:[\w-]+\s){0,3}(?:neighbou?rhood|quarter|suburb|slum)\s(?:in|of)\s)",
    re.IGNORECASE,
)
_QUARTER_AFTER: Final = re.compile(r"^\s(?:neighbou?rhood|quarter)\b", re.IGNORECASE)
_URBAN_BEFORE: Final = re.compile(
    rf"\b(?:{_URBAN})\s+(?:of|called|named)?\s*(?:the\s)?$"
    r"|(?:^|\s)[وبفلك]{0,3}(?:ال)?(?:حي|حيي|أحياء|سوق|شارع|ساحة|ميدان|مستشفى|حارة|دوار|مسجد|جامع)\s+$",
    re.IGNORECASE,
)
# What stands right before a name where that pattern is found.
_URBAN_LAST: Final = (
    *("of", "called", "named", "the"),
    *"حي حيي أحياء سوق شارع ساحة ميدان مستشفى حارة دوار مسجد جامع".split(),
    *(
        word.split("u?")[-1].replace("s?", plural)
        for word in _URBAN.split("|")
        for plural in ("", "s")
    ),
)
_IN_TOWN: Final = re.compile(r"(?:\s[ء-ي]+)?\s(?:ب|(?:في|بمدينة)\s(?:مدينة\s)?)$")
_QUARTER_BEFORE: Final = re.compile(r"(?:^|\s)[وبفلك]{0,2}(?:حي|حيي|أحياء|حارة)\s+$")
_URBAN_NAME: Final = re.compile(
    rf"\b(?:{_URBAN})$|^(?:حي|سوق|شارع|ساحة|ميدان|مستشفى|حارة|دوار|مسجد|جامع)\s", re.IGNORECASE
)
_OWNER: Final = re.compile(
    r"^[’']s\s+(?:[a-z-]+\s+){0,2}$|^\s*[(:]\s*(?:حي|سوق|شارع|ساحة|ميدان)\s+$"
)
_COURSE: Final = re.compile(
    r"^\s*,?\s*(?:(?:located|lying|which lies|on the (?:road|highway))\s+)?between\s+$"
)
_DATELINE: Final = re.compile(r"\s{0,2}(?:\([^()\n]{1,30}\)|,[^,\n]{1,20})?\s{0,2}[-–—]\s")
_LIST: Final = re.compile(r"^\s*(?:,|،|;|and|و|&|,\s*and)\s*و?$")
_REACH: Final = 40
_OWNER_REACH: Final = 100  # from the start of the owner's name
_SENTENCE_END: Final = re.compile(r"[!?؟\n]|\.(?=\s)")
_IN_DIVISION: Final = re.compile(
    r"(?:\b(?:in|across)\s(?:the\s)?(?:[\w-]+\s){0,3}"
    r"|(?:^|\s)و?(?:في|ب)\s*(?:[ء-ي]+\s){0,2})$",
    re.IGNORECASE,
)


def tied(text: str, document: Sequence[Named], chosen: Sequence[Choice]) -> list[Choice]:
    """Return the choice for each name, moved to where the text ties it.

    A name that no list has, or has elsewhere only, is somewhere near its neighbour, in the town it
    is a part of, or in the division that is told.

    Parameters
    ----------
    chosen
        What each name of `document` is taken to mean so far, and the others it may mean.
    """
    measured = {named.neighbour for named in document}
    told = _Told(text, document, chosen)
    return [
        _tied(text, document, chosen, number, told, measured=number in measured)
        for number in range(len(document))
    ]


class _Told:
    """The towns and divisions that a text names, by where it does: each name asks for those before it."""

    def __init__(self, text: str, document: Sequence[Named], chosen: Sequence[Choice]) -> None:
        known = [(n, p) for n, (p, _) in zip(document, chosen, strict=True) if p is not None]
        self.towns = sorted(
            [(n.start, n.end, k) for k, (n, p) in enumerate(known) if p.kind in SETTLED]
        )
        self.divisions = sorted(
            [
                (n.start, k)
                for k, (n, p) in enumerate(known)
                if p.kind in _DIVISIONS
                and not n.around.relation
                and _IN_DIVISION.search(text[max(0, n.start - _REACH) : n.start])
            ]
        )
        self.places = [place for _, place in known]
        self._alike: list[int] = []  # from which of `divisions` on all up to this one are the same
        for k, (_, number) in enumerate(self.divisions):
            before = self.places[self.divisions[k - 1][1]].source if k else ""
            goes_on = before == self.places[number].source
            self._alike.append(self._alike[-1] if goes_on else k)

    def division(self, start: int, end: int) -> Place | None:
        """Return the one division that is told between two places of the text, None if several are."""
        first = bisect_left(self.divisions, (start,))
        last = bisect_left(self.divisions, (end,)) - 1
        if first > last or self._alike[last] > first:
            return None
        return self.places[self.divisions[last][1]]


def _tied(
    text: str,
    document: Sequence[Named],
    chosen: Sequence[Choice],
    number: int,
    told: _Told,
    *,
    measured: bool,
) -> Choice:
    """Return the choice for one name; `measured` says that another one is told to lie near it."""
    named, (place, others) = document[number], chosen[number]
    if named.neighbour is not None and not _has_district(named, document, chosen):
        anchor = chosen[named.neighbour][0]
        if anchor is not None and anchor.kind in SETTLED:
            return _beside(named, chosen[number], document[named.neighbour], anchor)
        if anchor is None and (ground := _near_the_unlisted(text, document, chosen, number, told)):
            return ground, others
    if (
        place is not None
        and measured
        and any(
            n.neighbour == number and _is_stray(place, near)
            for n, (near, _) in zip(document, chosen, strict=True)
        )
    ):
        return None, (place, *others)
    part = _is_part(text, named) or _in_part_of_town(named, document, chosen)
    holder = _holder(text, document, chosen, number, told, part=part)
    if holder is None:
        return place, others
    guessed = place is not None and _guessed(named, place)
    said = part and named.container is not None  # "حي الصناعة بمدينة القامشلي" is in no other town
    in_district = named.container is not None and "admin2" in document[named.container].around.kinds
    if (
        place is not None
        and not _contradicts(place, holder, part=part, guessed=guessed, said=said)
        and not (in_district and _is_elsewhere(place, holder))
    ):
        return place, others
    others = tuple(p for p in others if p.country == holder.country)
    if in_district and (own := _of_district(named, holder)) is not None:
        return own, others
    if holder.kind in _DIVISIONS or _is_small_region(holder):
        if (own := _inside(named, holder)) is not None:
            return own, others
        words = f"{named.name} {NOT_LISTED}; the text says in {holder.name}"
        return unlisted(named.name, outlined(holder), holder.radius_m, words), others
    words = f"{named.name} {NOT_LISTED}; the text says in {holder.name}: somewhere there"
    reach = max(holder.radius_m, 1000 * BESIDE_KM if in_district and not part else PART_M)
    return unlisted(named.name, holder, reach, words), others


def _has_district(named: Named, document: Sequence[Named], chosen: Sequence[Choice]) -> bool:
    """Tell whether a name is put in a known district, which says more than what lies behind that.

    "X in the district of Y, south of Z": Y is south of Z, and X in Y.
    """
    if named.container is None or named.container == named.neighbour:
        return False
    seat = chosen[named.container][0]
    return (
        "admin2" in document[named.container].around.kinds
        and seat is not None
        and (seat.kind in SETTLED or seat.kind in _DISTRICTS)
    )


def _in_part_of_town(named: Named, document: Sequence[Named], chosen: Sequence[Choice]) -> bool:
    """Tell whether a name is put in a side of a town: "Tadamon, in the south of Damascus"."""
    town = chosen[named.container][0] if named.container is not None else None
    if named.container is None or town is None or town.kind not in SETTLED:
        return False  # "Idlib Governorate, in the north of Syria" is no quarter
    around = document[named.container].around
    return around.relation in {"part of", "sector"} and around.phrase.split(" ")[0] in {"in", "of"}


def _of_district(named: Named, seat: Place) -> Place | None:
    """Return the place of a name that lies in the district of a town, or None: "Alma, Bartaz district"."""
    if seat.kind not in SETTLED:
        return None
    near = [p for p in named.candidates if p.kind in SETTLED and p.score >= GUESSED]
    near = [p for p in near if apart(p, seat) <= DISTRICT_KM]
    if not near:
        return None
    own = min(near, key=lambda p: apart(p, seat))
    basis = f"{own.basis}; the text says in the district of {seat.name}"
    return replace(own, score=NEIGHBOUR_SURE, basis=basis)


def _inside(named: Named, division: Place) -> Place | None:
    """Return the one town or village of a name that lies in the division that it is told to be in, or None."""
    near = [p for p in named.candidates if p.kind in SETTLED and p.score >= GUESSED]
    if division.kind == "admin1":
        near = [p for p in near if p.country == division.country and _within(p, division)]
    else:
        near = [
            p
            for p in near
            if apart(p, division) <= max(division.radius_m / 1000, _DISTRICT_REACH_KM)
        ]
    if len(near) != 1:
        return None
    basis = f"{near[0].basis}; the text says in {division.name}"
    return replace(near[0], score=NEIGHBOUR_SURE, basis=basis)


def _beside(named: Named, choice: Choice, other: Named, anchor: Place) -> Choice:
    """Return a choice that agrees with what the text says the name lies near."""
    place, others = choice
    if named.around.relation not in ("", "outskirts"):
        return choice  # "east of X, near Y": the spot is near Y, X need not be
    reach = max(BESIDE_KM, 1.5 * (other.around.distance_km or 0))
    told = other.around.distance_km
    far_off = told is not None and place is not None and apart(place, anchor) > _TWICE * reach
    if place is not None and (
        apart(place, anchor) <= reach or (place.score >= VERY_SURE and not far_off)
    ):
        return choice
    close = [p for p in named.candidates if apart(p, anchor) <= reach]
    close = close or [p for p in named.candidates if _lies_as_told(p, anchor, other)]
    if close:
        basis = f"{close[0].basis}; the text says near {anchor.name}"
        return replace(close[0], score=NEIGHBOUR_SURE, basis=basis), others
    if other.around.relation in {"sector", "distance"} and other.around.bearing is not None:
        ground = applied(anchor, other.around)
        words = f"{named.name} {NOT_LISTED}; the text says {other.around.phrase} {anchor.name}"
        return replace(ground, name=named.name, basis=words, names={}), others
    words = f"{named.name} {NOT_LISTED} there; the text says near {anchor.name}"
    return unlisted(named.name, anchor, 1000 * near_km(anchor), words), others


def _near_the_unlisted(
    text: str, document: Sequence[Named], chosen: Sequence[Choice], number: int, told: _Told
) -> Place | None:
    """Return the district that holds the unlisted neighbour of a name: "X, 75 km from Y, in Z district"."""
    named, place = document[number], chosen[number][0]
    other = document[named.neighbour or 0]
    if named.neighbour is None or other.neighbour is not None or other.container is None:
        return None
    ground = _tied(text, document, chosen, named.neighbour, told, measured=True)[0]
    if ground is None or ground.kind != "area":
        return None
    reach = ground.radius_m + 1000 * (other.around.distance_km or 0)
    if place is not None and apart(place, ground) <= BESIDE_KM + reach / 1000:
        return None
    words = f"{named.name} {NOT_LISTED} there; the text says near {other.name}: {ground.basis}"
    return unlisted(named.name, replace(ground, shape=None), reach, words)


def _lies_as_told(place: Place, anchor: Place, told: Named) -> bool:
    """Tell whether a place lies on that side of a town that the text says, and not far from it."""
    bearing = told.around.bearing
    if bearing is None or told.around.distance_km or place.kind not in SETTLED:
        return False
    if place.score < _MIN_ALIKE:
        return False
    off = abs((bearing_to(anchor, place) - bearing + 180) % 360 - 180)
    return apart(place, anchor) <= SECTOR_KM and off <= _ASIDE_DEGREES


def _guessed(named: Named, place: Place) -> bool:
    """Tell whether letters were guessed at to find a place."""
    return any(p.source == place.source and p.score < GUESSED for p in named.candidates)


def _contradicts(place: Place, holder: Place, *, part: bool, guessed: bool, said: bool) -> bool:
    """Tell whether a place lies elsewhere than in the town or division that it is told to be in.

    Only one that is not very sure gives way to a town, and only a guessed one, or a village that is
    listed far off, to a division.
    """
    if part and guessed and holder.kind in SETTLED:
        # a village that only sounds like a quarter's name is no quarter
        return apart(place, holder) > max(holder.radius_m, PART_M) / 1000
    if _is_small_region(holder) or (guessed and holder.kind in _DISTRICTS):
        # no list says what lies in it: what is far outside of its circle does not
        return (
            place.kind in SETTLED
            and (guessed or place.population < _MUCH)
            and apart(place, holder) > max(holder.radius_m / 1000, _DISTRICT_REACH_KM)
        )
    if holder.kind in _DIVISIONS:
        elsewhere = (place.country, place.admin1) != (holder.country, holder.admin1)
        elsewhere = elsewhere and not _within(place, holder)  # lists spell divisions each their way
        abroad = place.country != holder.country and place.score < VERY_SURE
        return elsewhere and (guessed or abroad or _is_village_elsewhere(place, holder))
    return (
        holder.kind in SETTLED
        and (part or place.country != holder.country)
        and (place.score < VERY_SURE or said or (part and place.country != holder.country))
        and apart(place, holder) > BESIDE_KM + holder.radius_m / 1000
    )


def _is_small_region(place: Place) -> bool:
    """Tell whether a place is a region of a district's size that no list counts as a division."""
    return place.kind == "region" and place.radius_m <= 1000 * ELSEWHERE_KM


def _within(place: Place, holder: Place) -> bool:
    """Tell whether a place lies on a division's ground."""
    shape = outlined(holder).shape
    return shape is not None and shape.intersects(Point(place.lon, place.lat))


def _is_village_elsewhere(place: Place, holder: Place) -> bool:
    """Tell whether a village lies far from the district that it is told to be in: a homonym."""
    return (
        place.kind == "village"
        and place.country == holder.country
        and apart(place, holder) > ELSEWHERE_KM + holder.radius_m / 1000
    )


def _is_elsewhere(place: Place, holder: Place) -> bool:
    """Tell whether a town or village lies too far off to be in the district it is told to be in."""
    if holder.kind in SETTLED and place.kind in SETTLED:
        return apart(place, holder) > ELSEWHERE_KM + holder.radius_m / 1000
    return _is_village_elsewhere(place, holder)


_STRAY_KM: Final = 300.0


def _is_stray(place: Place, neighbour: Place | None) -> bool:
    """Tell whether a place lies in another part of the world than the surer one it is told to be near."""
    return (
        neighbour is not None
        and neighbour.kind not in _WIDE
        and neighbour.country != place.country
        and neighbour.score > place.score
        and apart(place, neighbour) > _STRAY_KM
    )


def _holder(
    text: str,
    document: Sequence[Named],
    chosen: Sequence[Choice],
    number: int,
    told: _Told,
    *,
    part: bool,
) -> Place | None:
    """Return the town or division that the text puts a name in, or None."""
    named = document[number]
    if named.container is not None:
        other, holder = document[named.container], chosen[named.container][0]
        if holder is not None and (holder.kind in _DIVISIONS or _is_small_region(holder)):
            return holder
        if holder is not None and holder.kind in SETTLED:
            # "the village of X, in Raqqa" is in the province; only a quarter is in the city
            province = next(
                (p for p in other.candidates if _is_seat(holder, p)), None if part else holder
            )
            called = holder.kind in other.around.kinds  # "X in the city of Idlib"
            if not (part or called) and province is not holder:
                return province
            if part or not _listed(text, document, named.container, named.end):
                return holder
    near = range(
        bisect_left(told.towns, (named.start - _OWNER_REACH,)),
        bisect_left(told.towns, (named.start,)),
    )
    for _, end, k in (told.towns[n] for n in reversed(near)):
        if _OWNER.match(text[end : named.start]):
            return told.places[k]
    town = _town_told(text, document, chosen, number) if part else None
    return town or _division_told(text, named, chosen[number][0], told)


@lru_cache(maxsize=4)
def _sentence_ends(text: str) -> list[int]:
    """Return where the signs stand that end a sentence."""
    return [hit.start() for hit in _SENTENCE_END.finditer(text)]


def _division_told(text: str, named: Named, found: Place | None, told: _Told) -> Place | None:
    """Return the one division that a sentence is set in before it tells a name: "In Gezira, X ...".

    None for a name that has a place not far off it, or that a list has in another division only.
    """
    ends = _sentence_ends(text)
    before = bisect_left(ends, named.start)
    opened = ends[before - 1] if before else -1
    division = told.division(opened + 1, named.start)
    if division is None or found is None:
        return division
    return division if _is_village_elsewhere(found, division) else None


def _is_seat(town: Place, division: Place) -> bool:
    """Tell whether a town shares its name and ground with a first-order division."""
    return division.kind == "admin1" and division.country == town.country


def _listed(text: str, document: Sequence[Named], holder: int, end: int) -> bool:
    """Tell whether a name after a mere comma is but the next of a list: "Sarmin, Nayrab and Afis".

    A large city after a comma, with no further name behind it, does say where the first one lies.
    """
    start = document[holder].start
    if text[end:start].strip() not in {",", "،"} or "admin2" in document[holder].around.kinds:
        return False  # "X, Y district"
    stop = document[holder].end
    following = min((n.start for n in document if n.start > start), default=len(text))
    return _LIST.match(text[stop:following]) is not None or not any(
        p.kind == "city" for p in document[holder].candidates
    )


def _is_part(text: str, named: Named) -> bool:
    """Tell whether words call a name a part of a town: a quarter, a square, a market.

    "The market of Rufaa" is no quarter: where a town of that name is listed, it is that town's.
    """
    before = text[max(0, named.start - _REACH) : named.start]
    if before.rstrip().lower().endswith(_URBAN_LAST) and _URBAN_BEFORE.search(before):
        return True
    called = _URBAN_NAME.search(named.name) or _URBAN_AFTER.match(
        text[named.end : named.end + _REACH]
    )
    return called is not None


def _town_told(
    text: str, document: Sequence[Named], chosen: Sequence[Choice], number: int
) -> Place | None:
    """Return the town that a part of one is told with.

    Of the towns named shortly before, the one that the document names most; else the first one
    after it in its sentence. None where a town of the part's own name is listed in that country.
    """
    named = document[number]
    start = named.start
    times = Counter(place.source for place, _ in chosen if place is not None)
    before, after = [], []
    for n, (place, _) in zip(document, chosen, strict=True):
        if place is None or place.kind not in _TOWNS or n.around.relation in {"sector", "distance"}:
            continue
        if (
            n.start < _REACH
            and times[place.source] == 1
            and _DATELINE.match(text[: n.end + _REACH], n.end)
        ):
            continue  # where a reporter sits is not where it happened
        if start - SAID_BEFORE <= n.start < start:
            before.append((times[place.source], n.start, place))
        elif start < n.start <= start + SAID_AFTER and not re.search(
            r"[.!?؟\n]", text[start : n.start]
        ):
            after.append((-n.start, 0, place))
            if _IN_TOWN.match(text[named.end : n.start]):
                before = []  # "حي النور بحمص" is no quarter of the town told before
    found = max(before or after, key=lambda spot: spot[:2], default=None)
    if found is None:
        return None
    town = found[2]
    namesakes = [
        p
        for p in named.candidates
        if p.country == town.country and p.kind in SETTLED and p.score >= GUESSED
    ]
    quarter = _QUARTER_AFTER.match(text[named.end : named.end + _REACH]) or _QUARTER_BEFORE.search(
        text[max(0, named.start - _REACH) : named.start]
    )
    if quarter:  # a quarter is no town elsewhere that bears its name
        namesakes = [p for p in namesakes if apart(p, town) <= BESIDE_KM]
    return None if namesakes else town


_CLOSE: Final = frozenset({"near", "outskirts of"})


def finest(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions of one event without those that only say where another one lies.

    "Rufaa, in Gezira state" is Rufaa; "Zamzam, 15 km south of El Fasher" is Zamzam; of a town and
    its eastern side it is the side. The order
    stays, and at least one mention does.

    Parameters
    ----------
    mentions
        All with a place.
    """
    dropped: set[int] = set()
    for i, outer in enumerate(mentions):
        for j, inner in enumerate(mentions):
            if i == j or j in dropped or not outer.place or not inner.place:
                continue
            if replace(outer.place, name=inner.place.name) == inner.place:
                continue  # the ground between two towns bears the name of either
            if inner.relation and not outer.relation and outer.place.source == inner.place.source:
                dropped.add(i)  # "the east of El Fasher" is no second place beside El Fasher
                continue
            gap = text[inner.end : outer.start] if inner.end <= outer.start else "."
            if _COURSE.match(gap):
                dropped |= {k for k, m in enumerate(mentions) if m.place == outer.place}
            elif gap != "." and tells_neighbour(text, inner.end, outer.start):
                # "east of X, near Y": the spot is near Y; "near X, outside Y" is near X
                measured = inner.relation and inner.relation not in _CLOSE
                dropped.add(j if measured else i)
            elif _covers(outer.place, inner.place) or (
                gap.strip() not in {".", ",", "،"}
                and tells_container(text, inner.end, outer.start)
                and outer.place.radius_m > inner.place.radius_m
            ):
                dropped.add(i)
    return [m for i, m in enumerate(mentions) if i not in dropped]


def _covers(outer: Place, inner: Place) -> bool:
    """Tell whether a wide area holds a spot, so that the spot alone says where."""
    if inner.kind in _WIDE or inner.radius_m >= _WIDE_M:
        if outer.kind == "admin1" and inner.kind in {"admin2", "admin3"}:
            return (outer.country, outer.admin1) == (inner.country, inner.admin1)
        return (
            outer.kind == "country" and inner.kind != "country" and inner.country == outer.country
        )
    if outer.kind not in _WIDE and not (outer.kind == "area" and outer.radius_m >= _WIDE_M):
        return False
    if outer.kind == "country":
        return outer.country == inner.country
    return outer.country == inner.country and apart(outer, inner) * 1000 <= outer.radius_m
