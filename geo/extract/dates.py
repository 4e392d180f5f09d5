"""When something happened: expressions of time as ranges of days with their basis.

The secret of this module is how a relative word is anchored: weekdays and "yesterday" count back
from the day of publication, "that day" from the last day named, a day without a year falls
on or before publication; where there is no anchor the range stays open, and the basis says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal, cast

from geo.extract.numbers import digits, numbers

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
            "monday mon الاثنين",
            "tuesday tue tues الثلاثاء",
            "wednesday wed الاربعاء",
            "thursday thu thur thurs الخميس",
            "friday fri الجمعه",
            "saturday sat السبت",
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
            "january jan يناير جانفي",
            "february feb شباط فبراير فيفري",
            "march mar اذار مارس",
            "april apr نيسان ابريل افريل",
            "may ايار مايو ماي",
            "june jun حزيران يونيو جوان",
            "july jul تموز يوليو جويليه يوليوز",
            "august aug اب اغسطس اوت غشت",
            "september sept sep ايلول سبتمبر شتنبر",
            "october oct اكتوبر",
            "november nov نوفمبر نونبر",
            "december dec ديسمبر دجنبر",
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
_ISO: Final = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?!\d)")
_SLASHED: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_SHORT: Final = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d/.])")
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
        if not _may_start(tokens[i]):
            i += 1
            continue
        hit = next(
            (
                hit
                for read in (
                    _numeric,
                    _hijri,
                    _calendar,
                    _day_of_month,
                    _weekday,
                    _past,
                    _relative,
                    _ago,
                    _bare_day,
                    _year,
                )
                if (hit := read(text, tokens, i, clock)) is not None
            ),
            None,
        )
        if hit is None:
            i += 1
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
        i = hit.last
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
    if a.start is None or b.end is None or not timedelta(0) < b.end - a.start <= timedelta(days=62):
        return None
    return When(a.first, b.last, a.start, b.end, f"{a.basis}, to {b.basis}")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numeric(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:
    """Read ``2020-02-06``, ``16/2/2020`` and, behind "on", ``8/3``; the day stands first.

    Where the day first would lie after publication and the month first would not, the month does.
    """
    here = tokens[i].start
    if not tokens[i].word[0].isdigit():
        return None
    iso = _ISO.match(text, here)
    slashed = _SLASHED.match(text, here)
    short = _SHORT.match(text, here) if not slashed else None
    basis = "date in the text"
    if iso:
        hit, choices = iso, [(int(iso[1]), int(iso[3]), int(iso[4]))]
    elif slashed:
        a, b, year = int(slashed[1]), int(slashed[3]), int(slashed[4])
        hit, choices = slashed, [(year, b, a), (year, a, b)]
        basis = "date in the text, read day/month/year"
    elif short and _leads_short(tokens, i) and clock.published:
        hit, a, b = short, int(short[1]), int(short[2])
        choices = [
            (found.year, month, day)
            for day, month in ((a, b), (b, a))
            if (found := _without_year(month, day, clock))
            and clock.published - found <= timedelta(days=60)
        ]
        basis = "day/month in the text, year from publication"
    else:
        return None
    days = [found for choice in choices if (found := _day(*choice)) is not None]
    if not days:
        return None
    best = days[0]
    if clock.published and best > clock.published + _SLACK:
        best = next((d for d in days if d <= clock.published), best)
    if best != days[0] or (len(choices) == 2 and _day(*choices[0]) is None):
        basis = basis.replace("day/month", "month/day")
    last = i
    while last < len(tokens) and tokens[last].start < hit.end():
        last += 1
    return When(i, last, best, best, basis)


def _leads_short(tokens: Sequence[Token], i: int) -> bool:
    """Return whether "8/3" stands where a date stands: behind "on", or at the head of a line."""
    if i == 0 or tokens[i - 1].word in "-•*–":
        return i + 3 < len(tokens)
    return tokens[i - 1].low in ("on", "since", "until", "dated", "يوم", "بتاريخ", "في")


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
        if form == "اب" and "أ" in tokens[i].word:
            continue  # أب is a father, آب is August
        if month and (
            form not in _AMBIGUOUS_MONTHS or not form.isascii() or tokens[i].word[0].isupper()
        ):
            k = i + 1
            if k < len(tokens) and tokens[k].word == "." and len(form) <= 4:
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
    if value is None or not 1 <= value <= 31:
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
        if value and len(tokens[i].word) == 4 and _MIN_YEAR <= value <= _MAX_YEAR:
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


_ORDINAL_WORDS: Final = {
    word: n
    for n, words in enumerate(
        (
            "first الاول", "second الثاني", "third الثالث", "fourth الرابع", "fifth الخامس", "sixth السادس",
            "seventh السابع", "eighth الثامن", "ninth التاسع", "tenth العاشر",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_JOINTS: Final = frozenset("and to - – / until till through الي و حتي".split())


def _ordinal_day(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Read "the first of May", «الخامس عشر من آذار», «الحادي والعشرين من»: (day, next index)."""
    hit = _ordinal(tokens, i)
    if hit is None or hit[1] >= len(tokens) or tokens[hit[1]].low not in ("of", "من"):
        return None
    return (hit[0], hit[1] + 1) if _month_at(tokens, hit[1] + 1) else None


