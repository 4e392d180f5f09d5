"""Which names are left, gone to or measured from, and which are an end of a road.

The secret of this module is what the prepositions of a way do to a name: "from X", "towards X" and "17 km
from X" lead away from it, "on the road from X to Y" and "the approaches to X" do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.words import BEARINGS, IS, TOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Role

COUNTRY: Final = 5
DIVISION: Final = 4
_AWAY: Final = frozenset("from towards toward to via".split())
_UNITS: Final = frozenset(
    "km kilometres kilometers kilometre kilometer miles mile metres meters m كيلومتر كيلومترا كلم كم".split()
)
_LEFT_BEHIND: Final = frozenset("fled fleeing left leaving escaped escaping".split())
_MOVING: Final = frozenset(
    "moved advanced advance push pushed deployed sent entered crossed laid siege damage close".split()
)
_BOUND: Final = frozenset("bound headed heading destined left leaving".split())


def left_of(low: Sequence[str], first: int) -> tuple[str, str]:
    """Return the word before token `first` and the one before that."""
    return low[first - 1] if first else "", low[first - 2] if first > 1 else ""


_APPROACHES: Final = frozenset(
    "entrance entrances approach approaches gate gates gateway access outskirts".split()
)


_ROADS: Final = frozenset("road highway motorway".split())
_TO_END: Final = 8  # tokens of "road from Ariha to Jisr al-Shughur"


def _is_on_road(low: Sequence[str], first: int) -> bool:
    """Return whether the name is an end of the road on which it happened: "on the road from X to Y"."""
    ahead = list(low[max(0, first - _TO_END) : first])
    start = next((k for k in range(len(ahead) - 1, 0, -1) if ahead[k] == "from"), 0)
    from_ = start > 0 and ahead[start - 1] in _ROADS and {"on", "along"} & set(ahead[:start])
    return bool(from_) and ahead[-1] in ("from", "to")


def role_on_way(low: Sequence[str], first: int, rank: int) -> Role | None:
    """Return the role of a name that is left, gone to or measured from."""
    before, before2 = left_of(low, first)
    if before == "of" and before2 in TOWN:
        # "to the coastal city of X" goes where "to X" goes
        start = first - 2
        while start > first - 5 and low[start - 1] not in _AWAY and low[start - 1].isalpha():
            start -= 1
        if start > 1 and low[start - 1] in _AWAY and low[start] in ("the", "a"):
            return role_on_way(low, start, rank)
    if before in _LEFT_BEHIND or (before == "the" and before2 in _LEFT_BEHIND):
        return "direction"
    if _goes_to_side(low, first):
        return "direction"
    if _is_on_road(low, first):
        return "event" if rank not in (DIVISION, COUNTRY) else "background"
    if before == "from" and first > 1 and _is_person(low, first):
        return "event" if rank < DIVISION else "background"
    if _is_measure(low, first) or (before == "for" and before2 in _BOUND):
        return "direction"
    if before == "to" and before2 in _APPROACHES:
        return "event" if rank < COUNTRY else "direction"
    if before in _AWAY or (before in ("of", "the") and before2 in ("outside", "direction", "out")):
        arrives = before in ("to", "into") and _MOVING & set(low[max(0, first - 6) : first])
        return "event" if arrives and rank < COUNTRY else "direction"
    return None


_GOING: Final = _LEFT_BEHIND.union(
    "way heading headed going went gone travelled travelling traveled moved moving withdrew withdrawn retreated "
    "displaced flee escape".split()
)
_TO_SIDE: Final = 5  # tokens of "moved on to the south of"


def _goes_to_side(low: Sequence[str], first: int) -> bool:
    """Return whether somebody goes "to the south of X", where "an area to the south of X" lies."""
    if first < _TO_SIDE or low[first - 1] != "of" or low[first - 2] not in BEARINGS:
        return False
    return list(low[first - 4 : first - 2]) == ["to", "the"] and low[first - 5] in _GOING


def _is_person(low: Sequence[str], first: int) -> bool:
    return low[first - 2] in (
        "residents",
        "people",
        "villagers",
        "refugees",
        "men",
        "farmers",
        "migrants",
    )


_ROUGHLY: Final = frozenset(
    "about some around roughly nearly approximately just only over less than almost".split()
)
_LYING: Final = IS.union(
    TOWN,
    "lies lie located situated stands away runs extends be and which km".split(),
)


def _is_measure(low: Sequence[str], first: int) -> bool:
    """Return whether the name only measures: "17 km from X", "near the border with X"."""
    window = list(low[max(0, first - 6) : first])
    if set(window) & _UNITS and (set(window) & {"from", "of"}):
        unit = max(k for k, w in enumerate(window) if w in _UNITS)
        k = max(0, first - 6) + unit - 2
        while k >= 0 and low[k] in _ROUGHLY:
            k -= 1
        # "killed a shepherd 5 km east of X" says where; "Y, 12 km from X" and "Y is 12 km from X" measure
        fact = k >= 0 and low[k].isalpha() and low[k] not in _LYING and "from" not in window[unit:]
        return not fact
    return bool({"border", "frontier"} & set(window[-3:])) and window[-1:] == ["with"]
