"""Which Arabic frames count the raids of a day rather than tell of one attack.

The secret of this module is the counts: of raids and shells, and of the sites that they fell on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.arabic.words import DEADLY, HARM, forms_in
from geo.extract.numbers import numbers
from geo.extract.text import folded

if TYPE_CHECKING:
    from geo.extract.events import Frame

_MANY: Final = 10
_HUNDREDS: Final = 40  # raids on several places that are a day's war, not an attack
_MANY_PLACES: Final = 3  # from which on the count of raids is not of one attack
_INSTANCES: Final = folded("حالات حاله عمليات عمليه مرات خروقات خرقا هجمات")
_SITES: Final = folded("موقعا موقع مواقع منطقه مناطق نقطه نقاط بلده بلدات قريه قرى مدينه مدن")
_MANY_SITES: Final = 5
_THINGS: Final = HARM | {"ied", "finds", "disrupt", "loot", "arrest", "abduct"}


def is_tally(frame: Frame, places: int) -> bool:
    """Return whether a frame that names so many exact places counts raids: "64 غارة", "30 غارة على 12 موقعاً منها X".

    A few raids on one or two towns are an attack.
    """
    if any(t.quantity in DEADLY for t in frame.tolls):
        return False
    tokens = frame.sentence.tokens
    counted = {h for h, k in zip(frame.heads, frame.kinds, strict=True) if k not in _THINGS}
    found = [n for n in numbers(tokens) if n.low is not None]
    raids = [n for n in found if n.last in counted]
    many = places >= _MANY_PLACES
    if many and _counts_sites(frame):
        least = _MANY
    elif many or not places:
        least = _HUNDREDS if many else _MANY
    else:
        return False
    return any((n.low or 0) >= least for n in raids) or any(
        forms_in(tokens[n.last : n.last + 1]) & _INSTANCES and n.last + 1 in counted for n in found
    )


def _counts_sites(frame: Frame) -> bool:
    """Return whether a frame says on how many sites the fire fell: "سقطت على 14 موقعاً"."""
    tokens = frame.sentence.tokens
    return any(
        n.low is not None
        and n.low >= _MANY_SITES
        and forms_in(tokens[n.last : n.last + 1]) & _SITES
        for n in numbers(tokens)
    )