def _ordinal(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return (number, next index) of an ordinal in words: "first", «الخامس عشر»."""
    arabic = not tokens[i].low.isascii()
    value = next((_ORDINAL_WORDS[f] for f in tokens[i].forms if f in _ORDINAL_WORDS), None)
    k = i + 1
    if arabic and "الحادي" in tokens[i].forms:
        value = 1
    if (
        arabic
        and value is None
        and set(tokens[i].forms) & {"العشرين", "الثلاثين", "العشرون", "الثلاثون"}
    ):
        value = 20 if "العشر" in tokens[i].low else 30
    elif value is not None and arabic and k < len(tokens):
        if tokens[k].low in ("عشر", "عشره"):
            value, k = value + 10, k + 1
        elif set(tokens[k].forms) & {"العشرين", "العشرون", "الثلاثين"} and tokens[k].low[0] == "و":
            value, k = value + (20 if "عشر" in tokens[k].low else 30), k + 1
    return (value, k) if value is not None else None


_THIS_MONTH: Final = frozenset(("الجاري", "الحالي"))
_LAST_MONTH: Final = frozenset(("الماضي", "المنصرم", "الفايت"))


def _day_of_month(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read «الثامن عشر من الشهر الجاري», «18 من الشهر الماضي», «في 18 الجاري»."""
    hit = _ordinal(tokens, i) or _day_number(tokens, i)
    if hit is None or clock.published is None:
        return None
    day, k = hit
    forms = [set(t.forms) for t in tokens[k : k + 3]]
    if tokens[i].word[0].isdigit() and forms and forms[0] & {"الجاري"}:
        last, back = k + 1, 0
    elif len(forms) == 3 and "من" in forms[0] and "الشهر" in forms[1] | forms[2]:
        told = forms[1] | forms[2]
        if not told & (_THIS_MONTH | _LAST_MONTH | {"هذا", "نفسه"}):
            return None
        last, back = k + 3, int(bool(told & _LAST_MONTH))
    else:
        return None
    year, month = divmod(clock.published.year * 12 + clock.published.month - 1 - back, 12)
    found = _day(year, month + 1, day)
    if found is None:
        return None
    return When(i, last, found, found, "day in the text, month from publication")


def _calendar(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read days and months by name: "14 and 15 February", "Feb. 6, 2020", "January 2020"."""
    days: list[int] = []
    k = i
    if tokens[i].low == "the" and i + 1 < len(tokens):
        k += 1
    joints: list[str] = []
    k = _days_ahead(tokens, k, days, joints)
    month_hit = _month_at(tokens, k)
    if month_hit is None or (i != k and not days):
        return None
    month, k = month_hit
    if not days:
        k = _days_behind(tokens, k, days, joints)
    year, k = _year_behind(tokens, k, clock)
    if not days:
        return _month(tokens, (i, k), month, year, clock)
    named = tokens[k].low if k < len(tokens) else ""
    if named in _TO_COME or (not year and _is_planned(tokens, i, month, days[0], clock)):
        return When(i, k + (named in _TO_COME), None, None, "a day to come", "future")
    if named in _GONE or named == "الجاري":
        k += 1
    if _are_apart(tokens, i, days, joints):
        # "on 9 and 17 January": two days, not the nine between them; the second is read in its turn.
        days, k = days[:1], i + 1
    ends = [
        found
        for day in (min(days), max(days))
        if (found := _day(year, month, day) if year else _without_year(month, day, clock))
    ]
    if not ends:
        return When(i, k, None, None, "day and month without a year, and no date of publication")
    basis = "date in the text" if year else "day in the text, year from publication"
    return When(i, k, ends[0], ends[-1], basis)


def _days_ahead(tokens: Sequence[Token], k: int, days: list[int], joints: list[str]) -> int:
    """Collect the days that stand before a month: "14 and 15", "the 3rd of"; return the next index."""
    ordinal = _ordinal_day(tokens, k) if k < len(tokens) else None
    if ordinal:
        days.append(ordinal[0])
        return ordinal[1]
    while (hit := _day_number(tokens, k)) and len(days) < 4:
        days.append(hit[0])
        k = hit[1]
        goes_on = k < len(tokens) and (tokens[k].low in _JOINTS or tokens[k].low == ",")
        if not goes_on or _day_number(tokens, k + 1) is None:
            break
        joints.append(tokens[k].low)
        k += 1
    if days and k < len(tokens) and tokens[k].low in ("of", "من"):
        k += 1
    return k


def _are_apart(tokens: Sequence[Token], i: int, days: list[int], joints: list[str]) -> bool:
    """Return whether the days at `i` are single ones of a list, not the ends of a range."""
    if len(days) == 1 or max(days) - min(days) == 1 or not tokens[i].low.isdigit():
        return False
    opened = i > 0 and tokens[i - 1].low in ("between", "from", "بين", "من")
    return not opened and joints[:1] in (["and"], [","], ["و"])


def _days_behind(tokens: Sequence[Token], k: int, days: list[int], joints: list[str]) -> int:
    """Collect the days that stand behind a month: "May 3", "May 3-4"; return the next index."""
    after = _day_number(tokens, k)
    if not after or len(tokens[k].word) > 2:
        return k
    if after[1] < len(tokens) and tokens[after[1]].word in ":%":
        return k
    days.append(after[0])
    k = after[1]
    if (
        k + 1 < len(tokens)
        and tokens[k].low in ("-", "–", "and", "to")
        and (more := _day_number(tokens, k + 1))
        and more[0] > days[0]
        and len(tokens[k + 1].word) <= 2
        and _month_at(tokens, more[1]) is None
        and not (
            more[1] < len(tokens) and tokens[more[1]].word[0].isalpha() and tokens[k].low == "and"
        )
    ):
        days.append(more[0])
        joints.append(tokens[k].low)
        k = more[1]
    return k


def _year_behind(tokens: Sequence[Token], k: int, clock: Clock) -> tuple[int | None, int]:
    """Return (year, next index) of "2020", ", 2020", "last year", «من العام الماضي»."""
    hit = _year_at(tokens, k)
    if hit is not None:
        return hit
    if clock.published is None:
        return None, k
    for words, back in (
        (("of", "last", "year"), 1),
        (("last", "year"), 1),
        (("of", "this", "year"), 0),
        (("this", "year"), 0),
        (("من", "العام", "الماضي"), 1),
        (("العام", "الماضي"), 1),
        (("من", "العام", "الجاري"), 0),
        (("العام", "الجاري"), 0),
    ):
        if _at(tokens, k, words):
            return clock.published.year - back, k + len(words)
    return None, k


_PLANS: Final = frozenset(
    "will would scheduled due planned plans expected next until by before deadline upcoming slated from مقرر المقرر حتي سيعقد ستعقد "
    "سيبدا قبل".split()
)


def _is_planned(tokens: Sequence[Token], i: int, month: int, day: int, clock: Clock) -> bool:
    """Return whether "by 15 August" is the one to come rather than last year's."""
    if clock.published is None:
        return False
    coming = _day(clock.published.year, month, day) or _day(clock.published.year + 1, month, day)
    if coming is None or not _SLACK < coming - clock.published <= timedelta(days=60):
        return False
    return bool(_PLANS & {t.low for t in tokens[max(0, i - 10) : i]})


_MONTH_LEADS: Final = frozenset(
    "in since during late early mid of last this from until till by next after before - through throughout "
    "خلال منذ شهر في مطلع اواخر اوايل منتصف نهايه بدايه اخر قبل بعد حتي الي بين".split()
)


def _month(
    tokens: Sequence[Token], at: tuple[int, int], month: int, year: int | None, clock: Clock
) -> When | None:
    """Read a month alone, if a preposition or a year shows that it is one."""
    i, k = at
    led = i > 0 and bool(_MONTH_LEADS & set(tokens[i - 1].forms))
    if k < len(tokens) and tokens[k].low in ("المقبل", "القادم"):
        return When(i, k + 1, None, None, "a month to come", "future")
    if k < len(tokens) and tokens[k].low in ("الماضي", "المنصرم", "الفايت", "الجاري"):
        led, k = True, k + 1
    part = _part_of_month(tokens, i)
    if year is None and not led and part is None:
        return None
    if year is None:
        first = _without_year(month, 1, clock)
        if first is None:
            return When(i, k, None, None, "month without a year", "span")
    else:
        first = date(year, month, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    if part is not None:
        last = min(last, first + timedelta(days=part[1] - 1))
        first = first.replace(day=part[0])
    if clock.published and first <= clock.published < last:
        last = clock.published
    return When(i, k, first, last, "month named in the text", "span")


# Parts of a month: first and last day, wide enough for every use of the word.
_EARLY: Final = (1, 12)
_MIDDLE: Final = (9, 21)
_LATE: Final = (19, 28)
_MONTH_PARTS: Final = {
    **dict.fromkeys(("early", "مطلع", "اوايل", "بدايه"), _EARLY),
    **dict.fromkeys(("mid", "منتصف"), _MIDDLE),
    **dict.fromkeys(("late", "اواخر", "نهايه"), _LATE),
}
_WEEK_ENDS: Final = frozenset("last final الاخير".split())
_WEEK_STARTS: Final = frozenset("first الاول".split())


def _part_of_month(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Read "mid-May", "late April", "the last week of October" before a month's name at `i`."""
    before = [t.forms for t in tokens[max(0, i - 3) : i]]
    if not before:
        return None
    if before[-1][0] == "-" and len(before) > 1:
        before = before[:-1]
    part = next((_MONTH_PARTS[f] for f in before[-1] if f in _MONTH_PARTS), None)
    if part is None and len(before) == 3 and {"of", "من"} & set(before[2]):
        week = {f for forms in before[:2] for f in forms}
        if week & {"week", "days", "اسبوع", "الاسبوع", "الايام"}:
            part = _LATE if week & _WEEK_ENDS else _EARLY if week & _WEEK_STARTS else None
    return (part[0], 31) if part == _LATE else part


def _weekday(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read a weekday as the last one on or before publication."""
    first, k = i, i
    low = tokens[i].low
    direction = ""
    if low in ("last", "next", "this", "the", "coming", "past") and i + 1 < len(tokens):
        direction, k = low, i + 1
    weekday = _weekday_at(tokens, k)
    if weekday is None:
        return None
    k += 1
    if k < len(tokens) and tokens[k].low in _TO_COME:
        direction, k = "next", k + 1
    elif k < len(tokens) and tokens[k].low in (*_GONE, "last"):
        direction, k = "last", k + 1
    while k < len(tokens) and tokens[k].low in _PARTS_OF_DAY:
        k += 1
    second = _night_of_two(tokens, k, weekday)
    if second is not None:
        k = second
    if k < len(tokens) and tokens[k].low in _TO_COME:
        direction, k = "next", k + 1
    plans = {"will", "scheduled", "due", "expected", "shall", "upcoming"}
    ahead = plans & {t.low for t in tokens[max(0, first - 8) : first]}
    if direction == "this":
        ahead |= plans & {t.low for t in tokens[k : k + 5]}
    if direction in ("next", "coming") or (ahead and direction in ("", "this")):
        return When(first, k, None, None, "a day to come", "future")
    if clock.published is None:
        return When(first, k, None, None, "weekday, and no date of publication")
    if second is not None:
        back = (clock.published.weekday() - weekday - 1) % 7
        end = clock.published - timedelta(days=back)
        return When(first, k, end - timedelta(days=1), end, "two weekdays before publication")
    back = (clock.published.weekday() - weekday) % 7
    if back == 0 and direction == "last":
        back = 7
    found = clock.published - timedelta(days=back)
    basis = "weekday: the day of publication" if not back else "weekday before publication"
    return When(first, k, found, found, basis)


_TO_COME: Final = frozenset("المقبل القادم المقبله القادمه".split())
_GONE: Final = frozenset("الماضي الماضيه الفايت الفايته المنصرم المنصرمه".split())
# What an Arabic weekday may name instead of a day: markets, families, prayers' mosques.
_NAMED_AFTER_DAYS: Final = frozenset("سوق ابو ابي ابن بن حي شارع ساحه مدينه بلده قريه".split())


def _weekday_at(tokens: Sequence[Token], k: int) -> int | None:
    if k >= len(tokens):
        return None
    weekday = next((_DAYS[f] for f in tokens[k].forms if f in _DAYS), None)
    if weekday is None or tokens[k].low in _ABBREVIATED_DAYS:
        return None
    if tokens[k].low.isascii():
        return weekday if tokens[k].word[0].isupper() else None
    if k and set(tokens[k - 1].forms) & _NAMED_AFTER_DAYS:
        return None
    return weekday


def _night_of_two(tokens: Sequence[Token], k: int, weekday: int) -> int | None:
    """Return the end of a weekday that follows `weekday` at once: "Friday-Saturday night", الخميس/الجمعة."""
    joint = k
    if joint < len(tokens) and tokens[joint].low in (
        "-",
        "–",
        "/",
        "to",
        "into",
        "and",
        "و",
        "الي",
    ):
        joint += 1
    second = _weekday_at(tokens, joint)
    if second is None or second != (weekday + 1) % 7:
        return None
    if joint == k and tokens[k].low.isascii():
        return None
    joint += 1
    while joint < len(tokens) and tokens[joint].low in (*_PARTS_OF_DAY, "nights"):
        joint += 1
    return joint


# phrase: (first day, last day) counted from publication, and what it is called.
_RELATIVE: Final[Sequence[tuple[tuple[str, ...], int, int, Kind]]] = tuple(
    (tuple(phrase.split()), first, last, cast("Kind", kind))
    for phrases, first, last, kind in (
        ("the day before yesterday|اول من امس|اول امس|امس الاول", -2, -2, "day"),
        ("yesterday|last evening|امس|البارحه", -1, -1, "day"),
        ("last night|overnight|during the night|الليله الماضيه|ليلا|ليله امس|ليل امس|الليله الفايته", -1, 0, "day"),
        ("today|tonight|this morning|this afternoon|this evening|this noon|earlier in the day|later in the day|"
         "اليوم|صباح اليوم|مساء اليوم|ظهر اليوم|عصر اليوم|فجر اليوم|الليله", 0, 0, "day"),
        ("hours ago|hours earlier|a few hours earlier|قبل ساعات", -1, 0, "day"),
        ("at dawn|in the early hours|before dawn|فجرا", -1, 0, "day"),
        ("the past 24 hours|the last 24 hours|the past day|past 24 hours|last 24 hours|"
         "الساعات الماضيه|الساعات 24 الماضيه|ال24 ساعه الماضيه|24 ساعه الماضيه|24 ساعه الاخيره|"
         "الساعات الاربع والعشرين الماضيه|الساعات الاربع والعشرين الاخيره|الساعات الاخيره|خلال 24 ساعه", -1, 0, "day"),
        ("48 ساعه الماضيه|48 ساعه الاخيره|خلال 48 ساعه|الساعات الثماني والاربعين الماضيه", -2, 0, "day"),
        ("past two days|last two days|اليومين الماضيين|اليومين الاخيرين", -2, 0, "day"),
        ("earlier this week|this week|the week|هذا الاسبوع|الاسبوع الجاري|وقت سابق من الاسبوع|مطلع الاسبوع|بدايه الاسبوع", -6, 0, "day"),
        ("in recent days|recent days|the past few days|the last few days|past days|in the days before|the other day|"
         "days before|the days before|days earlier|days ago|الايام الماضيه|الايام الاخيره|الايام القليله الماضيه|قبل ايام", -7, 0, "day"),
        ("the past week|the last week|past week", -7, 0, "day"),
        ("recent weeks|the past weeks|past few weeks|weeks ago|الاسابيع الماضيه|الاسابيع الاخيره|قبل اسابيع", -42, 0, "span"),
        ("recent months|the past months|past few months|months ago|الاشهر الماضيه|الاشهر الاخيره|قبل اشهر|قبل شهور", -366, 0, "span"),
        ("recent years|years ago|السنوات الماضيه|السنوات الاخيره|قبل سنوات|الاعوام الماضيه", -3653, 0, "span"),
        ("tomorrow|next week|next month|next year|next weekend|coming days|coming weeks|coming hours|غدا|الغد|الاسبوع المقبل|الشهر المقبل|"
         "العام المقبل|المقبل|المقبله|القادم|القادمه|المقبلين", 0, 0, "future"),
    )
    for phrase in phrases.split("|")
    if phrase != "the week"
)  # fmt: skip
# Whole weeks, months and years: what they are called, and how many back.
_PERIODS: Final[Sequence[tuple[tuple[str, ...], str, int]]] = tuple(
    (tuple(phrase.split()), unit, back)
    for phrases, unit, back in (
        ("over the weekend|at the weekend|on the weekend|the weekend|this weekend|last weekend|نهايه الاسبوع", "weekend", 0),
        ("last week|الاسبوع الماضي|الاسبوع المنصرم|الاسبوع الفايت", "week", 1),
        ("earlier this month|this month|هذا الشهر|الشهر الجاري|الشهر الحالي", "month", 0),
        ("last month|الشهر الماضي|الشهر المنصرم|الشهر الفايت", "month", 1),
        ("earlier this year|this year|العام الجاري|هذا العام|العام الحالي|السنه الجاريه|هذه السنه", "year", 0),
        ("last year|العام الماضي|السنه الماضيه|العام المنصرم|العام الفايت", "year", 1),
    )
    for phrase in phrases.split("|")
)  # fmt: skip


def _period(unit: str, back: int, published: date) -> tuple[date, date]:
    """Return the first and last day of a calendar period, none after `published`.

    The press's weeks begin on Monday, in much of the Arab world on Sunday or Saturday: last week
    runs from the Sunday before its Monday; a weekend from Friday to Sunday for the same reason.
    """
    if unit == "weekend":
        end = published - timedelta(days=(published.weekday() + 1) % 7)
        if published.weekday() in (4, 5):
            end = published
        return end - timedelta(days=(end.weekday() - 4) % 7), end
    if unit == "week":
        monday = published - timedelta(days=published.weekday() + 7 * back)
        return monday - timedelta(days=1), monday + timedelta(days=6)
    if unit == "month":
        year, month = divmod(published.year * 12 + published.month - 1 - back, 12)
        first = date(year, month + 1, 1)
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return first, min(last, published)
    return date(published.year - back, 1, 1), min(date(published.year - back, 12, 31), published)


_SAME_DAY: Final[Sequence[tuple[str, ...]]] = (
    *(
        (*lead, part)
        for part in ("day", "morning", "afternoon", "evening", "night")
        for lead in (("the", "same"), ("that", "same"), ("that",), ("same",))
    ),
    ("hours", "later"),
    ("minutes", "later"),
    ("an", "hour", "later"),
    ("following", "hours"),
    ("اليوم", "نفسه"),
    ("اليوم", "ذاته"),
    ("الساعات", "التاليه"),
    ("بعدها", "بساعات"),
    ("قبلها", "بساعات"),
    ("بعدها", "بساعه"),
)
_NEXT_DAY: Final[Sequence[tuple[str, ...]]] = (
    ("the", "following", "day"),
    ("the", "next", "day"),
    ("a", "day", "later"),
    ("اليوم", "التالي"),
    *((part, "اليوم", "التالي") for part in ("صباح", "فجر", "ظهر", "عصر", "مساء")),
)
_PREVIOUS_DAY: Final[Sequence[tuple[str, ...]]] = (
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
_TOLD_DAYS: Final[dict[str, list[tuple[tuple[str, ...], int]]]] = {}
for _rows, _shift in ((_NEXT_DAY, 1), (_PREVIOUS_DAY, -1), (_SAME_DAY, 0)):
    for _words in _rows:
        _TOLD_DAYS.setdefault(_words[0], []).append((_words, _shift))
_BY_PERIOD: Final[dict[str, list[tuple[tuple[str, ...], str, int]]]] = {}
for _period_row in _PERIODS:
    _BY_PERIOD.setdefault(_period_row[0][0], []).append(_period_row)


def _is_no_today(tokens: Sequence[Token], i: int) -> bool:
    """Return whether «اليوم» is "the day" (اليوم الأول) or the end of a long time (حتى اليوم)."""
    before = tokens[i - 1].low if i else ""
    behind = set(tokens[i + 1].forms) if i + 1 < len(tokens) else set()
    if before in ("until", "till", "to", "حتي", "وحتي", "الي"):
        return True
    return bool(behind & _DAY_OF_A_ROW)


_DAY_OF_A_ROW: Final = frozenset(
    "الاول الثاني الثالث الرابع الخامس الاخير الذي العالمي الوطني".split()
)


def _is_week_of(tokens: Sequence[Token], i: int) -> bool:
    """Return whether "last week" goes on to "of October", which `_part_of_month` reads."""
    k = next((n for n in range(i, min(i + 3, len(tokens))) if tokens[n].low == "week"), None)
    return k is not None and k + 1 < len(tokens) and tokens[k + 1].low == "of"


def _relative(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read "yesterday", "overnight", "earlier this week", "that day", "the next day"."""
    for words, shift in (row for form in tokens[i].forms for row in _TOLD_DAYS.get(form, ())):
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
    if tokens[i].low in ("the", "last") and _is_week_of(tokens, i):
        return None
    rows = [row for form in tokens[i].forms for row in _BY_FIRST_WORD.get(form, ())]
    if tokens[i].low in ("اليوم", "today") and _is_no_today(tokens, i):
        return None
    for words, unit, back in (row for form in tokens[i].forms for row in _BY_PERIOD.get(form, ())):
        if _at(tokens, i, words):
            k = i + len(words)
            phrase = " ".join(t.word for t in tokens[i:k])
            kind: Kind = "day" if unit in ("week", "weekend") else "span"
            if clock.published is None:
                return When(i, k, None, None, f"“{phrase}”, and no date of publication", kind)
            start, end = _period(unit, back, clock.published)
            return When(i, k, start, end, f"“{phrase}”, from the day of publication", kind)
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
_PAST: Final = frozenset("past last previous preceding".split())
_AR_PAST: Final = frozenset("الماضيه الاخيره المنصرمه الفايته الماضيين الاخيرين".split())
_AR_PLURAL_UNITS: Final = {
    "الايام": 1,
    "الاسابيع": 7,
    "الاشهر": 30,
    "السنوات": 365,
    "الاعوام": 365,
    "الساعات": 0,
    "ساعات": 0,
}


def _count_at(tokens: Sequence[Token], k: int) -> tuple[int, int] | None:
    """Return (count, next index) of a number at `k`, "a" and "نحو" included."""
    if k >= len(tokens):
        return None
    if tokens[k].low in ("a", "an", "one"):
        return 1, k + 1
    if tokens[k].low in ("about", "some", "around", "nearly", "almost", "نحو", "حوالي", "قرابه"):
        k += 1
    found = next((n for n in numbers(tokens[k : k + 3]) if n.first == 0), None)
    if found is None or found.low is None or found.comparator not in ("=", "about"):
        return None
    return found.low, k + found.last


def _past(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read "the past three days", "the last 48 hours", «الأيام الثلاثة الماضية»."""
    k = i + 1 if tokens[i].low == "the" and i + 1 < len(tokens) else i
    days = end = None
    if tokens[k].low in _PAST and (count := _count_at(tokens, k + 1)) and count[1] < len(tokens):
        unit = tokens[count[1]].low
        if unit in ("hours", "hour"):
            days, end = -(-count[0] // 24), count[1] + 1
        elif unit in _UNIT_DAYS:
            days, end = count[0] * _UNIT_DAYS[unit], count[1] + 1
    elif (
        unit_form := next((f for f in tokens[k].forms if f in _AR_PLURAL_UNITS), None)
    ) is not None:
        article = k + 1 < len(tokens) and tokens[k + 1].low == "ال"  # الساعات الـ24
        count = _count_at(tokens, k + 1 + article)
        behind = count[1] if count else k + 1
        if count and behind < len(tokens) and set(tokens[behind].forms) & _AR_PAST:
            size = _AR_PLURAL_UNITS[unit_form]
            days, end = (count[0] * size if size else -(-count[0] // 24)), behind + 1
    if days is None or end is None or days > 36500:
        return None
    kind: Kind = "day" if days <= 7 else "span"
    phrase = " ".join(t.word for t in tokens[i:end])
    if clock.published is None:
        return When(i, end, None, None, f"“{phrase}”, and no date of publication", kind)
    first = clock.published - timedelta(days=days)
    return When(i, end, first, clock.published, f"“{phrase}”, up to publication", kind)


_AFTER: Final = frozenset("later afterwards afterward".split())


def _ago(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read "three days ago", "two days earlier", "five days later", «قبل ثلاثة أيام», «بعدها بيومين»."""
    return (
        _ago_arabic(tokens, i, clock)
        if not tokens[i].low.isascii()
        else _ago_english(tokens, i, clock)
    )


def _ago_english(tokens: Sequence[Token], i: int, clock: Clock) -> When | None:
    if not any(t.low in _UNIT_DAYS for t in tokens[i + 1 : i + 5]):
        return None
    count = _count_at(tokens, i)
    if count is None or count[1] + 1 >= len(tokens):
        return None
    unit, word, k = tokens[count[1]].low, tokens[count[1] + 1].low, count[1] + 2
    if unit not in _UNIT_DAYS:
        return None
    if word == "ago":
        return _shifted(tokens, (i, k), -count[0], unit, clock.published)
    if word in ("earlier", "before", "prior", "previously"):
        return _shifted(tokens, (i, k), -count[0], unit, clock.named or clock.published)
    if word in _AFTER:
        return _shifted(tokens, (i, k), count[0], unit, clock.named)
    return None


def _ago_arabic(tokens: Sequence[Token], i: int, clock: Clock) -> When | None:
    forms = set(tokens[i].forms)
    back = bool(forms & {"قبل", "قبلها", "منذ"})
    ahead = bool(forms & {"بعد", "بعدها"})
    if not back and not ahead:
        return None
    told = bool(forms & {"قبلها", "بعدها"})
    k = i + 1
    if k < len(tokens) and tokens[k].low == "ذلك":
        told, k = True, k + 1
    if k < len(tokens) and tokens[k].low in ("ب", "بنحو"):
        k += 1
    if k >= len(tokens):
        return None
    one = next((f for f in tokens[k].forms if f in _UNIT_DAYS), None)
    if one is not None:
        count, unit, k = 2 if one.endswith(("ين", "ان")) else 1, one, k + 1
    else:
        found = _count_at(tokens, k)
        if found is None or found[1] >= len(tokens) or tokens[found[1]].low not in _UNIT_DAYS:
            return None
        count, unit, k = found[0], tokens[found[1]].low, found[1] + 1
    if (ahead and not told) or ("منذ" in forms and one is not None and count == 1):
        return None  # "بعد يومين من" leans on an event
    if back and k < len(tokens) and tokens[k].low == "من" and not told:
        return None  # "قبل يومين من الهجوم" leans on an event
    anchor = (clock.named or clock.published) if told else clock.published
    return _shifted(tokens, (i, k), -count if back else count, unit, anchor)


def _shifted(
    tokens: Sequence[Token], at: tuple[int, int], count: int, unit: str, anchor: date | None
) -> When | None:
    i, k = at
    size = _UNIT_DAYS[unit]
    phrase = " ".join(t.word for t in tokens[i:k])
    kind: Kind = "day" if size <= 7 else "span"
    if abs(count) * size > 36500:
        return None
    if anchor is None:
        return When(i, k, None, None, f"“{phrase}”, and no day to count from", kind)
    found = anchor + timedelta(days=count * size)
    doubt = timedelta(days=0 if size == 1 else size // 2)
    return When(i, k, found - doubt, found + doubt, f"“{phrase}”", kind)


_HIJRI: Final = frozenset("محرم صفر رجب شعبان رمضان شوال".split())


def _hijri(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Leave a day of the Islamic calendar open: its first day depends on who saw the moon."""
    k = i
    day = _day_number(tokens, k)
    if day is None or day[1] >= len(tokens):
        return None
    k = day[1]
    two = tokens[k].low in ("ربيع", "جمادي", "ذي", "ذو") and k + 1 < len(tokens)
    if not two and tokens[k].low not in (
        _HIJRI | {"ramadan", "muharram", "safar", "rajab", "shawwal"}
    ):
        return None
    k += 2 if two else 1
    if k < len(tokens) and digits(tokens[k].word) is not None and len(tokens[k].word) == 4:
        k += 1
    if k < len(tokens) and tokens[k].low in ("ه", "هـ", "هجريه", "هجري", "ah"):
        k += 1
    return When(i, k, None, None, "a day of the Islamic calendar, not converted")


def _bare_day(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read "on the 17th" as the last such day on or before publication."""
    if tokens[i].low != "the" or i == 0 or clock.published is None or i + 2 >= len(tokens):
        return None
    if tokens[i - 1].low not in ("on", "by", "since", "until", "from", "of", "and", "night"):
        return None
    value = digits(tokens[i + 1].word)
    if value is None or not 1 <= value <= 31 or not _ORDINAL.fullmatch(tokens[i + 2].low):
        return None
    behind = tokens[i + 3] if i + 3 < len(tokens) else None
    if behind is not None and behind.word[0].isalpha() and behind.low not in _BEHIND_DAY:
        return None
    first = clock.published.replace(day=1)
    for _ in range(3):
        found = _day(first.year, first.month, value)
        if found and found <= clock.published:
            return When(i, i + 3, found, found, "day of the month, last before publication")
        first = (first - timedelta(days=1)).replace(day=1)
    return None


_BEHIND_DAY: Final = frozenset(
    "in at on when after before as by to near and while with from that a an the two three four".split()
)


def _year(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read a year alone after a preposition: "in 2017", "since 2018"."""
    hit = _year_at(tokens, i)
    if hit is None or tokens[i].word == "," or i == 0:
        return None
    if not set(tokens[i - 1].forms) & _YEAR_LEADS:
        return None
    year = hit[0]
    return When(i, hit[1], date(year, 1, 1), date(year, 12, 31), "year named in the text", "span")


_YEAR_LEADS: Final = frozenset(
    "in since during from of until till late early mid عام سنه منذ العام منتصف مطلع نهايه بدايه اواخر اوايل".split()
)
_STARTS: Final = (
    frozenset(
        (
            "the last next this coming past previous preceding a an one two three four five six seven eight nine ten eleven twelve "
            "thirteen fourteen fifteen twenty thirty about some around nearly almost several dozens "
            "قبل قبلها بعد بعدها منذ نحو حوالي قرابه الحادي العشرين الثلاثين العشرون الثلاثون"
        ).split()
    )
    | _DAYS.keys()
    | _MONTHS.keys()
    | {first for first, _ in _TWO_WORD_MONTHS}
    | _ORDINAL_WORDS.keys()
    | (_BY_FIRST_WORD.keys() | _TOLD_DAYS.keys() | _BY_PERIOD.keys() | _AR_PLURAL_UNITS.keys())
)


def _may_start(token: Token) -> bool:
    """Return whether an expression of time may begin with `token`; most words are no such."""
    return token.word[0].isdigit() or any(form in _STARTS for form in token.forms)


_SINCE: Final = frozenset("since منذ".split())


def _qualify(tokens: Sequence[Token], hit: When, clock: Clock) -> When:
    """Turn "since Monday" into a range that runs on to publication."""
    before = [t.low for t in tokens[max(0, hit.first - 3) : hit.first]]
    if before and before[-1] in ("early", "late", "mid", "on", "يوم", "مساء", "شهر", "عام"):
        before = before[:-1]
    if before and before[-1] in _SINCE:
        end = clock.published
        if end is not None and hit.start is not None and end < hit.start:
            end = None  # a slip, or a report whose own day is wrong: it stays open
        return When(hit.first, hit.last, hit.start, end, f"since: {hit.basis}", "since")
    return hit


def explicit_days(text: str, tokens: Sequence[Token]) -> Iterator[date]:
    """Yield the days that `tokens` name in full; used to date a report from its own first lines."""
    for hit in find_dates(text, tokens, Clock(None)):
        if hit.start is not None and hit.start == hit.end:
            yield hit.start
