"""What the text in a column means: days and counts.

The secret of this module is how values are spelt and spoilt by people, spreadsheets and scripts,
and which of it is certain. A spelling is decided once per column, from all of its values: the order
of day and month, decimal commas, spreadsheets' day numbers. What is certain is read and said; a
value that could be two things is a fault of its row, never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.days import DIGITS, MONTHS, find_day, find_day_span

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNKNOWN: Final = frozenset(
    {
        *("", "-", "--", ".", "?", "n/a", "na", "n.a.", "nd", "nan", "none", "null", "nil", "#n/a"),
        *("unknown", "unk", "unclear", "not known", "غير معروف", "غير محدد", "غير معلوم", "؟"),
        *(
            "k. a.",
            "k.a.",
            "unbekannt",
            "inconnu",
            "desconocido",
            "desconhecido",
            "s/d",
            "tbc",
            "tbd",
        ),
        *("неизвестно", "невідомо", "н/д", "bilinmiyor"),
    }
)
"""What a cell says, in lower case, that says nothing; never applied to names: NA may be a place."""

SIGNS: Final[dict[int, str]] = {
    **{digit: chr(plain_digit) for digit, plain_digit in DIGITS.items()},
    **{ord(k): v for k, v in {"٫": ".", "٬": ",", "−": "-", "–": "-", "‐": "-"}.items()},
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " "),
    **dict.fromkeys(map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff"), ""),
    **dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"), ""),
}
_ISO: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d.*)?", re.IGNORECASE)
_COMPACT: Final = re.compile(r"(1[89]\d\d|20\d\d)(\d\d)(\d\d)")
_MONTH_ONLY: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(?:00|[x?]{1,2}))?", re.IGNORECASE)
_FROM_TO: Final = re.compile(
    r"(.{6,40}?)(?:\s*/\s*|\s+(?:to|bis|au|al|a|à|до|إلى)\s+|\s+-\s+)(.{6,40})"
)
_YEAR_ONLY: Final = re.compile(r"(1[89]\d\d|20\d\d)(?:\.0)?")
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?")
_DASHED: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_PERHAPS_NUMERIC: Final = r"^.{1,2}[/.-].{1,2}[/.-]"
_BLANK_END: Final = r"^[\x00-\x20]|[\x00-\x20]$"
_FIRST_DAY: Final = np.datetime64("0001-01-01")
_NUMERIC: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?: \d{1,2}:.*)?")
_WORDS: Final = re.compile(rf"(?:{'|'.join(map(re.escape, MONTHS))})", re.IGNORECASE)
_NAMED_MONTH: Final = re.compile(
    r"(?:(?:early|mid|late|end|end of|anfang|mitte|ende|début|mi|fin|principios de|mediados de|finales de"
    r"|início de|fim de|أوائل|منتصف|أواخر|начало|середина|конец) )?"
    rf"({'|'.join(sorted(map(re.escape, MONTHS), key=len, reverse=True))})\.?,? (?:de )?(\d{{4}})",
    re.IGNORECASE,
)
_SAME_MONTH: Final = re.compile(
    r"(\d{1,2})\s*(?:-|/|&|to|and|bis|und|au|et|al|y|a|e|و)\s*(\d{1,2}\.? .{5,30})", re.IGNORECASE
)
_LONGEST: Final = 250
_FIRST_SERIAL: Final = date(1899, 12, 30)  # day 0 of spreadsheets, their false 29 February 1900 in
_SERIALS: Final = range(20_000, 60_000)  # 1954 to 2064
_YEAR_MONTHS: Final = 12
_MOST_DAYS: Final = 0.8  # of the cells that are filled

_ALIVE: Final = 1e10
_INT: Final = r"\d+(?:,\d{3})*(?:\.0+)?"
_RANGE: Final = re.compile(
    rf"(?:between |entre |zwischen |من |от |від )?({_INT})\s*"
    rf"(?:-|\.\.\.?|to|and|or|ou|à|a|et|bis|oder|und|y|o|do|до|إلى|الى|أو|ile)\s*({_INT})"
)
_ABOUT: Final = re.compile(
    rf"(?:~|≈|about|around|approx\.?|approximately|c\.?|ca\.?|some|env\.?|environ|etwa|rund|unos|unas"
    rf"|aprox\.?|cerca de|около|близько|yaklaşık|نحو|حوالي|قرابة)\s*({_INT})"
)
_LEAST: Final = re.compile(
    rf"(?:at least|no fewer than|min\.?|>=|≥|au moins|mindestens|al menos|ao menos|pelo menos|en az"
    rf"|не менее|щонайменше|على الأقل|لا يقل عن|ما لا يقل عن)\s*({_INT})|({_INT})\s*\+"
)
_MORE: Final = re.compile(
    rf"(?:more than|over|>|plus de|mehr als|über|más de|mais de|более|больше|понад|أكثر من)\s*({_INT})"
)
_MOST: Final = re.compile(
    rf"(?:up to|at most|no more than|max\.?|<=|≤|jusqu['’]à|au plus|bis zu|höchstens|hasta|até|до)\s*({_INT})"
)
_LESS: Final = re.compile(
    rf"(?:less than|fewer than|under|<|moins de|weniger als|menos de|менее|أقل من)\s*({_INT})"
)
# "5 (2 children)", "5, incl. 2 children": the number and an aside on who they were. One that adds or
# takes away ("5 (+2 later)") is none.
_ASIDE: Final = re.compile(
    r"([^()]{1,40}?)\s*(?:\((?!\s*[-+])([^()]{0,200}?[^\W\d_]{3}[^()]{0,200})\)"
    r"|[,;]?\s*((?:incl|among|of wh|y compris|dont|davon|darunter|incluid|entre ellos|в том числе"
    r"|у тому числі|من بينهم|بينهم|منهم).{0,200}))"
)
_ADDS: Final = re.compile(
    r"plus|more\b|later|another|missing|injur|wound|hurt|bless|verletz|herid|ferid|поранен|ранен|جرح|مفقود|آخر"
)
_DEAD: Final = r"dead|killed|deaths?|died|fatalities|tote|morts?|tués?|muertos?|mortos?|ölü|погибших|قتلى|قتيل[اً]?|شهداء|شهيد[اً]?"
_HURT: Final = r"injured|wounded|verletzte|blessée?s?|heridos?|feridos?|yaralı|раненых|جرحى|جريح[اً]?|مصاب[اً]?|مصابين"
_PERSONS: Final = (
    r"persons?|people|civilians?|soldiers?|fighters?|militants?|troops|men|women|children|victims"
    r"|personnes?|civils?|soldats?|personas?|civiles|soldados|pessoas|menschen|personen|zivilisten|soldaten"
    r"|kişi|человек|осіб|людей|شخص[اً]?|[أا]شخاص|مدني[اً]?|مدنيين|عنصر[اً]?|عناصر|جندي[اً]?|جنود"
)
_UNITS: Final = {
    "fatalities_best": re.compile(rf"(.*\d\+?)\s*(?:{_PERSONS}|{_DEAD})"),
    "injured": re.compile(rf"(.*\d\+?)\s*(?:{_PERSONS}|{_HURT})"),
    "": re.compile(rf"(.*\d\+?)\s*(?:{_PERSONS})"),
}


def plain(texts: pd.Series[str]) -> pd.Series[str]:
    """Return texts with European digits, plain signs and blanks, and no invisible marks."""
    if _is_plain(texts):
        return texts
    codes, values = pd.factorize(texts)
    clean = [str(v).translate(SIGNS).strip() for v in values]
    return pd.Series(np.array(clean, dtype=object)[codes], index=texts.index, dtype="str")


def no_value(value: str, what: str) -> str:
    """Return why a cell can't be read as `what`."""
    if value.startswith("="):
        return f"{value[:40]!r} is a formula without its result; open and save the file in a spreadsheet program"
    return f"{value[:40]!r} is no {what}"


