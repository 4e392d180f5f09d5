"""Which words name a weekday, a month, a day of it, a year or a number of days.

The secret of this module is the names: of both traditions of Arabic months, in two words and
behind a slash, abbreviated, in ordinals, and which of them mean something else as often.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from geo.extract.numbers import digits, numbers
from geo.extract.words import SHORT_WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

DAYS: Final = {
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
MONTHS: Final = {
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
TWO_WORD_MONTHS: Final = {
    ("كانون", "الثاني"): 1,
    ("كانون", "الاول"): 12,
    ("تشرين", "الاول"): 10,
    ("تشرين", "الثاني"): 11,
}
_AMBIGUOUS_MONTHS: Final = frozenset({"may", "march", "mar", "اب"})
ORDINAL_ENDING: Final = re.compile(r"st|nd|rd|th")
_MIN_YEAR: Final = 1900
_MAX_YEAR: Final = 2100


def valid_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_at(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return (month, next index) if a month's name begins at `i`, its abbreviating dot included."""
    if i >= len(tokens):
        return None
    if i + 1 < len(tokens):
        for form in tokens[i].forms:
            pair = TWO_WORD_MONTHS.get((form, tokens[i + 1].low))
            if pair:
                return pair, _second_name(tokens, i + 2, pair)
    for form in tokens[i].forms:
        month = MONTHS.get(form)
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
        other = MONTHS.get(tokens[i + 1].low) or (
            i + 2 < len(tokens) and TWO_WORD_MONTHS.get((tokens[i + 1].low, tokens[i + 2].low))
        )
        if other == month:
            k = i + 2 if tokens[i + 1].low in MONTHS else i + 3
            return k + 1 if k < len(tokens) and tokens[k].word == ")" else k
    return i


def day_number_at(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return (day of the month, next index), an ordinal's ending included."""
    if not 0 <= i < len(tokens):
        return None
    value = None
    for form in tokens[i].forms:
        if (value := digits(form)) is not None:
            break
    if value is None or not 1 <= value <= 31:
        return None
    k = i + 1
    if (
        k < len(tokens)
        and tokens[k].start == tokens[i].end
        and ORDINAL_ENDING.fullmatch(tokens[k].low)
    ):
        k += 1
    return value, k


def year_at(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return (year, next index) of four digits at `i`, a comma before them skipped."""
    if i < len(tokens) and tokens[i].word == ",":
        i += 1
    if i < len(tokens):
        value = digits(tokens[i].word)
        if value and len(tokens[i].word) == 4 and _MIN_YEAR <= value <= _MAX_YEAR:
            return value, i + 1
    return None


ORDINAL_WORDS: Final = {
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


_TWENTY_OR_THIRTY: Final = frozenset("العشرين الثلاثين العشرون الثلاثون".split())
ORDINALS: Final = frozenset(ORDINAL_WORDS) | _TWENTY_OR_THIRTY | {"الحادي"}
"""What `ordinal_at` may begin with."""


def ordinal_day_at(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Read "the first of May", «الخامس عشر من آذار», «الحادي والعشرين من»: (day, next index)."""
    hit = ordinal_at(tokens, i)
    if hit is None or hit[1] >= len(tokens) or tokens[hit[1]].low not in ("of", "من"):
        return None
    return (hit[0], hit[1] + 1) if month_at(tokens, hit[1] + 1) else None


def ordinal_at(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return (number, next index) of an ordinal in words: "first", «الخامس عشر»."""
    arabic = not tokens[i].low.isascii()
    value = None
    for form in tokens[i].forms:
        if form in ORDINAL_WORDS:
            value = ORDINAL_WORDS[form]
            break
    k = i + 1
    if arabic and "الحادي" in tokens[i].forms:
        value = 1
    if arabic and value is None and not _TWENTY_OR_THIRTY.isdisjoint(tokens[i].forms):
        value = 20 if "العشر" in tokens[i].low else 30
    elif value is not None and arabic and k < len(tokens):
        if tokens[k].low in ("عشر", "عشره"):
            value, k = value + 10, k + 1
        elif set(tokens[k].forms) & {"العشرين", "العشرون", "الثلاثين"} and tokens[k].low[0] == "و":
            value, k = value + (20 if "عشر" in tokens[k].low else 30), k + 1
    return (value, k) if value is not None else None


TO_COME: Final = frozenset("المقبل القادم المقبله القادمه".split())
GONE: Final = frozenset("الماضي الماضيه الفايت الفايته المنصرم المنصرمه".split())
# What an Arabic weekday may name instead of a day: markets, families, prayers' mosques.
_NAMED_AFTER_DAYS: Final = frozenset("سوق ابو ابي ابن بن حي شارع ساحه مدينه بلده قريه".split())


def weekday_at(tokens: Sequence[Token], k: int) -> int | None:
    """Return the weekday (Monday is 0) that token `k` names, and names nothing else by."""
    if k >= len(tokens):
        return None
    weekday = next((DAYS[f] for f in tokens[k].forms if f in DAYS), None)
    if weekday is None or tokens[k].low in SHORT_WEEKDAYS:
        return None
    if tokens[k].low.isascii():
        return weekday if tokens[k].word[0].isupper() else None
    if k and set(tokens[k - 1].forms) & _NAMED_AFTER_DAYS:
        return None
    return weekday


def phrase_at(tokens: Sequence[Token], i: int, words: tuple[str, ...]) -> bool:
    """Return whether the tokens from `i` on are `words` in one of their forms."""
    # the last word first: phrases are looked for by their first one, and differ in the last
    end = i + len(words)
    return (
        end <= len(tokens)
        and words[-1] in tokens[end - 1].forms
        and all(w in tokens[i + j].forms for j, w in enumerate(words))
    )


def count_at(tokens: Sequence[Token], k: int) -> tuple[int, int] | None:
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
