"""When a word of moving troops tells no move.

The secret of this module is the past of men: "attacked a force deployed in X", "soldiers who had been
sent to Y" only say where those who were hit stood or came from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.words import COLUMNS, HAVE, RELATIVES, STRUCK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token


_AS: Final = 12


def is_past_of_men(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a move only says whence those hit had come: "soldiers who had been sent to X"."""
    reach = _AS if i and tokens[i - 1].low == "as" else 4  # "sent to X as reinforcements"
    ahead = [t.low for t in tokens[max(0, i - reach) : i]]
    return "had" in ahead and bool(RELATIVES & set(ahead))


_POSTED: Final = frozenset("deployed stationed".split())
_MEN_POSTED: Final = frozenset(
    "force forces troops soldiers police unit units army policemen fighters brigade battalion".split()
)
_HIT: Final = STRUCK.union(
    "attack attacks targeting targets ambushed stormed killed killing".split()
)


def is_posted(tokens: Sequence[Token], i: int) -> bool:
    """Return whether men only stood where they were hit: "attacked a force deployed in X"."""
    posted = tokens[i].low in _POSTED and i > 0 and tokens[i - 1].low in _MEN_POSTED
    return posted and any(t.low in _HIT for t in tokens[:i])


_GATES: Final = frozenset("crossing crossings gate border frontier".split())
_THROUGH: Final = frozenset("through via from at across by".split())
_TO_GATE: Final = 9  # tokens of "into Syria at dawn through the border crossing of X"
_TO_COLUMN: Final = 14  # tokens of "A column of the army, made up of 25 lorries and tanks,"
_BOUND: Final = frozenset("heading headed bound towards toward making".split())
_POLICE: Final = frozenset("police policemen policeman".split())
_TO_POLICE: Final = 3  # tokens of "military police have"


def is_passage(tokens: Sequence[Token], i: int) -> bool:
    """Return whether men who enter only come through: "a column entered through X crossing", "military police entered"."""
    led = [t.low for t in tokens[max(0, i - _TO_COLUMN) : i]]
    behind = [t.low for t in tokens[i + 1 : i + 1 + _TO_GATE]]
    who = [w for w in led[-_TO_POLICE:] if w not in HAVE]
    if who[-2:-1] == ["military"] and who[-1] in _POLICE:
        return True
    moving = (COLUMNS - {"army", "military"}) & set(led)
    gate = _GATES & set(behind) and _THROUGH & set(behind)
    convoy = {"convoy", "convoys", "column", "columns"} & set(led)
    return bool((moving and gate) or (convoy and _BOUND & set(behind)))
