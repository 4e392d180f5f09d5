"""Which villages cannot be meant: namesakes far from the one division that a whole report tells of.

The secret of this module is when a report is about one division: it names that one again and again
and hardly another. A village or small town that lists have far outside of it, and that the text puts
nowhere else, is then one of its name that no list has. A city is known wherever it lies.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from geo.locate.relations import apart, outlined
from geo.locate.view import GUESSED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.locate.evidence import Named
    from geo.model import Place

    Choice = tuple[Place | None, tuple[Place, ...]]

_SMALL: Final = 30_000  # people; a larger town is named without its division
_TIMES: Final = 2  # how often a report names the division that it is about, at least
_SHARE: Final = 0.75  # of all names of divisions
_AWAY_KM: Final = 60.0
_VILLAGES: Final = frozenset({"village", "town"})


def without_strays(document: Sequence[Named], chosen: Sequence[Choice]) -> list[Choice]:
    """Return the choices, with none, or one at home, for the villages that lie elsewhere than the report."""
    home = _told(chosen)
    if home is None:
        return list(chosen)
    return [
        _at_home(named, choice, home)
        if choice[0] is not None and _strays(named, choice[0], home)
        else choice
        for named, choice in zip(document, chosen, strict=True)
    ]


def _told(chosen: Sequence[Choice]) -> Place | None:
    """Return the one first-order division that the report is about, or None."""
    divisions = [place for place, _ in chosen if place is not None and place.kind == "admin1"]
    times = Counter(place.source for place in divisions)
    source, most = max(times.items(), key=lambda row: row[1], default=("", 0))
    if most < _TIMES or most < _SHARE * len(divisions):
        return None
    return outlined(next(place for place in divisions if place.source == source))


def _strays(named: Named, place: Place, home: Place) -> bool:
    """Tell whether a place is a village outside of `home` that nothing in the text puts there."""
    if place.kind not in _VILLAGES or place.population > _SMALL:
        return False
    if named.container is not None or named.neighbour is not None or named.around.relation:
        return False
    if (place.country, place.admin1) == (home.country, home.admin1 or home.name):
        return False
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
