"""One event told of a town and again of the region around it: one report, one event.

The secret of this module is when a region only stands for a place in it. Reading knows names, not
where they lie: "five died in central Homs province", then "gunmen opened fire near Jubb al-Jarrah"
are two tellings until both are found on the ground. There the claims decide: day, type and doer must
agree, and the region's dead must be the place's own, those of all places in it, or not counted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.distance import plane_km

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Place, Placed, Telling

_WIDE_M: Final = 10_000  # a place known no better than this is a region
_NARROWER: Final = 0.5  # what lies in a region is known twice as well, or it says nothing more
_VIOLENCE: Final = frozenset(
    {"Explosions/Remote violence", "Battles", "Violence against civilians"}
)
# Words such as "attack" and "killed" leave open how: these types may stand for any other.
_OPEN_TYPES: Final = frozenset({"Attack", "Armed clash"})
_NAMELESS: Final = ("", "Unidentified", "Militants", "Rebel forces", "Militia", "Gang (")


def join_retold(placed: Sequence[Placed]) -> list[Placed]:
    """Return `placed`, the tellings of one report in their order, without regions told again.

    A region that tells of one place within it gives it its claims, and its dead and its day where
    the place has none; one that adds up several places gives each its word that it happened.
    """
    out: list[Placed | None] = list(_without_told_places(placed))
    regions = [
        k
        for k, item in enumerate(out)
        if item is not None and _radius(item) >= _WIDE_M and not _is_of_a_village(item)
    ]
    for k in sorted(regions, key=lambda k: (-_radius(out[k]), k)):  # type: ignore[arg-type]
        region = out[k]
        if region is None:
            continue
        inside = [
            (j, item)
            for j, item in enumerate(out)
            if item is not None
            and j != k
            and _agree(item, region)
            and (_lies_in(item, region) or _is_told_twice(item, region))
        ]
        total = region.telling.fatalities_best
        parts = [(j, item) for j, item in inside if item.telling.fatalities_best]
        if total and len(parts) > 1 and total == sum(_dead(item) for _, item in parts):
            for j, item in parts:
                out[j] = _with_word(item, region.telling)
            out[k] = None
            continue
        for j, item in sorted(inside, key=lambda pair: _apart(pair[1], region)):
            if _is_told_of(item, region, [other for _, other in inside]):
                out[j] = _joined(item, region.telling)
                out[k] = None
                break
    return [item for item in _without_told_cities(out) if item is not None]


def _without_told_cities(out: list[Placed | None]) -> list[Placed | None]:
    """Return `out` without cities that only count the dead of one of their quarters again."""
    for k, city in enumerate(out):
        place = None if city is None else _place(city)
        if city is None or place is None or place.kind != "city" or not _dead(city):
            continue
        for j, item in enumerate(out):
            spot = None if item is None else _place(item)
            if item is None or spot is None or j == k or spot.kind in ("city", "town", "village"):
                continue
            near = plane_km(spot.lon, spot.lat, place.lon, place.lat) * 1000 <= place.radius_m
            if near and _dead(item) == _dead(city) and _agree(item, city):
                out[j], out[k] = _joined(item, city.telling), None
                break
    return out


_LISTED: Final = 2  # places of one telling, from which on it is a list
_TOLD_APART: Final = 2
_SAME_KM: Final = 2.0


def _without_told_places(placed: Sequence[Placed]) -> list[Placed | None]:
    """Return `placed` where a list of places hit keeps those alone that are not told one by one.

    "Attacks hit the town of A and three villages, B, C and D ... Six died in A, four in B".
    """
    out: list[Placed | None] = list(placed)
    for k, item in enumerate(placed):
        if len(item.places) < _LISTED or item.telling.fatalities_best is not None:
            continue
        told = {
            n: other
            for n, mention in enumerate(item.places)
            for other in placed
            if other is not item
            and len(other.places) == 1
            and other.telling.event_type == item.telling.event_type
            and _days_meet(item.telling, other.telling)
            and _is_same_spot(mention.place, _place(other))
        }
        if len(told) < _TOLD_APART:
            continue
        rest = tuple(m for n, m in enumerate(item.places) if n not in told)
        out[k] = replace(item, places=rest) if rest else None
    return out


def _is_same_spot(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None:
        return False
    return plane_km(one.lon, one.lat, other.lon, other.lat) <= _SAME_KM


def _is_told_twice(item: Placed, region: Placed) -> bool:
    """Return whether two regions are one, or overlap and count the same dead."""
    one, other = _place(item), _place(region)
    if one is None or other is None or _radius(item) < _WIDE_M or item is region:
        return False
    if any(m.relation.endswith((", in", ", near")) for m in item.places):
        return False  # a village that no list has is a place of its own
    # "an attack in the province", then how it was done; of one kind they may be a blow and its answer
    how = bool(_OPEN_TYPES & {item.telling.sub_event_type, region.telling.sub_event_type})
    how = how and item.telling.sub_event_type != region.telling.sub_event_type
    if (one.lon, one.lat) == (other.lon, other.lat) and how:
        return None in (item.telling.fatalities_best, region.telling.fatalities_best)
    km = plane_km(one.lon, one.lat, other.lon, other.lat)
    same = _dead(item) == _dead(region) > 1
    return same and km * 1000 <= max(_radius(item), _radius(region))


def _place(item: Placed) -> Place | None:
    return item.places[0].place if item.places else None


def _is_of_a_village(item: Placed) -> bool:
    """Tell whether a region only stands in for a village of it that no list has: that is another place."""
    return any(
        m.relation.endswith((", in", ", near"))
        or (m.place is not None and m.place.kind == "area" and not m.relation)
        for m in item.places
    )


def _radius(item: Placed) -> float:
    return max((m.place.radius_m for m in item.places if m.place is not None), default=0.0)


def _dead(item: Placed) -> int:
    return item.telling.fatalities_best or 0


def _apart(item: Placed, region: Placed) -> int:
    """Return how many characters lie between the first sentences of two tellings."""
    return abs(item.telling.claims[0].start - region.telling.claims[0].start)


def _lies_in(item: Placed, region: Placed) -> bool:
    """Return whether a telling's place is known better than a region and lies within it."""
    inner, outer = _place(item), _place(region)
    if inner is None or outer is None or _radius(item) > _NARROWER * _radius(region):
        return False
    return lies_in(inner, outer)


