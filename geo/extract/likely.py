"""How likely the words around a place name are those of an event there, and of what family.

The secret of this module is a second opinion that knows nothing of what the rules have found: a
maximum entropy model over the words of the sentence before and behind the name, those beside it, the
kinds of trigger words among them, and the sentences before and after (weights in ``models/likely-en.crfsuite`` and
``models/likely-ar.crfsuite``, see the model card there). It learnt from which places of a report a
coder made events, so that it speaks of ways of telling that no list of words has.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import built_in
from geo.extract.text import remembered
from geo.extract.weights import built_in_weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.extract.text import Sentence, Token

    Span = tuple[int, int]
    Group = tuple[str, Sequence[str]]

MODELS: Final = {False: "models/likely-en.crfsuite", True: "models/likely-ar.crfsuite"}
"""The weights by whether the sentence is Arabic."""

NONE: Final = "none"
FAMILIES: Final = ("remote", "battle", "civilians", "strategic", "protest")
"""What happened, as `geo.extract.drafts.family` parts the kinds of events, roughly."""

FAMILY: Final = {
    "Explosions/Remote violence": "remote",
    "Battles": "battle",
    "Violence against civilians": "civilians",
    "Strategic developments": "strategic",
    "Protests": "protest",
    "Riots": "protest",
}
"""The family of each of ACLED's types."""

_BESIDE: Final = 8  # tokens on either side that count as near the name
_STEM: Final = 5
_SHORT_STEM: Final = 4
_PARAGRAPHS: Final = 5


def likelihoods(
    parts: Sequence[Sentence], number: int, names: Sequence[Span]
) -> list[dict[str, float]]:
    """Return for each of `names` in sentence `number` how probable each family of event is there, 0 to 1.

    Parameters
    ----------
    parts
        All sentences of the report.
    names
        Spans of tokens, the last one excluded.

    Returns
    -------
    list of dict
        By family, one of `FAMILIES`; what is missing to 1 is that no event happened there.
    """
    if not names:
        return []
    weights = built_in_weights(MODELS[parts[number].is_arabic])
    around, each = _features(parts, number, names)
    shared, found = weights.added(around), []
    for own in each:
        chances = weights.probable(shared, weights.added(own))
        del chances[NONE]
        found.append(chances)
    return found


def features(parts: Sequence[Sentence], number: int, names: Sequence[Span]) -> list[list[str]]:
    """Return the features of each of `names` in sentence `number` of a report."""
    around, each = _features(parts, number, names)
    return [
        [f"{kind}:{word}" if kind else word for kind, words in (*around, *own) for word in words]
        for own in each
    ]


def _features(
    parts: Sequence[Sentence], number: int, names: Sequence[Span]
) -> tuple[list[Group], list[list[Group]]]:
    """Return what all of `names` have in common, and what each has for itself."""
    tokens = parts[number].tokens
    words = _stems(tokens)
    triggers = [
        (hit.first, hit.last, f"{hit.row['kind']}.{hit.row['pos']}")
        for hit in built_in("triggers").find(tokens)
    ]
    return _around(parts, number), [list(_own(words, triggers, name)) for name in names]


def _around(parts: Sequence[Sentence], number: int) -> list[Group]:
    """Return what all names of a sentence have in common."""
    part = parts[number]
    words = _stems(part.tokens)
    rows: list[Group] = [
        ("", ("bias", f"title{part.is_title:d}", f"at{min(part.paragraph, _PARAGRAPHS)}")),
        ("S", sorted(set(words))),
        ("2", [f"{a}_{b}" for a, b in sorted(set(pairwise(words)))]),
    ]
    if any(map(str.isdigit, words)):
        rows.append(("", ("digits",)))
    for side, other in (("P", number - 1), ("N", number + 1)):
        if 0 <= other < len(parts):
            rows.append((side, sorted({stem[:_STEM] for stem in _stems(parts[other].tokens)})))
    return rows


def _own(
    words: Sequence[str], triggers: Sequence[tuple[int, int, str]], name: Span
) -> Iterator[Group]:
    """Yield what one name has for itself: the words on either side of it, and the kinds of trigger words."""
    first, last = name
    for side, far in (("L", words[:first][::-1]), ("R", words[last:])):
        near = far[:_BESIDE]
        yield side, near
        for n, word in enumerate(near[:3]):
            yield f"{side}{n}", (word,)
        for n, word in enumerate(near[:2]):
            yield f"{side}{n}p", (word[:_SHORT_STEM],)
        yield f"{side}2", [f"{a}_{b}" for a, b in pairwise(near[:2])]
        yield f"{side}f", sorted(set(far))
        yield f"{side}fp", sorted({w[:_STEM] for w in far})
    kinds: dict[str, set[str]] = {}
    for start, end, kind in triggers:
        side, gap = ("L", first - end) if start < first else ("R", start - last)
        kinds.setdefault(f"k{side}", set()).add(kind)
        if gap < _BESIDE:
            kinds.setdefault(f"n{side}", set()).add(kind)
    yield from ((side, sorted(told)) for side, told in sorted(kinds.items()))


@remembered
def _stems(tokens: Sequence[Token]) -> list[str]:
    """Return the words without what may be written onto them in Arabic: و, ب, ل, ك, ال."""
    return [_stem(token.forms) if len(token.forms) > 1 else token.low for token in tokens]


@lru_cache(maxsize=65536)
def _stem(forms: tuple[str, ...]) -> str:
    return min(forms, key=len)
