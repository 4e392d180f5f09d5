"""How a day is spelt, in digits or in words, in English, Arabic and what else tables are kept in.

The secret of this module is which spellings mean one day only. ``06/02/2020`` alone may be two
days, and 30 February is none: both are None here, never a guess.
"""

from __future__ import annotations

import contextlib
import re
from datetime import date
from typing import Final

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            (
                "january",
                "jan",
                "يناير",
                "كانون الثاني",
                *"janvier januar enero ene janeiro gennaio ocak января січня".split(),
            ),
            (
                "february",
                "feb",
                "فبراير",
                "شباط",
                *"février fevrier februar febrero fevereiro febbraio şubat февраля лютого".split(),
            ),
            (
                "march",
                "mar",
                "مارس",
                "آذار",
                "اذار",
                *"mars märz marzo março mart марта березня".split(),
            ),
            (
                "april",
                "apr",
                "أبريل",
                "ابريل",
                "إبريل",
                "نيسان",
                *"avril abril aprile nisan апреля квітня".split(),
            ),
            ("may", "مايو", "أيار", "ايار", *"mai mayo maio maggio mayıs мая травня".split()),
            (
                "june",
                "jun",
                "يونيو",
                "يونيه",
                "حزيران",
                *"juin juni junio junho giugno haziran июня червня".split(),
            ),
            (
                "july",
                "jul",
                "يوليو",
                "يوليه",
                "تموز",
                *"juillet juli julio julho luglio temmuz июля липня".split(),
            ),
            (
                "august",
                "aug",
                "أغسطس",
                "اغسطس",
                "آب",
                *"août aout agosto ağustos августа серпня".split(),
            ),
            (
                "september",
                "sept",
                "sep",
                "سبتمبر",
                "أيلول",
                "ايلول",
                *"septembre septiembre setembro settembre eylül сентября вересня".split(),
            ),
            (
                "october",
                "oct",
                "أكتوبر",
                "اكتوبر",
                "تشرين الأول",
                "تشرين الاول",
                *"octobre oktober octubre outubro ottobre ekim октября жовтня".split(),
            ),
            (
                "november",
                "nov",
                "نوفمبر",
                "تشرين الثاني",
                *"novembre noviembre novembro kasım ноября листопада".split(),
            ),
            (
                "december",
                "dec",
                "ديسمبر",
                "كانون الأول",
                "كانون الاول",
                *"décembre decembre dezember diciembre dezembro dicembre aralık декабря грудня".split(),
            ),
        ),
        start=1,
    )
    for name in names
}
_MONTH: Final = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_ISO: Final = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_DAY_FIRST: Final = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[ .,-]{{1,3}}(?:de )?({_MONTH})\.?(?:\s*/\s*(?:{_MONTH}))?"
    r"[ .,-]{1,3}(?:de )?(\d{4})(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST: Final = re.compile(
    rf"\b({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)", re.IGNORECASE
)
_NUMERIC: Final = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def find_day(text: str) -> date | None:
    """Return the first date written out in `text`; None if there is none or it could be two days.

    Examples
    --------
    >>> find_day("Thursday, 6 February 2020"), find_day("06/02/2020")
    (datetime.date(2020, 2, 6), None)
    >>> find_day("الخميس ٦ شباط/فبراير ٢٠٢٠")
    datetime.date(2020, 2, 6)
    """
    found = find_day_span(text)
    return found[0] if found else None


def find_day_span(text: str) -> tuple[date, tuple[int, int]] | None:
    """Return the first date and where it stands in `text`."""
    text = text.translate(DIGITS)
    if match := _ISO.search(text):
        day = day_of(match, 1, 3, 4)
    elif match := _DAY_FIRST.search(text):
        day = day_of(match, 3, 2, 1)
    elif match := _MONTH_FIRST.search(text):
        day = day_of(match, 3, 1, 2)
    elif match := _NUMERIC.search(text):
        readings = {day_of(match, 4, 3, 1), day_of(match, 4, 1, 3)} - {None}
        day = readings.pop() if len(readings) == 1 else None
    else:
        return None
    return (day, match.span()) if day else None


def day_of(match: re.Match[str] | None, year: int, month: int, day: int) -> date | None:
    """Return the day that three groups of `match` spell, None for 30 February and the like."""
    if match is None:
        return None
    name = match[month].lower()
    with contextlib.suppress(ValueError):
        return date(int(match[year]), MONTHS.get(name) or int(name), int(match[day]))
    return None
