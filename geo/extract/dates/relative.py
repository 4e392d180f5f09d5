"""Days that the text counts from another: weekdays, "yesterday", "last month", "two days later".

The secret of this module is the anchor: the day of publication for weekdays and "yesterday", the
last day named for "that day" and "two days later"; where there is none the range stays open.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from geo.extract.dates.names import DAYS, GONE, TO_COME, count_at, phrase_at, weekday_at
from geo.extract.dates.when import Clock, Kind, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.extract.text import Token

_PARTS_OF_DAY: Final = frozenset(
    "morning afternoon evening night dawn noon midday midnight overnight صباح مساء فجر ظهر ليل ليله "
    "عصر صباحا مساء فجرا".split()
)


DIRECTIONS: Final = frozenset("last next this the coming past previous preceding following".split())


def _from_named(anchor: date, weekday: int, direction: str) -> date:
    """Return the weekday next to a day named before: "the previous Sunday", "the following Monday"."""
    if direction == "following":
        return anchor + timedelta(days=(weekday - anchor.weekday() - 1) % 7 + 1)
    return anchor - timedelta(days=(anchor.weekday() - weekday - 1) % 7 + 1)


def nearest_weekday(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read a weekday as the last one on or before publication."""
    first, k = i, i
    low = tokens[i].low
    direction = ""
    if low in DIRECTIONS and i + 1 < len(tokens):
        direction, k = low, i + 1
    weekday = weekday_at(tokens, k)
    if weekday is None:
        return None
    k += 1
    if k < len(tokens) and tokens[k].low in TO_COME:
        direction, k = "next", k + 1
    elif k < len(tokens) and tokens[k].low in (*GONE, "last"):
        direction, k = "last", k + 1
    while k < len(tokens) and tokens[k].low in _PARTS_OF_DAY:
        k += 1
    second = _night_of_two(tokens, k, weekday)
    if second is not None:
        k = second
    if k < len(tokens) and tokens[k].low in TO_COME:
        direction, k = "next", k + 1
    plans = {"will", "scheduled", "due", "expected", "shall", "upcoming"}
    ahead = plans & {t.low for t in tokens[max(0, first - 8) : first]}
    if direction == "this":
        ahead |= plans & {t.low for t in tokens[k : k + 5]}
    if direction in ("next", "coming") or (ahead and direction in ("", "this")):
        return When(first, k, None, None, "a day to come", "future")
    anchor = clock.named or clock.published
    if direction in ("previous", "preceding", "following") and anchor is not None:
        found = _from_named(anchor, weekday, direction)
        return When(first, k, found, found, f"{direction} weekday, from the day named before")
    if clock.published is None:
        return When(first, k, None, None, "weekday, and no date of publication")
    if second is not None:
        back = (clock.published.weekday() - weekday - 1) % 7
        end = clock.published - timedelta(days=back)
        return When(first, k, end - timedelta(days=1), end, "two weekdays before publication")
    back = (clock.published.weekday() - weekday) % 7
    if direction == "last" and (back == 0 or (back == 1 and low == "last")):
        back += 7  # nobody says "last Saturday" of yesterday
    found = clock.published - timedelta(days=back)
    basis = "weekday: the day of publication" if not back else "weekday before publication"
    return When(first, k, found, found, basis)


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
    second = weekday_at(tokens, joint)
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
        ("yesterday|last evening|امس|البارحه|غداه", -1, -1, "day"),
        ("last night|overnight|during the night|الليله الماضيه|ليلا|ليله امس|ليل امس|الليله الفايته", -1, 0, "day"),
        ("today|tonight|this morning|this afternoon|this evening|this noon|"
         "اليوم|صباح اليوم|مساء اليوم|ظهر اليوم|عصر اليوم|فجر اليوم|الليله", 0, 0, "day"),
        ("hours ago|hours earlier|a few hours earlier|قبل ساعات", -1, 0, "day"),
        ("at dawn|in the early hours|before dawn|فجرا", -1, 0, "day"),
        ("the past 24 hours|the last 24 hours|the past day|past 24 hours|last 24 hours|"
         "الساعات الماضيه|الساعات 24 الماضيه|ال24 ساعه الماضيه|24 ساعه الماضيه|24 ساعه الاخيره|"
         "الساعات الاربع والعشرين الماضيه|الساعات الاربع والعشرين الاخيره|الساعات الاخيره|خلال 24 ساعه", -1, 0, "day"),
        ("48 ساعه الماضيه|48 ساعه الاخيره|خلال 48 ساعه|الساعات الثماني والاربعين الماضيه", -2, 0, "day"),
        ("past two days|last two days|اليومين الماضيين|اليومين الاخيرين", -2, 0, "day"),
        ("in recent days|recent days|the past few days|the last few days|past days|in the days before|the other day|"
         "days before|the days before|days earlier|days ago|الايام الماضيه|الايام الاخيره|الايام القليله الماضيه|قبل ايام", -5, 0, "day"),
        ("the past week|the last week|past week", -7, 0, "day"),
        ("recent weeks|the past weeks|past few weeks|weeks ago|الاسابيع الماضيه|الاسابيع الاخيره|قبل اسابيع", -42, 0, "span"),
        ("recent months|the past months|past few months|months ago|الاشهر الماضيه|الاشهر الاخيره|قبل اشهر|قبل شهور", -366, 0, "span"),
        ("recent years|years ago|السنوات الماضيه|السنوات الاخيره|قبل سنوات|الاعوام الماضيه", -3653, 0, "span"),
        ("tomorrow|next week|next month|next year|next weekend|coming days|coming weeks|coming hours|غدا|الغد|الاسبوع المقبل|الشهر المقبل|"
         "العام المقبل|المقبل|المقبله|القادم|القادمه|المقبلين", 0, 0, "future"),
    )
    for phrase in phrases.split("|")
)  # fmt: skip
# Whole weeks, months and years: what they are called, and how many back.
_PERIODS: Final[Sequence[tuple[tuple[str, ...], str, int]]] = tuple(
    (tuple(phrase.split()), unit, back)
    for phrases, unit, back in (
        ("over the weekend|at the weekend|on the weekend|the weekend|this weekend|نهايه الاسبوع", "weekend", 0),
        ("last weekend", "weekend", 1),
        ("earlier this week|this week|هذا الاسبوع|الاسبوع الجاري|الاسبوع الحالي|وقت سابق من الاسبوع|مطلع الاسبوع|بدايه الاسبوع", "week", 0),
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
    runs from the Sunday before its Monday, and this week does; a weekend from Friday to Sunday for
    the same reason.
    """
    if unit == "weekend":
        end = published - timedelta(days=(published.weekday() + 1) % 7)
        if published.weekday() in (4, 5) and not back:
            end = published
        if published.weekday() == 6 and back:
            end -= timedelta(days=7)
        return end - timedelta(days=(end.weekday() - 4) % 7), end
    if unit == "week":
        monday = published - timedelta(days=published.weekday() + 7 * back)
        return monday - timedelta(days=1), min(monday + timedelta(days=6), published)
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
    ("earlier", "in", "the", "day"),
    ("later", "in", "the", "day"),
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


class _Phrases:
    """Phrases under their first two words: "the" opens dozens of them, and "the day" a few."""

    def __init__(self, rows: Iterable[tuple[tuple[str, ...], Sequence[Any]]]) -> None:
        self._rows = tuple(rows)
        self._numbers: dict[str, dict[str, list[int]]] = {}
        for number, (words, _) in enumerate(self._rows):
            second = words[1] if len(words) > 1 else ""
            self._numbers.setdefault(words[0], {}).setdefault(second, []).append(number)

    @property
    def openings(self) -> Iterable[str]:
        """The words that phrases begin with."""
        return self._numbers

    def at(self, tokens: Sequence[Token], i: int) -> tuple[tuple[str, ...], Sequence[Any]] | None:
        """Return the phrase that begins at token `i` and what it says; of several the first listed."""
        following = tokens[i + 1].forms if i + 1 < len(tokens) else ()
        for form in tokens[i].forms:
            under = self._numbers.get(form)
            if under is None or ("" not in under and under.keys().isdisjoint(following)):
                continue
            near = [n for second in ("", *following) if second in under for n in under[second]]
            for number in sorted(near):
                words, says = self._rows[number]
                if phrase_at(tokens, i, words):
                    return words, says
        return None


TOLD_DAYS: Final = _Phrases(
    (words, (shift,))
    for rows, shift in ((_NEXT_DAY, 1), (_PREVIOUS_DAY, -1), (_SAME_DAY, 0))
    for words in rows
)
PERIODS: Final = _Phrases((words, says) for words, *says in _PERIODS)
RELATIVE: Final = _Phrases(  # the longest first
    (words, says) for words, *says in sorted(_RELATIVE, key=lambda row: -len(row[0]))
)


def _is_no_today(tokens: Sequence[Token], i: int) -> bool:
    """Return whether «اليوم» is "the day" (اليوم الأول) or the end of a long time (حتى اليوم)."""
    before = tokens[i - 1].low if i else ""
    behind = set(tokens[i + 1].forms) if i + 1 < len(tokens) else set()
    if before in ("until", "till", "to", "حتي", "وحتي", "الي"):
        return True
    return bool(behind & _DAY_OF_A_ROW)


_DAY_OF_A_ROW: Final = frozenset(
    "الاول الثاني الثالث الرابع الخامس الاخير الذي العالمي الوطني الواحد".split()
)


_WHENCE: Final = frozenset(("من", "عبر"))
_HOURS: Final = frozenset({("at", "dawn"), ("in", "the", "early", "hours"), ("before", "dawn")})
"""Hours that go on telling of the day named before: "on Friday ... Youths from X raided the camp at dawn"."""
_STORY: Final = timedelta(days=7)


def _day_told(clock: Clock) -> date | None:
    """Return the day that the report named last, if that is no longer ago than a report's story."""
    if clock.named is None or clock.published is None:
        return None
    return clock.named if timedelta() <= clock.published - clock.named <= _STORY else None


def _is_week_of(tokens: Sequence[Token], i: int) -> bool:
    """Return whether "last week" goes on to "of October", which `_part_of_month` reads."""
    k = next((n for n in range(i, min(i + 3, len(tokens))) if tokens[n].low == "week"), None)
    return k is not None and k + 1 < len(tokens) and tokens[k + 1].low == "of"


def relative_days(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read "yesterday", "overnight", "earlier this week", "that day", "the next day"."""
    if found := TOLD_DAYS.at(tokens, i):
        words, (shift,) = found
        k = i + len(words)
        anchor = clock.named or clock.published
        if anchor is None:
            return When(i, k, None, None, "counted from a day that is not named")
        day = anchor + timedelta(days=shift)
        return When(i, k, day, day, f"“{_words(tokens, i, k)}”, from the day named before")
    if tokens[i].low in ("the", "last") and _is_week_of(tokens, i):
        return None
    if tokens[i].low in ("اليوم", "today") and _is_no_today(tokens, i):
        return None
    if found := PERIODS.at(tokens, i):
        words, (unit, back) = found
        k = i + len(words)
        phrase = _words(tokens, i, k)
        kind: Kind = "day" if unit in ("week", "weekend") else "span"
        if clock.published is None:
            return When(i, k, None, None, f"“{phrase}”, and no date of publication", kind)
        start, end = _period(unit, back, clock.published)
        return When(i, k, start, end, f"“{phrase}”, from the day of publication", kind)
    if found := RELATIVE.at(tokens, i):
        words, (first, last, kind) = found
        k = i + len(words)
        if kind == "future" and k < len(tokens) and len(words) == 1 and tokens[k].low in _WHENCE:
            return None  # "الإمدادات القادمة من إيران" come from there
        phrase = _words(tokens, i, k)
        # امس الخميس, اليوم الخميس: the weekday repeats what the word says.
        if (
            k < len(tokens)
            and words[-1] in ("امس", "اليوم")
            and any(f in DAYS for f in tokens[k].forms)
        ):
            k += 1
        if kind == "future":
            return When(i, k, None, None, "a day to come", "future")
        if clock.published is None:
            return When(i, k, None, None, f"“{phrase}”, and no date of publication", kind)
        if words in _HOURS and (told := _day_told(clock)):
            return When(i, k, told, told, f"“{phrase}”, on the day named before")
        return When(
            i,
            k,
            clock.published + timedelta(days=first),
            clock.published + timedelta(days=last),
            f"“{phrase}”, from the day of publication",
            kind,
        )
    return None


def _words(tokens: Sequence[Token], i: int, k: int) -> str:
    return " ".join(t.word for t in tokens[i:k])


_UNIT_DAYS: Final = {
    "day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30, "months": 30, "year": 365, "years": 365,
    "يوم": 1, "يومين": 1, "ايام": 1, "اسبوع": 7, "اسبوعين": 7, "اسابيع": 7, "شهر": 30, "شهرين": 30,
    "اشهر": 30, "عام": 365, "عامين": 365, "سنوات": 365, "اعوام": 365,
}  # fmt: skip
PAST: Final = frozenset("past last previous preceding".split())
_AR_PAST: Final = frozenset("الماضيه الاخيره المنصرمه الفايته الماضيين الاخيرين".split())
AR_PLURAL_UNITS: Final = {
    "الايام": 1,
    "الاسابيع": 7,
    "الاشهر": 30,
    "السنوات": 365,
    "الاعوام": 365,
    "الساعات": 0,
    "ساعات": 0,
}


def past_days(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read "the past three days", "the last 48 hours", «الأيام الثلاثة الماضية»."""
    k = i + 1 if tokens[i].low == "the" and i + 1 < len(tokens) else i
    days = end = None
    if tokens[k].low in PAST and (count := count_at(tokens, k + 1)) and count[1] < len(tokens):
        unit = tokens[count[1]].low
        if unit in ("hours", "hour"):
            days, end = -(-count[0] // 24), count[1] + 1
        elif unit in _UNIT_DAYS:
            days, end = count[0] * _UNIT_DAYS[unit], count[1] + 1
    elif (
        unit_form := next((f for f in tokens[k].forms if f in AR_PLURAL_UNITS), None)
    ) is not None:
        article = k + 1 < len(tokens) and tokens[k + 1].low == "ال"  # الساعات الـ24
        count = count_at(tokens, k + 1 + article)
        behind = count[1] if count else k + 1
        if count and behind < len(tokens) and set(tokens[behind].forms) & _AR_PAST:
            size = AR_PLURAL_UNITS[unit_form]
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


def days_ago(text: str, tokens: Sequence[Token], i: int, clock: Clock) -> When | None:  # noqa: ARG001
    """Read "three days ago", "two days earlier", "five days later", «قبل ثلاثة أيام», «بعدها بيومين»."""
    return (
        _ago_arabic(tokens, i, clock)
        if not tokens[i].low.isascii()
        else _ago_english(tokens, i, clock)
    )


def _ago_english(tokens: Sequence[Token], i: int, clock: Clock) -> When | None:
    if _UNIT_DAYS.keys().isdisjoint([t.low for t in tokens[i + 1 : i + 5]]):
        return None
    count = count_at(tokens, i)
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
        found = count_at(tokens, k)
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
