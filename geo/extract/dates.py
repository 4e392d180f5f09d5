"""When something happened: expressions of time as ranges of days with their basis.

The secret of this module is how a relative word is anchored: weekdays and "yesterday" count back
from the day of publication, "that day" from the last day named, a day without a year falls
on or before publication; where there is no anchor the range stays open, and the basis says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal

from geo.extract.numbers import digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.extract.text import Token

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


_DAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "monday mon الاثنين اثنين الإثنين",
            "tuesday tue tues الثلاثاء ثلاثاء",
            "wednesday wed الاربعاء اربعاء",
            "thursday thu thur thurs الخميس خميس",
            "friday fri الجمعه جمعه",
            "saturday sat السبت سبت",
            "sunday sun الاحد",
        )
    )
    for name in names.split()
}
_ABBREVIATED_DAYS: Final = frozenset("mon tue wed thu fri sat sun".split())
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan يناير",
            "february feb شباط فبراير",
            "march mar اذار مارس",
            "april apr نيسان ابريل",
            "may ايار مايو",
            "june jun حزيران يونيو",
            "july jul تموز يوليو",
            "august aug اب اغسطس",
            "september sept sep ايلول سبتمبر",
            "october oct اكتوبر",
            "november nov نوفمبر",
            "december dec ديسمبر",
        ),
        start=1,
    )
    for name in names.split()
}
_TWO_WORD_MONTHS: Final = {
    ("كانون", "الثاني"): 1,
    ("كانون", "الاول"): 12,
    ("تشرين", "الاول"): 10,
    ("تشرين", "الثاني"): 11,
}
_AMBIGUOUS_MONTHS: Final = frozenset({"may", "march", "mar", "اب"})
_PARTS_OF_DAY: Final = frozenset(
    "morning afternoon evening night dawn noon midday midnight overnight صباح مساء فجر ظهر ليل ليله "
    "عصر صباحا مساء فجرا".split()
)
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SLASHED: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_ORDINAL: Final = re.compile(r"st|nd|rd|th")
_MIN_YEAR: Final = 1900
_MAX_YEAR: Final = 2100

# A day without a year may lie a little after publication (a time zone, a planned day), not more.
_SLACK: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Clock:
    """What relative words lean on: the day of publication and the last day that was named."""

    published: date | None
    named: date | None = None
    year: int | None = None


def find_dates(text: str, tokens: Sequence[Token], clock: Clock) -> list[When]:
    """Return the expressions of time in `tokens`, left to right, never two on one token."""
    found: list[When] = []
    i = 0
    while i < len(tokens):
        hit = next(
            (
                hit
                for read in (_numeric, _calendar, _weekday, _relative, _ago, _year)
                if (hit := read(text, tokens, i, clock)) is not None
            ),
            None,
        )
        if hit is None:
            i += 1
            continue
        hit = _qualify(tokens, hit, clock)
        found.append(hit)
        if hit.kind == "day" and hit.start is not None:
            clock = Clock(clock.published, hit.end, hit.start.year)
        i = hit.last
    return found


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numeric(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read ``2020-02-06`` and ``16/2/2020``; ``6/2/2020`` is day before month, which it says."""
    here = tokens[i].start
    for pattern, order, basis in (
        (_ISO, (1, 2, 3), "date in the text"),
        (_SLASHED, (3, 2, 1), "date in the text, read day/month/year"),
    ):
        hit = pattern.match(text, here)
        if hit:
            year, month, day = (int(hit[k]) for k in order)
            if month > 12 >= day and pattern is _SLASHED:  # noqa: PLR2004
                month, day = day, month
                basis = "date in the text, read month/day/year"
            found = _day(year, month, day)
            last = i
            while last < len(tokens) and tokens[last].start < hit.end():
                last += 1
            if found:
                return When(i, last, found, found, basis)
    return None


