"""How likely the words around a place name are those of an event there, and of what family.

The secret of this module is a second opinion that knows nothing of what the rules have found: a
maximum entropy model over the words of the sentence before and behind the name, those beside it,
and the sentences before and after (weights in ``models/likely-en.crfsuite`` and
``models/likely-ar.crfsuite``, see the model card there). It learnt from which places of a report a
coder made events, so that it speaks of ways of telling that no list of words has.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import built_in
from geo.extract.weights import built_in_tagger

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pycrfsuite

    from geo.extract.text import Sentence, Token

    Span = tuple[int, int]

MODELS: Final = {False: "models/likely-en.crfsuite", True: "models/likely-ar.crfsuite"}
"""The weights by whether the sentence is Arabic."""

NONE: Final = "none"
FAMILIES: Final = ("remote", "battle", "civilians", "strategic", "protest")
"""What happened, as `geo.extract.drafts.family` parts the kinds of events, roughly."""

_BESIDE: Final = 8  # tokens on either side that count as near the name
_STEM: Final = 5
_SHORT_STEM: Final = 4
_PARAGRAPHS: Final = 5


def likelihoods(
    parts: Sequence[Sentence],
    number: int,
    names: Sequence[Span],
    *,
    tagger: pycrfsuite.Tagger | None = None,
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
    model = tagger or built_in_tagger(MODELS[parts[number].is_arabic])
    labels = [label for label in model.labels() if label != NONE]
    found = []
    for row in features(parts, number, names):
        model.set([row])
        found.append({label: model.marginal(label, 0) for label in labels})
    return found


def features(parts: Sequence[Sentence], number: int, names: Sequence[Span]) -> list[list[str]]:
    """Return the features of each of `names` in sentence `number` of a report."""
    part = parts[number]
    around = _around(parts, number)
    words = [_stem(t) for t in part.tokens]
    triggers = [
        (hit.first, hit.last, f"{hit.row['kind']}.{hit.row['pos']}")
        for hit in built_in("triggers").find(part.tokens)
    ]
    return [[*around, *_own(words, triggers, name)] for name in names]


def _around(parts: Sequence[Sentence], number: int) -> list[str]:
    """Return what all names of a sentence have in common."""
    part = parts[number]
    words = [_stem(t) for t in part.tokens]
    rows = ["bias", f"title{part.is_title:d}", f"at{min(part.paragraph, _PARAGRAPHS)}"]
    rows += [f"S:{w}" for w in sorted(set(words))]
    rows += [f"2:{a}_{b}" for a, b in sorted(set(pairwise(words)))]
    if any(w.isdigit() for w in words):
        rows.append("digits")
    for side, other in (("P", number - 1), ("N", number + 1)):
        if 0 <= other < len(parts):
            rows += [f"{side}:{s}" for s in sorted({_stem(t)[:_STEM] for t in parts[other].tokens})]
    return rows


def _own(
    words: Sequence[str], triggers: Sequence[tuple[int, int, str]], name: Span
) -> Iterator[str]:
    """Yield what one name has for itself: the words on either side of it, and the kinds of trigger words."""
    first, last = name
    for side, far in (("L", words[:first][::-1]), ("R", words[last:])):
        near = far[:_BESIDE]
        yield from (f"{side}:{w}" for w in near)
        yield from (f"{side}{n}:{w}" for n, w in enumerate(near[:3]))
        yield from (f"{side}{n}p:{w[:_SHORT_STEM]}" for n, w in enumerate(near[:2]))
        yield from (f"{side}2:{a}_{b}" for a, b in pairwise(near[:2]))
        yield from (f"{side}f:{w}" for w in sorted(set(far)))
        yield from (f"{side}fp:{s}" for s in sorted({w[:_STEM] for w in far}))
    kinds = set()
    for start, end, kind in triggers:
        side, gap = ("L", first - end) if start < first else ("R", start - last)
        kinds.add(f"k{side}:{kind}")
        if gap < _BESIDE:
            kinds.add(f"n{side}:{kind}")
    yield from sorted(kinds)


def _stem(token: Token) -> str:
    """Return the word without what may be written onto it in Arabic: و, ب, ل, ك, ال."""
    return min(token.forms, key=len)
