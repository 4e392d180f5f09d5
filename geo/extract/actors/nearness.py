"""How near an actor stands to a trigger: what words, commas and clauses between them cost."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from geo.extract.text import remembered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

_WALLS: Final = frozenset(
    "; after while before when but whereas since although though as where بينما فيما بعد قبل".split()
)


def nearness(tokens: Sequence[Token], start: int, end: int) -> float:
    """Return 1 for words that touch, less the more words, commas and clauses lie in ``tokens[start:end]``."""
    if end <= start:
        return 1.0
    walls, commas = (
        bisect_left(places, end) - bisect_left(places, start) for places in _partings(tokens)
    )
    return 1.0 / (1.0 + 0.06 * (end - start) + 0.8 * walls + 0.24 * commas)


@remembered
def _partings(tokens: Sequence[Token]) -> tuple[list[int], list[int]]:
    """Return where a sentence has walls and commas: each actor is held against each trigger."""
    walls = [k for k, t in enumerate(tokens) if t.low in _WALLS or t.word == "؛"]
    return walls, [k for k, t in enumerate(tokens) if t.word in (",", "–", "،")]
