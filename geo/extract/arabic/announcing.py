"""Which day of an Arabic sentence is only that on which somebody spoke.

The secret of this module is where such a day stands: between a verb of saying and its "that".
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from geo.extract.arabic.reference import CLAIMING
from geo.extract.arabic.words import forms_in
from geo.extract.lexicon import arabic_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.dates import When
    from geo.extract.text import Token

_SAID_REACH: Final = 12
_CLAIMED_REACH: Final = 10


def without_announcing(tokens: Sequence[Token], dates: Sequence[When]) -> list[When]:
    """Leave out the day on which somebody said what happened on another: "أعلن الوالي فجر الجمعة أن ... مساء الخميس".

    Where no other is told, it happened on that day or on the one before.
    """
    days = [d for d in dates if d.kind == "day"]
    told = [d for d in days if _announces(tokens, d)]
    spans = [d for d in dates if d.kind in ("span", "since")]
    if any(d.first > t.last for t in told for d in (*days, *spans)):
        return [d for d in dates if d not in told]
    return [_or_the_day_before(d) if d in told else d for d in dates]


def _or_the_day_before(day: When) -> When:
    if day.start is None or day.start != day.end:
        return day
    return replace(
        day,
        start=day.start - timedelta(days=1),
        basis=f"{day.basis}, or the day before it was said",
    )


def _announces(tokens: Sequence[Token], day: When) -> bool:
    """Return whether a day stands between a verb of saying and its "that"."""
    claimed = forms_in(tokens[max(0, day.first - _CLAIMED_REACH) : day.first]) & CLAIMING
    if claimed and any(t.low.startswith("ال") for t in tokens[day.last : day.last + 2]):
        return True  # "تبنت الحركة، اليوم الثلاثاء، الكمين الذي"
    said = forms_in(tokens[max(0, day.first - _SAID_REACH) : day.first]) & arabic_words("speech")
    return bool(said and forms_in(tokens[day.last : day.last + 3]) & {"ان", "بان", "انه", "انها"})