def _month_at(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return (month, next index) if a month's name begins at `i`, its abbreviating dot included."""
    if i >= len(tokens):
        return None
    if i + 1 < len(tokens):
        for form in tokens[i].forms:
            pair = _TWO_WORD_MONTHS.get((form, tokens[i + 1].low))
            if pair:
                return pair, _second_name(tokens, i + 2, pair)
    for form in tokens[i].forms:
        month = _MONTHS.get(form)
        if month and (
            form not in _AMBIGUOUS_MONTHS or not form.isascii() or tokens[i].word[0].isupper()
        ):
            k = i + 1
            if k < len(tokens) and tokens[k].word == "." and len(form) <= 4:  # noqa: PLR2004
                k += 1
            return month, _second_name(tokens, k, month)
    return None


def _second_name(tokens: Sequence[Token], i: int, month: int) -> int:
    """Skip the other tradition's name: ``شباط/فبراير``, ``شباط (فبراير)``."""
    if i + 1 < len(tokens) and tokens[i].word in "/(-":
        other = _MONTHS.get(tokens[i + 1].low) or (
            i + 2 < len(tokens) and _TWO_WORD_MONTHS.get((tokens[i + 1].low, tokens[i + 2].low))
        )
        if other == month:
            k = i + 2 if tokens[i + 1].low in _MONTHS else i + 3
            return k + 1 if k < len(tokens) and tokens[k].word == ")" else k
    return i


def _day_number(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return (day of the month, next index), an ordinal's ending included."""
    if not 0 <= i < len(tokens):
        return None
    value = next((v for form in tokens[i].forms if (v := digits(form)) is not None), None)
    if value is None or not 1 <= value <= 31:  # noqa: PLR2004
        return None
    k = i + 1
    if k < len(tokens) and tokens[k].start == tokens[i].end and _ORDINAL.fullmatch(tokens[k].low):
        k += 1
    return value, k


def _year_at(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    if i < len(tokens) and tokens[i].word == ",":
        i += 1
    if i < len(tokens):
        value = digits(tokens[i].word)
        if value and len(tokens[i].word) == 4 and _MIN_YEAR <= value <= _MAX_YEAR:  # noqa: PLR2004
            return value, i + 1
    return None


def _without_year(month: int, day: int, clock: Clock) -> date | None:
    """Return the last such day on or before publication, or in the year that was named."""
    if clock.published:
        for year in (clock.published.year + 1, clock.published.year, clock.published.year - 1):
            found = _day(year, month, day)
            if found and found <= clock.published + _SLACK:
                return found
        return None
    return _day(clock.year, month, day) if clock.year else None


def _calendar(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read days and months by name: "14 and 15 February", "Feb. 6, 2020", "January 2020"."""
    days: list[int] = []
    k = i
    if tokens[i].low == "the" and _day_number(tokens, i + 1):
        k += 1
    while (hit := _day_number(tokens, k)) and len(days) < 4:  # noqa: PLR2004
        days.append(hit[0])
        k = hit[1]
        if (
            k < len(tokens)
            and tokens[k].low in ("and", "to", "-", "–", ",", "و", "الي", "or")
            and (_day_number(tokens, k + 1))
        ):
            k += 1
        else:
            break
    if days and k < len(tokens) and tokens[k].low in ("of", "من"):
        k += 1
    month_hit = _month_at(tokens, k)
    if month_hit is None:
        return None
    month, k = month_hit
    if not days:
        after = _day_number(tokens, k)
        if after and not (len(tokens[k].word) > 2):  # noqa: PLR2004
            days.append(after[0])
            k = after[1]
            if (
                k + 1 < len(tokens)
                and tokens[k].low in ("-", "–", "and", "to")
                and (more := _day_number(tokens, k + 1))
                and more[0] > days[0]
                and _month_at(tokens, more[1]) is None
            ):
                days.append(more[0])
                k = more[1]
    year_hit = _year_at(tokens, k)
    if year_hit:
        k = year_hit[1]
    if not days:
        return _month(tokens, i, k, month, year_hit[0] if year_hit else None, clock)
    year = year_hit[0] if year_hit else None
    ends = [
        found
        for day in (min(days), max(days))
        if (found := _day(year, month, day) if year else _without_year(month, day, clock))
    ]
    if not ends:
        return When(i, k, None, None, "day and month without a year, and no date of publication")
    return When(
        i,
        k,
        ends[0],
        ends[-1],
        "date in the text" if year else "day in the text, year from publication",
    )


def _month(
    tokens: Sequence[Token], i: int, k: int, month: int, year: int | None, clock: Clock
) -> When | None:
    """Read a month alone, if a preposition or a year shows that it is one."""
    led = i > 0 and tokens[i - 1].low in (
        "in since during late early mid of last from until by next after before خلال منذ شهر في مطلع اواخر".split()
    )
    if year is None and not led and tokens[i].low.isascii():
        return None
    if year is None:
        first = _without_year(month, 1, clock)
        if first is None:
            return When(i, k, None, None, "month without a year", "span")
    else:
        first = date(year, month, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    if clock.published and first <= clock.published < last:
        last = clock.published
    return When(i, k, first, last, "month named in the text", "span")


def _weekday(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read a weekday as the last one on or before publication."""
    first, k = i, i
    low = tokens[i].low
    direction = ""
    if low in ("last", "next", "this", "the") and i + 1 < len(tokens):
        direction, k = low, i + 1
    weekday = next((_DAYS[f] for f in tokens[k].forms if f in _DAYS), None)
    if weekday is None or (tokens[k].low.isascii() and not tokens[k].word[0].isupper()):
        return None
    if tokens[k].low in _ABBREVIATED_DAYS:
        return None
    if tokens[k].low in ("الاحد", "السبت", "الجمعه", "الخميس") and not _led_in_arabic(tokens, k):
        return None
    k += 1
    if k < len(tokens) and tokens[k].low in ("المقبل", "القادم", "المقبله", "القادمه"):
        direction, k = "next", k + 1
    elif k < len(tokens) and tokens[k].low in ("الماضي", "الماضيه", "الفايت", "المنصرم", "last"):
        direction, k = "last", k + 1
    while k < len(tokens) and tokens[k].low in _PARTS_OF_DAY:
        k += 1
    if direction == "next":
        return When(first, k, None, None, "a day to come", "future")
    if clock.published is None:
        return When(first, k, None, None, "weekday, and no date of publication")
    back = (clock.published.weekday() - weekday) % 7
    if back == 0 and direction == "last":
        back = 7
    found = clock.published - timedelta(days=back)
    basis = "weekday: the day of publication" if not back else "weekday before publication"
    return When(first, k, found, found, basis)


def _led_in_arabic(tokens: Sequence[Token], i: int) -> bool:
    """Weekday names are common words too; a leading word of time shows which is meant."""
    before = {form for token in tokens[max(0, i - 2) : i] for form in token.forms}
    return bool(
        before
        & {"يوم", "امس", "اليوم", "مساء", "صباح", "فجر", "ليله", "ليل", "ظهر", "عصر", "منذ", "حتي"}
    )


# phrase: (first day, last day) counted from publication, and what it is called.
_RELATIVE: Final[Sequence[tuple[tuple[str, ...], int, int, Kind]]] = tuple(
    (tuple(phrase.split()), first, last, kind)
    for phrases, first, last, kind in (
        ("the day before yesterday|اول امس|امس الاول", -2, -2, "day"),
        ("yesterday|امس|البارحه", -1, -1, "day"),
        ("last night|overnight|during the night|الليله الماضيه|ليلا|ليله امس|فجر اليوم", -1, 0, "day"),
        ("today|tonight|this morning|this afternoon|this evening|earlier in the day|later in the day|"
         "hours ago|hours earlier|a few hours earlier|اليوم|صباح اليوم|مساء اليوم|قبل ساعات", 0, 0, "day"),
        ("at dawn|in the early hours|before dawn|فجرا", -1, 0, "day"),
        ("the past 24 hours|the last 24 hours|the past day|past 24 hours|last 24 hours|"
         "الساعات الماضيه|الساعات 24 الماضيه|ال24 ساعه الماضيه|24 ساعه الماضيه|الساعات الاخيره", -1, 0, "day"),
        ("the past 48 hours|the last 48 hours|past two days|last two days|اليومين الماضيين", -2, 0, "day"),
        ("earlier this week|this week|هذا الاسبوع|الاسبوع الجاري", -6, 0, "day"),
        ("over the weekend|at the weekend|on the weekend|the weekend|this weekend", -7, 0, "day"),
        ("in recent days|recent days|the past few days|the last few days|past days|in the days before|"
         "days before|the days before|days earlier|الايام الماضيه|الايام الاخيره", -7, 0, "day"),
        ("last week|الاسبوع الماضي", -13, -1, "day"),
        ("this month|هذا الشهر|الشهر الجاري", -30, 0, "span"),
        ("recent weeks|the past weeks|past few weeks|الاسابيع الماضيه|الاسابيع الاخيره", -42, 0, "span"),
        ("last month|الشهر الماضي", -61, -1, "span"),
        ("recent months|the past months|past few months|recent years|الاشهر الماضيه|last year|this year|"
         "العام الماضي|العام الجاري|السنوات الماضيه", -366, 0, "span"),
        ("tomorrow|next week|next month|next year|غدا|الاسبوع المقبل|الشهر المقبل|المقبل|المقبله|القادم|القادمه", 0, 0, "future"),
    )
    for phrase in phrases.split("|")
)  # fmt: skip
_SAME_DAY: Final = (
    ("the", "same", "day"),
    ("that", "same", "day"),
    ("that", "day"),
    ("the", "same", "evening"),
    ("that", "evening"),
    ("that", "night"),
    ("that", "morning"),
    ("same", "day"),
    ("اليوم", "نفسه"),
    ("اليوم", "ذاته"),
)
_NEXT_DAY: Final = (
    ("the", "following", "day"),
    ("the", "next", "day"),
    ("a", "day", "later"),
    ("اليوم", "التالي"),
)
_PREVIOUS_DAY: Final = (
    ("a", "day", "earlier"),
    ("the", "day", "before"),
    ("the", "previous", "day"),
    ("اليوم", "السابق"),
)


def _at(tokens: Sequence[Token], i: int, words: tuple[str, ...]) -> bool:
    return i + len(words) <= len(tokens) and all(
        w in tokens[i + j].forms for j, w in enumerate(words)
    )


def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], int, int, Kind]]]:
    """Return the phrases under their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], int, int, Kind]]] = {}
    for row in sorted(_RELATIVE, key=lambda row: -len(row[0])):
        found.setdefault(row[0][0], []).append(row)
    return found


_BY_FIRST_WORD: Final = _by_first_word()


def _relative(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read "yesterday", "overnight", "earlier this week", "that day", "the next day"."""
    for phrases, shift in ((_NEXT_DAY, 1), (_PREVIOUS_DAY, -1), (_SAME_DAY, 0)):
        for words in phrases:
            if _at(tokens, i, words):
                anchor = clock.named or clock.published
                k = i + len(words)
                if anchor is None:
                    return When(i, k, None, None, "counted from a day that is not named")
                found = anchor + timedelta(days=shift)
                return When(
                    i,
                    k,
                    found,
                    found,
                    f"“{' '.join(t.word for t in tokens[i:k])}”, from the day named before",
                )
    rows = [row for form in tokens[i].forms for row in _BY_FIRST_WORD.get(form, ())]
    for words, first, last, kind in rows:
        if _at(tokens, i, words):
            k = i + len(words)
            phrase = " ".join(t.word for t in tokens[i:k])
            # امس الخميس, اليوم الخميس: the weekday repeats what the word says.
            if (
                k < len(tokens)
                and words[-1] in ("امس", "اليوم")
                and any(f in _DAYS for f in tokens[k].forms)
            ):
                k += 1
            if kind == "future":
                return When(i, k, None, None, "a day to come", "future")
            if clock.published is None:
                return When(i, k, None, None, f"“{phrase}”, and no date of publication", kind)
            return When(
                i,
                k,
                clock.published + timedelta(days=first),
                clock.published + timedelta(days=last),
                f"“{phrase}”, from the day of publication",
                kind,
            )
    return None


