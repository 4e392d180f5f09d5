"""Number words and digits, English and Arabic, as counts with their doubt.

The secret of this module is what an inexact number means. A vague plural stands for the least it
can mean, never for a best guess: "dozens" is at least 24 (two dozen), "scores" at least 40 (two
score), "tens" and «عشرات» at least 20, "hundreds" at least 200, "several" at least 3 (more than
two, by the dictionary); "many" and "a few" stay open. "Some 30" and "about 30" stay 30 and say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.extract.text import forms_of, remembered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token
    from geo.model import Comparator

_UNITS: Final = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS: Final = {
    word: 10 * (i + 2)
    for i, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 10**9}

_VAGUE: Final = {
    ("dozens",): 24,
    ("several", "dozen"): 24,
    ("scores",): 40,
    ("hundreds",): 200,
    ("several", "hundred"): 200,
    ("thousands",): 2_000,
    ("several", "thousand"): 2_000,
    ("tens", "of", "thousands"): 20_000,
    ("hundreds", "of", "thousands"): 200_000,
    ("dozens", "of", "thousands"): 20_000,
    ("millions",): 2_000_000,
    ("tens",): 20,
    ("several",): 3,
    ("many",): None,
    ("numerous",): None,
    ("a", "few"): None,
    ("a", "handful"): None,
    ("a", "number"): None,
    ("an", "unspecified", "number"): None,
    ("an", "unknown", "number"): None,
    ("عشرات",): 20,
    ("مئات",): 200,
    ("الاف",): 2_000,
    ("عشرات", "الالاف"): 20_000,
    ("مئات", "الالاف"): 200_000,
    ("بضعه",): 3,
    ("عده",): None,
    ("العديد",): None,
    ("عدد", "من"): None,
}
_VAGUE_BY_FIRST: Final[dict[str, list[tuple[tuple[str, ...], int | None]]]] = {}
for _words, _low in sorted(_VAGUE.items(), key=lambda row: -len(row[0])):
    _VAGUE_BY_FIRST.setdefault(_words[0], []).append((_words, _low))

_AR_UNITS: Final = {
    "واحد": 1, "واحده": 1, "احد": 1, "احدي": 1, "اثنان": 2, "اثنين": 2, "اثنتان": 2, "اثنتين": 2,
    "اثنا": 2, "اثني": 2, "اثنتا": 2, "اثنتي": 2, "ثلاث": 3, "ثلاثه": 3, "اربع": 4, "اربعه": 4, "خمس": 5, "خمسه": 5,
    "ست": 6, "وست": 6, "سته": 6, "سبع": 7, "سبعه": 7, "ثمان": 8, "ثماني": 8, "ثمانيه": 8, "تسع": 9, "تسعه": 9,
}  # fmt: skip
_AR_TEN: Final = frozenset({"عشر", "عشره"})
_AR_TENS: Final = {
    stem + ending: 10 * (i + 2)
    for i, stem in enumerate("عشر ثلاث اربع خمس ست سبع ثمان تسع".split())
    for ending in ("ون", "ين")
}
_AR_HUNDRED: Final = frozenset({"مئه", "مايه", "مائه", "ميه", "مئات"})
_AR_HUNDREDS: Final = {
    **{
        stem + hundred: 100 * value
        for stem, value in (
            ("ثلاث", 3), ("اربع", 4), ("خمس", 5), ("ست", 6), ("سبع", 7), ("ثمان", 8), ("ثماني", 8), ("تسع", 9),
        )
        for hundred in ("مئه", "مائه", "مايه")
    },
    **dict.fromkeys(("مئتان", "مئتين", "مائتان", "مائتين", "مائتي", "مئتا", "مئتي"), 200),
}  # fmt: skip
_AR_SCALES: Final = {
    "الف": 1_000, "الفا": 1_000, "الاف": 1_000, "مليون": 1_000_000, "مليونا": 1_000_000, "ملايين": 1_000_000,
}  # fmt: skip
_AR_TWO_THOUSAND: Final = frozenset({"الفان", "الفين", "الفا_شخص", "الفي"})
# "احد" is also Sunday and "anyone", "واحد" an adjective: alone they count only before a noun.
_DIGITS: Final = re.compile(r"[\d٠-٩۰-۹]+(?:[,٬.٫،][\d٠-٩۰-۹]+)*")
_GROUPED: Final = re.compile(r"\d{1,3}(?:[,٬.،]\d{3})+")
_DECIMAL: Final = re.compile(r"(\d+)[.٫,](\d{1,2})")


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


@lru_cache(maxsize=65536)
def digits(word: str) -> int | None:
    """Return the whole number that `word` writes in digits of any script, or None.

    Examples
    --------
    >>> digits("1,300"), digits("١٥"), digits("3.5"), digits("15th")
    (1300, 15, None, None)
    """
    if not _DIGITS.fullmatch(word) or len(word) > 15:
        return None
    if _GROUPED.fullmatch(word):
        return int(re.sub(r"\D", "", word))
    return int(word) if word.isdigit() else None


_BEFORE: Final[dict[str, list[tuple[tuple[str, ...], Comparator]]]] = {}
for _phrases, _comparator in (
    ("at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum|more than|over|upwards of|"
     "in excess of|at a minimum|well over|as least|above|not under|"
     "ما لا يقل عن|مالا يقل عن|لا يقل عن|لا تقل عن|اكثر من|ازيد من|ما يزيد علي|ما يزيد عن|يزيد علي|يزيد عن|تزيد علي|تزيد عن|"
     "علي الاقل|فوق|ما يفوق|يفوق|يتجاوز|تجاوز|ما لا يقل علي", ">="),
    ("up to|at most|as many as|no more than|not more than|fewer than|less than|"
     "ما يصل الي|يصل الي|اقل من|لا يتجاوز|لا يزيد علي|لا يزيد عن|علي الاكثر", "<="),
    # "nearly 30" and "close to 30" bound a count from above only in words: the press means about 30.
    ("about|around|some|roughly|approximately|approx|an estimated|estimated|circa|nearly|almost|close to|closer to|"
     "nearer|just over|just under|نحو|حوالي|زهاء|ما يقارب|يقارب|ما يناهز|يناهز|قرابه|قريب من|ما يقرب من|تقريبا", "about"),
):  # fmt: skip
    for _phrase in _phrases.split("|"):
        _key = tuple(_phrase.split())
        _BEFORE.setdefault(_key[0], []).append((_key, _comparator))  # type: ignore[arg-type]
for _rows in _BEFORE.values():
    _rows.sort(key=lambda row: -len(row[0]))

_BEHIND: Final[dict[tuple[str, ...], Comparator]] = {
    ("or", "more"): ">=",
    ("at", "least"): ">=",
    ("at", "a", "minimum"): ">=",
    ("and", "counting"): ">=",
    ("so", "far"): ">=",
    ("plus",): ">=",
    ("علي", "الاقل"): ">=",
    ("او", "اكثر"): ">=",
    ("or", "so"): "about",
    ("or", "fewer"): "<=",
    ("at", "most"): "<=",
    ("علي", "الاكثر"): "<=",
    ("تقريبا",): "about",
}
_BEHIND_BY_FIRST: Final[dict[str, list[tuple[tuple[str, ...], Comparator]]]] = {}
for _words, _bound in _BEHIND.items():
    _BEHIND_BY_FIRST.setdefault(_words[0], []).append((_words, _bound))
_RISES: Final = frozenset(
    "rose rise rises risen rising climbed climbing climbs climb increased increasing jumped grew grown "
    "up raised raising revised went gone fell dropped down ارتفع ارتفعت ارتفاع ترتفع يرتفع رفع".split()
)
_MAX_RATIO: Final = 10


@remembered
def numbers(tokens: Sequence[Token]) -> tuple[Number, ...]:
    """Return the counts in `tokens`, left to right, with what qualifies them.

    Ordinals ("47th"), decimals, percentages, sums of money and times of day are no counts.
    """
    found: list[Number] = []
    end = 0
    for i in [i for i, token in enumerate(tokens) if _may_open(token.word)]:
        if i < end or (number := _range(tokens, i) or _qualified(tokens, i)) is None:
            continue
        if not _is_measure(tokens, number):
            found.append(number)
        end = number.last
    return tuple(found)


def qualified_behind(tokens: Sequence[Token], k: int) -> tuple[Comparator, int] | None:
    """Return the bound that stands behind a counted noun at `k`: "five men at least"."""
    for words, comparator in _behind(tokens, k):
        if len(words) > 1 and _words_at(tokens, k, words):
            return comparator, k + len(words)
    return None


def _behind(tokens: Sequence[Token], k: int) -> list[tuple[tuple[str, ...], Comparator]]:
    """Return the phrases behind a count that begin with the token at `k`."""
    if k >= len(tokens):
        return []
    return [row for form in tokens[k].forms for row in _BEHIND_BY_FIRST.get(form, ())]


def _words_at(tokens: Sequence[Token], i: int, words: tuple[str, ...]) -> bool:
    if i + len(words) > len(tokens):
        return False
    for k, word in enumerate(words, start=i):  # noqa: SIM110 - asked too often for `all`
        if word not in tokens[k].forms:
            return False
    return True


_CURRENCIES: Final = frozenset("$ € £ ₦ ₴ usd eur sdg".split())
_CLOCK: Final = frozenset("am pm a.m p.m a.m. p.m. o'clock hrs gmt utc".split())
_ORDINALS: Final = frozenset("st nd rd th".split())
_NUMBERED: Final = frozenset(
    "aged age ages article chapter section paragraph resolution page no no. nr number room gate road highway route "
    "brigade battalion division regiment unit checkpoint channel flight block sector area zone phase hill bulletin "
    "report update group camp # عمره عمرها الساعه رقم الماده القرار المنطقه الفوج اللواء الفرقه الكتيبه".split()
)


def _is_measure(tokens: Sequence[Token], number: Number) -> bool:
    """Return whether the digits order, price or time something instead of counting it."""
    first, last = number.first, number.last
    before = tokens[first - 1] if first else None
    behind = tokens[last] if last < len(tokens) else None
    if before is not None:
        if before.low in _CURRENCIES or (before.low in _NUMBERED and number.comparator == "="):
            return True
        glued = before.end == tokens[first].start
        if glued and before.word in ":/.°" and first > 1 and tokens[first - 2].word[-1].isdigit():
            return True
        if glued and before.word == "-" and first > 1 and tokens[first - 2].end == before.start:
            return True  # "MiG-29", "2013-14"
    if behind is not None:
        glued = behind.start == tokens[last - 1].end
        if behind.low in _CLOCK or behind.word in "%٪°" or behind.low in ("percent", "per"):
            return True
        if glued and (behind.low in _ORDINALS or (behind.low == "h" and last + 1 < len(tokens))):
            return True
        following = tokens[last + 1] if last + 1 < len(tokens) else None
        if glued and behind.word in ":/." and following is not None and following.word[0].isdigit():
            return following.start == behind.end
    return False


def _range(tokens: Sequence[Token], i: int) -> Number | None:
    """Read "between 30 and 35", "30 to 35", "30-35", "ten, maybe twelve"."""
    word = tokens[i].low
    opens = word in ("between", "from", "بين", "من") or tokens[i].forms[-1] == "بين"
    start = i
    if word == "ما" and i + 1 < len(tokens) and tokens[i + 1].low == "بين":
        opens, i = True, i + 1
    elif not opens and not _may_begin(tokens[i].word):
        return None
    if tokens[i].low in ("واحد", "واحده"):
        return None  # "في يوم واحد إلى سبعة": it belongs to the noun before it
    low = _plain(tokens, i + 1 if opens else i, joined=False)
    if low is None or low[1] >= len(tokens):
        return None
    value, k = low
    joint = tokens[k].low
    if opens and joint in ("and", "و"):
        k += 1
    elif opens and joint[0] == "و" and len(joint) > 1 and tokens[start].low != "من":
        pass
    elif joint in ("to", "or", "-", "–", "الي", "او") and (tokens[i].low != "من" or joint == "الي"):
        k += 1
    elif (
        joint == ","
        and k + 1 < len(tokens)
        and tokens[k + 1].low in ("maybe", "perhaps", "possibly")
    ):
        k += 2
    else:
        return None
    high = _plain(tokens, k)
    if high is None:
        return None
    if word in ("from", "من") or (start and tokens[start - 1].low in ("from", "من")):
        back = {t.low for t in tokens[max(0, start - 6) : start]}
        if back & _RISES:  # "rose from nine to 13": the new number is what counts
            return Number(start, high[1], high[0], high[0], "=")
        if word in ("from", "من") and tokens[k - 1].low not in ("to", "الي", "-", "–"):
            return None
    if high[0] <= value or high[0] > _MAX_RATIO * max(value, 1):
        return None
    return Number(start, high[1], value, high[0], "=")


_STARTS: Final = frozenset(
    (
        *_UNITS,
        *_TENS,
        "a",
        "an",
        "half",
        *_AR_UNITS,
        *_AR_TEN,
        *_AR_TENS,
        *_AR_HUNDRED,
        *_AR_HUNDREDS,
    )
) | frozenset((*_AR_SCALES, *_AR_TWO_THOUSAND))
_OPENERS: Final = _STARTS | frozenset(
    (*_BEFORE, *_VAGUE_BY_FIRST, "between", "from", "بين", "من", "ما")
)


@lru_cache(maxsize=65536)
def _may_begin(word: str) -> bool:
    """Return whether an exact count may begin with `word`."""
    return word[0].isdigit() or not _STARTS.isdisjoint(forms_of(word))


@lru_cache(maxsize=65536)
def _may_open(word: str) -> bool:
    """Return whether a count may begin with `word`, its qualifying words included."""
    forms = forms_of(word)
    return (
        word[0].isdigit()
        or not _OPENERS.isdisjoint(forms)
        or any(form[0].isdigit() for form in forms)
    )


def _qualified(tokens: Sequence[Token], i: int) -> Number | None:
    """Read a count with the words that bound it, before ("at least 5") or after ("5 or more")."""
    for form in tokens[i].forms:
        for words, comparator in _BEFORE.get(form, ()):
            k = i + len(words)
            if not _words_at(tokens, i, words) or k >= len(tokens):
                continue
            inner = _inner(tokens, k)
            if inner is None:
                continue
            value, last, vague = inner
            if comparator == ">=" or vague:
                return Number(i, last, value, None, ">=")
            if comparator == "<=":
                return Number(i, last, None, value, "<=")
            return Number(i, last, value, value, "about")
    inner = _inner(tokens, i)
    if inner is None:
        return None
    value, last, vague = inner
    if vague:
        return Number(i, last, value, None, ">=")
    if last < len(tokens) and tokens[last].word == "+":
        return Number(i, last + 1, value, None, ">=")
    for words, comparator in _behind(tokens, last):
        if _words_at(tokens, last, words):
            low = None if comparator == "<=" else value
            high = None if comparator == ">=" else value
            return Number(i, last + len(words), low, high, comparator)
    if (  # "30-odd"
        last + 1 < len(tokens) and tokens[last].word == "-" and tokens[last + 1].low == "odd"
    ):
        return Number(i, last + 2, value, None, ">=")
    return Number(i, last, value, value, "=")


_SOFTENERS: Final = frozenset("about some around نحو حوالي".split())


def _inner(tokens: Sequence[Token], i: int) -> tuple[int | None, int, bool] | None:
    """Return (value, next index, whether vague) of the bare count at `i`."""
    if i + 1 < len(tokens) and tokens[i].low in _SOFTENERS and _plain(tokens, i + 1):
        i += 1  # "more than some 30"
    vague = _vague(tokens, i)
    if vague is not None:
        return *vague, True
    plain = _plain(tokens, i)
    return (*plain, False) if plain is not None else None


def _plain(tokens: Sequence[Token], i: int, *, joined: bool = True) -> tuple[int, int] | None:
    """Return (value, next index) of an exact count that begins at `i`.

    With `joined` false an Arabic number takes no "و" that could begin a second number.
    """
    if i >= len(tokens) or not _may_begin(tokens[i].word):
        return None
    value = None
    for form in tokens[i].forms:
        if (value := digits(form)) is not None:
            break
    if value is None and (decimal := _DECIMAL.fullmatch(tokens[i].word)):
        scale = _scale(tokens, i + 1)
        if scale is None:
            return None
        return round(float(f"{int(decimal[1])}.{decimal[2]}") * scale), i + 2
    if value is not None:
        k = i + 1
        scale = _scale(tokens, k)
        if scale is not None:
            return value * scale, k + 1
        if k < len(tokens) and tokens[k].low == "k" and tokens[k].start == tokens[i].end:
            return value * 1_000, k + 1
        return value, k
    found = _english_words(tokens, i) or _arabic_words(tokens, i, joined=joined)
    if found and found[1] + 2 < len(tokens) and tokens[found[1]].word == "(":  # "twelve (12)"
        k = found[1]
        if tokens[k + 2].word == ")" and digits(tokens[k + 1].word) == found[0]:
            return found[0], k + 3
    return found


def _scale(tokens: Sequence[Token], k: int) -> int | None:
    if k >= len(tokens):
        return None
    return _SCALES.get(tokens[k].low) or (
        _AR_SCALES.get(tokens[k].low) if not tokens[k].low.isascii() else None
    )


def _english_words(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    total = current = 0
    k = i
    if tokens[i].low == "half" and _words_at(tokens, i + 1, ("a", "dozen")):
        return 6, i + 3
    if tokens[i].low in ("a", "an") and i + 1 < len(tokens):
        following = tokens[i + 1].low
        if following in ("dozen", "score"):
            return (12 if following == "dozen" else 20), i + 2
        if following in _SCALES:
            return _SCALES[following], i + 2
        return None
    while k < len(tokens):
        word = tokens[k].low
        behind = tokens[k - 1].low if k > i else ""
        following = tokens[k + 1].low if k + 1 < len(tokens) else ""
        if word in _UNITS:
            if behind in _UNITS or (behind in _TENS and _UNITS[word] > 9):
                break
            current += _UNITS[word]
        elif word in _TENS:
            if behind in _UNITS or behind in _TENS:
                break
            current += _TENS[word]
        elif word in _SCALES and k > i:
            current *= _SCALES[word]
            if _SCALES[word] > 100:
                total, current = total + current, 0
        elif word in ("dozen", "score") and k > i:
            current *= 12 if word == "dozen" else 20
        elif not (
            (word == "-" and behind in _TENS and following in _UNITS)
            or (word == "and" and behind in _SCALES and (following in _UNITS or following in _TENS))
        ):
            break
        k += 1
    return (total + current, k) if k > i else None


def _part(token: Token, *, led: bool) -> tuple[str, int] | None:
    """Return what an Arabic number word is and its value; `led` ones must be joined by "و"."""
    if token.low.endswith("الاحد"):  # Sunday
        return None
    short = token.low == "وست"  # too short a word to shed its "و" in `forms_of`
    for form in token.forms[1:] if led and not short else token.forms:
        if led and token.low[0] != "و":
            return None
        for kind, words in (
            ("unit", _AR_UNITS),
            ("tens", _AR_TENS),
            ("hundred", _AR_HUNDREDS),
            ("scale", _AR_SCALES),
        ):
            if form in words:
                return kind, words[form]
        if form in _AR_TEN:
            return "ten", 10
        if form in _AR_HUNDRED and form != "مئات":
            return "hundred", 100
        if form in _AR_TWO_THOUSAND:
            return "scale", 2_000
    return None


def _arabic_words(tokens: Sequence[Token], i: int, *, joined: bool) -> tuple[int, int] | None:
    """Read خمسة, خمسة عشر, خمسة وعشرون, مئة وخمسة, ثلاثة آلاف ومئتان."""
    group = _arabic_group(tokens, i, led=False, joined=joined)
    if group is None:
        return None
    total, k = group
    while joined and k < len(tokens):
        following = _arabic_group(tokens, k, led=True, joined=joined)
        # A later group must be smaller than the last place of the number so far.
        if following is None or not total or following[0] >= _lowest_place(total):
            break
        total, k = total + following[0], following[1]
    return total, k


def _lowest_place(value: int) -> int:
    for place in (1_000_000, 1_000, 100):
        if value % place == 0:
            return place
    return 0


def _arabic_group(
    tokens: Sequence[Token], i: int, *, led: bool, joined: bool
) -> tuple[int, int] | None:
    if i >= len(tokens):
        return None
    head = _part(tokens[i], led=led)
    if head is None:
        return None
    kind, value = head
    k = i + 1
    following = _part(tokens[k], led=False) if k < len(tokens) and tokens[k].low[0] != "و" else None
    if kind == "unit" and following is not None and following[0] == "ten":
        value, k = value + 10, k + 1
    elif (
        kind == "unit"
        and following is not None
        and following[0] == "hundred"
        and following[1] == 100
    ):
        value, k, kind = value * 100, k + 1, "hundred"
    elif kind == "unit" and joined and k < len(tokens):
        tens = _part(tokens[k], led=True)
        if tens is not None and tens[0] == "tens":
            value, k = value + tens[1], k + 1
    scale = _scale(tokens, k) if kind != "scale" else None
    if scale is not None and k < len(tokens) and tokens[k].low[0] != "و":
        value, k = value * scale, k + 1
    return value, k


def _vague(tokens: Sequence[Token], i: int) -> tuple[int | None, int] | None:
    if i >= len(tokens):
        return None
    for form in tokens[i].forms:
        for words, low in _VAGUE_BY_FIRST.get(form, ()):
            if _words_at(tokens, i, words):
                k = i + len(words)
                if k < len(tokens) and tokens[k].low in ("of", "من") and words[-1] != "من":
                    k += 1
                return low, k
    return None