def _is_plain(texts: pd.Series[str]) -> bool:
    """Tell whether `plain` would change nothing, where that can be told at once."""
    if texts.dtype != "str":
        return False
    column = pa.array(texts, pa.large_string())
    if column.null_count or not pc.all(pc.string_is_ascii(column)).as_py():
        return False
    return not pc.any(pc.match_substring_regex(column, _BLANK_END)).as_py()


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day of each row, why a row has none, and what was chosen for the column."""

    first: NDArray[np.datetime64]
    last: NDArray[np.datetime64]
    faults: NDArray[np.object_]
    notes: list[str] = field(default_factory=list)


def read_days(texts: pd.Series[str], order: str | None = None) -> Days:
    """Read a column of days; a month or a year alone is a range.

    Parameters
    ----------
    order
        ``"ymd"``, ``"dmy"`` or ``"mdy"`` for days such as 03/04/2020, ``""`` where both may be
        meant, None to find it out: a number above 12 shows which one is the day. Where nothing
        shows it, such days are faults.

    Returns
    -------
    Days
        Missing, with an empty fault, where the cell is empty or says unknown. A time of day and its
        zone are dropped: the day is the one written.
    """
    codes, values = pd.factorize(plain(texts))
    notes: list[str] = []
    if order is None:
        day_first, month_first, _ = order_shown([str(value) for value in values])
        order = "" if day_first == month_first else "dmy" if day_first else "mdy"
    known = _dashed_days(values)
    others = np.isnat(known)
    read = [_day(str(value), order) for value in values[others]]
    kinds = {kind for _, _, _, kind in read}
    if "serial" in kinds:
        notes.append("Numbers such as 43867 were read as spreadsheets' day numbers.")
    if "short year" in kinds:
        notes.append("Years of two digits were read as 2000 to 2069 and 1970 to 1999.")
    if not len(values):
        known, others, read = np.array(["NaT"], "datetime64[us]"), np.array([False]), []
    first, last = known, known.copy()
    faults = np.full(len(known), "", dtype=object)
    for column, found in zip((first, last, faults), zip(*read, strict=True), strict=False):
        column[others] = np.array(found, dtype=column.dtype)
    return Days(first[codes], last[codes], faults[codes], notes)


def are_days(cells: pd.Series[str]) -> bool:
    """Return whether nearly all of these filled cells are days; numbers alone may be anything."""
    days = read_days(cells, "dmy")
    return (
        bool((~np.isnat(days.first)).mean() >= _MOST_DAYS) and not cells.str.fullmatch(r"\d+").all()
    )


def _dashed_days(values: pd.Index[str]) -> NDArray[np.datetime64]:
    """Return the days of values such as 2020-02-06, which most tables have; missing of others."""
    found = np.full(len(values), np.datetime64("NaT"), dtype="datetime64[us]")
    texts = pa.array(values, pa.large_string())
    dashed = pc.match_substring_regex(texts, _DASHED)
    try:
        days = texts.filter(dashed).cast(pa.date32()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:  # one of them is no day of the calendar
        return found
    if len(days) and days.min() >= _FIRST_DAY:
        found[dashed.to_numpy(zero_copy_only=False)] = days
    return found


def show_order(texts: pd.Series[str]) -> list[str]:
    """Return of `plain` texts all that may show in which order days stand, each once."""
    column = pa.array(texts, pa.large_string())
    perhaps = pc.match_substring_regex(column, _PERHAPS_NUMERIC)
    shown: list[str] = column.filter(perhaps).unique().to_pylist()
    return shown


def order_shown(values: list[str]) -> tuple[bool, bool, bool]:
    """Return whether days such as 03/04/2020 show the day first, the month first, or leave it open.

    More than one may hold: rows of one column need not agree.
    """
    day_first = month_first = doubtful = False
    for value in values:
        match = _NUMERIC.fullmatch(value)
        if match:
            a, b = int(match[1]), int(match[3])
            day_first |= a > _YEAR_MONTHS >= b
            month_first |= b > _YEAR_MONTHS >= a
            doubtful |= max(a, b) <= _YEAR_MONTHS
    return day_first, month_first, doubtful


_Read = tuple[date | None, date | None, str, str]


def _day(value: str, order: str) -> _Read:
    """Return first day, last day, fault and kind of one spelling."""
    if value.lower() in UNKNOWN:
        return None, None, "", ""
    if match := _MONTH_ONLY.fullmatch(value):
        start = _one(value, match[1], match[2], "1")
        return start if start[0] is None else (start[0], _month_end(start[0]), "", "")
    if match := _ISO.fullmatch(value):
        return _one(value, match[1], match[3], match[4])
    if match := _COMPACT.fullmatch(value):
        return _one(value, match[1], match[2], match[3])
    if match := _NUMERIC.fullmatch(value):
        return _numeric(value, match, order)
    if match := _YEAR_ONLY.fullmatch(value):
        return date(int(match[1]), 1, 1), date(int(match[1]), 12, 31), "", ""
    if (match := _SERIAL.fullmatch(value)) and int(match[1]) in _SERIALS:
        day = _FIRST_SERIAL + timedelta(days=int(match[1]))
        return day, day, "", "serial"
    if match := _FROM_TO.fullmatch(value):
        return _between(value, _day(match[1], order), _day(match[2], order))
    if _WORDS.search(value[:60]):
        return _worded(value[:60])
    return None, None, no_value(value, "day"), ""


def _worded(value: str) -> _Read:
    """Return what a spelling with a month's name means; "late November 2023" is some day of it."""
    if match := _NAMED_MONTH.fullmatch(value):
        start = date(int(match[2]), MONTHS[match[1].lower()], 1)
        return start, _month_end(start), "", ""
    if match := _SAME_MONTH.fullmatch(value):
        last = find_day(match[2])
        if last:
            return _between(
                value, _one(value, str(last.year), str(last.month), match[1]), (last, last, "", "")
            )
    found = find_day_span(value.replace("-", " "))
    if found is None:
        return None, None, no_value(value, "day"), ""
    if any(c.isdigit() for c in value[: found[1][0]]):
        return None, None, f"{value[:40]!r} could be several days", ""
    return found[0], found[0], "", ""


