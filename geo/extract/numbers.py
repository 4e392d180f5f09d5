"""Number words and digits, English and Arabic, as counts with their doubt.

The secret of this module is what an inexact number means: "dozens" is at least 24, "scores" at
least 40, "several" at least 3, as ACLED and UCDP code them at their low end (see README); "some
30" and "about 30" stay 30 and say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token
    from geo.model import Comparator

_UNITS: Final = {
    word: value
    for value, words in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
    for word in (words,)
}
_TENS: Final = {
    word: 10 * (i + 2)
    for i, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 10**9}

# Low ends: a dozen is 12, so the plural is at least two of them; "hundreds" likewise 200.
_VAGUE: Final = {
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2_000,
    "several": 3,
    "many": None,
    "numerous": None,
    "some": None,
    "tens": 20,
    "عشرات": 20,
    "مئات": 200,
    "الاف": 2_000,
    "عدد": None,
    "العديد": None,
}

_AR_UNITS: Final = {
    "واحد": 1, "واحده": 1, "احد": 1, "احدى": 1, "احدي": 1, "اثنان": 2, "اثنين": 2, "اثنتان": 2, "اثنتين": 2,
    "اثنا": 2, "اثني": 2, "ثلاث": 3, "ثلاثه": 3, "اربع": 4, "اربعه": 4, "خمس": 5, "خمسه": 5,
    "ست": 6, "سته": 6, "سبع": 7, "سبعه": 7, "ثمان": 8, "ثماني": 8, "ثمانيه": 8, "تسع": 9,
    "تسعه": 9, "عشر": 10, "عشره": 10,
    "عشرون": 20, "عشرين": 20, "ثلاثون": 30, "ثلاثين": 30, "اربعون": 40, "اربعين": 40,
    "خمسون": 50, "خمسين": 50, "ستون": 60, "ستين": 60, "سبعون": 70, "سبعين": 70,
    "ثمانون": 80, "ثمانين": 80, "تسعون": 90, "تسعين": 90, "مئه": 100, "مايه": 100, "مائه": 100,
    "مئتان": 200, "مئتين": 200, "مائتي": 200, "الف": 1_000, "الفين": 2_000, "الفي": 2_000, "مليون": 1_000_000,
}  # fmt: skip

_DIGITS: Final = re.compile(r"[\d٠-٩۰-۹]+(?:[,٬.٫][\d٠-٩۰-۹]+)*")
_GROUPED: Final = re.compile(r"\d{1,3}(?:[,٬.]\d{3})+")


@dataclass(frozen=True, slots=True)
class Number:
    """A count in tokens ``first`` to ``last`` (excluded), its comparator's words included.

    `low` is None for a count that the text leaves open ("many"); `high` is None for "at least".
    """

    first: int
    last: int
    low: int | None
    high: int | None
    comparator: Comparator


def digits(word: str) -> int | None:
    """Return the whole number that `word` writes in digits of any script, or None.

    Examples
    --------
    >>> digits("1,300"), digits("١٥"), digits("3.5"), digits("15th")
    (1300, 15, None, None)
    """
    if not _DIGITS.fullmatch(word):
        return None
    if _GROUPED.fullmatch(word):
        return int(re.sub(r"\D", "", word))
    return int(word) if word.isdigit() else None


_BEFORE: Final[Sequence[tuple[tuple[str, ...], Comparator]]] = tuple(
    (tuple(phrase.split()), comparator)
    for phrases, comparator in (
        ("at least|no fewer than|not less than|no less than|a minimum of|more than|over|upwards of|"
         "in excess of|at a minimum|ما لا يقل عن|لا يقل عن|اكثر من|ازيد من|نحو اكثر من|على الاقل", ">="),
        ("up to|at most|as many as|no more than|not more than|fewer than|less than|nearly|almost|"
         "close to|ما يصل الى|اقل من|قرابه", "<="),
        ("about|around|some|roughly|approximately|an estimated|estimated|circa|نحو|حوالي|زهاء|ما يقارب", "about"),
    )
    for phrase in phrases.split("|")
)  # fmt: skip
# "nearly 30" and "close to 30" bound a count from above only in words: press usage means about 30.
_SOFT: Final = frozenset({"nearly", "almost", "close", "قرابه"})


def numbers(tokens: Sequence[Token]) -> list[Number]:
    """Return the counts in `tokens`, left to right, with what qualifies them."""
    found: list[Number] = []
    i = 0
    while i < len(tokens):
        number = _range(tokens, i) or _qualified(tokens, i)
        if number is None:
            i += 1
        else:
            found.append(number)
            i = number.last
    return found


def _range(tokens: Sequence[Token], i: int) -> Number | None:
    """Read "between 30 and 35", "30 to 35", "30-35"."""
    opens = tokens[i].low in ("between", "from", "بين")
    low = _plain(tokens, i + 1 if opens else i)
    if low is None or low[1] >= len(tokens):
        return None
    value, k = low
    joint = tokens[k].low
    if joint not in ("to", "or", "-", "–", "الى", "او") and not (opens and joint in ("and", "و")):
        if not (opens and joint.startswith("و") and len(joint) > 1):
            return None
        k -= 1
    high = _plain(tokens, k + 1)
    if high is None or high[0] <= value or high[0] > 10 * max(value, 1):
        return None
    return Number(i, high[1], value, high[0], "=")


def _qualified(tokens: Sequence[Token], i: int) -> Number | None:
    """Read a count with the words that bound it, before ("at least 5") or after ("5 or more")."""
    for words, comparator in _BEFORE:
        k = i + len(words)
        if k < len(tokens) and all(w in tokens[i + j].forms for j, w in enumerate(words)):
            inner = _plain(tokens, k) or _vague(tokens, k)
            if inner is None:
                continue
            value, last = inner
            if comparator == ">=":
                return Number(i, last, value, None, ">=")
            if comparator == "<=" and words[0] not in _SOFT:
                return Number(i, last, None, value, "<=")
            return Number(i, last, value, value, "about")
    plain = _plain(tokens, i)
    if plain is not None:
        value, last = plain
        tail = [t.low for t in tokens[last : last + 3]]
        if tail[:2] in (["or", "more"], ["على", "الاقل"], ["at", "least"]):
            return Number(i, last + 2, value, None, ">=")
        return Number(i, last, value, value, "=")
    vague = _vague(tokens, i)
    if vague is not None:
        value, last = vague
        return Number(i, last, value, None, ">=")
    return None


def _plain(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return (value, next index) of an exact count that begins at `i`."""
    if i >= len(tokens):
        return None
    value = digits(tokens[i].word)
    if value is not None:
        k = i + 1
        if k < len(tokens) and tokens[k].low in _SCALES:
            value *= _SCALES[tokens[k].low]
            k += 1
        elif k < len(tokens) and tokens[k].low == "k" and tokens[k].start == tokens[i].end:
            value, k = value * 1_000, k + 1
        return value, k
    return _english_words(tokens, i) or _arabic_words(tokens, i)


