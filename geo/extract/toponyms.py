"""Which words of a report are place names.

The secret of this module is the recogniser: for English a conditional random field over word
shapes, neighbours and how prominent a name the gazetteer knows under those words (weights in
``models/toponyms.crfsuite``, see the model card beside them); for Arabic, which has no capitals,
the longest run of words that the gazetteer knows in Arabic script, led by a word or prefix of
place. Adjectives of countries are found too, as ``Adjective``, since they name a country without
being a place where something happened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import built_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pycrfsuite

    from geo.extract.text import Sentence, Token

MODEL: Final = "models/toponyms.crfsuite"
_MAX_NAME_WORDS: Final = 6
_MAX_ARABIC_WORDS: Final = 4

Prominence = "Callable[[str], int]"


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in tokens ``first`` to ``last`` (excluded) of its sentence.

    `country` (ISO 3166-1 alpha-2) is set for an adjective of a country, else ``""``; `skip` counts
    the characters of the first token that are prefixes and not the name, as in ``بإدلب``.
    """

    first: int
    last: int
    country: str = ""
    skip: int = 0


@cache
def _tagger() -> pycrfsuite.Tagger:
    import pycrfsuite  # noqa: PLC0415 - only English needs the model

    tagger = pycrfsuite.Tagger()
    with as_file(files("geo.extract").joinpath(MODEL)) as path:
        tagger.open(str(path))
    return tagger


def find_toponyms(text: str, sentence: Sentence, prominence: Callable[[str], int]) -> list[Toponym]:
    """Return the place names and adjectives of countries in `sentence`, left to right."""
    tokens = sentence.tokens
    if _mostly_arabic(tokens):
        names = _arabic(text, tokens, prominence)
    else:
        names = _english(text, tokens, prominence)
    taken = {k for name in names for k in range(name.first, name.last)}
    adjectives = [
        Toponym(hit.first, hit.last, hit.row["country"])
        for hit in built_in("demonyms").find(tokens)
        if not taken & set(range(hit.first, hit.last)) and _is_adjective(tokens, hit.first)
    ]
    return sorted(names + adjectives, key=lambda name: name.first)


def _is_adjective(tokens: Sequence[Token], i: int) -> bool:
    word = tokens[i].word
    return (
        not word.isascii() or (word[0].isupper() and word.lower() not in ("us",)) or word in ("US",)
    )


def _mostly_arabic(tokens: Sequence[Token]) -> bool:
    arabic = sum("\u0600" <= t.word[0] <= "\u06ff" for t in tokens)
    return 2 * arabic > sum(t.word[0].isalpha() for t in tokens)


# ---- English ---------------------------------------------------------------------------------


def _english(text: str, tokens: Sequence[Token], prominence: Callable[[str], int]) -> list[Toponym]:
    if not any(t.word[0].isupper() for t in tokens):
        return []
    labels = _tagger().tag(features(text, tokens, prominence))
    return spans(labels)


def spans(labels: Sequence[str]) -> list[Toponym]:
    """Return the runs that ``B`` opens and ``I`` carries on."""
    found: list[Toponym] = []
    start: int | None = None
    for i, label in enumerate([*labels, "O"]):
        if start is not None and label != "I":
            found.append(Toponym(start, i))
            start = None
        if label == "B" or (label == "I" and start is None):
            start = i
    return found


_VOWELS: Final = re.compile(r"[a-z]+")
_CAPITALS: Final = re.compile(r"[A-Z]+")
_NUMBERS: Final = re.compile(r"\d+")


def shape(word: str) -> str:
    """Return the pattern of capitals, small letters and digits, as ``"Xx"``."""
    return _NUMBERS.sub("d", _VOWELS.sub("x", _CAPITALS.sub("X", word)))


def known_names(text: str, tokens: Sequence[Token], prominence: Callable[[str], int]) -> list[int]:
    """Return for each token how prominent the longest known name over it is, times two, plus one inside."""
    flags = [0] * len(tokens)
    i = 0
    while i < len(tokens):
        step = 1
        if tokens[i].word[0].isupper():
            for size in range(min(_MAX_NAME_WORDS, len(tokens) - i), 0, -1):
                last = tokens[i + size - 1]
                if not (
                    last.word[0].isupper()
                    or (size > 1 and last.word[0].isalpha() and tokens[i + size - 2].word in "-'’")
                ):
                    continue
                rank = prominence(text[tokens[i].start : last.end])
                if rank:
                    for k in range(size):
                        flags[i + k] = 2 * rank + (k > 0)
                    step = size
                    break
        elif i + 2 < len(tokens) and tokens[i + 1].word == "-" and tokens[i].low in _ARTICLES:
            # al-Nayrab: the article is part of the name and has no capital.
            for size in range(min(_MAX_NAME_WORDS, len(tokens) - i), 2, -1):
                if not tokens[i + size - 1].word[0].isupper():
                    continue
                rank = prominence(text[tokens[i].start : tokens[i + size - 1].end])
                if rank:
                    for k in range(size):
                        flags[i + k] = 2 * rank + (k > 0)
                    step = size
                    break
        i += step
    return flags


_ARTICLES: Final = frozenset("al el as ash ad ar an at az ed er es et ez".split())


