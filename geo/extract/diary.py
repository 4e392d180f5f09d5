"""When the deeds of a report happened: on the day that their sentences name, or on one told before.

The secret of this module is which day goes on to count: that of the paragraph, of a heading of days,
of "The incident took place on Sunday"; and what "that evening" or "a day earlier" counts from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from geo.extract.dates import Clock, When
from geo.extract.pointing import follows, refers
from geo.extract.sharing import day_of, is_spoken
from geo.extract.text import BULLETS
from geo.extract.words import PERSONS

if TYPE_CHECKING:
    from datetime import date

    from geo.extract.drafts import Draft
    from geo.extract.events import Frame
    from geo.extract.text import Sentence

# "that evening" goes back to a day, not to "last week".
_NARROW_DAYS: Final = 3
_RECENT: Final = timedelta(days=92)
_YEAR: Final = timedelta(days=366)
_LEANING: Final = PERSONS.union("this that these those both".split())
_GAP: Final = 3  # characters between a sentence and the one that goes on from it
LONG_BEFORE: Final = "background: long before the report"


@dataclass(slots=True)
class Diary:
    """The days that a report has named so far."""

    clock: Clock
    _paragraph: tuple[int, When] | None = None
    _heading: When | None = None
    _noted: tuple[int, When] | None = None
    _past: tuple[int, int] = (-1, -1)  # paragraph and end of a sentence set in a past year
    _before_items: When | None = None  # the day told last outside a list: that of its items

    def day(self, frame: Frame, last: Draft | None) -> tuple[When | None, bool]:
        """Return the day of a frame, `last` being the event told before it, and whether the paragraph names it."""
        part = frame.sentence
        when = day_of(frame)
        if when is None and self._paragraph and self._paragraph[0] == part.paragraph:
            when = self._paragraph[1]
        item = part.tokens[0].word in BULLETS
        if when is not None:
            self._paragraph = (part.paragraph, when)
            self._before_items = self._before_items if item else when
        dated = when is not None
        if not dated and item:
            when = self._before_items
        if not dated and self._noted and self._noted[0] == part.paragraph:
            when = self._noted[1]
        when = when or self._heading
        if when is None and follows(part) and last is not None:
            when = last.when
        return when, dated

    def turn(self, part: Sentence, dates: list[When], last: Draft | None) -> None:
        """Let "that day" mean the day that a sentence named last."""
        if self._is_of_a_past_year(dates) or self._goes_on_in_the_past(part, dates):
            self._past = (part.paragraph, part.end)
        told = [d for d in dates if part.is_arabic or not is_spoken(part.tokens, d)]
        for hit in told or self._days_before(part, dates, last):
            narrow = hit.start and hit.end and (hit.end - hit.start).days < _NARROW_DAYS
            if hit.kind == "day" and narrow and hit.end:
                self.clock = Clock(self.clock.published, hit.end, hit.end.year)
            elif hit.kind == "since" and hit.start and self._is_recent(hit.start):
                self.clock = Clock(self.clock.published, hit.start, hit.start.year)
            elif hit.kind == "span" and hit.start and self.clock.published is None:
                # "Timeline, January 2020": the days below it lie in that year
                self.clock = replace(self.clock, year=hit.start.year)

    def note(self, part: Sentence, dates: list[When], last: Draft | None) -> None:
        """Keep the day of a sentence that tells no event: "The incident took place on Sunday", "Friday 2 August."."""
        days = [d for d in dates if d.kind == "day" and d.start is not None]
        if len(days) != 1 or days[0].start == self.clock.published:
            return
        near = last is not None and part.paragraph - last.told_in <= 1
        if last and near and last.when is None and refers(part):
            last.when = days[0]
        self._noted = (part.paragraph, days[0])
        words = days[0].last - days[0].first
        if len(part.tokens) <= words + 1 and words > 1:
            self._heading = days[0]  # a heading of days: all that follows, up to the next

    def of_a_past_told(self, frame: Frame) -> str:
        """Return why a frame is old: "In 2016 the army launched an operation. It drove the rebels from X"."""
        return LONG_BEFORE if self._goes_on_in_the_past(frame.sentence, frame.dates) else ""

    def _goes_on_in_the_past(self, part: Sentence, dates: list[When]) -> bool:
        """Return whether a sentence without a time of its own leans on one before it that is set in a past year."""
        paragraph, end = self._past
        leans = part.tokens[0].low in _LEANING and not part.is_arabic
        return paragraph == part.paragraph and 0 <= part.start - end <= _GAP and leans and not dates

    def _is_of_a_past_year(self, dates: list[When]) -> bool:
        """Return whether a sentence opens with a year that was over long before the report."""
        published = self.clock.published
        opens = [d for d in dates if d.first <= 1 and d.end is not None]
        return (
            published is not None
            and any(
                d.kind != "since" and d.end is not None and published - d.end > _YEAR for d in opens
            )
            and len(dates) == len(opens)
        )

    def is_of_the_year(self, frame: Frame) -> bool:
        """Return whether a frame's days lie less than a year before publication."""
        published = self.clock.published
        days = [d.end for d in frame.dates if d.kind == "day" and d.end is not None]
        return published is not None and all(published - day < _YEAR for day in days)

    def _days_before(self, part: Sentence, dates: list[When], last: Draft | None) -> list[When]:
        """Return the first day that the last event may have been, where only the day of speech is told."""
        if not dates or last is None or last.claims[-1][0] is not part or last.when is None:
            return []
        return [replace(last.when, end=last.when.start)] if last.when.start else []

    def _is_recent(self, day: date) -> bool:
        """Return whether "a day earlier" may count from a day: not from the year since which wars are counted."""
        published = self.clock.published
        return published is not None and published - day <= _RECENT
