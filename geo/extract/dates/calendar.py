"""Days, months and years that the text names by the calendar.

The secret of this module is what is left out of a date: which of two numbers is the month, and the
year, which is that of the last such day on or before publication, unless the text plans ahead.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from geo.extract.dates.names import (
    GONE,
    ORDINAL_ENDING,
    TO_COME,
    day_number_at,
    month_at,
    ordinal_at,
    ordinal_day_at,
    phrase_at,
    valid_day,
    year_at,
)
from geo.extract.dates.when import Clock, When
from geo.extract.numbers import digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

_ISO: Final = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?!\d)")
_SLASHED: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_SHORT: Final = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d/.])")
# A day without a year may lie a little after publication (a time zone, a planned day), not more.
_SLACK: Final = timedelta(days=3)


def numeric_date(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:
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
    days = [found for choice in choices if (found := valid_day(*choice)) is not None]
    if not days:
        return None
    best = days[0]
    if clock.published and best > clock.published + _SLACK:
        best = next((d for d in days if d <= clock.published), best)
    if best != days[0] or (len(choices) == 2 and valid_day(*choices[0]) is None):
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


def _without_year(month: int, day: int, clock: Clock) -> date | None:
    """Return the last such day on or before publication, or in the year that was named."""
    if clock.published:
        for year in (clock.published.year + 1, clock.published.year, clock.published.year - 1):
            found = valid_day(year, month, day)
            if found and found <= clock.published + _SLACK:
                return found
        return None
    return valid_day(clock.year, month, day) if clock.year else None


_JOINTS: Final = frozenset("and to - – / until till through الي و حتي".split())
_THIS_MONTH: Final = frozenset(("الجاري", "الحالي"))
_LAST_MONTH: Final = frozenset(("الماضي", "المنصرم", "الفايت"))


def day_of_month(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read «الثامن عشر من الشهر الجاري», «18 من الشهر الماضي», «في 18 الجاري»."""
    hit = ordinal_at(tokens, i) or day_number_at(tokens, i)
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
    found = valid_day(year, month + 1, day)
    if found is None:
        return None
    return When(i, last, found, found, "day in the text, month from publication")


