"""Where and as whom people stood when they came to harm: at a front, on duty or at home.

The secret of this module is the place in a war, not on a map: members of a force who die at a front
fell in a fight; one or two who are shot before their house were meant themselves.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from geo.extract.events import Frame

_AT_HOME: Final = frozenset(
    "former off-duty retired ex-fighter motorcycle motorbike home house car way work mosque shop".split()
)
_RIDING: Final = frozenset("motorcycle motorbike car way".split())
_ON_DUTY: Final = frozenset(
    "patrol patrols checkpoint post base convoy position positions barracks outpost ambush clash clashes battle raid".split()
)


def singled_out(frame: Frame) -> bool:
    """Return whether one or two people were shot for who they are, off duty: "in front of his house"."""
    words = {t.low for t in frame.sentence.tokens}
    few = all((t.low or 0) <= 2 for t in frame.tolls if t.quantity == "killed")
    home = _AT_HOME if all((t.low or 0) <= 1 for t in frame.tolls) else _AT_HOME - _RIDING
    return (
        few
        and bool(words & home)
        and not words & _ON_DUTY
        and not set(frame.kinds) & {"clash", "push"}
    )


_FRONTS: Final = frozenset("front frontline frontlines axis".split())
_UNDER_ARMS: Final = frozenset("members men elements".split())


def at_a_front(frame: Frame) -> bool:
    """Return whether those counted are members of a force who fell at a front: "at the X front, six members died"."""
    low = [t.low for t in frame.sentence.tokens]
    front = any(b in _FRONTS and a != "in" for a, b in pairwise(low))
    return front and bool(_UNDER_ARMS & set(low)) and bool(frame.tolls)