_UNIT_DAYS: Final = {
    "day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30, "months": 30, "year": 365, "years": 365,
    "يوم": 1, "يومين": 1, "ايام": 1, "اسبوع": 7, "اسبوعين": 7, "اسابيع": 7, "شهر": 30, "شهرين": 30,
    "اشهر": 30, "عام": 365, "عامين": 365, "سنوات": 365, "اعوام": 365,
}  # fmt: skip
_SMALL: Final = {
    w: n for n, w in enumerate("a one two three four five six seven eight nine ten".split(), 0) if n
} | {"a": 1}


def _ago(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read "three days ago", "two days earlier", "قبل ثلاثة أيام"."""
    ahead = tokens[i].low == "قبل"
    k = i + 1 if ahead else i
    if k + 1 >= len(tokens):
        return None
    count = digits(tokens[k].word) or _SMALL.get(tokens[k].low)
    if ahead and tokens[k].low in _UNIT_DAYS:
        unit, count = tokens[k].low, 2 if tokens[k].low.endswith("ين") else 1
        k += 1
    elif count is None:
        return None
    else:
        unit = tokens[k + 1].low
        k += 2
    if unit not in _UNIT_DAYS:
        return None
    if ahead:
        from_publication = True
    elif k < len(tokens) and tokens[k].low in ("ago", "earlier", "before"):
        from_publication = tokens[k].low == "ago"
        k += 1
    else:
        return None
    anchor = clock.published if from_publication else (clock.named or clock.published)
    phrase = " ".join(t.word for t in tokens[i:k])
    size = _UNIT_DAYS[unit]
    if anchor is None:
        return When(i, k, None, None, f"“{phrase}”, and no date of publication")
    found = anchor - timedelta(days=count * size)
    doubt = timedelta(days=0 if size == 1 else size // 2)
    kind: Kind = "day" if size <= 7 else "span"  # noqa: PLR2004
    return When(i, k, found - doubt, found + doubt, f"“{phrase}”", kind)


def _year(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read a year alone after a preposition: "in 2017", "since 2018"."""
    hit = _year_at(tokens, i)
    if hit is None or tokens[i].word == "," or i == 0:
        return None
    if (
        tokens[i - 1].low
        not in "in since during from of until late early mid عام سنه منذ العام".split()
    ):
        return None
    year = hit[0]
    return When(i, hit[1], date(year, 1, 1), date(year, 12, 31), "year named in the text", "span")


_SINCE: Final = frozenset("since منذ".split())


def _qualify(tokens: Sequence[Token], hit: When, clock: Clock) -> When:
    """Turn "since Monday" into a range that runs on to publication."""
    before = [t.low for t in tokens[max(0, hit.first - 3) : hit.first]]
    if before and before[-1] in ("early", "late", "mid", "on", "يوم", "مساء", "شهر", "عام"):
        before = before[:-1]
    if before and before[-1] in _SINCE:
        return When(hit.first, hit.last, hit.start, clock.published, f"since: {hit.basis}", "since")
    return hit


def explicit_days(text: str, tokens: Sequence[Token]) -> Iterator[date]:
    """Yield the days that `tokens` name in full; used to date a report from its own first lines."""
    for hit in find_dates(text, tokens, Clock(None)):
        if hit.start is not None and hit.start == hit.end:
            yield hit.start
