"""What an Arabic word shows by itself: its kind, its prefixes, and whether it names a sort of place.

The secret of this module is ``lexicon/nameclues-ar.tsv``: a word is of the first kind whose list holds
one of its forms, read without conjunction, preposition and article.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import rows_of
from geo.extract.text import folded, forms_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

PREFIXES: Final = frozenset("وفبلك")
TOWNS: Final = frozenset(
    "بلده بلدتي قريه قريتي قري بلدات ناحيه مديريه مستوطنه ضاحيه منتجع حي".split()
)
SEVERAL: Final = frozenset("بلدات قري مدن بلدتي قريتي مدينتي مناطق احياء مخيمات نواحي".split())

COUNTED: Final = SEVERAL | folded(
    "قريتان قريتين قريتا بلدتان بلدتين بلدتا مدينتان مدينتين مدينتا منطقتان منطقتين نقطتان نقطتين تلتان تلتين حيان حيين مزرعتان مزرعتين "
    "موقعان موقعين ضيعتان ضيعتين مخيمان مخيمين جبلان جبلين نقاط مواقع تلال مزارع ضيع جبال"
)
"""Words for several places, also for two that no name follows at once: "القريتين هما"."""


@cache
def clues() -> dict[str, str]:
    """Return the class of each word of the list, by its folded form; the first class counts."""
    found: dict[str, str] = {}
    for row in rows_of("nameclues-ar"):
        for word in row["words"].split():
            found.setdefault(forms_of(word)[0], row["class"])
    return found


@lru_cache(maxsize=65536)
def look_at(word: str, forms: tuple[str, ...]) -> tuple[str, str, str, tuple[str, ...]]:
    """Return what a word shows by itself: stem, class, prefixes and the features of these."""
    if not "\u0600" <= word[0] <= "\u06ff" or not word[0].isalpha():
        low = "0" if word[0].isdigit() else forms[0]
        return low, "sign", "", ("w=" + low, "c=sign")
    kinds = clues()
    kind, stem = "", forms[-1]
    for form in forms:
        if form in kinds:
            kind, stem = kinds[form], form
            break
    bare = forms[0]
    shed = "".join(dict.fromkeys(c for c in bare[:2] if c in PREFIXES)) if len(forms) > 1 else ""
    article = "al" if any(form.startswith("ال") for form in forms) else ""
    return (
        stem,
        kind,
        shed,
        (
            "w=" + bare,
            "f=" + stem,
            "c=" + kind,
            "pre=" + bare[:1] + article if shed else "pre=" + article,
            "x2=" + stem[-2:],
            "x3=" + stem[-3:],
            "p2=" + stem[:2],
            f"len{min(len(stem), 8)}",
        ),
    )


def joined(token: Token) -> str:
    """Return a word without the conjunction written onto it, whatever other prefixes it has."""
    shed = token.low[0] in "وف" and len(token.forms) > 1 and token.low not in clues()
    return token.forms[1] if shed else token.low


def is_led_by_town(tokens: Sequence[Token], i: int) -> bool:
    """Return whether "the town of" or the like stands before token `i`."""
    return bool(i) and bool(TOWNS.intersection(tokens[i - 1].forms))


_ORDINALS: Final = folded("الحادية الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة")


_PARTS: Final = frozenset(
    "الريف الريفين الريفان الارياف المحور المحاور الاحياء الحي الاطراف الطرف الضاحيه الضواحي المدخل المداخل الجهه الجزء القسم الجانب المشارف البلدات القرى القري المناطق المنطقه".split()
)
_SIDES: Final = frozenset(
    "الشرقي الغربي الشمالي الجنوبي الشرقيه الغربيه الشماليه الجنوبيه الاوسط الوسطي".split()
)


def is_side_of(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a compass adjective only says which part of the town named next: "الريف الغربي لحلب"."""
    if not 0 < i < len(tokens) - 1 or not _SIDES.intersection(tokens[i].forms):
        return False
    behind = tokens[i + 1]
    if behind.low[0] != "ل" or len(behind.forms) < 2:
        return False
    k = i - 1
    while k > 0 and k > i - _MOST_SIDES and _SIDES.intersection(tokens[k].forms):
        k -= 1  # "الريف الجنوبي الشرقي لإدلب", "الريفين الغربي والجنوبي لحلب"
    return bool(_PARTS.intersection(tokens[k].forms))


_MOST_SIDES: Final = 3


def is_age(tokens: Sequence[Token], k: int) -> bool:
    """Return whether a number ends an age in years: "في الرابعة والسبعين"."""
    tens = tokens[k].low.startswith("وال") and tokens[k].low.endswith("ين")
    return bool(k) and tens and bool(_ORDINALS & set(tokens[k - 1].forms))
