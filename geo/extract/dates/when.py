"""What an expression of time says, and what a relative one leans on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from datetime import date

Kind = Literal["day", "since", "future", "span"]
"""``"since"`` runs on to publication and marks a trend; ``"future"`` is no past event; ``"span"``
is a month, a year or longer."""


@dataclass(frozen=True, slots=True)
class When:
    """An expression of time in tokens ``first`` to ``last`` (excluded).

    `start` and `end` are the first and last possible day, None when open.
    """

    first: int
    last: int
    start: date | None
    end: date | None
    basis: str
    kind: Kind = "day"


@dataclass(frozen=True, slots=True)
class Clock:
    """What relative words lean on: the day of publication and the last day that was named."""

    published: date | None
    named: date | None = None
    year: int | None = None


TOLD_THEN: Final = "the day it was told"
"""How the basis of a day ends of which only the telling is dated."""
