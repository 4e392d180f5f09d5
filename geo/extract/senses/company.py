"""The words around a trigger phrase, which decide in what sense it is meant.

The secret of this module is what "ahead" and "behind" are: so many tokens of the sentence, whatever they be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.extract.text import small_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token


@dataclass(frozen=True, slots=True)
class Company:
    """A trigger phrase, tokens ``first`` to ``last`` (excluded), in its sentence."""

    tokens: Sequence[Token]
    first: int
    last: int

    @property
    def word(self) -> str:
        """Return its first word."""
        return self.tokens[self.first].low

    @property
    def before(self) -> str:
        """Return the word right before, ``"."`` where the sentence begins."""
        return self.tokens[self.first - 1].low if self.first else "."

    @property
    def next(self) -> str:
        """Return the word right behind, ``"."`` where the sentence ends."""
        return self.tokens[self.last].low if self.last < len(self.tokens) else "."

    @property
    def passive(self) -> bool:
        """Return whether a passive's auxiliary stands right before."""
        return self.before in ("was", "were", "been", "being")

    def lead(self, reach: int) -> list[str]:
        """Return the words before, at most `reach`, in order."""
        return [t.low for t in self.tokens[max(0, self.first - reach) : self.first]]

    def rest(self, reach: int) -> list[str]:
        """Return the words behind, at most `reach`, in order."""
        return [t.low for t in self.tokens[self.last : self.last + reach]]

    def ahead(self, reach: int) -> set[str]:
        """Return the words before, at most `reach`."""
        return set(self.lead(reach))

    def behind(self, reach: int) -> set[str]:
        """Return the words behind, at most `reach`."""
        return set(self.rest(reach))

    def among(self, words: frozenset[str]) -> bool:
        """Return whether the sentence has one of `words`."""
        return not words.isdisjoint(small_words(self.tokens))