def _between(value: str, start: _Read, end: _Read) -> _Read:
    """Return the days from one to another."""
    fault = start[2] or end[2]
    if fault or start[0] is None or end[1] is None:
        return None, None, fault or no_value(value, "day"), ""
    if end[1] < start[0]:
        return None, None, f"{value[:40]!r} ends before it starts", ""
    return start[0], end[1], "", start[3] or end[3]


def _one(value: str, year: str, month: str, day: str) -> _Read:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None, None, f"{value[:40]!r} is no day of the calendar", ""
    return found, found, "", ""


def _numeric(value: str, match: re.Match[str], order: str) -> _Read:
    a, b, year = str(match[1]), str(match[3]), str(match[4])
    kind = ""
    if len(year) == 2:  # noqa: PLR2004
        if not order:
            return None, None, f"{value!r} could be several days", ""
        year = f"20{year}" if int(year) < 70 else f"19{year}"  # noqa: PLR2004
        kind = "short year"
    if order == "mdy" or (not order and int(b) > _YEAR_MONTHS):
        a, b = b, a
    elif not order and int(a) <= _YEAR_MONTHS and a != b:
        return None, None, f"{value!r} could be two days", ""
    first, last, fault, _ = _one(value, str(year), str(b), str(a))
    return first, last, fault, kind


