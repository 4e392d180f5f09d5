"""How near an actor stands to a trigger: what words, commas and clauses between them cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

_WALLS: Final = frozenset(
    "; after while before when but whereas since although though as where بينما فيما بعد قبل".split()
)


def nearness(between: Sequence[Token]) -> float:
    """Return 1 for words that touch, less the more words, commas and clauses lie between."""
    walls = sum([t.low in _WALLS or t.word == "؛" for t in between])
    commas = sum([t.word in (",", "–", "،") for t in between])
    return 1.0 / (1.0 + 0.06 * len(between) + 0.8 * walls + 0.24 * commas)
