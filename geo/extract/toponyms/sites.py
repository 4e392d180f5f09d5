"""Names that end with a small word for a site: "the Khor Mor gas field", "the Allenby crossing".

The secret of this module is which words may end such a name, and that a list of places must know all
of it: what is struck at "the Aden refinery" is not Aden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.extract.text import Token
    from geo.extract.toponyms.runs import Run

_MOST_SMALL: Final = 3
# The locator itself looks for the air base, crossing or camp of a town, and says so on the event.
_LOOKED_FOR: Final = frozenset(
    "airbase airport airfield base bridge camp checkpoint crossing dam hospital prison".split()
)
_ENDS: Final = _LOOKED_FOR | frozenset(
    "arsenal castle corridor depot facility field fields gorge junction market mine plant port"
    " quarry refinery reservoir roundabout square station terminal theatre university".split()
)


def with_sites(
    text: str,
    tokens: Sequence[Token],
    names: Sequence[Run],
    runs: Sequence[Run],
    prominence: Callable[[str], int],
) -> dict[Run, Run]:
    """Return the names that go on, each with its whole extent; a name not heard before stands for itself.

    Parameters
    ----------
    names
        The place names of the sentence.
    runs
        Its words that could be names.
    """
    found: dict[Run, Run] = {}
    heard = {k for first, last in names for k in range(first, last)}
    for first, last in names:
        town = prominence(text[tokens[first].start : tokens[last - 1].end])
        ends = _ENDS - _LOOKED_FOR if town else _ENDS
        if end := _end(text, tokens, (first, last), prominence, ends):
            found[first, last] = (first, end)
    for first, last in runs:
        if heard.isdisjoint(range(first, last)):
            end = _end(text, tokens, (first, last), prominence, _ENDS)
            if end:
                found[first, end] = (first, end)
    return found


def _end(
    text: str,
    tokens: Sequence[Token],
    run: Run,
    prominence: Callable[[str], int],
    ends: frozenset[str],
) -> int:
    """Return where a listed name of these words and the small ones behind them ends, 0 if none does."""
    first, last = run
    for end in reversed(list(_small(tokens, last))):
        whole = text[tokens[first].start : tokens[end - 1].end]
        if tokens[end - 1].low in ends and prominence(whole):
            return end
    return 0


def _small(tokens: Sequence[Token], start: int) -> Iterator[int]:
    """Yield the end of each small word from `start` on, as far as a name may reach."""
    for k in range(start, min(len(tokens), start + _MOST_SMALL)):
        if not tokens[k].word.isalpha() or not tokens[k].word.islower():
            return
        yield k + 1
