"""When something happened: expressions of time as ranges of days with their basis.

The secret of this folder is how a relative word is anchored: weekdays and "yesterday" count back
from the day of publication, "that day" from the last day named (`relative`), a day without a year
falls on or before publication (`calendar`); where there is no anchor the range stays open, and the
basis says so. This file joins what was found: "from 28 April to 2 May", "Friday, 3 May", "since".
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.extract.dates.calendar import (
    FEASTS,
    bare_day,
    bare_year,
    calendar_date,
    day_of_month,
    feast,
    hijri_date,
    numeric_date,
)
from geo.extract.dates.names import DAYS, MONTHS, ORDINAL_WORDS, ORDINALS, TWO_WORD_MONTHS
from geo.extract.dates.relative import (
    AR_PLURAL_UNITS,
    DIRECTIONS,
    PAST,
    PERIODS,
    RELATIVE,
    TOLD_DAYS,
    days_ago,
    nearest_weekday,
    past_days,
    relative_days,
)
from geo.extract.dates.when import Clock, When
from geo.extract.numbers import digits
from geo.extract.text import forms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.extract.text import Token

    Reader = Callable[[str, Sequence[Token], int, Clock], When | None]

__all__ = ["Clock", "When", "find_dates"]


def find_dates(text: str, tokens: Sequence[Token], clock: Clock) -> list[When]:
    """Return the expressions of time in `tokens`, left to right, never two on one token."""
    found: list[When] = []
    behind = 0
    opened = [(i, readers) for i, t in enumerate(tokens) if (readers := _readers(t.word))]
    for i, readers in opened:
        if i < behind:
            continue
        for read in readers:
            hit = read(text, tokens, i, clock)
            if hit is not None:
                break
        else:
            continue
        hit = _qualify(tokens, hit, clock)
        if found and (both := _through(tokens, found[-1], hit)) is not None:
            hit = found[-1] = both
        elif found and _spells_out(tokens, found[-1], hit):
            hit = found[-1] = replace(hit, first=found[-1].first)
        else:
            found.append(hit)
        if (
            hit.kind == "day"
            and hit.start is not None
            and hit.end is not None
            and (hit.end - hit.start <= _NARROW)
        ):
            clock = Clock(clock.published, hit.end, hit.start.year)
        behind = hit.last
    return found


_NARROW: Final = timedelta(days=3)  # "last week" names no day that "that evening" could mean
_APPOSED: Final = frozenset((",", "،", "(", "-", "–", "الموافق", "يوم", "the"))


def _spells_out(tokens: Sequence[Token], day: When, full: When) -> bool:
    """Return whether a date stands beside its weekday, and so says which: "Friday, 3 May", «السبت الموافق 4 مايو»."""
    between = [t.low for t in tokens[day.last : full.first]]
    return (
        len(between) <= 2
        and _APPOSED.issuperset(between)
        and day.kind == full.kind == "day"
        and "weekday" in day.basis
        and full.start is not None
        and full.basis.startswith(("date in the text", "day in the text"))
    )


def _through(tokens: Sequence[Token], a: When, b: When) -> When | None:
    """Join "from 28 April to 2 May", "between Monday evening and Tuesday", «من الاثنين إلى الأربعاء»."""
    if a.kind != "day" or b.kind != "day" or None in (a.start, a.end, b.start, b.end):
        return None
    between = [t.low for t in tokens[a.last : b.first]]
    before = {t.low for t in tokens[max(0, a.first - 2) : a.first]}
    opened = bool(before & {"between", "بين"})
    led = tokens[b.first].low[0] == "و" and not between
    through = between in (["to"], ["-"], ["–"], ["until"], ["till"], ["through"], ["الي"], ["حتي"])
    if not through and not (opened and (between in (["and"], ["و"]) or led)):
        return None
    if a.start is None or b.end is None or b.end <= a.start:
        return None
    basis = f"{a.basis}, to {b.basis}"
    if b.end - a.start <= _SOME_WEEKS:
        return When(a.first, b.last, a.start, b.end, basis)
    told = opened or "from" in before  # "7 October - 19 August" may be anything
    return When(a.first, b.last, a.start, b.end, basis, "span") if told else None


_SOME_WEEKS: Final = timedelta(days=62)  # beyond which a count runs over months, and tells no event


_RELATIVE: Final = frozenset((*TOLD_DAYS.openings, *RELATIVE.openings, *PERIODS.openings))
_STARTS: Final = (
    frozenset(
        (
            "the last next this coming past previous preceding a an one two three four five six seven eight nine ten eleven twelve "
            "thirteen fourteen fifteen twenty thirty about some around nearly almost several dozens "
            "قبل قبلها بعد بعدها منذ نحو حوالي قرابه الحادي العشرين الثلاثين العشرون الثلاثون"
        ).split()
    )
    | DAYS.keys()
    | MONTHS.keys()
    | {first for first, _ in TWO_WORD_MONTHS}
    | {name[0] for name in FEASTS}
    | ORDINAL_WORDS.keys()
    | _RELATIVE
    | AR_PLURAL_UNITS.keys()
)


_NUMBERED: Final = (hijri_date, calendar_date, day_of_month)
_BY_WORD: Final[tuple[tuple[Reader, frozenset[str]], ...]] = (
    (calendar_date, frozenset(("the", *ORDINALS, *MONTHS, *(a for a, _ in TWO_WORD_MONTHS)))),
    (day_of_month, ORDINALS),
    (nearest_weekday, frozenset((*DIRECTIONS, *DAYS))),
    (past_days, frozenset(("the", *PAST, *AR_PLURAL_UNITS))),
    (relative_days, _RELATIVE),
    (bare_day, frozenset(("the",))),
    (feast, frozenset(name[0] for name in FEASTS)),
)
_ORDER: Final[tuple[Reader, ...]] = (
    numeric_date,
    hijri_date,
    calendar_date,
    day_of_month,
    nearest_weekday,
    past_days,
    relative_days,
    days_ago,
    bare_day,
    feast,
    bare_year,
)


@lru_cache(maxsize=65536)
def _readers(word: str) -> tuple[Reader, ...]:
    """Return what may read an expression of time that begins with `word`; most words begin none."""
    forms = forms_of(word)
    if not word[0].isdigit() and _STARTS.isdisjoint(forms):
        return ()
    may: set[Reader] = {days_ago}  # it begins with any count, and looks for "days" first
    if word[0].isdigit():
        may |= {numeric_date, bare_year}
    if any(digits(form) is not None for form in forms):
        may.update(_NUMBERED)
    may.update(read for read, words in _BY_WORD if not words.isdisjoint(forms))
    return tuple(read for read in _ORDER if read in may)


_SINCE: Final = frozenset("since منذ".split())
_UNTIL: Final = frozenset("until till to".split())
_NOW: Final = frozenset("now today date".split())


def _runs_on(tokens: Sequence[Token], k: int) -> bool:
    """Return whether a time that begins "from Monday" runs to publication: "until now", "to date", "onwards"."""
    behind = [t.low for t in tokens[k : k + 3]]
    return behind[:1] in (["onward"], ["onwards"]) or (
        _UNTIL.issuperset(behind[:1]) and bool(_NOW & set(behind[1:3]))
    )


def _qualify(tokens: Sequence[Token], hit: When, clock: Clock) -> When:
    """Turn "since Monday" into a range that runs on to publication."""
    before = [t.low for t in tokens[max(0, hit.first - 3) : hit.first]]
    if before and before[-1] in ("early", "late", "mid", "on", "يوم", "مساء", "شهر", "عام"):
        before = before[:-1]
    until = before[-1:] == ["from"] and _runs_on(tokens, hit.last)
    if until or (before and before[-1] in _SINCE):
        end = clock.published
        if end is not None and hit.start is not None and end < hit.start:
            end = None  # a slip, or a report whose own day is wrong: it stays open
        return When(hit.first, hit.last, hit.start, end, f"since: {hit.basis}", "since")
    return hit
