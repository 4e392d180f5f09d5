"""Where an English sentence stops telling and only ranks what it told.

The secret of this module is the aside of the press: ", in one of the deadliest attacks since the war
began 14 months ago". Its days, its dead and its deeds are of other times, so nothing in it is read
as part of the event beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

_BEST: Final = frozenset(
    "deadliest worst bloodiest heaviest biggest largest fiercest longest gravest greatest highest boldest".split()
)
# "the first such raid in months": these rank only beside words of time.
_IN_ORDER: Final = frozenset("first second third fourth fifth latest last only".split())
_TIMES: Final = frozenset("since such months years weeks decade decades ever kind".split())
_OPENS: Final = frozenset(", - – — (".split())
_ENDS: Final = frozenset(", ) ; - – —".split())
_LEADS: Final = frozenset(
    "the one in its their among what making marking a his amid".split()
)  # how such an aside begins
_REACH: Final = 14  # tokens from the comma to the word that ranks


def ranked(tokens: Sequence[Token]) -> set[int]:
    """Return the tokens of asides that rank what the sentence tells among other events."""
    low = [t.low for t in tokens]
    if not (_BEST | _IN_ORDER) & set(low):
        return set()
    found: set[int] = set()
    for k, word in enumerate(low[:-2]):
        if word not in _OPENS or low[k + 1] not in _LEADS or k in found:
            continue
        if word == "-" and tokens[k + 1].start == tokens[k].end:
            continue
        end = next(
            (j for j in range(k + 2, len(low)) if low[j] in _ENDS and _parts(tokens, j)), len(low)
        )
        inside = low[k + 1 : end]
        best = _BEST & set(inside[:_REACH])
        nth = _IN_ORDER & set(inside[:4]) and _TIMES & set(inside)
        if best or nth:
            # "since" reaches to the end of the sentence unless a comma ends the aside.
            found.update(range(k, end))
    return found


def _parts(tokens: Sequence[Token], k: int) -> bool:
    """Return whether the sign at `k` parts words: not the hyphen of "al-Noura", not "1,000"."""
    apart = tokens[k].start > tokens[k - 1].end
    return apart if tokens[k].word in ("-", "–") else True