def features(
    text: str, tokens: Sequence[Token], prominence: Callable[[str], int]
) -> list[list[str]]:
    """Return the features of each token, in the form that crfsuite reads.

    The set is that of the prototype behind ``design``'s figures: words, affixes, shapes and
    gazetteer flags in a window of three, and a few pairs.
    """
    low = [t.low for t in tokens]
    shapes = [shape(t.word) for t in tokens]
    known = [str(flag) for flag in known_names(text, tokens, prominence)]
    n = len(tokens)
    rows: list[list[str]] = []
    for i in range(n):
        word = low[i]
        row = [
            "b",
            "w=" + word,
            "s=" + shapes[i],
            "p3=" + word[:3],
            "x3=" + word[-3:],
            "x2=" + word[-2:],
            "g=" + known[i],
            "gs=" + known[i] + shapes[i],
        ]
        for k in (-3, -2, -1, 1, 2, 3):
            j = i + k
            if 0 <= j < n:
                row += (f"w{k}={low[j]}", f"s{k}={shapes[j]}", f"g{k}={known[j]}")
            else:
                row.append(f"pad{k}")
        if i:
            row += (
                f"w-1w={low[i - 1]}|{word}",
                f"w-1g={low[i - 1]}|{known[i]}",
                f"w-1s={low[i - 1]}|{shapes[i]}",
            )
        if i > 1:
            row.append(f"w-2w-1={low[i - 2]}|{low[i - 1]}")
        if i + 1 < n:
            row += (f"w+1g={low[i + 1]}|{known[i]}", f"w+1s={low[i + 1]}|{shapes[i]}")
        rows.append(row)
    return rows


# ---- Arabic ----------------------------------------------------------------------------------

# Words that stand before a place's name; the name itself may then be any word that the
# gazetteer knows, however common.
_LEADS: Final = frozenset(
    "مدينه بلده قريه بلدات قرى مدن محافظه ريف منطقه مناطق حي احياء مخيم مطار معبر بلدتي قريتي مدينتي ضاحيه محور جبهه "
    "قضاء ناحيه ولايه اقليم اطراف محيط ضواحي شارع طريق جبل وادي سهل قرب باتجاه مديريه مديريتي محافظتي ولايات محليه "
    "جنوب شمال شرق غرب جنوبي شمالي شرقي غربي في من الى على نحو حاجز قاعده معسكر داخل وسط بين قرية جامعه بوادي".split()
)
_PREFIXED: Final = ("ب", "ل", "ف", "و", "ك")
_WEAK: Final = 3


def _arabic(text: str, tokens: Sequence[Token], prominence: Callable[[str], int]) -> list[Toponym]:
    found: list[Toponym] = []
    i = 0
    while i < len(tokens):
        hit = _arabic_at(text, tokens, i, prominence)
        if hit is None:
            i += 1
        else:
            found.append(hit)
            i = hit.last
    return found


def _skip(token: Token, form: str) -> int:
    """Return how many characters of `token` are prefixes when `form` is the name.

    ``للدانا`` stands for ``ل`` + ``الدانا``: there the name keeps its written ``لدانا``.
    """
    bare = token.forms[0]
    cut = len(bare) - len(form)
    return cut if cut > 0 and bare.endswith(form) else 0


def _arabic_at(
    text: str, tokens: Sequence[Token], i: int, prominence: Callable[[str], int]
) -> Toponym | None:
    first = tokens[i]
    if not "\u0600" <= first.word[0] <= "\u06ff":
        return None
    led = i > 0 and bool(_LEADS & set(tokens[i - 1].forms))
    for size in range(min(_MAX_ARABIC_WORDS, len(tokens) - i), 0, -1):
        rest = text[first.end : tokens[i + size - 1].end]
        if "\n" in rest or any(not t.word[0].isalpha() for t in tokens[i + 1 : i + size]):
            continue
        for form in first.forms:
            if len(form) < 3 and size == 1:  # noqa: PLR2004
                continue
            shed = form != first.forms[0]
            article_lost = shed and any(f == "ال" + form for f in first.forms)
            if article_lost:
                continue
            rank = prominence(form + rest)
            if not rank:
                continue
            prefixed = shed and first.forms[0][0] in _PREFIXED
            if rank >= _WEAK or led or (prefixed and first.forms[0][0] == "ب") or size > 1:
                if _common(form, size) and not (led and rank >= _WEAK):
                    continue
                return Toponym(i, i + size, skip=_skip(first, form))
    return None


# Common words that are also names of places somewhere: taken only when a word of place leads.
_COMMON_WORDS: Final = frozenset(
    "قتل على اليوم امس مدني الشرطه الجيش قوات صباح مساء فجر ليل الماضي الحكومه عدد منزل مدرسه سوق السوق البيت المنزل الشعب الدفاع الوطني "
    "العام الامن السلام النصر الحريه عنصر جندي شهيد قائد محمد احمد علي حسن حسين عمر خالد يوسف ابراهيم سالم ناصر سعيد صالح عبد الله "
    "الرييس المدينه القريه البلده المحافظه الساحل الجبل الوادي النهر البحر الشرق الغرب الشمال الجنوب كانت كان هناك بعد قبل خلال "
    "عملية عمليه الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت شباط اذار نيسان ايار تموز اب ايلول المركز المصدر القياده الساعه "
    "الميدان الحدود المنطقه الطريق الجسر المطار الحي الوزاره الحرب اصابه جرحى قتلى اطفال طفل نساء رجل شاب جنود عناصر مسلحين مدنيين الاول الثاني الثالث "
    "الوحده الدوله الاهالي السكان المرصد ثلاثه خمسه عشره سبعه عده بلدات القصف قصف هجوم غاره طيران صواريخ حيث التي الذي الى عند بين مع منذ دون".split()
)


def _common(form: str, size: int) -> bool:
    return size == 1 and form in _COMMON_WORDS