def lies_in(inner: Place, outer: Place) -> bool:
    """Return whether a place lies on a region's ground."""
    import shapely  # noqa: PLC0415 - only reports that tell of regions need it

    if outer.kind == "country":
        return inner.country == outer.country
    if outer.kind == "admin1" and inner.admin1 and inner.country == outer.country:
        same = inner.admin1 == (outer.admin1 or outer.name)
        if same or outer.shape is None:
            return same
    if outer.shape is not None and outer.shape.area:
        return bool(outer.shape.intersects(shapely.Point(inner.lon, inner.lat)))
    return plane_km(inner.lon, inner.lat, outer.lon, outer.lat) * 1000 <= outer.radius_m


def _agree(item: Placed, region: Placed) -> bool:
    """Return whether days, types and doers leave it open that two tellings are of one event."""
    a, b = item.telling, region.telling
    days = _days_meet(a, b)
    nameless = a.actor1.startswith(_NAMELESS[1:]) or b.actor1.startswith(_NAMELESS[1:])
    doers = not (a.actor1 and b.actor1) or a.actor1 == b.actor1 or nameless
    kinds = a.sub_event_type == b.sub_event_type or (
        {a.event_type, b.event_type} <= _VIOLENCE
        and bool(_OPEN_TYPES & {a.sub_event_type, b.sub_event_type})
    )
    # "jets struck X, while missiles hit the land around it", in one breath
    kinds = kinds or (
        a.event_type == b.event_type and a.actor1 == b.actor1 != "" and _share_words(a, b)
    )
    victims = not _are_two_armies(a.actor2, b.actor2)
    if a.sub_event_type != b.sub_event_type and _are_two_sides(a.actor1, b.actor1):
        return False  # the army took villages of the province, the rebels attacked west of its city
    return days and doers and kinds and victims and not _is_elsewhere(b)