def _english_words(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    total = current = 0
    k = i
    if tokens[i].low in ("a", "an") and i + 1 < len(tokens):
        following = tokens[i + 1].low
        if following == "dozen":
            return 12, i + 2
        if following in _SCALES:
            return _SCALES[following], i + 2
        return None
    while k < len(tokens):
        word = tokens[k].low
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word in _SCALES and k > i:
            current *= _SCALES[word]
            if _SCALES[word] > 100:  # noqa: PLR2004 - "two hundred" goes on, "two thousand" is closed
                total, current = total + current, 0
        elif word == "dozen" and k > i:
            current *= 12
        elif (
            word == "-"
            and k > i
            and k + 1 < len(tokens)
            and tokens[k + 1].low in _UNITS
            and (tokens[k - 1].low in _TENS)
        ):
            pass
        elif (
            word == "and"
            and k > i
            and tokens[k - 1].low in _SCALES
            and k + 1 < len(tokens)
            and (tokens[k + 1].low in _UNITS or tokens[k + 1].low in _TENS)
        ):
            pass
        else:
            break
        k += 1
    return (total + current, k) if k > i else None


def _arabic_words(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    total = 0
    k = i
    while k < len(tokens):
        value = next((_AR_UNITS[f] for f in tokens[k].forms if f in _AR_UNITS), None)
        # Only a later part of a number is joined by "و": خمسة وعشرون.
        if value is None or (k > i and value < 10 and total % 10):  # noqa: PLR2004
            break
        if k > i and value >= 100 and 2 < total < 10:  # noqa: PLR2004 - خمس مئة multiplies
            total *= value
        else:
            total += value
        k += 1
    return (total, k) if k > i else None


def _vague(tokens: Sequence[Token], i: int) -> tuple[int | None, int] | None:
    if i >= len(tokens):
        return None
    for form in tokens[i].forms:
        if form in _VAGUE:
            k = i + 1
            if k < len(tokens) and tokens[k].low in ("of", "من"):
                k += 1
            return _VAGUE[form], k
    return None
