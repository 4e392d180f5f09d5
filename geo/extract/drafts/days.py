"""Whether two tellings may be of one day.

The secret of this module is how far a day is known: an open one may be any, and of "the raid", of which
somebody told more on Monday, Monday is the day of telling, not of the raid.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from geo.extract.dates.when import TOLD_THEN

if TYPE_CHECKING:
    from geo.extract.dates import When
    from geo.extract.drafts.draft import Draft

_TOLD_WITHIN: Final = timedelta(days=7)


def days_agree(a: When | None, b: When | None) -> bool:
    """Return whether two days may be one; an open one may be any."""
    if a is None or b is None or a.start is None or b.start is None:
        return True
    return a.start <= (b.end or b.start) and b.start <= (a.end or a.start)


def is_of_another_day(lead: Draft, a: Draft, b: Draft) -> bool:
    """Return whether the undated `a` is of the lead's day, and the dead of `b` of another that the text names."""
    own = b.dated and b.when is not None and b.sentence.paragraph > a.told_in
    undated = a.when is None and a is not lead and not a.is_title
    told = lead.dated and b.deaths is not None and not b.sentence.is_arabic
    return own and undated and told and not days_agree(lead.when, b.when)


def told_later(a: When | None, b: When | None) -> bool:
    """Return whether `b` is only the day on which more was told of what happened on `a`, a few days before."""
    if a is None or b is None or a.start is None or b.start is None:
        return False
    return b.basis.endswith(TOLD_THEN) and timedelta() <= b.start - a.start <= _TOLD_WITHIN