_ARMY: Final = "Military Forces of "


def _are_two_sides(one: str, other: str) -> bool:
    """Return whether a state's forces did one and rebels, whoever they are, the other."""
    state = [actor.startswith((_ARMY, "Police Forces of ")) for actor in (one, other)]
    return any(state) and not all(state) and one.startswith(_REBELS) != other.startswith(_REBELS)


_REBELS: Final = ("Rebel forces", "Militants")


def _are_two_armies(one: str, other: str) -> bool:
    """Return whether the soldiers hit are of two armies: Turkish ones in the province, Syrian ones near the town."""
    return one.startswith(_ARMY) and other.startswith(_ARMY) and one != other


def _is_elsewhere(region: Telling) -> bool:
    """Return whether the text sets the region apart itself: "a strike elsewhere in the province"."""
    return "elsewhere in" in region.claims[0].quote.lower()


def _days_meet(a: Telling, b: Telling) -> bool:
    if None in (a.date_start, a.date_end, b.date_start, b.date_end):
        return True
    return a.date_start <= b.date_end and b.date_start <= a.date_end  # type: ignore[operator]


def _share_words(a: Telling, b: Telling) -> bool:
    """Return whether one sentence tells of both."""
    return bool({c.start for c in a.claims} & {c.start for c in b.claims})


def _is_told_of(item: Placed, region: Placed, inside: Sequence[Placed]) -> bool:
    """Return whether the region's dead are those of one place in it."""
    a, b = item.telling, region.telling
    if b.fatalities_best is None:
        return a.event_type == b.event_type or _is_told_twice(item, region)
    if a.fatalities_best is None:
        bare = [i for i in inside if i.telling.fatalities_best is None]
        return len(bare) == 1 and a.claims[0].start >= b.claims[0].start
    return a.fatalities_best == b.fatalities_best > 0


def _with_word(item: Placed, total: Telling) -> Placed:
    """Return a part of a total with the total's word that it happened."""
    words = tuple(c for c in total.claims if c.quantity == "event")
    telling = item.telling
    claims = telling.claims + tuple(c for c in words if c not in telling.claims)
    return replace(
        item, telling=replace(telling, claims=claims, actor1=telling.actor1 or total.actor1)
    )


def _joined(item: Placed, other: Telling) -> Placed:
    """Return a telling with what a wider one knows of the same event."""
    telling = item.telling
    claims = telling.claims + tuple(c for c in other.claims if c not in telling.claims)
    dated = telling if _names_a_day(telling) or not _names_a_day(other) else other
    counted = telling if telling.fatalities_best is not None else other
    open_type = telling.sub_event_type in _OPEN_TYPES and other.sub_event_type not in _OPEN_TYPES
    kind = other if open_type else telling
    return replace(
        item,
        telling=replace(
            telling,
            claims=claims,
            event_type=kind.event_type,
            sub_event_type=kind.sub_event_type,
            actor1=telling.actor1 or other.actor1,
            actor2=telling.actor2 or other.actor2,
            date_start=dated.date_start,
            date_end=dated.date_end,
            date_basis=dated.date_basis,
            fatalities_low=counted.fatalities_low,
            fatalities_best=counted.fatalities_best,
            fatalities_high=counted.fatalities_high,
        ),
    )


def _names_a_day(telling: Telling) -> bool:
    """Return whether the text itself says when."""
    return telling.date_start is not None and not telling.date_basis.startswith("no day")