def _month_end(start: date) -> date:
    return (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counts:
    """Low and high of each row (NaN unknown), how they compare, why a row has none, what was passed over."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    comparator: NDArray[np.object_]
    faults: NDArray[np.object_]
    mended: NDArray[np.object_]


def read_counts(texts: pd.Series[str], of: str = "") -> Counts:
    """Read a column of people counted: 3, "1,234", "3-5", "at least 3", "~10", "5 (2 children)".

    `of` is our column that it is: "5 dead" counts in one of deaths, not in one of the injured.
    """
    codes, values = pd.factorize(plain(texts))
    read = [_said_count(str(value).lower(), of) for value in values] or [_said_count("", of)]
    low, high, comparator, faults, mended = zip(*read, strict=True)
    return Counts(
        np.array(low, dtype=float)[codes],
        np.array(high, dtype=float)[codes],
        np.array(comparator, dtype=object)[codes],
        np.array(faults, dtype=object)[codes],
        np.array(mended, dtype=object)[codes],
    )


def _said_count(value: str, of: str) -> tuple[float, float, str, str, str]:
    """Read one cell; where words beside the number were passed over, say so."""
    low, high, comparator, fault = _count(value)
    if not fault or len(value) > _LONGEST:
        return low, high, comparator, fault, ""
    bare = value
    if (aside := _ASIDE.fullmatch(value)) and not _ADDS.search(aside[2] or aside[3]):
        bare = aside[1]
    if unit := _UNITS.get(of, _UNITS[""]).fullmatch(bare):
        bare = unit[1]
    read = _count(bare.strip())
    if bare == value or read[3] or not bare.strip():
        return low, high, comparator, fault, ""
    return *read, f"{value[:80]!r} was read as {bare.strip()}"


def _count(value: str) -> tuple[float, float, str, str]:
    """Return what a cell counts, if there may be so many people."""
    nan = float("nan")
    low, high, comparator, fault = _number(value)
    if low > _ALIVE or high > _ALIVE:
        return nan, nan, "", f"{value[:80]!r} is more people than there are"
    return low, high, comparator, fault


def _number(value: str) -> tuple[float, float, str, str]:
    nan = float("nan")
    if value in UNKNOWN:
        return nan, nan, "", ""
    if re.fullmatch(_INT, value):
        number = _integer(value)
        return number, number, "=", ""
    if match := _RANGE.fullmatch(value):
        low, high = _integer(match[1]), _integer(match[2])
        return (low, high, "=", "") if low <= high else (nan, nan, "", f"{value!r} runs backwards")
    if match := _ABOUT.fullmatch(value):
        return _integer(match[1]), _integer(match[1]), "about", ""
    for pattern, step, comparator in ((_LEAST, 0, ">="), (_MORE, 1, ">=")):
        if match := pattern.fullmatch(value):
            return _integer(next(filter(None, match.groups()))) + step, nan, comparator, ""
    for pattern, step in ((_MOST, 0), (_LESS, -1)):
        if match := pattern.fullmatch(value):
            return nan, _integer(match[1]) + step, "<=", ""
    return nan, nan, "", no_value(value, "count")


def _integer(text: str) -> float:
    return float(text.replace(",", ""))


def each_note(notes: NDArray[np.object_]) -> dict[str, NDArray[Any]]:
    """Return the positions of each distinct non-empty note, in the order of first use."""
    at = np.flatnonzero(notes != "")
    codes, words = pd.factorize(notes[at])
    order = np.argsort(codes, kind="stable")
    parts = np.split(at[order], np.cumsum(np.bincount(codes, minlength=len(words)))[:-1])
    return {str(word): rows for word, rows in zip(words, parts, strict=False)}
