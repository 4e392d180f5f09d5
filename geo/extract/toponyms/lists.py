"""Arabic lists of villages that say so themselves: "أربع قرى هي بعادوين وقيعد وهريري".

The secret of this module is how such a list is opened and where it ends; no list of places need have
its names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.toponyms.looks import SEVERAL, look_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.extract.text import Token

_OPENS: Final = frozenset(("هي", "وهي", "هما", "وهما"))
_REACH: Final = 12  # tokens of "قرى في إقليم مدق التابع لولاية غلمدغ، هي"
_WORDS: Final = 3  # of one name
_MIN: Final = 3
_ITEMS: Final = 2


def enumerated(tokens: Sequence[Token], labels: Sequence[str]) -> list[tuple[int, int]]:
    """Return first token and last (excluded) of the names of lists that say what they list."""
    found: list[tuple[int, int]] = []
    for k, token in enumerate(tokens):
        if token.low not in _OPENS or not any(
            SEVERAL & set(t.forms) for t in tokens[max(0, k - _REACH) : k]
        ):
            continue
        items = list(_items(tokens, k + 1))
        if len(items) >= _ITEMS:
            found += [(a, b) for a, b in items if all(x == "O" for x in labels[a:b])]
    return found


def _items(tokens: Sequence[Token], k: int) -> Iterator[tuple[int, int]]:
    """Yield the names that are joined by و from token `k` on, up to the first that is none."""
    start = k
    while k < len(tokens):
        word = tokens[k]
        if k > start and (word.low[0] == "و" or not word.word[0].isalpha()):
            yield start, k
            start = k
        if not word.word[0].isalpha() or k - start >= _WORDS:
            return
        kind = look_at(word.word, word.forms)[1]
        if kind not in ("", "open") or len(word.low) < _MIN:
            return
        k += 1
    if start < k:
        yield start, k
