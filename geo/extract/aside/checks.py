"""How a sentence is asked many questions, most of which its words answer at once.

The secret of this module is that a question need not be put where none of the words occurs without
which its answer is no: few sentences have any of most.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from geo.extract.text import small_words

if TYPE_CHECKING:
    from geo.extract.events import Frame

Check = Callable[[Sequence[str], "Frame"], str]
Checks = tuple[tuple[Check, frozenset[str]], ...]
"""Each with the words, in small letters, of which a sentence has one if the check finds anything."""


def first_reason(checks: Checks, low: Sequence[str], frame: Frame) -> str:
    """Return the first reason that one of `checks` finds, or ``""``.

    Parameters
    ----------
    low
        The words of the frame's sentence in small letters, those of its asides blank.
    """
    said = small_words(frame.sentence.tokens)
    for check, needed in checks:
        if not needed.isdisjoint(said) and (reason := check(low, frame)):
            return reason
    return ""
