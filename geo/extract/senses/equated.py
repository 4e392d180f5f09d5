"""Where "is" says which places were taken: "Also captured were A and B", "A and B are among the villages seized".

The secret of this module is the copula: on one of its sides stands a row of names, on the other a
participle that opens the sentence or is said of villages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.senses.held import PLACE_WORDS
from geo.extract.words import IS, LOCALS, NUMBERS, PLACES, SETTLEMENT, TAKEN, TROOPS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

_TAKEN: Final = TAKEN | {"lost", "liberated", "freed"}
RANKS: Final = frozenset("first latest last next".split())
"""Of "the first to be captured were A and B"."""
_COPULAS: Final = IS.union("include includes included".split())
_GROUND: Final = PLACES.union(
    SETTLEMENT,
    "places hills positions points locations settlements farms ground territory area".split(),
)
_OPENERS: Final = frozenset(
    "also newly further likewise now and then among again the as well".split()
)
_OF_MANY: Final = NUMBERS.union("among one some part the latest last first".split())
_ELSEWHERE: Final = frozenset("where whose when after before , ;".split())
_TO_NAME: Final = PLACE_WORDS.union("the of both also and - s".split())
# What follows a participle that says of no noun that it was taken: "Taken by dusk were", not "Captured soldiers were".
_ALONE: Final = WEEKDAYS | _COPULAS.union(
    "also as by in on at from during after overnight too ,".split()
)
_PEOPLE: Final = TROOPS.union(LOCALS, "men women fighters militants rebels".split())
_OPENING: Final = 4  # tokens of "Also" and the like before a participle that opens its sentence
_FAR: Final = 14  # tokens of "taken by the army on Monday morning and the night before"
_NEAR: Final = 4  # tokens of "villages that were newly" before "taken"


def is_equated(tokens: Sequence[Token], head: int, places: Sequence[tuple[int, int]]) -> bool:
    """Return whether a copula says of named places that they were taken, in the word at `head`.

    `places` are the first tokens of the sentence's place names and those behind their last.
    """
    if tokens[head].low not in _TAKEN:
        return False
    return bool(names_behind(tokens, head, places) or names_before(tokens, head))


def names_behind(tokens: Sequence[Token], head: int, places: Sequence[tuple[int, int]]) -> int:
    """Return the copula behind the participle at `head` that its places follow, 0 if there is none.

    "Taken by dusk were A and B"; "Among the villages seized on Monday are A and B".
    """
    behind = [t.low for t in tokens[head + 1 : head + _NEAR]]
    alone = _ALONE.issuperset(behind[:1]) or not _GROUND.isdisjoint(behind)
    opens = head <= _OPENING and all(t.low in _OPENERS for t in tokens[:head]) and alone
    ahead = [t.low for t in tokens[max(0, head - 2 * _NEAR) : head]]
    said_of = _GROUND & set(ahead[-_NEAR:])
    ranked = ahead[-2:] == ["to", "be"] and RANKS & set(ahead)
    if not (opens or said_of or ranked):
        return 0
    for k in range(head + 1, min(head + _FAR, len(tokens) - 1)):
        if tokens[k].word in (";", ":"):
            return 0
        if tokens[k].low in _COPULAS and tokens[k - 1].low not in ("that", "which", "who"):
            return k if _is_place(tokens, k + 1, places) else 0
    return 0


def names_before(tokens: Sequence[Token], head: int) -> int:
    """Return the copula before the participle at `head` that its places stand before, 0 if there is none.

    "A and B are among the areas brought under control", "A, B and C were three of the places that fell".
    """
    for k in range(head - 1, max(0, head - _FAR), -1):
        if tokens[k].low not in IS or not tokens[k - 1].word[0].isupper():
            continue
        between = {t.low for t in tokens[k + 1 : head]}
        told = between & _GROUND and between & _OF_MANY and not between & _ELSEWHERE
        return k if told else 0
    return 0


def _is_place(tokens: Sequence[Token], k: int, places: Sequence[tuple[int, int]]) -> bool:
    """Return whether a place name stands at `k` or behind "the villages of" there, not "Alhama residents"."""
    while k < len(tokens) and tokens[k].low in _TO_NAME and not tokens[k].word[0].isupper():
        k += 1
    last = next((last for first, last in places if first <= k < last), None)
    return last is not None and not (last < len(tokens) and tokens[last].low in _PEOPLE)
