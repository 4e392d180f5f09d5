"""Which of a sentence's speakers says one of its counts.

The secret of this module is where one speaker's words end and another's begin without a parser: at
"while", at a semicolon, at an "and" that opens with a speaker of its own, and at "that residents
said", whose words the outer speaker does not vouch for.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.words import RELATIVES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.attribution.speakers import Source
    from geo.extract.text import Token

_TURNS: Final = frozenset(
    "; while whereas although though but however فيما بينما ولكن لكن المقابل جهته جهتها جانبه جانبها".split()
)
_OPENERS: Final = RELATIVES | {"where"}
_OPENING: Final = (
    4  # tokens between "and" and the speaker who opens a clause: "and the city's mayor"
)
_VERB: Final = 2  # tokens of an Arabic verb of speech, and perhaps one behind it
_CLOSING: Final = 3  # tokens between a speaker and the comma that ends ", the ministry said, and"


def saying(tokens: Sequence[Token], sources: Sequence[Source], at: int) -> tuple[Source, ...]:
    """Return who of the speakers of a sentence says what stands at token `at`.

    Parameters
    ----------
    sources
        All who speak in the sentence; those without words in it vouch for all of it.

    Returns
    -------
    tuple of Source
        At least one where there are sources: all of them where nothing parts their words.
    """
    named = sorted((s for s in sources if s.first < s.last), key=lambda s: s.first)
    if len({s.name for s in named}) < 2:
        return tuple(sources)
    low, high = _clause(tokens, named, at)
    here = [s for s in named if low <= s.first < high]
    inner = [s for s in here if _opens_relative(tokens, s)]
    inside = [s for s in inner if s.last <= at]
    if inside and len(inner) < len(here):
        return (inside[-1],)
    outer = [s for s in here if s not in inner]
    return tuple(outer or here or sources)


def _clause(tokens: Sequence[Token], named: Sequence[Source], at: int) -> tuple[int, int]:
    """Return the tokens, first to last (excluded), that share their speakers with token `at`."""
    low, high = 0, len(tokens)
    for one, other in pairwise(named):
        turns = [k for k in range(one.last, other.last) if _parts(tokens, one, other, k)]
        if not turns:
            continue
        if turns[-1] <= at:
            low = turns[-1]
        else:
            high = turns[-1]
            break
    return low, high


def _parts(tokens: Sequence[Token], one: Source, other: Source, k: int) -> bool:
    """Return whether at token `k` the words of one speaker end and the next one's begin."""
    token = tokens[k]
    if any(form in _TURNS for form in token.forms):
        return k < other.first or other.first <= k < other.last
    before = k - one.last
    if token.low in ("and", "و"):
        closes = tokens[k - 1].word in (",", "،") and 1 < before <= _CLOSING + 1
        opens = 0 <= other.first - k - 1 <= _OPENING and before > _OPENING
        return closes or opens
    # Arabic joins the "and" to the verb of speech: "... وقالت الوزارة".
    return token.word.startswith("و") and 0 < other.first - k <= _VERB


def _opens_relative(tokens: Sequence[Token], source: Source) -> bool:
    """Return whether a speaker opens a relative clause: "shelling that residents said had killed"."""
    k = source.first - 1
    while k > 0 and tokens[k].low in ("the", "a", "an", "two", "several", "some", "local"):
        k -= 1
    if k < 1 or tokens[k].low not in _OPENERS:
        return False
    # "said that residents reported" is a sentence of its own, and so is "said, which the army denied"
    return tokens[k - 1].low not in _SPEAKING and tokens[k - 1].word != ","


_SPEAKING: Final = frozenset(
    "said says say adding added stating stated reported reports claimed announced confirmed told noted "
    "statement saying claiming".split()
)


_ANEW: Final = frozenset("said says added adding confirmed stated".split())
_ANDS: Final = frozenset("and but ,".split())


def says_after_denying(tokens: Sequence[Token], denial: int, head: int) -> bool:
    """Return whether who denied one thing then said another: "denied that X had fallen and said ... attacked Y".

    Parameters
    ----------
    denial, head
        The tokens from which on he denies, and of the deed in question.
    """
    return any(
        tokens[k].low in _ANEW and tokens[k - 1].low in _ANDS
        for k in range(denial + 1, min(head, len(tokens)))
    )
