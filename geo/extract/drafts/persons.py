"""Whether the one who died in a sentence can be the one who died before.

The secret of this module is that a report which counts one dead twice calls them by one sex: "a
woman was killed in X. A man cycling near Y was killed" are two events, though both toll one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.drafts.draft import Draft, names_of

if TYPE_CHECKING:
    from geo.extract.counts import Toll
    from geo.extract.text import Sentence

_FEMALE: Final = frozenset(
    "woman girl mother wife grandmother schoolgirl daughter sister امرأه امراه سيده طفله فتاه".split()
)
_MALE: Final = frozenset(
    "man boy father husband grandfather schoolboy son brother رجل شاب فتى".split()
)
_BESIDE: Final = 3  # tokens on either side of a count in which the person stands


def is_another_person(a: Draft, b: Draft) -> bool:
    """Return whether `b`, told of a place of its own, names one dead of the other sex than `a`."""
    if b.inherited or not names_of(b) - names_of(a):
        return False
    first, then = _sex(a), _sex(b)
    return bool(first and then) and first != then


def _sex(draft: Draft) -> str:
    """Return the sex of the one dead of a draft, if it has one and says so."""
    counts = [(t, part) for t, part, _ in draft.tolls if t.quantity == "killed"]
    if not counts or any(t.low != 1 or t.high != 1 for t, _ in counts):
        return ""
    said = {sex for toll, part in counts for sex in _said(toll, part)}
    return said.pop() if len(said) == 1 else ""


def _said(toll: Toll, part: Sentence) -> set[str]:
    words = {t.low for t in part.tokens[max(0, toll.first - _BESIDE) : toll.last + _BESIDE]}
    return {sex for sex, names in (("female", _FEMALE), ("male", _MALE)) if words & names}
