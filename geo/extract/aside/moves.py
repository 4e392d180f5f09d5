"""When a movement is told without forces that move, or without a place: aid, buses, the wounded.

The secret of this module is who moves: armies and their columns, and no travellers or relief.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.kinds import HARM
from geo.extract.words import COLUMNS, MOVED, RAIDERS

if TYPE_CHECKING:
    from geo.extract.events import Frame


def moves_nothing(frame: Frame) -> str:
    """Return whether a movement is told without forces that move or a place."""
    moved = set(frame.kinds) if frame.tolls else set(frame.kinds) - HARM
    idle = moved and moved <= {"move", "send?"} and not _is_move(frame)
    return "a movement without forces or place" if idle else ""


_FORCES: Final = COLUMNS.union(
    "fighters units tank battalion rebels peacekeepers engineers sappers personnel patrol patrols brigade division "
    "servicemen paratroopers police guards contingent".split()
)
_RELIEF: Final = frozenset("aid relief humanitarian food flour medicine medicines".split())
_TRAVELLERS: Final = frozenset("buses families civilians pilgrims refugees passengers".split())
_IN_ARMS: Final = frozenset(
    "troops soldiers tanks tank military army reinforcements fighters howitzers armoured".split()
)


def _is_move(frame: Frame) -> bool:
    words = {f for t in frame.sentence.tokens for f in t.forms}
    if "treatment" in words and words & {"wounded", "injured"}:
        return False  # a helicopter that fetched them
    if words & _RELIEF and not words & _IN_ARMS:
        return False  # "a convoy of aid lorries"
    if words & _TRAVELLERS and not words & (_IN_ARMS | RAIDERS):
        return False  # "a convoy of buses"
    post = bool(words & {"position", "positions", "post", "posts", "point", "points"})
    taken = post and bool(words & {"up", "dismantled", "dismantling"})
    taken = taken or "joint" in words
    return bool(words & _FORCES) and (taken or bool(words & MOVED)) and bool(frame.places)
