"""Who does an Arabic verb, and to what: the noun phrases behind it, without parsing.

The secret of this module is the preposition: what one governs is neither doer nor object, so that in
"انتزعت القوات من الفصائل قرى X" the villages are the object and the factions are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.extract.arabic.words import PAUSES, forms_in
from geo.extract.armed import ARMED_KINDS
from geo.extract.countries import arabic_government
from geo.extract.lexicon import built_in
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.roles import Spot
    from geo.extract.text import Token


@dataclass(frozen=True, slots=True)
class Names:
    """Where in a sentence places are named: their first tokens where no preposition is written onto them, and all tokens."""

    bare: frozenset[int] = frozenset()
    tokens: frozenset[int] = frozenset()


NO_NAMES: Final = Names()


def names_of(tokens: Sequence[Token], spots: Sequence[Spot]) -> Names:
    """Return where the spots of a sentence stand; a preposition is written onto بإدلب."""
    led = {
        s.first
        for s in spots
        if s.start > tokens[s.first].start and tokens[s.first].low[:1] in ("ب", "ل")
    }
    return Names(
        frozenset(s.first for s in spots) - led,
        frozenset(k for s in spots for k in range(s.first, s.last)),
    )


_PREPOSITIONS: Final = folded(
    "في من إلى على عن مع بين ضد عند قرب نحو باتجاه صوب عبر داخل وسط أمام حول لدى ضمن"
)
_MEASURES: Final = folded("سلسلة عدد عددا مجموعة بعض العديد كثير مزيد المزيد أكثر")
MEN_AT_ARMS: Final = folded(
    "قوات القوات قوة القوة جيش الجيش جيشها عناصر عناصره عناصرها مقاتلو مقاتلون المقاتلون مقاتلوه مقاتلوها مقاتلين مقاتلي مسلحي جنود الجنود جنوده جنودها جنودا جنوداً "
    "وحدات الوحدات وحداته وحداتها وحدة الوحدة ألوية لواء لواءها لواءه فرقة كتيبة كتائب رجاله رجالها رجال قواته قواتها قواتهم دبابات الدبابات دباباتها مدرعات آليات آلياتها "
    "تعزيزات رتل أرتال دورية دوريات طلائع حامية مسلحو مسلحون المسلحون مسلحوها مهاجمون المهاجمون المهاجمين الفصائل فصائل الثوار ميليشيات مليشيات سرية فصيل جهاديون متمردون "
    "المتمردون الحوثيون المعارضة الانفصاليون عسكريون العسكريون حلفاء حلفاؤه حلفاؤها أنصار مشاة المشاة المظليون ضباط القوميون خصومه الخصوم"
)
_DOER_REACH: Final = 4


def armed_doer(tokens: Sequence[Token], k: int, reach: int = _DOER_REACH) -> bool:
    """Return whether one who bears arms, or a country, is named from token `k` on, within `reach`."""
    end = k
    while end < min(len(tokens), k + reach) and not (
        tokens[end].word in PAUSES or tokens[end].low in _PREPOSITIONS
    ):
        end += 1
    if forms_in(tokens[k:end]) & MEN_AT_ARMS or arabic_government(tokens[k : k + 1]):
        return True
    found = built_in("actors").find(tokens[k : end + reach])
    return any(h.row["kind"] in ARMED_KINDS and k + h.first < end for h in found)


def armed_around(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether the verb in tokens `first` to `last` (excluded) has one who bears arms behind it, else before it."""
    return armed_doer(tokens, last) or armed_doer(tokens, max(0, first - _BEFORE), _BEFORE)


_BEFORE: Final = 3  # tokens of "that the regime's forces"


def object_of(
    tokens: Sequence[Token],
    k: int,
    words: frozenset[str],
    places: frozenset[int] = frozenset(),
    reach: int = 8,
    named: frozenset[int] = frozenset(),
) -> int | None:
    """Return where one of `words` or a place stands from token `k` on that no preposition governs.

    Nothing behind a pause is an object, unless what stands between two only tells when. "A number of
    villages" is one, for all its "of". `named` are all tokens of names, behind which a noun stands by
    itself: "ردّت القوات في X هجوماً".
    """
    each = [j for j in range(k, min(len(tokens) - 2, k + _TO_EACH)) if tokens[j].low == "كلا"]
    if each and tokens[each[0] + 1].low == "من" and each[0] + 2 in places:
        return each[0] + 2  # "أخذ الجيش، في الريف، كلاً من A وB": an object whatever stands between
    stop, aside = k + reach, k
    for j in range(k, len(tokens)):
        token = tokens[j]
        if j < aside:
            continue
        if token.word in PAUSES:
            aside = behind_time(tokens, j)
            if not aside:
                return None
            stop += aside - j
            continue
        if j >= stop:
            return None
        if j not in places and not _is_one_of(token, words):
            continue
        governor = next(
            (g for g in (j - 1, j - 2) if g >= k and tokens[g].low in _PREPOSITIONS), None
        )
        apart = governor == j - 2 and j not in places
        if governor is None or (apart and (j - 1 in named or not _binds(tokens[j - 1]))):
            return j
        if governor and set(tokens[governor - 1].forms) & _MEASURES:
            return j
    return None


_WHEN: Final = folded(
    "اليوم أمس فجر فجرا صباح صباحا مساء ليل ليلا ليلة ظهر عصر يوم السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة خلال قبل منذ بعد مساءا ظهرا الليلة"
)
_TO_EACH: Final = 12  # tokens of "، في الريف الشرقي للمعرة،" before "كلاً من"
_TO_CLOSE: Final = 9  # tokens of "، صباح اليوم الخميس 6 من شباط،"


def behind_time(tokens: Sequence[Token], k: int) -> int:
    """Return where a clause goes on behind what between two pauses, from `k` on, only tells when; 0 if it does not.

    "أنشأ الجيش، اليوم الثلاثاء، نقطة": the verb keeps its object.
    """
    if tokens[k].word not in "،," or k + 1 >= len(tokens):
        return 0
    if _WHEN.isdisjoint(tokens[k + 1].forms) or tokens[k + 1].low[0] == "و":
        return 0
    close = range(k + 2, min(len(tokens), k + _TO_CLOSE))
    return next((j + 1 for j in close if tokens[j].word in "،,"), 0)


def _binds(token: Token) -> bool:
    """Return whether a noun still stands under the preposition before it: "من قوات X"."""
    return not token.low.startswith("ال")


@lru_cache(maxsize=4096)
def _stems(low: str) -> tuple[str, ...]:
    return (low, low[1:]) if low[:1] in "وف" and len(low) > 3 else (low,)


def _is_one_of(token: Token, words: frozenset[str]) -> bool:
    """Return whether a word is one of `words`, with its article but without a preposition of its own."""
    bare = [w.removeprefix("ال") for w in _stems(token.low)]
    return any(w in words for w in (*_stems(token.low), *bare))
