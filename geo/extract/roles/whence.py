"""Where those who fire stand, which is not where it hits.

The secret of this module is how the press names the guns: "rebels positioned in X", "from their base at
X", and everything between "terrorists located in" and the verb that says whom they struck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.text import remembered
from geo.extract.words import BEARINGS, NORTHERN, ROCKETS, STRUCK, TOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.roles import Spot
    from geo.extract.text import Token

REGION_WORDS: Final = BEARINGS.union(
    NORTHERN,
    "northwestern northeastern southwestern southeastern central rural".split(),
)
_SETTLEMENTS: Final = TOWN | {"area"}
_TOOK_OFF: Final = frozenset("took taken taking flew flown flying departed".split())
_STATIONED: Final = frozenset("positioned stationed entrenched garrisoned massed based".split())
_GUNS_STAND: Final = frozenset(
    "base bases position positions airport airbase camp barracks post posts outpost academy".split()
)


def is_whence(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether those who fired stand there: "rockets fired by rebels positioned in X", "from their base at X"."""
    low = [t.low for t in tokens[max(0, spot.first - 8) : spot.first]]
    if len(low) > 2 and low[-3] == "the" and low[-2] in _SETTLEMENTS and low[-1] == "of":
        low = low[:-3]  # "stationed in the village of X"
    if low[-1:] == ["from"] and _TOOK_OFF & set(low[-4:]):
        return True
    if low and low[-1] in REGION_WORDS:
        low.pop()  # "stationed in southern X"
    if not low or low[-1] not in ("in", "at", "near", "around", "of"):
        return False
    if low[-2:-1] and low[-2] in _STATIONED:
        return True
    start = max((k for k, w in enumerate(low) if w == "from"), default=None)
    fired = start is not None and _FIRED & {t.low for t in tokens[: spot.first - len(low) + start]}
    if start is not None and fired and _HEIGHTS & set(low[start:-1]) and "," not in low[start:]:
        return True  # "Katyusha fire from the hills around X reached Y"
    return start is not None and bool(_GUNS_STAND & set(low[start:-1])) and "," not in low[start:]


_HEIGHTS: Final = frozenset("hills heights mountains ridge ridges hilltops fields woods".split())
_FIRED: Final = ROCKETS.union("fire fired shells guns artillery launched mortars".split())

_ARMED: Final = frozenset(
    "terrorists terrorist groups group organizations organisations militants gunmen rebels units forces factions "
    "fighters artillery militias militia troops insurgents jihadists".split()
)
_FIRING: Final = STRUCK.union(
    "fired fire launched violated breached renewed bombarded carried opened".split()
)
_TO_ARMED: Final = 5  # tokens of "terrorist groups that are positioned"


@remembered
def where_they_stand(tokens: Sequence[Token]) -> range:
    """Return the tokens between those who fire and the verb, which only say where they stand.

    "Terrorists located in the towns of X in the south of A and Y in B fired rockets at Z": not X, Y, A or B.
    """
    low = [t.low for t in tokens]
    for k in range(1, len(low)):
        stand = low[k] in _STATIONED or low[k] == "located"
        stand = stand or (low[k] == "positions" and low[k - 1] in ("have", "having", "with"))
        if stand and _ARMED & set(low[max(0, k - _TO_ARMED) : k]):
            ends = (j for j in range(k + 1, len(low)) if low[j] in _FIRING or low[j] == ";")
            end = next(ends, 0)
            return range(k, end) if end and low[end] != ";" else range(0)
    return range(0)
