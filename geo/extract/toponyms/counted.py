"""Names that head a row of a count: "Lumo – 5 killed", "Lumo: three wounded".

The secret of this module is the row: a name, a sign, a number, and a word of harm soon behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.text import BULLETS
from geo.extract.words import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

_SIGNS: Final = frozenset("-–—:")
_COUNT: Final = 6  # tokens of "5 people killed"


def heads_a_count(tokens: Sequence[Token], run: tuple[int, int]) -> bool:
    """Return whether a line or sentence counts the dead or hurt behind a name and a sign: "Lumo – 5 killed"."""
    first, last = run
    opens = first == 0 or (first == 1 and tokens[0].word in BULLETS)
    if not opens or last + 2 >= len(tokens) or tokens[last].word not in _SIGNS:
        return False
    counted = tokens[last + 1].word.isdigit() or tokens[last + 1].low in NUMBERS
    harm = {t.low for t in tokens[last + 2 : last + 2 + _COUNT]}
    return counted and not _HARMED.isdisjoint(harm)


_HARMED: Final = frozenset("dead killed deaths injured wounded hurt martyrs martyred".split())
