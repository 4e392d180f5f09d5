"""When two rows of different lists are one place, and what is known of it then.

The secret of this module is how far off two lists may put one village, under which names: an
unchecked table of our own gives way to any list that has the village nearby, and a village is well
known if the built-in list has it as well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.distance import plane_km
from geo.gazetteer.index import BARE, OWN, POSTAL
from geo.gazetteer.spelling import bare, fold

if TYPE_CHECKING:
    from geo.gazetteer.index import Index, Row

SETTLED: Final = frozenset({"city", "town", "village"})
_SIZES: Final = ("city", "town", "village")
_SAME_PLACE_KM: Final = 3.0
_SAME_PLACE_DEGREES: Final = 0.03  # of latitude, somewhat more
_OWN_OFF_KM: Final = 12.0
_BELT_DEGREES: Final = 0.2  # of latitude, farther than any two rows of one settled place
_SOUNDS_THE_SAME: Final = 0.87
_SOUNDS_ALIKE: Final = 0.8
_BETTER_KNOWN: Final = ("geonames:", OWN, "places/")
_POSTAL: Final = f"geonames:{POSTAL}"
_NAMESAKES: Final = 24


@dataclass(frozen=True, slots=True)
class Found:
    """A row with the rung it was found on."""

    row: Row
    score: float
    basis: str


def km(a: Row, b: Row) -> float:
    """Return how far two rows lie apart."""
    return plane_km(a.lon, a.lat, b.lon, b.lat)


def _same(a: Row, b: Row) -> bool:
    """Tell whether two rows of different lists are one place."""
    if a.kind in SETTLED and b.kind in SETTLED:
        return abs(a.lat - b.lat) < _SAME_PLACE_DEGREES and km(a, b) <= _SAME_PLACE_KM
    if a.kind == "country" == b.kind:
        return a.country == b.country
    return a.kind == b.kind and km(a, b) <= min(a.radius_m, b.radius_m) / 1000


def belts(row: Row) -> list[tuple[str, int]]:
    """Return where rows of one place lie: the belt of latitudes of this one first, those beside it.

    Hundreds of villages may bear a name, and each is held only against those of its belts.
    """
    if row.kind not in SETTLED:
        return [(row.kind, 0)]
    belt = int(row.lat // _BELT_DEGREES)
    return [("", belt), ("", belt - 1), ("", belt + 1)]


def is_twin(a: Found, b: Found) -> bool:
    """Tell whether two finds are one place."""
    return _same(a.row, b.row) or _checks(a, b) or _checks(b, a)


def _checks(a: Found, b: Found) -> bool:
    """Tell whether the second is a listed place, and the first our own unchecked table's idea of it."""
    return (
        a.row.source.startswith(OWN)
        and not b.row.source.startswith(OWN)
        and a.row.kind in SETTLED
        and b.row.kind in SETTLED
        and a.row.country == b.row.country
        and km(a.row, b.row) <= _OWN_OFF_KM
        and _is_called_so(a.row, b)
    )


def _is_called_so(own: Row, found: Found) -> bool:
    """Tell whether a place bears our table's name: its Arabic one, or one that sounds the same."""
    ours, theirs = own.names.get("ar"), found.row.names.get("ar")
    if ours and theirs:
        same = _unspaced(ours) == _unspaced(theirs)  # كفرعميم is كفر عميم
        return same and found.score >= _SOUNDS_ALIKE
    return found.score >= _SOUNDS_THE_SAME


def _unspaced(arabic: str) -> str:
    return bare(fold(arabic)).replace(" ", "")


def merged(first: Row, second: Row) -> Row:
    """Return a place of the first list with what only the second knows of it."""
    larger = min(first.kind, second.kind, key=_SIZES.index) if second.kind in _SIZES else first.kind
    return replace(
        first,
        kind=larger if first.kind in _SIZES else first.kind,
        radius_m=max(first.radius_m, second.radius_m) if first.kind != larger else first.radius_m,
        population=first.population or second.population,
        country=first.country or second.country,
        admin1=first.admin1 or second.admin1,
        admin2=first.admin2 or second.admin2,
        names={**second.names, **first.names},
        known=is_known(first) or is_known(second),
    )


def is_known(row: Row) -> bool:
    """Tell whether a row is of a list of the better-known places, or was found to be."""
    return row.known or (
        row.source.startswith(_BETTER_KNOWN) and not row.source.startswith(_POSTAL)
    )


def has_too(world: Index, found: Found) -> bool:
    """Tell whether the built-in list has a place where one of a user's lists lies, by any of its names."""
    row = found.row
    names = {fold(name) for name in (row.name, *row.names.values())}
    keys = {key for name in names for key in (name, bare(name), BARE + bare(name)) if key}
    for other in world.under(sorted(keys), (row.country,) if row.country else (), _NAMESAKES):
        if is_known(other) and other.kind in SETTLED and is_twin(found, Found(other, 1.0, "")):
            return True
    return False