def calendar_date(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read days and months by name: "14 and 15 February", "Feb. 6, 2020", "January 2020"."""
    days: list[int] = []
    k = i
    if tokens[i].low == "the" and i + 1 < len(tokens):
        k += 1
    joints: list[str] = []
    k = _days_ahead(tokens, k, days, joints)
    month_hit = month_at(tokens, k)
    if month_hit is None or (i != k and not days):
        return None
    month, k = month_hit
    if not days:
        k = _days_behind(tokens, k, days, joints)
    year, k = _year_behind(tokens, k, clock)
    if not days:
        return _month(tokens, (i, k), month, year, clock)
    named = tokens[k].low if k < len(tokens) else ""
    if named in TO_COME or (not year and _is_planned(tokens, i, month, days[0], clock)):
        return When(i, k + (named in TO_COME), None, None, "a day to come", "future")
    if named in GONE or named == "الجاري":
        k += 1
    if _are_apart(tokens, i, days, joints):
        # "on 9 and 17 January": two days, not the nine between them; the second is read in its turn.
        days, k = days[:1], i + 1
    ends = [
        found
        for day in (min(days), max(days))
        if (found := valid_day(year, month, day) if year else _without_year(month, day, clock))
    ]
    if not ends:
        return When(i, k, None, None, "day and month without a year, and no date of publication")
    basis = "date in the text" if year else "day in the text, year from publication"
    return When(i, k, ends[0], ends[-1], basis)


def _days_ahead(tokens: Sequence[Token], k: int, days: list[int], joints: list[str]) -> int:
    """Collect the days that stand before a month: "14 and 15", "the 3rd of"; return the next index."""
    begun = ordinal_at(tokens, k) if k < len(tokens) else None
    if begun and begun[1] < len(tokens):
        # "من الأول إلى الخامس من فبراير", "بين الأول والخامس من"
        joint = tokens[begun[1]].low in _JOINTS
        until = ordinal_day_at(tokens, begun[1] + joint) if begun[1] + joint < len(tokens) else None
        if until and (joint or tokens[begun[1]].low.startswith("و")):
            days += [begun[0], until[0]]
            return until[1]
    ordinal = ordinal_day_at(tokens, k) if k < len(tokens) else None
    if ordinal:
        days.append(ordinal[0])
        return ordinal[1]
    while (hit := day_number_at(tokens, k)) and len(days) < 4:
        days.append(hit[0])
        k = hit[1]
        goes_on = k < len(tokens) and (tokens[k].low in _JOINTS or tokens[k].low == ",")
        if not goes_on or day_number_at(tokens, k + 1) is None:
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
    after = day_number_at(tokens, k)
    if not after or len(tokens[k].word) > 2:
        return k
    if after[1] < len(tokens) and tokens[after[1]].word in ":%":
        return k
    days.append(after[0])
    k = after[1]
    if (
        k + 1 < len(tokens)
        and tokens[k].low in ("-", "–", "and", "to")
        and (more := day_number_at(tokens, k + 1))
        and more[0] > days[0]
        and len(tokens[k + 1].word) <= 2
        and month_at(tokens, more[1]) is None
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
    hit = year_at(tokens, k)
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
        if phrase_at(tokens, k, words):
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
    coming = valid_day(clock.published.year, month, day) or valid_day(
        clock.published.year + 1, month, day
    )
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
    if before[-1][0] == "in" and len(before) > 1 and before[-2][0] in ("early", "late"):
        before = before[:-1]  # "late in October"
    part = next((_MONTH_PARTS[f] for f in before[-1] if f in _MONTH_PARTS), None)
    if part is None and len(before) == 3 and {"of", "من"} & set(before[2]):
        week = {f for forms in before[:2] for f in forms}
        if week & {"week", "days", "اسبوع", "الاسبوع", "الايام"}:
            part = _LATE if week & _WEEK_ENDS else _EARLY if week & _WEEK_STARTS else None
    return (part[0], 31) if part == _LATE else part


_HIJRI: Final = frozenset(
    "محرم صفر رجب شعبان رمضان شوال ramadan muharram safar rajab shawwal".split()
)


def hijri_date(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Leave a day of the Islamic calendar open: its first day depends on who saw the moon."""
    k = i
    day = day_number_at(tokens, k)
    if day is None or day[1] >= len(tokens):
        return None
    k = day[1]
    two = tokens[k].low in ("ربيع", "جمادي", "ذي", "ذو") and k + 1 < len(tokens)
    if not two and tokens[k].low not in _HIJRI:
        return None
    k += 2 if two else 1
    if k < len(tokens) and digits(tokens[k].word) is not None and len(tokens[k].word) == 4:
        k += 1
    if k < len(tokens) and tokens[k].low in ("ه", "هـ", "هجريه", "هجري", "ah"):
        k += 1
    return When(i, k, None, None, "a day of the Islamic calendar, not converted")


FEASTS: Final = {
    tuple(name.split()): (month, day)
    for names, month, day in (
        ("new year 's day|new year ’s day|new year day", 1, 1),
        ("new year 's eve|new year ’s eve|new year eve", 12, 31),
        ("christmas day", 12, 25),
        ("christmas eve", 12, 24),
    )
    for name in names.split("|")
}
"""Days that have names of their own, and their month and day."""


def feast(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read "New Year's Day" as the last one on or before publication."""
    for name, (month, day) in FEASTS.items():
        if phrase_at(tokens, i, name):
            found = _without_year(month, day, clock)
            last = i + len(name)
            basis = "day of a feast, year from publication"
            return When(i, last, found, found, basis) if found else None
    return None


def bare_day(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read "on the 17th" as the last such day on or before publication."""
    if tokens[i].low != "the" or i == 0 or clock.published is None or i + 2 >= len(tokens):
        return None
    if tokens[i - 1].low not in ("on", "by", "since", "until", "from", "of", "and", "night"):
        return None
    value = digits(tokens[i + 1].word)
    if value is None or not 1 <= value <= 31 or not ORDINAL_ENDING.fullmatch(tokens[i + 2].low):
        return None
    behind = tokens[i + 3] if i + 3 < len(tokens) else None
    if behind is not None and behind.word[0].isalpha() and behind.low not in _BEHIND_DAY:
        return None
    first = clock.published.replace(day=1)
    for _ in range(3):
        found = valid_day(first.year, first.month, value)
        if found and found <= clock.published:
            return When(i, i + 3, found, found, "day of the month, last before publication")
        first = (first - timedelta(days=1)).replace(day=1)
    return None


_BEHIND_DAY: Final = frozenset(
    "in at on when after before as by to near and while with from that a an the two three four".split()
)


def bare_year(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read a year alone after a preposition: "in 2017", "since 2018"."""
    hit = year_at(tokens, i)
    if hit is None or tokens[i].word == "," or i == 0:
        return None
    if not set(tokens[i - 1].forms) & _YEAR_LEADS:
        return None
    year = hit[0]
    ahead = {f for t in tokens[max(0, i - _TO_OPENING) : i] for f in t.forms}
    if ahead & _FIRST and ahead & _MINUTES:
        return When(i, hit[1], date(year, 1, 1), date(year, 1, 1), "the first hours of a year")
    return When(i, hit[1], date(year, 1, 1), date(year, 12, 31), "year named in the text", "span")


_TO_OPENING: Final = 4  # tokens of "الدقائق الأولى من عام"
_FIRST: Final = frozenset("first الاولي اولي".split())
_MINUTES: Final = frozenset(
    "minutes hours moments الدقائق الدقايق دقائق الساعات ساعات اللحظات".split()
)
_YEAR_LEADS: Final = frozenset(
    "in since during from of until till late early mid عام سنه منذ العام منتصف مطلع نهايه بدايه اواخر اوايل".split()
)
